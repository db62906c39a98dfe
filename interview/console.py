"""What the console shows: every question of the script with its card and what is recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from interview import advice
from interview.advice import Advice
from interview.labels import OUTCOMES, reasons
from interview.models import Screen
from interview.pace import Chain
from interview.parts import Above, Choice, Hint, Point, Said
from interview.picture import redoable, undoable
from interview.script import Node
from interview.state import Answer, State
from interview.timing import Timing
from questions import sheet
from questions.card import Words, pick
from questions.labels import KINDS, SCORES, STANDINGS, WHENS
from questions.models import Revision
from questions.sheet import Page

if TYPE_CHECKING:
    from interview.models import Seat

ANY = "__id__"  # stands for the id of a question


class Item:
    """One question on the console: its place, its card as the reader sees it, its record."""

    def __init__(self, console: Console, node: Node, page: Page) -> None:
        self.console = console
        self.node = node
        self.page = page

    @property
    def anchor(self) -> str:
        """The id of the section in the page."""
        return f"q{self.node.id}"

    @property
    def form(self) -> str:
        """The id of the form in which the answer is recorded."""
        return f"q{self.node.id}-form"

    @property
    def answer_url(self) -> str:
        return self.console.answer_url.replace(ANY, self.node.id)

    @property
    def add_url(self) -> str:
        return self.console.add_url.replace(ANY, self.node.id)

    @property
    def path(self) -> str:
        return self.console.state.script.path(self.node.id)

    @property
    def record(self) -> Answer:
        return self.console.state.answers[self.node.id]

    @property
    def result(self) -> str:
        return str(self.record.result)

    @property
    def outcome(self) -> str:
        """The outcome in words."""
        return self.console.outcome_words[self.record.result]

    @property
    def glyph(self) -> str:
        """All that the glyph in a tree shows, in words."""
        flag = self.console.flag_word if self.record.flag else ""
        return ", ".join(filter(None, (self.outcome, str(self.record.score or ""), flag)))

    @property
    def kind(self) -> str:
        return str(KINDS[self.page["kind"]])

    @property
    def standing(self) -> str:
        return str(STANDINGS[self.page["standing"]])

    @property
    def when(self) -> str:
        """When to ask it, in words; "" where it is always asked."""
        when = self.page["when"]
        words = ", ".join(self.page["words"])
        return (
            "" if when == "always" else ": ".join(filter(None, (self.console.whens[when], words)))
        )

    @property
    def _words(self) -> list[str]:
        """The words to listen for, in whichever language they are said."""
        return [word for words in self.page["listen"].values() for word in words]

    @property
    def minutes(self) -> str:
        """The minutes that the card plans, in words."""
        n = self.page["minutes"]
        return ngettext("%(n)s min", "%(n)s min", n) % {"n": n}

    @property
    def shown(self) -> bool:
        """Whether the candidate's screen shows it."""
        return self.console.state.shown == self.node.id

    @property
    def planned_minutes(self) -> int:
        """What the card plans; 0 for what nobody planned."""
        return self.page["minutes"] if self.node.planned else 0

    @property
    def planned_seconds(self) -> int:
        return self.planned_minutes * 60

    @property
    def chain(self) -> Chain | None:
        """The chain that begins here; None for a follow-up."""
        return self.console.timing.chains.get(self.node.id)

    @property
    def place(self) -> int:
        """The place in the script, from 1."""
        return self.console.state.script.place(self.node.id)

    @property
    def seconds(self) -> float:
        return round(self.console.state.seconds(self.node.id, self.console.now), 1)

    @cached_property
    def prompt(self) -> Words:
        return Words(**self.page["prompt"])

    @property
    def other_prompt(self) -> str:
        """The prompt in the languages that are not shown, for those who look for it."""
        return " ".join(text for text in self.page["prompts"].values() if text != self.prompt.text)

    @property
    def points(self) -> list[Point]:
        return [
            Point(n, point["text"], point["essential"], n in self.record.points)
            for n, point in enumerate(self.page["key_points"], start=1)
        ]

    @property
    def scores(self) -> list[Choice]:
        anchors = self.page["anchors"]
        return [
            Choice(score, self.record.score == int(score), word, anchors.get(score, {}))
            for score, word in self.console.score_words
        ]

    @property
    def hints(self) -> list[Hint]:
        """The ladder; one step without words where the card has none."""
        said: list[Said] = self.page["hints"]
        most = max(1, len(said), self.record.hint)
        return [
            Hint(n, self.record.hint == n, said[n - 1] if n <= len(said) else {})
            for n in range(1, most + 1)
        ]

    @cached_property
    def rule(self) -> advice.Rule:
        """When this follow-up fits."""
        return advice.rule(self.page["when"], self._words)

    @property
    def rule_words(self) -> str:
        """The words that speak for it, as JSON; "" where there are none."""
        return json.dumps(self.rule.words, ensure_ascii=False) if self.rule.words else ""

    @cached_property
    def advice(self) -> Advice:
        """What is advised of it, by what is recorded for the question above."""
        above = self.console.state.answers[self.node.parent or ""]
        return advice.advise(self.rule, above, self.record)

    @property
    def because(self) -> str:
        """The reason for the advice, in words."""
        said, sign = self.console.reasons, self.advice.sign
        return said.get(sign) or (said["word"].replace("{word}", sign) if sign else "")

    @property
    def follow_ups(self) -> list[Item]:
        """The children, those that fit brought forward."""
        return sorted(self.children, key=lambda child: advice.PLACES[child.advice.standing])

    @property
    def parent(self) -> Item | None:
        return self.console.items.get(self.node.parent or "")

    @property
    def children(self) -> list[Item]:
        script = self.console.state.script
        return [self.console.items[node.id] for node in script.children(self.node.id)]

    @cached_property
    def previous(self) -> Item | None:
        return self.console.neighbour(self, -1)

    @cached_property
    def next(self) -> Item | None:
        return self.console.neighbour(self, +1)


