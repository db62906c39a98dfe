"""questions.pack.check: what a pack lacks or says twice; refusals: what no pack may have."""

import pytest

from questions.card import Card
from questions.pack import Contents, Entry, Heading, Problem, check, refusals
from tests.questions.packs import SVG

CARD = {
    "prompt": {"ko": "왜?", "en": "Why?"},
    "answer": {"ko": "그래서", "en": "Because"},
    "key_points": [{"text": {"ko": "하나", "en": "one"}}],
    "anchors": {
        "1": {"ko": "모른다", "en": "no idea"},
        "2": {"ko": "조금 안다", "en": "a little"},
        "3": {"ko": "제대로 안다", "en": "knows it well"},
        "4": {"ko": "그 너머까지", "en": "and beyond"},
    },
}
SOURCE = {"title": "Rectifiers", "year": 2011}
CHECKED = {"on": "2026-11-28", "by": "Min", "against": ["Rectifiers"]}
FIGURE = {"file": "figures/a.svg", "svg": SVG, "alt": {"ko": "그림", "en": "a figure"}}


def pack(*cards: dict, **about: object) -> Contents:
    """A pack of root questions a, b, ... with these cards, in order but for what they change."""
    questions = [
        Entry(key=key, topic="t", card=Card.model_validate({**CARD, **card}))
        for key, card in zip("abc", cards, strict=False)
    ]
    said = {
        "slug": "p",
        "title": {"ko": "팩", "en": "Pack"},
        "topics": [Heading(key="t", title={"ko": "주제", "en": "Topic"})],
        "questions": questions,
    }
    return Contents.model_validate({**said, **about})


def found(contents: Contents) -> list[tuple]:
    return [(one.code, one.key, one.where, dict(one.values)) for one in check(contents)]


def test_a_pack_in_order_has_nothing_wrong():
    full = {"standing": "verified", "checked": CHECKED, "sources": [SOURCE], "figure": FIGURE}
    assert found(pack(full)) == []


@pytest.mark.parametrize(
    ("card", "code", "where", "values"),
    [
        ({"prompt": {"ko": "왜?"}}, "language_missing", "prompt", {"language": "en"}),
        ({"answer": {}, "key_points": []}, "language_missing", "answer", {"language": "ko"}),
        ({"why": {"en": "x"}}, "language_missing", "why", {"language": "ko"}),
        ({"hints": [{"ko": "x"}]}, "language_missing", "hints.1", {"language": "en"}),
        ({"probe": {"ask": {"ko": "x"}}}, "language_missing", "probe.ask", {"language": "en"}),
        (
            {"pitfalls": [{"text": {"ko": "a", "en": "b"}, "ask": {"en": "x"}}]},
            "language_missing",
            "pitfalls.1.ask",
            {"language": "ko"},
        ),
        (
            {"figure": {**FIGURE, "alt": {"ko": "그림"}}},
            "language_missing",
            "figure.alt",
            {"language": "en"},
        ),
        ({"key_points": []}, "no_key_points", "key_points", {}),
        (
            {"key_points": [{"text": {"ko": "a", "en": "b"}, "essential": False}]},
            "no_essential_point",
            "key_points",
            {},
        ),
        (
            {"anchors": {k: v for k, v in CARD["anchors"].items() if k != "3"}},
            "anchor_missing",
            "anchors.3",
            {"score": "3"},
        ),
        (
            {"anchors": {**CARD["anchors"], "4": {"ko": "끝까지", "en": "Knows it: well!"}}},
            "anchors_alike",
            "anchors.4",
            {"score": "3", "language": "en"},
        ),
        ({"sources": [{"title": "x"}]}, "source_without_year", "sources.1", {}),
        ({"standing": "reviewed"}, "not_checked", "standing", {"standing": "reviewed"}),
        ({"standing": "contested"}, "not_checked", "standing", {"standing": "contested"}),
        (
            {"standing": "contested", "checked": {**CHECKED, "against": []}},
            "checked_against_nothing",
            "checked.against",
            {},
        ),
        ({"standing": "verified", "checked": CHECKED}, "verified_without_sources", "sources", {}),
        (
            {"when": "word", "words": {"ko": ["관성"]}},
            "words_missing",
            "words",
            {"language": "en"},
        ),
        ({"words": {"ko": ["관성"]}}, "words_unneeded", "words", {}),
        ({"why": {"ko": "<b>x", "en": "x"}}, "html", "why.ko", {}),
        ({"why": {"ko": "![x](y.png)", "en": "x"}}, "image", "why.ko", {}),
        ({"why": {"ko": "[x](javascript:y)", "en": "x"}}, "link", "why.ko", {}),
    ],
)
def test_what_a_card_lacks_is_named_with_its_field(card, code, where, values):
    assert found(pack(card))[0] == (code, "a", where, values)


