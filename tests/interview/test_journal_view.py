"""Writing to the journal over HTTP: the outbox's batches and the plain forms."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from interview.models import Seat
from tests.factories import make_interview, make_kit, make_question, make_seat, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def seat(user) -> Seat:
    """The signed-in user's seat, begun: a root with two key points, and a follow-up."""
    points = ({"text": {"en": "cheap"}}, {"text": {"en": "does not saturate"}})
    root = make_question("Why ReLU?", key_points=points)
    make_question("What is wrong with it?", parent=root)
    seat = make_seat(user, make_interview(make_kit(root)))
    seat.start(NOON)
    return seat


def entry(kind: str, question: str = "", value: object = None, **other: object) -> dict:
    row = {"id": str(uuid.uuid4()), "kind": kind, "question": question, "value": value}
    return {**row, "at": "2026-11-23T12:01:00.123Z", **other}


def send(client, seat: Seat, *entries: dict):
    url = reverse("interview:journal", args=[seat.interview_id])
    batch = {"seat": str(seat.key), "entries": entries}
    return client.post(url, batch, content_type="application/json")


def recorded(seat: Seat) -> list[tuple]:
    """What came after the start: (kind, question, value)."""
    return [(e.kind, e.question, e.value) for e in seat.journal()[2:]]


def test_a_batch_is_acknowledged_by_its_ids(user_client, seat):
    first, second = entry("score", "1", 3), entry("note", "1", "기울기 소실")
    with time_machine.travel(NOON + timedelta(minutes=2)):
        response = send(user_client, seat, first, second)

    assert (response.status_code, response.json()) == (
        200,
        {"saved": [first["id"], second["id"]], "order": seat.order},
    )
    assert recorded(seat) == [("score", "1", 3), ("note", "1", "기울기 소실")]
    assert seat.journal()[2].at == datetime(2026, 11, 23, 12, 1, 0, 123_000, tzinfo=UTC)


def test_a_batch_sent_twice_is_acknowledged_twice_and_counts_once(user_client, seat):
    row = entry("score", "1", 3)

    assert send(user_client, seat, row).json() == send(user_client, seat, row).json()
    assert recorded(seat) == [("score", "1", 3)]


def test_a_bad_entry_is_named_and_nothing_of_its_batch_is_written(user_client, seat):
    good, bad = entry("score", "1", 3), entry("score", "1", 7)
    response = send(user_client, seat, good, bad)

    assert response.status_code == 422
    assert response.json() == {
        "error": "value",
        "message": "not a value of score",
        "entry": bad["id"],
        "kept": [bad["id"]],
        "saved": [],
    }
    assert recorded(seat) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "not a uuid"},
        {"id": None},
        {"at": "yesterday"},
        {"at": "2026-11-23T12:01:00"},
        {"at": 5},
        {"kind": ["score"]},
        {"question": []},
        {"question": {}},
        {"question": None},
    ],
)
def test_an_entry_of_the_wrong_form_is_refused(user_client, seat, wrong):
    response = send(user_client, seat, {**entry("score", "1", 3), **wrong})

    assert (response.status_code, response.json()["error"]) == (422, "entry")
    assert recorded(seat) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"entries": []}',
        b'{"seat": "", "entries": []}',
        b'{"seat": "", "entries": 5}',
        b"\xff",
        b"[" * 100_000,
        b"null",
    ],
)
def test_what_is_not_a_batch_is_refused(user_client, seat, body):
    url = reverse("interview:journal", args=[seat.interview_id])
    response = user_client.post(url, body, content_type="application/json")

    assert (response.status_code, response.json()["error"]) == (422, "batch")


def test_a_form_is_not_a_batch(user_client, seat):
    url = reverse("interview:journal", args=[seat.interview_id])
    response = user_client.post(url, {"a": "b"})

    assert (response.status_code, response.json()["error"]) == (422, "batch")


def test_a_batch_is_at_most_200_entries(user_client, seat):
    response = send(user_client, seat, *[entry("score", "1", 3) for _ in range(201)])

    assert (response.status_code, response.json()["error"]) == (422, "batch")


def test_an_id_used_for_something_else_is_a_conflict(user_client, seat):
    row = entry("score", "1", 3)
    send(user_client, seat, row)
    response = send(user_client, seat, {**row, "value": 4})

    assert (response.status_code, response.json()) == (
        409,
        {"error": "id_reused", "entry": row["id"], "kept": [row["id"]], "saved": []},
    )
    assert recorded(seat) == [("score", "1", 3)]


