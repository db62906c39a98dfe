"""What somebody sends: any of the formats of a pack, told apart by what they hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from questions.pack import archive, json_file, spreadsheet, table
from questions.pack.check import check
from questions.pack.contents import Contents
from questions.pack.limits import MAX_BYTES
from questions.pack.problem import PackError, Problem
from questions.pack.read import read
from questions.pack.sound import refusals

_OLE = b"\xd0\xcf\x11\xe0"  # what the workbooks of Excel 97 to 2003 begin with


@dataclass(frozen=True)
class Upload:
    """A pack that was read; `files` are its texts and figures where it came as a folder."""

    contents: Contents
    files: Mapping[str, bytes] = field(default_factory=dict)


def read_upload(name: str, data: bytes, about: Contents) -> Upload:
    """Read a folder in a ZIP, a workbook, a CSV or a JSON file.

    A table says nothing of the pack itself: that comes from `about`. Raises PackError with all
    that is wrong; a file of another kind is `unknown_kind`, with what it seems to be.
    """
    if len(data) > MAX_BYTES:
        raise PackError([Problem("too_large", values={"limit": MAX_BYTES})])
    return _reader(name.lower(), data)(data, about)


Reader = Callable[[bytes, Contents], Upload]


def _reader(name: str, data: bytes) -> Reader:
    if data.startswith(b"PK"):
        return _zip
    ending = name.rpartition(".")[2]
    if data.startswith(_OLE) or ending not in ("json", "csv", "tsv"):
        raise PackError([Problem("unknown_kind", values={"ending": f".{ending}"[:12]})])
    return _json if ending == "json" else _csv


def _zip(data: bytes, about: Contents) -> Upload:
    with archive.opened(data) as opened:
        is_workbook = "[Content_Types].xml" in opened.namelist()
    if is_workbook:
        return _table(spreadsheet.from_xlsx(data), about)
    files = archive.unpacked(data)
    return Upload(read(files), files)


def _csv(data: bytes, about: Contents) -> Upload:
    return _table(spreadsheet.from_csv(data), about)


def _table(rows: Sequence[Sequence[table.Cell]], about: Contents) -> Upload:
    """Read rows; where they cannot be taken, all that is wrong is named with its row."""
    contents = table.contents(rows, about)
    if refusals(contents):
        at = {**table.lines(rows), "": 0}
        raise PackError(replace(one, line=at.get(one.key, 0)) for one in check(contents))
    return Upload(contents)


def _json(data: bytes, _about: Contents) -> Upload:
    return Upload(json_file.from_json(data))
