"""Reading outlines: the real file in all its variants, then each rule of docs/formats.md."""

import json
import random
import re
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.outline import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_QUESTIONS,
    MAX_TEXT,
    Finding,
    OutlineError,
    Problem,
    decode,
    parse,
)
from tests.questions.outlines import bare, bare_item, chain, ink, words

DATA = Path(__file__).parent.parent / "data"
REAL = (DATA / "deep-learning-questions.ko.txt").read_text(encoding="utf-8")
EXPECTED = json.loads(
    (DATA / "deep-learning-questions.expected.json").read_text(encoding="utf-8")
)
NOTES = ("notes_before", "notes_after")
thorough = settings(max_examples=150, deadline=None, database=None)


def expected_chains() -> list[tuple]:
    return [
        chain(
            root["prompt"],
            root["heard"],
            *(chain(one["prompt"], one["heard"]) for one in root["follow_ups"]),
        )
        for root in EXPECTED["chains"]
    ]


def chains(text: str) -> list[tuple]:
    return [bare_item(item) for item in parse(text).chains]


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(OutlineError) as caught:
        parse(text)
    return caught.value.problems


def codes(text: str) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in parse(text).findings]


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n", re.sub(r"\n\s*\n", "\n", text))


class TestRealFile:
    def test_every_prompt_and_every_answer_is_as_written(self):
        assert chains(REAL) == expected_chains()

    def test_header_intro_and_closing_line_are_notes(self):
        outline = parse(REAL)
        assert outline.notes_before == EXPECTED["notes_before"]
        assert outline.notes_after == EXPECTED["notes_after"]
        assert [topic.title for topic in outline.topics] == [""]

    def test_its_numbers_are_known(self):
        outline = parse(REAL)
        below = [len(list(root.walk())) - 1 for root in outline.chains]
        heard = [item.heard for item in outline.walk()]
        assert outline.count == 64
        assert below == [4, 6, 2, 5, 4, 5, 3, 3, 3, 3, 4, 3, 3, 0, 0, 0]
        assert (heard.count(None), heard.count(""), len(list(filter(None, heard)))) == (3, 4, 57)

    def test_every_question_knows_its_line(self):
        lines = REAL.split("\n")
        assert all(item.prompt in lines[item.line - 1] for item in parse(REAL).walk())

    def test_every_sign_of_doubt_is_found(self):
        assert codes(REAL) == [
            (10, "list_like_line"),
            (13, "placeholder"),
            (22, "uncertain_mark"),
            (28, "list_like_line"),
            (40, "remark"),
            (40, "uncertain_mark"),
            (56, "ellipsis"),
            (62, "no_answer"),
            (66, "ellipsis"),
            (70, "ellipsis"),
            (88, "ellipsis"),
            (92, "ellipsis"),
            (106, "empty_answer"),
            (110, "empty_answer"),
            (120, "no_answer"),
            (132, "empty_answer"),
            (136, "empty_answer"),
            (142, "no_answer"),
            (171, "ellipsis"),
            (175, "unusual_marker"),
            (274, "ellipsis"),
        ]

    def test_a_finding_shows_the_fragment(self):
        findings = parse(REAL).findings
        assert Finding(13, "placeholder", "[더 있으면 후에 더 추가]") in findings
        assert Finding(40, "remark", "// 더 찾아볼 것") in findings
        assert Finding(136, "empty_answer", "AE 학습시 항상 Loss 를 0으로 만들수 있을까?") in findings


def tabs(text: str) -> str:
    """A tab instead of the space after every marker, and follow-ups moved in by a tab."""
    text = re.sub(r"(?m)^(\+|A[.,]|Q1\.) ?", "\\1\t", text)
    text = re.sub(r"(?<=\n\n)(\d+\.) ", "\\1\t", text)
    return re.sub(r"(?m)^(?=[+]|A[.,])", "\t", text)


def full_width(text: str) -> str:
    """`＋ Ｑ１． ２． Ａ． Ａ，` instead of the markers; answers stay as they are."""
    wide = {ord(char): ord(char) + 0xFEE0 for char in "QA+.,0123456789"}
    marker = r"(?m)^(?:\+|A[.,]|Q1\.|(?<=\n\n)\d+\.)"
    return re.sub(marker, lambda hit: hit[0].translate(wide), text)


