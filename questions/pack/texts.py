"""Every text of a pack with the name of its field, as the files have it."""

from collections.abc import Iterable, Iterator, Mapping

from questions.card import SCORES, Card, Language
from questions.pack.contents import Contents, Entry

Texts = Mapping[Language, str]


def marked_up(card: Card) -> Iterator[tuple[str, Texts]]:
    """Give the texts of a card that are Markdown, with their languages, in the order of a file."""
    yield "why", card.why
    yield "answer", card.answer
    yield "probe.ask", card.probe.ask
    yield "probe.expect", card.probe.expect
    for number, hint in enumerate(card.hints, 1):
        yield f"hints.{number}", hint
    for number, point in enumerate(card.key_points, 1):
        yield f"key_points.{number}", point.text
    for score in SCORES:
        yield f"anchors.{score}", card.anchors.get(score, {})
    for number, pitfall in enumerate(card.pitfalls, 1):
        yield f"pitfalls.{number}.text", pitfall.text
        yield f"pitfalls.{number}.why", pitfall.why
        yield f"pitfalls.{number}.ask", pitfall.ask


def in_languages(card: Card) -> Iterator[tuple[str, Texts]]:
    """Give all texts that a card says in each language (not what was heard)."""
    yield "prompt", card.prompt
    for name, figure in (("figure", card.figure), ("answer_figure", card.answer_figure)):
        if figure:
            yield f"{name}.alt", figure.alt
    yield from marked_up(card)


def strings(entry: Entry) -> Iterator[tuple[str, str]]:
    """Give everything that somebody wrote in a question."""
    card = entry.card
    for where, texts in (*in_languages(card), ("heard", card.heard)):
        yield from _each(where, texts)
    for language, words in card.words.items():
        yield from ((f"words.{language}", word) for word in words)
    for number, source in enumerate(card.sources, 1):
        said = (source.authors, source.title, source.where)
        yield from ((f"sources.{number}", text) for text in said)
    for number, fact in enumerate(card.facts, 1):
        yield from ((f"facts.{number}", text) for text in (fact.text, fact.test))
    if card.checked:
        yield "checked.by", card.checked.by
        yield from (("checked.against", text) for text in card.checked.against)


def of_pack(contents: Contents) -> Iterator[tuple[str, Texts]]:
    """Give what a pack says of itself in each language."""
    yield "title", contents.title
    yield "credit", contents.credit
    yield "notes", contents.notes
    yield "closing", contents.closing
    for number, topic in enumerate(contents.topics, 1):
        yield f"topics.{number}", topic.title


def about_strings(contents: Contents) -> Iterator[tuple[str, str]]:
    """Give everything that somebody wrote about a pack."""
    yield from (("version", contents.version), ("licence", contents.licence))
    for where, texts in of_pack(contents):
        yield from _each(where, texts)
    for number, term in enumerate(contents.terms, 1):
        yield from ((f"terms.{number}", text) for text in (term.ko, term.en))


def _each(where: str, texts: Texts) -> Iterable[tuple[str, str]]:
    return ((f"{where}.{language}", text) for language, text in texts.items())
