/* Controls with `data-kind` become entries. A control's value is JSON in `data-on` / `data-off`, or
   its text. `data-implies="name=value"` sets another control of the same form along with it;
   `data-suggests` does so only where that control says nothing yet. */

const TYPING = 700;
const LINGER = 400;

export class Recorder extends EventTarget {
  #outbox;
  #ahead;
  #shown = new Map();
  #typing = new Map();
  #opening = null;
  #opened;
  done;
  undone;

  constructor(page, outbox, sections, done, undone = []) {
    super();
    this.#outbox = outbox;
    this.#ahead = Date.parse(page.dataset.now) - Date.now();
    this.done = done;
    this.undone = undone;
    this.#opened = sections?.root.querySelector("[data-current]").dataset.question;
    sections?.addEventListener("open", () => this.#linger(sections.current.dataset.question));
    for (const form of page.querySelectorAll("form[data-record]")) this.watch(form);
    page.addEventListener("change", (event) => this.#change(event.target));
    page.addEventListener("input", (event) => this.#type(event));
    page.addEventListener("focusout", (event) => this.#typed(event.target));
    addEventListener("visibilitychange", () => document.hidden && this.settle());
    addEventListener("pagehide", () => this.settle());
  }

  /** Remember what a form shows now, as the state before the next change. */
  watch(form) {
    this.#shown.set(form, values(form));
  }

  /** Append an entry; gives its id. */
  enter(kind, question, value, at = this.now()) {
    const id = uuid();
    this.#outbox.put({ id, kind, question, value, at });
    return id;
  }

  /** Write down what is still being typed, and which section is open. */
  settle() {
    this.#arrive();
    for (const text of [...this.#typing.keys()]) this.#typed(text);
  }

  /** Take the last act back; gives what was taken back, or undefined when there is nothing. */
  undo() {
    this.settle();
    const last = this.done.pop();
    if (!last) return undefined;
    this.enter("undo", "", { entry: last.entry });
    const form = document.querySelector(`form[data-record="${last.question}"]`);
    this.undone.push({ ...last, after: form && this.#shown.get(form) });
    if (form && Object.keys(last.before).length) this.#bring(form, last.before);
    return last;
  }

  /** Do again what was taken back last; gives it, or undefined. Without `after` only the server can show it. */
  redo() {
    this.settle();
    const last = this.undone.pop();
    if (!last) return undefined;
    this.enter("redo", "", { entry: last.entry });
    this.done.push(last);
    const form = document.querySelector(`form[data-record="${last.question}"]`);
    if (form && last.after) this.#bring(form, last.after);
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

  /** Show again what was done before the page was loaded and is not on the server yet. */
  replay(entries) {
    const known = new Set(this.done.map((act) => act.entry)); // it arrived, only the answer did not
    for (const { id, kind, question, value } of entries.filter((entry) => !known.has(entry.id))) {
      const form = document.querySelector(`form[data-record="${question}"]`);
      const control = form && controls(form).find((one) => one.dataset.kind === kind && says(one, value));
      if (!control) continue;
      const before = this.#shown.get(form);
      put(control, value);
      follow(control);
      this.watch(form);
      this.#mirror(form);
      this.done.push({ entry: id, question, before });
    }
  }

  now() {
    return new Date(Date.now() + this.#ahead).toISOString();
  }

  /* Passing by is not a visit: a section counts as opened when one stays, or does something. */
  #linger(question) {
    clearTimeout(this.#opening?.timer);
    const timer = setTimeout(() => this.#arrive(), LINGER);
    this.#opening = question === this.#opened ? null : { question, at: this.now(), timer };
  }

  #arrive() {
    if (!this.#opening) return;
    const { question, at, timer } = this.#opening;
    clearTimeout(timer);
    this.#opening = null;
    this.#opened = question;
    this.enter("open", question, null, at);
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
    const question = form.dataset.record;
    const before = this.#shown.get(form);
    this.#arrive();
    const entry = this.enter(control.dataset.kind, question, value);
    this.did({ entry, question, before });
    follow(control);
    this.watch(form);
    this.#mirror(form);
  }

  #bring(form, said) {
    show(form, said);
    this.watch(form);
    this.#mirror(form);
  }

  #mirror(form) {
    this.dispatchEvent(new CustomEvent("show", { detail: { form, values: this.#shown.get(form) } }));
  }
}

/* A checked box or a text with something in it pulls other controls of its form along. */
function follow(control) {
  const { implies, suggests } = control.dataset;
  if (implies) set(control.form, ...implies.split("="));
  const speaks = control.type === "checkbox" ? control.checked : control.value.trim() !== "";
  if (!suggests || !speaks) return;
  const [name, value] = suggests.split("=");
  if (control.form.elements[name].value === "") set(control.form, name, value);
}

/* Not by RadioNodeList.value: Chromium ignores "" there. */
function isBox(control) {
  return control.matches("[type=radio], [type=checkbox]");
}

/* Whether a control is the one that a value came from. */
function says(control, value) {
  return !isBox(control) || [control.dataset.on, control.dataset.off].includes(JSON.stringify(value));
}

function put(control, value) {
  if (isBox(control)) control.checked = control.dataset.on === JSON.stringify(value);
  else control.value = value;
}

function set(form, name, value) {
  show(form, { ...values(form), [name]: [value] });
}

function controls(form) {
  return [...form.elements].filter((control) => control.dataset.kind);
}

/** Give a text with a space for each character that the server could not keep. */
export function fit(text) {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffd]/gu, " ");
}

/** What the controls of a form say: a list of strings a name. */
export function values(form) {
  const said = {};
  for (const control of controls(form)) {
    said[control.name] ??= [];
    if (control.checked || !isBox(control)) said[control.name].push(control.value);
  }
  return said;
}

function show(form, said) {
  for (const control of controls(form)) {
    const wanted = said[control.name] ?? [];
    if (isBox(control)) control.checked = wanted.includes(control.value);
    else if (control.value !== (wanted[0] ?? "")) control.value = wanted[0] ?? "";
  }
}

/* crypto.randomUUID exists only on https and localhost; people run this on their own network. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
