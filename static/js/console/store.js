/* Rows on this device: in IndexedDB; in memory while the browser keeps nothing, moved over once it
   does again. A row that stands in IndexedDB has an `order`. One thing is done at a time. */
import { openDB } from "../../vendor/idb/idb.js";

export class Store {
  #name;
  #db = null;
  #memory = [];
  #last = Promise.resolve();
  #opened = false;

  constructor(name) {
    this.#name = name;
  }

  /** How many rows are in memory alone. */
  get fleeting() {
    return this.#memory.length;
  }

  /** Open the database if it is not, and bring over what waits in memory. Raises nothing. */
  open() {
    return this.#next(() => this.#move());
  }

  /** Every row, oldest first. Rejects while a database that was open cannot be reached. */
  all() {
    return this.#next(async () => {
      if (this.#opened && !this.#db) await this.#connect();
      return [...((await this.#db?.getAll("entries")) ?? []), ...this.#memory];
    });
  }

  /** Keep a row; resolves when it is on disk, or in memory where that cannot be. */
  add(row) {
    this.#memory.push(row);
    return this.open();
  }

  change(row) {
    return this.#next(() => row.order === undefined || this.#write(row));
  }

  remove(row) {
    return this.#next(() => {
      this.#memory = this.#memory.filter((other) => other !== row);
      return row.order === undefined || this.#db.delete("entries", row.order);
    });
  }

  #next(task) {
    const done = this.#last.then(task);
    this.#last = done.catch(() => {});
    return done;
  }

  async #move() {
    try {
      if (!this.#db) await this.#connect();
      while (this.#memory.length) {
        this.#memory[0].order = await this.#write(this.#memory[0]);
        this.#memory.shift();
      }
    } catch {
      // it stays in memory until the next try
    }
  }

  async #connect() {
    this.#db = await openDB(this.#name, 1, {
      upgrade: (db) => db.createObjectStore("entries", { keyPath: "order", autoIncrement: true }),
      blocking: () => this.#close(),
      terminated: () => (this.#db = null),
    });
    this.#opened = true;
  }

  #close() {
    this.#db?.close();
    this.#db = null;
  }

  /* "strict" asks the browser to wait for the disk, not only for the system's memory. */
  async #write(row) {
    const write = this.#db.transaction("entries", "readwrite", { durability: "strict" });
    const { order, ...fresh } = row;
    const key = order === undefined ? write.store.add(fresh) : write.store.put(row);
    write.commit();
    await write.done;
    return key;
  }
}
