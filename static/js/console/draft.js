/* A page with one recorded form: its controls go to the journal as on the console. */
import { forget } from "../keeping.js";
import { journal } from "./journal.js";

const page = document.querySelector("[data-journal]");
const form = page.querySelector("form[data-record]");
const { outbox, signs, sync } = journal(page, null, []);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  signs.leave(async () => {
    await outbox.forgetSaved();
    await forget();
    form.elements.known.value = JSON.stringify(sync.known);
    form.submit();
  });
});
signs.restore();
