"""What makes an outline unreadable, its limits, and what holds for any text at all."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.outline import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_QUESTIONS,
    MAX_TEXT,
    Outline,
    OutlineError,
    Problem,
    decode,
    parse,
)
from questions.outline.shape import MAX_PROBLEMS
from tests.questions.outlines import ink, words

thorough = settings(max_examples=250, deadline=None, database=None)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(OutlineError) as caught:
        parse(text)
    return caught.value.problems


def outcome(text: str) -> Outline | OutlineError:
    try:
        return parse(text)
    except OutlineError as error:
        return error


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

    @pytest.mark.parametrize(
        "char", ["\x01", "\x0b", "\x1b", "\x7f", "\x85", "\u200e", "\u202e", "\u2066", "\ud800"]
    )
    def test_control_characters(self, char):
        params = {"codepoint": f"U+{ord(char):04X}"}
        assert problems(f"Q1. a{char}") == (Problem(1, "control_character", params),)

    def test_all_problems_are_told_in_order(self):
        error = outcome("+ a\n+ b\x07\nQ1.\nA. \ufffd")
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
        block = f"Q1. {'a' * 9995}\n"
        fits = block * (MAX_BYTES // len(block))
        fits += "b" * (MAX_BYTES - len(fits))
        assert parse(fits).count == 100
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

    @pytest.mark.parametrize("lines", ["+\n", "\x01\n"], ids=["follow-ups", "characters"])
    def test_the_limit_of_problems_that_are_listed(self, lines):
        listed = problems(lines * 1000)
        assert [problem.line for problem in listed] == list(range(1, MAX_PROBLEMS + 2))
        assert listed[-1] == Problem(MAX_PROBLEMS + 1, "unlisted_problems", {"limit": MAX_PROBLEMS})

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
        result = outcome(text)
        if isinstance(result, OutlineError):
            assert len(str(result).split("\n")) >= len(result.problems) > 0

    @given(words)
    @thorough
    def test_nothing_that_shows_is_lost_but_markers(self, text):
        text = "Q1. 첫째\n" + text
        outline = outcome(text)
        if isinstance(outline, OutlineError):
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
        outline = outcome(text)
        if isinstance(outline, OutlineError):
            return
        for finding in outline.findings:
            assert 1 <= finding.line <= text.count("\n") + 1
            assert str(finding).startswith(f"line {finding.line}: ")


def test_reading_takes_steps_in_proportion_to_the_length():
    """Counted in calls, not in seconds."""

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
