/* What was done here and is not yet known to be on the server: kept in IndexedDB, sent in order.
   An entry leaves only when the server names its id in a JSON answer. */
import { openDB } from "../../vendor/idb/idb.js";

const BATCH = 50;
const FIRST_RETRY = 500;
const LAST_RETRY = 15_000;
const SILENCE = 20_000; // ms after which an answer is no longer waited for

export class Outbox extends EventTarget {
  #db = null;
  #memory = [];
  #url;
  #retry = FIRST_RETRY;
  #timer = 0;
  #sending = false;
  #again = false;
  #waiting = 0;
  #keeping = 0;
  #stored = Promise.resolve();
  state = "saved";

  constructor(name, url) {
    super();
    this.#url = url;
    this.ready = this.#open(name);
    addEventListener("online", () => this.flush());
    addEventListener("focus", () => this.flush());
  }

  /** How many entries are not known to be on the server. */
  get count() {
    return this.#waiting + this.#keeping;
  }

  /** Keep an entry and send it. Resolves when it is stored on this device. */
  put(entry) {
    this.#keeping += 1;
    this.#say("pending");
    this.#stored = this.#stored.then(() => this.#keep(entry));
    this.#stored.then(() => this.flush());
    return this.#stored;
  }

  /** Resolves to true when nothing is left to send, to false after `patience` milliseconds. */
  async settled(patience) {
    const until = Date.now() + patience;
    await this.#stored;
    while (this.count > 0 && Date.now() < until) {
      await this.flush();
      if (this.count > 0) await new Promise((resume) => setTimeout(resume, 100));
    }
    return this.count === 0;
  }

  async flush() {
    await this.ready;
    await this.#stored;
    this.#again = true;
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    try {
      while (this.#again) {
        this.#again = false;
        await this.#alone(() => this.#sendAll());
      }
    } finally {
      this.#sending = false;
    }
  }

  async refused() {
    return (await this.#rows()).filter((row) => row.refused);
  }

  async forgetRefused() {
    for (const row of await this.refused()) await this.#drop(row);
    await this.#recount();
  }

  async #open(name) {
    try {
      this.#db = await openDB(name, 1, {
        upgrade: (db) => db.createObjectStore("entries", { keyPath: "order", autoIncrement: true }),
      });
    } catch {
      addEventListener("beforeunload", (event) => this.count > 0 && event.preventDefault());
    }
    await this.#recount();
    this.flush();
  }

  async #keep(entry) {
    await this.ready;
    const row = { url: this.#url, entry };
    if (this.#db) {
      const write = this.#db.transaction("entries", "readwrite", { durability: "strict" });
      await Promise.all([write.store.add(row), write.done]);
    } else this.#memory.push(row);
    this.#keeping -= 1;
    this.#waiting += 1;
  }

  async #rows() {
    const rows = this.#db ? await this.#db.getAll("entries") : [...this.#memory];
    return rows.filter((row) => row.url === this.#url);
  }

  async #drop(row) {
    if (this.#db) await this.#db.delete("entries", row.order);
    else this.#memory = this.#memory.filter((other) => other !== row);
  }

  async #refuse(row, reason) {
    row.refused = reason;
    if (this.#db) await this.#db.put("entries", row);
  }

  /* One tab sends at a time, so that entries arrive in the order in which they were made. */
  #alone(task) {
    return navigator.locks ? navigator.locks.request(`outbox ${this.#url}`, task) : task();
  }

  async #sendAll() {
    for (;;) {
      const waiting = (await this.#rows()).filter((row) => !row.refused).slice(0, BATCH);
      if (!waiting.length) return this.#recount();
      const answer = await this.#post(waiting.map((row) => row.entry));
      if (answer.trouble) return this.#later(answer.trouble);
      this.#retry = FIRST_RETRY;
      await this.#settle(waiting, answer);
    }
  }

  async #settle(waiting, answer) {
    const saved = new Set(answer.saved);
    for (const row of waiting) if (saved.has(row.entry.id)) await this.#drop(row);
    if (!answer.error) return;
    const culprits = waiting.filter((row) => row.entry.id === answer.entry);
    const rows = culprits.length || waiting.length === 1 ? culprits : waiting;
    for (const row of rows.length ? rows : waiting) await this.#refuse(row, answer.error);
  }

  async #post(entries) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ entries }),
        signal: AbortSignal.timeout(SILENCE),
      });
      if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403)
        return { trouble: "signed-out" };
      const answer = await response.json();
      const understood = Array.isArray(answer.saved) || [409, 422].includes(response.status);
      return understood ? { saved: [], ...answer } : { trouble: "offline" };
    } catch {
      return { trouble: "offline" };
    }
  }

  #later(trouble) {
    this.#say(trouble);
    this.#timer = setTimeout(() => this.flush(), this.#retry * (0.75 + Math.random() / 2));
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
  }

  async #recount() {
    const rows = await this.#rows();
    this.#waiting = rows.length;
    if (rows.some((row) => row.refused)) this.#say("error");
    else this.#say(this.count ? "pending" : "saved");
  }

  #say(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
