/* A form with data-unsaved: the browser asks before leaving what was typed and not sent.
   `data-unsaved="yes"` says that it came back from the server unsaved already. */

const form = document.querySelector("form[data-unsaved]");
let unsaved = form.dataset.unsaved === "yes";

form.addEventListener("input", () => (unsaved = true));
document.addEventListener("submit", (event) => {
  if (event.target === form && !event.defaultPrevented) unsaved = false;
});
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
