/* Whether a text has what somebody typed: words in any order, Korean also by initials (ㄱㅅㅎㄱㅂ is in
   경사하강법) and while its last syllable is still being typed (경사하가). Spaces do not count. */

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FIRST = 0xac00;
const LAST = 0xd7a3;
const FINALS = 28; // of each initial and vowel, "no final" among them
const VOWELS = 21;

/** Give the form in which texts are searched. */
export function fold(text) {
  return text.normalize("NFC").toLowerCase().replace(/\s+/g, "");
}

/** Whether each word of a query is somewhere in a folded text; a blank query is in every text. */
export function has(text, query) {
  return query.trim().split(/\s+/).every((word) => holds(text, fold(word)));
}

function holds(text, word) {
  if (text.includes(word)) return true;
  for (let at = 0; at + word.length <= text.length; at += 1) if (startsAt(text, at, word)) return true;
  return false;
}

function startsAt(text, at, word) {
  const last = word.length - 1;
  for (let n = 0; n <= last; n += 1) if (!meets(text[at + n], word[n], n === last)) return false;
  return true;
}

function meets(letter, typed, last) {
  if (letter === typed) return true;
  const syllable = place(letter);
  if (syllable < 0) return false;
  if (INITIALS.includes(typed)) return INITIALS[Math.floor(syllable / (VOWELS * FINALS))] === typed;
  const open = place(typed);
  return last && open >= 0 && open % FINALS === 0 && open === syllable - (syllable % FINALS);
}

function place(letter) {
  const code = letter.charCodeAt(0);
  return code >= FIRST && code <= LAST ? code - FIRST : -1;
}
