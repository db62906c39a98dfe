"""The script: finding a way in it, its JSON, and follow-ups made up on the spot."""

import json

import pytest

from interview.script import Node, Script, UnknownNode

from .journals import SCRIPT, node, unplanned


def ids(nodes):
    return [node.id for node in nodes]


def test_a_node_is_found_by_its_id():
    assert SCRIPT.get("6") == Node("6", "5", 6, 106, 8, True, 1)
    assert "6" in SCRIPT
    assert "8" not in SCRIPT


@pytest.mark.parametrize("ask", ["get", "children", "chain_of", "depth", "path", "place"])
def test_an_unknown_node_raises_a_key_error_of_its_own(ask):
    with pytest.raises(UnknownNode) as caught:
        getattr(SCRIPT, ask)("8")
    assert caught.value.args == ("8",)
    assert isinstance(caught.value, KeyError)


def test_roots_and_children_come_in_order():
    assert ids(SCRIPT.roots) == ["1", "5", "7"]
    assert ids(SCRIPT.children("1")) == ["2", "4"]
    assert ids(SCRIPT.children("2")) == ["3"]
    assert ids(SCRIPT.children("7")) == []


@pytest.mark.parametrize(
    ("name", "path", "depth", "place"),
    [
        ("1", "1", 1, 1),
        ("2", "1.1", 2, 2),
        ("3", "1.1.1", 3, 3),
        ("4", "1.2", 2, 4),
        ("5", "2", 1, 5),
        ("6", "2.1", 2, 6),
        ("7", "3", 1, 7),
    ],
)
def test_a_node_has_a_printed_number_a_level_and_a_place(name, path, depth, place):
    assert (SCRIPT.path(name), SCRIPT.depth(name), SCRIPT.place(name)) == (path, depth, place)


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("1", ["1", "2", "3", "4"]),
        ("3", ["1", "2", "3", "4"]),
        ("6", ["5", "6"]),
        ("7", ["7"]),
    ],
)
def test_a_chain_is_the_root_with_everything_below_it(name, chain):
    assert ids(SCRIPT.chain_of(name)) == chain


def test_the_eleventh_chain_is_not_mistaken_for_the_first():
    script = Script(tuple(node(str(n)) for n in range(1, 13)))
    assert ids(script.chain_of("11")) == ["11"]
    assert script.path("12") == "12"


def test_planned_minutes_leave_unplanned_nodes_out():
    late = Node("x", "1", None, None, 7, False, 9, prompt="Why?", planned=False)
    assert SCRIPT.planned_minutes == 7
    assert SCRIPT.with_added([late]).planned_minutes == 7


def test_json_leaves_out_what_says_nothing():
    script = Script((node("1"), node("2", "1", topic=None, core=False, points=3, hints=0)))
    rows = script.with_added([unplanned("x", "1")]).to_json()
    assert rows == [
        {"id": "1", "question": 1, "revision": 101, "topic": 7, "core": True, "minutes": 1},
        {
            "id": "2",
            "parent": "1",
            "question": 2,
            "revision": 102,
            "topic": None,
            "core": False,
            "minutes": 1,
            "points": 3,
            "hints": 0,
        },
        {
            "id": "x",
            "parent": "1",
            "question": None,
            "revision": None,
            "topic": 7,
            "core": False,
            "minutes": 0,
            "prompt": "Why?",
            "planned": False,
        },
    ]


def test_a_script_comes_back_from_its_json():
    script = SCRIPT.with_added([unplanned("x", "3"), unplanned("y", "x")])
    assert Script.from_json(json.loads(json.dumps(script.to_json()))) == script
    assert Script.from_json([]) == Script(())


@pytest.mark.parametrize("rows", [[{"id": "1"}], [{**SCRIPT.to_json()[0], "colour": "red"}]])
def test_json_with_a_missing_or_unknown_field_is_refused(rows):
    with pytest.raises(TypeError):
        Script.from_json(rows)


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((node("1"), node("1")), "two nodes are called '1'"),
        ((node("2", "1"), node("1")), "node '2' does not follow its parent '1'"),
        ((node("1", "9"),), "node '1' does not follow its parent '9'"),
        ((node("1", "1"),), "node '1' does not follow its parent '1'"),
        ((node("1"), node("2"), node("3", "1")), "node '3' does not follow its parent '1'"),
    ],
)
def test_nodes_that_are_no_preorder_are_refused(nodes, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        Script(nodes)


@pytest.mark.parametrize(
    ("parent", "order", "path"),
    [
        ("1", ["1", "2", "3", "4", "x", "5", "6", "7"], "1.3"),
        ("2", ["1", "2", "3", "x", "4", "5", "6", "7"], "1.1.2"),
        ("3", ["1", "2", "3", "x", "4", "5", "6", "7"], "1.1.1.1"),
        ("7", ["1", "2", "3", "4", "5", "6", "7", "x"], "3.1"),
    ],
)
def test_an_added_node_comes_after_the_last_child_of_its_parent(parent, order, path):
    script = SCRIPT.with_added([unplanned("x", parent)])
    assert ids(script.nodes) == order
    assert script.path("x") == path
    assert all(script.path(node.id) == SCRIPT.path(node.id) for node in SCRIPT.nodes)


def test_added_nodes_stay_in_the_order_of_adding_and_may_be_parents():
    added = [unplanned("x", "1"), unplanned("y", "1"), unplanned("z", "x")]
    script = SCRIPT.with_added(added)
    assert ids(script.chain_of("z")) == ["1", "2", "3", "4", "x", "z", "y"]
    assert SCRIPT.with_added(added[:2]).with_added(added[2:]) == script


def test_adding_nothing_gives_the_same_script():
    assert SCRIPT.with_added([]) is SCRIPT


def test_a_node_cannot_be_added_to_an_unknown_parent_or_twice():
    with pytest.raises(UnknownNode):
        SCRIPT.with_added([unplanned("x", "8")])
    with pytest.raises(ValueError, match=r"^two nodes are called '3'$"):
        SCRIPT.with_added([unplanned("3", "1")])
