"""The parts of the test suite, each a process of its own."""

import os
import subprocess
import tempfile
from pathlib import Path

from script import chromium
from script.venv_setup import Failure

PARTS = {"unit": "not browser", "browser": "browser"}  # name, and pytest's -m
# A browser on a busy machine is late now and then: what failed is run once more, and named.
AGAIN = {"unit": [], "browser": ["--reruns", "1"]}
# What an operator sets for a running site must not change what the tests see.
OPERATORS = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_URL", "KKORI_DEBUG", "KKORI_HTTPS")
NOTHING_COLLECTED = 5
NO_BROWSER = (
    "The browser tests need Chromium or Chrome, and this machine has none. Install one, "
    "or name it: KKORI_CHROMIUM=/path/to/chrome. Without a browser: script/test unit"
)


def chosen(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Split a command line into the parts to run and what pytest gets."""
    if arguments and arguments[0] in PARTS:
        return arguments[:1], arguments[1:]
    return list(PARTS), arguments


def run(python: Path, parts: list[str], arguments: list[str]) -> int:
    """Run the parts, all of them even when one fails; give the exit code. Raises Failure."""
    if "browser" in parts:
        _have_browser()
    with tempfile.TemporaryDirectory(prefix="kkori-test-") as folder:
        return verdict([_pytest(python, part, arguments, folder) for part in parts], arguments)


def verdict(codes: list[int], arguments: list[str]) -> int:
    """Make one exit code of pytest's: a part may be empty only where arguments chose the tests."""
    if arguments and set(codes) != {NOTHING_COLLECTED}:
        codes = [code for code in codes if code != NOTHING_COLLECTED]
    return max(codes)


def _pytest(python: Path, part: str, arguments: list[str], data_dir: str) -> int:
    print(f"== {part} tests", flush=True)
    environment = {name: text for name, text in os.environ.items() if name not in OPERATORS}
    environment["KKORI_DATA_DIR"] = data_dir
    command = ["-m", "pytest", "-m", PARTS[part], *AGAIN[part], *arguments]
    return subprocess.run([python, *command], env=environment, check=False).returncode


def _have_browser() -> None:
    if chromium.find() is None and chromium.can_install():
        print("Installing chromium ...", flush=True)
        chromium.install()
    if chromium.find() is None:
        raise Failure(NO_BROWSER)
