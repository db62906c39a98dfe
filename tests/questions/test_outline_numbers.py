"""Bare numbers: which are root questions and which belong to lists (docs/formats.md)."""

import pytest

from questions.outline import parse
from tests.questions.outlines import chain, chains


def prompts(text: str) -> list[str]:
    return [item.prompt for item in parse(text).chains]


def doubts(text: str) -> list[tuple[int, str]]:
    """Lines and codes of the findings that are about numbers."""
    about = ("list_like_line", "number_jump", "doubtful_root")
    return [(f.line, f.code) for f in parse(text).findings if f.code in about]


class TestTheFirstRootQuestion:
    def test_a_list_in_the_notes_before_q1_is_a_note(self):
        text = "규칙\n1. 짧게\n2. 정직하게\n\nQ1. a\nA. b"
        assert chains(text) == [chain("a", "b")]
        assert parse(text).notes_before == "규칙\n1. 짧게\n2. 정직하게"
        assert doubts(text) == [(2, "list_like_line"), (3, "list_like_line")]

    def test_bare_numbers_that_lead_to_a_later_q_are_root_questions(self):
        assert prompts("1. a\n2. b\nQ3. c\n4. d") == ["a", "b", "c", "d"]

    def test_the_last_1_before_the_first_answer_begins_the_questions(self):
        text = "규칙\n\n1. 짧게\n2. 정직하게\n\n1. a\nA. b\n\n2. c"
        assert chains(text) == [chain("a", "b"), chain("c", None)]

    def test_a_list_in_the_first_prompt_begins_no_question(self):
        assert chains("1. 어느 것?\n1. 하나\n2. 둘\nA. 둘\n2. 왜?\nA. 그냥") == [
            chain("어느 것?\n1. 하나\n2. 둘", "둘"),
            chain("왜?", "그냥"),
        ]

    def test_a_part_of_a_longer_outline_may_begin_with_any_number(self):
        text = "5. a\nA. b\n6. c"
        assert chains(text) == [chain("a", "b"), chain("c", None)]
        assert doubts(text) == [(1, "number_jump")]

    def test_a_date_in_the_notes_is_no_question(self):
        assert prompts("2017. 1. 14.\n1. a\nA. b\n\n\n2017. 1. 15. 고침") == ["a"]


class TestLists:
    def test_a_list_in_an_answer_counts_up_with_the_root_questions(self):
        text = "Q1. a\nA.\n1. b\n2. c\n3. d\n+ e\nA. 1. f\n2. g\n2. h\nA. i\n3. j"
        assert chains(text) == [
            chain("a", "1. b\n2. c\n3. d", chain("e", "1. f\n2. g")),
            chain("h", "i"),
            chain("j", None),
        ]
        assert doubts(text) == [(4, "list_like_line"), (8, "list_like_line")]

    def test_a_list_item_may_wrap(self):
        text = "Q1. a\nA.\n1. b\n더\n2. c\n더\n2. d\nA. e"
        assert chains(text) == [chain("a", "1. b\n더\n2. c\n더"), chain("d", "e")]

    def test_the_last_answer_may_end_in_a_list(self):
        assert chains("Q1. a\nA. b\n2. c\nA.\n1. d\n2. e\n3. f") == [
            chain("a", "b"),
            chain("c", "1. d\n2. e\n3. f"),
        ]

    def test_a_list_of_one_ends_where_the_numbering_needs_the_line(self):
        text = "Q1. a\nA.\n1. b\n2. c\n+ d\nA. e\n3. f\n+ g"
        assert chains(text) == [
            chain("a", "1. b"),
            chain("c", None, chain("d", "e")),
            chain("f", None, chain("g", None)),
        ]
        assert doubts(text) == [(4, "doubtful_root")]

    def test_between_two_answers_there_is_a_question(self):
        text = "Q1. a\nA.\n1. b\n2. c\nA. d"
        assert chains(text) == [chain("a", "1. b"), chain("c", "d")]
        assert doubts(text) == [(4, "doubtful_root")]

    def test_a_long_list_and_then_a_question_with_the_next_number(self):
        text = "1. a\nA. b\n2. c\nA.\n1. d\n2. e\n3. f\nA. g\n4. h\nA. i"
        assert chains(text) == [
            chain("a", "b"),
            chain("c", "1. d\n2. e"),
            chain("f", "g"),
            chain("h", "i"),
        ]

    def test_a_blank_line_ends_a_tight_list(self):
        text = "Q2. a\nA.\n1. b\n2. c\n\n3. d\n\n+ e"
        assert chains(text) == [chain("a", "1. b\n2. c"), chain("d", None, chain("e", None))]
        assert doubts(text) == [(6, "doubtful_root")]

    def test_a_list_of_one_does_not_show_whether_it_is_tight(self):
        text = "Q1. a\nA.\n1. b\n\n2. c\n\n+ d"
        assert chains(text) == [chain("a", "1. b\n\n2. c", chain("d", None))]
        assert (5, "list_like_line") in doubts(text)
        assert chains(text.replace("c", "c?")) == [
            chain("a", "1. b"),
            chain("c?", None, chain("d", None)),
        ]

    def test_of_two_lines_that_both_count_up_a_list_the_one_that_asks_is_the_question(self):
        text = "Q2. a\nA.\n1. b\n2. c\n3. d\n+ e\nA.\n1. f\n2. g\n3. h?\n+ i\n4. j"
        assert chains(text) == [
            chain("a", "1. b\n2. c\n3. d", chain("e", "1. f\n2. g")),
            chain("h?", None, chain("i", None)),
            chain("j", None),
        ]

    def test_blank_lines_between_all_items_do_not_end_a_list(self):
        text = "Q1. a\n\nA.\n\n1. b\n\n2. c\n\n3. d\n\n2. e\n\nA. f\n\n3. g"
        assert chains(text) == [
            chain("a", "1. b\n\n2. c\n\n3. d"),
            chain("e", "f"),
            chain("g", None),
        ]

    def test_a_list_item_before_a_question_with_the_next_number_is_not_that_question(self):
        text = (
            "Q3. a\nA.\n1. b\n2. c\n3. d\n4. e\n+ f\nA.\n1. g\n2. h\n3. i\n4. j?\n+ k\n"
            "A.\n1. l\n2. m\n3. n\n4. o\n5. p?\nA. q"
        )
        assert chains(text) == [
            chain("a", "1. b\n2. c\n3. d\n4. e", chain("f", "1. g\n2. h\n3. i")),
            chain("j?", None, chain("k", "1. l\n2. m\n3. n\n4. o")),
            chain("p?", "q"),
        ]

    def test_a_list_with_brackets_does_not_count_with_dots(self):
        text = "1. a\nA.\n1) b\n2) c\n2. d\n+ e"
        assert chains(text) == [chain("a", "1) b\n2) c"), chain("d", None, chain("e", None))]

    def test_a_list_in_a_prompt(self):
        text = "1. a\nA. b\n2. c\n1. d\n2. e\n3. f\nA. g\n3. h\nA. i"
        assert chains(text) == [
            chain("a", "b"),
            chain("c\n1. d\n2. e\n3. f", "g"),
            chain("h", "i"),
        ]

    def test_indented_numbers_belong_to_the_text(self):
        text = "1. a\nA. b\n  2. c\n2. d\nA. e"
        assert chains(text) == [chain("a", "b\n  2. c"), chain("d", "e")]

    def test_a_stray_number_is_a_text_if_the_question_comes_after_a_blank_line(self):
        text = "Q1. a\nA. b\n2. c\n\n+ d\n\n2. e\n\n3. f"
        assert chains(text) == [
            chain("a", "b\n2. c", chain("d", None)),
            chain("e", None),
            chain("f", None),
        ]
        assert doubts(text) == [(3, "list_like_line")]


