"""Text that somebody typed, written into a Markdown file so that none of it becomes structure."""

import re
from collections.abc import Iterator

from questions.characters import visible


def escape(text: str) -> str:
    """Give one line of text in which nothing is markup; every run of blanks becomes one."""
    text = " ".join(visible(text).split())
    text = re.sub(r"[\\`*_\[\]|~$#]", r"\\\g<0>", text)
    text = re.sub(r"&(?=\\?#?\w+;)", "&amp;", text).replace("<", "&lt;")
    return re.sub(r"^(?=[-+=>:])|^(\d+)(?=[.)](?:\s|$))", r"\1\\", text)


def quote(text: str) -> Iterator[str]:
    """Give the lines of a block quote; line ends stay, a blank line begins a new paragraph."""
    lines = [escape(line) for line in visible(text).splitlines()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        # Two blanks at the end of a line break it.
        yield f"> {line}  " if line and following else f"> {line}".rstrip()
    yield ""


def harmless(text: str) -> str:
    """Give the Markdown of a card without HTML, pictures and links to other than pages and mail.

    Code and math stay as they are.
    """
    pieces = _AS_IT_IS.split(visible(text))
    return "".join(piece if n % 2 else _tamed(piece) for n, piece in enumerate(pieces))


_AS_IT_IS = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$)", re.DOTALL)
_LINK = re.compile(r"\]\((?!\s*<?(?:https?://|mailto:))", re.IGNORECASE)


def _tamed(text: str) -> str:
    text = text.replace("<", "&lt;").replace("![", "!\\[")
    return _LINK.sub(r"]\\(", text)
