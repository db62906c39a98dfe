"""Where this machine keeps a Chromium or Chrome for the browser tests."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """Give the path of a browser: the one that KKORI_CHROMIUM names, else a usual one; or None."""
    if named := os.environ.get("KKORI_CHROMIUM"):
        return shutil.which(named)
    found = (shutil.which(name) for name in NAMES + APPS)
    return next((path for path in found if path), None)


def can_install() -> bool:
    """Say whether this is Debian or Ubuntu, and whether root asks."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> None:
    """Install Debian's package; whether that helped is for `find` to say."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet", *step], env=environment, check=False)
