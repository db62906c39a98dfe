/* What the page says about its outbox: the sign that is always true, what was refused, and that one
   cannot leave yet. All words stand in the page. */

const PATIENCE = 5000;
const TROUBLES = ["offline", "signedOut", "somebodyElse"];

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
    const { refused, trouble, fleeting, count } = this.outbox;
    const state = this.state;
    const sign = document.querySelector(".saved");
    sign.ariaLive = TROUBLES.includes(trouble) ? "polite" : "off"; // not read aloud at every key
    sign.dataset.saved = state;
    const n = { fleeting, refused: refused.length }[state] ?? count;
    sign.textContent = sign.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`].replace("{n}", n);
    document.querySelector("[data-signed-out]").hidden = !["signedOut", "somebodyElse"].includes(trouble);
    const button = document.querySelector("[data-show-refused]");
    button.hidden = refused.length === 0;
    button.textContent = button.dataset.word.replace("{n}", refused.length);
    const tray = document.querySelector("[data-refused]");
    tray.value = refused.map((row) => told(row, tray.dataset)).join("\n\n");
  }

  /** Which word is true now. */
  get state() {
    const { opened, trouble, fleeting, count, keeping, refused } = this.outbox;
    if (!opened) return "opening";
    if (trouble && count) return fleeting ? "fleeting" : trouble;
    if (this.recorder.typing || keeping) return "typing";
    if (count) return fleeting ? "fleeting" : "device";
    return refused.length ? "refused" : "saved";
  }

  /** Show what waited when the page was loaded. */
  async restore() {
    for (const entry of await this.outbox.ready) this.recorder.receive(entry);
  }

  /** Do something that leaves the page, once all is saved; else say that it is not. */
  async leave(then) {
    this.recorder.settle();
    if (await this.outbox.settled(PATIENCE)) then();
    else document.getElementById("unsaved").showModal();
  }
}

function told({ refused, entry }, reasons) {
  const text = typeof entry.value === "string" ? entry.value : JSON.stringify(entry.value);
  return `${reasons[refused] ?? reasons.other} (${refused})\n${entry.at} ${entry.kind} ${entry.question}\n${text}`;
}
