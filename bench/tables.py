"""Results as aligned text."""

from collections.abc import Iterable, Sequence


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table with a title: the first column to the left, numbers to the right."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join([title, *(_line(cells, widths) for cells in lines)])


def milliseconds(seconds: float) -> str:
    """Give a time: `3.21`."""
    return f"{seconds * 1000:.2f}"


def times(ratio: float) -> str:
    """Give a ratio: `x 1.25`."""
    return f"x {ratio:.2f}"


def kilobytes(count: int) -> str:
    """Give a size in units of 1,000 bytes: `12.3`."""
    return f"{count / 1000:.1f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return "  ".join(["  " + first.strip().ljust(widths[0]), *others])
