/* The console: puts the parts together. */
import { keep } from "../keeping.js";
import { advise } from "./advice.js";
import { Clock } from "./clock.js";
import { Finder } from "./finder.js";
import { start as startHotkeys } from "./hotkeys.js";
import { journal } from "./journal.js";
import { uuid } from "./names.js";
import { start as startNotes } from "./notes.js";
import { Pace } from "./pace.js";
import { fit } from "./record.js";
import { Sections } from "./sections.js";
import { start as startShow } from "./show.js";
import { start as startSwitches } from "./switch.js";
import { grow, mirror } from "./tree.js";

startSwitches();
const page = document.querySelector(".console");
const sections = new Sections(page.querySelector(".questions"));
const { recorder, signs, sync } = journal(page, sections, JSON.parse(page.dataset.done), JSON.parse(page.dataset.undone));
const clock = new Clock(page, sections);
new Pace(page, sections, clock);

function undo() {
  const taken = recorder.undo();
  if (!taken) return;
  if (!Object.keys(taken.before).length) return signs.leave(() => location.reload());
  sections.open(document.getElementById(`q${taken.question}`));
}

function redo() {
  const done = recorder.redo();
  if (!done) return;
  sections.open(document.getElementById(`q${done.question}`));
}

function act(button) {
  recorder.settle();
  if ("undo" in button.dataset) return undo();
  if ("redo" in button.dataset) return redo();
  if ("finish" in button.dataset) return signs.leave(() => submit(button));
  recorder.enter(button.value, "", null);
  clock.tick();
  page.toggleAttribute("data-running", button.value === "resume");
}

function submit(button) {
  const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  button.form.append(chosen);
  button.form.submit();
}

function add(form) {
  const prompt = fit(form.elements.prompt.value).trim();
  if (!prompt) return;
  const id = uuid();
  recorder.settle();
  const entry = recorder.enter("add", id, { parent: form.dataset.add, prompt });
  recorder.did({ entry, question: id, before: {} });
  form.reset();
  form.elements.prompt.blur();
  sections.open(write({ id, parent: form.dataset.add, prompt }));
}

function write({ id, parent, prompt }) {
  const section = grow(document.getElementById("unplanned"), parent, id, prompt);
  recorder.watch(section.querySelector("form[data-record]"));
  return section;
}

recorder.addEventListener("add", ({ detail }) => write(detail));
sync.addEventListener("picture", ({ detail }) => page.toggleAttribute("data-running", detail.running));
recorder.addEventListener("show", ({ detail }) => {
  mirror(detail.form, detail.values);
  advise(detail.form);
});
page.addEventListener("submit", (event) => {
  event.preventDefault();
  if ("acts" in event.target.dataset) act(event.submitter);
  else if (event.target.dataset.add) add(event.target);
  else recorder.settle();
});
page.addEventListener("click", (event) => {
  const group = event.target.dataset?.cycle;
  if (group) nextOf(event.target.form.elements[group]).click();
  else if (event.detail && event.target.matches("[type=radio], [type=checkbox]")) event.target.blur();
});

function nextOf(radios) {
  const here = [...radios].findIndex((radio) => radio.checked);
  return radios[(here + 1) % radios.length];
}

startHotkeys();
startShow(page, recorder, sync);
startNotes(page, clock);
new Finder(document.getElementById("finder"), sections);
sections.start();
signs.restore().then(() => sections.reopen());
keep(page.dataset.kept, page.dataset.worker);
