"""The deep-learning pack: complete in both languages, true to the list, and checked."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from questions import pack as packs
from questions.card import LANGUAGES
from questions.figure import clean
from questions.pack import Entry
from questions.pack.texts import in_languages, strings
from tests.questions.packs import REAL, real

ROOT = Path(__file__).parents[2]
LIST = json.loads((ROOT / "tests/data/deep-learning-questions.expected.json").read_text("utf-8"))
FILE = re.compile(r"tests/[\w/]+\.py")
FILES = real()
PACK = packs.read(FILES)
CARDS = pytest.mark.parametrize("entry", PACK.questions, ids=[one.key for one in PACK.questions])


def listed(chains: list[dict]) -> Iterator[tuple[str, int]]:
    """Give the prompts of the list with their levels."""

    def below(questions: list[dict], level: int) -> Iterator[tuple[str, int]]:
        for question in questions:
            yield question["prompt"], level
            yield from below(question.get("follow_ups", []), level + 1)

    return below(chains, 1)


def levels() -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in PACK.questions:
        found[entry.key] = found.get(entry.parent or "", 0) + 1
    return found


def functions_of(path: Path) -> set[str]:
    """Name the test functions of a file, those in classes with the class before."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            inner = [one.name for one in node.body if isinstance(one, ast.FunctionDef)]
            found |= {f"{node.name}::{name}" for name in inner}
    return found


def test_nothing_is_wrong_with_it():
    assert packs.problems(FILES) == ()


def test_it_has_16_root_questions_and_48_follow_ups_a_file_for_each_root():
    roots = [one for one in PACK.questions if one.parent is None]
    assert (len(roots), len(PACK.questions)) == (16, 64)
    assert len([name for name in FILES if name.startswith("cards/")]) == 16


def test_it_says_what_it_is_in_both_languages():
    assert (PACK.slug, PACK.language, PACK.languages) == ("deep-learning", "ko", ("ko", "en"))
    assert (PACK.level, PACK.licence) == ("junior", "MIT")
    for text in (PACK.title, PACK.credit, PACK.notes, PACK.closing):
        assert set(text) == set(LANGUAGES)
    assert all("Sedong Nam" in PACK.credit[language] for language in LANGUAGES)
    assert [topic.key for topic in PACK.topics] == [
        "activations",
        "architectures",
        "generalisation",
        "building",
        "practice",
    ]


def test_its_topics_have_three_chains_each_and_the_last_four():
    assert Counter(one.topic for one in PACK.questions if one.topic) == {
        "activations": 3,
        "architectures": 3,
        "generalisation": 3,
        "building": 3,
        "practice": 4,
    }


def test_its_glossary_names_each_term_once_in_each_language():
    assert len(PACK.terms) >= 60
    for names in ([term.ko for term in PACK.terms], [term.en for term in PACK.terms]):
        assert sorted(names) == sorted(set(names))


def test_every_prompt_of_the_list_has_its_card_word_for_word_in_order_and_on_its_level():
    depth = levels()
    told = [(one.card.prompt["ko"], depth[one.key]) for one in PACK.questions]
    assert told == list(listed(LIST["chains"]))


def test_its_notes_are_those_of_the_list():
    assert PACK.notes["ko"] == LIST["notes_before"]
    assert PACK.closing["ko"] == LIST["notes_after"]


@CARDS
def test_a_card_says_everything_in_both_languages(entry: Entry):
    card = entry.card
    lacking = [where for where, text in in_languages(card) if text and set(text) != set(LANGUAGES)]
    assert lacking == []
    needed = (card.prompt, card.why, card.answer, card.probe.ask, card.probe.expect)
    assert all(needed)
    assert card.heard == {}


@CARDS
def test_a_card_has_what_an_interviewer_needs(entry: Entry):
    card = entry.card
    assert 3 <= len(card.key_points) <= 6
    assert any(point.essential for point in card.key_points)
    assert 1 <= len(card.hints) <= 3
    assert sorted(card.anchors) == ["1", "2", "3", "4"]
    assert 1 <= len(card.pitfalls) <= 4
    assert all(pitfall.why and pitfall.ask for pitfall in card.pitfalls)
    assert 1 <= card.minutes <= 8


@CARDS
def test_a_card_names_its_sources_with_authors_and_year(entry: Entry):
    assert all(source.authors and source.year for source in entry.card.sources)
    if entry.card.standing in ("verified", "contested"):
        assert entry.card.sources


@CARDS
def test_every_card_has_been_checked(entry: Entry):
    card = entry.card
    assert card.standing in ("reviewed", "verified", "contested")
    assert card.checked
    assert card.checked.against
    if card.standing == "contested":
        assert len(card.sources) >= 2


@CARDS
def test_what_can_be_computed_names_a_test_that_computes_it(entry: Entry):
    for test in [fact.test for fact in entry.card.facts]:
        file, _, name = test.partition("::")
        assert name in functions_of(ROOT / file)


def test_what_a_card_was_held_against_is_there():
    checks = [one.card.checked.against for one in PACK.questions if one.card.checked]
    files = {name for against in checks for text in against for name in FILE.findall(text)}
    assert files
    assert [name for name in sorted(files) if not (ROOT / name).is_file()] == []


def test_every_figure_is_clean_and_belongs_to_a_card():
    used = {
        figure.file
        for one in PACK.questions
        for figure in (one.card.figure, one.card.answer_figure)
        if figure
    }
    assert used == {f"figures/{path.name}" for path in REAL.glob("figures/*.svg")}
    for name in used:
        assert clean(FILES[name].decode()).startswith("<svg")


def test_no_text_was_left_to_do():
    words = [text for one in PACK.questions for _, text in strings(one)]
    assert [text for text in words if "TODO" in text or "FIXME" in text or "(기대:" in text] == []
