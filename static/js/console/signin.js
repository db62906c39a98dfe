/* Signs in without leaving the page, as the same person, and sends what waited for it. */
import { token } from "./courier.js";

export function start(outbox) {
  renewTokens(); // a page that is brought back from the cache carries those of an earlier login
  const dialog = document.getElementById("sign-in");
  const form = dialog.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const words = dialog.querySelector("[data-sign-in-failed]");
    words.hidden = await signedIn(form);
    form.elements.password.value = "";
    if (!words.hidden) return;
    renewTokens();
    dialog.close();
    outbox.flush();
  });
  document.querySelector("[data-signed-out]").addEventListener("click", () => dialog.showModal());
}

async function signedIn(form) {
  const headers = { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token() };
  const body = new URLSearchParams(new FormData(form));
  const options = { method: "POST", headers, body, redirect: "manual" };
  const response = await fetch(form.action, options).catch(() => null);
  return response?.status === 200 && "location" in (await response.json().catch(() => ({})));
}

/* Signing in ends the token that the other forms of the page carry. */
function renewTokens() {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token();
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token() }));
}
