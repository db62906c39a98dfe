"""What is known before the start: gaps in the cards, what nobody checked, and the time."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from interview.preflight import Fit, Preflight
from interview.preview import Preview
from questions.card import Card
from tests.factories import make_chain, make_interview, make_kit, make_question, make_user
from tests.pages import texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
POINTS = ({"text": {"en": "slope 1"}},)
ANCHORS = {str(score): {"en": f"Sounds like {score}."} for score in range(1, 5)}
WHOLE = {"key_points": POINTS, "anchors": ANCHORS}


def preflight(*roots, language="en", minutes=60):
    return Preflight(Preview(make_interview(make_kit(*roots, minutes=minutes)), language))


def lacking(found: Preflight) -> list[tuple[str, bool, bool]]:
    return [(sheet.number, sheet.points, sheet.anchors) for sheet in found.incomplete]


def test_a_card_with_points_and_all_anchors_in_the_language_lacks_nothing():
    assert lacking(preflight(make_question(**WHOLE))) == []


@pytest.mark.parametrize(
    ("card", "language", "points", "anchors"),
    [
        ({}, "en", False, False),
        ({"key_points": POINTS}, "en", True, False),
        ({"anchors": ANCHORS}, "en", False, True),
        (WHOLE | {"anchors": {"1": {"en": "No idea."}}}, "en", True, False),
        (WHOLE | {"key_points": (*POINTS, {"text": {"ko": "싸다"}})}, "en", False, True),
        (WHOLE, "ko", False, False),
    ],
)
def test_says_what_each_question_lacks(card, language, points, anchors):
    found = preflight(make_question("Why?", **card), language=language)
    assert lacking(found) == [("1", points, anchors)]


def test_goes_through_the_follow_ups_too():
    root = make_question("Why ReLU?", **WHOLE)
    make_question("And then?", parent=root)
    assert lacking(preflight(root)) == [("1.1", False, False)]


@pytest.mark.parametrize(
    ("standing", "checked"),
    [
        ("unverified", False),
        ("reviewed", False),
        ("verified", True),
        ("contested", True),
        ("outdated", False),
    ],
)
def test_names_what_nobody_has_checked(standing, checked):
    found = preflight(make_question(standing=standing))
    assert [sheet.standing for sheet in found.unchecked] == ([] if checked else [standing])


@pytest.mark.parametrize(
    ("core", "optional", "core_fits", "all_fits"),
    [(30, 30, True, True), (60, 0, True, True), (40, 21, True, False), (61, 0, False, False)],
)
def test_holds_the_minutes_against_the_plan(core, optional, core_fits, all_fits):
    kit = make_kit(make_question(), make_question("Why a bias?"), minutes=60)
    first, second = kit.chains.all()
    first.plan(core, core=True)
    second.plan(optional, core=False)
    fit = Preflight(Preview(make_interview(kit), "en")).fit
    assert fit == Fit(core, core + optional, 60)
    assert (fit.core_fits, fit.all_fits) == (core_fits, all_fits)


def test_speaks_of_the_frozen_script_once_a_colleague_has_started():
    root = make_question(**WHOLE)
    interview = make_interview(make_kit(root))
    interview.start()
    root.revise(Card(prompt={"en": "Without anything"}))
    assert lacking(Preflight(Preview(interview, "en"))) == []


class TestPage:
    def checks(self, client, interview) -> list[str]:
        page = client.get(interview.get_absolute_url())
        return texts(page, "check")[:3]  # what only the browser knows comes after these

    def test_says_that_all_is_well(self, user, user_client):
        kit = make_kit(make_question("Why?", standing="verified", minutes=5, **WHOLE))
        assert self.checks(user_client, make_interview(kit, users=[user])) == [
            "Every question has key points and anchors in English",
            "Every card is verified",
            "It fits: 5 of 60 min",
        ]

    def test_says_what_is_missing_and_what_to_do(self, user, user_client):
        kit = make_kit(make_chain("Why?", ["How?"]), minutes=5)
        kit.chains.get().plan(9, core=True)
        assert self.checks(user_client, make_interview(kit, users=[user])) == [
            "2 questions lack key points or anchors in English You can ask and score them all the "
            "same. Write what is missing in the question bank, or score by the four levels alone. "
            "1 Why? no key points, anchors missing 1.1 How? no key points, anchors missing",
            "2 cards are not verified Nobody has held their answers against the sources. Trust "
            "your own judgement there. 1 Why? Unverified 1.1 How? Unverified",
            "The core chains alone take 9 of 5 min Take a chain out of the kit, make one optional, "
            "or plan more time.",
        ]

    def test_whatever_it_says_the_interview_starts(self, user, user_client):
        interview = make_interview(make_kit(make_question("Why?"), minutes=5), users=[user])
        page = user_client.get(interview.get_absolute_url()).content.decode()
        assert f'action="{reverse("interview:start", args=[interview.pk])}"' in page
        response = user_client.post(reverse("interview:start", args=[interview.pk]))
        assert response.url == reverse("interview:console", args=[interview.pk])

    def test_is_gone_after_ones_own_start_and_there_after_a_colleagues(self, user, user_client):
        dana = make_user("Dana")
        interview = make_interview(make_kit(make_question(**WHOLE)), users=[user, dana])
        interview.seats.get(user=dana).start(NOON)
        assert len(self.checks(user_client, interview)) == 3
        interview.seats.get(user=user).start(NOON)
        assert self.checks(user_client, interview) == []
