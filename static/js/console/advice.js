/* Advice on the items of a list by what the form above them says. An item carries its rule: signs that
   speak for it in `data-fits` and against it in `data-against` ("name=value"), and `data-listen`: words to be
   found in the note. What is advised sorts the list and is said with its reason; nothing is hidden. */
import { values } from "./controls.js";

const PLACES = { now: 0, "": 1, later: 2 };

/** Bring the lists up to date that a form's change can reach: the one below it, and its own. */
export function advise(form) {
  const own = document.querySelector(`[data-below] a[href="#${form.closest("section").id}"]`);
  const lists = [document.querySelector(`[data-below="${form.dataset.record}"]`), own?.closest("[data-below]")];
  for (const list of lists) if (list) sort(list);
}

function sort(list) {
  const said = values(document.querySelector(`form[data-record="${list.dataset.below}"]`));
  for (const item of list.querySelectorAll(":scope > [data-against]")) show(item, advice(item, said));
  const place = (item) => [PLACES[item.dataset.advice ?? ""], Number(item.dataset.place)];
  const sorted = [...list.children].sort((one, other) => compare(place(one), place(other)));
  if (sorted.some((item, at) => item !== list.children[at])) list.append(...sorted);
}

function compare([first, second], [third, fourth]) {
  return first - third || second - fourth;
}

function advice(item, said) {
  if (item.querySelector(".glyph").dataset.outcome !== "not_reached") return ["", ""];
  const { fits = "", against = "", listen = "[]" } = item.dataset;
  const signs = Object.entries(said).flatMap(([name, all]) => all.map((value) => `${name}=${value}`));
  const note = said.note[0].normalize("NFC").toLowerCase();
  const first = (rule) => signs.find((sign) => rule.split(" ").includes(sign));
  const pro = first(fits) ?? JSON.parse(listen).find((word) => note.includes(word));
  if (pro) return ["now", pro];
  return first(against) ? ["later", first(against)] : ["", ""];
}

function show(item, [standing, sign]) {
  const reasons = JSON.parse(item.closest("[data-reasons]").dataset.reasons);
  const reason = reasons[sign] ?? (sign && reasons.word.replace("{word}", sign));
  item.dataset.advice = standing;
  item.querySelector("[data-because]").textContent = reason && ` · ${reason}`;
}