def no_final_newline(text: str) -> str:
    return text.rstrip("\n")


def final_newline(text: str) -> str:
    return text + "\n"


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def cr(text: str) -> str:
    return text.replace("\n", "\r")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def same(text: str) -> str:
    return text


def assert_is_real(text: str) -> None:
    outline = parse(text)
    assert [bare_item(item) for item in outline.chains] == expected_chains()
    assert [ink(getattr(outline, name)) for name in NOTES] == [ink(EXPECTED[n]) for n in NOTES]


class TestVariantsOfTheRealFile:
    @pytest.mark.parametrize("markers", [same, tabs, full_width])
    @pytest.mark.parametrize("blanks", [same, without_blank_lines])
    @pytest.mark.parametrize("ends", [same, crlf, cr, final_newline])
    @pytest.mark.parametrize("form", [same, nfd])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
    def test_the_tree_stays_the_same(self, markers, blanks, ends, form, encoding):
        if (form, encoding) == (nfd, "cp949"):
            form = same  # CP949 has no conjoining letters
        data = ends(form(blanks(markers(REAL)))).encode(encoding)
        decoded = decode(data)
        assert decoded.encoding == encoding
        assert_is_real(decoded.text)

    def test_the_variants_are_what_they_say(self):
        assert "\n\t+\tNon-Linearity" in tabs(REAL)
        assert "\n2.\tGradient Descent" in tabs(REAL)
        assert "\n\tA,\tSGD" in tabs(REAL)
        assert "\n＋ Non-Linearity" in full_width(REAL)
        assert "\nＱ１． 요즘" in full_width(REAL)
        assert "\n１６． AutoML" in full_width(REAL)
        assert "\nＡ， SGD" in full_width(REAL)
        assert "\n\n" not in without_blank_lines(REAL)
        assert "한" not in nfd(REAL)

    @pytest.mark.parametrize("seed", range(40))
    def test_any_of_the_blank_lines_may_be_missing(self, seed):
        chance = random.Random(seed)
        text = re.sub(r"\n(?=\n)", lambda hit: chance.choice(["", "\n"]), REAL)
        assert_is_real(text)

    @pytest.mark.parametrize("before", ["Q1", r"\d+", r"\+", "A"])
    def test_blank_lines_before_one_kind_of_line_may_be_missing(self, before):
        assert_is_real(re.sub(rf"\n\n(?={before})", "\n", REAL))

    def test_blank_lines_may_be_doubled(self):
        assert_is_real(REAL.replace("\n\n", "\n\n\n"))

    def test_in_double_spacing_only_the_answers_have_more_blank_lines(self):
        outline = parse(REAL.replace("\n", "\n\n"))
        found = [(item.prompt, item.heard) for item in outline.walk()]
        wanted = [(item.prompt, item.heard) for item in parse(REAL).walk()]
        assert [(p, h and h.replace("\n\n", "\n")) for p, h in found] == wanted

    def test_spaces_around_lines_do_not_matter(self):
        text = re.sub(r"(?m)^(?=[+Q]|A[.,])", " ", REAL).replace("\n\n", " \t\n \n")
        assert_is_real(text)

    def test_without_its_first_letter_q_it_is_the_same(self):
        assert_is_real(REAL.replace("Q1.", "1."))
        assert_is_real(without_blank_lines(REAL.replace("Q1.", "1.")))

    def test_with_q_before_every_number_it_is_the_same(self):
        assert_is_real(re.sub(r"(?<=\n\n)(\d+\.)", r"Q\1", REAL))


