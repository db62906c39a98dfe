"""The form of a card takes nothing away: what it shows is what it gives."""

from pathlib import Path

import pytest

from questions.card import same_words
from questions.forms import CardForm
from questions.forms import draft as drafts
from questions.pack import read

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
