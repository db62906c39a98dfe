"""Which follow-ups fit what was recorded above them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.advice import LATER, NONE, NOW, Advice, advise, rule
from interview.state import Answer
from questions.card import WHENS

NOTHING = Answer()
GOOD = Answer(score=3, outcome="answered")
WEAK = Answer(score=2, outcome="answered")
SILENT = Answer(outcome="no_answer")
SKIPPED = Answer(outcome="skipped")
TOLD = Answer(outcome="answered", note="죽은 ReLU라고 함, Dying too")


@pytest.mark.parametrize(
    ("when", "above", "advice"),
    [
        ("always", GOOD, Advice()),
        ("always", SILENT, Advice()),
        ("strong", NOTHING, Advice()),
        ("strong", SKIPPED, Advice()),
        ("strong", GOOD, Advice(NOW, "score=3")),
        ("strong", Answer(score=4, outcome="answered"), Advice(NOW, "score=4")),
        ("strong", WEAK, Advice(LATER, "score=2")),
        ("strong", SILENT, Advice(LATER, "outcome=no_answer")),
        ("weak", GOOD, Advice(LATER, "score=3")),
        ("weak", WEAK, Advice(NOW, "score=2")),
        ("weak", SILENT, Advice(NOW, "outcome=no_answer")),
        ("word", TOLD, Advice(NOW, "dying")),
        ("word", GOOD, Advice(LATER, "score=3")),
        ("word", NOTHING, Advice()),
    ],
)
def test_a_follow_up_fits_by_when_its_card_says_to_ask_it(when, above, advice):
    assert advise(rule(when, ["Dying", "포화"]), above, NOTHING) == advice


def test_a_korean_word_is_found_with_its_ending_and_however_it_is_composed():
    decomposed = Answer(note="\u110c\u116e\u11a8\u110b\u1173\u11ab")  # 죽은, as macOS writes it
    assert advise(rule("word", ["죽은"]), decomposed, NOTHING) == Advice(NOW, "죽은")
    assert advise(rule("word", ["관성"]), Answer(note="관성처럼요"), NOTHING).standing == NOW


def test_an_unknown_when_has_no_rule():
    with pytest.raises(KeyError):
        rule("never")


# A score stands only on an answer.
ANSWERS = st.builds(
    Answer,
    outcome=st.sampled_from([None, "answered", "no_answer", "skipped"]),
    note=st.text(max_size=20),
) | st.builds(Answer, score=st.integers(1, 4), outcome=st.just("answered"))


@given(st.sampled_from(WHENS), ANSWERS, ANSWERS)
def test_what_is_recorded_is_neither_brought_forward_nor_dimmed(when, above, own):
    advice = advise(rule(when, ["dying"]), above, own)
    if own.reached or not (above.reached or above.score or above.note):
        assert advice == Advice(NONE, "")
    assert (advice.standing == NONE) == (advice.sign == "")


@given(ANSWERS)
def test_strong_and_weak_are_opposites(above):
    strong, weak = (advise(rule(when), above, NOTHING) for when in ("strong", "weak"))
    assert {strong.standing, weak.standing} in ({NOW, LATER}, {NONE})
    assert strong.sign == weak.sign
