"""Run the benchmark where it cannot touch anything: `manage.py bench` in a scratch environment."""

import signal
import subprocess
import sys

from bench import scratch
from script import venv_setup


def start() -> None:
    """Measure, clean up whatever happens, and end with the code of the benchmark."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    with scratch.environment() as environment:
        code = _measure(environment)
    sys.exit(code)


def _measure(environment: dict[str, str]) -> int:
    command = [sys.executable, str(venv_setup.ROOT / "manage.py"), "bench", *sys.argv[1:]]
    with subprocess.Popen(command, env=environment) as bench:  # noqa: S603
        try:
            return bench.wait()
        finally:
            bench.terminate()


if __name__ == "__main__":
    venv_setup.main(start)
