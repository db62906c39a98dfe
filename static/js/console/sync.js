/* Shows what was done elsewhere: in another tab as soon as it is done, on another device within a
   second. Asks what came after what is known, and for the whole only where that is somebody else's. */
import { device } from "./names.js";

const PACE = 700;
const SLOW = 3000; // while nobody looks, or the server cannot be reached

export class Sync extends EventTarget {
  #outbox;
  #recorder;
  #after;
  #last = new Map();
  #timer = 0;
  #trouble = null;

  constructor(page, outbox, recorder) {
    super();
    this.#outbox = outbox;
    this.#recorder = recorder;
    this.#after = Number(page.dataset.order);
    outbox.addEventListener("heard", ({ detail }) => recorder.receive(detail));
    for (const name of ["heard", "put"]) outbox.addEventListener(name, ({ detail }) => this.#note(detail));
    outbox.addEventListener("refused", ({ detail }) => this.#last.delete(detail.device));
    addEventListener("visibilitychange", () => document.hidden || this.#soon(0));
    for (const name of ["focus", "online"]) addEventListener(name, () => this.#soon(0));
    outbox.addEventListener("change", () => this.#trouble && !outbox.trouble && !outbox.count && this.#soon(0));
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
    this.#trouble = answer.trouble;
    if (answer.trouble) return this.#soon(SLOW);
    for (const entry of answer.entries) if (entry.device !== device) this.#note(entry);
    if (this.#news(answer.entries)) await this.#catchUp();
    else this.#after = answer.entries.at(-1)?.order ?? this.#after;
    if (answer.closed) return this.dispatchEvent(new Event("closed"));
    return this.#soon(document.hidden ? SLOW : PACE);
  }

  /* While something has to be chosen, what is written here changes the choice. */
  #news(entries) {
    if (this.#recorder.behind && this.#outbox.count === 0) return true;
    return entries.some(({ id }) => !this.#recorder.knows(id) || document.querySelector("[data-conflict]"));
  }

  /* What is written here while the server answers is not in its answer, and may be saved by then. */
  async #catchUp() {
    const waiting = await this.#outbox.waiting();
    const { made } = this.#recorder;
    const picture = await this.#outbox.courier.picture();
    if (picture.trouble) return;
    this.#recorder.behind = made !== this.#recorder.made;
    if (this.#recorder.behind) return;
    this.#recorder.apply(picture, waiting);
    this.#after = picture.order;
    this.dispatchEvent(new CustomEvent("picture", { detail: picture }));
  }
}
