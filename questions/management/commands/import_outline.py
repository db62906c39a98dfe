"""manage.py import_outline FILE --pack SLUG: bring a plain-text outline into a pack."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug

from questions import outline
from questions.card import LANGUAGES
from questions.models import RESERVED_SLUGS
from questions.outline_import import ImportReport, import_outline, preview

CHANGES = ("new", "revised", "moved")
LEFT = {
    "retired": "retired, left so",
    "cleared": "heard answer gone, as the file has none",
}


class Command(BaseCommand):
    """Imports one file in one transaction; an error changes nothing and exits with 1."""

    help = "Import a plain-text outline (docs/formats.md) into a pack. Answers come in as heard."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the pack and its language."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--pack", required=True, metavar="SLUG", help="made if it is missing")
        parser.add_argument("--language", default="ko", choices=LANGUAGES)
        parser.add_argument("--dry-run", action="store_true", help="say what would change only")

    def handle(self, *, file: Path, pack: str, language: str, dry_run: bool, **_: Any) -> None:
        """Import, or with `dry_run` look; raises CommandError for what cannot be imported."""
        _check_slug(pack)
        read, source = _read(file)
        report = (preview if dry_run else import_outline)(pack, source, language=language)
        self.stdout.write(f"{file}: read as {read.encoding}.")
        for line in _lines(report, dry_run):
            self.stdout.write(line)


def _check_slug(slug: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise CommandError(f"--pack {slug!r}: use letters, digits, hyphens.") from error
    if slug in RESERVED_SLUGS:
        raise CommandError(f"--pack {slug!r}: a page stands at this address. Choose another one.")


def _read(file: Path) -> tuple[outline.Decoded, outline.Outline]:
    try:
        size = file.stat().st_size
        if size > outline.MAX_BYTES:
            limits = {"size": size, "limit": outline.MAX_BYTES}
            raise outline.OutlineError([outline.Problem(0, "too_large", limits)])
        read = outline.decode(file.read_bytes())
        return read, outline.parse(read.text)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Nothing was imported.") from error
    except outline.OutlineError as error:
        problems = "\n".join(f"{file}: {problem}" for problem in error.problems)
        raise CommandError(f"{problems}\nNothing was imported.") from error


def _lines(report: ImportReport, dry_run: bool) -> list[str]:
    """Say in English what an import did or would do."""
    lines = [str(finding) for finding in report.outline.findings]
    for name in (*CHANGES, *LEFT):
        for change in getattr(report, name):
            word = LEFT.get(name, name)
            lines.append(f"{word}: {change.path} (line {change.line}) {change.prompt}")
    lines += [f"not in the file, kept: {prompt}" for prompt in report.missing]
    return [*lines, _sum(report, dry_run)]


def _sum(report: ImportReport, dry_run: bool) -> str:
    chains, questions = len(report.outline.chains), report.outline.count
    counted = f"{_many(chains, 'chain')}, {_many(questions, 'question')}"
    if report.changes_nothing:
        return f"{counted}: nothing to change in pack {report.slug}."
    sums = [f"{len(getattr(report, name))} {name}" for name in CHANGES]
    sums += [f"{name} changed" for name in report.pack]
    done = "Would import" if dry_run else "Imported"
    return f"{done} into pack {report.slug}: {counted}; {', '.join(sums)}."


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