class TestMarkers:
    @pytest.mark.parametrize("root", ["Q1.", "Q1)", "Q1:", "Q 1.", "Q.", "Q:", "1.", "1)", "Ｑ１．", "１）"])
    def test_root_questions(self, root):
        assert chains(f"{root} 왜?\nA. 그냥") == [chain("왜?", "그냥")]

    @pytest.mark.parametrize("answer", ["A.", "A,", "A:", "A)", "Ａ．", "Ａ，", "Ａ：", " A.", "\tA."])
    def test_answers(self, answer):
        assert chains(f"Q1. 왜?\n{answer} 그냥") == [chain("왜?", "그냥")]

    @pytest.mark.parametrize("plus", ["+", "＋", "+\t", " + ", "\t+", "\u3000＋\u3000", "\u200b+"])
    def test_follow_ups(self, plus):
        assert chains(f"Q1. 왜?\n{plus}정말?") == [chain("왜?", None, chain("정말?", None))]

    @pytest.mark.parametrize(
        "line",
        ["A.I. 는 무엇", "A 는", "a. 하나", "Q, K, V 는", "Q1, Q3", "Q.K", "QA.", "2.5배", "Adam,"]
        + ["#", "### 셋", "##붙임", "-", "0. 영", "1990년", "(2. 둘)", "12345. 큼"],
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
    return tuple((item.prompt, pairs(item.children)) if item.children else item.prompt for item in items)


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
        assert tree("+ a", "      ++ b", "++ c", "  + d", "+ e") == (("a", ("b", ("c", ("d",)))), "e")

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
        ["이상입니다.", "이상으로 마칩니다", "이상 제 질문이었습니다", "끝", "That's all", "The end."],
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

    @pytest.mark.parametrize("line", ["\\alpha", "\\frac{1}{2}", "\\\\alpha", "\\- a", "a\\", " \\"])
    def test_other_backslashes_are_words(self, line):
        assert chains(f"Q1. q\nA. b\n{line}\nc") == [chain("q", f"b\n{line}\nc")]


class TestProblems:
    def test_a_follow_up_before_any_root(self):
        (problem,) = problems("머리말\n+ 왜?\nA. 음")
        assert problem == Problem(2, "follow_up_before_root", {"text": "+ 왜?"})
        assert str(problem) == (
            "line 2: A follow-up stands before any root question: + 왜?. "
            "Put a root question such as “Q1. …” above it."
        )

    def test_a_follow_up_right_below_a_heading(self):
        assert [(p.line, p.code) for p in problems("Q1. a\n## x\n+ b")] == [
            (3, "follow_up_before_root")
        ]

    @pytest.mark.parametrize("text", ["", "\n \n", "그냥 글", "## 주제"])
    def test_no_questions(self, text):
        assert problems(text) == (Problem(0, "no_questions"),)

    def test_an_empty_prompt(self):
        assert problems("Q1. a\n+ \nA. b\n2.\n") == (
            Problem(2, "empty_prompt"),
            Problem(4, "empty_prompt"),
        )

    @pytest.mark.parametrize("char", ["\x00", "\ufffd"])
    def test_characters_that_show_damage(self, char):
        code = {"\x00": "nul", "\ufffd": "replacement_character"}[char]
        assert problems(f"Q1. a\nA. b{char}c{char}") == (Problem(2, code),)

    @pytest.mark.parametrize("char", ["\x01", "\x0b", "\x1b", "\x7f", "\x85", "\u200e", "\u202e", "\u2066", "\ud800"])
    def test_control_characters(self, char):
        params = {"codepoint": f"U+{ord(char):04X}"}
        assert problems(f"Q1. a{char}") == (Problem(1, "control_character", params),)

    def test_all_problems_are_told_in_order(self):
        error = pytest.raises(OutlineError, parse, "+ a\n+ b\x07\nQ1.\nA. \ufffd").value
        assert [(p.line, p.code) for p in error.problems] == [
            (1, "follow_up_before_root"),
            (2, "control_character"),
            (2, "follow_up_before_root"),
            (3, "empty_prompt"),
            (4, "replacement_character"),
        ]
        assert str(error).split("\n")[3] == (
            "line 3: This question has no words. Write them after its marker or delete the line."
        )

    def test_the_size_limit(self):
        start = "Q1. a\nQ2. "
        fits = start + "\n" * (MAX_BYTES - len(start) - 1) + "b"
        assert parse(fits).count == 2
        assert problems(fits + "c") == (
            Problem(0, "too_large", {"size": MAX_BYTES + 1, "limit": MAX_BYTES}),
        )

    def test_a_file_that_fits_in_cp949_is_not_too_large(self):
        blocks = ("Q1. " + "가" * 5000 + "\n") * 90
        assert len(blocks.encode("utf-8")) > MAX_BYTES > len(blocks.encode("cp949"))
        assert parse(decode(blocks.encode("cp949")).text).count == 90

    def test_the_limit_of_questions(self):
        fits = "Q1. a\n" + "+ b\n" * (MAX_QUESTIONS - 1)
        assert parse(fits).count == MAX_QUESTIONS
        params = {"count": MAX_QUESTIONS + 1, "limit": MAX_QUESTIONS}
        assert problems(fits + "+ c\n+ d") == (
            Problem(MAX_QUESTIONS + 1, "too_many_questions", params),
        )

    @pytest.mark.parametrize("line", [lambda n: "+" * n, lambda n: " " * n + "+"])
    def test_the_limit_of_levels(self, line):
        lines = ["Q1. a"] + [line(n) + " b" for n in range(1, MAX_DEPTH)]
        assert parse("\n".join(lines)).count == MAX_DEPTH
        lines += [line(MAX_DEPTH) + " c", line(MAX_DEPTH + 1) + " d", "+ e"]
        assert problems("\n".join(lines)) == (
            Problem(33, "too_deep", {"depth": 33, "limit": 32}),
            Problem(34, "too_deep", {"depth": 34, "limit": 32}),
        )

    @pytest.mark.parametrize(
        ("text", "line", "what"),
        [
            ("Q1. {}", 1, "question"),
            ("Q1. a\nA. {}", 2, "answer"),
            ("{}\nQ1. a", 1, "note"),
            ("Q1. a\n\n\n{}", 1, "note"),
            ("Q1. a\n## {}", 2, "topic"),
        ],
    )
    def test_the_limit_of_a_text(self, text, line, what):
        fits = "가" * (MAX_TEXT // 3) + "a" * (MAX_TEXT % 3)
        assert parse(text.format(fits)).count == 1
        params = {"what": what, "size": MAX_TEXT + 1, "limit": MAX_TEXT}
        assert problems(text.format(fits + "b")) == (Problem(line, "text_too_long", params),)


MARKS = set("QA+.,:)#\\0123456789ＱＡ＋．，：）＃０１２３４５６７８９")


class TestAnyText:
    @given(st.text() | words)
    @thorough
    def test_only_outline_errors_are_raised(self, text):
        try:
            parse(text)
        except OutlineError as error:
            assert str(error)
            assert error.problems

    @given(words)
    @thorough
    def test_nothing_that_shows_is_lost_but_markers(self, text):
        text = "Q1. 첫째\n" + text
        try:
            outline = parse(text)
        except OutlineError:
            return
        parts = [outline.notes_before, outline.notes_after]
        parts += [topic.title for topic in outline.topics]
        parts += [part for item in outline.walk() for part in (item.prompt, item.heard or "")]
        left = list(ink(text))
        for char in ink("".join(parts)):
            left.remove(char)
        assert set(left) <= MARKS

    @given(words)
    @thorough
    def test_every_finding_makes_a_sentence_about_a_line_of_the_text(self, text):
        text = "Q1. 첫째\n" + text
        try:
            outline = parse(text)
        except OutlineError:
            return
        for finding in outline.findings:
            assert 1 <= finding.line <= text.count("\n") + 1
            assert str(finding).startswith(f"line {finding.line}: ")


def test_reading_takes_steps_in_proportion_to_the_length():
    """Counted in calls, not in seconds."""
    import sys

    def calls(chains: int) -> int:
        block = "{n}. 질문\nA.\n1. 하나\n2. 둘\n3. 셋\n+ 왜?\nA. 1. 하나\n  + 그래서?\n\n"
        text = "".join(block.format(n=n) for n in range(1, chains + 1))
        count = 0

        def tally(frame, event, argument):
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(tally)
        try:
            assert parse(text).count == 3 * chains
        finally:
            sys.setprofile(None)
        return count

    assert calls(400) < 2.2 * calls(200)
