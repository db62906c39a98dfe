/* A dialog that finds sections by a few letters: first by their links in the tree, in both languages,
   then by all that stands in them. Arrows choose, Enter opens. */
import { fold, has } from "./find.js";

const MOST = 9;

export class Finder {
  #all = [];

  constructor(dialog, sections) {
    this.dialog = dialog;
    this.sections = sections;
    this.box = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    dialog.addEventListener("close", () => this.#close());
    this.box.addEventListener("focus", () => this.#open()); // the first key may come right after
    this.box.addEventListener("input", () => this.#show());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("click", (event) => this.#go(event.target.closest("[role=option]")));
  }

  #open() {
    this.#all = [...document.querySelectorAll("nav a.tree-item")].map((link) => {
      const section = document.getElementById(link.hash.slice(1));
      const words = [".tree-number", ".tree-text"].map((part) => link.querySelector(part).textContent);
      const inside = [...section.querySelectorAll(".question-body, .question-aids")].map((part) => part.textContent);
      return { section, link, named: fold(`${words.join(" ")} ${link.dataset.other ?? ""}`), said: fold(inside.join(" ")) };
    });
    this.#show();
  }

  #close() {
    this.box.value = "";
    this.list.replaceChildren();
  }

  #show() {
    const query = this.box.value;
    const named = this.#all.filter(({ named }) => has(named, query));
    const said = query.trim().length > 1 ? this.#all.filter(({ named, said }) => !has(named, query) && has(said, query)) : [];
    this.list.replaceChildren(...[...named, ...said].slice(0, MOST).map(option));
    this.dialog.querySelector("[data-none]").hidden = this.list.children.length > 0;
    this.#choose(this.list.firstElementChild);
  }

  #key(event) {
    if (event.isComposing) return;
    const chosen = this.list.querySelector("[aria-selected=true]");
    const next = { ArrowDown: chosen?.nextElementSibling, ArrowUp: chosen?.previousElementSibling };
    if (event.code === "Enter" || event.code === "NumpadEnter") this.#go(chosen);
    else if (event.code in next) this.#choose(next[event.code]);
    else return;
    event.preventDefault();
  }

  #choose(option) {
    if (!option && this.list.children.length) return;
    for (const one of this.list.children) one.ariaSelected = String(one === option);
    if (option) this.box.setAttribute("aria-activedescendant", option.id);
    else this.box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #go(option) {
    if (!option) return;
    this.dialog.close();
    this.sections.open(document.getElementById(option.dataset.section));
  }
}

function option({ section, link }) {
  const option = document.createElement("li");
  const glyph = link.querySelector(".glyph").cloneNode(true);
  glyph.removeAttribute("data-mirror");
  option.append(glyph, ...[".tree-number", ".tree-text"].map((part) => link.querySelector(part).cloneNode(true)));
  Object.assign(option, { id: `found-${section.id}`, role: "option", className: "tree-item" });
  option.dataset.section = section.id;
  return option;
}
