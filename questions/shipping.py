"""The packs that ship with Kkori: a folder each under `packs/`, loaded where they are missing."""

from functools import cache
from pathlib import Path
from typing import Any

from questions import pack as packs
from questions.folder import digest_of, files_of
from questions.models import Pack, Upload
from questions.pack import read
from questions.pack.archive import packed
from questions.pack_load import load

PACKS = Path(__file__).parent / "packs"


def load_shipped_packs() -> list[Pack]:
    """Load each shipped pack that the bank lacks, and give those; what is there stays as it is."""
    present = set(Pack.objects.values_list("slug", flat=True))
    return [_load(folder) for folder in _folders() if folder.name not in present]


def newer_packs() -> list[Pack]:
    """Give the packs whose shipped files differ from those that were loaded last."""
    shipped = {folder.name: _digest(folder) for folder in _folders()}
    present = Pack.objects.filter(slug__in=shipped)
    return [pack for pack in present if shipped[pack.slug] != pack.digest]


def shipped_upload(slug: str, user: Any) -> Upload:
    """Keep the files of a shipped pack for this person as if they had sent them.

    Raises KeyError where none of that name ships.
    """
    folders = {folder.name: folder for folder in _folders()}
    data = packed(files_of(folders[slug]), slug)
    return Upload.objects.keep(user=user, name=f"{slug}.zip", data=data, size=len(data))


def _folders() -> list[Path]:
    return sorted(path.parent for path in PACKS.glob("*/pack.toml"))


@cache
def _digest(folder: Path) -> str:
    return digest_of(packs.texts(files_of(folder)))


def _load(folder: Path) -> Pack:
    files = files_of(folder)
    report = load(read(files), files)
    return Pack.objects.get(slug=report.slug)
