"""Finding a Python that is new enough. This file, script/run and script/test parse on Python 3.6,
so that an old one can say what is missing."""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")


def require():
    """Return on Python 3.11 or newer; else start the script again with one, or end it."""
    if sys.version_info[:2] >= NEEDED:
        return
    for path in filter(None, map(shutil.which, NAMES)):
        if works(path):
            os.execv(path, [path] + sys.argv)  # noqa: RUF005, S606
    sys.exit(message(sys.version_info, sys.executable))


def works(path):
    """Say whether the program at the path is a Python that is new enough."""
    check = f"import sys; sys.exit(sys.version_info[:2] < {NEEDED})"
    return subprocess.call([path, "-c", check], stderr=subprocess.DEVNULL) == 0


def message(version, path):
    """Say which Python was found and which is needed, in one line."""
    return f"Kkori needs Python 3.11 or newer; found {version[0]}.{version[1]} at {path}"
