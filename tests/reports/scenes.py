"""Interviews that were held, told through the real verbs."""

import uuid
from datetime import UTC, datetime, timedelta

import time_machine

from accounts.models import User
from interview.models import Interview, Scorecard, Seat
from interview.state import Entry
from questions.models import Question, Topic
from tests.factories import make_interview, make_kit, make_pack, make_question, make_user

START = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
UNPLANNED = "6f1f7f3e-7d5a-4b1e-9c3a-2f4d5e6a7b8c"


def act(kind: str, question: str = "", value: object = None, second: int = 0) -> Entry:
    """Make an entry; `second` counts from the start of the interview."""
    return Entry(str(uuid.uuid4()), kind, question, value, at(second))


def at(second: int) -> datetime:
    """Give the time so many seconds after the start."""
    return START + timedelta(seconds=second)


def sit(interview: Interview, user: User) -> Seat:
    """Begin for this user; the clock runs, and the first question is on screen."""
    seat = Seat.objects.get(interview=interview, user=user)
    with time_machine.travel(START, tick=False):
        seat.start(START)
    return seat


def hand_in(
    seat: Seat, call: str = "yes", summary: str = "Knows why.", second: int = 0
) -> Scorecard:
    """Give the overall call and hand in, so many seconds after the start."""
    with time_machine.travel(at(second), tick=False):
        seat.record([act("call", value=call), act("summary", value=summary)])
        return seat.hand_in(at(second))


def handed_in(*acts: Entry, user: User | None = None, root: Question | None = None) -> Scorecard:
    """Hold an interview of one chain, with these acts, and hand it in."""
    user = user or make_user()
    kit = make_kit(root or make_question())
    seat = sit(make_interview(kit, users=[user]), user)
    seat.record(acts)
    return hand_in(seat)


def bank() -> list[Question]:
    """Write three chains: activations (1, 1.1, 1.1.1, 1.2), descent (2, 2.1), pooling (3, 3.1)."""
    pack = make_pack()
    activations = Topic.objects.create(pack=pack, title={"en": "Activations", "ko": "활성화"})
    descent = Topic.objects.create(pack=pack, title={"ko": "경사 하강"}, position=1)
    relu = make_question(
        {"en": "Why ReLU?", "ko": "왜 ReLU인가?"},
        pack=pack,
        topic=activations,
        key_points=(
            {"text": {"en": "exp is costly"}},
            {"text": {"ko": "기울기 소실"}, "essential": False},
        ),
        hints=({"en": "Think of the gradient."}, {"en": "Draw the sigmoid."}),
        anchors={"3": {"en": "Names two reasons."}},
    )
    linear = make_question("What does non-linear mean?", parent=relu)
    make_question("Why do we need it?", parent=linear)
    make_question("What is wrong with ReLU?", parent=relu)
    gradient = make_question({"ko": "경사 하강을 쉽게 설명하면?"}, pack=pack, topic=descent)
    make_question("Why the gradient?", parent=gradient)
    pooling = make_question("What is pooling?", pack=pack)
    make_question("Why max?", parent=pooling)
    return [relu, gradient, pooling]


def whole_interview(user: User, *colleagues: User) -> Scorecard:
    """Hold an interview over `bank()` in which every outcome comes up, and hand it in.

    1 hint 2, score 3 · 1.1 score 4 · 1.1.1 skipped · 1.2 no answer · 1.3 (unplanned) score 2 ·
    2 answered without a score · 2.1, 3 and 3.1 not reached.
    """
    kit = make_kit(*bank(), minutes=45)
    seat = sit(make_interview(kit, users=[user, *colleagues]), user)
    seat.record(
        [
            act("open", "1", second=10),
            act("score", "1", 3),
            act("hint", "1", 2),
            act("point", "1", {"n": 1, "heard": True}),
            act("note", "1", "Named cost first.\nThen *saturation*."),
            act("open", "2", second=210),
            act("score", "2", 4),
            act("open", "3", second=250),
            act("outcome", "3", "skipped"),
            act("open", "4", second=260),
            act("outcome", "4", "no_answer"),
            act("add", UNPLANNED, {"parent": "1", "prompt": "And leaky ReLU?"}),
            act("open", UNPLANNED, second=300),
            act("score", UNPLANNED, 2),
            act("open", "5", second=360),
            act("note", "5", "Drew a valley."),
            act("finish", second=400),
        ]
    )
    return hand_in(seat, "yes", "Solid on activations.\n\nWeak on optimisation.", second=420)
