"""What is refused is kept, with the reason, once, and only in the name of who sent it."""

import json

import pytest

from interview.models import Interview, Quarantined, Seat
from questions.append_only import Immutable
from tests.factories import make_seat, make_user
from tests.interview.test_journal_view import NOON, entry, recorded, send
from tests.interview.test_journal_view import seat as seat

pytestmark = pytest.mark.django_db


def kept() -> list[tuple]:
    return [(q.user, q.seat, q.reason, json.loads(q.body)) for q in Quarantined.objects.all()]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"question": "99"}, "unknown_node"),
        ({"value": 9}, "value"),
        ({"kind": "shout"}, "unknown_kind"),
        ({"kind": "note", "value": "a\x00b \ud800"}, "characters"),
        ({"at": "yesterday"}, "entry"),
        ({"id": "not a uuid"}, "entry"),
        ({"over": "all"}, "entry"),
        ({"over": [5]}, "entry"),
        ({"device": 5}, "entry"),
    ],
)
def test_a_bad_entry_is_kept_with_the_reason(user, user_client, seat, wrong, reason):
    good, bad = entry("score", "1", 3), {**entry("score", "1", 3), **wrong}
    answer = send(user_client, seat, good, bad).json()

    assert (answer["error"], answer["kept"]) == (reason, [bad["id"]])
    assert kept() == [(user, seat, reason, bad)]
    assert recorded(seat) == []


def test_what_comes_after_handing_in_is_kept(user, user_client, seat):
    seat.conclude("yes", "Good.", NOON)
    late = [entry("score", "1", 3), entry("note", "1", "late")]
    send(user_client, seat, *late)

    assert kept() == [(user, seat, "handed_in", row) for row in late]


def test_an_id_with_another_body_is_kept(user, user_client, seat):
    row = entry("score", "1", 3)
    send(user_client, seat, row)
    for other in ({**row, "value": 4}, {**row, "over": []}):
        assert send(user_client, seat, other).json()["kept"] == [row["id"]]

    assert kept() == [
        (user, seat, "id_reused", {**row, "value": 4}),
        (user, seat, "id_reused", {**row, "over": []}),
    ]
    assert recorded(seat) == [("score", "1", 3)]


def test_what_is_refused_twice_is_kept_once(user_client, seat):
    bad = entry("score", "99", 3)
    answers = [send(user_client, seat, bad).json() for _ in range(3)]

    assert answers == [answers[0]] * 3
    assert Quarantined.objects.count() == 1


def test_what_was_meant_for_a_seat_that_is_gone_is_kept(user, user_client, seat):
    lost = make_seat(user)
    Seat.objects.filter(pk=lost.pk).delete()
    row = entry("score", "1", 3)
    response = send(user_client, lost, row)

    assert (response.status_code, response.json()) == (
        409,
        {"error": "no_seat", "entry": None, "kept": [row["id"]], "saved": []},
    )
    assert kept() == [(user, None, "no_seat", row)]


def test_of_somebody_elses_entries_nothing_is_kept(user_client, seat):
    colleague = make_seat(make_user(), seat.interview)
    elsewhere = make_seat(make_user())
    for theirs, status in ((colleague, 403), (elsewhere, 404)):
        assert send(user_client, theirs, entry("score", "1", 3)).status_code == status

    assert kept() == []


def test_what_is_kept_is_not_changed(user_client, seat):
    send(user_client, seat, entry("score", "99", 3))
    row = Quarantined.objects.get()
    with pytest.raises(Immutable):
        row.save()
    with pytest.raises(Immutable):
        Quarantined.objects.update(reason="")
    with pytest.raises(Immutable):
        row.delete()


def test_it_goes_with_its_interview(user_client, user, seat):
    send(user_client, seat, entry("score", "99", 3))
    Interview.objects.filter(pk=seat.interview_id).update(frozen=None)
    Interview.objects.get(pk=seat.interview_id).discard()

    assert kept() == []