class Blank(Item):
    """What the page copies for a follow-up that is written in place: `__id__` and the like."""

    path = "__path__"
    record = Answer()
    place = 1_000_000  # behind all others
    advice = Advice()
    seconds = 0.0
    parent: Any = Above("q__parent__", Words("__above__", "__language__"))

    def __init__(self, console: Console) -> None:
        node = Node(ANY, None, None, None, None, core=False, minutes=0, planned=False)
        super().__init__(console, node, _of_words("__prompt__", console.language))
        self.previous = self.next = self

    @property
    def children(self) -> list[Item]:
        return []


class Console:
    """All of one seat's console at one moment. Costs a query each for journal, cards and past."""

    def __init__(self, seat: Seat, language: str, now: datetime) -> None:
        self.seat = seat
        self.interview = seat.interview
        self.frozen: dict[str, Any] = seat.interview.frozen or {}
        self.language = language
        self.now = now
        self.state: State = seat.state()
        self.score_words = [(score, str(word)) for score, word in SCORES.items()]
        self.whens = {when: str(word) for when, word in WHENS.items()}
        self.outcome_words = {outcome: str(word) for outcome, word in OUTCOMES.items()}
        self.flag_word = gettext("Flagged")
        self.reasons = reasons()
        # Reversing an address takes as long as several lookups: once a page, not once a question.
        self.answer_url = reverse("interview:answer", args=[self.interview.pk, ANY])
        self.add_url = reverse("interview:add", args=[self.interview.pk, ANY])
        self.items = {item.node.id: item for item in self._items()}
        self._order = list(self.items)
        self._places = {node: place for place, node in enumerate(self._order)}

    @cached_property
    def timing(self) -> Timing:
        """The chains and the pace; asked for by the console alone. One query."""
        return Timing(self)

    @property
    def title(self) -> str:
        return self.frozen["position"]

    @cached_property
    def screen(self) -> Screen | None:
        """The candidate's screen, where its link works."""
        return Screen.objects.filter(seat=self.seat).fresh(self.now).first()

    @property
    def opening(self) -> Words:
        """What is said before the first question; empty where the kit says nothing."""
        return pick(self.frozen.get("opening", {}), self.language)

    @property
    def closing(self) -> Words:
        """What is said after the last question."""
        return pick(self.frozen.get("closing", {}), self.language)

    @property
    def first(self) -> Item:
        return self.items[self._order[0]]

    @property
    def last(self) -> Item:
        return self.items[self._order[-1]]

    @property
    def roots(self) -> list[Item]:
        return [self.items[node.id] for node in self.state.script.roots]

    @property
    def current(self) -> Item:
        """The question on screen when nothing else is asked for."""
        return self.items.get(self.state.current or "") or self.items[self._order[0]]

    @property
    def blank(self) -> Blank:
        return Blank(self)

    @property
    def blanks(self) -> list[Item]:
        return [self.blank]

    @property
    def planned_seconds(self) -> int:
        return self.frozen["minutes"] * 60

    @property
    def elapsed(self) -> float:
        return round(self.state.elapsed(self.now), 1)

    @property
    def running(self) -> bool:
        return self.state.running_since is not None

    @property
    def reached(self) -> int:
        return sum(answer.reached for answer in self.state.answers.values())

    @property
    def outcomes(self) -> str:
        """The words for outcomes and flags, as JSON, for what the page shows as it changes."""
        return json.dumps({**self.outcome_words, "flag": self.flag_word})

    @property
    def because(self) -> str:
        """The words for the reasons of advice, as JSON."""
        return json.dumps(self.reasons)

    @property
    def undoable(self) -> str:
        """The last acts that can be taken back, with what each control showed before, as JSON."""
        return json.dumps(undoable(self.state))

    @property
    def redoable(self) -> str:
        """The acts that were taken back last and can be done again, as JSON."""
        return json.dumps(redoable(self.state))

    def neighbour(self, item: Item, by: int) -> Item | None:
        """Give the question that stands `by` places further in the order of asking."""
        there = self._places[item.node.id] + by
        return self.items[self._order[there]] if 0 <= there < len(self._order) else None

    def _items(self) -> Iterator[Item]:
        nodes = self.state.script.nodes
        wanted = [node.revision for node in nodes if node.revision]
        rows = Revision.objects.filter(pk__in=wanted).values_list(
            "pk", f"html__{self.language}", "content__words", "content__prompt"
        )
        pages: dict[int | None, Page] = {
            pk: {**page, "listen": words or {}, "prompts": prompts}
            for pk, page, words, prompts in rows
        }
        for node in nodes:
            yield Item(self, node, pages.get(node.revision) or self._unplanned(node))

    def _unplanned(self, node: Node) -> Page:
        """Give a page of the words alone, unchecked: what was recorded must always show."""
        return _of_words(node.prompt, self.language)


def _of_words(prompt: str, language: str) -> Page:
    page = sheet.of_words(prompt, language)
    return {**page, "listen": {}, "prompts": {language: prompt}}
