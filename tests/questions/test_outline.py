"""The real file, and every variant of it that must give the same tree."""

import json
import random
import re
import unicodedata
from pathlib import Path

import pytest

from questions.outline import Finding, decode, parse
from tests.questions.outlines import bare_item, chain, chains, codes, ink

DATA = Path(__file__).parent.parent / "data"
REAL = (DATA / "deep-learning-questions.ko.txt").read_text(encoding="utf-8")
EXPECTED = json.loads((DATA / "deep-learning-questions.expected.json").read_text(encoding="utf-8"))
NOTES = ("notes_before", "notes_after")


def expected_chains() -> list[tuple]:
    return [
        chain(
            root["prompt"],
            root["heard"],
            *(chain(one["prompt"], one["heard"]) for one in root["follow_ups"]),
        )
        for root in EXPECTED["chains"]
    ]


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
        assert (
            Finding(136, "empty_answer", "AE 학습시 항상 Loss 를 0으로 만들수 있을까?") in findings
        )


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
