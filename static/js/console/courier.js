/* Asks the server, and believes an answer only where it is JSON that speaks of this very seat or of
   the ids that were sent. Whoever signs in on this browser: nothing is sent before the server has
   said that this seat is theirs. */

const SILENCE = 20_000; // ms after which an answer is no longer waited for
const TROUBLES = { 401: "signedOut", 403: "somebodyElse", 404: "somebodyElse" };

export class Courier {
  #url;
  #seat;
  #trusted = null; // the token of the login that is known to be ours

  constructor({ journal, seat }) {
    this.#url = journal;
    this.#seat = seat;
  }

  /** Send entries; gives { saved, order, kept, error }, or { trouble }. */
  async send(entries) {
    const login = token();
    if (login !== this.#trusted) {
      const answer = await this.since(0, true);
      if (answer.trouble) return answer;
    }
    const body = JSON.stringify({ seat: this.#seat, entries });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": login };
    const answer = await this.#ask(this.#url, { method: "POST", headers, body });
    const { saved = [], order, kept = [], error, status } = answer;
    if (answer.trouble) return answer;
    const ids = entries.map((entry) => entry.id);
    const names = (list) => Array.isArray(list) && list.some((id) => ids.includes(id));
    const understood = status === 200 ? names(saved) : [409, 422].includes(status) && typeof error === "string";
    return understood && (names(saved) || names(kept)) ? { saved, order, kept, error } : { trouble: "offline" };
  }

  /** Name the entries after this order; gives { entries, closed }, or { trouble }. */
  async since(order, nothing = false) {
    const login = token();
    const after = nothing ? Number.MAX_SAFE_INTEGER : order;
    const answer = await this.#ask(`${this.#url}since/${after}/?seat=${this.#seat}`);
    if (answer.trouble) this.#trusted = null;
    if (answer.trouble) return answer;
    if (answer.seat !== this.#seat || !Array.isArray(answer.entries)) return { trouble: "offline" };
    this.#trusted = login;
    return answer;
  }

  /** What everything adds up to; gives { order, forms, heads, … }, or { trouble }. */
  async picture() {
    const answer = await this.#ask(this.#url);
    return answer.trouble || answer.forms ? answer : { trouble: "offline" };
  }

  async #ask(url, { headers, ...options } = {}) {
    try {
      const response = await fetch(url, {
        ...options,
        redirect: "manual",
        cache: "no-store",
        headers: { Accept: "application/json", ...headers },
        signal: AbortSignal.timeout(SILENCE),
      });
      if (response.status in TROUBLES) return { trouble: TROUBLES[response.status] };
      return { ...(await response.json()), status: response.status };
    } catch {
      return { trouble: "offline" };
    }
  }
}

/** The token that a form must carry; another one after every login. */
export function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
