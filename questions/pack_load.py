"""Load a pack into the bank: one transaction, and the same pack again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from questions import pack as packs
from questions import sheet
from questions.bulk import put, revise
from questions.card import Card
from questions.folder import digest_of
from questions.models import RESERVED_SLUGS, Pack, PackFile, Question, Revision, Topic
from questions.pack import Contents, PackError, Problem
from questions.pack_plan import LoadPlan, LoadReport, Step
from questions.progress import Steps, finished

__all__ = ["LoadReport", "Rendered", "load", "rendering"]

Rendered = Mapping[str, tuple[Card, dict[str, Any]]]


def load(
    contents: Contents,
    files: Mapping[str, bytes] | None = None,
    *,
    author: Any = None,
    dry_run: bool = False,
    rendered: Rendered | None = None,
) -> LoadReport:
    """Make the bank say what the pack says, and give what changed; the pack may be new.

    `files` are those that were read, for an export to come back to; without any, those that the
    bank has stay. With `dry_run` nothing is written. Raises PackError for what cannot be taken.
    """
    _require_takeable(contents)
    if dry_run:
        return _plan(_pack(contents), contents).report()
    if rendered is None:
        rendered = finished(rendering(contents))
    return _load(contents, files, author, rendered)


def rendering(contents: Contents) -> Steps[Rendered]:
    """Make the HTML of all cards that a load would change, by the keys of their questions.

    It is what takes the time of a load: done before, the load holds the database for a moment only.
    """
    _require_takeable(contents)
    changed = [step for step in _plan(_pack(contents), contents).steps if step.card]
    rendered: dict[str, tuple[Card, dict[str, Any]]] = {}
    for done, step in enumerate(changed, 1):
        if step.card:
            rendered[step.entry.key] = step.card, sheet.of(step.card)
        yield done, len(changed)
    return rendered


@transaction.atomic
def _load(
    contents: Contents, files: Mapping[str, bytes] | None, author: Any, rendered: Rendered
) -> LoadReport:
    pack, _made = Pack.objects.select_for_update(no_key=True).get_or_create(slug=contents.slug)
    list(pack.questions.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plan = _plan(pack, contents)
    report = plan.report()
    texts = None if files is None else packs.texts(files)
    fields = dict(plan.fields)
    if texts is not None and pack.digest != digest_of(texts):
        fields["digest"] = digest_of(texts)
    for name, value in fields.items():
        setattr(pack, name, value)
    if fields:
        pack.save(update_fields=list(fields))
    put(
        pack,
        topics=plan.shelf.new,
        moved_topics=plan.shelf.changed,
        places=[step.place for step in plan.steps if step.new],
        moved=plan.moved_rows,
    )
    revise(pack, [_revision(step, step.card, author, rendered) for step in plan.steps if step.card])
    if texts is not None:
        _keep(pack, texts)
    return report


def _require_takeable(contents: Contents) -> None:
    problems = packs.refusals(contents)
    if contents.slug in RESERVED_SLUGS:
        problems = (*problems, Problem("slug_reserved", where="slug", values={"it": contents.slug}))
    if problems:
        raise PackError(problems)


def _pack(contents: Contents) -> Pack:
    return Pack.objects.filter(slug=contents.slug).first() or Pack(slug=contents.slug)


def _plan(pack: Pack, contents: Contents) -> LoadPlan:
    rows: list[Question] = []
    topics: list[Topic] = []
    if pack.pk:
        rows = list(pack.questions.in_order().with_cards())
        topics = list(pack.topics.all())
    return LoadPlan(pack, rows, topics, contents)


def _revision(step: Step, card: Card, author: Any, rendered: Rendered) -> Revision:
    question = step.question
    number = question.current.number + 1 if question.current else 1
    known, html = rendered.get(step.entry.key, (None, None))
    html = html if known == card else None
    return Revision.of(question, card, number=number, author=author, html=html)


def _keep(pack: Pack, texts: Mapping[str, str]) -> None:
    """Keep the files as they are; rows of files that are the same stay."""
    stored = dict(pack.files.values_list("path", "text"))
    changed = [path for path, text in stored.items() if texts.get(path) != text]
    pack.files.filter(path__in=changed).delete()
    PackFile.objects.bulk_create(
        PackFile(pack=pack, path=path, text=text)
        for path, text in texts.items()
        if stored.get(path) != text
    )
