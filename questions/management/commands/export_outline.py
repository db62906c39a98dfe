"""manage.py export_outline SLUG: write a pack as a plain-text outline."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions.models import Pack
from questions.outline_import import export_outline


class Command(BaseCommand):
    """Prints the outline; importing it again changes nothing."""

    help = "Write a pack's questions and heard answers to standard output as an outline."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")

    def handle(self, *, slug: str, **_: Any) -> None:
        try:
            pack = Pack.objects.get(slug=slug)
        except Pack.DoesNotExist as error:
            known = ", ".join(Pack.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no pack {slug!r}. Packs: {known}.") from error
        self.stdout.write(export_outline(pack), ending="")
