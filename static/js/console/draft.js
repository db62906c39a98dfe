/* A page with one recorded form: its controls go to the journal as on the console. */
import { Outbox } from "./outbox.js";
import { Recorder } from "./record.js";
import { Signs } from "./signs.js";

const page = document.querySelector("[data-journal]");
const form = page.querySelector("form[data-record]");
const outbox = new Outbox(page.dataset);
const signs = new Signs(outbox, new Recorder(page, outbox, null, []));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  signs.leave(() => form.submit());
});
signs.restore();
