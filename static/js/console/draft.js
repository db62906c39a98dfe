/* A page with one recorded form: its controls go to the journal as on the console. */
import { Outbox } from "./outbox.js";
import { Recorder } from "./record.js";
import { showState } from "./saved.js";

const PATIENCE = 5000;
const page = document.querySelector("[data-journal]");
const form = page.querySelector("form[data-record]");
const outbox = new Outbox(page.dataset.outbox, page.dataset.journal);
const recorder = new Recorder(page, outbox, null, []);

outbox.addEventListener("change", () => showState(outbox));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  recorder.settle();
  if (await outbox.settled(PATIENCE)) form.submit();
});
