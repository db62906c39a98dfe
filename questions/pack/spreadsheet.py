"""Tables as CSV and as XLSX, in and out; nothing in them is ever taken for a formula.

CSV is UTF-8 with a byte order mark (without it Excel reads Hangul as CP949). A cell that begins
like a formula gets an apostrophe before it, which reading takes off again.
"""

import csv
import io
from collections.abc import Sequence
from xml.parsers import expat

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from questions.pack import archive
from questions.pack.encoding import text_of
from questions.pack.problem import PackError, Problem
from questions.pack.table import MAX_COLUMNS, MAX_ROWS, Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MACROS = ("vbaProject.bin", "xl/macrosheets/", "xl/externalLinks/", "xl/embeddings/")
_WIDTHS = ((0, 3, 18), (3, 5, 24), (5, MAX_COLUMNS, 32))
_HELP_WIDTHS = ((0, 1, 24), (1, 2, 64), (2, 3, 56))


def to_csv(table: Sequence[Sequence[Cell]]) -> bytes:
    """Write a table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_defused(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def from_csv(data: bytes) -> list[list[str]]:
    """Read CSV with commas, semicolons or tabs.

    Raises PackError: not_utf8, nul, table_rows, table_columns, not_csv.
    """
    text = text_of(data)
    if "\0" in text:
        raise PackError([Problem("nul", line=text.count("\n", 0, text.index("\0")) + 1)])
    table: list[list[str]] = []
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for row in reader:
            _require_room(len(table), len(row))
            table.append([_plain(cell) for cell in row])
    except csv.Error as error:
        raise PackError([Problem("not_csv", line=reader.line_num)]) from error
    return table


def to_xlsx(table: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]] = ()) -> bytes:
    """Write a table as a workbook; its first row and column stay in sight.

    `columns` go on a second sheet, which is never read.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _write_sheet(book, "questions", table, _WIDTHS)
        if columns:
            _write_sheet(book, "columns", columns, _HELP_WIDTHS)
    return out.getvalue()


def _write_sheet(
    book: xlsxwriter.Workbook,
    name: str,
    table: Sequence[Sequence[Cell]],
    widths: Sequence[tuple[int, int, int]],
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for first, last, width in widths:
        sheet.set_column(first, last - 1, width, body)
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            if cell != "":
                sheet.write(number, place, cell, body if number else head)


def from_xlsx(data: bytes) -> list[list[Cell]]:
    """Read the first sheet of a workbook.

    Raises PackError for what `archive.opened` refuses, and: macros, formula, xml_entities,
    table_rows, table_columns, not_xlsx.
    """
    _guard(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        table = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise PackError([Problem("not_xlsx")]) from error
    return [[_typed(cell) for cell in row] for row in table]


def _guard(data: bytes) -> None:
    """Refuse a workbook that could do more than hold a table of bounded size."""
    with archive.opened(data) as book:
        names = [entry.filename for entry in book.infolist()]
        if "xl/workbook.xml" not in names:
            raise PackError([Problem("not_xlsx")])
        if any(mark in name for mark in _MACROS for name in names):
            raise PackError([Problem("macros")])
        for entry in book.infolist():
            content = archive.read(book, entry)
            if entry.filename.lower().endswith((".xml", ".rels")):
                _Sheet(entry.filename).read(content)


class _Sheet:
    """Walks through one part of a workbook and stops at what a table does not hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.row = self.column = self.rows = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartDoctypeDeclHandler = self._refuse_entities
        self.parser.StartElementHandler = self._start

    def read(self, content: bytes) -> None:
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise PackError([Problem("not_xlsx", self.name, error.lineno)]) from error

    def _refuse_entities(self, *_declared: object) -> None:
        raise PackError([Problem("xml_entities", self.name)])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("}")[2]
        if any(_is_beyond(attributes.get(name, "")) for name in ("count", "uniqueCount")):
            raise PackError([Problem("not_xlsx", self.name)])  # calamine makes room for as many
        if tag == "f":
            at = f"{_letters(self.column)}{self.row}"
            raise PackError([Problem("formula", self.name, self.row, where=at)])
        if tag == "row":
            self.rows += 1
            self.row = _whole(attributes.get("r")) or self.row + 1
            self.column = 0
            _require_room(max(self.row, self.rows) - 1, 0)
        elif tag == "c":
            self.column = _column(attributes.get("r", "")) or self.column + 1
            row = _whole(
                attributes.get("r", "").lstrip(
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$"
                )
            )
            _require_room(max(self.row, row) - 1, self.column)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def _is_beyond(count: str) -> bool:
    """Say whether a part says that it holds more than a table has cells."""
    digits = count.removeprefix("+").lstrip("0")
    return digits.isdecimal() and (len(digits) > 9 or int(digits) > MAX_ROWS * MAX_COLUMNS)


def _column(reference: str) -> int:
    """Give the number of a cell's column: 28 for "AB12", 0 where it names none."""
    number = 0
    for char in reference.upper().lstrip("$"):
        if not "A" <= char <= "Z":
            break
        number = min(number, MAX_COLUMNS + 1) * 26 + ord(char) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _require_room(rows: int, columns: int) -> None:
    """Refuse a table of more rows under its header, or more columns, than a pack can have."""
    if rows > MAX_ROWS:
        raise PackError([Problem("table_rows", line=rows + 1, values={"limit": MAX_ROWS})])
    if columns > MAX_COLUMNS:
        raise PackError([Problem("table_columns", line=rows + 1, values={"limit": MAX_COLUMNS})])


def _typed(cell: object) -> Cell:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else str(cell)
    return cell if isinstance(cell, int) else str(cell)


def _defused(cell: Cell) -> Cell:
    text = str(cell)
    armed = text.startswith(_FORMULA) or (text.startswith("'") and _plain(text) != text)
    return f"'{text}" if armed else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
