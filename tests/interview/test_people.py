"""Positions and candidates."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from interview.models import Candidate, Position
from tests.factories import make_candidate, make_interview, make_kit, make_position, make_user
from tests.pages import text, texts

pytestmark = pytest.mark.django_db

POSITIONS = "/positions/"
CANDIDATES = "/candidates/"
NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)  # in Seoul, the time zone of the tests


@pytest.fixture(autouse=True)
def _a_week_before(time_machine):
    time_machine.move_to(NOON - timedelta(weeks=1), tick=False)


class TestPositions:
    def test_are_listed_with_the_number_of_their_kits(self, user_client):
        make_kit(position="ML engineer")
        make_position("Data engineer")

        page = user_client.get(POSITIONS)

        assert texts(page, "meta") == ["0 kits", "1 kit"]
        assert 'value="Data engineer"' in page.content.decode()

    def test_say_what_to_do_while_there_is_none(self, user_client):
        assert text(user_client.get(POSITIONS), "empty").startswith("No positions yet")

    def test_one_is_added(self, user_client):
        response = user_client.post(POSITIONS, {"title": "  ML engineer "})
        assert response.url == POSITIONS
        assert [str(position) for position in Position.objects.all()] == ["ML engineer"]

    def test_one_without_a_title_is_not_added(self, user_client):
        page = user_client.post(POSITIONS, {"title": " "})
        assert page.status_code == 422
        assert texts(page, "error") == ["This field is required."]
        assert not Position.objects.exists()

    def test_one_is_renamed(self, user_client):
        position = make_position("ML engineer")
        response = user_client.post(f"{POSITIONS}{position.pk}/", {"title": "AI engineer"})
        position.refresh_from_db()
        assert (response.url, position.title) == (POSITIONS, "AI engineer")

    def test_one_keeps_its_title_when_the_new_one_is_empty(self, user_client):
        position = make_position("ML engineer")

        page = user_client.post(f"{POSITIONS}{position.pk}/", {"title": ""})

        assert page.status_code == 422
        assert texts(page, f"#position-{position.pk}-error") == ["This field is required."]
        assert Position.objects.get().title == "ML engineer"

    @pytest.mark.parametrize("rows", [1, 3])
    def test_cost_the_same_queries_for_any_number(
        self, rows, user_client, django_assert_num_queries
    ):
        for number in range(rows):
            make_kit(position=f"Position {number}")
        with django_assert_num_queries(3):
            page = user_client.get(POSITIONS)
        assert texts(page, "meta") == ["1 kit"] * rows


class TestCandidates:
    def test_are_those_whom_one_entered_or_sits_with(self, user, user_client):
        make_candidate("Entered", by=user, email="entered@example.com")
        make_interview(candidate="Met", users=[user], planned_at=NOON)
        make_interview(candidate="A secret", users=[make_user("Dana")])

        page = user_client.get(CANDIDATES)

        assert texts(page, "rows-item") == [
            "Entered entered@example.com No interview yet Plan an interview",
            "Met 1 interview Nov. 24, 2026 noon Plan an interview",
        ]

    def test_say_what_to_do_while_there_is_none(self, user_client):
        assert text(user_client.get(CANDIDATES), "empty").startswith("No candidates yet")

    @pytest.mark.parametrize("rows", [1, 3])
    def test_cost_the_same_queries_for_any_number(
        self, rows, user, user_client, django_assert_num_queries
    ):
        for number in range(rows):
            make_interview(candidate=f"Candidate {number}", users=[user])
        with django_assert_num_queries(4):
            page = user_client.get(CANDIDATES)
        assert len(texts(page, "rows-item")) == rows


class TestCandidate:
    def test_is_entered(self, user, user_client):
        data = {"name": "Park Jisoo", "email": "jisoo@example.com"}

        response = user_client.post(reverse("interview:candidate_new"), data)

        candidate = Candidate.objects.get()
        assert (candidate.name, candidate.email) == ("Park Jisoo", "jisoo@example.com")
        assert candidate.created_by == user
        assert response.url == candidate.get_absolute_url()

    def test_is_not_entered_without_a_name(self, user_client):
        page = user_client.post(reverse("interview:candidate_new"), {"email": "nobody"})
        assert page.status_code == 422
        assert texts(page, "error") == ["This field is required.", "Enter a valid email address."]
        assert not Candidate.objects.exists()

    def test_shows_ones_own_interviews_only(self, user, user_client):
        dana = make_user("Dana")
        mine = make_interview(make_kit(title="Basics"), users=[user, dana], planned_at=NOON)
        kit = make_kit(title="A secret")
        mine.candidate.interviews.create(kit=kit, planned_at=NOON).seats.create(user=dana)

        page = user_client.get(mine.candidate.get_absolute_url())

        assert texts(page, "rows-item") == ["Basics Nov. 24, 2026 noon Planned Prepare"]

    def test_is_changed(self, user, user_client):
        candidate = make_candidate(by=user)
        data = {"name": "Park Jiwoo", "email": ""}

        response = user_client.post(candidate.get_absolute_url(), data)

        candidate.refresh_from_db()
        assert (candidate.name, response.url) == ("Park Jiwoo", candidate.get_absolute_url())

    def test_keeps_the_name_when_the_new_one_is_empty(self, user, user_client):
        candidate = make_candidate("Park Jisoo", by=user)

        page = user_client.post(candidate.get_absolute_url(), {"name": ""})

        assert page.status_code == 422
        assert texts(page, "page-title") == ["Park Jisoo"]
        assert Candidate.objects.get().name == "Park Jisoo"

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_number_of_interviews(
        self, rows, user, user_client, django_assert_num_queries
    ):
        candidate = make_candidate(by=user)
        for _n in range(rows):
            interview = candidate.interviews.create(kit=make_kit(), planned_at=NOON)
            interview.seats.create(user=user)
        with django_assert_num_queries(5):
            page = user_client.get(candidate.get_absolute_url())
        assert len(texts(page, "rows-item")) == rows
