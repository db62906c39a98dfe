/* <details data-menu> closes on a press outside, on Escape (focus returns to its summary) and when focus leaves it. */

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", ({ target }) => closeUnless(target));
document.addEventListener("focusin", ({ target }) => closeUnless(target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

function closeUnless(target) {
  for (const menu of openMenus()) menu.open = menu.contains(target);
}
