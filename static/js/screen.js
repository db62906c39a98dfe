/* The candidate's screen: asks several times a second what is shown, and swaps it when it changed.
   Where the link has come to lead nowhere, the page is loaded anew and says so. */

const EVERY = 150;
const RETRY = 2000;
const PATIENCE = 5000;
const place = document.querySelector("[data-now]");
const trouble = document.querySelector(".screen-trouble");
let { seen } = place.dataset;

async function look() {
  const well = await ask().catch(() => false);
  trouble.hidden = well;
  setTimeout(look, well ? EVERY : RETRY);
}

async function ask() {
  const headers = { "If-None-Match": seen };
  const answer = await fetch(place.dataset.now, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 404) location.reload();
  if (answer.status === 200) {
    place.innerHTML = await answer.text();
    seen = answer.headers.get("ETag");
  }
  return answer.ok || answer.status === 304;
}

look();
