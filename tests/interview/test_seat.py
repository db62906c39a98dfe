"""The verbs of a seat: begin, record, hand in, reopen."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from interview.models import Entry, Line, Refused, Scorecard, Seat
from interview.state import Entry as Act
from interview.state import InvalidEntry
from questions.append_only import Immutable
from tests.factories import make_interview, make_kit, make_question, make_seat

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def act(kind: str, question: str = "", value: object = None, seconds: int = 0) -> Act:
    return Act(str(uuid.uuid4()), kind, question, value, NOON + timedelta(seconds=seconds))


@pytest.fixture
def seat() -> Seat:
    """A seat that has begun: a root with two follow-ups, the first with two key points."""
    points = ({"text": {"en": "cheap"}}, {"text": {"en": "does not saturate"}})
    root = make_question("Why ReLU?", key_points=points, hints=({"en": "its slope?"},))
    make_question("What is wrong with it?", parent=root)
    make_question("Why a bias?", parent=root)
    seat = make_seat(interview=make_interview(make_kit(root)))
    seat.start(NOON)
    return seat


def kinds(seat: Seat) -> list[str]:
    return list(seat.entries.order_by("pk").values_list("kind", flat=True))


def test_starting_freezes_the_script_and_opens_the_first_question(seat):
    assert [node.id for node in seat.interview.script.nodes] == ["1", "2", "3"]
    assert [(e.kind, e.question, e.value) for e in seat.journal()] == [
        ("start", "", None),
        ("open", "1", None),
    ]


def test_starting_again_writes_nothing(seat):
    seat.start(NOON + timedelta(minutes=5))

    assert kinds(seat) == ["start", "open"]
    assert seat.state().started_at == NOON


def test_entries_are_kept_in_the_order_in_which_they_were_recorded(seat):
    first, second = act("score", "1", 3), act("note", "1", "정확하다")

    orders = seat.record([first, second])
    assert list(orders) == [first.id, second.id]
    assert seat.journal()[2:] == [first, second]
    assert orders[first.id] < orders[second.id] == seat.order
    assert seat.record([second, first]) == orders


def test_an_entry_sent_twice_counts_once(seat):
    entry = act("score", "1", 3)
    seat.record([entry])

    assert list(seat.record([entry])) == [entry.id]
    assert list(seat.record([entry, entry])) == [entry.id]
    assert kinds(seat) == ["start", "open", "score"]


def test_of_a_batch_that_is_known_in_part_the_rest_is_written(seat):
    first, second = act("score", "1", 3), act("score", "2", 4)
    seat.record([first])

    assert list(seat.record([first, second])) == [first.id, second.id]
    assert seat.journal()[2:] == [first, second]


def test_a_follow_up_that_was_added_is_acknowledged_again(seat):
    added = act("add", str(uuid.uuid4()), {"parent": "1", "prompt": "Why?"})
    seat.record([added])

    assert list(seat.record([added])) == [added.id]
    assert kinds(seat) == ["start", "open", "add"]


def test_a_seat_that_has_not_begun_records_nothing_and_can_still_begin(seat):
    late = make_seat(interview=seat.interview)
    with pytest.raises(Refused, match="not_started"):
        late.record([act("score", "1", 3)])
    late.start(NOON)

    assert kinds(late) == ["start", "open"]


def test_an_entry_that_stands_twice_in_one_batch_counts_once(seat):
    entry = act("score", "1", 3)

    assert list(seat.record([entry, entry])) == [entry.id]
    assert kinds(seat) == ["start", "open", "score"]


@pytest.mark.parametrize("batch", [True, False])
def test_an_id_that_was_used_for_something_else_is_refused(seat, batch):
    entry = act("score", "1", 3)
    other = Act(entry.id, "score", "1", 4, entry.at)
    if not batch:
        seat.record([entry])

    with pytest.raises(Refused, match="id_reused"):
        seat.record([entry, other] if batch else [other])
    assert [e.value for e in seat.journal() if e.kind == "score"] == ([] if batch else [3])


def test_two_seats_may_use_the_same_id(seat):
    entry = act("score", "1", 3)
    colleague = make_seat(interview=seat.interview)
    colleague.start(NOON)
    seat.record([entry])

    assert list(colleague.record([entry])) == [entry.id]
    assert colleague.state().answers["1"].score == 3


def test_one_bad_entry_keeps_the_whole_batch_out(seat):
    good, bad = act("score", "1", 3), act("score", "99", 3)

    with pytest.raises(InvalidEntry) as refusal:
        seat.record([good, bad])
    assert (refusal.value.code, refusal.value.entry) == ("unknown_node", bad.id)
    assert kinds(seat) == ["start", "open"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (act("score", "1", 5), "value"),
        (act("score", "1", True), "value"),
        (act("point", "1", {"n": 3, "heard": True}), "value"),
        (act("point", "2", {"n": 1, "heard": True}), "value"),
        (act("hint", "1", 2), "value"),
        (act("hand_in", "", {"scorecard": 1}), "server_only"),
        (act("shout", "1"), "unknown_kind"),
        (act("note", "1", "x" * 65_537), "too_long"),
        (act("note", "1", "\ufffd"), "characters"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(seat, entry, code):
    with pytest.raises(InvalidEntry) as refusal:
        seat.record([entry])
    assert refusal.value.code == code
    assert kinds(seat) == ["start", "open"]


def test_an_unplanned_follow_up_can_be_scored_in_the_batch_that_adds_it(seat):
    node = str(uuid.uuid4())
    seat.record([act("add", node, {"parent": "2", "prompt": "GELU?"}), act("score", node, 4)])

    state = seat.state()
    assert [n.id for n in state.script.nodes] == ["1", "2", node, "3"]
    assert state.script.path(node) == "1.1.1"
    assert state.answers[node].score == 4


def test_a_follow_up_can_be_added_to_one_that_was_added_before(seat):
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    seat.record([act("add", first, {"parent": "3", "prompt": "And then?"})])
    seat.record([act("add", second, {"parent": first, "prompt": "And after that?"})])

    assert seat.state().script.path(second) == "1.2.1.1"


def concluded(seat: Seat) -> Scorecard:
    node = str(uuid.uuid4())
    seat.record(
        [
            act("score", "1", 3, 60),
            act("point", "1", {"n": 2, "heard": True}, 61),
            act("hint", "1", 1, 62),
            act("open", "2", None, 90),
            act("outcome", "2", "no_answer", 100),
            act("note", "2", "모른다고 함", 101),
            act("add", node, {"parent": "2", "prompt": "GELU?"}, 110),
            act("open", node, None, 110),
            act("outcome", node, "skipped", 120),
            act("finish", "", None, 150),
        ]
    )
    return seat.conclude("yes", "Solid on activations.", NOON + timedelta(seconds=200))


def test_handing_in_writes_one_line_for_every_question(seat):
    card = concluded(seat)

    assert (card.number, card.call, card.summary) == (1, "yes", "Solid on activations.")
    assert card.seconds == 150
    fields = ("place", "outcome", "score", "hint", "points", "note", "seconds")
    assert list(card.lines.values_list(*fields)) == [
        (0, "answered_with_hint", 3, 1, [2], "", 90.0),
        (1, "no_answer", None, 0, [], "모른다고 함", 20.0),
        (2, "skipped", None, 0, [], "", 40.0),
        (3, "not_reached", None, 0, [], "", 0.0),
    ]
    revisions = [node.revision for node in seat.interview.script.nodes]
    assert list(card.lines.values_list("revision", flat=True)) == [
        revisions[0],
        revisions[1],
        None,
        revisions[2],
    ]


def test_handing_in_needs_a_call_and_a_summary(seat):
    with pytest.raises(Refused, match="no_call"):
        seat.hand_in(NOON)
    seat.record([act("call", "", "no"), act("summary", "", "  ")])
    with pytest.raises(Refused, match="no_summary"):
        seat.hand_in(NOON)
    assert Scorecard.objects.count() == 0


def test_nothing_is_recorded_after_handing_in_but_what_came_before_is_acknowledged(seat):
    early, late = act("score", "1", 3), act("score", "1", 4)
    seat.record([early])
    concluded(seat)

    assert list(seat.record([early])) == [early.id]
    with pytest.raises(Refused, match="handed_in"):
        seat.record([late])
    with pytest.raises(Refused, match="handed_in"):
        seat.hand_in(NOON)


def test_reopening_takes_a_reason_and_keeps_the_scorecard_that_was_handed_in(seat):
    first = concluded(seat)

    with pytest.raises(Refused, match="no_reason"):
        seat.reopen("  ", NOON)
    seat.reopen("typed the wrong score", NOON + timedelta(seconds=300))
    assert seat.state().reopened == ("typed the wrong score",)
    seat.record([act("score", "1", 2, 310)])
    second = seat.conclude("no", "On reflection: no.", NOON + timedelta(seconds=400))

    assert (second.number, second.lines.get(place=0).score) == (2, 2)
    kept = Scorecard.objects.get(pk=first.pk)
    assert (kept.call, kept.summary, kept.lines.get(place=0).score) == (
        "yes",
        "Solid on activations.",
        3,
    )
    assert Seat.objects.get(pk=seat.pk).scorecard == second


def test_reopening_what_is_not_handed_in_is_refused(seat):
    with pytest.raises(Refused, match="not_handed_in"):
        seat.reopen("why not", NOON)


def test_records_can_neither_be_changed_nor_deleted(seat):
    concluded(seat)
    for model in (Entry, Scorecard, Line):
        row = model.objects.first()
        with pytest.raises(Immutable):
            row.save()
        with pytest.raises(Immutable):
            row.delete()
        with pytest.raises(Immutable):
            model.objects.update(pk=1)
        with pytest.raises(Immutable):
            model.objects.all().delete()


def test_editing_the_bank_moves_nothing_in_a_running_or_past_interview(seat):
    root = seat.interview.kit.chains.get().root
    before = (seat.interview.script, seat.state())
    root.revise(root.card.model_copy(update={"prompt": {"en": "Changed?"}}))
    root.follow_ups.first().retire()
    make_question("New?", parent=root)

    again = Seat.objects.get(pk=seat.pk)
    assert (again.interview.script, again.state()) == before
    card = concluded(again)
    assert card.lines.get(place=0).revision.card.prompt == {"en": "Why ReLU?"}


def test_recording_costs_the_same_however_long_the_journal_is(seat, django_assert_num_queries):
    seat = Seat.objects.select_related("interview").get(pk=seat.pk)
    for length in (0, 50):
        seat.record([act("note", "1", f"{n}") for n in range(length)])
        with django_assert_num_queries(4):  # begin, lock, insert, commit
            seat.record([act("score", "1", 3)])
