"""Sending the form of the import page, and reading the page that comes back."""

import re
from html import unescape

from django.contrib.messages import get_messages
from django.http import HttpResponse

from tests.security import CheckedClient

URL = "/packs/import/"
SMALL = "Q1. What is ReLU?\n\nA. A kink (?)\n\n+ What breaks?\n\nA. Dead units.\n"


def send(client: CheckedClient, text: str = "", url: str = URL, **fields: object) -> HttpResponse:
    """Send the form as a browser does; `act` is "look" unless told."""
    form = {"act": "look", "pack": "new", "language": "recognised", "title": "", "slug": ""}
    return client.post(url, {**form, "text": text, **fields}, headers=fields.pop("headers", {}))


def typed(client: CheckedClient, text: str = "", **fields: object) -> HttpResponse:
    """Send the form as htmx does while somebody types."""
    form = {"act": "", "pack": "new", "language": "recognised", "title": "", "slug": ""}
    return client.post(URL, {**form, "text": text, **fields}, headers={"HX-Request": "true"})


def words(response: HttpResponse) -> str:
    """What a reader sees, with white space folded."""
    shown = re.sub(r"<(script|style|template).*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def lines(response: HttpResponse) -> list[tuple[str, ...]]:
    """Number, kind and words of the lines of the source pane."""
    found = re.findall(
        r'<li id="L(\d+)" value="\d+" data-line="(\w+)"[^>]*>(.*?)</li>', response.content.decode()
    )
    return [(n, kind, unescape(re.sub(r"<[^>]+>", "", text))) for n, kind, text in found]


def branches(response: HttpResponse) -> list[tuple[str, str]]:
    """Number and prompt of the questions in the tree pane."""
    return [
        (number, unescape(prompt))
        for number, prompt in re.findall(
            r'<span class="tree-number">([\d.]+)</span><span class="tree-text">(.*?)</span>',
            response.content.decode(),
        )
    ]


def text_in(response: HttpResponse) -> str:
    """What stands in the text field."""
    found = re.search(r"<textarea[^>]*>\r?\n(.*?)</textarea>", response.content.decode(), re.S)
    return unescape(found[1])


def read_in(response: HttpResponse) -> str:
    """What the form remembers of the file that was read."""
    return re.search(r'name="read" value="([^"]*)"', response.content.decode())[1]


def told(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]
