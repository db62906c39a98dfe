"""A pack's folder on disk."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from questions.pack import PackError, Problem
from questions.pack.limits import MAX_BYTES, MAX_FILES


def files_of(folder: Path) -> dict[str, bytes]:
    """Read the files of a pack by their paths in it; hidden ones are none of them.

    Raises OSError, and PackError for more than a pack may have, before it is in memory.
    """
    if not folder.is_dir():
        raise NotADirectoryError(20, "Not a folder")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path for path in paths}
    found = {name: path for name, path in found.items() if not _is_hidden(name)}
    if len(found) > MAX_FILES:
        values = {"count": len(found), "limit": MAX_FILES}
        raise PackError([Problem("too_many_files", values=values)])
    size = sum(path.stat().st_size for path in found.values())
    if size > MAX_BYTES:
        raise PackError([Problem("pack_too_large", values={"size": size, "limit": MAX_BYTES})])
    return {name: path.read_bytes() for name, path in found.items()}


def put_into(folder: Path, files: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """Write files into a folder; give the names of those that changed, and of others in it.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    present = files_of(folder)
    written = [name for name, data in files.items() if present.get(name) != data]
    for name in written:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(files[name])
    return written, sorted(set(present) - set(files))


def digest_of(texts: Mapping[str, str]) -> str:
    """Give what tells the files of one pack from others, by their paths and texts (SHA-256)."""
    return sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
