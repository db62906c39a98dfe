/* How the time that is left fits the parts that wait: the rule of interview/pace.py, while the clock
   runs. Parts are the items at the root of the tree: `data-core`, `data-needed` and `data-usual`. */

export class Pace {
  constructor(page, sections, clock) {
    Object.assign(this, { page, sections, clock });
    this.line = page.querySelector("[data-pace]");
    this.words = JSON.parse(this.line.dataset.sentence);
    clock.addEventListener("tick", () => this.show());
  }

  show() {
    const here = this.#part();
    const waiting = [...this.page.querySelectorAll("nav .tree > [data-core]")].filter((part) => part !== here && !reached(part));
    const left = Number(this.page.dataset.planned) - this.clock.seconds;
    const late = overdue(left, waiting);
    const spare = left - waiting.reduce((sum, part) => sum + needed(part), 0);
    const soon = !late && waiting.length > 0 && spare < Number(this.line.dataset.soon);
    const { usual, times, planned } = here?.dataset ?? {}; // what is said first and last is in no chain
    const parts = [
      left < 0 ? this.#say("over", Math.floor(-left / 60)) : this.#say("left", Math.floor(left / 60)),
      waiting.length && this.#say("waiting", waiting.length),
      usual && this.#say(times > 1 ? "usual" : "once", Number(usual)),
      late && this.#say("late", late),
      soon && this.#say("soon", Math.floor(spare / 60)),
    ];
    const text = parts.filter(Boolean).join(" · ");
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.dataset.tone = late ? "late" : soon ? "soon" : "";
    this.clock.write("chain", here ? spent(here) : 0, Number(planned ?? 0));
  }

  #part() {
    const link = this.page.querySelector(`nav a[href="#${this.sections.current.id}"]`);
    return [...this.page.querySelectorAll("nav .tree > li")].find((part) => part.contains(link));
  }

  #say(part, n) {
    return this.words[part][n === 1 ? 0 : 1].replace("{n}", n);
  }
}

function reached(part) {
  return part.querySelector(".glyph:not([data-outcome=not_reached])") !== null;
}

function needed(part) {
  return Number(part.dataset.needed);
}

function overdue(left, waiting) {
  return waiting.filter((part) => (left -= needed(part)) < 0).length;
}

function spent(part) {
  const links = [...part.querySelectorAll("a")];
  return links.reduce((sum, link) => sum + Number(document.querySelector(link.hash).dataset.seconds), 0);
}
