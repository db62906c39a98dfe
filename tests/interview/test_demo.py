"""The demo: made once, on an instance that has nothing yet, from the pack that ships."""

from datetime import UTC, datetime

import pytest

from interview import demo
from interview.models import Candidate, Interview, Kit, KitChain, Position, Refused
from questions.shipping import load_shipped_packs
from tests.factories import make_pack, make_position, make_question, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def shipped(db):
    load_shipped_packs()


def counts():
    return [model.objects.count() for model in (Position, Kit, KitChain, Candidate, Interview)]


def test_makes_a_position_a_kit_and_a_candidate(shipped):
    demo.make_demo()

    kit = Kit.objects.get()
    assert kit.position.title == "딥러닝 개발자 · Deep learning engineer (demo)"
    assert Candidate.objects.get().name == "홍길동 · Gildong Hong (demo)"
    assert [chain.core for chain in kit.chains.all()] == [True] * 4 + [False] * 2
    assert all(chain.root.follow_ups.exists() for chain in kit.chains.all())
    assert sum(chain.minutes for chain in kit.chains.all()) == kit.minutes == 60


def test_changes_nothing_when_it_is_made_again(shipped):
    demo.make_demo()
    Kit.objects.update(title="My kit")
    Kit.objects.get().chains.first().delete()
    before = counts()

    demo.make_demo()

    assert counts() == before == [1, 1, 5, 1, 0]
    assert Kit.objects.get().title == "My kit"


def test_is_not_made_where_there_is_a_position(shipped):
    make_position("ML engineer")
    demo.make_demo()
    assert counts() == [1, 0, 0, 0, 0]


def test_is_not_made_without_the_pack(db):
    make_question(pack=make_pack("another"))
    demo.make_demo()
    assert counts() == [0, 0, 0, 0, 0]


def test_its_candidate_is_seen_only_by_who_started_it(shipped):
    demo.make_demo()
    minji, dana = make_user("Minji"), make_user("Dana")

    interview = demo.start_interview(demo.find_kit(), minji, NOON)

    assert list(Candidate.objects.for_user(minji)) == [interview.candidate]
    assert list(Candidate.objects.for_user(dana)) == []


def test_everybody_may_start_it_and_the_candidate_is_made_again_when_renamed(shipped):
    demo.make_demo()
    first = demo.start_interview(demo.find_kit(), make_user("Minji"), NOON)
    second = demo.start_interview(demo.find_kit(), make_user("Dana"), NOON)
    assert first.candidate == second.candidate

    Candidate.objects.update(name="Somebody")
    third = demo.start_interview(demo.find_kit(), make_user("Jun"), NOON)

    assert third.candidate.name == "홍길동 · Gildong Hong (demo)"


def retire(chain: KitChain) -> None:
    chain.root.retire()


@pytest.mark.parametrize("take_away", [retire, KitChain.delete])
def test_is_not_offered_once_its_kit_has_nothing_to_ask(shipped, take_away):
    demo.make_demo()
    for chain in KitChain.objects.all():
        take_away(chain)
    assert demo.find_kit() is None


def test_leaves_nothing_behind_when_it_cannot_start(shipped):
    demo.make_demo()
    KitChain.objects.all().delete()

    with pytest.raises(Refused, match="empty_kit"):
        demo.start_interview(Kit.objects.get(), make_user(), NOON)

    assert counts() == [1, 1, 0, 1, 0]
