"""The real server in a process of its own."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from config.settings import BASE_DIR


@contextmanager
def running() -> Iterator[str]:
    """Serve on a free port of this machine with `manage.py serve`; give host and port."""
    port = _free_port()
    command = [sys.executable, "manage.py", "serve", "--no-demo", "--port", str(port)]
    with subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE) as server:  # noqa: S603
        try:
            if not server.stdout or not server.stdout.readline():
                raise CommandError("The server did not start.")
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