def test_a_handed_in_scorecard_takes_nothing_more(user_client, seat):
    early, late = entry("score", "1", 2), entry("score", "1", 3)
    send(user_client, seat, early)
    seat.conclude("yes", "Good.", NOON)
    response = send(user_client, seat, early, late)

    assert (response.status_code, response.json()) == (
        409,
        {"error": "handed_in", "entry": None, "kept": [late["id"]], "saved": [early["id"]]},
    )


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("0001-01-01T00:00:00+14:00", timedelta(days=-30)),
        ("9999-12-31T23:59:59-14:00", timedelta(minutes=5)),
        ("2026-11-22T12:00:00Z", timedelta(days=-1)),
    ],
)
def test_a_clock_that_is_far_off_is_set_right(user_client, seat, at, kept):
    row = entry("score", "1", 3, at=at)
    with time_machine.travel(NOON, tick=False):
        assert send(user_client, seat, row).status_code == 200
    assert seat.journal()[-1].at == NOON + kept
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert send(user_client, seat, row).json()["saved"] == [row["id"]]
    assert recorded(seat) == [("score", "1", 3)]


def test_what_was_entered_for_one_seat_never_reaches_another(user_client, seat):
    url = reverse("interview:journal", args=[seat.interview_id])
    colleague = make_seat(make_user(), seat.interview)
    batch = {"seat": str(colleague.key), "entries": [entry("score", "1", 3)]}
    response = user_client.post(url, batch, content_type="application/json")

    assert (response.status_code, response.json()) == (403, {"error": "other_seat"})
    assert recorded(seat) == []


def test_before_the_start_nothing_is_written(user_client, user, seat):
    planned = make_seat(user)
    late = make_seat(make_user(), seat.interview)
    for other in (planned, late):
        user_client.force_login(other.user)
        row = entry("score", "1", 3)
        assert send(user_client, other, row).json() == {
            "error": "not_started",
            "entry": None,
            "kept": [row["id"]],
            "saved": [],
        }
        for name, args in (("act", []), ("answer", ["1"]), ("add", ["1"])):
            data = {"kind": "pause", "score": "3", "prompt": "GELU?"}
            response = post(user_client, other, name, *args, **data)
            assert response["Location"] == f"/interviews/{other.interview_id}/"
        assert other.journal() == []


def test_nobody_writes_in_another_seat(user_client, seat):
    other = make_seat(make_user(), make_interview())
    other.start(NOON)

    assert send(user_client, other, entry("score", "1", 3)).status_code == 404
    assert len(other.journal()) == 2


def test_two_seats_of_one_interview_do_not_mix(user_client, seat):
    colleague = make_seat(make_user(), seat.interview)
    colleague.start(NOON)
    send(user_client, seat, entry("score", "1", 3))

    assert (recorded(seat), recorded(colleague)) == ([("score", "1", 3)], [])


def test_a_save_costs_seven_queries(user_client, seat, django_assert_num_queries):
    # session, user, seat; begin, lock, insert, commit
    with django_assert_num_queries(7):
        send(user_client, seat, entry("score", "1", 3))


# Without JavaScript


def post(client, seat: Seat, name: str, *args: str, **data: object):
    return client.post(reverse(f"interview:{name}", args=[seat.interview_id, *args]), data)


def answer(client, seat: Seat, node: str, **data: object):
    shown = {"score": "", "outcome": "", "hint": "0", "note": "", "points_shown": ["1", "2"]}
    return post(client, seat, "answer", node, **{**shown, **data})


def test_the_plain_form_records_what_it_says_anew(user_client, seat):
    response = answer(user_client, seat, "1", score="3", point=["2"], note="좋다\r\n두 줄")

    assert response["Location"] == f"/interviews/{seat.interview_id}/console/#q1"
    assert recorded(seat) == [
        ("score", "1", 3),
        ("point", "1", {"n": 2, "heard": True}),
        ("note", "1", "좋다\n두 줄"),
    ]


def test_the_plain_form_sent_again_records_nothing(user_client, seat):
    answer(user_client, seat, "1", score="3", note="좋다")
    answer(user_client, seat, "1", score="3", outcome="answered", note="좋다")

    assert recorded(seat) == [("score", "1", 3), ("note", "1", "좋다")]


