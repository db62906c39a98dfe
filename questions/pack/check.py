"""What a pack still lacks, or says twice, before an interviewer can rely on it."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from questions.card import LANGUAGES, SCORES, Card, Language, fold
from questions.markup import math_problems
from questions.markup.dialect import dialect
from questions.pack.contents import Contents, Entry
from questions.pack.limits import MAX_PROBLEMS
from questions.pack.problem import Problem
from questions.pack.sound import refusals
from questions.pack.texts import Texts, in_languages, marked_up, of_pack
from questions.progress import Steps, finished

ALIKE = 0.9
MAX_COMPARED = 500  # comparing takes the square of it
_HTML = re.compile(r"</?[A-Za-z]|<!")
_IMAGE = re.compile(r"!\[[^\]]*\]\(")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\([^)]*\)")
_MARKDOWN = dialect()


def check(contents: Contents) -> tuple[Problem, ...]:
    """List all that is wrong with a pack: why it cannot be taken, and what it lacks.

    It looks no further once it has found more than anybody would read.
    """
    return finished(checking(contents))


def checking(contents: Contents) -> Steps[tuple[Problem, ...]]:
    """Do as `check` does, question by question."""
    found = [*refusals(contents), *_about(contents)]
    others: dict[str, str] = {}
    for number, entry in enumerate(contents.questions, 1):
        found += _question(entry, contents.languages)
        found += _of_another(entry, others)
        yield number, len(contents.questions)
        if len(found) > MAX_PROBLEMS:
            break
    return tuple(found)


def _about(contents: Contents) -> Iterator[Problem]:
    if contents.language not in contents.languages:
        yield Problem("language_unlisted", where="languages", values={"it": contents.language})
    for where, texts in of_pack(contents):
        needed = where == "title" or where.startswith("topics")
        yield from _languages("", where, texts, contents.languages, needed)


def _question(entry: Entry, languages: tuple[Language, ...]) -> Iterator[Problem]:
    if entry.parent is None and entry.topic is None:
        yield Problem("topic_missing", key=entry.key, where="topic")
    for where, texts in in_languages(entry.card):
        needed = where in ("prompt", "answer") or where.startswith(("hints", "key_points"))
        yield from _languages(entry.key, where, texts, languages, needed)
    found = (_points, _anchors, _sources, _standing, _words, _markdown)
    for rule in found:
        for code, where, values in rule(entry.card, languages):
            yield Problem(code, key=entry.key, where=where, values=values)


def _languages(
    key: str, where: str, texts: Texts, languages: tuple[Language, ...], needed: bool
) -> Iterator[Problem]:
    if texts or needed:
        for language in languages:
            if not texts.get(language):
                values = {"language": language}
                yield Problem("language_missing", key=key, where=where, values=values)


Found = Iterator[tuple[str, str, Mapping[str, str]]]


def _points(card: Card, _: tuple[Language, ...]) -> Found:
    if card.answer and not card.key_points:
        yield "no_key_points", "key_points", {}
    elif card.key_points and not any(point.essential for point in card.key_points):
        yield "no_essential_point", "key_points", {}


def _anchors(card: Card, _: tuple[Language, ...]) -> Found:
    for score in SCORES:
        if not card.anchors.get(score):
            yield "anchor_missing", f"anchors.{score}", {"score": score}
    for one, other in combinations(sorted(card.anchors), 2):
        for language in LANGUAGES:
            texts = [_bare(card.anchors[score].get(language, "")) for score in (one, other)]
            if _alike(*texts):
                values = {"score": one, "language": language}
                yield "anchors_alike", f"anchors.{other}", values
                break


def _of_another(entry: Entry, others: dict[str, str]) -> Iterator[Problem]:
    """An anchor that another question has too is a generic one."""
    for score, texts in sorted(entry.card.anchors.items()):
        for bare in filter(None, map(_bare, texts.values())):
            owner = others.setdefault(bare, entry.key)
            if owner != entry.key:
                where, values = f"anchors.{score}", {"it": owner}
                yield Problem("anchor_of_another", key=entry.key, where=where, values=values)
                break


def _alike(one: str, other: str) -> bool:
    match = SequenceMatcher(None, one[:MAX_COMPARED], other[:MAX_COMPARED], autojunk=False)
    estimates = (match.real_quick_ratio, match.quick_ratio, match.ratio)
    return bool(one and other) and all(estimate() >= ALIKE for estimate in estimates)


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _sources(card: Card, _: tuple[Language, ...]) -> Found:
    for number, source in enumerate(card.sources, 1):
        if source.year is None:
            yield "source_without_year", f"sources.{number}", {}


def _standing(card: Card, _: tuple[Language, ...]) -> Found:
    if card.standing in ("verified", "contested") and card.checked and not card.checked.against:
        yield "checked_against_nothing", "checked.against", {}


def _words(card: Card, languages: tuple[Language, ...]) -> Found:
    if card.when != "word" and any(card.words.values()):
        yield "words_unneeded", "words", {}
    for language in languages if card.when == "word" else ():
        if not card.words.get(language):
            yield "words_missing", "words", {"language": language}


def _markdown(card: Card, _: tuple[Language, ...]) -> Found:
    for where, texts in marked_up(card):
        for language, text in texts.items():
            place = f"{where}.{language}"
            for problem in math_problems(text):
                yield "math", place, {"it": problem.source[:60], "reason": problem.reason[:120]}
            for code in _marks(text):
                yield code, place, {}


def _marks(text: str) -> Iterator[str]:
    """Name what the page shows as plain text though it was meant as more."""
    words = "\n".join(
        inner.content
        for token in _MARKDOWN.parse(text)
        for inner in token.children or ()
        if inner.type == "text"
    )
    for code, form in (("html", _HTML), ("image", _IMAGE), ("link", _LINK)):
        if form.search(words):
            yield code
