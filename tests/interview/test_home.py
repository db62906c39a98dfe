"""The first page: what to do next, or the first steps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from interview.demo import make_demo
from interview.models import Interview, KitChain, Seat
from tests.factories import make_chain, make_interview, make_kit, make_pack, make_user
from tests.pages import texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)  # in Seoul, the time zone of the tests
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def plan(user):
    kit = make_kit(title="Basics")

    def make(candidate, planned_at=NOON):
        interview = make_interview(kit, candidate=candidate, users=[user], planned_at=planned_at)
        return interview.seats.get()

    return make


def act(client, seat, kind):
    client.post(reverse("interview:act", args=[seat.interview_id]), {"kind": kind})


def test_shows_what_is_under_way_first_and_what_was_handed_in_last(plan, user_client):
    plan("Today", NOON + timedelta(hours=2))
    plan("Later", NOON + 3 * DAY)
    plan("Forgotten", NOON - 3 * DAY)
    for name, kind in (("Running", None), ("Paused", "pause"), ("Finished", "finish")):
        seat = plan(name, NOON - DAY)
        seat.start(NOON)
        if kind:
            act(user_client, seat, kind)
    done = plan("Done")
    done.start(NOON)
    done.conclude("yes", "Good.", NOON)

    page = user_client.get("/")

    assert texts(page, "card") == [
        "Under way Running Yesterday noon Basics Running Continue "
        "Paused Yesterday noon Basics Paused Continue",
        "Today Today Today 2 p.m. Basics Planned Prepare",
        "Not started Forgotten Nov. 21, 2026 noon Basics Planned Prepare",
        "To hand in Finished Yesterday noon Basics Not handed in Hand in",
        "Coming up Later Nov. 27, 2026 noon Basics Planned Prepare",
        "Handed in recently Done Today noon Basics Handed in Report",
    ]


def test_today_is_the_readers_day(plan, user_client):
    plan("Late", NOON + timedelta(hours=11))  # 23:00 in Seoul, 15:00 in Berlin
    plan("Night", NOON + timedelta(hours=13))  # 01:00 in Seoul, 17:00 in Berlin

    assert texts(user_client.get("/"), "card-head") == ["Today", "Coming up"]

    user_client.cookies["tz"] = "Europe/Berlin"
    assert texts(user_client.get("/"), "card-head") == ["Today"]


def test_shows_nothing_of_anybody_else(plan, user_client):
    plan("Mine")
    make_interview(candidate="A secret", users=[make_user("Dana")])
    assert texts(user_client.get("/"), "rows-title") == ["Mine"]


def test_shows_the_last_five_that_were_handed_in(plan, user_client):
    for number in range(6):
        seat = plan(f"No. {number}")
        seat.start(NOON)
        seat.conclude("yes", "Good.", NOON)
    expected = [f"No. {number}" for number in (5, 4, 3, 2, 1)]
    assert texts(user_client.get("/"), "rows-title") == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_the_same_queries_for_any_number(rows, plan, user_client, django_assert_num_queries):
    for number in range(rows):
        plan(f"Planned {number}")
        plan(f"Running {number}").start(NOON)
        done = plan(f"Done {number}")
        done.start(NOON)
        done.conclude("yes", "Good.", NOON)
    with django_assert_num_queries(5):
        page = user_client.get("/")
    assert len(texts(page, "rows-item")) == 3 * rows


def test_can_be_asked_for_without_its_body(user_client):
    response = user_client.head("/")
    assert (response.status_code, response.content) == (200, b"")


def test_a_fresh_instance_shows_three_steps(user_client):
    page = user_client.get("/")
    assert texts(page, "page-title") == ["Your first interview in three steps"]
    assert texts(page, "rows-item") == [
        "1 Look at the questions A pack holds root questions, each with its chain of follow-ups. "
        "Open the question bank",
        "2 Pick a kit A kit says which chains to ask, in what order, for how long. New kit",
        "3 Start Plan an interview with a candidate, and press Start when the call begins. "
        "Plan an interview",
    ]
    assert "demo" not in page.content.decode()


def test_the_steps_lead_to_the_pack_and_the_kit_that_are_there(user_client):
    pack = make_pack("deep-learning", "Deep learning")
    kit = make_kit(make_chain(pack=pack))

    page = user_client.get("/")

    assert "Open “Deep learning”" in texts(page, "rows-item")[0]
    assert f'href="{pack.get_absolute_url()}"' in page.content.decode()
    assert f'href="{kit.get_absolute_url()}"' in page.content.decode()


class TestDemo:
    @pytest.fixture(autouse=True)
    def _demo(self):
        make_chain("Why ReLU?", ["Why?"], pack=make_pack("deep-learning"))
        make_demo()

    def test_is_one_click_away(self, user_client):
        page = user_client.get("/")
        assert texts(page, "primary") == ["Start a demo interview"]
        assert f'action="{reverse("interview:demo")}"' in page.content.decode()

    def test_is_running_after_that_click(self, user, user_client):
        response = user_client.post(reverse("interview:demo"))

        seat = Seat.objects.get()
        console = reverse("interview:console", args=[seat.interview_id])
        assert response.url == f"{console}#opening"
        assert (seat.user, seat.interview.planned_at) == (user, NOON)
        assert seat.interview.practice
        assert [entry.kind for entry in seat.journal()] == ["start", "open"]
        assert user_client.get(response.url).status_code == 200

    def test_leads_to_the_kits_where_its_kit_is_empty(self, user_client):
        KitChain.objects.all().delete()
        response = user_client.post(reverse("interview:demo"))
        assert response.url == reverse("interview:kits")
        assert not Interview.objects.exists()

    def test_leads_to_the_kits_where_there_is_none(self, user_client):
        Interview.objects.all().delete()
        for kit in make_kit().__class__.objects.all():
            kit.discard()
        response = user_client.post(reverse("interview:demo"))
        assert response.url == reverse("interview:kits")
        assert not Interview.objects.exists()

    def test_does_not_start_by_reading_its_address(self, user_client):
        assert user_client.get(reverse("interview:demo")).status_code == 405
