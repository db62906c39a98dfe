"""What becomes of an upload: it is checked, looked at, and loaded, each step by step.

Nobody loads what they did not see: what loading changes is held against what was shown, and
where the bank has moved on, nothing is loaded and the new changes are shown.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from questions import pack as packs
from questions.models import Pack, Upload
from questions.pack import Contents, PackError, Problem
from questions.pack.upload import read_upload
from questions.pack_export import about_of, contents_of
from questions.pack_load import LoadReport, rendering
from questions.pack_load import load as load_pack
from questions.progress import Steps

MAX_KEPT = 2_000
CHECK_KEPT = 24 * 60 * 60  # seconds
CHANGES = ("new", "revised", "moved", "rekeyed", "retired", "missing")

Result = TypeVar("Result")


@dataclass(frozen=True)
class Step:
    """What is being done, and how much of it is done already; `of` 0 says that nobody knows."""

    words: str
    done: int = 0
    of: int = 0


Work = Generator[Step, None, Result]


class MovedOn(Exception):
    """The bank changed since somebody saw what loading an upload would change."""


def check(upload: Upload) -> Work[str]:
    """Find what is wrong with an upload, or what loading it would change; return its address."""
    yield Step(gettext("Reading…"))
    try:
        contents, _files = _read(upload)
        found = yield from _told(gettext("Checking…"), packs.checking(contents))
        yield Step(gettext("Comparing…"))
        report = load_pack(contents, dry_run=True)
    except PackError as error:
        upload.note(_wrong(error.problems))
    else:
        upload.note(_changes(report, contents) | {"lacks": _wrong(found)})
    return upload.get_absolute_url()


def check_pack(pack: Pack) -> Work[str]:
    """Find what is wrong with a pack of the bank; return the address that shows it for a day."""
    yield Step(gettext("Reading…"))
    contents = contents_of(pack)
    found = yield from _told(gettext("Checking…"), packs.checking(contents))
    cache.set(_checked(pack), {**_wrong(found), "at": timezone.now()}, CHECK_KEPT)
    return reverse("questions:pack_check", args=[pack.slug])


def check_of(pack: Pack) -> dict[str, Any] | None:
    """Give what the last check of a pack found, and when (`at`); None where there was none."""
    found: dict[str, Any] | None = cache.get(_checked(pack))
    return found


def load(upload: Upload) -> Work[str]:
    """Load an upload, all of it or nothing; return its address, which leads on to the pack."""
    yield Step(gettext("Reading…"))
    try:
        yield from _load(upload)
    except PackError as error:
        upload.note(_wrong(error.problems))
    except MovedOn:
        yield from check(upload)
        upload.note({**(upload.result or {}), "moved_on": True})
    return upload.get_absolute_url()


def _checked(pack: Pack) -> str:
    return f"questions.check.{pack.pk}"


def _load(upload: Upload) -> Work[None]:
    contents, files = _read(upload)
    rendered = yield from _told(gettext("Loading…"), rendering(contents))
    yield Step(gettext("Saving…"))
    with transaction.atomic():
        report = load_pack(contents, files, author=upload.user, rendered=rendered)
        shown = upload.result or {}
        if any(shown.get(name) != value for name, value in _changes(report, contents).items()):
            raise MovedOn
        upload.close()


def _read(upload: Upload) -> tuple[Contents, Mapping[str, bytes] | None]:
    """Give what an upload holds, and its files where it is a folder.

    Raises PackError with all that is wrong where something keeps it from being loaded.
    """
    read = read_upload(upload.name, bytes(upload.data), _about(upload))
    if packs.refusals(read.contents):
        raise PackError(packs.check(read.contents))
    questions = tuple(packs.preorder(read.contents.questions))
    return read.contents.model_copy(update={"questions": questions}), read.files or None


def _about(upload: Upload) -> Contents:
    """Give what a table does not say of itself: the pack that it goes into, or a new one."""
    pack = Pack.objects.filter(slug=upload.into).first() if upload.into else None
    if pack:
        return about_of(pack).model_copy(update={"slug": pack.slug})
    title = {upload.language: upload.title}
    slug = Pack.objects.free_slug(upload.title)
    languages = (upload.language,)
    return Contents.model_validate(
        {"slug": slug, "title": title, "language": upload.language, "languages": languages}
    )


def _told(words: str, steps: Steps[Result]) -> Work[Result]:
    """Say in words what is being done; closing this closes the work."""
    yield Step(words)
    with closing(steps):
        while True:
            try:
                done, of = next(steps)
            except StopIteration as end:
                result: Result = end.value
                return result
            yield Step(words, done, of)


def _changes(report: LoadReport, contents: Contents) -> dict[str, Any]:
    """Give what a report says as JSON, with prompts in all their languages."""
    prompts = {entry.key: entry.card.prompt for entry in contents.questions}
    changes: dict[str, Any] = {
        name: [
            {
                "key": change.key,
                "was": change.was,
                "prompt": prompts.get(change.key, {contents.language: change.prompt}),
                "parts": [list(part) for part in change.parts],
                "standings": list(change.standings),
            }
            for change in getattr(report, name)
        ]
        for name in CHANGES
    }
    changes["pack"] = list(report.pack)
    title = contents.title
    return {"slug": report.slug, "title": title, "count": report.count, "changes": changes}


def _wrong(problems: tuple[Problem, ...]) -> dict[str, Any]:
    kept = [_keepable(asdict(problem)) for problem in problems[:MAX_KEPT]]
    return {"problems": kept, "count": len(problems)}


def _keepable(value: Any) -> Any:
    """Give a value as the database can keep it: no NUL, no half characters, nothing very long."""
    if isinstance(value, Mapping):
        return {name: _keepable(inner) for name, inner in value.items()}
    if isinstance(value, int | float):
        return value
    text = str(value)[:300].encode("utf-8", "replace").decode()
    return text.replace("\0", "\ufffd")
