/* form[data-progress="id"]: sent without leaving the page. The answer is lines of JSON: {words, done, of} fill #id,
   {location} is where it leads, {error} is said there. Any other answer is a page, of a form that was refused: it takes
   the place of this one.
   #id is templates/_progress.html. */

document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (!target.matches("form[data-progress]")) return;
  event.preventDefault();
  send(target, submitter, document.getElementById(target.dataset.progress));
});

async function send(form, submitter, place) {
  const stop = new AbortController();
  const body = new FormData(form, submitter);
  place.querySelector("[data-progress-cancel]").onclick = () => stop.abort();
  begin(form, place);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/x-ndjson" }, signal: stop.signal });
    if (!answer.headers.get("Content-Type")?.startsWith("application/x-ndjson")) return await turn(answer);
    const last = await follow(answer.body, (line) => show(place, line));
    if (last.location) location.assign(last.location);
    else end(form, place, last.error ?? place.dataset.broken);
  } catch {
    end(form, place, stop.signal.aborted ? "" : place.dataset.broken);
  }
}

/** Shows the page that was answered: where it leads elsewhere there, else in the place of this one's #main. */
async function turn(answer) {
  if (answer.redirected) return location.assign(answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = document.adoptNode(page.getElementById("main"));
  document.getElementById("main").replaceWith(main);
  main.querySelector("[aria-invalid=true]")?.focus();
}

/** Calls `show` with each line of the stream, and gives the last one; throws when the stream breaks off. */
async function follow(stream, show) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let line = {};
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const text of lines) show((line = JSON.parse(text)));
  }
  return line;
}

function show(place, { words, done, of }) {
  if (words === undefined) return;
  const bar = place.querySelector("progress");
  const said = place.querySelector("[data-progress-words]");
  if (said.textContent !== words) said.textContent = words;
  place.querySelector("[data-progress-count]").textContent = of ? `${done} / ${of}` : "";
  if (of) Object.assign(bar, { max: of, value: done });
  else bar.removeAttribute("value");
}

function begin(form, place) {
  form.toggleAttribute("inert", true);
  place.hidden = place.firstElementChild.hidden = false;
  place.querySelector("[data-progress-error]").hidden = true;
  show(place, { words: place.dataset.words });
  place.querySelector("[data-progress-cancel]").focus();
}

/** Gives the form back, with `words` on what went wrong; "" says nothing. */
function end(form, place, words) {
  const error = place.querySelector("[data-progress-error]");
  form.toggleAttribute("inert", false);
  form.querySelector("button").focus();
  place.hidden = !words;
  place.firstElementChild.hidden = true;
  error.textContent = words;
  error.hidden = !words;
}
