/* What only the browser knows before a start. Each row has the words for its states; none blocks. */
import { deleteDB, openDB } from "../vendor/idb/idb.js";

const NAME = "kkori-preflight";
const MOST_OFF = 30; // seconds that a clock may be off before it is said

const checks = { storage, persistence, clock };

/* Written and read back, as the outbox does it: a browser may open a store that takes nothing. */
async function storage() {
  const db = await openDB(NAME, 1, { upgrade: (fresh) => fresh.createObjectStore("rows") });
  await db.put("rows", "kept", 1);
  const kept = await db.get("rows", 1);
  db.close();
  await deleteDB(NAME);
  return [kept === "kept"];
}

async function persistence() {
  return [await navigator.storage.persist()];
}

async function clock(page) {
  const [visit] = performance.getEntriesByType("navigation");
  const arrived = Date.now() - performance.now() + visit.responseStart;
  const off = Math.round(Math.abs(arrived - Date.parse(page.dataset.now)) / 1000);
  return [off <= MOST_OFF, off];
}

function tell(row, fine, n) {
  row.dataset.result = fine ? "fine" : "wrong";
  for (const part of row.querySelectorAll("[data-on]")) part.hidden = part.dataset.on !== row.dataset.result;
  for (const line of row.querySelectorAll("[data-on='wrong'] p")) line.textContent = line.textContent.replace("{n}", n);
}

for (const page of document.querySelectorAll("[data-preflight]"))
  for (const row of page.querySelectorAll("[data-check]"))
    checks[row.dataset.check](page).then(
      ([fine, n]) => tell(row, fine, n),
      () => tell(row, false),
    );
