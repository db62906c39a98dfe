"""The sprite holds the icons that templates show, and no others."""

import re

import pytest

from script.catalogue import ROOT, TEMPLATES

SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / "icons.svg").read_text()))
SHOWN = re.compile(r'_icon\.html" with name="([^"]+)"|\{\{ icons \}\}#([a-z0-9-]+)')
PAGES = sorted(TEMPLATES.rglob("*.html"))


def icons(path) -> set[str]:
    return {name or other for name, other in SHOWN.findall(path.read_text())}


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(TEMPLATES)) for path in PAGES])
def test_every_icon_of_a_template_is_there(path):
    assert icons(path) - SPRITE == set()
    assert path.read_text().count('_icon.html"') == len(
        re.findall(r'_icon\.html" with name="', path.read_text())
    )


def test_every_icon_is_shown_somewhere():
    assert SPRITE - set().union(*(icons(path) for path in PAGES)) == set()
