"""Interviews: the list, the plan of one, its page, and changing or deleting it before the start."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interview.forms import next_half_hour
from interview.models import Candidate, Interview
from questions.card import Card
from tests.factories import (
    make_candidate,
    make_chain,
    make_empty_kit,
    make_interview,
    make_kit,
    make_question,
    make_seat,
    make_user,
)
from tests.pages import text, texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)  # in Seoul, the time zone of the tests
INDEX = "/interviews/"
NEW = "/interviews/new/"


@pytest.fixture(autouse=True)
def _a_week_before(time_machine):
    time_machine.move_to(NOON - timedelta(weeks=1), tick=False)


@pytest.fixture
def dana(db):
    return make_user("Dana")


def finish(seat):
    seat.start(NOON)
    seat.conclude("yes", "Good.", NOON)


def seats(interview):
    return [seat.user.name for seat in interview.seats.all()]


class TestList:
    @pytest.fixture
    def interviews(self, user, dana):
        """One planned, one running and one handed in, the latest first; and one of a colleague."""
        names = ("Planned", "Running", "Handed in")
        kit = make_kit(title="Basics")
        planned, running, handed_in = (
            make_interview(kit, candidate=name, users=[user], planned_at=NOON - timedelta(days=n))
            for n, name in enumerate(names)
        )
        running.seats.get().start(NOON)
        finish(handed_in.seats.get())
        make_interview(kit, candidate="A secret", users=[dana])
        return planned, running, handed_in

    def test_shows_ones_own_interviews_the_latest_first(self, interviews, user_client):
        page = user_client.get(INDEX)
        assert texts(page, "rows-item") == [
            "Planned Nov. 24, 2026 noon Basics Planned Prepare",
            "Running Nov. 23, 2026 noon Basics Running Continue",
            "Handed in Nov. 22, 2026 noon Basics Handed in Report",
        ]

    @pytest.mark.parametrize(
        ("show", "found"),
        [
            ("upcoming", ["Planned"]),
            ("running", ["Running"]),
            ("handed_in", ["Handed in"]),
            ("nonsense", ["Planned", "Running", "Handed in"]),
        ],
    )
    def test_is_narrowed_down(self, show, found, interviews, user_client):
        page = user_client.get(INDEX, {"show": show})
        assert texts(page, "rows-title") == found

    def test_a_colleagues_start_is_not_ones_own(self, user, dana, user_client):
        interview = make_interview(candidate="Together", users=[user, dana])
        interview.seats.get(user=dana).start(NOON)

        assert texts(user_client.get(INDEX, {"show": "upcoming"}), "rows-title") == ["Together"]
        assert texts(user_client.get(INDEX, {"show": "running"}), "rows-title") == []

    def test_says_what_to_do_while_there_is_none(self, user_client):
        assert text(user_client.get(INDEX), "empty").startswith("No interviews yet")
        page = user_client.get(INDEX, {"show": "running"})
        assert text(page, "empty").startswith("None of these")

    def test_shows_fifty_on_a_page(self, user, user_client):
        kit = make_kit()
        for number in range(51):
            make_interview(kit, candidate=f"No. {number}", users=[user])

        assert len(texts(user_client.get(INDEX), "rows-item")) == 50
        assert texts(user_client.get(INDEX, {"page": 2}), "rows-title") == ["No. 0"]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_number(
        self, rows, user, user_client, django_assert_num_queries
    ):
        for _n in range(rows):
            make_interview(users=[user]).seats.get().start(NOON)
        with django_assert_num_queries(5):
            page = user_client.get(INDEX)
        assert len(texts(page, "rows-item")) == rows


class TestPlan:
    def data(self, **changed):
        return {"new_candidate": "Park Jisoo", "planned_at": "2026-11-24T12:00", **changed}

    def test_takes_a_new_candidate_and_colleagues(self, user, dana, user_client):
        kit = make_kit()

        response = user_client.post(NEW, self.data(kit=kit.pk, colleagues=[dana.pk]))

        interview = Interview.objects.get()
        assert (interview.kit, interview.planned_at) == (kit, NOON)
        assert (interview.candidate.name, interview.candidate.created_by) == ("Park Jisoo", user)
        assert seats(interview) == ["Kim Minji", "Dana"]
        assert response.url == interview.get_absolute_url()

    def test_takes_a_candidate_who_is_known(self, user, user_client):
        candidate = make_candidate(by=user)
        data = self.data(new_candidate="", candidate=candidate.pk, kit=make_kit().pk)
        user_client.post(NEW, data)
        assert Interview.objects.get().candidate == candidate

    def test_does_not_offer_a_candidate_of_somebody_else(self, dana, user_client):
        hidden = make_candidate("A secret", by=dana)
        data = self.data(new_candidate="", candidate=hidden.pk, kit=make_kit().pk)

        page = user_client.post(NEW, data)

        assert page.status_code == 422
        assert "A secret" not in page.content.decode()
        assert not Interview.objects.exists()

    @pytest.mark.parametrize(
        ("changed", "error"),
        [
            ({"new_candidate": ""}, "Choose a candidate or type a new name."),
            ({"kit": ""}, "This field is required."),
            ({"planned_at": "soon"}, "Enter a valid date/time."),
        ],
    )
    def test_says_what_is_missing(self, changed, error, user_client):
        page = user_client.post(NEW, self.data(kit=make_kit().pk) | changed)

        assert page.status_code == 422
        assert texts(page, "error") == [error]
        assert (Interview.objects.count(), Candidate.objects.count()) == (0, 0)

    def test_asks_for_one_candidate_not_two(self, user, user_client):
        candidate = make_candidate(by=user)

        page = user_client.post(NEW, self.data(kit=make_kit().pk, candidate=candidate.pk))

        assert texts(page, "error") == ["Choose a candidate or type a new name, not both."]
        assert not Interview.objects.exists()

    def test_is_read_in_the_readers_time_zone(self, user_client):
        user_client.cookies["tz"] = "Europe/Berlin"

        assert "Time zone: Europe/Berlin" in texts(user_client.get(NEW), "help")
        user_client.post(NEW, self.data(kit=make_kit().pk))

        assert Interview.objects.get().planned_at == datetime(2026, 11, 24, 11, tzinfo=UTC)

    def test_chooses_what_the_address_names(self, user, user_client):
        kit, candidate = make_kit(), make_candidate(by=user)

        page = user_client.get(NEW, {"kit": kit.pk, "candidate": candidate.pk})

        assert f'<option value="{kit.pk}" selected>' in page.content.decode()
        assert f'<option value="{candidate.pk}" selected>' in page.content.decode()

    def test_offers_the_next_half_hour(self, user_client, time_machine):
        time_machine.move_to(NOON + timedelta(minutes=7))
        assert 'value="2026-11-24T12:30"' in user_client.get(NEW).content.decode()

    def test_does_not_offer_those_who_have_left(self, user_client):
        make_user("Gone", is_active=False)
        make_user("Here")
        assert texts(user_client.get(NEW), "choice") == ["Here"]


@pytest.mark.parametrize(("minute", "expected"), [(0, 30), (1, 30), (29, 30), (30, 60), (59, 60)])
def test_the_next_half_hour_is_always_ahead(minute, expected):
    now = NOON + timedelta(minutes=minute, seconds=5)
    assert next_half_hour(now) == NOON + timedelta(minutes=expected)


class TestPage:
    def test_shows_what_the_kit_would_ask(self, user, user_client):
        root = make_chain("Why ReLU?", ["Why nonlinear?"])
        kit = make_kit(root, title="Basics", minutes=45)
        kit.pick(make_question("What is a loss?"), minutes=9, core=False)
        interview = make_interview(kit, users=[user], planned_at=NOON)

        page = user_client.get(interview.get_absolute_url())

        assert text(page, "tree") == (
            "1 Why ReLU? +1 follow-up 6 min 1.1 Why nonlinear? 2 What is a loss? Optional 9 min"
        )
        assert texts(page, "facts") == [
            "Candidate Park Jisoo Planned for Nov. 24, 2026 noon Kit Basics Length 45 min"
        ]
        assert "2 chains 3 questions 15 of 45 min" in text(page, "#main")
        assert text(page, "page-actions") == "Change Start"

    def test_shows_the_script_in_its_own_words_after_the_start(self, user, user_client):
        root = make_chain("Why ReLU?", ["Why nonlinear?"])
        interview = make_interview(make_kit(root), users=[user])
        interview.seats.get().start(NOON)
        root.revise(Card(prompt={"en": "Why not?"}))
        root.follow_ups.get().retire()

        page = user_client.get(interview.get_absolute_url())

        assert text(page, "tree") == "1 Why ReLU? +1 follow-up 6 min 1.1 Why nonlinear?"
        assert text(page, "page-actions") == "Continue"

    def test_an_empty_kit_cannot_start_and_says_what_to_do(self, user, user_client):
        interview = make_interview(make_empty_kit(), users=[user])

        page = user_client.get(interview.get_absolute_url())

        assert text(page, "page-actions") == "Change"
        assert texts(page, "notice")[0] == (
            "There is nothing to ask yet. The kit holds no chain, so the interview cannot start. "
            "Pick some chains, or choose another kit. Fill the kit"
        )

        response = user_client.post(reverse("interview:start", args=[interview.pk]))
        assert response.url == interview.get_absolute_url()

    @pytest.mark.parametrize(
        ("acts", "badge", "offered"),
        [
            (["start"], "Running", "Continue"),
            (["start", "finish"], "Not handed in", "Back to the console Hand in"),
            (["start", "hand_in"], "Handed in", "Report"),
        ],
    )
    def test_offers_what_can_be_done_now(self, acts, badge, offered, user, user_client):
        seat = make_seat(user)
        seat.start(NOON)
        if "finish" in acts:
            user_client.post(reverse("interview:act", args=[seat.interview_id]), {"kind": "finish"})
        if "hand_in" in acts:
            seat.conclude("yes", "Good.", timezone.now())

        page = user_client.get(seat.interview.get_absolute_url())

        assert texts(page, "badge")[0] == badge
        assert text(page, "page-actions") == offered

    def test_offers_to_start_beside_a_colleague_who_has_started(self, user, dana, user_client):
        interview = make_interview(users=[user, dana])
        interview.seats.get(user=dana).start(NOON)
        page = user_client.get(interview.get_absolute_url())
        assert text(page, "page-actions") == "Start"

    def test_shows_of_colleagues_how_far_they_are_and_no_score(self, user, dana, user_client):
        interview = make_interview(users=[user, dana])
        finish(interview.seats.get(user=dana))

        page = user_client.get(interview.get_absolute_url())

        assert texts(page, "rows") == ["Kim Minji (you) Planned Dana Handed in"]
        assert "Good." not in page.content.decode()
        assert texts(page, "score") == texts(page, "call") == []

    @pytest.mark.parametrize("chains", [1, 3])
    @pytest.mark.parametrize(("started", "queries"), [(False, 10), (True, 6)])
    def test_costs_the_same_queries_for_any_number_of_chains_and_seats(
        self, chains, started, queries, user, user_client, django_assert_num_queries
    ):
        kit = make_kit(*[make_chain(f"Q{n}?", ["Why?"]) for n in range(chains)])
        interview = make_interview(kit, users=[user, *[make_user() for _n in range(chains)]])
        if started:
            interview.seats.first().start(NOON)
        with django_assert_num_queries(queries):
            page = user_client.get(interview.get_absolute_url())
        assert len(texts(page, "tree-branch")) == chains


class TestChange:
    def test_changes_kit_time_and_seats(self, user, dana, user_client):
        interview = make_interview(users=[user])
        kit = make_kit(title="Second talk")
        data = {"kit": kit.pk, "planned_at": "2026-11-25T12:00", "colleagues": [dana.pk]}

        response = user_client.post(reverse("interview:interview_edit", args=[interview.pk]), data)

        interview.refresh_from_db()
        assert response.url == interview.get_absolute_url()
        assert (interview.kit, interview.planned_at) == (kit, NOON + timedelta(days=1))
        assert seats(interview) == ["Kim Minji", "Dana"]

    def test_shows_the_plan_as_it_is(self, user, dana, user_client):
        interview = make_interview(users=[user, dana], planned_at=NOON)
        page = user_client.get(reverse("interview:interview_edit", args=[interview.pk]))
        assert 'value="2026-11-24T12:00"' in page.content.decode()
        assert f'value="{dana.pk}"' in page.content.decode()
        assert "checked" in page.content.decode()

    def test_keeps_the_seat_of_a_colleague_who_has_left_since(self, user, dana, user_client):
        interview = make_interview(users=[user, dana])
        dana.deactivate()
        edit = reverse("interview:interview_edit", args=[interview.pk])
        make_user("Gone", is_active=False)

        assert texts(user_client.get(edit), "choice") == ["Dana"]
        data = {"kit": interview.kit_id, "planned_at": "2026-11-25T12:00"}
        user_client.post(edit, {**data, "colleagues": [dana.pk]})
        assert seats(interview) == ["Kim Minji", "Dana"]

        user_client.post(edit, data)
        assert seats(interview) == ["Kim Minji"]

    def test_changes_nothing_when_something_is_wrong(self, user, user_client):
        interview = make_interview(users=[user], planned_at=NOON)

        page = user_client.post(reverse("interview:interview_edit", args=[interview.pk]), {})

        assert page.status_code == 422
        assert texts(page, "error") == ["This field is required."] * 2
        assert Interview.objects.get().planned_at == NOON

    def test_is_over_once_it_has_started(self, user, user_client):
        interview = make_interview(users=[user], planned_at=NOON)
        interview.start()
        edit = reverse("interview:interview_edit", args=[interview.pk])
        data = {"kit": interview.kit_id, "planned_at": "2026-11-25T12:00"}

        assert user_client.get(edit).url == interview.get_absolute_url()
        assert user_client.post(edit, data).url == interview.get_absolute_url()

        assert Interview.objects.get().planned_at == NOON

    def test_deletes_before_the_start(self, user, user_client):
        interview = make_interview(users=[user])
        response = user_client.post(reverse("interview:interview_delete", args=[interview.pk]))
        assert response.url == INDEX
        assert not Interview.objects.exists()

    def test_does_not_delete_after_the_start(self, user, user_client):
        interview = make_interview(users=[user])
        interview.start()
        response = user_client.post(reverse("interview:interview_delete", args=[interview.pk]))
        assert response.url == interview.get_absolute_url()
        assert Interview.objects.get() == interview

    @pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
    def test_takes_no_time_of_another_century(self, day, user, user_client):
        interview = make_interview(users=[user], planned_at=NOON)
        data = {"kit": interview.kit_id, "planned_at": f"{day}T12:00"}

        page = user_client.post(reverse("interview:interview_edit", args=[interview.pk]), data)

        assert page.status_code == 422
        assert texts(page, "error") == ["Choose a year from 2000 to 2100."]
        assert Interview.objects.get().planned_at == NOON

    def test_takes_no_colleague_whose_number_no_database_holds(self, user, dana, user_client):
        interview = make_interview(users=[user], planned_at=NOON)
        data = {"kit": interview.kit_id, "planned_at": "2026-11-25T12:00", "colleagues": 10**30}

        page = user_client.post(reverse("interview:interview_edit", args=[interview.pk]), data)

        assert page.status_code == 422
        assert texts(page, "error") == [
            f"Select a valid choice. {10**30} is not one of the available choices."
        ]
