"""Each rule of docs/formats.md, section "The outline", but for bare numbers and limits."""

import pytest

from questions.outline import Finding, parse
from tests.questions.outlines import bare, chain, chains, codes


class TestMarkers:
    @pytest.mark.parametrize(
        "root", ["Q1.", "Q1)", "Q1:", "Q 1.", "Q.", "Q:", "1.", "1)", "Ｑ１．", "１）"]
    )
    def test_root_questions(self, root):
        assert chains(f"{root} 왜?\nA. 그냥") == [chain("왜?", "그냥")]

    @pytest.mark.parametrize(
        "answer", ["A.", "A,", "A:", "A)", "Ａ．", "Ａ，", "Ａ：", " A.", "\tA."]
    )
    def test_answers(self, answer):
        assert chains(f"Q1. 왜?\n{answer} 그냥") == [chain("왜?", "그냥")]

    @pytest.mark.parametrize("plus", ["+", "＋", "+\t", " + ", "\t+", "\u3000＋\u3000", "\u200b+"])
    def test_follow_ups(self, plus):
        assert chains(f"Q1. 왜?\n{plus}정말?") == [chain("왜?", None, chain("정말?", None))]

    @pytest.mark.parametrize(
        "line",
        ["A.I. 는 무엇", "A 는", "a. 하나", "Q, K, V 는", "Q1, Q3", "Q.K", "QA.", "2.5배", "Adam,",
         "#", "### 셋", "##붙임", "-", "0. 영", "1990년", "(2. 둘)", "12345. 큼"],
    )  # fmt: skip
    def test_what_only_looks_like_a_marker_is_part_of_the_text(self, line):
        assert chains(f"Q1. 왜?\n{line}") == [chain(f"왜?\n{line}", None)]

    def test_the_words_may_begin_on_the_next_line_and_go_on(self):
        assert chains("Q1.\n왜\n 그런가?\n+\n정말\n로?\nA.\n\n응,\n 응") == [
            chain("왜\n 그런가?", None, chain("정말\n로?", "응,\n 응"))
        ]

    def test_inner_spaces_stay_and_outer_ones_go(self):
        assert chains("Q1.   왜  \n  그런가?  \nA. \n\t응  \n  \n그래  \n\n+ 네?") == [
            chain("왜  \n  그런가?", "응  \n  \n그래", chain("네?", None))
        ]

    def test_an_empty_marker_is_not_an_absent_one(self):
        assert chains("Q1. a\nA.\n+ b\n+ c\nA. \n") == [
            chain("a", "", chain("b", None), chain("c", ""))
        ]

    def test_a_second_answer_belongs_to_the_first(self):
        text = "Q1. a\nA. b\nA. c\n+ d"
        assert chains(text) == [chain("a", "b\nA. c", chain("d", None))]
        assert (3, "second_answer") in codes(text)

    def test_an_answer_without_a_question_is_a_note(self):
        outline = parse("A. 누구?\nQ1. a")
        assert outline.notes_before == "A. 누구?"
        assert (1, "answer_without_question") in codes("A. 누구?\nQ1. a")

    def test_a_plus_that_may_be_a_sum_is_found(self):
        assert codes("Q1. a\nA. b\n+1 점\nA. c") == [(3, "unusual_marker")]


def tree(*lines: str) -> tuple:
    """The tree of follow-ups below a root question, as nested pairs."""
    (root,) = parse("\n".join(["Q1. root", *lines])).chains
    return pairs(root.children)


def pairs(items: tuple) -> tuple:
    return tuple(
        (item.prompt, pairs(item.children)) if item.children else item.prompt for item in items
    )


class TestLevels:
    def test_plus_signs_count_levels(self):
        assert tree("+ a", "++ b", "+++ c", "++ d", "+ e") == (("a", (("b", ("c",)), "d")), "e")

    def test_indentation_counts_levels(self):
        assert tree("+ a", "  + b", "    + c", "  + d", "+ e") == (
            ("a", (("b", ("c",)), "d")),
            "e",
        )

    def test_tabs_indent_to_the_next_multiple_of_four(self):
        assert tree("+ a", "\t+ b", "    + c", "  \t+ d", "\t \t+ e") == (
            ("a", ("b", "c", ("d", ("e",)))),
        )

    def test_an_ideographic_space_counts_two_columns(self):
        assert tree("+ a", "\u3000+ b", "  + c") == (("a", ("b", "c")),)

    def test_equally_indented_follow_ups_are_siblings(self):
        assert tree("\t+ a", "\t+ b", "\t+ c") == ("a", "b", "c")

    def test_less_indented_than_the_first_is_a_sibling_too(self):
        assert tree("    + a", "  + b", "+ c") == ("a", "b", "c")

    def test_two_or_more_plus_signs_do_not_heed_indentation(self):
        assert tree("+ a", "      ++ b", "++ c", "  + d", "+ e") == (
            ("a", ("b", ("c", ("d",)))),
            "e",
        )

    def test_a_single_plus_is_a_sibling_of_the_one_at_its_column(self):
        assert tree("\t+ a", "++ b", "\t+ c") == (("a", ("b",)), "c")

    def test_a_skipped_level_is_found(self):
        text = "Q1. r\n+++ a\n+++ b\n+ c"
        assert tree("+++ a", "+++ b", "+ c") == ("a", "b", "c")
        assert [code for code in codes(text) if code[1] == "level_skipped"] == [
            (2, "level_skipped"),
            (3, "level_skipped"),
        ]

    def test_an_uneven_indentation_is_found(self):
        assert tree("+ a", "    + b", "  + c") == (("a", ("b", "c")),)
        assert (4, "uneven_indent") in codes("Q1. r\n+ a\n    + b\n  + c")
        assert "uneven_indent" not in str(codes("Q1. r\n+ a\n  + b\n    + c\n  + d"))

    def test_answers_may_be_indented_with_their_question(self):
        assert chains("Q1. r\n  A. 1\n  + a\n    A. 2\n    + b\n      A. 3") == [
            chain("r", "1", chain("a", "2", chain("b", "3")))
        ]