class TestRootQuestions:
    def test_questions_without_answers(self):
        assert prompts("1. a\n2. b\n3. c") == ["a", "b", "c"]
        assert prompts("1. a\n\n2. b\n\n3. c\n") == ["a", "b", "c"]

    def test_questions_after_answers_that_have_no_answers_themselves(self):
        assert chains("1. a\nA. b\n2. c\n3. d\nA. e") == [
            chain("a", "b"),
            chain("c", None),
            chain("d", "e"),
        ]

    def test_q_is_always_a_root_question(self):
        assert chains("Q1. a\nA.\n1. b\nQ2. c\nQ7. d\nQ2. e") == [
            chain("a", "1. b"),
            chain("c", None),
            chain("d", None),
            chain("e", None),
        ]

    def test_a_missing_number(self):
        text = "1. a\nA. b\n3. c\nA. d\n\n5. e\n\n+ f\n7. g\n8. h"
        assert prompts(text) == ["a", "c", "e", "g", "h"]
        assert doubts(text) == [(3, "number_jump"), (6, "number_jump"), (9, "number_jump")]

    def test_a_number_twice(self):
        text = "1. a\nA. b\n2. c\nA. d\n2. e\nA. f\n3. g"
        assert prompts(text) == ["a", "c", "e", "g"]
        assert doubts(text) == [(5, "number_jump")]

    def test_a_number_out_of_order_without_any_evidence_is_a_text(self):
        text = "Q1. a\nA. b\n7. c\n+ d"
        assert chains(text) == [chain("a", "b\n7. c", chain("d", None))]
        assert doubts(text) == [(3, "list_like_line")]

    def test_far_jumps_are_no_questions(self):
        assert chains("1. a\nA. b\n\n2024. 봄\n+ c") == [
            chain("a", "b\n\n2024. 봄", chain("c", None))
        ]

    def test_a_question_without_the_blank_line_that_the_others_have_is_found(self):
        text = "1. a\n\n2. b\n\n3. c\n4. d\n\n5. e"
        assert prompts(text) == ["a", "b", "c", "d", "e"]
        assert doubts(text) == [(6, "doubtful_root")]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("items", [0, 2, 3, 4, 9])
@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("mark", ["{}.", "Q{}.", "{})", "Ｑ{}．"])
def test_lists_of_any_length_below_any_root_question(gap, items, answered, mark):
    """Twelve root questions, each with the same list in both of its answers."""
    points = "\n".join(f"{n}. 점" for n in range(1, items + 1))
    lines, expected = [], []
    for n in range(1, 13):
        lines.append(f"{mark.format(n)} 질문 {n}")
        lines += [f"A.\n{points}"] if answered else []
        lines += [f"+ 꼬리 {n}", f"A.\n{points}"]
        below = chain(f"꼬리 {n}", points)
        expected.append(chain(f"질문 {n}", points if answered else None, below))
    assert chains(gap.join(lines)) == expected
