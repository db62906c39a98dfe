/* What the page shows elsewhere about a form: its glyphs in the trees, the count of those reached;
   and the copy of the blank section for a question that is written in place. */

/** Show in every glyph of this form what the form says. */
export function mirror(form, said) {
  const outcome = outcomeOf(said);
  const words = JSON.parse(document.querySelector("[data-outcomes]").dataset.outcomes);
  for (const glyph of document.querySelectorAll(`[data-mirror="${form.id}"]`)) {
    glyph.dataset.outcome = outcome;
    glyph.dataset.score = said.score[0] ?? "";
    glyph.toggleAttribute("data-flag", said.flag.length > 0);
    const flag = said.flag.length ? words.flag : "";
    glyph.firstElementChild.textContent = [words[outcome], said.score[0], flag].filter(Boolean).join(", ");
  }
  count();
}

function outcomeOf({ outcome: [outcome], hint: [hint] }) {
  if (!outcome) return "not_reached";
  return outcome === "answered" && hint !== "0" ? "answered_with_hint" : outcome;
}

/** Show how many questions there are and how many of them were reached. */
function count() {
  const all = document.querySelectorAll("nav .glyph");
  const reached = [...all].filter((glyph) => glyph.dataset.outcome !== "not_reached").length;
  const progress = document.querySelector("progress[data-reached]");
  Object.assign(progress, { max: all.length, value: reached });
  document.querySelector("span[data-reached]").textContent = reached;
  document.querySelector("[data-total]").textContent = all.length;
}

/** Put a copy of the blank section below a question; gives the new section. */
export function grow(template, parent, id, prompt) {
  const above = document.querySelector(`nav a[href="#q${parent}"]`).closest("li");
  const path = `${above.querySelector(".tree-number").textContent}.${above.querySelectorAll(":scope > ol > li").length + 1}`;
  const { textContent: __above__, lang: __language__ } = above.querySelector(".tree-text");
  const words = { __id__: id, __prompt__: prompt, __path__: path, __parent__: parent, __above__, __language__ };
  const copy = fill(template.content.cloneNode(true), words);
  const section = copy.firstElementChild;
  const links = copy.lastElementChild.firstElementChild;
  document.querySelector(`[data-below="${parent}"]`).append(links.cloneNode(true));
  const last = [...above.querySelectorAll("a")].at(-1);
  document.querySelector(last.hash).after(section);
  branch(above).append(links);
  count();
  return section;
}

function branch(li) {
  return li.querySelector(":scope > ol") ?? li.appendChild(document.createElement("ol"));
}

function fill(copy, words) {
  const put = (text) => text.replace(/__\w+?__/g, (word) => words[word] ?? word);
  for (const node of texts(copy)) node.data = put(node.data);
  for (const element of copy.querySelectorAll("*"))
    for (const attribute of element.attributes)
      if (attribute.value.includes("__")) attribute.value = put(attribute.value);
  return copy;
}

function texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
