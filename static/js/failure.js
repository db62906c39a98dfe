/* A request of htmx that fails says so: copies <template id="failure"> into #messages, once, until one succeeds. */

const NOT_SHOWN = [403, 404];

document.addEventListener("htmx:error", show);
document.addEventListener("htmx:response:error", ({ detail }) => {
  if (failed(detail.ctx)) show();
});
/* htmx tells of a swap even where the answer is one that it must not swap. */
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (!failed(detail.ctx)) place().querySelector("[data-failure]")?.remove();
});

function failed(ctx) {
  const status = ctx?.response?.raw.status;
  return status >= 500 || NOT_SHOWN.includes(status);
}

function place() {
  return document.getElementById("messages") ?? document.body;
}

function show() {
  if (place().querySelector("[data-failure]")) return;
  const notice = document.getElementById("failure").content.firstElementChild.cloneNode(true);
  notice.dataset.failure = "";
  place().append(notice);
}
