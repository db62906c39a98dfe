/* label[data-drop] around a file input: shows the chosen file's name and lights up while a file is dragged over it. */

document.addEventListener("change", ({ target }) => {
  const zone = target.closest("[data-drop]");
  if (zone) name(zone, target);
});
for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, ({ target }) => target.closest?.("[data-drop]")?.toggleAttribute("data-over", type === "dragover"));
}

/** Writes the names of the chosen files into the zone, in .drop-name (made when missing). */
function name(zone, input) {
  let line = zone.querySelector(".drop-name");
  if (!line) {
    line = document.createElement("span");
    line.className = "drop-name";
    line.setAttribute("role", "status");
    zone.append(line);
  }
  line.textContent = [...input.files].map((file) => file.name).join(", ");
}
