/* What the controls of a form say, and how to make them say it. A control with `data-kind` has its
   value as JSON in `data-on` / `data-off`, or as its text. */

const SHARED = { score: "result", outcome: "result" }; // each moves the other

/** Name the field that an act writes: what can be written in two places at once. */
export function fieldOf(kind, question, value) {
  return [question, SHARED[kind] ?? kind, value?.n].filter((part) => part ?? "").join(" ");
}

/** The form of a question. */
export function formOf(question) {
  return document.querySelector(`form[data-record="${CSS.escape(question)}"]`);
}

export function controls(form) {
  return [...form.elements].filter((control) => control.dataset.kind);
}

/** The control that a value of this kind came from. */
export function controlOf(form, kind, value) {
  return controls(form).find((control) => control.dataset.kind === kind && says(control, value));
}

/** Name the field that a control writes. */
export function fieldBy(control) {
  const { kind, on } = control.dataset;
  return fieldOf(kind, control.form.dataset.record, on && JSON.parse(on));
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

/** Make the controls say this; those whose field is one of `but` stay as they are. */
export function show(form, said, but = new Set()) {
  for (const control of controls(form)) {
    if (but.size && but.has(fieldBy(control))) continue;
    const wanted = said[control.name] ?? [];
    if (isBox(control)) control.checked = wanted.includes(control.value);
    else if (control.value !== (wanted[0] ?? "")) control.value = wanted[0] ?? "";
  }
}

/** Make one control say a value, and those that follow it. */
export function put(control, value) {
  if (isBox(control)) control.checked = control.dataset.on === JSON.stringify(value);
  else control.value = value;
  follow(control);
}

/** A checked box or a text with something in it pulls other controls of its form along. */
export function follow(control) {
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

function says(control, value) {
  return !isBox(control) || [control.dataset.on, control.dataset.off].includes(JSON.stringify(value));
}

function set(form, name, value) {
  show(form, { ...values(form), [name]: [value] });
}
