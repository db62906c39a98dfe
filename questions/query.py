"""What a search asks for: words, whatever spaces Korean has inside, in both languages of terms."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from questions.card import LANGUAGES, fold, terms

Alternative = tuple[str, ...]  # words that must all occur
Need = tuple[Alternative, ...]  # one of them will do

_HANGUL = re.compile(r"[가-힣]")
_SPACE = re.compile(r"\s+")


def needs(query: str, glossary: Iterable[Mapping[str, str]] = ()) -> list[Need]:
    """Give what a card must hold to be found: a need a word, or a need a term of the glossary.

    A term is what its words say without their spaces, in either of its languages; the words of
    the other language will do as well.
    """
    words, others = terms(query), _others(glossary)
    found: list[Need] = []
    while words:
        sizes = range(len(words), 1, -1)
        size = next((n for n in sizes if _key(words[:n]) in others), 1)
        own, words = words[:size], words[size:]
        found.append((tuple(own), *others.get(_key(own), ())))
    return found


def words_in(wanted: Iterable[Need]) -> list[str]:
    """Give every word that may be marked in what is found."""
    return list(dict.fromkeys(chain.from_iterable(chain.from_iterable(wanted))))


def is_korean(word: str) -> bool:
    """Say whether a word may be written with spaces inside it: 경사하강법, 경사 하강법."""
    return bool(_HANGUL.search(word))


def _others(glossary: Iterable[Mapping[str, str]]) -> dict[str, list[Alternative]]:
    """Give the words of the other language by each term without its spaces."""
    found: dict[str, list[Alternative]] = {}
    for term in glossary:
        one, other = (fold(term.get(language, "")).split() for language in LANGUAGES)
        for here, there in ((one, other), (other, one)):
            if here and there:
                found.setdefault(_key(here), []).append(tuple(there))
    return found


def _key(words: Sequence[str]) -> str:
    return _SPACE.sub("", "".join(words))
