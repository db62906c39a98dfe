/* A form with data-shown-in: the box of that id scrolls to its [data-part] for the field in use.
   Fields are named after their part, "hints-0-en". */

const form = document.querySelector("form[data-shown-in]");

form.addEventListener("focusin", ({ target }) => {
  const box = document.getElementById(form.dataset.shownIn);
  const [name] = (target.name ?? "").split("-");
  const part = box.querySelector(`[data-part="${CSS.escape(name)}"]`);
  if (!part) return;
  const head = box.querySelector("header").offsetHeight;
  box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top - head;
});
