"""What each column of a pack as a table takes, with an example: the template's second sheet."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.card import KINDS, LANGUAGES, LEVELS, STANDINGS, WHENS
from questions.labels import LANGUAGES as LANGUAGE_LABELS
from questions.pack.table import Cell

_SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'>…</svg>"
COLUMNS = {
    "key": (
        _("The name of the question, never changed: small letters, digits, hyphens; needed."),
        "relu/dead-units",
    ),
    "parent": (_("The key of the question that this one follows up on; empty for a root."), "relu"),
    "topic": (_("The key of the topic; for roots alone."), "activations"),
    "topic.*": (
        _("The title of the topic; once is enough, at its first question."),
        "Activation functions",
    ),
    "kind": (_("What an answer consists of; one of the words on the right."), ", ".join(KINDS)),
    "level": (_("Who should answer it well; one of the words on the right."), ", ".join(LEVELS)),
    "minutes": (_("How long it takes: a whole number from 1 to 60."), "3"),
    "when": (_("When to ask it; one of the words on the right."), ", ".join(WHENS)),
    "words.*": (_("The words to listen for where “when” is word, parted by commas."), "momentum"),
    "standing": (_("How far it was checked; one of the words on the right."), ", ".join(STANDINGS)),
    "checked.on": (_("When it was checked: year-month-day."), "2026-11-28"),
    "checked.by": (_("Who checked it."), "Kim Minji"),
    "checked.against": (
        _("What it was held against, one a line."),
        "He et al. 2015, arXiv:1502.01852",
    ),
    "prompt.*": (_("The question as it is asked: plain text; one language at least."), "Why ReLU?"),
    "why.*": (_("Why it is asked: Markdown."), "It shows whether …"),
    "answer.*": (
        _("The reference answer: Markdown with $math$ and code."),
        "Its slope is $1$ for $x > 0$.",
    ),
    "heard.*": (_("What somebody once answered; never a reference."), "It is faster."),
    "probe.ask.*": (
        _("A twist that a memorised answer does not survive."),
        "And if all inputs are positive?",
    ),
    "probe.expect.*": (_("What somebody who understands says to it."), "Then …"),
    "figure.file": (_("The name of the picture's file in a pack's folder."), "figures/relu.svg"),
    "figure.alt.*": (_("What the picture shows, in words."), "A line with a bend at 0"),
    "figure.svg": (_("The picture itself: SVG of plain shapes and text."), _SVG),
    "anchors.#.*": (
        _("What an answer at this score sounds like: 1 poor to 4 outstanding."),
        "Says … and gives the reason.",
    ),
    "key_points.#.text.*": (_("One thing that a good answer says."), "slope 1 for x > 0"),
    "key_points.#.essential": (_("Whether it has to be said: yes or no."), "yes"),
    "hints.#.*": (_("A hint; the first is a nudge, the last nearly the answer."), "Draw it."),
    "pitfalls.#.text.*": (_("A plausible wrong answer."), "It is zero-centred."),
    "pitfalls.#.why.*": (_("Why it is wrong."), "All outputs are ≥ 0."),
    "pitfalls.#.ask.*": (_("What to ask back."), "What is its mean?"),
    "sources.#": (
        _("A source on one line: Authors (year). Title. Where. Or these four on a line each."),
        "He et al. (2015). Delving Deep into Rectifiers. arXiv:1502.01852",
    ),
    "facts.#.text": (_("Something that can be computed."), "sigmoid'(5) = 0.00665"),
    "facts.#.test": (_("The test that computes it."), "tests/facts/test_relu.py::test_slope"),
}


def column_sheet(columns: list[str]) -> list[list[Cell]]:
    """Explain the columns: the header, then a row a column."""
    head: list[Cell] = [gettext("Column"), gettext("What it takes"), gettext("Example")]
    rows: list[list[Cell]] = [[name, *_about(name)] for name in columns]
    return [head, *rows]


def pattern(column: str) -> str:
    """Give the name under which COLUMNS explains a column: `hints.#.*` for `hints.2.en`."""
    languages = "|".join(LANGUAGES)
    name = re.sub(r"\.\d+(?=\.|$)", ".#", column).removeprefix("answer_")
    return re.sub(rf"\.(?:{languages})$", ".*", name)


def _about(column: str) -> tuple[str, str]:
    known = pattern(column)
    takes, example = COLUMNS[known]
    language = column.rpartition(".")[2]
    named = f" ({LANGUAGE_LABELS[language]})" if known.endswith("*") else ""
    return f"{takes}{named}", example
