"""Matching: importing a changed outline makes revisions, not duplicates."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from questions.outline import Existing, Item, Match, Outline, Topic, match, parse
from tests.questions.outlines import outlines

REAL = (Path(__file__).parent.parent / "data" / "deep-learning-questions.ko.txt").read_text(
    encoding="utf-8"
)


def stored(outline: Outline, first: int = 101) -> list[Existing]:
    """The questions of a pack into which an outline was imported, with ids from `first` on."""
    olds: list[Existing] = []

    def add(item: Item, parent: int | None, topic: str) -> None:
        old = Existing(first + len(olds), parent, topic, item.prompt, item.heard or "")
        olds.append(old)
        for child in item.children:
            add(child, old.id, topic)

    for topic in outline.topics:
        for chain in topic.chains:
            add(chain, None, topic.title)
    return olds


def rows(result: Match) -> list[tuple]:
    """Prompt, id, what happened."""
    return [
        (one.item.prompt, one.id, "changed" * one.changed + "moved" * one.moved)
        for one in result.placed
    ]


def after(before: str, now: str) -> Match:
    """Match a new text with what an older text left in the pack (ids from 101)."""
    return match(stored(parse(before)), parse(now))


TEXT = """Q1. 활성 함수는 왜 필요한가?
A. 비선형
+ ReLU의 문제점은?
A. 0
++ 해결책은?
+ Bias는 왜 있는가?
Q2. Dropout의 효과는?
+ 언제 끄는가?
"""


def test_the_same_file_twice_changes_nothing():
    result = after(REAL, REAL)
    assert [one.id for one in result.placed] == list(range(101, 165))
    assert {(one.changed, one.moved) for one in result.placed} == {(False, False)}
    assert result.missing == ()


def test_into_an_empty_pack_everything_is_new():
    result = match([], parse(TEXT))
    assert [(one.id, one.parent, one.position, one.topic) for one in result.placed] == [
        (None, None, 0, ""),
        (None, 0, 0, ""),
        (None, 1, 0, ""),
        (None, 0, 1, ""),
        (None, None, 1, ""),
        (None, 4, 0, ""),
    ]
    assert {(one.changed, one.moved) for one in result.placed} == {(False, False)}


def test_what_the_file_lacks_is_only_reported():
    result = after(TEXT, "Q1. Dropout의 효과는?\n+ 언제 끄는가?")
    assert rows(result) == [("Dropout의 효과는?", 105, ""), ("언제 끄는가?", 106, "")]
    assert result.missing == (101, 102, 103, 104)


def test_another_answer_is_a_change():
    assert rows(after(TEXT, TEXT.replace("비선형", "선형이 아니라서")))[0] == (
        "활성 함수는 왜 필요한가?",
        101,
        "changed",
    )


def test_an_empty_answer_is_as_good_as_none():
    assert rows(after("Q1. a\nA.", "Q1. a")) == [("a", 101, "")]
    assert rows(after("Q1. a\nA. b", "Q1. a")) == [("a", 101, "changed")]


def test_an_edited_prompt_is_a_change_and_its_follow_ups_stay():
    result = after(TEXT, TEXT.replace("활성 함수는 왜", "활성화 함수는 도대체 왜"))
    assert rows(result) == [
        ("활성화 함수는 도대체 왜 필요한가?", 101, "changed"),
        ("ReLU의 문제점은?", 102, ""),
        ("해결책은?", 103, ""),
        ("Bias는 왜 있는가?", 104, ""),
        ("Dropout의 효과는?", 105, ""),
        ("언제 끄는가?", 106, ""),
    ]


def test_white_space_alone_still_matches_and_is_a_change():
    assert rows(after("Q1. a b\nQ2. c", "Q1. c\nQ2. a\n b")) == [
        ("c", 102, "moved"),
        ("a\n b", 101, "changed"),
    ]


def test_a_question_added_between_others_moves_none():
    result = after("Q1. 가\nQ2. 나\nQ3. 다", "Q1. 가\nQ2. 새 질문\nQ3. 나\nQ4. 다")
    assert rows(result) == [
        ("가", 101, ""),
        ("새 질문", None, ""),
        ("나", 102, ""),
        ("다", 103, ""),
    ]
    assert [one.position for one in result.placed] == [0, 1, 2, 3]


def test_another_order_moves_as_few_as_possible():
    assert rows(after("Q1. 가\nQ2. 나\nQ3. 다\nQ4. 라", "Q1. 라\nQ2. 가\nQ3. 나\nQ4. 다")) == [
        ("라", 104, "moved"),
        ("가", 101, ""),
        ("나", 102, ""),
        ("다", 103, ""),
    ]


def test_the_most_similar_prompts_are_paired_first():
    before = "Q1. r\n+ MNIST 를 CNN 으로 만들면?\n+ MNIST 를 RNN 으로 만들면?"
    now = "Q1. r\n+ MNIST 를 RNN 으로 만들면 어때?\n+ MNIST 를 CNN 으로 만들면 어때?"
    assert [one.id for one in after(before, now).placed] == [101, 103, 102]


def test_a_prompt_that_is_too_different_is_new():
    result = after("Q1. r\n+ 가나다라\n+ 마바사아", "Q1. r\n+ abcd\n+ efgh\n+ ijkl")
    assert [one.id for one in result.placed] == [101, None, None, None]
    assert result.missing == (102, 103)


def test_a_rewritten_prompt_between_the_same_neighbours_is_a_change():
    before = "Q1. r\n+ 가가가\n+ 나나나\n+ 다다다\n+ 라라라\n+ 마마마"
    now = "Q1. r\n+ 가가가\n+ xyz\n+ 다다다\n+ uvw\n+ 마마마\n+ 바바바"
    assert [one.id for one in after(before, now).placed] == [101, 102, 103, 104, 105, 106, None]


def test_the_only_one_left_on_both_sides_is_a_change():
    assert rows(after("Q1. r\n+ 가\n+ 나\n+ 다", "Q1. r\n+ xyz\n+ 다\n+ 가")) == [
        ("r", 101, ""),
        ("xyz", 103, "changed"),
        ("다", 104, ""),
        ("가", 102, "moved"),
    ]


def test_what_is_left_over_on_one_side_only_is_new_or_missing():
    result = after("Q1. r\n+ 가\n+ 나", "Q1. r\n+ 나\n+ xyz\n+ uvw")
    assert [one.id for one in result.placed] == [101, 103, None, None]
    assert result.missing == (102,)


def test_a_follow_up_below_another_parent_has_moved():
    now = TEXT.replace("++ 해결책은?\n", "") + "+ 해결책은?\n"
    result = after(TEXT, now)
    assert rows(result)[-1] == ("해결책은?", 103, "moved")
    assert [one.id for one in result.placed] == [101, 102, 104, 105, 106, 103]
    assert result.missing == ()


def test_a_follow_up_that_became_a_root_question_has_moved():
    result = after("Q1. a\n+ b\nQ2. c\n+ d", "Q1. a\nQ2. b\nQ3. c\n+ d")
    assert rows(result) == [("a", 101, ""), ("b", 102, "moved"), ("c", 103, ""), ("d", 104, "")]


def test_a_prompt_that_stands_twice_does_not_move():
    before = "Q1. a\n+ 왜?\nQ2. b\n+ 왜?\nQ3. c"
    result = after(before, "Q1. a\nQ2. b\nQ3. c\n+ 왜?")
    assert [one.id for one in result.placed] == [101, 103, 105, None]
    assert result.missing == (102, 104)


def test_equal_prompts_below_different_parents_keep_their_parents():
    before = "Q1. a\n+ 왜?\nA. 1\nQ2. b\n+ 왜?\nA. 2"
    result = after(before, "Q1. b\n+ 왜?\nA. 2\nQ2. a\n+ 왜?\nA. 1")
    assert [one.id for one in result.placed] == [103, 104, 101, 102]
    assert not any(one.changed for one in result.placed)


def test_equal_prompts_below_one_parent_go_by_their_answers():
    result = after("Q1. a\n+ 왜?\nA. 1\n+ 왜?\nA. 2", "Q1. a\n+ 왜?\nA. 2\n+ 왜?\nA. 3")
    assert rows(result) == [("a", 101, ""), ("왜?", 103, "moved"), ("왜?", 102, "changed")]


def test_another_topic_is_a_move_and_its_follow_ups_stay():
    result = after("## x\nQ1. a\n+ b\nQ2. c\n## y\nQ3. d", "## x\nQ1. c\n## y\nQ2. a\n+ b\nQ3. d")
    assert rows(result) == [("c", 103, ""), ("a", 101, "moved"), ("b", 102, ""), ("d", 104, "")]
    assert [(one.topic, one.position) for one in result.placed] == [
        ("x", 0),
        ("y", 0),
        ("y", 0),
        ("y", 1),
    ]


def test_topics_in_another_order_move_no_chain():
    result = after("## x\nQ1. a\n## y\nQ2. b", "## y\nQ1. b\n## x\nQ2. a")
    assert rows(result) == [("b", 102, ""), ("a", 101, "")]


def test_equal_root_prompts_go_by_their_topics():
    result = after("## x\nQ1. a\n## y\nQ2. a", "## y\nQ1. a\n## x\nQ2. a")
    assert rows(result) == [("a", 102, ""), ("a", 101, "")]


def test_forms_of_hangul_do_not_count():
    outline = parse("Q1. 왜?")
    decomposed = replace(stored(outline)[0], prompt="\u110b\u116b?", heard="\r\n")
    assert rows(match([decomposed], outline)) == [("왜?", 101, "")]


@given(outlines)
@settings(max_examples=100, deadline=None, database=None)
def test_any_outline_twice_changes_nothing(outline):
    result = match(stored(outline), outline)
    assert [one.id for one in result.placed] == [old.id for old in stored(outline)]
    assert not any(one.changed or one.moved for one in result.placed)
    assert result.missing == ()


@given(outlines, outlines)
@settings(max_examples=100, deadline=None, database=None)
def test_nothing_is_paired_twice_or_lost(before, now):
    olds = stored(before)
    result = match(olds, now)
    ids = [one.id for one in result.placed if one.id is not None]
    assert sorted([*ids, *result.missing]) == [old.id for old in olds]
    assert [one.item for one in result.placed] == list(now.walk())
    for one in result.placed:
        above = None if one.parent is None else result.placed[one.parent].item
        assert above is None or above.children[one.position] is one.item


def many(prompts: list[str], below: int) -> Outline:
    """Chains of one root question and `below` follow-ups each."""
    groups = [prompts[at : at + below + 1] for at in range(0, len(prompts), below + 1)]
    chains = [Item(root, "", 0, tuple(Item(one, "") for one in rest)) for root, *rest in groups]
    return Outline(topics=(Topic("", tuple(chains)),))


def comparisons(count: int, below: int) -> int:
    """How many prompts are compared where all prompts were rewritten."""
    chance = random.Random(1)
    words = ["".join(chance.choices("가나다라마바사아자차카타파하", k=3)) for _ in range(400)]
    before, now = ([" ".join(chance.choices(words, k=6)) for _ in range(count)] for _ in "ab")
    compared = 0

    def tally(frame, event, argument):
        nonlocal compared
        compared += event == "call" and frame.f_code.co_name == "real_quick_ratio"

    sys.setprofile(tally)
    try:
        match(stored(many(before, below)), many(now, below))
    finally:
        sys.setprofile(None)
    return compared


@pytest.mark.parametrize("shape", ["only roots", "chains of ten", "one chain"])
def test_rewritten_questions_are_compared_in_proportion_to_their_number(shape):
    below = {"only roots": (0, 0), "chains of ten": (9, 9), "one chain": (599, 1199)}[shape]
    few, many_more = comparisons(600, below[0]), comparisons(1200, below[1])
    assert 0 < few <= 5 * 600
    assert many_more <= 2.2 * few
