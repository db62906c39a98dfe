"""docs/licences.md names the licence of every package that a start installs."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = re.findall(
    r"^([\w-]+)(?:\[\w+\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE
)
LISTED = dict(
    re.findall(r"^\| ([\w-]+) \| (.+) \|$", (ROOT / "docs/licences.md").read_text(), re.MULTILINE)
)
# The packages that state no licence, or one without its exact name; these are what their files say.
READ_IN_THE_FILES = {
    "django-csp": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdit-py-plugins": "MIT",
    "mdurl": "MIT",
    "pysqlite3": "Zlib",
    "sqlparse": "BSD-3-Clause",
}


def test_every_package_is_listed_once_in_order():
    assert list(LISTED) == ["package", *PACKAGES]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_licence_is_what_the_package_itself_says(package):
    assert LISTED[package] == READ_IN_THE_FILES.get(package) or stated(package)


def test_only_the_driver_of_postgresql_is_not_permissive():
    permissive = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "PSF-2.0", "Zlib"}
    asks_more = [p for p in PACKAGES if not permissive & set(LISTED[p].split(" OR "))]
    assert asks_more == ["psycopg", "psycopg-binary"]


def stated(package: str) -> str:
    """Give the licence in a package's metadata; skip the test where it is for other machines."""
    try:
        about = metadata(package)
    except PackageNotFoundError:
        pytest.skip("not for this machine")
    return about["License-Expression"] or about["License"]
