/* What was done here and is not yet known to be on the server: kept in IndexedDB, sent in order.
   An entry leaves only when the server names its id in a JSON answer. Rows carry the key of the
   seat that they are for: whoever signs in on this browser, nobody's entries go elsewhere. */
import { openDB } from "../../vendor/idb/idb.js";

const BATCH = 50;
const FIRST_RETRY = 500;
const LAST_RETRY = 15_000;
const SILENCE = 20_000; // ms after which an answer is no longer waited for
const NOT_OURS = [401, 403, 404]; // signed out, or signed in as somebody else

export class Outbox extends EventTarget {
  #db = null;
  #memory = [];
  #url;
  #seat;
  #retry = FIRST_RETRY;
  #timer = 0;
  #sending = false;
  #again = false;
  #unsent = 0;
  #keeping = 0;
  #stored = Promise.resolve();
  refused = [];
  state = "saved";

  constructor({ outbox, seat, journal }) {
    super();
    this.#url = journal;
    this.#seat = seat;
    this.ready = this.#open(outbox);
    addEventListener("online", () => this.flush());
    addEventListener("focus", () => this.flush());
    addEventListener("beforeunload", (event) => this.#memory.length && event.preventDefault());
  }

  /** How many entries are still to be sent. */
  get count() {
    return this.#unsent + this.#keeping;
  }

  /** Keep an entry and send it. Resolves when it is stored on this device. */
  put(entry) {
    this.#keeping += 1;
    this.#say("pending");
    this.#stored = this.#stored.then(() => this.#keep({ seat: this.#seat, entry }));
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
    } catch {
      this.#later("offline"); // the browser's own storage failed: what is in it stays there
    } finally {
      this.#sending = false;
    }
  }

  async forgetRefused() {
    for (const row of this.refused) await this.#drop(row);
    await this.#recount();
  }

  /* Resolves to the entries that were waiting when the page was loaded. */
  async #open(name) {
    let waiting = [];
    try {
      this.#db = await openDB(name, 1, {
        upgrade: (db) => db.createObjectStore("entries", { keyPath: "order", autoIncrement: true }),
      });
      waiting = (await this.#rows()).filter((row) => !row.refused).map((row) => row.entry);
      await this.#recount();
    } catch {
      this.#db = null; // kept in memory instead, and leaving the page warns
    }
    this.flush();
    return waiting;
  }

  async #keep(row) {
    await this.ready;
    try {
      const write = this.#db.transaction("entries", "readwrite", { durability: "strict" });
      write.store.add(row);
      write.commit();
      await write.done;
    } catch {
      this.#memory.push(row);
    }
    this.#keeping -= 1;
    this.#unsent += 1;
  }

  async #rows() {
    const kept = (await this.#db?.getAll("entries")) ?? [];
    return [...kept, ...this.#memory].filter((row) => row.seat === this.#seat);
  }

  async #drop(row) {
    if (row.order === undefined) this.#memory = this.#memory.filter((other) => other !== row);
    else await this.#db.delete("entries", row.order);
  }

  async #refuse(row, reason) {
    row.refused = reason;
    if (row.order !== undefined) await this.#db.put("entries", row);
  }

  /* One tab sends at a time, so that entries arrive in the order in which they were made. */
  #alone(task) {
    return navigator.locks ? navigator.locks.request(`outbox ${this.#seat}`, task) : task();
  }

  async #sendAll() {
    for (;;) {
      const waiting = (await this.#rows()).filter((row) => !row.refused).slice(0, BATCH);
      if (!waiting.length) return this.#recount();
      const answer = await this.#post(waiting.map((row) => row.entry));
      const trouble = answer.trouble ?? (await this.#settle(waiting, answer));
      if (trouble) return this.#later(trouble);
      this.#retry = FIRST_RETRY;
    }
  }

  /* Drops what is saved, marks what is refused: the entry that is named, else the whole batch. */
  async #settle(waiting, answer) {
    const saved = waiting.filter((row) => answer.saved?.includes(row.entry.id));
    for (const row of saved) await this.#drop(row);
    if (!answer.error) return saved.length ? null : "offline";
    const culprits = waiting.filter((row) => row.entry.id === answer.entry);
    for (const row of culprits.length ? culprits : waiting) await this.#refuse(row, answer.error);
    return null;
  }

  async #post(entries) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ seat: this.#seat, entries }),
        signal: AbortSignal.timeout(SILENCE),
      });
      if (response.type === "opaqueredirect" || NOT_OURS.includes(response.status)) return { trouble: "signed-out" };
      const answer = await response.json();
      const understood = Array.isArray(answer.saved) || (typeof answer.error === "string" && response.status < 500);
      return understood ? answer : { trouble: "offline" };
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
    this.refused = rows.filter((row) => row.refused);
    this.#unsent = rows.length - this.refused.length;
    if (this.refused.length) this.#say("error");
    else this.#say(this.count ? "pending" : "saved");
  }

  #say(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
