"""Bring an outline into a pack, and write a pack as an outline.

An import is one transaction. Questions that are in the pack already are recognised, so that a
changed file makes revisions and the same file changes nothing. Answers come in as "heard".
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction

from questions import outline, tree
from questions.bulk import put, revise
from questions.card import Card
from questions.models import Pack, Question, Revision, Topic
from questions.outline_plan import ImportReport, Plan, Step, shown

__all__ = ["ImportReport", "export_outline", "import_outline", "preview"]


@transaction.atomic
def import_outline(
    slug: str, source: outline.Outline, *, language: str, title: str = "", author: Any = None
) -> ImportReport:
    """Make the pack say what the outline says, and give what changed. The pack may be new."""
    pack, _made = Pack.objects.select_for_update(no_key=True).get_or_create(
        slug=slug, defaults={"language": language, "title": {language: title or slug}}
    )
    list(pack.questions.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plan = _plan(pack, source, language)
    report = plan.report()
    _keep_notes(plan)
    _put(plan)
    revise(plan.pack, [_revision(step, step.card, author) for step in plan.steps if step.card])
    return report


def preview(slug: str, source: outline.Outline, *, language: str) -> ImportReport:
    """Give what an import would change, and change nothing."""
    pack = Pack.objects.filter(slug=slug).first() or Pack(slug=slug)
    return _plan(pack, source, language).report()


def export_outline(pack: Pack) -> str:
    """Write the pack's questions in use, in its own language, as an outline."""
    rows = pack.questions.active().in_order().with_cards()
    chains: dict[int | None, list[outline.Item]] = defaultdict(list)
    for node in tree.build(rows, lambda q: q.pk, lambda q: q.parent_id):
        chains[node.item.topic_id].append(_item(node, pack.language))
    titles: dict[int | None, str] = {None: ""}
    titles |= {topic.pk: shown(topic.title, pack.language) for topic in pack.topics.all()}
    return outline.write(
        outline.Outline(
            notes_before=shown(pack.notes, pack.language),
            notes_after=shown(pack.closing, pack.language),
            topics=tuple(
                outline.Topic(title, tuple(chains[pk]))
                for pk, title in titles.items()
                if chains[pk]
            ),
        )
    )


def _plan(pack: Pack, source: outline.Outline, language: str) -> Plan:
    rows: list[Question] = []
    topics: list[Topic] = []
    if pack.pk:
        rows = list(pack.questions.in_order().with_cards())
        topics = list(pack.topics.all())
    return Plan(pack, rows, topics, source, language)


def _item(node: tree.Node[Question], language: str) -> outline.Item:
    card = node.item.current.content
    return outline.Item(
        prompt=shown(card["prompt"], language),
        heard=shown(card["heard"], language) or None,
        children=tuple(_item(child, language) for child in node.children),
    )


def _keep_notes(plan: Plan) -> None:
    """Write the pack's own texts where they change."""
    changes = plan.notes()
    for name, texts in changes.items():
        setattr(plan.pack, name, texts)
    if changes:
        plan.pack.save(update_fields=list(changes))


def _put(plan: Plan) -> None:
    """Save topics and questions in their places; what is new gets a key below its parent's."""
    keys = tree.Keys(row.key for row in plan.rows)
    new = [step.place for step in plan.steps if step.one.id is None]
    for place in new:
        place.question.key = keys.next(place.parent.question.key if place.parent else None)
    put(
        plan.pack,
        topics=plan.new_topics,
        moved_topics=plan.moved_topics,
        places=new,
        moved=plan.moved_rows,
    )


def _revision(step: Step, card: Card, author: Any) -> Revision:
    question = step.question
    number = question.current.number + 1 if question.current else 1
    return Revision.of(question, card, number=number, author=author)
