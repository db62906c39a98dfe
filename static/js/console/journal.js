/* What every page with a journal has: an outbox, a recorder of its controls, and what is shown of
   both. */
import { forget } from "../keeping.js";
import { start as startConflicts } from "./conflicts.js";
import { Outbox } from "./outbox.js";
import { Recorder } from "./record.js";
import { start as startSignIn } from "./signin.js";
import { Signs } from "./signs.js";
import { Sync } from "./sync.js";

export function journal(page, sections, done, undone = []) {
  const outbox = new Outbox(page.dataset);
  const recorder = new Recorder(page, outbox, sections, done, undone);
  const signs = new Signs(outbox, recorder);
  const sync = new Sync(page, outbox, recorder);
  startConflicts(sync, recorder);
  startSignIn(outbox);
  sync.addEventListener("closed", () => signs.leave(() => handedIn(outbox)));
  return { outbox, recorder, signs, sync };
}

/* In another tab or on another device: this page leads on, unless it has something to say first. */
async function handedIn(outbox) {
  await forget();
  if (outbox.refused.length) document.getElementById("refused").showModal();
  else location.reload();
}
