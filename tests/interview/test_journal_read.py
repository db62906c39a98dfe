"""Reading the journal anew, for a page that is open in two places; conflicts and handing in."""

import json
import uuid

import pytest
from django.urls import reverse

from interview.models import Missing, Refused, Seat
from tests.factories import make_seat, make_user
from tests.interview.test_journal_view import NOON, entry, recorded, send
from tests.interview.test_journal_view import seat as seat
from tests.pages import texts

pytestmark = pytest.mark.django_db
HERE, THERE = (str(uuid.UUID(int=n, version=4)) for n in (1, 2))


def read(client, seat, name="journal"):
    return client.get(reverse(f"interview:{name}", args=[seat.interview_id]))


def ask(client, seat, order=0, key=None):
    url = reverse("interview:since", args=[seat.interview_id, order])
    return client.get(url, {"seat": key or seat.key})


def two_notes(client, seat):
    """Two devices write one note without seeing each other."""
    rows = [
        entry("note", "1", words, over=[], device=device)
        for words, device in (("here", HERE), ("there", THERE))
    ]
    for row in rows:
        send(client, seat, row)
    return [row["id"] for row in rows]


def test_a_page_asks_what_came_after_what_it_knows(user_client, seat):
    start = seat.order
    row = entry("score", "1", 3, device=HERE)
    send(user_client, seat, row)
    answer = ask(user_client, seat, start).json()

    assert answer == {
        "seat": str(seat.key),
        "entries": [
            {"order": seat.order, "id": row["id"], "device": HERE, "at": answer["entries"][0]["at"]}
        ],
        "closed": False,
    }
    assert ask(user_client, seat, seat.order).json()["entries"] == []


def test_who_asks_for_another_seat_than_their_own_learns_nothing(user_client, seat):
    colleague = make_seat(make_user(), seat.interview)
    response = ask(user_client, seat, key=colleague.key)

    assert (response.status_code, response.json()) == (403, {"error": "other_seat"})


def test_who_asks_for_a_seat_that_is_gone_is_told_so(user_client, user):
    lost = make_seat(user)
    Seat.objects.filter(pk=lost.pk).delete()
    response = ask(user_client, lost)

    assert (response.status_code, response.json()) == (410, {"error": "no_seat"})
    assert ask(user_client, lost, key="nonsense").status_code == 404


def test_asking_costs_four_queries(user_client, seat, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, user, seat, entries
        ask(user_client, seat)


def test_who_is_signed_out_and_asks_for_json_is_told_so(client, seat):
    for method in (client.get, client.post):
        response = method(
            reverse("interview:journal", args=[seat.interview_id]),
            headers={"Accept": "application/json"},
        )
        assert (response.status_code, response.json()) == (401, {"error": "signed_out"})


def test_the_picture_shows_what_the_screen_shows(user_client, seat):
    added = str(uuid.uuid4())
    rows = [
        entry("score", "1", 3, over=[]),
        entry("point", "1", {"n": 2, "heard": True}, over=[]),
        entry("add", added, {"parent": "2", "prompt": "GELU?"}),
        entry("summary", "", "Good."),
    ]
    send(user_client, seat, *rows)
    picture = read(user_client, seat).json()

    blank = {"score": [""], "outcome": [""], "hint": ["0"], "point": [], "note": [""]}
    blank |= {"recited": [], "flag": []}
    assert picture["forms"] == {
        "1": {**blank, "score": ["3"], "outcome": ["answered"], "point": ["2"]},
        "2": blank,
        added: blank,
        "": {"call": [""], "summary": ["Good."]},
    }
    assert picture["heads"] == {
        "1 result": [rows[0]["id"]],
        "1 point 2": [rows[1]["id"]],
        "summary": [rows[3]["id"]],
    }
    assert picture["added"] == [{"id": added, "parent": "2", "prompt": "GELU?"}]
    assert (picture["order"], picture["running"], picture["conflicts"]) == (seat.order, True, [])
    assert [act["entry"] for act in picture["done"]] == [row["id"] for row in rows[:3]]


def test_of_two_values_only_the_one_that_is_shown_counts_as_seen(user_client, seat):
    _here, there = two_notes(user_client, seat)
    send(user_client, seat, *(entry("score", "2", 3, over=[]) for _twice in range(2)))
    picture = read(user_client, seat).json()

    assert picture["forms"]["1"]["note"] == ["there"]
    assert picture["heads"]["1 note"] == [there]
    assert len(picture["heads"]["2 result"]) == 2


def test_before_the_start_there_is_nothing_to_read(user_client, user):
    planned = make_seat(user)
    for name in ("journal", "conflicts"):
        assert read(user_client, planned, name).status_code == 404


def test_two_devices_that_wrote_one_field_are_shown_both_values(user_client, seat):
    two_notes(user_client, seat)
    page = read(user_client, seat, "conflicts")

    assert texts(page, "conflict-words") == ["here", "there"]
    assert read(user_client, seat).json()["conflicts"] == ["1 note"]
    assert texts(read(user_client, seat, "console"), "conflict-words") == ["here", "there"]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (("score", "1", 3), ("outcome", "1", "skipped"), ["3 Solid", "Skipped"]),
        (
            ("point", "1", {"n": 1, "heard": True}),
            ("point", "1", {"n": 1, "heard": False}),
            ["Heard", "Not heard"],
        ),
        (("call", "", "yes"), ("call", "", None), ["Yes", "empty"]),
        (("hint", "1", 1), ("hint", "1", 0), ["1", "0"]),
        (("note", "1", "<b>"), ("note", "1", ""), ["<b>", "empty"]),
    ],
)
def test_every_kind_of_value_has_words(user_client, seat, one, other, words):
    send(user_client, seat, *(entry(*act, over=[]) for act in (one, other)))

    assert texts(read(user_client, seat, "conflicts"), "conflict-words") == words


