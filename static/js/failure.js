/* A request of htmx that fails says so: copies <template id="failure"> into #messages, once, until one succeeds. */

const NOT_SHOWN = [403, 404];

document.addEventListener("htmx:error", show);
document.addEventListener("htmx:response:error", ({ detail }) => {
  const status = detail.ctx.response.raw.status;
  if (status >= 500 || NOT_SHOWN.includes(status)) show();
});
document.addEventListener("htmx:after:swap", () => place()?.querySelector("[data-failure]")?.remove());

function place() {
  return document.getElementById("messages") ?? document.body;
}

function show() {
  if (place().querySelector("[data-failure]")) return;
  const notice = document.getElementById("failure").content.firstElementChild.cloneNode(true);
  notice.dataset.failure = "";
  place().append(notice);
}
