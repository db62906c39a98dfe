"""`manage.py bench`: all measurements, printed as tables. For a scratch environment only."""

import os
import platform
import signal
import sys
from argparse import ArgumentParser
from dataclasses import dataclass

from django.core.management.base import BaseCommand
from django.db import connection, connections

from bench import growth, outlines, pages, server, stage
from bench.browser import Browser
from bench.models import Row
from config import boot
from interview.models import Seat


@dataclass(frozen=True)
class Scale:
    """How much is measured: questions of the large outline, rounds of pages, rounds of saves."""

    questions: int
    pages: int
    saves: int


FULL = Scale(questions=5000, pages=40, saves=400)
QUICK = Scale(questions=320, pages=3, saves=10)


class Command(BaseCommand):
    """Measures the importer here, and pages and saves on a server of its own."""

    help = "Measure how quick Kkori is on this machine. Start it by script/bench."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what script/bench passes on."""
        parser.add_argument("--quick", action="store_true", help="fewer and smaller rounds")

    def handle(self, *, quick: bool, **_options: object) -> None:
        """Print each table as soon as it is there."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _frame: sys.exit(128 + number))
        scale = QUICK if quick else FULL
        boot.prepare_database()
        with connection.schema_editor() as editor:
            editor.create_model(Row)
        self.say(machine())
        self.say(outlines.measure(scale.questions))
        self.measure_site(scale)

    def measure_site(self, scale: Scale) -> None:
        """Set the stage, start the server, measure pages, saves and queries."""
        user, kits = stage.make_user(), stage.make_kits()
        kit = kits[64]
        seats: dict[str, Seat] = {
            "fresh": stage.make_seat(kit, user),
            "full": stage.make_seat(kit, user, 500),
            "handed in": stage.make_seat(kit, user, 500, handed_in=True),
        }
        with server.running() as place:
            browser = Browser(place, user)
            self.say(pages.measure_pages(browser, seats, scale.pages))
            self.say(pages.measure_save(browser, seats["full"], scale.saves))
            self.say(growth.measure(browser, user, kits))
        connections.close_all()

    def say(self, text: str) -> None:
        """Print a block at once."""
        self.stdout.write(f"{text}\n\n")
        self.stdout.flush()


def machine() -> str:
    """Say in one line on what was measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"Python {platform.python_version()}"
    return f"{cores} cores, {platform.system()}, {python}, {_database()}"


def _database() -> str:
    return f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
