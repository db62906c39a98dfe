/* `data-switch="name" data-of="selector"` turns the attribute `data-name` of the element around it that
   matches on and off; `data-kept` remembers it on this device. */

export function start() {
  for (const button of document.querySelectorAll("[data-switch][data-kept]"))
    if (localStorage.getItem(button.dataset.switch)) turn(button, true);
  addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-switch]");
    if (button) turn(button, button.ariaPressed !== "true");
  });
}

function turn(button, on) {
  const name = button.dataset.switch;
  button.closest(button.dataset.of).toggleAttribute(`data-${name}`, on);
  button.ariaPressed = String(on);
  if ("kept" in button.dataset) localStorage.setItem(name, on ? "yes" : "");
}
