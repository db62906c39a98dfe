/* A button with data-download="id" saves that field's value as the file data-filename. */

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-download]");
  if (!button) return;
  const text = new Blob([document.getElementById(button.dataset.download).value], { type: "text/plain" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(text), download: button.dataset.filename });
  link.click();
  URL.revokeObjectURL(link.href);
});
