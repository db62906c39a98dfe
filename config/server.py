"""The web server inside `manage.py serve`: gunicorn with one process of threads."""

import signal
import socket
import struct
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

THREADS = 8
SLOWEST_SENDER = 20  # seconds that a thread waits for the next byte of a request


def run(listener: socket.socket, when_ready: Callable[[], None]) -> None:
    """Take the listening socket over and serve until a signal says stop; call `when_ready` once."""
    # Connections inherit it; without it, a few half-sent requests would hold all threads for ever.
    patience = struct.pack("ll", SLOWEST_SENDER, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
    _Stoppable(_Site(listener, when_ready)).run()


class _Site(BaseApplication):
    def __init__(self, listener: socket.socket, when_ready: Callable[[], None]) -> None:
        self.options: dict[str, Any] = {
            "bind": f"fd://{listener.detach()}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: when_ready(),
            "post_worker_init": _leave_ctrl_c_to_the_parent,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_wsgi_application()


class _Stoppable(Arbiter):
    """Stops by Ctrl-C as by SIGTERM: what is being answered is answered first."""

    handle_int = Arbiter.handle_term


def _leave_ctrl_c_to_the_parent(_worker: object) -> None:
    """A terminal sends Ctrl-C to both; the parent then ends the worker gently."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
