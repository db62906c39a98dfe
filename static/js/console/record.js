/* Controls with `data-kind` become entries. `data-implies="name=value"` sets another control of the
   same form along with it; `data-suggests` does so only where that control says nothing yet.
   An entry names in `over` what it was made in sight of: what else stood in its field. */
import { controlOf, fieldBy, fieldOf, follow, formOf, put, show, values } from "./controls.js";
import { device, uuid } from "./names.js";

const TYPING = 700;
const LINGER = 400;

export class Recorder extends EventTarget {
  #outbox;
  #ahead;
  #shown = new Map();
  #typing = new Map();
  #heads;
  #known;
  #opening = null;
  #opened;
  done;
  undone;
  made = 0; // how many acts came from this device since the page was loaded
  behind = false; // whether something was passed over that the server knows

  constructor(page, outbox, sections, done, undone = []) {
    super();
    this.#outbox = outbox;
    this.#ahead = Date.parse(page.dataset.now) - Date.now();
    this.#heads = new Map(Object.entries(JSON.parse(page.dataset.heads)));
    this.#known = new Set([...this.#heads.values()].flat().concat(done.map((act) => act.entry)));
    this.done = done;
    this.undone = undone;
    this.#opened = sections?.root.querySelector("[data-current]").dataset.question;
    sections?.addEventListener("open", () => this.#linger(sections.current.dataset.question));
    for (const form of page.querySelectorAll("form[data-record]")) this.watch(form);
    page.addEventListener("change", (event) => this.#change(event.target));
    page.addEventListener("input", (event) => this.#type(event));
    page.addEventListener("focusout", (event) => this.#typed(event.target));
    addEventListener("visibilitychange", () => document.hidden && this.settle());
    addEventListener("beforeunload", () => this.settle());
    addEventListener("pagehide", () => this.settle());
  }

  /** Remember what a form shows now, as the state before the next change. */
  watch(form) {
    this.#shown.set(form, values(form));
  }

  /** Append an entry; gives its id. */
  enter(kind, question, value, { at = this.now(), over = null } = {}) {
    const entry = { id: uuid(), kind, question, value, at, over, device };
    this.#known.add(entry.id);
    this.made += 1;
    if (over) this.#stand(entry);
    this.#outbox.put(entry);
    return entry.id;
  }

  /** Write down what is still being typed, and which section is open. */
  settle() {
    this.#arrive();
    for (const text of [...this.#typing.keys()]) this.#typed(text);
  }

  /** Take the last act back; gives what was taken back, or undefined when there is nothing. */
  undo() {
    this.settle();
    const last = this.done.at(-1);
    if (!last) return undefined;
    this.enter("undo", "", { entry: last.entry });
    const act = this.#takeBack(last.entry);
    this.undone.push(act);
    return act;
  }

  /** Do again what was taken back last; gives it, or undefined. What only the server can show comes with its picture. */
  redo() {
    this.settle();
    const last = this.undone.pop();
    if (!last) return undefined;
    this.enter("redo", "", { entry: last.entry });
    if (!last.after) this.behind = true;
    else this.#doAgain(last);
    return last;
  }

  /** Remember an act that can be taken back; what was taken back before it is gone. */
  did(act) {
    this.done.push(act);
    this.undone.length = 0;
  }

  /** How many texts are being typed and are not written down yet. */
  get typing() {
    return this.#typing.size;
  }

  /** Whether an entry is on this page already. */
  knows(id) {
    return this.#known.has(id);
  }

  /** Let one of several values stand in its field. */
  choose({ kind, question, value, over }) {
    this.#show({ id: this.enter(kind, question, value, { over }), kind, question, value, over });
  }

  /** Show an act that this page did not make: before it was loaded, or in another tab. */
  receive(entry) {
    if (this.knows(entry.id)) return; // it arrived, only the answer did not
    this.#known.add(entry.id);
    this.made += 1;
    if (entry.kind === "undo") this.#takeBack(entry.value.entry);
    else if (entry.kind === "redo") this.behind = true;
    else this.#show(entry);
  }

  /** Show what the server says that everything adds up to, but for what is still under way here. */
  apply(picture, waiting) {
    const under = new Set(waiting.map(({ kind, question, value }) => fieldOf(kind, question, value)));
    for (const control of this.#typing.keys()) under.add(fieldBy(control));
    for (const [field, ids] of this.#heads) if (!under.has(field) && !picture.heads[field]) this.#heads.delete(field);
    for (const [field, ids] of Object.entries(picture.heads)) if (!under.has(field)) this.#heads.set(field, ids);
    for (const detail of picture.added) if (!formOf(detail.id)) this.dispatchEvent(new CustomEvent("add", { detail }));
    for (const form of this.#shown.keys()) {
      show(form, picture.forms[form.dataset.record] ?? {}, under);
      this.#look(form);
    }
    if (!waiting.length) this.done.splice(0, this.done.length, ...picture.done);
    if (!waiting.length) this.undone.splice(0, this.undone.length, ...picture.undone);
    this.behind = under.size > 0;
  }

  now() {
    return new Date(Date.now() + this.#ahead).toISOString();
  }

  #standing(kind, question, value) {
    return this.#heads.get(fieldOf(kind, question, value)) ?? [];
  }

  /* Only what is shown counts as seen: whatever else stands in the field stays for somebody to choose. */
  #stand({ id, kind, question, value, over }) {
    const seen = (one) => !over || over.includes(one) || one === id;
    this.behind ||= !this.#standing(kind, question, value).every(seen);
    this.#heads.set(fieldOf(kind, question, value), [id]);
  }

  #show({ id, kind, question, value, over }) {
    if (kind === "add") return this.#grow(id, question, value);
    const form = formOf(question);
    const control = form && controlOf(form, kind, value);
    if (!control) {
      this.behind ||= kind !== "open";
      return;
    }
    if (this.#typing.has(control)) {
      this.behind = true; // not seen by who is typing: what they write stands beside it
      return;
    }
    this.did({ entry: id, question, before: this.#shown.get(form), over: this.#standing(kind, question, value) });
    this.#stand({ id, kind, question, value, over });
    put(control, value);
    this.#look(form);
  }

  #grow(entry, id, { parent, prompt }) {
    if (!formOf(id)) this.dispatchEvent(new CustomEvent("add", { detail: { id, parent, prompt } }));
    this.did({ entry, question: id, before: {} });
  }

  #takeBack(entry) {
    const place = this.done.findLastIndex((act) => act.entry === entry);
    if (place < 0) return undefined;
    const [act] = this.done.splice(place, 1);
    const fields = [...this.#heads].filter(([, ids]) => ids.includes(entry)).map(([field]) => field);
    for (const field of fields) this.#heads.set(field, act.over ?? []);
    const form = formOf(act.question);
    if (!form || !Object.keys(act.before).length) return act;
    Object.assign(act, { fields, after: this.#shown.get(form) });
    show(form, act.before);
    this.#look(form);
    return act;
  }

  #doAgain(act) {
    this.done.push(act);
    for (const field of act.fields) this.#heads.set(field, [act.entry]);
    const form = formOf(act.question);
    show(form, act.after);
    this.#look(form);
  }

  #look(form) {
    this.watch(form);
    this.dispatchEvent(new CustomEvent("show", { detail: { form, values: this.#shown.get(form) } }));
  }

  /* Passing by is not a visit: a section counts as opened when one stays, or does something. One
     without a question leaves open what was. */
  #linger(question) {
    clearTimeout(this.#opening?.timer);
    const timer = setTimeout(() => this.#arrive(), LINGER);
    this.#opening = !question || question === this.#opened ? null : { question, at: this.now(), timer };
  }

  #arrive() {
    if (!this.#opening) return;
    const { question, at, timer } = this.#opening;
    clearTimeout(timer);
    this.#opening = null;
    this.#opened = question;
    this.enter("open", question, null, { at });
  }

  #change(control) {
    const { kind, on, off } = control.dataset;
    if (!kind || (on === undefined && off === undefined)) return;
    this.#write(control, JSON.parse(control.checked ? on : off));
  }

  /* Also while a syllable is being composed: what is read here is never written back. */
  #type({ target }) {
    if (!target.dataset?.kind || !target.matches("textarea, input[type=text]")) return;
    if (this.#typing.has(target)) return;
    this.#typing.set(target, setTimeout(() => this.#typed(target), TYPING));
    this.dispatchEvent(new Event("typing"));
  }

  #typed(control) {
    if (!this.#typing.has(control)) return;
    clearTimeout(this.#typing.get(control));
    this.#typing.delete(control);
    this.#write(control, fit(control.value));
  }

  #write(control, value) {
    const form = control.form;
    const { kind } = control.dataset;
    const question = form.dataset.record;
    const over = this.#standing(kind, question, value);
    this.#arrive();
    const entry = this.enter(kind, question, value, { over });
    this.did({ entry, question, before: this.#shown.get(form), over });
    follow(control);
    this.#look(form);
  }
}

/** Give a text with a space for each character that the server could not keep. */
export function fit(text) {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffd]/gu, " ");
}
