/* Stopwatches: one for the whole, one for the open section (its `data-seconds`). */

export class Clock extends EventTarget {
  #last = performance.now();

  constructor(page, sections) {
    super();
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
    const { seconds, minutes } = this.sections.current.dataset;
    this.write("interview", this.seconds, Number(this.page.dataset.planned));
    this.write("question", Number(seconds), Number(minutes) * 60);
    this.dispatchEvent(new Event("tick"));
  }

  /** Show the seconds on one face, beside those that are planned (0: nobody planned any). */
  write(name, seconds, planned) {
    const face = document.querySelector(`[data-clock="${name}"]`);
    put(face, print(Math.floor(seconds)));
    put(face.parentElement.querySelector(".clock-plan"), planned ? `/ ${print(planned)}` : "");
    face.closest(".clock").dataset.tone = planned && seconds > planned ? "over" : "ok";
  }
}

function put(face, text) {
  if (face.textContent !== text) face.textContent = text;
}

/** Write seconds as a stopwatch does: 2:05, 1:02:05. */
export function print(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const tail = `${two(seconds % 60)}`;
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}
