/* What the page shows elsewhere about a form: its glyphs in the trees, the count of those reached;
   and the copy of the blank section for a question that is written in place. */

/** Show in every glyph of this form what the form says. */
export function mirror(form, said) {
  const outcome = said.outcome[0] ?? "";
  const helped = outcome === "answered" && said.hint[0] !== "0";
  const label = form.querySelector(`[name=outcome][value="${outcome}"]`).closest("label").textContent;
  for (const glyph of document.querySelectorAll(`[data-mirror="${form.id}"]`)) {
    glyph.dataset.outcome = helped ? "answered_with_hint" : outcome || "not_reached";
    glyph.dataset.score = said.score[0] ?? "";
    glyph.firstElementChild.textContent = [label.replace(/\s+\S$/, "").trim(), said.score[0]].filter(Boolean).join(", ");
  }
  count();
}

function count() {
  const reached = document.querySelectorAll("nav .glyph:not([data-outcome=not_reached])").length;
  for (const shown of document.querySelectorAll("[data-reached]")) {
    if ("value" in shown) shown.value = reached;
    else shown.textContent = reached;
  }
}

/** Put a copy of the blank section below a question; gives the new section. */
export function grow(template, parent, id, prompt) {
  const above = document.querySelector(`nav a[href="#q${parent}"]`).closest("li");
  const path = `${above.querySelector(".tree-number").textContent}.${above.querySelectorAll(":scope > ol > li").length + 1}`;
  const copy = fill(template.content.cloneNode(true), { __id__: id, __prompt__: prompt, __path__: path });
  const section = copy.firstElementChild;
  const links = copy.lastElementChild.firstElementChild;
  document.querySelector(`[data-below="${parent}"]`).append(links.cloneNode(true));
  const last = [...above.querySelectorAll("a")].at(-1);
  document.querySelector(last.hash).after(section);
  branch(above).append(links);
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
