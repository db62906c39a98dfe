"""The form of a card takes nothing away: what it shows is what it gives."""

from pathlib import Path

import pytest

from questions.card import same_words
from questions.forms import CardForm
from questions.forms import draft as drafts
from questions.pack import read
from tests.questions.pack.contents import WHOLE

PACK = Path(__file__).parents[2] / "questions" / "packs" / "deep-learning"
FILES = {str(p.relative_to(PACK)): p.read_bytes() for p in PACK.rglob("*.*") if p.is_file()}
CARDS = [pytest.param(e.card, id=e.key) for e in read(FILES).questions]


@pytest.mark.parametrize("card", CARDS)
def test_a_card_that_nobody_touched_comes_back_as_it_was(card):
    filled = drafts.spread(drafts.with_spares(drafts.of(card)))
    sent = {
        name: str(value).replace("\n", "\r\n")  # as browsers send it
        for name, value in filled.items()
        if value not in (None, False)
    }
    form = CardForm(sent)
    assert form.is_valid(), form.errors
    assert same_words(form.card, card)


@pytest.mark.parametrize("hidden", ["\u200e", "\u202e", "\x85", "\ufeff", "\uffff"])
@pytest.mark.parametrize(
    "name", ["prompt-en", "pitfalls-0-why-ko", "sources-0-title", "words-ko", "figure-alt-ko"]
)
def test_what_loading_refuses_as_hidden_is_not_saved(name, hidden):
    filled = drafts.spread(drafts.of(WHOLE))
    sent = {name: str(value) for name, value in filled.items() if value not in (None, False)}
    assert CardForm(sent).is_valid()
    form = CardForm({**sent, name: f"a{hidden}b"})
    assert not form.is_valid()
    codepoint = f"U+{ord(hidden):04X}"
    wrong = f"There is an invisible control character {codepoint} here. Delete it."
    assert form.errors == {name: [wrong]}


def test_a_line_end_is_nothing_hidden():
    assert CardForm(
        {
            "prompt-ko": "하나\r\n둘\r셋",
            "kind": "explain",
            "level": "entry",
            "when": "always",
            "minutes": "3",
        }
    ).is_valid()