class TestNotes:
    def test_text_before_the_first_question_is_a_note(self):
        assert parse("제목\n\n 소개  \n\n\nQ1. a").notes_before == "제목\n\n 소개"

    def test_two_blank_lines_end_the_last_answer(self):
        outline = parse("Q1. a\nA. b\n\nc\n\n\n끝으로\n\n정말 끝")
        assert bare(outline) == ("", "끝으로\n\n정말 끝", (("", (chain("a", "b\n\nc"),)),))
        assert "closing_text" not in str(outline.findings)

    def test_one_blank_line_ends_the_last_answer_if_no_two_do(self):
        outline = parse("Q1. a\nA. b\n\n끝으로\n\n정말 끝")
        assert bare(outline) == ("", "끝으로\n\n정말 끝", (("", (chain("a", "b"),)),))
        assert outline.findings == (Finding(4, "closing_text", "끝으로"),)

    def test_a_blank_line_inside_an_earlier_answer_does_not_end_it(self):
        text = "Q1. a\nA. b\n\nc\nQ2. d\nA. e"
        assert chains(text) == [chain("a", "b\n\nc"), chain("d", "e")]
        assert codes(text) == [(4, "blank_line_inside")]

    def test_an_answer_that_begins_after_a_blank_line_is_an_answer(self):
        outline = parse("Q1. a\nA.\n\nb\n\nc")
        assert bare(outline) == ("", "c", (("", (chain("a", "b"),)),))

    def test_an_empty_answer_before_two_blank_lines_stays_empty(self):
        outline = parse("Q1. a\nA.\n\n\nb")
        assert bare(outline) == ("", "b", (("", (chain("a", ""),)),))

    def test_a_list_goes_on_over_blank_lines_at_the_end(self):
        assert chains("Q1. a\nA.\n\n1. b\n\n2. c\n") == [chain("a", "1. b\n\n2. c")]

    @pytest.mark.parametrize(
        "line",
        [
            "이상입니다.",
            "이상으로 마칩니다",
            "이상 제 질문이었습니다",
            "끝",
            "That's all",
            "The end.",
        ],
    )
    def test_a_closing_formula_ends_the_last_answer_without_a_blank_line(self, line):
        outline = parse(f"Q1. a\nA. b\n{line}\n")
        assert bare(outline) == ("", line, (("", (chain("a", "b"),)),))
        assert outline.findings == (Finding(3, "closing_text", line),)

    @pytest.mark.parametrize("line", ["이상치를 지운다", "이상 탐지에 쓴다", "끝까지 학습한다"])
    def test_words_that_begin_like_a_closing_formula_are_none(self, line):
        assert chains(f"Q1. a\nA. b\n{line}") == [chain("a", f"b\n{line}")]


class TestTopics:
    def test_headings_open_topics(self):
        outline = parse("머리말\n\n## 기초\n\nQ1. a\n\n##  심화 \n\nQ2. b\n\n##\nQ3. c")
        assert bare(outline) == (
            "머리말",
            "",
            (
                ("기초", (chain("a", None),)),
                ("심화", (chain("b", None),)),
                ("", (chain("c", None),)),
            ),
        )

    def test_chains_before_a_heading_have_no_topic(self):
        assert [topic.title for topic in parse("Q1. a\n## 심화\nQ2. b").topics] == ["", "심화"]

    def test_numbers_may_go_on_or_begin_again_below_a_heading(self):
        again = "## x\n1. a\nA. b\n2. c\n## y\n1. d\nA. e\n2. f"
        on = again.replace("1. d", "3. d").replace("2. f", "4. f")
        assert bare(parse(again)) == bare(parse(on))
        assert [item.prompt for item in parse(again).chains] == ["a", "c", "d", "f"]

    def test_a_topic_without_questions_is_kept_and_found(self):
        outline = parse("## x\nQ1. a\n## y\n")
        assert [topic.title for topic in outline.topics] == ["x", "y"]
        assert Finding(3, "empty_topic", "y") in outline.findings

    def test_text_below_a_heading_is_a_note(self):
        outline = parse("앞\n## x\n소개\nQ1. a\n## y\n뒤")
        assert (outline.notes_before, outline.notes_after) == ("앞\n\n소개", "뒤")
        assert [f.line for f in outline.findings if f.code == "text_under_topic"] == [3, 6]


class TestEscapes:
    @pytest.mark.parametrize(
        "line", ["+ a", "A. a", "Q1. a", "2. a", "## a", "", "  ", "\\+ a", "\\", "＋", "끝"]
    )
    def test_a_backslash_makes_a_marker_a_text(self, line):
        assert chains(f"Q1. q\nA. b\n\\{line}\nc") == [chain("q", f"b\n{line}\nc")]

    @pytest.mark.parametrize(
        "line", ["\\alpha", "\\frac{1}{2}", "\\\\alpha", "\\- a", "a\\", " \\"]
    )
    def test_other_backslashes_are_words(self, line):
        assert chains(f"Q1. q\nA. b\n{line}\nc") == [chain("q", f"b\n{line}\nc")]
