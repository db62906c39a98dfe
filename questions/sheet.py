"""A card as it is read: its texts as HTML, language by language, made once a revision.

A page is what one reader sees: every text in the reader's language, else in the one that exists.
A text in it is `{"html": …, "language": …}`, empty where the card has none.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any

from questions.card import LANGUAGES, Card, Figure, Pitfall, Source, Text, pick
from questions.figure import FigureError, clean
from questions.markup import block, inline

VERSION = 3  # of what is made here: another one makes `manage.py render` make all anew
Page = dict[str, Any]
# Both pages of a card share each text that is in one language only.
_block_once, _inline_once = lru_cache(128)(block), lru_cache(128)(inline)

_IN_SVG = re.compile(r"<(title|desc)\b.*?</\1>|<[^>]*>", re.DOTALL)
_OWN_WORDS = re.compile(r' (?:role|aria-[a-z]+|xmlns)="[^"]*"')
_NAMES = re.compile(r'(?<= id=")|(?<=url\(#)')
_ADDRESS = re.compile(r"https?://(?:[^\s&]|&amp;)*[\w/]|\barXiv:(\d{4}\.\d{4,5})\b")


def of(card: Card) -> dict[str, Any]:
    """Give the value of `Revision.html`: its version, and a page for each language."""
    return {"version": VERSION, **{language: page(card, language) for language in LANGUAGES}}


def page(card: Card, language: str) -> Page:
    """Give what a reader of this language sees of a card."""
    prompt = pick(card.prompt, language)
    words: Mapping[str, Sequence[str]] = card.words  # type: ignore[assignment]
    return {
        "prompt": {"text": prompt.text, "language": prompt.language},
        "figure": _figure(card, card.figure, language),
        "answer": _block(card.answer, language),
        "answer_figure": _figure(card, card.answer_figure, language),
        "heard": _block(card.heard, language),
        "key_points": [
            {"text": _inline(point.text, language), "essential": point.essential}
            for point in card.key_points
        ],
        "hints": [_inline(hint, language) for hint in card.hints],
        "anchors": {score: _anchor(text, language) for score, text in card.anchors.items()},
        "pitfalls": [_pitfall(pitfall, language) for pitfall in card.pitfalls],
        "probe": {
            "ask": _inline(card.probe.ask, language),
            "expect": _block(card.probe.expect, language),
        },
        "why": _block(card.why, language),
        "sources": [_source(source) for source in card.sources],
        "facts": [fact.model_dump() for fact in card.facts],
        "kind": card.kind,
        "level": card.level,
        "when": card.when,
        "words": list(words.get(language, ())),
        "minutes": card.minutes,
        "standing": card.standing,
    }


def of_words(prompt: str, language: str) -> Page:
    """Give the page of a question that has no card: its words, unchecked."""
    return page(Card.model_construct(prompt={language: prompt}), language)


def side_by_side(html: Mapping[str, Any], reader: str) -> Page:
    """Give a page on which every text is a list: what there is of it, language by language.

    Figures and the words to listen for are in the reader's language.
    """
    own = {part: html[reader][part] for part in ("figure", "answer_figure", "words")}
    return {**_together([html[language] | own for language in LANGUAGES]), **own}


def alone(page: Page) -> Page:
    """Give the same page with every text as a list of one."""
    return dict(_together([page]))


def _together(values: Sequence[Any]) -> Any:
    first = values[0]
    if isinstance(first, list):
        return [_together(rows) for rows in zip(*values, strict=True)]
    if not isinstance(first, dict):
        return first
    if "language" in first:
        return list({value["language"]: value for value in values}.values())
    return {part: _together([value[part] for value in values]) for part in first}


def _block(texts: Text, language: str) -> dict[str, str]:
    words = pick(texts, language)
    return {"html": _block_once(words.text), "language": words.language} if words else {}


def _inline(texts: Text, language: str) -> dict[str, str]:
    words = pick(texts, language)
    return {"html": _inline_once(words.text), "language": words.language} if words else {}


def _anchor(texts: Text, language: str) -> dict[str, str]:
    """Give an anchor also as it was written, for where an attribute says it."""
    said = _inline(texts, language)
    return said and {**said, "text": pick(texts, language).text}


def _pitfall(pitfall: Pitfall, language: str) -> dict[str, Any]:
    return {
        "text": _inline(pitfall.text, language),
        "why": _block(pitfall.why, language),
        "ask": _inline(pitfall.ask, language),
    }


def _source(source: Source) -> str:
    """Give a source as HTML, with a link where it names an address or an arXiv id."""
    return _ADDRESS.sub(_link, escape(str(source)))


def _link(found: re.Match[str]) -> str:
    address = f"https://arxiv.org/abs/{found[1]}" if found[1] else found[0]
    return f'<a href="{address}" rel="noopener noreferrer">{found[0]}</a>'


def _figure(card: Card, figure: Figure | None, language: str) -> str:
    """Give a figure as an element of the page, named in the reader's language; its text if broken.

    Its ids are its own, so that a page may hold the same figure in another card or language.
    """
    if not figure:
        return ""
    alt = pick(figure.alt, language)
    words = f'lang="{alt.language}"'
    try:
        svg = clean(figure.svg)
    except FigureError:
        return f"<p {words}>{escape(alt.text)}</p>"
    name = sha256(repr((language, card.prompt, svg)).encode()).hexdigest()[:12]
    drawn = _IN_SVG.sub(lambda tag: "" if tag[1] else _tag(tag[0], f"f{name}-"), svg.strip())
    start = f'<svg role="img" aria-label="{escape(alt.text)}" {words}'
    return f'<figure class="figure">{start}{drawn.removeprefix("<svg")}</figure>'


def _tag(tag: str, prefix: str) -> str:
    return _NAMES.sub(prefix, _OWN_WORDS.sub("", tag))
