/* What the page says about its outbox: the sign that is always true, what the server refused, and
   that one cannot leave yet. All words stand in the page. */

const PATIENCE = 5000;
const WORDS = { saved: "wordSaved", pending: "wordPending", offline: "wordOffline", "signed-out": "wordSignedOut", error: "wordError" };
const QUIET = ["saved", "pending"]; // not read aloud at every key

export class Signs {
  constructor(outbox, recorder) {
    this.outbox = outbox;
    this.recorder = recorder;
    outbox.addEventListener("change", () => this.show());
    document.querySelector("[data-forget-refused]").addEventListener("click", () => outbox.forgetRefused());
    this.show();
  }

  show() {
    const { state, count, refused } = this.outbox;
    const sign = document.querySelector(".saved");
    sign.ariaLive = QUIET.includes(state) ? "off" : "polite";
    sign.dataset.saved = state === "signed-out" ? "offline" : state;
    sign.textContent = sign.dataset[WORDS[state]].replace("{n}", state === "error" ? refused.length : count);
    document.querySelector("[data-signed-out]").hidden = state !== "signed-out";
    document.querySelector("[data-show-refused]").hidden = refused.length === 0;
    document.querySelector("[data-refused]").value = refused
      .map((row) => `${row.refused}: ${JSON.stringify(row.entry, null, 1)}`)
      .join("\n\n");
  }

  /** Do something that leaves the page, once all is saved; else say that it is not. */
  async leave(then) {
    this.recorder.settle();
    if (await this.outbox.settled(PATIENCE)) then();
    else document.getElementById("unsaved").showModal();
  }
}
