"""Characters that a plain text file cannot carry safely."""

import re

# Controls but tab and line ends, halves of surrogate pairs, and what turns the direction of the
# text after it (embeddings, overrides, isolates): in a file nothing fences them in.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Give the text with each unsafe character written as its number: "[U+202E]"."""
    return _UNSAFE.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
