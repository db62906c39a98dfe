"""Load a pack into the bank: one transaction, and the same pack again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from questions import pack as packs
from questions.bulk import put, revise
from questions.models import RESERVED_SLUGS, Pack, PackFile, Question, Revision, Topic
from questions.pack import Contents, PackError, Problem
from questions.pack_plan import LoadPlan, LoadReport
from questions.progress import Steps, finished

__all__ = ["LoadReport", "load", "loading"]


def load(
    contents: Contents,
    files: Mapping[str, bytes] | None = None,
    *,
    author: Any = None,
    dry_run: bool = False,
) -> LoadReport:
    """Make the bank say what the pack says, and give what changed; the pack may be new.

    `files` are those that were read, for an export to come back to; without any, those that the
    bank has stay. With `dry_run` nothing is written. Raises PackError for what cannot be taken.
    """
    return finished(loading(contents, files, author=author, dry_run=dry_run))


def loading(
    contents: Contents,
    files: Mapping[str, bytes] | None = None,
    *,
    author: Any = None,
    dry_run: bool = False,
) -> Steps[LoadReport]:
    """Do as `load` does, question by question; closed before its end, it changes nothing."""
    problems = packs.refusals(contents)
    if contents.slug in RESERVED_SLUGS:
        problems = (*problems, Problem("slug_reserved", where="slug", values={"it": contents.slug}))
    if problems:
        raise PackError(problems)
    if dry_run:
        pack = Pack.objects.filter(slug=contents.slug).first() or Pack(slug=contents.slug)
        return _plan(pack, contents).report()
    with transaction.atomic():
        return (yield from _load(contents, files, author))


def _load(contents: Contents, files: Mapping[str, bytes] | None, author: Any) -> Steps[LoadReport]:
    pack, _made = Pack.objects.select_for_update(no_key=True).get_or_create(slug=contents.slug)
    list(pack.questions.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plan = _plan(pack, contents)
    report = plan.report()
    for name, value in plan.fields.items():
        setattr(pack, name, value)
    if plan.fields:
        pack.save(update_fields=list(plan.fields))
    put(
        pack,
        topics=plan.shelf.new,
        moved_topics=plan.shelf.changed,
        places=[step.place for step in plan.steps if step.new],
        moved=plan.moved_rows,
    )
    revisions = yield from _revisions(plan, author)
    revise(pack, revisions)
    if files is not None:
        _keep(pack, packs.texts(files))
    return report


def _plan(pack: Pack, contents: Contents) -> LoadPlan:
    rows: list[Question] = []
    topics: list[Topic] = []
    if pack.pk:
        rows = list(pack.questions.in_order().select_related("current"))
        topics = list(pack.topics.all())
    return LoadPlan(pack, rows, topics, contents)


def _revisions(plan: LoadPlan, author: Any) -> Steps[list[Revision]]:
    """Make the revisions; rendering their texts is what takes the time of a load."""
    changed = [(step.question, step.card) for step in plan.steps if step.card]
    revisions = []
    for done, (question, card) in enumerate(changed, 1):
        number = question.current.number + 1 if question.current else 1
        revisions.append(Revision.of(question, card, number=number, author=author))
        yield done, len(changed)
    return revisions


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
