"""Whole numbers out of addresses and forms, where anybody may type anything."""

MOST_DIGITS = 18  # longer ones overflow a database's integers


def whole(text: str) -> int | None:
    """Give the number that a text of ASCII digits says, None for any other text."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
