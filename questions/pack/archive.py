"""A pack's files as one ZIP archive, and the guard that every archive passes before it is read."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from questions.pack.limits import MAX_BYTES, MAX_FILES
from questions.pack.problem import PackError, Problem

_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # so that equal packs give equal bytes
_LOCAL_HEADER = 30


def packed(files: Mapping[str, bytes], folder: str) -> bytes:
    """Give the files in one folder of an archive; equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Give the files of an archive by their paths; a single folder around them all is left out.

    Raises PackError: not_zip, archive_name, archive_link, archive_encrypted, archive_method,
    archive_overlap, archive_twice, too_many_files, too_large.
    """
    with opened(data) as archive:
        files = {
            entry.filename: read(archive, entry)
            for entry in archive.infolist()
            if not entry.is_dir() and not entry.filename.endswith(_IGNORED[1:])
            if not entry.filename.startswith(_IGNORED[0])
        }
    return _without_folder(files)


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive that claims nothing dangerous; its entries still have to be `read`.

    Raises PackError as `unpacked` does.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise PackError([Problem("not_zip")]) from error
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        values = {"count": len(entries), "limit": MAX_FILES}
        raise PackError([Problem("too_many_files", values=values)])
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise PackError([_too_large()])
    problems = [problem for entry in entries if (problem := _problem(entry))]
    problems += _repeated(entries) or _overlapping(entries)
    if problems:
        raise PackError(problems)
    return archive


def read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Give one file, no more of it than the archive declared. Raises PackError."""
    try:
        with archive.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise PackError([Problem("not_zip", entry.filename)]) from error
    if len(content) > entry.file_size:
        raise PackError([_too_large(entry.filename)])
    return content


def _too_large(file: str = "") -> Problem:
    return Problem("too_large", file, values={"limit": MAX_BYTES})


def _problem(entry: zipfile.ZipInfo) -> Problem | None:
    path = PurePosixPath(entry.filename)
    name = entry.orig_filename
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in name:
        return Problem("archive_name", entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Problem("archive_link", entry.filename)
    if entry.flag_bits & 0x1:
        return Problem("archive_encrypted", entry.filename)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Problem("archive_method", entry.filename)
    return None


def _repeated(entries: Iterable[zipfile.ZipInfo]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for entry in entries:
        if entry.filename in seen:
            problems.append(Problem("archive_twice", entry.filename))
        seen.add(entry.filename)
    return problems


def _overlapping(entries: Iterable[zipfile.ZipInfo]) -> list[Problem]:
    """Find entries whose packed bytes lie inside others: one byte that unpacks many times."""
    end, problems = 0, []
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            problems.append(Problem("archive_overlap", entry.filename))
        name = len(entry.orig_filename.encode("utf-8", "surrogateescape"))
        end = entry.header_offset + _LOCAL_HEADER + name + entry.compress_size
    return problems


def _without_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    tops = {path.partition("/")[0] for path in files}
    if len(tops) != 1 or "" in tops or not all("/" in path for path in files):
        return files
    return {path.partition("/")[2]: content for path, content in files.items()}
