"""questions.pack.archive: a pack's files in a ZIP, and the archives that are refused."""

import io
import struct
import zipfile
import zlib

import pytest

from questions.pack import PackError
from questions.pack.archive import packed, unpacked
from questions.pack.limits import MAX_BYTES, MAX_FILES

FILES = {"pack.toml": b"slug = 'x'\n", "cards/01.toml": "가".encode(), "figures/a.svg": b"<svg/>"}


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(PackError) as error:
        unpacked(data)
    return [(problem.code, problem.file) for problem in error.value.problems]


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in entries:
            made.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def overlapping(times: int) -> bytes:
    """Give an archive whose entries all name the same packed bytes."""
    content = zlib.compress(b"\0" * 65_536)[2:-4]
    crc = zlib.crc32(b"\0" * 65_536)
    sizes = struct.pack("<LLL", crc, len(content), 65_536)
    local = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", 1, 0)
    body = local + b"a" + content
    directory = b"".join(
        b"PK\1\2"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33)
        + sizes
        + struct.pack("<HHHHHLL", 1, 0, 0, 0, 0, 0, 0)
        + bytes([97 + number])
        for number in range(times)
    )
    end = struct.pack("<HHHHLLH", 0, 0, times, times, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def test_files_come_back_out_of_their_folder():
    assert unpacked(packed(FILES, "deep")) == FILES


def test_equal_files_give_equal_bytes():
    assert packed(FILES, "deep") == packed(dict(reversed(FILES.items())), "deep")


def test_files_without_a_folder_and_what_a_desktop_adds():
    data = archive(("pack.toml", b"x"), ("__MACOSX/pack.toml", b"y"), ("cards/.DS_Store", b"z"))
    assert unpacked(data) == {"pack.toml": b"x"}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "C:x"])
def test_a_name_that_leads_out_is_refused(name):
    assert refused(archive((name, b""))) == [("archive_name", name)]


def test_a_backslash_in_a_name_is_refused():
    data = archive(("aXb", b"")).replace(b"aXb", b"a\\b")
    assert [code for code, _file in refused(data)] == ["archive_name"]


def test_a_link_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    assert refused(out.getvalue()) == [("archive_link", "link")]


def test_an_encrypted_entry_is_refused():
    data = bytearray(archive(("a", b"x")))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert refused(bytes(data)) == [("archive_encrypted", "a")]


def test_another_way_of_packing_is_refused():
    assert refused(archive(("a", b"x"), method=zipfile.ZIP_LZMA)) == [("archive_method", "a")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused():
    assert refused(archive(("a", b"x"), ("a", b"y"))) == [("archive_twice", "a")]


def test_entries_that_share_their_bytes_are_refused():
    assert refused(overlapping(3)) == [("archive_overlap", "b"), ("archive_overlap", "c")]


def test_an_archive_that_declares_more_than_the_limit_is_refused_unread():
    assert refused(archive(("a", b"\0" * (MAX_BYTES + 1)))) == [("too_large", "")]


def test_an_entry_that_holds_more_than_it_declares_is_refused():
    data = archive(("a", b"\0" * 5_000_000))
    lie = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10))
    assert [code for code, _file in refused(lie)] == ["not_zip"]


def test_too_many_files_are_refused():
    assert refused(archive(*((str(n), b"") for n in range(MAX_FILES + 1)))) == [
        ("too_many_files", "")
    ]


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"x" * 100, archive(("a", b"x" * 99))[:-30]])
def test_what_is_no_archive_is_refused(data):
    assert refused(data) == [("not_zip", "")]


def test_broken_bytes_are_refused_with_their_file():
    data = bytearray(archive(("a", bytes(range(256)) * 50)))
    data[40:60] = b"\xff" * 20
    assert refused(bytes(data)) == [("not_zip", "a")]


def test_a_name_that_is_no_utf_8_beside_its_bytes_is_refused():
    data = archive(("가.toml", b"x")).replace("가".encode(), b"\xff\xff\xff", 1)
    assert refused(data) == [("not_zip", "가.toml")]
