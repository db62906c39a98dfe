"""Plain functions that make what a test needs; every argument has a default."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count

from accounts.models import User
from interview.models import Candidate, Interview, Kit, Position, Seat
from questions.card import Card
from questions.models import Pack, Question, Topic

PASSWORD = "a long enough passphrase"  # of everybody whom make_user makes

_numbers = count(1)


def make_user(name: str = "Kim Minji", email: str = "", **fields: object) -> User:
    """Save and return a user whose password is PASSWORD; without an email one is made up."""
    email = email or f"person{next(_numbers)}@example.com"
    return User.objects.create_user(email, PASSWORD, name=name, **fields)


def make_pack(slug: str = "", title: str = "Deep learning") -> Pack:
    """Save and return a pack; without a slug one is made up."""
    return Pack.objects.create(slug=slug or f"pack-{next(_numbers)}", title={"en": title})


def make_topic(pack: Pack | None = None, title: str = "Activations") -> Topic:
    """Save and return a topic after the others of its pack."""
    return (pack or make_pack()).add_topic({"en": title})


def make_question(
    prompt: str | dict[str, str] = "Why ReLU?",
    *,
    pack: Pack | None = None,
    parent: Question | None = None,
    topic: Topic | None = None,
    **card: object,
) -> Question:
    """Save and return a question at the end of its siblings; `card` gives the rest of its card."""
    pack = pack or (parent.pack if parent else make_pack())
    texts = prompt if isinstance(prompt, dict) else {"en": prompt}
    return pack.add_question(Card(prompt=texts, **card), parent=parent, topic=topic)


def make_kit(
    *roots: Question, title: str = "First talk", position: str = "ML engineer", minutes: int = 60
) -> Kit:
    """Save and return a kit of these chains; without any, of one chain of one question."""
    job = Position.objects.get_or_create(title=position)[0]
    kit = Kit.objects.create(title=title, position=job, minutes=minutes)
    kit.pick_all(roots or [make_question()])
    return kit


def make_interview(
    kit: Kit | None = None,
    *,
    candidate: str = "Park Jisoo",
    users: Iterable[User] = (),
    planned_at: datetime = datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
) -> Interview:
    """Save and return a planned interview with a seat for each of the users."""
    return Interview.objects.plan(
        candidate=Candidate.objects.create(name=candidate),
        kit=kit or make_kit(),
        planned_at=planned_at,
        users=users,
    )


def make_seat(user: User | None = None, interview: Interview | None = None) -> Seat:
    """Save and return a seat; without an interview, the only one of a new interview."""
    interview = interview or make_interview()
    user = user or make_user()
    return Seat.objects.get_or_create(interview=interview, user=user)[0]


def make_position(title: str = "Data engineer") -> Position:
    """Save and return a position."""
    return Position.objects.create(title=title)


def make_candidate(name: str = "Park Jisoo", by: User | None = None, email: str = "") -> Candidate:
    """Save and return a candidate, entered by this user."""
    return Candidate.objects.create(name=name, email=email, created_by=by)


def make_chain(
    prompt: str = "Why ReLU?", follow_ups: Iterable[str] = (), **root: object
) -> Question:
    """Save and return a root question with these follow-ups right below it."""
    question = make_question(prompt, **root)
    for text in follow_ups:
        make_question(text, parent=question)
    return question


def make_empty_kit(title: str = "First talk", minutes: int = 60) -> Kit:
    """Save and return a kit without chains."""
    position = Position.objects.get_or_create(title="ML engineer")[0]
    return Kit.objects.create(title=title, position=position, minutes=minutes)
