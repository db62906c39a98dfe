"""questions.tree: rows become trees, and trees are walked."""

from questions import tree

ROWS = [("a", None), ("b", None), ("a1", "a"), ("a2", "a"), ("a1x", "a1"), ("b1", "b")]


def build(rows=ROWS, numbered=lambda row: True):
    return tree.build(rows, lambda row: row[0], lambda row: row[1], numbered)


def paths(nodes):
    return [(node.item[0], node.path) for node in tree.walk(nodes)]


def test_rows_are_numbered_by_their_place():
    assert paths(build()) == [
        ("a", "1"),
        ("a1", "1.1"),
        ("a1x", "1.1.1"),
        ("a2", "1.2"),
        ("b", "2"),
        ("b1", "2.1"),
    ]


def test_depth_counts_from_the_root():
    assert [node.depth for node in tree.walk(build())] == [0, 1, 2, 1, 0, 1]


def test_a_row_without_its_parent_is_left_out_with_what_is_below():
    rows = [row for row in ROWS if row[0] != "a1"]
    assert paths(build(rows)) == [("a", "1"), ("a2", "1.1"), ("b", "2"), ("b1", "2.1")]


def test_a_row_that_does_not_count_takes_no_number():
    nodes = build(numbered=lambda row: row[0] != "a1")
    assert paths(nodes) == [
        ("a", "1"),
        ("a1", "1.–"),
        ("a1x", "1.–.1"),
        ("a2", "1.1"),
        ("b", "2"),
        ("b1", "2.1"),
    ]
    assert [n.item[0] for n in tree.walk(nodes) if not n.numbered] == ["a1", "a1x"]


def test_pruning_leaves_out_rows_with_what_is_below_and_keeps_the_numbers():
    nodes = tree.prune(build(), lambda row: row[0] != "a1")
    assert paths(nodes) == [("a", "1"), ("a2", "1.2"), ("b", "2"), ("b1", "2.1")]


def test_above_gives_the_way_from_the_root():
    way = tree.above(build(), lambda row: row[0] == "a1x")
    assert [node.path for node in way] == ["1", "1.1", "1.1.1"]
    assert tree.above(build(), lambda row: row[0] == "zzz") == ()


def test_nested_tells_how_lists_open_and_end():
    visits = [
        (v.node.item[0], v.first, v.last, len(v.ending), bool(v.node.children))
        for v in tree.nested(build())
    ]
    assert visits == [
        ("a", True, False, 0, True),
        ("a1", True, False, 0, True),
        ("a1x", True, True, 1, False),
        ("a2", False, True, 1, False),
        ("b", False, True, 0, True),
        ("b1", True, True, 1, False),
    ]


def test_nested_ends_every_list_that_it_opened():
    opened = ended = 0
    for visit in tree.nested(build()):
        opened += bool(visit.node.children)
        ended += len(visit.ending)
    assert opened == ended


def test_reorder_puts_one_at_a_place():
    assert tree.reorder(["a", "b", "c"], "a", 1) == ["b", "a", "c"]
    assert tree.reorder(["a", "b", "c"], "c", 0) == ["c", "a", "b"]
    assert tree.reorder(["a", "b", "c"], "a", 99) == ["b", "c", "a"]


def test_next_key_is_one_that_no_sibling_has():
    assert tree.Keys([]).next(None) == "q1"
    assert tree.Keys(["q1", "q9", "relu"]).next(None) == "q10"
    assert tree.Keys(["q1", "q1/1", "q1/2", "q1/2/7"]).next("q1") == "q1/3"


def test_keys_remember_what_they_handed_out():
    keys = tree.Keys(["q1"])
    assert [keys.next(None), keys.next(None), keys.next("q2"), keys.next("q2")] == [
        "q2",
        "q3",
        "q2/1",
        "q2/2",
    ]


def test_a_copy_has_the_key_of_the_original_with_a_word_more():
    assert tree.copy_key("relu", {"relu"}) == "relu-copy"
    assert tree.copy_key("relu", {"relu", "relu-copy"}) == "relu-copy-2"
    assert tree.copy_key("x" * 190, set()) == ""
