/* A tree of li[data-item] in [data-arranged="form"]. Its [data-handle]s drag an item before, after or inside another one,
   which fills `item`, `at` and `of` of the form and sends it. [data-key="Alt+ArrowUp"]: the key presses the button while
   the focus is in the button's own item. */

const EDGE = 60; // pixels from the edge of the window where it begins to scroll
const SIDE = 0.3; // of an item's height that mean before, and after

let drag = null; // {item, pointer, x, y}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  drag = { item: handle.closest("[data-item]"), pointer: event.pointerId, x: event.clientX, y: event.clientY };
  drag.item.toggleAttribute("data-dragging", true);
  requestAnimationFrame(scroll);
});
document.addEventListener("pointermove", (event) => {
  if (drag?.pointer !== event.pointerId) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  show(target());
});
document.addEventListener("pointerup", ({ pointerId }) => drag?.pointer === pointerId && end(target()));
document.addEventListener("pointercancel", ({ pointerId }) => drag?.pointer === pointerId && end(null));
document.addEventListener("keydown", (event) => {
  if (drag && event.key === "Escape") return end(null);
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const button = event.target.closest?.("[data-item]")?.querySelector(`:scope > * > [data-key="Alt+${event.code}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

/** What the pointer is over: {item, at}, or null where nothing can be dropped. */
function target() {
  const item = document.elementFromPoint(drag.x, drag.y)?.closest("[data-arranged] [data-item]");
  if (!item || item === drag.item) return null;
  const box = item.firstElementChild.getBoundingClientRect();
  const height = (drag.y - box.top) / box.height;
  return { item, at: height < SIDE ? "before" : height > 1 - SIDE ? "after" : "inside" };
}

function show(place) {
  for (const old of document.querySelectorAll("[data-drop]")) delete old.dataset.drop;
  if (place) place.item.dataset.drop = place.at;
}

function end(place) {
  show(null);
  const { item } = drag;
  item.toggleAttribute("data-dragging", false);
  drag = null;
  if (!place) return;
  const form = document.getElementById(item.closest("[data-arranged]").dataset.arranged);
  const fill = { item: item.dataset.item, at: place.at, of: place.item.dataset.item };
  for (const [name, value] of Object.entries(fill)) form.elements.namedItem(name).value = value;
  form.requestSubmit();
}

function scroll() {
  if (!drag) return;
  if (drag.y < EDGE) scrollBy(0, -8);
  else if (drag.y > innerHeight - EDGE) scrollBy(0, 8);
  requestAnimationFrame(scroll);
}