def test_math_that_cannot_be_shown_is_named_with_its_source():
    [(code, key, where, values)] = found(pack({"why": {"ko": r"$\frac12$", "en": r"$\frac{1$"}}))
    assert (code, key, where, values["it"]) == ("math", "a", "why.en", r"\frac{1")


def test_code_and_math_and_links_to_pages_are_no_html():
    fine = "`<b>` and $a<b$ and [a page](https://example.org) and 1 < 2\n\n```\n<div>\n```"
    assert found(pack({"answer": {"ko": fine, "en": fine}})) == []


def test_an_anchor_that_another_question_has_is_a_generic_one():
    other = {"1": {"ko": "하나", "en": "one"}, "2": {"ko": "둘둘", "en": "two twins"}}
    other |= {"3": {"ko": "셋", "en": "three"}, "4": {"ko": "모른다", "en": "No idea."}}
    problems = found(pack({}, {"anchors": other}))
    assert problems == [("anchor_of_another", "b", "anchors.4", {"it": "a"})]


def test_languages_that_a_pack_does_not_claim_may_be_missing():
    korean = {
        "prompt": {"ko": "왜?"},
        "answer": {"ko": "그래서"},
        "key_points": [{"text": {"ko": "하나"}}],
        "anchors": {score: {"ko": text["ko"]} for score, text in CARD["anchors"].items()},
    }
    assert found(pack(korean, languages=["ko"])) == []
    assert {code for code, *_ in found(pack(korean))} == {"language_missing"}


def test_what_a_pack_says_of_itself_is_checked_too():
    topics = [Heading(key="t", title={"ko": "주제"})]
    lacking = pack(title={"en": "Pack"}, notes={"en": "x"}, topics=topics, languages=["en"])
    assert found(lacking) == [
        ("language_unlisted", "", "languages", {"it": "ko"}),
        ("language_missing", "", "topics.1", {"language": "en"}),
    ]


class TestRefusals:
    def test_what_a_pack_lacks_keeps_nobody_from_loading_it(self):
        assert refusals(pack({"answer": {}, "anchors": {}, "prompt": {"ko": "왜?"}})) == ()

    def test_a_prompt_without_words(self):
        assert refusals(pack({"prompt": {}})) == (
            Problem("prompt_missing", key="a", where="prompt"),
        )

    @pytest.mark.parametrize("standing", ["reviewed", "verified", "contested"])
    def test_a_standing_that_nobody_gave(self, standing):
        [problem] = refusals(pack({"standing": standing, "sources": [SOURCE]}))
        assert (problem.code, problem.where) == ("not_checked", "standing")
        assert problem.values == {"standing": standing}

    def test_a_verified_card_that_was_held_against_nothing(self):
        verified = {"standing": "verified", "checked": CHECKED}
        [problem] = refusals(pack(verified))
        assert (problem.code, problem.where) == ("verified_without_sources", "sources")
        assert refusals(pack({**verified, "facts": [{"text": "1", "test": "a.py::test"}]})) == ()

    @pytest.mark.parametrize(
        "hidden", ["\x07", "\x9f", "\u200e", "\u202e", "\u2066", "\ufeff", "\uffff"]
    )
    def test_characters_that_nobody_sees(self, hidden):
        [problem] = refusals(pack({"sources": [{"title": f"a{hidden}b"}]}))
        assert (problem.code, problem.where) == ("control_character", "sources.1")
        assert problem.values == {"codepoint": f"U+{ord(hidden):04X}"}
        [problem] = refusals(pack(terms=[{"ko": "가", "en": f"a{hidden}b"}]))
        assert (problem.code, problem.where) == ("control_character", "terms.1")

    def test_figures_without_a_file_of_their_own(self):
        other = SVG.replace("M0 0", "M1 1")
        problems = refusals(pack({"figure": FIGURE}, {"figure": {**FIGURE, "svg": other}}))
        assert [(one.code, one.key) for one in problems] == [("figure_differs", "b")]
        [problem] = refusals(pack({"figure": {**FIGURE, "file": "../a.svg"}}))
        assert (problem.code, problem.where) == ("figure_name", "figure.file")

    def test_a_figure_that_could_run_something(self):
        evil = SVG.replace("path", "script")
        [problem] = refusals(pack({"answer_figure": {**FIGURE, "svg": evil}}))
        assert (problem.code, problem.where) == ("figure_element", "answer_figure")
