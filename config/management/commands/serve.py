"""`manage.py serve`: everything from an empty folder to a running site."""

import os
import sqlite3
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, connections

from accounts.models import Invitation, User
from config import boot, server, sqlite
from interview.demo import make_demo
from questions.shipping import load_shipped_packs


class Command(BaseCommand):
    """Prepare what is missing, say where to look, serve until told to stop."""

    help = "Start Kkori. A second start changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options; script/run passes its own on."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-demo", dest="demo", action="store_false", help="make no demo interview"
        )

    def handle(self, *, host: str, port: int, demo: bool, **_options: object) -> None:
        """Run; what stands in the way is said in one line, with exit code 1."""
        try:
            home = address(host, port)
            with boot.listen(host, port) as listener:
                with boot.usable_database():
                    self.prepare(demo)
                    self.warn(host)
                    allow(host)
                    line = greeting(home)
                connections.close_all()
                server.run(listener, when_ready=lambda: self.say(line))
        except boot.CannotStart as problem:
            self.stderr.write(str(problem))
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(130)

    def prepare(self, demo: bool) -> None:
        """Bring database, static files, packs and, until there is an owner, the demo in place.

        Raises CannotStart or OperationalError.
        """
        boot.prepare_database()
        boot.prepare_static_files()
        load_shipped_packs()
        if demo and not User.objects.exists():
            make_demo()

    def warn(self, host: str) -> None:
        """Say what the operator should know, one line each."""
        old = sqlite.journal_mode(sqlite3.sqlite_version_info) != "WAL"
        if connection.vendor == "sqlite" and old:
            self.stderr.write(
                f"SQLite {sqlite3.sqlite_version} has a bug that can damage a WAL database: "
                "using journal_mode=TRUNCATE, safe but slower."
            )
        if host in boot.ANYWHERE and "ALLOWED_HOSTS" not in os.environ:
            self.stderr.write(
                "Other machines are refused until ALLOWED_HOSTS names this one as they call it, "
                "for example ALLOWED_HOSTS=kkori.example.org,127.0.0.1"
            )

    def say(self, line: str) -> None:
        """Print a line at once."""
        self.stdout.write(line)
        self.stdout.flush()


def allow(host: str) -> None:
    """Answer requests that call this machine by the name it was told to listen on."""
    if host not in boot.ANYWHERE:
        settings.ALLOWED_HOSTS.append(in_url(host))


def address(host: str, port: int) -> str:
    """Give the address that a browser opens. Raises CannotStart where the site has no name."""
    if settings.HTTPS:
        if not settings.ALLOWED_HOSTS:
            raise boot.CannotStart(
                "KKORI_HTTPS needs the name of the site, for example "
                "ALLOWED_HOSTS=kkori.example.org"
            )
        return f"https://{settings.ALLOWED_HOSTS[0]}"
    name = "127.0.0.1" if host in boot.ANYWHERE else in_url(host)
    return f"http://{name}:{port}"


def in_url(host: str) -> str:
    """Put an IPv6 address into brackets, as addresses of pages have it."""
    return f"[{host}]" if ":" in host else host


def greeting(home: str) -> str:
    """Say where Kkori runs and, while it has no owner, by which link to become that."""
    invitation = Invitation.objects.for_owner()
    if not invitation:
        return f"Kkori is running at {home}"
    link = home + invitation.get_absolute_url()
    return f"Kkori is running at {home} - open {link} to make the owner's account"
