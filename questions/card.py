"""The content of a question at one time: its schema and its checks.

A text is kept in several languages side by side, `{"ko": ..., "en": ...}`; either may be missing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args
from zlib import crc32

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Language = Literal["ko", "en"]
Kind = Literal["explain", "estimate", "formula", "diagram", "judge", "code", "simplify"]
Standing = Literal["unverified", "reviewed", "verified", "contested", "outdated"]
Level = Literal["entry", "junior", "middle", "senior"]
When = Literal["always", "strong", "weak", "word"]
Score = Literal["1", "2", "3", "4"]
KINDS: tuple[str, ...] = get_args(Kind)
LEVELS: tuple[str, ...] = get_args(Level)
WHENS: tuple[str, ...] = get_args(When)
STANDINGS: tuple[str, ...] = get_args(Standing)
SCORES: tuple[Score, ...] = get_args(Score)
LANGUAGES: tuple[Language, ...] = get_args(Language)
MAX_TEXT = 16 * 1024
MAX_FIGURE = 32_000  # a cell of a spreadsheet holds 32,767 characters
PROMPT_END = "\x1f"
S = TypeVar("S", str, tuple[str, ...])
_JAMO = "".join(chr(code) for code in range(0x3131, 0x3164))


def _clean(text: str) -> str:
    """Normalise one text; raises a ValueError with a type for what no text may hold."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if "\0" in text or "\ufffd" in text:
        raise PydanticCustomError(
            "text_unkeepable", "holds a character that cannot be kept (NUL or U+FFFD)"
        )
    if len(text.encode()) > MAX_TEXT:
        raise PydanticCustomError(
            "text_too_long", "is longer than {limit} bytes", {"limit": MAX_TEXT}
        )
    return text


def _without_blanks(said: dict[Language, S]) -> dict[Language, S]:
    return {language: said[language] for language in LANGUAGES if said.get(language)}


String = Annotated[str, AfterValidator(_clean)]
Text = Annotated[dict[Language, String], AfterValidator(_without_blanks)]


class Part(BaseModel):
    """What every part of a card is: immutable, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class KeyPoint(Part):
    """One thing that a good answer says."""

    text: Text
    essential: bool = True


class Pitfall(Part):
    """A plausible wrong answer, why it is wrong, and what to ask back."""

    text: Text
    why: Text = Field(default_factory=dict)
    ask: Text = Field(default_factory=dict)


class Probe(Part):
    """A twist that a memorised answer does not survive, and what somebody who understands says."""

    ask: Text = Field(default_factory=dict)
    expect: Text = Field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ask or self.expect)


class Figure(Part):
    """A picture: the name of its file in a pack, its SVG, and what it shows, in words."""

    file: String
    svg: Annotated[str, Field(max_length=MAX_FIGURE)]
    alt: Text


class Source(Part):
    """What an answer rests on: a paper, a chapter, a page of documentation."""

    authors: String = ""
    year: int | None = Field(default=None, ge=1600, le=2200)
    title: String
    where: String = ""

    def __str__(self) -> str:
        """Give the one line that `parse` reads."""
        when = f" ({self.year})" if self.year else ""
        parts = (f"{self.authors}{when}".strip(), self.title, self.where)
        return ". ".join(part for part in parts if part)

    @classmethod
    def parse(cls, line: str) -> "Source":
        """Read "Authors (year). Title. Where"; a line of another form is all title."""
        found = _SOURCE.fullmatch(line.strip())
        if not found:
            return cls(title=line)
        year = int(found["year"])
        where = found["where"] or ""
        return cls(authors=found["authors"], year=year, title=found["title"], where=where)


_SOURCE = re.compile(
    r"(?P<authors>.*?)\s*\((?P<year>1[6-9]\d\d|20\d\d)\)\.\s+(?P<title>.+?)(?:\.\s+(?P<where>.+))?"
)


class Fact(Part):
    """What can be computed, and the test that computes it."""

    text: String
    test: String


class Check(Part):
    """Who held a card against what, and when."""

    on: date
    by: String
    against: tuple[String, ...] = ()


def _sources(value: Any) -> Any:
    """Take a source that is one line, as cards had them before their sources had parts."""
    if not isinstance(value, list | tuple):
        return value
    return [{"title": one} if isinstance(one, str) else one for one in value]


class Card(Part):
    """All that an interviewer needs to ask one question and to judge the answer.

    `words` are those to listen for where `when` is "word"; `checked` says who checked the card for
    its standing.
    """

    prompt: Text
    answer: Text = Field(default_factory=dict)
    heard: Text = Field(default_factory=dict)
    key_points: tuple[KeyPoint, ...] = ()
    hints: tuple[Text, ...] = ()
    anchors: dict[Score, Text] = Field(default_factory=dict)
    pitfalls: tuple[Pitfall, ...] = ()
    why: Text = Field(default_factory=dict)
    probe: Probe = Probe()
    figure: Figure | None = None
    answer_figure: Figure | None = None
    sources: Annotated[tuple[Source, ...], BeforeValidator(_sources)] = ()
    facts: tuple[Fact, ...] = ()
    kind: Kind = "explain"
    level: Level = "junior"
    when: When = "always"
    words: Annotated[dict[Language, tuple[String, ...]], AfterValidator(_without_blanks)] = Field(
        default_factory=dict
    )
    standing: Standing = "unverified"
    checked: Check | None = None
    minutes: int = Field(default=3, ge=1, le=60)

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to read but the prompt in one language."""
        return len(self.prompt) < 2 and not any(getattr(self, part) for part in _READ)

    def texts(self) -> Iterator[str]:
        """Every text of the card in every language, the prompt first."""
        probe = (self.probe.ask, self.probe.expect)
        figures = (one.alt for one in (self.figure, self.answer_figure) if one)
        several = (self.prompt, self.answer, self.heard, self.why, *probe, *self.hints, *figures)
        points = (point.text for point in self.key_points)
        pitfalls = (text for p in self.pitfalls for text in (p.text, p.why, p.ask))
        for text in (*several, *points, *self.anchors.values(), *pitfalls):
            yield from text.values()
        yield from map(str, self.sources)


