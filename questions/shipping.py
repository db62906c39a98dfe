"""The packs that ship with Kkori: a folder each under `packs/`, loaded where they are missing."""

import tomllib
from pathlib import Path

from django.db import transaction

from questions import outline
from questions.models import Pack
from questions.outline_import import import_outline

PACKS = Path(__file__).parent / "packs"


def load_shipped_packs() -> list[Pack]:
    """Load each shipped pack that the bank lacks, and give those; what is there stays as it is."""
    folders = sorted(path.parent for path in PACKS.glob("*/pack.toml"))
    present = set(Pack.objects.values_list("slug", flat=True))
    return [_load(folder) for folder in folders if folder.name not in present]


@transaction.atomic
def _load(folder: Path) -> Pack:
    about = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    language = about["language"]
    text = outline.decode((folder / f"outline.{language}.txt").read_bytes()).text
    import_outline(about["slug"], outline.parse(text), language=language)
    pack = Pack.objects.get(slug=about["slug"])
    pack.title, pack.version = about["title"], about["version"]
    pack.save(update_fields=["title", "version"])
    titles = {title[language]: title for title in about["topics"]}
    for topic in pack.topics.all():
        topic.title = titles[topic.title[language]]
        topic.save(update_fields=["title"])
    return pack
