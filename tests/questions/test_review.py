"""The way of words from written to verified, and that no step of it is skipped by mistake."""

from datetime import date

import pytest

from questions.card import STANDINGS, Card, Check
from questions.models import EditConflict, Question, Refused
from questions.standing import Way
from tests.factories import make_question, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
HE, GLOROT = "He (2015). Delving Deep", "Glorot (2011). Rectifiers"
TEST = "tests/facts/test_relu.py::test_slope"


@pytest.fixture
def author():
    return make_user("Kim Minji")


@pytest.fixture
def reader():
    return make_user("Lee Suho")


@pytest.fixture
def question(author):
    question = make_question(sources=[HE, GLOROT], facts=[{"text": "1", "test": TEST}])
    question.revise(question.card.model_copy(update={"minutes": 5}), author=author)
    return question


def at(question, standing):
    """Put a question at a standing as a check would."""
    card = question.card.model_copy(
        update={"standing": standing, "checked": Check(on=date(2026, 1, 1), by="Min")}
    )
    question.revise(card, note="as it was")
    return question


def refusal(act, **arguments):
    """Say why a verb is refused; it must leave no revision."""
    before = act.__self__.revisions.count()
    with pytest.raises(Refused) as refused:
        act(on=TODAY, base=act.__self__.current.number, **arguments)
    assert act.__self__.revisions.count() == before
    return refused.value.code


def test_words_are_reviewed_by_somebody_else_then_held_against_their_sources(question, reader):
    words = question.card
    reviewed = question.review(by=reader, on=TODAY, base=2)
    assert (reviewed.number, reviewed.author, reviewed.note) == (3, reader, "")
    assert (reviewed.card.standing, reviewed.card.checked) == (
        "reviewed",
        Check(on=TODAY, by="Lee Suho"),
    )
    verified = question.verify(by=reader, on=TODAY, base=3, against=[GLOROT, TEST, "made up"])
    assert verified.card == words.model_copy(
        update={
            "standing": "verified",
            "checked": Check(on=TODAY, by="Lee Suho", against=(GLOROT, TEST)),
        }
    )
    assert [one.number for one in question.since_written()] == [2, 3, 4]


def test_nobody_reviews_their_own_words(question, author, reader):
    assert refusal(question.review, by=author) == "own_words"


def test_who_keeps_the_bank_alone_reviews_their_own_words_and_it_is_said(question, author):
    revision = question.review(by=author, on=TODAY, base=2)
    assert revision.card.standing == "reviewed"
    assert revision.note == "Reviewed by their author: nobody else keeps this bank."


def test_a_colleague_whose_account_is_shut_does_not_count(question, author, reader):
    reader.deactivate()
    assert question.review(by=author, on=TODAY, base=2).card.standing == "reviewed"


def test_what_was_loaded_has_no_author_and_anybody_reviews_it(author, reader):
    question = make_question()
    assert question.review(by=author, on=TODAY, base=1).note == ""


def test_the_author_is_whoever_wrote_the_present_words(question, author, reader):
    at(question, "reviewed").outdate(by=reader, on=TODAY, base=3, note="PyTorch 3")
    assert refusal(question.review, by=author) == "own_words"


@pytest.mark.parametrize("standing", ["unverified", "verified", "contested", "outdated"])
def test_only_reviewed_words_are_verified_or_contested(question, reader, standing):
    at(question, standing)
    assert refusal(question.verify, by=reader, against=[HE]) == "not_now"
    assert refusal(question.contest, by=reader, against=[HE, GLOROT]) == "not_now"


def test_reviewed_words_are_not_reviewed_again_before_they_were_held_against_anything(
    question, reader
):
    assert refusal(at(question, "reviewed").review, by=reader) == "not_now"


@pytest.mark.parametrize("standing", ["verified", "contested"])
def test_what_was_settled_long_ago_is_reviewed_and_settled_again(question, reader, standing):
    at(question, standing)
    reviewed = question.review(by=reader, on=TODAY, base=3).card
    assert (reviewed.standing, reviewed.checked) == ("reviewed", Check(on=TODAY, by="Lee Suho"))
    verified = question.verify(by=reader, on=TODAY, base=4, against=[HE]).card
    assert (verified.standing, verified.checked.on) == ("verified", TODAY)


@pytest.mark.parametrize("standing", STANDINGS)
def test_no_standing_is_a_dead_end(question, standing):
    assert Way(at(question, standing), make_user("Park Jun")).next in ("review", "verify")


@pytest.mark.parametrize("against", [[], ["made up"]])
def test_nothing_is_verified_against_nothing(question, reader, against):
    assert refusal(at(question, "reviewed").verify, by=reader, against=against) == "no_source"


def test_a_dispute_takes_two_sources(question, reader):
    at(question, "reviewed")
    assert refusal(question.contest, by=reader, against=[HE]) == "one_source"
    contested = question.contest(by=reader, on=TODAY, base=3, against=[HE, GLOROT]).card
    assert (contested.standing, contested.checked.against) == ("contested", (HE, GLOROT))


@pytest.mark.parametrize("standing", ["unverified", "reviewed", "verified", "contested"])
def test_words_are_outdated_from_anywhere_with_a_reason(question, reader, standing):
    at(question, standing)
    assert refusal(question.outdate, by=reader, note="  ") == "no_note"
    number = question.current.number
    outdated = question.outdate(by=reader, on=TODAY, base=number, note=" Keras 3 ")
    assert (outdated.card.standing, outdated.note) == ("outdated", "Keras 3")
    assert outdated.card.checked == Check(on=TODAY, by="Lee Suho")


def test_what_was_outdated_by_mistake_is_reviewed_again(question, reader):
    assert at(question, "outdated").review(by=reader, on=TODAY, base=3).card.standing == "reviewed"


def test_words_that_changed_under_the_reviewers_eyes_are_not_reviewed(question, author, reader):
    stale = Question.objects.get(pk=question.pk)
    question.revise(Card(prompt={"en": "other"}), author=author)
    with pytest.raises(EditConflict):
        stale.review(by=reader, on=TODAY, base=2)
    assert question.revisions.count() == 3


@pytest.mark.parametrize("standing", ["reviewed", "verified", "contested", "outdated"])
def test_going_back_to_other_words_leaves_them_unverified(question, author, standing):
    at(question, standing)
    first = question.revisions.get(number=1)
    revision = question.go_back(first, base=3, author=author, note="Back to revision 1")
    assert (revision.number, revision.card, revision.note) == (4, first.card, "Back to revision 1")


def test_going_back_to_the_same_words_changes_nothing(question, author):
    at(question, "reviewed")
    unchanged = question.go_back(question.revisions.get(number=2), base=3, note="")
    assert unchanged.number == 3
