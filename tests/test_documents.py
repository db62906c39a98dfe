"""README.md and docs/: what they point at is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def targets(page: Path) -> Iterator[str]:
    """Give the path of every link and image that does not lead to another site."""
    for target in LINK.findall(page.read_text("utf-8")):
        path = target.partition("#")[0]
        if path and not re.match(r"\w+:", path):
            yield path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_image_leads_to_a_file(page):
    assert [path for path in targets(page) if not (page.parent / path).exists()] == []


def test_the_readme_shows_pictures_and_leads_to_every_page():
    found = set(targets(ROOT / "README.md"))
    assert {path for path in found if path.endswith(".png")} == {
        f"docs/screenshots/{name}.png"
        for name in ("console", "console-ko-dark", "report", "card-ko-dark", "paper")
    }
    assert {f"docs/{page.name}" for page in PAGES[1:]} <= found


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/screenshots").glob("*.png")))
def test_a_picture_is_small(picture):
    assert picture.stat().st_size < 300_000
