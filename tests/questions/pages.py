"""Read a page as its reader does."""

import re
from html import unescape

from django.http import HttpResponse


def lines(response: HttpResponse) -> list[str]:
    """Give the words of the page's main part, one line for each element that holds some."""
    return _words(_main(response))


def texts(response: HttpResponse, element: str) -> list[str]:
    """Give the words of every element of the main part that opens so: "li", 'a class="x"'."""
    name = element.split()[0]
    found = re.findall(rf"<{element}[ >].*?</{name}>", _main(response), re.DOTALL)
    return [" ".join(_words(markup)) for markup in found]


def _main(response: HttpResponse) -> str:
    return re.search(r"<main .*</main>", response.content.decode(), re.DOTALL)[0]


def _words(markup: str) -> list[str]:
    pieces = re.split(r"<[^>]*>", markup)
    return [" ".join(unescape(piece).split()) for piece in pieces if piece.strip()]
