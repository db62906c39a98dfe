/* Native dialogs by attribute: data-dialog="id" opens, data-dialog-close or a press on the backdrop closes. */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const closer = event.target.closest("[data-dialog-close]");
  if (opener) open(event, document.getElementById(opener.dataset.dialog));
  else if (closer) closer.closest("dialog")?.close();
  else if (isBackdrop(event)) event.target.close();
});

/** A link that opens a dialog leads to a page of its own where there is no script. */
function open(event, dialog) {
  event.preventDefault();
  dialog?.showModal();
}

/** The backdrop is the dialog itself as target, pressed outside its box. */
function isBackdrop({ target, clientX, clientY }) {
  if (target.localName !== "dialog" || !target.open) return false;
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
