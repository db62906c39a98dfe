"""The demo: made once, on an instance that has nothing yet, from the pack that ships."""

import pytest

from interview import demo, scripting
from interview.models import Kit, KitChain, Position
from questions.shipping import load_shipped_packs
from tests.factories import make_pack, make_position, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(db):
    load_shipped_packs()


def counts():
    return [model.objects.count() for model in (Position, Kit, KitChain)]


def test_makes_a_position_and_a_kit(shipped):
    demo.make_demo()

    kit = Kit.objects.get()
    assert kit.position.title == "딥러닝 개발자 · Deep learning engineer (demo)"
    chains = list(kit.chains.all())
    assert [chain.core for chain in chains] == [True] * 3 + [False]
    assert all(chain.root.follow_ups.exists() for chain in chains)
    assert sum(chain.minutes for chain in chains) == kit.minutes == 60


def test_gives_every_chain_the_minutes_of_its_cards(shipped):
    demo.make_demo()

    chains = KitChain.objects.select_related("root")
    sizes = scripting.sizes(chain.root.pack_id for chain in chains)
    assert all(chain.minutes == sizes[chain.root_id].minutes for chain in chains)


def test_changes_nothing_when_it_is_made_again(shipped):
    demo.make_demo()
    Kit.objects.update(title="My kit")
    Kit.objects.get().chains.first().delete()
    before = counts()

    demo.make_demo()

    assert counts() == before == [1, 1, 3]
    assert Kit.objects.get().title == "My kit"


def test_is_not_made_where_there_is_a_position(shipped):
    make_position("ML engineer")
    demo.make_demo()
    assert counts() == [1, 0, 0]


def test_is_not_made_without_the_pack(db):
    make_question(pack=make_pack("another"))
    demo.make_demo()
    assert counts() == [0, 0, 0]


def retire(chain: KitChain) -> None:
    chain.root.retire()


@pytest.mark.parametrize("take_away", [retire, KitChain.delete])
def test_is_not_offered_once_its_kit_has_nothing_to_ask(shipped, take_away):
    demo.make_demo()
    for chain in KitChain.objects.all():
        take_away(chain)
    assert demo.find_kit() is None
