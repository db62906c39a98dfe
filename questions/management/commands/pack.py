"""manage.py pack check, load and export: packs as folders of files."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions import pack as packs
from questions.folder import files_of, put_into
from questions.models import Pack
from questions.pack import PackError, Problem
from questions.pack_export import export
from questions.pack_load import LoadReport, load
from questions.pack_plan import Change
from questions.pack_words import located_words

CHANGES = ("new", "revised", "moved", "rekeyed")


class Command(BaseCommand):
    """One command with three verbs; what cannot be done changes nothing and exits with 1."""

    help = "Check, load or export a pack: a folder of files (docs/formats.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a verb and what it needs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="list everything that is wrong with a pack")
        check.add_argument("path", type=Path)
        load = verbs.add_parser("load", help="make the bank say what a pack says")
        load.add_argument("path", type=Path)
        load.add_argument("--dry-run", action="store_true", help="say what would change only")
        export = verbs.add_parser("export", help="write a pack of the bank as files")
        export.add_argument("slug")
        export.add_argument("path", type=Path)

    def handle(self, *, verb: str, path: Path, **options: Any) -> None:
        """Do what the verb says; raises CommandError where that cannot be done."""
        if verb == "check":
            self._check(path)
        elif verb == "load":
            self._load(path, options["dry_run"])
        else:
            self._export(options["slug"], path)

    def _check(self, path: Path) -> None:
        found = packs.problems(_files(path))
        for problem in found:
            self.stdout.write(located_words(problem))
        if found:
            raise CommandError(f"{_many(len(found), 'problem')} in {path}.")
        self.stdout.write(f"Nothing is wrong with {path}.")

    def _load(self, path: Path, dry_run: bool) -> None:
        files = _files(path)
        try:
            report = load(packs.read(files), files, dry_run=dry_run)
        except PackError as error:
            raise CommandError(_refused(error.problems)) from error
        for line in _lines(report, dry_run):
            self.stdout.write(line)

    def _export(self, slug: str, path: Path) -> None:
        pack = Pack.objects.filter(slug=slug).first()
        if pack is None:
            known = ", ".join(Pack.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no pack {slug!r}. Packs: {known}.")
        files = export(pack)
        try:
            written, gone = put_into(path, files)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        for name in written:
            self.stdout.write(f"written: {name}")
        for name in gone:
            self.stdout.write(f"not in the pack, left alone: {name}")
        self.stdout.write(f"{_many(len(files), 'file')}, {len(written)} written to {path}.")


def _files(path: Path) -> Mapping[str, bytes]:
    try:
        return files_of(path)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    except PackError as error:
        raise CommandError(_refused(error.problems)) from error


def _refused(problems: tuple[Problem, ...]) -> str:
    return "\n".join([*map(located_words, problems), "Nothing was loaded."])


def _lines(report: LoadReport, dry_run: bool) -> list[str]:
    """Say in English what a load did or would do."""
    lines = [f"{name}: {_said(change)}" for name in CHANGES for change in getattr(report, name)]
    lines += [f"retired, left so: {_said(change)}" for change in report.retired]
    lines += [f"not in the pack, kept: {_said(change)}" for change in report.missing]
    return [*lines, _sum(report, dry_run)]


def _said(change: Change) -> str:
    was = f" (was {change.was})" if change.was else ""
    parts = dict.fromkeys(part for part, _language in change.parts)
    changed = f" ({', '.join(parts)})" if parts else ""
    return f"{change.key}{was} {change.prompt}{changed}"


def _sum(report: LoadReport, dry_run: bool) -> str:
    counted = _many(report.count, "question")
    if report.changes_nothing:
        return f"{counted}: nothing to change in pack {report.slug}."
    sums = [f"{len(getattr(report, name))} {name}" for name in CHANGES]
    sums += [f"{name} changed" for name in report.pack]
    done = "Would load" if dry_run else "Loaded"
    return f"{done} pack {report.slug}: {counted}; {', '.join(sums)}."


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
