"""The content of a question at one time: its schema and its checks.

A text is kept in several languages side by side, `{"ko": ..., "en": ...}`; either may be missing.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

Language = Literal["ko", "en"]
Kind = Literal["explain", "estimate", "formula", "diagram", "judge", "code", "simplify"]
Standing = Literal["unverified", "verified", "contested", "outdated"]
Score = Literal["1", "2", "3", "4"]
KINDS: tuple[str, ...] = get_args(Kind)
STANDINGS: tuple[str, ...] = get_args(Standing)
SCORES: tuple[Score, ...] = get_args(Score)
LANGUAGES: tuple[Language, ...] = get_args(Language)
MAX_TEXT = 16 * 1024
PROMPT_END = "\x1f"
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


def _without_blanks(texts: dict[Language, str]) -> dict[Language, str]:
    return {language: texts[language] for language in LANGUAGES if texts.get(language)}


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


class Card(Part):
    """All that an interviewer needs to ask one question and to judge the answer."""

    prompt: Text
    answer: Text = Field(default_factory=dict)
    heard: Text = Field(default_factory=dict)
    key_points: tuple[KeyPoint, ...] = ()
    hints: tuple[Text, ...] = ()
    anchors: dict[Score, Text] = Field(default_factory=dict)
    pitfalls: tuple[Pitfall, ...] = ()
    why: Text = Field(default_factory=dict)
    sources: tuple[String, ...] = ()
    kind: Kind = "explain"
    standing: Standing = "unverified"
    minutes: int = Field(default=3, ge=1, le=60)

    def texts(self) -> Iterator[str]:
        """Every text of the card in every language, the prompt first."""
        several = (self.prompt, self.answer, self.heard, self.why, *self.hints)
        points = (point.text for point in self.key_points)
        pitfalls = (text for p in self.pitfalls for text in (p.text, p.why, p.ask))
        for text in (*several, *points, *self.anchors.values(), *pitfalls):
            yield from text.values()
        yield from self.sources


def amended(before: Card, after: Card) -> Card:
    """Give the card that results from an edit: other words undo a verification.

    Nothing but a check makes a card verified, so an edit that leaves all else as it was changes
    nothing, and one that changes something leaves the card unverified at best.
    """
    if before.standing != "verified" or after.standing not in ("verified", "unverified"):
        return after
    unchanged = after.model_copy(update={"standing": "verified"}) == before
    return before if unchanged else after.model_copy(update={"standing": "unverified"})


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
        }
    essential = (str(n) for n, point in enumerate(card.key_points, start=1) if point.essential)
    found |= {
        ("essential", ""): " ".join(essential),
        ("sources", ""): _lines(card.sources),
        ("kind", ""): card.kind,
        ("minutes", ""): str(card.minutes),
        ("standing", ""): card.standing,
    }
    return {key: text for key, text in found.items() if text}


def _lines(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text)


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
