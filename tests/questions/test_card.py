"""questions.card: what a card keeps, what an edit makes of it, what a search compares."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from questions.card import (
    MAX_TEXT,
    PROMPT_END,
    Card,
    Figure,
    Source,
    amended,
    facets,
    fold,
    searchable,
    terms,
)
from tests.questions.cards import FULL

CARD = Card(
    prompt={"ko": "왜 ReLU인가?", "en": "Why ReLU?"},
    answer={"en": "It is cheap."},
    heard={"ko": "빨라서"},
    key_points=[{"text": {"en": "cheap"}}, {"text": {"ko": "희소"}, "essential": False}],
    hints=[{"en": "draw it"}],
    anchors={"1": {"en": "no idea"}, "4": {"en": "knows GELU"}},
    pitfalls=[{"text": {"en": "zero-centred"}, "why": {"en": "never negative"}}],
    sources=["Glorot 2011"],
)


def test_a_text_is_kept_trimmed_composed_and_with_plain_line_ends():
    decomposed = unicodedata.normalize("NFD", "경사")
    card = Card(prompt={"ko": f"  {decomposed}\r\n하강\r "})
    assert card.prompt == {"ko": "경사\n하강"}


def test_a_language_without_words_is_left_out():
    assert Card(prompt={"ko": "왜?", "en": " \n"}).prompt == {"ko": "왜?"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a\0b", "text_unkeepable"),
        ("a\ufffdb", "text_unkeepable"),
        ("가" * (MAX_TEXT // 3 + 1), "text_too_long"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_with_its_place(text, kind):
    with pytest.raises(ValidationError) as refused:
        Card(prompt={"ko": "왜?"}, hints=[{"ko": "ok"}, {"ko": text}])
    (error,) = refused.value.errors()
    assert (error["loc"], error["type"]) == (("hints", 1, "ko"), kind)


@pytest.mark.parametrize("wrong", [{"kind": "riddle"}, {"minutes": 0}, {"minutes": 61}, {"x": 1}])
def test_a_card_has_no_unknown_kind_length_or_field(wrong):
    with pytest.raises(ValidationError):
        Card(prompt={"en": "Why?"}, **wrong)


def test_facets_say_all_that_a_card_says_in_the_order_of_reading():
    assert facets(CARD) == {
        ("prompt", "ko"): "왜 ReLU인가?",
        ("prompt", "en"): "Why ReLU?",
        ("answer", "en"): "It is cheap.",
        ("heard", "ko"): "빨라서",
        ("key_points", "ko"): "희소",
        ("key_points", "en"): "cheap",
        ("hints", "en"): "draw it",
        ("anchors", "en"): "1  no idea\n4  knows GELU",
        ("pitfalls", "en"): "zero-centred\nnever negative",
        ("essential", ""): "1",
        ("sources", ""): "Glorot 2011",
        ("kind", ""): "explain",
        ("level", ""): "junior",
        ("when", ""): "always",
        ("minutes", ""): "3",
        ("standing", ""): "unverified",
    }


VERIFIED = CARD.model_copy(update={"standing": "verified"})


@pytest.mark.parametrize("standing", ["reviewed", "verified", "contested", "outdated"])
def test_a_card_with_other_words_is_unverified_whatever_it_was(standing):
    checked = CARD.model_copy(update={"standing": standing})
    after = CARD.model_copy(update={"minutes": 5, "standing": standing})
    assert amended(checked, after) == CARD.model_copy(update={"minutes": 5})


def test_a_card_with_the_same_words_stays_what_it_was():
    assert amended(VERIFIED, CARD) == VERIFIED
    assert amended(CARD, VERIFIED) == CARD


def test_searchable_holds_every_text_folded():
    words = searchable(CARD)
    for text in CARD.texts():
        assert fold(text) in words


def test_searchable_tells_the_prompt_from_the_rest():
    assert searchable(CARD).startswith(f"왜 relu인가?\nwhy relu?\n{PROMPT_END}\nit is cheap.\n")


@given(st.text())
def test_folding_does_not_care_about_composition_and_folds_once(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(text)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", []),
        ("  ReLU  함수 ", ["relu", "함수"]),
        (unicodedata.normalize("NFD", "경사"), ["경사"]),
        ("딥러ㄴ", ["딥러"]),
        ("ㅋ", ["ㅋ"]),
    ],
)
def test_terms_are_folded_words_without_the_syllable_still_being_typed(query, words):
    assert terms(query) == words


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (
            "He, Zhang (2015). Delving Deep into Rectifiers. ICCV 2015, arXiv:1502.01852",
            Source(
                authors="He, Zhang",
                year=2015,
                title="Delving Deep into Rectifiers",
                where="ICCV 2015, arXiv:1502.01852",
            ),
        ),
        ("Bishop (2006). PRML", Source(authors="Bishop", year=2006, title="PRML")),
        ("https://example.org/a. b", Source(title="https://example.org/a. b")),
    ],
)
def test_a_source_is_one_line_and_read_from_it(line, source):
    assert Source.parse(line) == source
    assert str(source) == line


def test_an_edit_of_a_checked_card_undoes_the_check_and_no_edit_gives_one():
    check = {"on": "2026-11-28", "by": "Min", "against": ["Glorot 2011"]}
    verified = CARD.model_copy(update={"standing": "verified"}).model_dump()
    verified = Card.model_validate({**verified, "checked": check})
    same = verified.model_copy(update={"standing": "unverified", "checked": None})
    other = same.model_copy(update={"minutes": 5})
    assert amended(verified, same) == verified
    assert amended(verified, other) == other
    assert amended(CARD, CARD.model_copy(update={"standing": "verified"})) == CARD


def test_another_picture_of_the_same_name_is_another_facet():
    one, other = (
        CARD.model_copy(update={"figure": Figure(file="figures/a.svg", svg=svg, alt={"en": "A"})})
        for svg in ("<svg/>", "<svg></svg>")
    )
    assert facets(one)["figure", ""] == "figures/a.svg (acb9fb49)"
    assert facets(other)["figure", ""] != facets(one)["figure", ""]


def test_a_card_is_bare_that_says_nothing_but_its_prompt_in_one_language():
    bare = Card(prompt={"en": "Why?"}, kind="code", minutes=9, standing="reviewed")
    assert bare.is_bare
    assert not Card(prompt={"en": "Why?", "ko": "왜?"}).is_bare
    said = {part: FULL[part] for part in FULL if part not in NOT_SAID}
    cards = {name: Card(prompt={"en": "Why?"}, **{name: part}) for name, part in said.items()}
    assert [name for name, card in cards.items() if card.is_bare] == []
    assert not Card(prompt={"en": "Why?"}, answer_figure=FULL["figure"]).is_bare


NOT_SAID = {"kind", "level", "when", "words", "standing", "minutes"}
