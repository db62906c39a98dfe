/* What was done here and is not yet known to be on the server: kept on this device, sent in order
   by one tab at a time. An entry leaves only when the server names its id. Rows carry the key of
   the seat that they are for: whoever signs in on this browser, nobody's entries go elsewhere. */
import { Courier } from "./courier.js";
import { Store } from "./store.js";

const BATCH = 50;
const BYTES = 500_000; // of a batch: proxies commonly refuse more than a megabyte
const FIRST_RETRY = 500;
const LAST_RETRY = 15_000;

export class Outbox extends EventTarget {
  #store;
  #seat;
  #order;
  #channel;
  #retry = FIRST_RETRY;
  #timer = 0;
  #sending = false;
  #again = false;
  #keeping = 0;
  #unsent = 0;
  #stored = Promise.resolve();
  refused = [];
  trouble = null;
  opened = false;

  constructor({ outbox, seat, journal, order }) {
    super();
    this.#store = new Store(outbox);
    this.#seat = seat;
    this.#order = Number(order);
    this.courier = new Courier({ seat, journal });
    this.#channel = new BroadcastChannel(`outbox ${seat}`);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.ready = this.#open();
    addEventListener("online", () => this.flush());
    addEventListener("focus", () => this.flush());
    addEventListener("beforeunload", (event) => this.fleeting && event.preventDefault());
  }

  /** How many entries are still to be sent, whether they are on this device yet or not. */
  get count() {
    return this.#unsent + this.#keeping;
  }

  /** How many entries are on their way to this device's disk. */
  get keeping() {
    return this.#keeping;
  }

  /** How many entries are kept by this page alone: the browser stores nothing. */
  get fleeting() {
    return this.#store.fleeting;
  }

  /** Keep an entry and send it. Resolves when it is stored on this device. */
  put(entry) {
    this.#keeping += 1;
    this.dispatchEvent(new CustomEvent("put", { detail: entry }));
    this.#say();
    this.#stored = this.#stored.then(() => this.#keep(entry));
    this.#stored.then(() => this.flush());
    return this.#stored;
  }

  /** The entries that the server has not acknowledged. */
  async waiting() {
    await this.ready;
    await this.#stored;
    return (await this.#rows()).filter(isWaiting).map((row) => row.entry);
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

  /** Take what was refused off this device. */
  async forgetRefused() {
    for (const row of this.refused) await this.#store.remove(row);
    await this.#recount();
    this.#tell({});
  }

  /** Take off this device what the server has. */
  async forgetSaved() {
    for (const row of await this.#rows()) if (row.saved) await this.#store.remove(row);
  }

  /* Resolves to the entries that the page does not show: those that wait, and, where a page that was
     made earlier is brought back, those that were saved after it was. */
  async #open() {
    await this.#store.open();
    for (const row of await this.#rows()) if (row.saved <= this.#order) await this.#store.remove(row);
    const rows = (await this.#rows()).filter((row) => !row.refused);
    await this.#recount();
    this.opened = true;
    this.#say();
    this.flush();
    return rows.map((row) => row.entry);
  }

  async #keep(entry) {
    await this.ready;
    await this.#store.add({ seat: this.#seat, page: location.pathname, entry });
    this.#tell({ entry });
    await this.#recount().catch(() => {}); // the storage failed: the row is in memory
    this.#keeping -= 1;
    this.#say();
  }

  async #rows() {
    return (await this.#store.all()).filter((row) => row.seat === this.#seat);
  }

  /* One tab sends at a time, so that entries arrive in the order in which they were made. */
  #alone(task) {
    return navigator.locks ? navigator.locks.request(`outbox ${this.#seat}`, task) : task();
  }

  async #sendAll() {
    await this.#store.open();
    for (;;) {
      const waiting = batch((await this.#rows()).filter(isWaiting));
      if (!waiting.length) break;
      const answer = await this.courier.send(waiting.map((row) => row.entry));
      if (answer.trouble) return this.#later(answer.trouble);
      await this.#settle(waiting, answer);
      this.#retry = FIRST_RETRY;
    }
    this.trouble = null;
    await this.#recount();
  }

  /* What is saved stays for a reload without network, until the page is made anew. */
  async #settle(waiting, { saved, order = Infinity, kept, error }) {
    for (const row of waiting.filter((one) => saved.includes(one.entry.id))) {
      row.saved = order;
      if (row.order === undefined) await this.#store.remove(row);
      else await this.#store.change(row);
    }
    for (const row of waiting.filter((one) => kept.includes(one.entry.id))) {
      row.refused = error;
      this.dispatchEvent(new CustomEvent("refused", { detail: row.entry }));
      await this.#store.change(row);
    }
    await this.#forgetReplaced();
    await this.#recount();
    this.#tell({});
  }

  /* Of what is saved the last for each control is enough. */
  async #forgetReplaced() {
    const last = new Map();
    for (const row of (await this.#rows()).filter((one) => one.saved)) {
      const control = JSON.stringify([row.entry.kind, row.entry.question, row.entry.value?.n]);
      if (last.has(control)) await this.#store.remove(last.get(control));
      last.set(control, row);
    }
  }

  #later(trouble) {
    this.trouble = trouble;
    this.#say();
    this.#timer = setTimeout(() => this.flush(), this.#retry * (0.75 + Math.random() / 2));
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
  }

  async #recount() {
    const rows = await this.#rows();
    this.refused = rows.filter((row) => row.refused);
    this.#unsent = rows.filter(isWaiting).length;
    this.#say();
  }

  #tell(message) {
    this.#channel.postMessage(message);
  }

  async #hear({ entry }) {
    if (entry) this.dispatchEvent(new CustomEvent("heard", { detail: entry }));
    await this.ready;
    await this.#recount();
    if (this.#unsent) this.flush();
  }

  #say() {
    this.dispatchEvent(new Event("change"));
  }
}

function isWaiting(row) {
  return !row.saved && !row.refused;
}

function batch(rows) {
  let bytes = 0;
  return rows.slice(0, BATCH).filter((row, n) => (bytes += JSON.stringify(row.entry).length * 3) < BYTES || n === 0);
}