_READ = (
    *("answer", "heard", "key_points", "hints", "anchors", "pitfalls", "why"),
    *("probe", "figure", "answer_figure", "sources", "facts"),
)


def same_words(one: Card, other: Card) -> bool:
    """Say whether two cards differ in nothing but who checked them."""
    return unchecked(one) == unchecked(other)


def amended(before: Card, after: Card) -> Card:
    """Give the card that results from an edit: other words are unverified, whatever they were."""
    return before if same_words(before, after) else unchecked(after)


def unchecked(card: Card) -> Card:
    """Give the card as nobody has checked it."""
    return card.model_copy(update={"standing": "unverified", "checked": None})


def facets(card: Card) -> dict[tuple[str, str], str]:
    """Give what a card says, part by part and language by language, in the order of reading.

    Keys are (part, language), the language "" for what has none; a list comes as lines.
    """
    found: dict[tuple[str, str], str] = {}
    for part in ("prompt", "answer", "heard"):
        found |= {(part, language): text for language, text in getattr(card, part).items()}
    for language in LANGUAGES:
        found |= {
            ("key_points", language): _lines(p.text.get(language) for p in card.key_points),
            ("hints", language): _lines(hint.get(language) for hint in card.hints),
            ("anchors", language): _lines(
                f"{score}  {card.anchors[score][language]}"
                for score in SCORES
                if language in card.anchors.get(score, {})
            ),
            ("pitfalls", language): _lines(
                text.get(language) for p in card.pitfalls for text in (p.text, p.why, p.ask)
            ),
            ("why", language): card.why.get(language, ""),
            ("probe", language): _lines(
                [card.probe.ask.get(language), card.probe.expect.get(language)]
            ),
            ("figure", language): card.figure.alt.get(language, "") if card.figure else "",
            ("answer_figure", language): card.answer_figure.alt.get(language, "")
            if card.answer_figure
            else "",
            ("words", language): ", ".join(card.words.get(language, ())),
        }
    figures = {"figure": card.figure, "answer_figure": card.answer_figure}
    found |= {(part, ""): _drawing(figure) for part, figure in figures.items() if figure}
    essential = (str(n) for n, point in enumerate(card.key_points, start=1) if point.essential)
    found |= {
        ("essential", ""): " ".join(essential),
        ("sources", ""): _lines(map(str, card.sources)),
        ("facts", ""): _lines(f"{fact.text} ({fact.test})" for fact in card.facts),
        ("kind", ""): card.kind,
        ("level", ""): card.level,
        ("when", ""): card.when,
        ("minutes", ""): str(card.minutes),
        ("standing", ""): card.standing,
        ("checked", ""): _lines(_check_lines(card.checked)),
    }
    return {key: text for key, text in found.items() if text}


def _drawing(figure: Figure) -> str:
    """Name a picture so that another one of the same name is called differently."""
    return f"{figure.file} ({crc32(figure.svg.encode()):08x})"


def _check_lines(check: Check | None) -> Iterator[str]:
    if check:
        yield f"{check.on.isoformat()}, {check.by}"
        yield from check.against


def _lines(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text)


def gaps(content: Any, languages: Collection[str]) -> tuple[Language, ...]:
    """Say which of these languages a card's content, as it is stored, lacks where it has the other.

    What somebody once answered was said in one language, and is no gap.
    """
    rest = {name: value for name, value in content.items() if name != "heard"}
    lacking = set(_lacking(rest)) & set(languages)
    return tuple(language for language in LANGUAGES if language in lacking)


def _lacking(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        if value.keys() & set(LANGUAGES):
            yield from set(LANGUAGES) - value.keys()
        else:
            for below in value.values():
                yield from _lacking(below)


def searchable(card: Card) -> str:
    """All words of a card, folded so that a search need not mind case or composition.

    What the prompt says stands before PROMPT_END, all else after it.
    """
    prompt, rest = list(card.prompt.values()), list(card.texts())[len(card.prompt) :]
    return fold("\n".join((*prompt, PROMPT_END, *rest)))


def fold(text: str) -> str:
    """Give the form in which texts and search words are compared."""
    return unicodedata.normalize("NFC", text).casefold()


def terms(query: str) -> list[str]:
    """Give the words of a search, folded, without a syllable that is still being typed (ㄷ, ㅏ)."""
    return [word.rstrip(_JAMO) or word for word in fold(query).split()]


class Words(NamedTuple):
    """A text for the screen with the language it is really in ("" when there is none)."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


def pick(texts: Mapping[Any, str], language: str) -> Words:
    """Give a text in the wanted language, else in the one that exists."""
    for candidate in (language, *LANGUAGES):
        if texts.get(candidate):
            return Words(texts[candidate], candidate)
    return Words("", "")
