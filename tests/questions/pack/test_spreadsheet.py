"""questions.pack.spreadsheet: CSV and XLSX, in and out, and what is refused."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from questions.pack import PackError, table
from questions.pack.spreadsheet import from_csv, from_xlsx, to_csv, to_xlsx
from tests.questions.pack.contents import PACK

SHEET = "xl/worksheets/sheet1.xml"
ARMED = ["=1+1", "+82", "-5", "@x", "\tx", "'=1", "''-", "'quoted'", "plain"]


def refused(read, data: bytes) -> tuple:
    with pytest.raises(PackError) as error:
        read(data)
    (problem,) = error.value.problems
    return problem.code, problem.line, problem.where


def changed(data: bytes, **parts: bytes) -> bytes:
    """Give a workbook with other parts in the place of its own."""
    out = io.BytesIO()
    named = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, named.pop(entry.filename, old.read(entry)))
        for name, part in named.items():
            new.writestr(name, part)
    return out.getvalue()


def sheet(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


class TestCsv:
    def test_comes_back(self):
        rows = [[str(cell) for cell in row] for row in table.rows(PACK)]
        assert from_csv(to_csv(table.rows(PACK))) == rows

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(codec="utf-8", exclude_characters="\0")),
                min_size=2,
                max_size=2,
            ),
            max_size=4,
        )
    )
    def test_any_cells_come_back(self, rows):
        assert from_csv(to_csv([["a", "b"], *rows])) == [["a", "b"], *rows]

    def test_begins_with_the_mark_that_tells_excel_utf_8(self):
        assert to_csv([["가"]]) == b"\xef\xbb\xbf\xea\xb0\x80\r\n"

    def test_has_no_cell_that_a_spreadsheet_takes_for_a_formula(self):
        text = to_csv([[cell] for cell in ARMED]).decode("utf-8-sig")
        cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
        assert cells == ["'=1+1", "'+82", "'-5", "'@x", "'\tx", "''=1", "'''-", "'quoted'", "plain"]

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_is_read_with_the_separators_of_other_countries(self, separator):
        assert from_csv(f"key{separator}kind\na{separator}code\n".encode()) == [
            ["key", "kind"],
            ["a", "code"],
        ]

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ("key\n가\n".encode("cp949"), ("not_utf8", 2, "")),
            (b"key\na\0\n", ("nul", 2, "")),
            (b"key\n" + b"a\n" * 5002, ("table_rows", 5002, "")),
            (b"key" + b"," * 500 + b"\n", ("table_columns", 1, "")),
            (b"key\n" + b"a" * 200_000, ("not_csv", 2, "")),
        ],
    )
    def test_that_is_something_else_is_refused(self, data, expected):
        assert refused(from_csv, data) == expected


class TestXlsx:
    def test_comes_back(self):
        rows = table.rows(PACK)
        assert from_xlsx(to_xlsx(rows)) == rows

    def test_holds_texts_where_a_formula_could_be(self):
        data = to_xlsx([["text"], *([cell] for cell in ARMED)])
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        assert [row[0] for row in cells[1:]] == ARMED

    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            (
                {"xl__worksheets__sheet1_xml": sheet('<row r="1"><c r="C1"><f>1+1</f></c></row>')},
                ("formula", 1, "C1"),
            ),
            (
                {"xl__worksheets__sheet1_xml": sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')},
                ("table_columns", 1, ""),
            ),
            (
                {"xl__worksheets__sheet1_xml": sheet('<row r="1048576"><c r="A1048576"/></row>')},
                ("table_rows", 1048576, ""),
            ),
            (
                {"xl__worksheets__sheet1_xml": sheet('<row><c r="&#65;1048576"/></row>')},
                ("table_rows", 1048576, ""),
            ),
            (
                {"xl__worksheets__sheet1_xml": sheet("<row/>" * 6000)},
                ("table_rows", 5002, ""),
            ),
            ({"xl__vbaProject.bin": b"x"}, ("macros", 0, "")),
            (
                {"xl__sharedStrings_xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'},
                ("xml_entities", 0, ""),
            ),
            ({"xl__workbook_xml": b"<workbook"}, ("not_xlsx", 1, "")),
        ],
    )
    def test_that_holds_more_than_a_table_is_refused(self, parts, expected):
        assert refused(from_xlsx, changed(to_xlsx([["key"]]), **parts)) == expected

    def test_that_is_another_archive_is_refused(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        assert refused(from_xlsx, out.getvalue()) == ("not_xlsx", 0, "")
