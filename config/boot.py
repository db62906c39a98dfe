"""What has to be in place before the first request, each made only where it is missing."""

import errno
import hashlib
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

ANYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104  addresses that mean every network


class CannotStart(Exception):
    """The server cannot start; the message says why, in one line for people."""


def listen(host: str, port: int) -> socket.socket:
    """Give a socket that takes connections already. Raises CannotStart where none can be had."""
    if not 0 <= port <= 65535:
        raise CannotStart(f"There is no port {port}: ports go from 1 to 65535. Check --port.")
    try:
        family, kind, proto, _name, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise CannotStart(f"There is no address by the name {host!r}. Check --host.") from error
    listener = socket.socket(family, kind, proto)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise CannotStart(_why_not(error, host, port)) from error
    return listener


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use, perhaps by another Kkori. "
            f"Take another one: --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is for the system's own services. Take another one: --port 8000"
    return f"Cannot serve on {host} port {port}: {error.strerror}. Check --host and --port."


@contextmanager
def usable_database() -> Iterator[None]:
    """Turn what the database cannot do in here, as on a full disk, into CannotStart."""
    try:
        yield
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotStart(f"Cannot use the database {_place()}: {reason}") from error


def prepare_database() -> None:
    """Bring the tables and the HTML of cards up to date, and forget sessions that are over."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("render", verbosity=0)
    call_command("clearsessions", verbosity=0)


def _place() -> str:
    """Name the database without its password."""
    place = connection.settings_dict
    server = f" on {place['HOST'] or 'the local socket'}" if connection.vendor != "sqlite" else ""
    return f"{place['NAME']}{server}"


def prepare_static_files() -> None:
    """Collect the static files, unless none changed since they were collected last.

    Raises CannotStart where they cannot be written.
    """
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = fingerprint(_static_files())
    try:
        if not stamp.exists() or stamp.read_text() != now:
            call_command("collectstatic", clear=True, interactive=False, verbosity=0)
            stamp.write_text(now)
    except OSError as error:
        raise CannotStart(f"Cannot write to {settings.STATIC_ROOT}: {error.strerror}") from error


def _static_files() -> Iterable[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def fingerprint(files: Iterable[tuple[str, Path]]) -> str:
    """Sum up names, sizes and times of change; equal sums mean that no file changed."""
    known = sorted((name, *_size_and_time(path)) for name, path in files)
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _size_and_time(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns
