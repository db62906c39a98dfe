"""The packs that ship with Kkori: a folder each under `packs/`, loaded where they are missing."""

from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404

from questions import pack as packs
from questions.folder import files_of
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
    shipped = {folder.name: packs.texts(_files(folder)) for folder in _folders()}
    present = Pack.objects.filter(slug__in=shipped).prefetch_related("files")
    return [pack for pack in present if shipped[pack.slug] != _loaded(pack)]


def shipped_upload(slug: str, user: Any) -> Upload:
    """Keep the files of a shipped pack for this person as if they had sent them. Raises Http404."""
    folders = {folder.name: folder for folder in _folders()}
    if slug not in folders:
        raise Http404
    data = packed(_files(folders[slug]), slug)
    return Upload.objects.keep(user=user, name=f"{slug}.zip", data=data, size=len(data))


def _loaded(pack: Pack) -> dict[str, str]:
    return {file.path: file.text for file in pack.files.all()}


def _folders() -> list[Path]:
    return sorted(path.parent for path in PACKS.glob("*/pack.toml"))


@cache
def _files(folder: Path) -> dict[str, bytes]:
    return files_of(folder)


def _load(folder: Path) -> Pack:
    files = files_of(folder)
    report = load(read(files), files)
    return Pack.objects.get(slug=report.slug)
