"""The packs that ship with Kkori: a folder each under `packs/`, loaded where they are missing."""

from pathlib import Path

from questions.folder import files_of
from questions.models import Pack
from questions.pack import read
from questions.pack_load import load

PACKS = Path(__file__).parent / "packs"


def load_shipped_packs() -> list[Pack]:
    """Load each shipped pack that the bank lacks, and give those; what is there stays as it is."""
    folders = sorted(path.parent for path in PACKS.glob("*/pack.toml"))
    present = set(Pack.objects.values_list("slug", flat=True))
    return [_load(folder) for folder in folders if folder.name not in present]


def _load(folder: Path) -> Pack:
    files = files_of(folder)
    report = load(read(files), files)
    return Pack.objects.get(slug=report.slug)
