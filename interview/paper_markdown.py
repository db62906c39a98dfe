"""A kit on paper as Markdown: the texts of the cards are Markdown already, all else is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from questions.card import SCORES, pick
from questions.escape import escape, harmless, quote
from questions.labels import KINDS, STANDINGS, WHENS

if TYPE_CHECKING:
    from interview.paper import Paper, PaperChain, PaperQuestion, Shown
    from questions.card import Card, Figure

Gettext = Callable[[str], str]
MOST_LEVELS = 6


class PaperMarkdown:
    """Writes one kit in one language; "questions" leave out what a candidate must not see."""

    def __init__(self, language: str, gettext: Gettext, shown: Shown = "all") -> None:
        self.language, self.gettext, self.shown = language, gettext, shown

    def render(self, paper: Paper) -> str:
        """Give the whole document; it ends with a line end."""
        gettext = self.gettext
        lines = [*self._head(paper), *self._spoken(gettext("Opening"), paper.opening.text)]
        for chain in paper.chains:
            for question in chain.questions:
                lines += self._question(chain, question)
        lines += self._spoken(gettext("Closing"), paper.closing.text)
        return "\n".join(lines).rstrip("\n") + "\n"

    def _head(self, paper: Paper) -> Iterator[str]:
        gettext = self.gettext
        minutes = gettext("{n} min").format(n=paper.minutes)
        yield from (f"# {escape(paper.kit)}", "")
        yield from (f"{escape(paper.position)} · {minutes}", "")
        blanks = (gettext("Candidate"), gettext("Interviewer"), gettext("Date"))
        yield from ("  ".join(f"{blank}: ________" for blank in blanks), "")

    def _spoken(self, title: str, text: str) -> Iterator[str]:
        if text:
            yield from (f"## {title}", "", *quote(text))

    def _question(self, chain: PaperChain, question: PaperQuestion) -> Iterator[str]:
        card = question.card
        level = "#" * min(question.depth + 2, MOST_LEVELS)
        yield from (f"{level} {question.path} {escape(self._said(card.prompt))}", "")
        yield from (f"*{' · '.join(self._meta(chain, question))}*", "")
        if card.figure:
            yield from (self._drawn(card.figure), "")
        if self.shown == "all":
            yield from self._block(self.gettext("Reference answer"), self._answer(card))
        if self.shown != "questions":
            yield from self._help(card)
        if self.shown == "all":
            yield from self._traps(card)
        yield from self._record()

    def _meta(self, chain: PaperChain, question: PaperQuestion) -> Iterator[str]:
        card = question.card
        yield str(KINDS[card.kind])
        if question.depth == 0:
            yield self.gettext("{n} min").format(n=chain.minutes)
            yield self.gettext("Core") if chain.core else self.gettext("Optional")
        else:
            words = escape(", ".join(card.words.get(self.language, ())))  # type: ignore[call-overload]
            yield f"{WHENS[card.when]}: {words}" if words else str(WHENS[card.when])
        if self.shown != "questions":
            yield str(STANDINGS[card.standing])

    def _answer(self, card: Card) -> str:
        drawn = [self._drawn(card.answer_figure)] if card.answer_figure else []
        return "\n\n".join(filter(None, [harmless(self._said(card.answer)), *drawn]))

    def _drawn(self, figure: Figure) -> str:
        return f"[{escape(self._said(figure.alt))}]"

    def _help(self, card: Card) -> Iterator[str]:
        gettext = self.gettext
        points = [self._point(p.text, p.essential) for p in card.key_points]
        yield from self._list(gettext("Key points"), points)
        hints = [f"{n}. {self._line(hint)}" for n, hint in enumerate(card.hints, start=1)]
        yield from self._list(gettext("Hints"), hints)
        anchors = [f"- **{s}** {self._line(card.anchors[s])}" for s in SCORES if s in card.anchors]
        yield from self._list(gettext("Anchors"), anchors)

    def _traps(self, card: Card) -> Iterator[str]:
        gettext = self.gettext
        pitfalls = [
            "- " + " → ".join(self._line(text) for text in (p.text, p.why, p.ask) if text)
            for p in card.pitfalls
        ]
        yield from self._list(gettext("Pitfalls"), pitfalls)
        probe = [f"- {self._line(text)}" for text in (card.probe.ask, card.probe.expect) if text]
        yield from self._list(gettext("Recited?"), probe)

    def _record(self) -> Iterator[str]:
        scores = "  ".join(f"☐ {score}" for score in SCORES)
        score, note = self.gettext("Score"), self.gettext("Note")
        yield from (f"{score}: {scores}  ☐ –", "", f"{note}:", "")

    def _point(self, text: Mapping, essential: bool) -> str:
        line = self._line(text)
        return f"- [ ] **{line}**" if essential else f"- [ ] {line}"

    def _block(self, title: str, text: str) -> Iterator[str]:
        if text:
            yield from (f"**{title}**", "", text, "")

    def _list(self, title: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield from (f"**{title}**", "", *lines, "")

    def _said(self, texts: Mapping) -> str:
        return pick(texts, self.language).text

    def _line(self, texts: Mapping) -> str:
        return harmless(" ".join(self._said(texts).split()))
