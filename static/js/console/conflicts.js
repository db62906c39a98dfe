/* Fields that were written in two places: their controls are marked, the list is asked for anew when
   it changed, and choosing is an entry like any other. */
import { controls, formOf } from "./controls.js";
import { device } from "./names.js";

export function start(sync, recorder) {
  sync.addEventListener("picture", ({ detail }) => {
    const listed = document.querySelectorAll("[data-conflict]").length;
    if (detail.conflicts.length || listed) document.body.dispatchEvent(new Event("conflicts"));
  });
  document.addEventListener("htmx:after:swap", mark);
  for (const failed of ["htmx:error", "htmx:response:error"])
    document.addEventListener(failed, () => (recorder.behind = true));
  document.addEventListener("submit", (event) => {
    const act = event.target.dataset.choose;
    if (!act) return;
    event.preventDefault();
    recorder.choose(JSON.parse(act));
    event.target.closest("[data-conflict]").remove();
    mark();
  });
  mark();
}

function mark() {
  for (const marked of document.querySelectorAll("[data-disputed]")) marked.removeAttribute("data-disputed");
  for (const { dataset } of document.querySelectorAll("[data-conflict]")) {
    const form = formOf(dataset.conflict);
    const same = form ? controls(form).filter((control) => control.dataset.kind === dataset.kindOf) : [];
    for (const control of same) control.closest("fieldset, .field, .point, .mark, .panel").dataset.disputed = "";
  }
  for (const place of document.querySelectorAll(".conflict [data-device]"))
    if (place.dataset.device === device) place.textContent = place.dataset.own;
}
