"""The bytes of a pack's files as text."""

from questions.pack.problem import PackError, Problem


def text_of(data: bytes, file: str = "") -> str:
    """Read UTF-8, with or without a byte order mark.

    Raises PackError: not_utf8, with the first line that is something else.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError([Problem("not_utf8", file, line)]) from error
