"""Characters that nobody sees, and those that a plain text file cannot carry safely."""

import re

# Controls but tab and line ends, halves of surrogate pairs, and what turns the direction of the
# text after it (embeddings, overrides, isolates): in a file nothing fences them in.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Nothing that is kept holds these: controls but tab and line end, what turns the direction of the
# text, the byte order mark, and what is no character at all.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]"
)


def hidden(text: str) -> str:
    """Give the first character that may not be kept by its number, "U+200E"; "" without any."""
    found = _HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def visible(text: str) -> str:
    """Give the text with each unsafe character written as its number: "[U+202E]"."""
    return _UNSAFE.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
