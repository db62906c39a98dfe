"""The project's virtual environment: made once, brought up to date when a lock file changes."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_CONNECTION = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


class Failure(Exception):
    """Something stands in the way; the message says what, and what to do, in one line."""


def main(steps: Callable[[], None]) -> None:
    """Run the steps of a script: a failure ends it in one line, Ctrl-C without a word."""
    try:
        steps()
    except Failure as failure:
        sys.exit(str(failure))
    except OSError as error:
        sys.exit(f"Cannot use {error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        sys.exit(130)


class Environment:
    """A `.venv` folder with what lock files name, in the versions that they name.

    What only an earlier lock file named stays until the folder is made anew.
    """

    def __init__(self, folder: Path = ROOT / ".venv") -> None:
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.unfinished = folder / "unfinished"

    def install(self, lock: Path) -> Path:
        """Install what the lock file names, unless that was done; give the Python.

        What an interrupted start left behind is made anew. Raises Failure.
        """
        with _alone(self.folder.parent):
            if not self._has(lock):
                if self.unfinished.exists() or not _runs(self.python, "-m", "pip", "--version"):
                    self._make()
                self._fill(lock)
        return self.python

    def _has(self, lock: Path) -> bool:
        stamp = self._stamp(lock)
        return (
            not self.unfinished.exists()
            and stamp.exists()
            and stamp.read_text() == self._sum(lock)
            and os.access(self.python, os.X_OK)
        )

    def _make(self) -> None:
        if not _runs(sys.executable, "-c", "import venv, ensurepip"):
            raise Failure(no_venv_module(sys.executable))
        self.folder.mkdir(exist_ok=True)
        self.unfinished.touch()
        print("Making .venv ...", flush=True)
        for left in self.folder.iterdir():
            if left != self.unfinished:
                _remove(left)
        made = _run(sys.executable, "-m", "venv", self.folder)
        if made.returncode:
            raise Failure(f"Cannot make .venv: {_last_line(made.stdout)}")

    def _fill(self, lock: Path) -> None:
        print(f"Installing {lock.name}, about a minute the first time ...", flush=True)
        self.unfinished.touch()
        done = _run(
            *(self.python, "-m", "pip", "install", "--quiet", "--no-input", "--retries", "2"),
            *("--disable-pip-version-check", "--require-hashes", "-r", lock),
        )
        if done.returncode:
            raise Failure(why_pip_failed(done.stdout, lock))
        self._stamp(lock).write_text(self._sum(lock))
        self.unfinished.unlink()

    def _stamp(self, lock: Path) -> Path:
        return self.folder / f"{lock.stem}.stamp"

    def _sum(self, lock: Path) -> str:
        """Sum up what the environment is made of: the lock and the Python beneath."""
        beneath = os.path.realpath(self.python)
        return hashlib.sha256(lock.read_bytes() + beneath.encode()).hexdigest()


def no_venv_module(python: str) -> str:
    """Say that this Python cannot make environments, and what helps."""
    return f"{python} has no venv module. On Debian or Ubuntu: apt install python3-venv"


def why_pip_failed(output: str, lock: Path) -> str:
    """Turn what pip printed into one line."""
    if _has_no_network(output):
        return (
            f"Cannot reach the Python package index to install {lock.name}. "
            "Check the network and start again."
        )
    return f"Cannot install {lock.name}: {_last_line(output)}"


def _has_no_network(output: str) -> bool:
    """Say whether pip ended for want of a connection.

    "from versions: none" alone also means that no version fits this Python.
    """
    ending = "from versions: none" in output
    said = output if ending else _last_line(output)
    return any(sign in said for sign in NO_CONNECTION)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one start at a time work on the environment in this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def _runs(*command: str | Path) -> bool:
    try:
        return _run(*command).returncode == 0
    except OSError:
        return False


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no reason given"])[-1]
