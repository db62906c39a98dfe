"""Who is reading now."""

from django.utils.translation import get_language


def reader_language() -> str:
    """Give the code of the language that the reader sees the site in."""
    return (get_language() or "en")[:2]
