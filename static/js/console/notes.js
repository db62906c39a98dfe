/* Notes: a line that Enter ends gets the time before it, and shortcodes become words. Both happen after
   the browser has put in what was typed, and never while a syllable is being composed. */
import { print } from "./clock.js";

export function start(page, clock) {
  const codes = JSON.parse(page.querySelector("[data-shortcodes]").dataset.shortcodes);
  page.addEventListener("input", ({ target, isComposing, inputType, data }) => {
    if (isComposing || target.dataset?.kind !== "note") return;
    const ended = inputType === "insertLineBreak" || inputType === "insertParagraph";
    if (ended || (inputType === "insertText" && data === " ")) expand(target, codes);
    if (ended) stamp(target, `[${print(Math.floor(clock.seconds))}] `);
  });
}

function expand(box, codes) {
  const end = box.selectionEnd - 1;
  const code = box.value.slice(0, end).match(/\S+$/)?.[0] ?? "";
  const words = Object.hasOwn(codes, code.normalize("NFC")) && codes[code.normalize("NFC")];
  if (words) put(box, end - code.length, end, words);
}

function stamp(box, time) {
  const end = box.selectionEnd - 1;
  const start = box.value.lastIndexOf("\n", end - 1) + 1;
  const line = box.value.slice(start, end);
  if (line.trim() && !/^\[[\d:]+\]/.test(line)) put(box, start, start, time);
}

/* By the browser's own command, so that its undo knows of it; the caret stays behind the same letter. */
function put(box, from, to, words) {
  const caret = box.selectionEnd + words.length - (to - from);
  box.setSelectionRange(from, to);
  document.execCommand("insertText", false, words);
  box.setSelectionRange(caret, caret);
}
