/* Stopwatches: one for the whole, one for the open section (its `data-seconds`). */

export class Clock {
  #last = performance.now();

  constructor(page, sections) {
    this.page = page;
    this.sections = sections;
    this.seconds = Number(page.dataset.elapsed);
    setInterval(() => this.tick(), 500);
    sections.addEventListener("open", () => this.show());
  }

  tick() {
    const now = performance.now();
    const passed = (now - this.#last) / 1000;
    this.#last = now;
    if ("running" in this.page.dataset) {
      this.seconds += passed;
      const section = this.sections.current;
      section.dataset.seconds = Number(section.dataset.seconds) + passed;
    }
    this.show();
  }

  show() {
    write("interview", this.seconds).dataset.tone = this.seconds > Number(this.page.dataset.planned) ? "over" : "ok";
    write("question", Number(this.sections.current.dataset.seconds));
  }
}

function write(name, seconds) {
  const face = document.querySelector(`[data-clock="${name}"]`);
  const text = print(Math.floor(seconds));
  if (face.textContent !== text) face.textContent = text;
  return face.closest(".clock");
}

function print(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const tail = `${two(seconds % 60)}`;
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}
