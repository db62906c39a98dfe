"""Freezing a kit into a script, and that the bank cannot reach it afterwards."""

import pytest
from django.db import connection

from interview import scripting
from interview.models import Refused
from interview.scripting import Size
from questions.card import Card
from questions.models import Revision, Topic
from tests.factories import (
    make_chain,
    make_empty_kit,
    make_interview,
    make_kit,
    make_pack,
    make_question,
)

pytestmark = pytest.mark.django_db


def nodes(frozen):
    return [(n["id"], n.get("parent"), n["question"], n["minutes"]) for n in frozen["nodes"]]


def prompts(interview):
    """The words of a script, by the revisions that it names."""
    content = Revision.objects.in_bulk([node.revision for node in interview.script.nodes])
    return [content[n.revision].content["prompt"]["en"] for n in interview.script.nodes]


def test_a_script_holds_the_chains_in_the_kits_order_each_before_its_follow_ups():
    pack = make_pack()
    relu = make_chain("Why ReLU?", ["Why nonlinear?"], pack=pack)
    below = make_question("And why that?", parent=relu.follow_ups.get())
    loss = make_chain("What is a loss?", pack=pack)
    kit = make_kit(loss, relu)
    kit.chains.filter(root=relu).update(minutes=12, core=False)

    frozen = scripting.freeze(kit)

    assert nodes(frozen) == [
        ("1", None, loss.pk, 3),
        ("2", None, relu.pk, 12),
        ("3", "2", relu.follow_ups.get().pk, 0),
        ("4", "3", below.pk, 0),
    ]
    assert [node["core"] for node in frozen["nodes"]] == [True, False, False, False]


def test_a_script_names_revisions_and_counts_key_points_and_hints():
    point = {"text": {"en": "It is cheap."}}
    root = make_question("Why ReLU?", key_points=(point, point), hints=({"en": "exp"},))

    [node] = scripting.freeze(make_kit(root))["nodes"]

    assert (node["revision"], node["points"], node["hints"]) == (root.current_id, 2, 1)


def test_a_script_keeps_the_titles_as_they_read_now():
    pack = make_pack()
    topic = Topic.objects.create(pack=pack, title={"en": "Optimisation"})
    kit = make_kit(make_question(pack=pack, topic=topic), title="Basics", position="ML", minutes=45)

    frozen = scripting.freeze(kit)

    assert (frozen["kit"], frozen["position"], frozen["minutes"]) == ("Basics", "ML", 45)
    assert frozen["topics"] == {str(topic.pk): {"en": "Optimisation"}}


def test_retired_questions_are_left_out_with_what_is_below_them():
    root = make_chain("Why ReLU?", ["Why nonlinear?", "What else?"])
    gone = root.follow_ups.first()
    make_question("And why that?", parent=gone)
    other = make_chain("What is a loss?")
    kit = make_kit(root, other)
    gone.retire()
    other.retire()

    assert nodes(scripting.freeze(kit)) == [
        ("1", None, root.pk, kit.chains.first().minutes),
        ("2", "1", root.follow_ups.last().pk, 0),
    ]


@pytest.mark.parametrize("chains", [1, 3])
def test_freezing_costs_the_same_queries_for_any_number_of_chains(
    chains, django_assert_num_queries
):
    pack = make_pack()
    kit = make_kit(*[make_chain(f"Q{n}?", ["Why?", "How?"], pack=pack) for n in range(chains)])
    with django_assert_num_queries(3):
        scripting.freeze(kit)


def test_the_size_of_a_chain_is_its_active_questions_and_their_minutes():
    pack = make_pack()
    root = make_chain("Why ReLU?", ["Why nonlinear?", "What else?"], pack=pack, minutes=5)
    root.follow_ups.first().retire()
    alone = make_question("What is a loss?", pack=pack, minutes=4)
    make_question("Elsewhere?")

    assert scripting.sizes([pack.pk]) == {root.pk: Size(2, 8), alone.pk: Size(1, 4)}


def test_the_sizes_of_all_chains_of_some_packs_cost_one_query(django_assert_num_queries):
    packs = [make_pack(), make_pack()]
    for pack in packs:
        make_chain(pack=pack, follow_ups=["Why?", "How?"])
    with django_assert_num_queries(1):
        assert len(scripting.sizes(pack.pk for pack in packs)) == 2


class TestAfterTheStart:
    """Whatever happens to the bank, what was asked and in which words stays."""

    @pytest.fixture
    def root(self):
        return make_chain("Why ReLU?", ["Why nonlinear?", "What else?"])

    @pytest.fixture
    def interview(self, root):
        interview = make_interview(make_kit(root, title="Basics", position="ML engineer"))
        interview.start()
        return interview

    @pytest.fixture(autouse=True)
    def _nothing_moved(self, interview):
        before, words = interview.frozen, ["Why ReLU?", "Why nonlinear?", "What else?"]
        yield
        again = type(interview).objects.get(pk=interview.pk)
        again.start()
        assert again.frozen == before
        assert (again.frozen["kit"], again.frozen["position"]) == ("Basics", "ML engineer")
        assert prompts(again) == words

    def test_editing_a_question_moves_nothing(self, root):
        root.revise(Card(prompt={"en": "Why not?"}))
        root.follow_ups.first().revise(Card(prompt={"en": "Why linear?"}))

    def test_moving_a_question_moves_nothing(self, root):
        root.follow_ups.last().move(parent=None, topic=None, position=0)
        root.follow_ups.first().step(1)

    def test_retiring_questions_moves_nothing(self, root):
        root.follow_ups.first().retire()
        root.retire()

    def test_a_new_follow_up_moves_nothing(self, root):
        make_question("Why now?", parent=root)

    def test_renaming_moves_nothing(self, root, interview):
        topic = Topic.objects.create(pack=root.pack, title={"en": "Activations"})
        root.move(parent=None, topic=topic, position=0)
        topic.title = {"en": "Neurons"}
        topic.save()
        interview.kit.title = "Advanced"
        interview.kit.save()
        interview.kit.position.title = "Plumber"
        interview.kit.position.save()

    def test_changing_the_kit_moves_nothing(self, interview):
        interview.kit.pick(make_question("What is a loss?"))
        interview.kit.chains.first().delete()


def test_a_move_while_a_script_is_frozen_leaves_the_tree_as_it_was_read():
    root = make_chain("Why ReLU?", ["Why nonlinear?", "What else?"])
    first, last = root.follow_ups.order_by("position")
    interview = make_interview(make_kit(root))
    moves = iter([last])

    def move_before_the_cards_are_read(execute, sql, params, many, context):
        if '"questions_revision"."note"' in sql and (moved := next(moves, None)):
            first.move(parent=moved, topic=None, position=0)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(move_before_the_cards_are_read):
        interview.start()

    assert next(moves, None) is None
    assert nodes(interview.frozen) == [
        ("1", None, root.pk, 9),
        ("2", "1", first.pk, 0),
        ("3", "1", last.pk, 0),
    ]


def test_an_empty_kit_cannot_start():
    interview = make_interview(make_empty_kit())

    with pytest.raises(Refused, match="empty_kit"):
        interview.start()

    interview.refresh_from_db()
    assert (interview.frozen, interview.started_at) == (None, None)


def test_a_kit_whose_chains_are_all_retired_cannot_start():
    root = make_question()
    interview = make_interview(make_kit(root))
    root.retire()

    with pytest.raises(Refused, match="empty_kit"):
        interview.start()
