/* A button with data-copy="id" copies that field's value; data-copied is what the button says then. */

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  if (!(await copy(field.value))) return;
  button.querySelector("span").textContent = button.dataset.copied;
});

/** Gives whether it worked. Without HTTPS browsers have no clipboard API, only the old command. */
async function copy(text) {
  if (!navigator.clipboard) return document.execCommand("copy");
  return navigator.clipboard.writeText(text).then(() => true, () => false);
}
