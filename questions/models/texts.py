"""A text in several languages, as the name of a row shows it."""

from questions.reading import reader_language


def in_language(texts: dict[str, str], language: str | None = None) -> str:
    """Give a text in the reader's language, else in the one that exists, else ''."""
    language = language or reader_language()
    return texts.get(language) or next(iter(texts.values()), "")