def test_choosing_by_the_plain_form_lets_one_stand(user_client, seat):
    here, _there = two_notes(user_client, seat)
    url = reverse("interview:choose", args=[seat.interview_id])
    for _twice in range(2):
        response = user_client.post(url, {"entry": here, "page": "wrap_up"})
        assert response["Location"] == f"/interviews/{seat.interview_id}/wrap-up/"

    assert [value for *_field, value in recorded(seat)] == ["here", "there", "here"]
    assert (seat.state().answers["1"].note, seat.state().conflicts) == ("here", ())


def test_handing_in_waits_until_somebody_has_chosen(user_client, seat):
    here, _there = two_notes(user_client, seat)
    with pytest.raises(Refused, match="conflict"):
        seat.conclude("yes", "Good.", NOON)
    url = reverse("interview:wrap_up", args=[seat.interview_id])
    page = user_client.post(url, {"call": "yes", "summary": "Good."})
    assert page.status_code == 422
    assert "Something was written in two places: choose what stands." in page.content.decode()
    assert seat.state().call is None
    seat.choose(here, NOON)

    assert seat.conclude("yes", "Good.", NOON).lines.get(place=0).note == "here"


def test_handing_in_names_what_must_have_arrived(user_client, seat):
    row = entry("score", "1", 3)
    send(user_client, seat, row)
    lost = str(uuid.uuid4())
    with pytest.raises(Missing) as missing:
        seat.conclude("yes", "Good.", NOON, [row["id"], lost])
    assert missing.value.entries == [lost]
    assert seat.state().call is None

    assert seat.conclude("yes", "Good.", NOON, [row["id"]]).number == 1


def test_the_page_lists_what_has_not_arrived_and_hands_nothing_in(user_client, seat):
    url = reverse("interview:wrap_up", args=[seat.interview_id])
    lost = [
        {"id": str(uuid.uuid4()), "at": "2026-11-23T05:06:07Z"},
        {"id": str(uuid.uuid4()), "at": "later"},
    ]
    data = {"call": "yes", "summary": "Good.", "known": json.dumps(lost)}
    user_client.cookies["tz"] = "Europe/Berlin"
    page = user_client.post(url, data)

    assert page.status_code == 422
    content = page.content.decode()
    for when in ("06:06:07", lost[1]["id"]):
        assert f"The change of {when} has not arrived, so nothing was handed in." in content
    assert seat.scorecards.count() == 0


@pytest.mark.parametrize("known", ["[", "5", "[5]", '[{"id": "x", "at": ""}]', "[" * 5000])
def test_a_list_of_what_is_known_that_makes_no_sense_hands_nothing_in(user_client, seat, known):
    url = reverse("interview:wrap_up", args=[seat.interview_id])
    page = user_client.post(url, {"call": "yes", "summary": "Good.", "known": known})

    assert page.status_code == 422
    assert "Load the page anew, then hand in." in page.content.decode()
