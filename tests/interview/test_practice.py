"""Practice: an interview of a made-up candidate, marked wherever it shows and counted nowhere."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from interview import usage
from interview.models import Candidate, Entry, Interview, Line, Refused, Scorecard, Seat
from tests.factories import (
    make_chain,
    make_empty_kit,
    make_interview,
    make_kit,
    make_seat,
    make_user,
)
from tests.pages import page_text, text, texts
from tests.reports.scenes import act

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def practise(user, kit=None) -> Seat:
    interview = Interview.objects.practise(kit=kit or make_kit(), user=user, at=NOON)
    return interview.seats.get()


def handed_in(user) -> Seat:
    seat = practise(user)
    seat.record([act("score", "1", 3)])
    seat.conclude("yes", "Good enough.", NOON)
    return seat


class TestStart:
    def test_is_one_click_away_from_a_kit(self, user, user_client):
        kit = make_kit()
        address = reverse("interview:kit_practise", args=[kit.pk])
        assert f'action="{address}"' in user_client.get(kit.get_absolute_url()).content.decode()

        response = user_client.post(address)

        seat = Seat.objects.get()
        assert response.url == reverse("interview:console", args=[seat.interview_id])
        assert (seat.user, seat.interview.kit, seat.interview.practice) == (user, kit, True)
        assert [entry.kind for entry in seat.journal()] == ["start", "open"]

    def test_a_kit_with_nothing_to_ask_starts_none(self, user_client):
        kit = make_empty_kit()
        assert "Practise" not in page_text(user_client.get(kit.get_absolute_url()))

        response = user_client.post(reverse("interview:kit_practise", args=[kit.pk]))

        assert response.url == kit.get_absolute_url()
        assert (Interview.objects.count(), Candidate.objects.count()) == (0, 0)

    def test_everybody_practises_with_the_same_candidate(self):
        seats = [practise(make_user()) for _n in range(2)]
        assert [str(seat.interview.candidate) for seat in seats] == ["홍길동 · Gildong Hong"] * 2
        assert Candidate.objects.count() == 1

    def test_does_not_start_by_reading_its_address(self, user_client):
        address = reverse("interview:kit_practise", args=[make_kit().pk])
        assert user_client.get(address).status_code == 405


class TestMarks:
    @pytest.mark.parametrize("name", ["home", "interview:index"])
    def test_stands_in_every_list(self, name, user, user_client):
        practise(user)
        assert "Practice" in texts(user_client.get(reverse(name)), "rows-item")[0]

    @pytest.mark.parametrize("name", ["interview", "console", "wrap_up"])
    def test_stands_on_every_page_of_a_running_one(self, name, user, user_client):
        seat = practise(user)
        page = user_client.get(reverse(f"interview:{name}", args=[seat.interview_id]))
        assert "Practice" in texts(page, "badge")

    def test_stands_on_the_report_and_where_it_is_not_there_yet(self, user, user_client):
        seat = practise(user)
        address = reverse("reports:report", args=[seat.interview_id])
        assert texts(user_client.get(address), "page-title") == ["홍길동 · Gildong Hong Practice"]
        seat.conclude("yes", "Good.", NOON)
        assert text(user_client.get(address), "report-kind") == "Interview report Practice"

    def test_stands_in_both_files(self, user, user_client):
        seat = handed_in(user)
        markdown, table = (
            user_client.get(reverse(f"reports:{name}", args=[seat.interview_id])).content.decode()
            for name in ("markdown", "csv")
        )
        assert "\n**Practice: the candidate is made up.**\n" in markdown
        rows = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
        assert [row["Practice"] for row in rows] == ["1"]

    @pytest.mark.parametrize("name", ["interview", "console", "wrap_up"])
    def test_does_not_stand_on_a_real_interview(self, name, user, user_client):
        seat = make_seat(user)
        seat.start(NOON)
        page = user_client.get(reverse(f"interview:{name}", args=[seat.interview_id]))
        assert "Practice" not in texts(page, "badge")


class TestNumbers:
    def test_only_real_interviews_are_counted(self, user):
        practise(user)
        real = make_interview()
        assert list(Interview.objects.counted()) == [real]

    def test_only_the_lines_of_real_scorecards_that_hold_are_counted(self, user):
        handed_in(user)
        real = make_seat(user, make_interview(make_kit(make_chain("Why?", ["How?"]))))
        real.start(NOON)
        real.conclude("yes", "Good.", NOON)
        real.reopen("Wrong call", NOON)
        assert list(Line.objects.counted()) == list(Scorecard.objects.counted()) == []

        real.conclude("no", "Not good.", NOON)

        assert list(Scorecard.objects.counted()) == [real.scorecard]
        assert {line.scorecard for line in Line.objects.counted()} == {real.scorecard}
        assert Line.objects.counted().count() == 2

    def test_a_question_is_not_used_by_asking_it_in_practice(self, user):
        seat = handed_in(user)
        [row] = usage.of_pack(seat.interview.kit.chains.get().root.pack)
        assert (row.asked, row.last) == (0, None)

    def test_the_made_up_candidate_is_no_candidate(self, user, user_client):
        seat = practise(user)
        assert list(Candidate.objects.for_user(user)) == []
        address = seat.interview.candidate.get_absolute_url()
        assert user_client.get(address).status_code == 404
        page = user_client.get(seat.interview.get_absolute_url())
        assert f'href="{address}"' not in page.content.decode()

    def test_a_candidate_has_as_many_interviews_as_are_real(self, user):
        real = make_interview(users=[user])
        Interview.objects.plan(
            candidate=real.candidate, kit=real.kit, planned_at=NOON, users=[user], practice=True
        )
        found = Candidate.objects.for_user(user).with_interviews_of(user).get()
        assert (found.interview_count, found.last_planned_at) == (1, real.planned_at)


class TestThrowAway:
    @pytest.mark.parametrize("make", [practise, handed_in])
    def test_leaves_nothing_of_it(self, make, user, user_client):
        seat = make(user)
        address = reverse("interview:interview_delete", args=[seat.interview_id])
        page = user_client.get(seat.interview.get_absolute_url())
        assert f'action="{address}"' in page.content.decode()

        response = user_client.post(address)

        assert response.url == reverse("interview:index")
        assert (Interview.objects.count(), Entry.objects.count(), Line.objects.count()) == (0, 0, 0)

    def test_a_real_interview_that_has_started_stays(self, user):
        seat = make_seat(user)
        seat.start(NOON)
        with pytest.raises(Refused, match="started"):
            seat.interview.discard()
        assert Interview.objects.exists()

    def test_a_colleague_cannot_do_it(self, user, user_client):
        seat = practise(make_user("Dana"))
        address = reverse("interview:interview_delete", args=[seat.interview_id])
        assert user_client.post(address).status_code == 404
        assert Interview.objects.exists()
