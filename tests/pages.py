"""Read what a page says, so that tests can assert the exact words."""

from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def texts(response: HttpResponse, name: str) -> list[str]:
    """Give the text of each outermost element of this class (or, as `#x`, this id) in order.

    White space is folded to single spaces.
    """
    finder = _Finder(name)
    finder.feed(response.content.decode())
    return [" ".join(found.split()) for found in finder.found]


def text(response: HttpResponse, name: str) -> str:
    """Give the text of the only such element; raises AssertionError unless there is just one."""
    found = texts(response, name)
    assert len(found) == 1, found
    return found[0]


def page_text(response: HttpResponse) -> str:
    """Give all text between the page's <main> tags."""
    return text(response, "#main")


class _Finder(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.depth = 0  # of open elements, counted from the one that matched
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth:
            self.found[-1] += " "
            self.depth += tag not in VOID
        elif self._matches(dict(attrs)):
            self.found.append("")
            self.depth = 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.found[-1] += " "
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1] += data

    def _matches(self, attrs: dict[str, str | None]) -> bool:
        if self.name.startswith("#"):
            return attrs.get("id") == self.name[1:]
        return self.name in (attrs.get("class") or "").split()
