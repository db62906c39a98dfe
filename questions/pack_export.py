"""Write a pack of the bank as files: what was loaded and not changed comes back byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from questions import tree
from questions.card import Card, Figure
from questions.models import Pack, Question
from questions.pack import Contents, Entry, Heading, write
from questions.pack.limits import FIGURES
from questions.pack_plan import FIELDS


def export(pack: Pack) -> dict[str, bytes]:
    """Give the files of the pack by their paths."""
    return write(contents_of(pack), dict(pack.files.values_list("path", "text")))


def contents_of(pack: Pack) -> Contents:
    """Give all that the pack says; retired questions, and what is below them, are left out."""
    headings = dict(_headings(pack))
    rows = pack.questions.active().in_order().with_cards()
    nodes = tree.build(rows, lambda q: q.pk, lambda q: q.parent_id)
    about = _about(pack, headings.values())
    return about.model_copy(update={"questions": tuple(_entries(nodes, headings))})


def about_of(pack: Pack) -> Contents:
    """Give what the pack says of itself and its topics, without questions."""
    return _about(pack, dict(_headings(pack)).values())


def _about(pack: Pack, headings: Iterable[Heading]) -> Contents:
    said = {name: getattr(pack, name) for name in FIELDS}
    slug = slugify(pack.slug.replace("_", "-")) or "pack"
    return Contents.model_validate({**said, "slug": slug, "topics": tuple(headings)})


def _headings(pack: Pack) -> Iterator[tuple[int, Heading]]:
    """Give the topics by their primary keys; one without a key gets one from its title."""
    topics = list(pack.topics.all())
    taken = {topic.key for topic in topics}
    for number, topic in enumerate(topics, 1):
        key = topic.key or slugify(topic.title.get("en", ""))[:70]
        if not topic.key and (not key or key in taken):
            key = f"topic-{number}"
        taken.add(key)
        yield topic.pk, Heading(key=key, title=topic.title)


def _entries(
    nodes: tuple[tree.Node[Question], ...], headings: dict[int, Heading]
) -> Iterator[Entry]:
    keys = {node.item.pk: node.item.key for node in tree.walk(nodes)}
    pictures: dict[str, str] = {}
    for question in (node.item for node in tree.walk(nodes)):
        heading = headings.get(question.topic_id or 0) if question.parent_id is None else None
        yield Entry(
            key=question.key,
            parent=keys.get(question.parent_id or 0),
            topic=heading.key if heading else None,
            card=_with_files(question.card, question.key, pictures),
        )


def _with_files(card: Card, key: str, pictures: dict[str, str]) -> Card:
    """Give each figure a file of its own: two of one name with other pictures get other names."""
    figures = {
        name: _with_file(figure, f"{key.replace('/', '-')}{end}", pictures)
        for name, end, figure in (
            ("figure", "", card.figure),
            ("answer_figure", "-answer", card.answer_figure),
        )
        if figure
    }
    return card.model_copy(update=figures)


def _with_file(figure: Figure, name: str, pictures: dict[str, str]) -> Figure:
    file, number = figure.file, 1
    while not FIGURES.fullmatch(file) or pictures.get(file, figure.svg) != figure.svg:
        file = f"figures/{name}{'' if number == 1 else f'-{number}'}.svg"
        number += 1
    pictures[file] = figure.svg
    return figure.model_copy(update={"file": file})
