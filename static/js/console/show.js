/* The buttons with `data-show`: which question the candidate's screen shows; "" shows none. */

export function start(page, recorder, sync) {
  sync.addEventListener("picture", ({ detail: { shown, waiting } }) => {
    if (!waiting.some(({ kind }) => kind === "show")) mark(page, shown);
  });
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]");
    if (!button) return;
    event.preventDefault();
    if (!document.querySelector("[data-screen]")) return document.getElementById("screen").showModal();
    const question = button.ariaPressed === "true" ? "" : button.dataset.show;
    recorder.enter("show", question, null);
    mark(page, question);
  });
}

function mark(page, question) {
  for (const button of page.querySelectorAll("[data-show][aria-pressed]"))
    button.ariaPressed = String(button.dataset.show === question);
  for (const link of page.querySelectorAll("[data-shown]")) link.removeAttribute("data-shown");
  if (question) for (const link of page.querySelectorAll(`a.tree-item[href="#q${question}"]`)) link.dataset.shown = "";
  page.querySelector("[data-show='']").hidden = !question;
}
