"""Importing outlines in tests, and looking at what came of it."""

from django.apps import apps

from questions import outline, tree
from questions.models import Pack, Question
from questions.outline_import import ImportReport, import_outline, preview

SMALL = """\
Q1. What is ReLU?

A. A kink.

+ Why a kink?

+ What breaks?

A. Dead units.

Q2. What is dropout?
"""


def bring(text: str, slug: str = "pack", language: str = "en", **options: object) -> ImportReport:
    return import_outline(slug, outline.parse(text), language=language, **options)


def look(text: str, slug: str = "pack", language: str = "en") -> ImportReport:
    return preview(slug, outline.parse(text), language=language)


def the(prompt: str, language: str = "en") -> Question:
    """The question with this prompt."""
    return Question.objects.get(**{f"current__content__prompt__{language}": prompt})


def told(slug: str = "pack") -> list[tuple]:
    """Prompt and follow-ups of each chain, in the order in which the pack prints them."""
    rows = Pack.objects.get(slug=slug).questions.active().in_order().with_cards()
    nodes = tree.build(rows, lambda q: q.pk, lambda q: q.parent_id)

    def bare(node: tree.Node[Question]) -> tuple:
        return (node.item.prompt, *map(bare, node.children))

    return [bare(node) for node in nodes]


def everything() -> dict[str, list[dict]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
    }


def prompts(changes: tuple) -> list[str]:
    return [change.prompt for change in changes]
