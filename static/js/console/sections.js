/* One section at a time, named by the address's #fragment. `data-go` moves by place in the page;
   links in the tree to the open section carry aria-current. */

export class Sections extends EventTarget {
  constructor(root) {
    super();
    this.root = root;
    addEventListener("hashchange", () => this.#arrive());
    addEventListener("click", (event) => this.#go(event));
  }

  /* By the address, not by :target, which matches only once the page has finished loading. */
  get current() {
    const named = document.getElementById(location.hash.slice(1));
    return named?.parentElement === this.root ? named : this.root.querySelector(":scope > [data-current]");
  }

  /** Open the section that the address names, or the one that the server named. */
  start() {
    this.#arrive();
  }

  /** Open again the section that the address names, once it has been put into the page. */
  reopen() {
    if (!this.current.matches(":target") && location.hash === `#${this.current.id}`) location.replace(location.hash);
    this.#arrive();
  }

  open(section) {
    if (section && section !== this.current) location.replace(`#${section.id}`);
  }

  #go(event) {
    const way = event.target.closest?.("[data-go]")?.dataset.go;
    if (!way) return;
    event.preventDefault();
    this.open(this.#neighbour(way));
  }

  #neighbour(way) {
    if (way === "next") return this.current.nextElementSibling;
    if (way === "previous") return this.current.previousElementSibling;
    if (way === "below") return section(this.current.querySelector("[data-below] a"));
    if (way === "next-open") return this.#nextOpen();
    const by = way.startsWith("next") ? 1 : -1;
    return way.endsWith("sibling") ? this.#sibling(by) : this.#chain(by);
  }

  /* The next one that nothing is recorded for, after the last from the first on. */
  #nextOpen() {
    const all = [...document.querySelectorAll("nav .tree-item")];
    const here = all.indexOf(this.#link);
    const open = (link) => link.querySelector("[data-outcome=not_reached]") && link !== this.#link;
    return section([...all.slice(here), ...all.slice(0, here)].find(open));
  }

  #sibling(by) {
    const li = this.#link.closest("li");
    return section((by > 0 ? li.nextElementSibling : li.previousElementSibling)?.querySelector("a"));
  }

  get #link() {
    return document.querySelector(`nav a[href="#${this.current.id}"]`);
  }

  #chain(by) {
    const roots = [...document.querySelectorAll("nav .tree > li")].filter((li) => !li.parentElement.closest("li"));
    const here = roots.findIndex((li) => li.contains(this.#link));
    return section(roots[here + by]?.querySelector("a"));
  }

  #arrive() {
    for (const link of document.querySelectorAll("a[aria-current=true]")) link.removeAttribute("aria-current");
    for (const link of document.querySelectorAll(`nav a[href="#${this.current.id}"]`)) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    }
    for (const link of this.current.querySelectorAll("a[data-go]"))
      link.ariaDisabled = this.#neighbour(link.dataset.go) ? null : "true";
    this.#focus();
    this.dispatchEvent(new Event("open"));
  }

  /* So that Page Down and Space scroll the open section; a field that is written in keeps the focus. */
  #focus() {
    if (document.activeElement?.matches("textarea, input, dialog *")) return;
    this.current.querySelector("[tabindex]")?.focus({ preventScroll: true });
  }
}

function section(link) {
  return link ? document.getElementById(link.hash.slice(1)) : null;
}
