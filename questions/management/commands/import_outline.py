"""manage.py import_outline FILE --pack SLUG: bring a plain-text outline into a pack."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug

from questions import outline
from questions.card import LANGUAGES
from questions.outline_import import ImportReport, import_outline, preview


class Command(BaseCommand):
    """Imports one file in one transaction; an error changes nothing and exits with 1."""

    help = "Import a plain-text outline (docs/formats.md) into a pack. Answers come in as heard."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--pack", required=True, metavar="SLUG", type=_slug)
        parser.add_argument("--language", default="ko", choices=LANGUAGES)
        parser.add_argument("--dry-run", action="store_true", help="say what would change only")

    def handle(self, *, file: Path, pack: str, language: str, dry_run: bool, **_: Any) -> None:
        try:
            read = outline.decode(file.read_bytes())
            source = outline.parse(read.text)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except outline.OutlineError as error:
            problems = "\n".join(f"{file}: {problem}" for problem in error.problems)
            raise CommandError(f"{problems}\nNothing was imported.") from error
        carry_out = preview if dry_run else import_outline
        report = carry_out(pack, source, language=language)
        self.stdout.write(f"{file}: read as {read.encoding}.")
        for line in _lines(report, dry_run):
            self.stdout.write(line)


def _slug(text: str) -> str:
    validate_slug(text)
    return text


def _lines(report: ImportReport, dry_run: bool) -> list[str]:
    """Say in English what an import did or would do."""
    counted = f"{len(report.outline.chains)} chains, {report.outline.count} questions"
    lines = [str(finding) for finding in report.outline.findings]
    for word in ("new", "revised", "moved"):
        changes = getattr(report, word)
        lines += [
            f"{word} {change.path} (line {change.line}): {change.prompt}" for change in changes
        ]
    lines += [f"not in the file, kept: {prompt}" for prompt in report.missing]
    sums = ", ".join(f"{len(getattr(report, word))} {word}" for word in ("new", "revised", "moved"))
    done = "Would import" if dry_run else "Imported"
    if report.changes_nothing:
        return [*lines, f"{counted}: nothing to change in pack {report.slug}."]
    return [*lines, f"{done} into pack {report.slug}: {counted}; {sums}."]
