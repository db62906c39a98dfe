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
    recorder.addEventListener("typing", () => this.show());
    document.querySelector("[data-forget-refused]").addEventListener("click", () => outbox.forgetRefused());
    this.show();
  }

  show() {
    const { refused } = this.outbox;
    const count = this.outbox.count + this.recorder.typing;
    const state = this.outbox.state === "saved" && count ? "pending" : this.outbox.state;
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

  /** Bring the page to where it was: show what waits, and load anew where showing it takes the server. */
  async restore() {
    const waiting = await this.outbox.ready;
    this.recorder.replay(waiting);
    if (!waiting.some(({ kind }) => ["add", "undo", "redo"].includes(kind))) return;
    if (await this.outbox.settled(Infinity)) location.reload();
  }

  /** Do something that leaves the page, once all is saved; else say that it is not. */
  async leave(then) {
    this.recorder.settle();
    if (await this.outbox.settled(PATIENCE)) then();
    else document.getElementById("unsaved").showModal();
  }
}
