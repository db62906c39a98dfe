/* label[data-drop] around a file input: shows the chosen file's name and lights up while a file is dragged over it. */

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => name(zone, input));
  zone.addEventListener("dragover", () => zone.toggleAttribute("data-over", true));
  for (const end of ["dragleave", "drop"]) zone.addEventListener(end, () => zone.toggleAttribute("data-over", false));
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
