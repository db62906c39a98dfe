"""The name under which a report is saved, and the header that carries it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from reports.report import Report
    from reports.words import Words

MOST_CHARACTERS = 60
_SAFE_MARKS = frozenset("-.()")


def name(report: Report, words: Words, ending: str) -> str:
    """Give "2026-11-24_김민지.csv": the day in the reader's zone, so that names sort by time."""
    who = _safe(report.candidate) or "report"
    return f"{words.local(report.started_at):%Y-%m-%d}_{who}.{ending}"


def disposition(filename: str) -> str:
    """Give a Content-Disposition for a download: RFC 6266 with the UTF-8 form of RFC 5987.

    The ASCII form is for clients that do not know the other one; what it cannot say is left out.
    """
    day, _, rest = filename.partition("_")
    who, _, ending = rest.rpartition(".")
    plain = _safe(unicodedata.normalize("NFKD", who).encode("ascii", "ignore").decode())
    ascii_name = f"{day}_{plain or 'report'}.{ending}"
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _safe(text: str) -> str:
    """Keep letters, digits and a few marks that mean nothing to a shell or a file system."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(char if _keeps(char) else " " for char in text)
    return re.sub(r"\s+", "_", kept.strip(" ."))[:MOST_CHARACTERS].strip("_.")


def _keeps(char: str) -> bool:
    return char in _SAFE_MARKS or unicodedata.category(char)[0] in "LMN"
