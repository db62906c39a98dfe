/* Shows what was done elsewhere: in another tab as soon as it is done, on another device within a
   second. Asks what came after what is known, and for the whole only where that is somebody else's. */
import { device } from "./names.js";

const PACE = 700;
const SLOW = 5000; // while nobody looks, or the server cannot be reached

export class Sync extends EventTarget {
  #outbox;
  #recorder;
  #after;
  #last = new Map();
  #timer = 0;

  constructor(page, outbox, recorder) {
    super();
    this.#outbox = outbox;
    this.#recorder = recorder;
    this.#after = Number(page.dataset.order);
    outbox.addEventListener("heard", ({ detail }) => recorder.receive(detail));
    for (const name of ["heard", "put"]) outbox.addEventListener(name, ({ detail }) => this.#note(detail));
    outbox.addEventListener("refused", ({ detail }) => this.#last.delete(detail.device));
    addEventListener("visibilitychange", () => document.hidden || this.#soon(0));
    addEventListener("focus", () => this.#soon(0));
    outbox.ready.then((entries) => {
      entries.forEach((entry) => this.#note(entry));
      this.#soon(0);
    });
  }

  /** The last entry of each device that this page knows of. */
  get known() {
    return [...this.#last.values()].map(({ id, at }) => ({ id, at }));
  }

  #note(entry) {
    this.#last.set(entry.device ?? "", entry);
  }

  #soon(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), delay);
  }

  async #look() {
    const answer = await this.#outbox.courier.since(this.#after);
    if (answer.trouble) return this.#soon(SLOW);
    const foreign = answer.entries.some(({ id }) => !this.#recorder.knows(id));
    for (const entry of answer.entries) if (entry.device !== device) this.#note(entry);
    if (foreign || (this.#recorder.behind && this.#outbox.count === 0)) await this.#catchUp();
    else this.#after = answer.entries.at(-1)?.order ?? this.#after;
    if (answer.closed) this.dispatchEvent(new Event("closed"));
    this.#soon(document.hidden ? SLOW : PACE);
  }

  async #catchUp() {
    const picture = await this.#outbox.courier.picture();
    if (picture.trouble) return;
    this.#recorder.apply(picture, await this.#outbox.waiting());
    this.#after = picture.order;
    this.dispatchEvent(new CustomEvent("picture", { detail: picture }));
  }
}