def test_the_plain_form_takes_back_what_it_no_longer_says(user_client, seat):
    answer(user_client, seat, "1", score="3", point=["1", "2"], hint="1")
    answer(user_client, seat, "1", outcome="skipped", point=["1"], score="3", hint="0")

    kept = seat.state().answers["1"]
    assert (kept.score, kept.outcome, kept.points, kept.hint) == (
        None,
        "skipped",
        frozenset({1}),
        0,
    )


def test_answering_another_question_opens_it_first(user_client, seat):
    answer(user_client, seat, "2", score="4", points_shown=[])

    assert recorded(seat) == [("open", "2", None), ("score", "2", 4)]


@pytest.mark.parametrize(
    "field", [{"score": "9"}, {"score": "x"}, {"score": "9" * 5000}, {"hint": "99"}]
)
def test_a_plain_form_with_a_wrong_value_is_refused(user_client, seat, field):
    response = answer(user_client, seat, "1", **field)

    assert response.status_code == 422
    assert "Nothing was recorded" in response.content.decode()
    assert recorded(seat) == []


def test_a_plain_form_for_no_question_of_the_script_is_refused(user_client, seat):
    assert answer(user_client, seat, "99", score="3").status_code == 422
    assert recorded(seat) == []


def test_a_follow_up_is_added_in_place(user_client, seat):
    response = post(user_client, seat, "add", "2", prompt="  GELU는요? ")
    added = seat.state().script.nodes[2]

    assert (added.parent, added.prompt, added.planned) == ("2", "GELU는요?", False)
    assert response["Location"] == f"/interviews/{seat.interview_id}/console/#q{added.id}"


def test_an_empty_follow_up_adds_nothing(user_client, seat):
    response = post(user_client, seat, "add", "2", prompt="   ")

    assert response["Location"].endswith("/console/#q2")
    assert recorded(seat) == []


def test_pause_resume_and_finish_are_entries(user_client, seat):
    assert post(user_client, seat, "act", kind="pause")["Location"].endswith("/console/#q1")
    post(user_client, seat, "act", kind="resume")
    finish = post(user_client, seat, "act", kind="finish")

    assert finish["Location"] == f"/interviews/{seat.interview_id}/wrap-up/"
    assert [kind for kind, *_rest in recorded(seat)] == ["pause", "resume", "finish"]


def test_undo_takes_the_last_act_back(user_client, seat):
    answer(user_client, seat, "1", score="3")
    answer(user_client, seat, "1", score="4", outcome="answered")
    post(user_client, seat, "act", kind="undo")
    assert seat.state().answers["1"].score == 3
    post(user_client, seat, "act", kind="undo")
    assert seat.state().answers["1"].result == "not_reached"
    post(user_client, seat, "act", kind="undo")
    assert len(recorded(seat)) == 4


def test_redo_does_again_what_was_taken_back(user_client, seat):
    answer(user_client, seat, "1", score="3")
    for kind in ("undo", "redo", "redo"):
        post(user_client, seat, "act", kind=kind)

    assert seat.state().answers["1"].score == 3
    assert [kind for kind, *_rest in recorded(seat)] == ["score", "undo", "redo"]


def test_a_plain_form_says_what_is_marked(user_client, seat):
    shown = {"marks_shown": ["recited", "flag"]}
    answer(user_client, seat, "1", recited="on", **shown)
    answer(user_client, seat, "1", flag="on", outcome="answered", **shown)
    answer(user_client, seat, "1", flag="on", outcome="answered")

    assert recorded(seat) == [
        ("recited", "1", True),
        ("recited", "1", False),
        ("flag", "1", True),
    ]


def test_no_other_act_is_taken(user_client, seat):
    assert post(user_client, seat, "act", kind="hand_in").status_code == 422
    assert recorded(seat) == []


def test_after_handing_in_a_plain_form_leads_to_the_report(user_client, seat):
    seat.conclude("yes", "Good.", NOON)
    response = answer(user_client, seat, "1", score="3")

    assert response["Location"] == f"/interviews/{seat.interview_id}/report/"


@pytest.mark.parametrize(
    ("name", "args"), [("act", []), ("answer", ["1"]), ("add", ["1"]), ("choose", [])]
)
def test_writing_is_by_post_only(user_client, seat, name, args):
    url = reverse(f"interview:{name}", args=[seat.interview_id, *args])

    assert user_client.get(url).status_code == 405


def test_a_body_is_json_of_any_depth_that_python_reads(user_client, seat):
    deep = entry("note", "1", json.loads("[" * 500 + "]" * 500))

    assert send(user_client, seat, deep).status_code == 422
