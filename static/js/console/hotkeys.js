/* `data-hotkey="KeyJ ArrowDown Shift+Digit1"`: the key presses the control, if it is on screen.
   Keys go by their place (event.code), so they work the same with a Hangul input method on. */

const WRITABLE = "textarea, input:not([type=radio], [type=checkbox]), select, [contenteditable]";

const SWITCH = "hotkeys-off";

export function start() {
  const box = document.querySelector("[data-hotkeys]");
  box.checked = !isOff();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "" : "yes"));
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(WRITABLE)) return leave(event);
    if (document.querySelector("dialog[open]") || isOff()) return;
    if (event.code.startsWith("Arrow") && event.target.matches?.("[type=radio]:focus-visible")) return;
    if (event.repeat && !/^(Arrow|Key[JK])/.test(event.code)) return;
    const control = find((event.shiftKey ? "Shift+" : "") + event.code);
    if (!control) return;
    event.preventDefault();
    press(control);
  });
}

function isOff() {
  return localStorage.getItem(SWITCH) === "yes";
}

function leave(event) {
  if (event.code !== "Escape") return;
  event.preventDefault();
  event.target.blur();
}

function find(key) {
  const controls = document.querySelectorAll(`[data-hotkey~="${key}"]`);
  return [...controls].find((control) => control.closest("section, .console-bar")?.checkVisibility() && !control.matches(":disabled") && shown(control));
}

/* A control of a shown section counts even where it is itself hidden, unless its state hides it. */
function shown(control) {
  return control.dataset.when === undefined || control.checkVisibility();
}

function press(control) {
  if (control.matches(WRITABLE)) control.focus();
  else control.click();
}
