/* Say in the `.saved` sign what is on the server and what is not; its words stand in the page. */

const WORDS = { saved: "wordSaved", pending: "wordPending", offline: "wordOffline", "signed-out": "wordSignedOut", error: "wordError" };

export function showState({ state, count }) {
  const sign = document.querySelector(".saved");
  sign.dataset.saved = state === "signed-out" ? "offline" : state;
  sign.textContent = sign.dataset[WORDS[state]].replace("{n}", count);
}
