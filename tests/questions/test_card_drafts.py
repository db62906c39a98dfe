"""The drafts of the deep-learning cards: complete in both languages, and true to the list."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from questions.card import KINDS

ROOT = Path(__file__).parents[2]
PACK = ROOT / "questions" / "packs" / "deep-learning"
LIST = json.loads((ROOT / "tests/data/deep-learning-questions.expected.json").read_text("utf-8"))


def drafts() -> list[dict]:
    files = sorted(PACK.glob("cards/*.toml"))
    return [card for file in files for card in tomllib.loads(file.read_text("utf-8"))["questions"]]


DRAFTS = drafts()


def listed(chains: list[dict]) -> Iterator[str]:
    for chain in chains:
        yield chain["prompt"]
        yield from listed(chain.get("follow_ups", []))


def lacking(value: object, path: str) -> Iterator[str]:
    """Name each text that has only one of the two languages, or a blank one."""
    if isinstance(value, dict) and {"ko", "en"} & set(value):
        yield from (f"{path}.{name}" for name in ("ko", "en") if not value.get(name, "").strip())
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from lacking(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from lacking(inner, f"{path}[{place}]")


def test_every_prompt_of_the_list_has_its_card_word_for_word_and_in_order():
    assert [card["prompt"]["ko"] for card in DRAFTS] == list(listed(LIST["chains"]))


def test_keys_are_unique_and_every_parent_stands_before():
    seen: set[str] = set()
    for card in DRAFTS:
        assert card["key"] not in seen
        assert "parent" not in card or card["parent"] in seen
        seen.add(card["key"])


@pytest.mark.parametrize("card", DRAFTS, ids=[card["key"] for card in DRAFTS])
def test_a_card_is_complete_in_both_languages(card):
    assert list(lacking(card, card["key"])) == []
    assert card["kind"] in KINDS
    assert card["standing"] == "unverified"
    assert 1 <= card["minutes"] <= 8
    assert 3 <= len(card["key_points"]) <= 6
    assert any(point["essential"] for point in card["key_points"])
    assert 1 <= len(card["hints"]) <= 3
    assert sorted(card["anchors"]) == ["1", "2", "3", "4"]
    assert 1 <= len(card["pitfalls"]) <= 4
    assert all(isinstance(source["year"], int) for source in card["sources"])


def test_every_figure_is_there():
    named = {card["figure"]["file"] for card in DRAFTS if "figure" in card}
    assert named == {f"figures/{path.name}" for path in PACK.glob("figures/*.svg")}
