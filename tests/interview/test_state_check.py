"""What a client may send, and what it may not."""

import pytest

from interview.script import Script
from interview.state import (
    KINDS,
    KINDS_FROM_CLIENT,
    KINDS_TO_UNDO,
    InvalidEntry,
    Limits,
    UnknownKind,
    added_node,
    check,
    fold,
)

from .journals import ADDED, OTHER, SCRIPT, add, entry, node, undo

HUGE = 10**400
NEVER_A_NUMBER = [True, False, 1.0, 2.5, float("nan"), "1", [1], {"n": 1}, HUGE, -1, -HUGE]
LIMITS = {"1": Limits(points=3, hints=2), "2": (0, 0)}


def refusal(*args, **more):
    """The code of the refusal, or None when the entry is accepted."""
    try:
        check(*args, **more)
    except InvalidEntry as invalid:
        return invalid.code
    return None


def test_a_refusal_carries_a_code_and_a_message():
    with pytest.raises(InvalidEntry, match=r"^not a value of score$") as caught:
        check("score", "3", 5, SCRIPT)
    assert (caught.value.code, caught.value.message) == ("value", "not a value of score")


def test_the_kinds_are_those_of_the_contract():
    asked = "open score outcome hint point note recited flag add"
    client = f"{asked} show start pause resume finish call summary undo redo"
    assert set(client.split()) == KINDS_FROM_CLIENT
    assert KINDS_FROM_CLIENT | {"hand_in", "reopen"} == KINDS
    assert KINDS_FROM_CLIENT - {"start", "undo", "redo", "show"} == KINDS_TO_UNDO


@pytest.mark.parametrize(
    ("kind", "question", "value"),
    [
        ("start", "", None),
        ("open", "3", None),
        ("show", "3", None),
        ("show", "", None),
        ("score", "3", 1),
        ("score", "3", 4),
        ("score", "3", None),
        ("outcome", "3", "answered"),
        ("outcome", "3", "no_answer"),
        ("outcome", "3", "skipped"),
        ("outcome", "3", None),
        ("hint", "3", 0),
        ("hint", "3", 100),
        ("point", "3", {"n": 1, "heard": True}),
        ("point", "3", {"n": 100, "heard": False}),
        ("note", "3", ""),
        ("note", "3", "줄\n바꿈\t\r\n👩‍💻"),
        ("note", "3", "x" * 65536),
        ("add", ADDED, {"parent": "3", "prompt": "왜요?"}),
        ("add", ADDED, {"parent": "3", "prompt": "x" * 4096}),
        ("pause", "", None),
        ("resume", "", None),
        ("finish", "", None),
        ("call", "", "strong_no"),
        ("call", "", "strong_yes"),
        ("call", "", None),
        ("summary", "", "x" * 65536),
        ("undo", "", {"entry": OTHER}),
        ("redo", "", {"entry": OTHER}),
        ("recited", "3", True),
        ("flag", "3", False),
    ],
)
def test_what_a_client_may_send(kind, question, value):
    assert refusal(kind, question, value, SCRIPT) is None
    assert refusal(kind, question, value, fold([], SCRIPT)) is None


@pytest.mark.parametrize(
    ("kind", "question", "bad"),
    [
        ("start", "", [0, False, "", {}, []]),
        ("open", "3", [0, False, "3", {}]),
        ("pause", "", [0, "now"]),
        ("resume", "", [0, "now"]),
        ("finish", "", [0, "now"]),
        ("score", "3", [*NEVER_A_NUMBER, 0, 5]),
        ("hint", "3", [*NEVER_A_NUMBER, None, 101]),
        ("outcome", "3", ["", "Answered", "not_reached", "answered_with_hint", 1, ["skipped"], {}]),
        ("call", "", ["", "maybe", "YES", 1, True, ["yes"], {}]),
        ("point", "3", [None, 1, [], {}, {"n": 1}, {"heard": True}, [("n", 1), ("heard", True)]]),
        ("point", "3", [{"n": 1, "heard": True, "x": 1}, {"n": 1, "heard": 1}]),
        ("point", "3", [{"n": 1, "heard": None}, {"n": 1, "heard": "yes"}]),
        ("point", "3", [{"n": n, "heard": True} for n in [*NEVER_A_NUMBER, None, 0, 101]]),
        ("recited", "3", [None, 1, 0, "on", [True]]),
        ("flag", "3", [None, 1, 0, "on", [True]]),
        ("redo", "", [None, OTHER, {}, {"entry": "x"}]),
        ("note", "3", [None, 1, b"x", ["x"], {"ko": "x"}]),
        ("summary", "", [None, 1, ["x"]]),
        ("undo", "", [None, OTHER, {}, {"entry": OTHER, "x": 1}, {"id": OTHER}]),
        ("undo", "", [{"entry": bad} for bad in [None, 1, "", "x" * 36, [OTHER]]]),
        ("undo", "", [{"entry": OTHER.replace("-", "")}, {"entry": "A" * 8 + OTHER[8:]}]),
        ("add", ADDED, [None, "Why?", {}, {"parent": "1"}, {"prompt": "Why?"}]),
        ("add", ADDED, [{"parent": "1", "prompt": "Why?", "topic": 1}]),
        ("add", ADDED, [{"parent": "1", "prompt": bad} for bad in [None, 1, ["Why?"], {}]]),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(kind, question, bad):
    assert [refusal(kind, question, value, SCRIPT) for value in bad] == ["value"] * len(bad)


@pytest.mark.parametrize("kind", ["grade", "", "Score", "score ", None, 1, ["score"], {}, "x" * 99])
def test_an_unknown_kind_is_refused(kind):
    with pytest.raises(UnknownKind) as caught:
        check(kind, "3", None, SCRIPT)
    assert caught.value.code == "unknown_kind"
    assert len(str(caught.value)) < 80


@pytest.mark.parametrize("kind", ["hand_in", "reopen"])
def test_what_only_the_server_makes_is_refused(kind):
    assert refusal(kind, "", {"scorecard": 1}, SCRIPT) == "server_only"


@pytest.mark.parametrize("kind", ["open", "score", "outcome", "hint", "point", "note"])
@pytest.mark.parametrize("question", ["", "0", "8", "03", "3 ", ADDED, "x" * 100_000])
def test_a_question_that_is_not_there_is_refused(kind, question):
    assert refusal(kind, question, None, SCRIPT) == "unknown_node"


@pytest.mark.parametrize("kind", ["start", "score", "add", "call"])
@pytest.mark.parametrize("question", [None, 3, 3.0, ["3"], {}, b"3"])
def test_a_question_that_is_no_string_is_refused(kind, question):
    assert refusal(kind, question, None, SCRIPT) == "question"


@pytest.mark.parametrize("kind", ["start", "pause", "resume", "finish", "call", "summary", "undo"])
def test_an_entry_about_the_interview_names_no_question(kind):
    assert refusal(kind, "3", None, SCRIPT) == "question"


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\x08", "\x0b", "\x1b[31m", "\x7f", "\x85", "\ud800"]
)
def test_control_characters_and_half_characters_are_refused(text):
    prompt = {"parent": "1", "prompt": text}
    assert refusal("note", "3", text, SCRIPT) == "characters"
    assert refusal("summary", "", text, SCRIPT) == "characters"
    assert refusal("add", ADDED, prompt, SCRIPT) == "characters"


@pytest.mark.parametrize("letter", ["x", "가", "👍"])
def test_texts_are_limited_in_bytes(letter):
    def most(limit):
        return letter * (limit // len(letter.encode()))

    assert refusal("note", "3", most(65536), SCRIPT) is None
    assert refusal("note", "3", most(65536) + letter, SCRIPT) == "too_long"
    assert refusal("summary", "", most(65536), SCRIPT) is None
    assert refusal("summary", "", most(65536) + letter, SCRIPT) == "too_long"
    prompts = [{"parent": "1", "prompt": most(4096) + more} for more in ("", letter)]
    assert [refusal("add", ADDED, p, SCRIPT) for p in prompts] == [None, "too_long"]


@pytest.mark.parametrize("prompt", ["", " ", "\n\t", "\u3000", "\u200b", "\ufeff \u00a0"])
def test_a_blank_prompt_is_refused(prompt):
    assert refusal("add", ADDED, {"parent": "1", "prompt": prompt}, SCRIPT) == "blank"


@pytest.mark.parametrize("parent", ["", "8", OTHER, None, 1, ["1"], {}])
def test_a_follow_up_needs_a_parent_that_is_there(parent):
    value = {"parent": parent, "prompt": "Why?"}
    assert refusal("add", ADDED, value, SCRIPT) == "unknown_node"


@pytest.mark.parametrize(
    "name", ["", "8", "x" * 36, ADDED.upper().replace("0", "A"), f"{{{ADDED}}}"]
)
def test_a_follow_up_is_called_by_a_uuid(name):
    assert refusal("add", name, {"parent": "1", "prompt": "Why?"}, SCRIPT) == "question"


def test_an_id_is_taken_once_even_when_its_follow_up_was_taken_back():
    first = add()
    again = {"parent": "2", "prompt": "Why?"}
    assert refusal("add", ADDED, again, fold([first], SCRIPT)) == "node_taken"
    assert refusal("add", ADDED, again, fold([first, undo(first)], SCRIPT)) == "node_taken"


def test_an_entry_may_still_come_for_a_follow_up_that_was_taken_back():
    first = add()
    state = fold([first, undo(first)], SCRIPT)
    assert refusal("note", ADDED, "late", state) is None
    assert refusal("add", OTHER, {"parent": ADDED, "prompt": "Why?"}, state) is None


def test_chains_end_at_32_levels():
    deep = Script(tuple(node(str(n), str(n - 1) if n > 1 else None) for n in range(1, 33)))
    assert refusal("add", ADDED, {"parent": "31", "prompt": "Why?"}, deep) is None
    assert refusal("add", ADDED, {"parent": "32", "prompt": "Why?"}, deep) == "too_deep"


@pytest.mark.parametrize(
    ("kind", "question", "value", "expected"),
    [
        ("point", "1", {"n": 3, "heard": True}, None),
        ("point", "1", {"n": 4, "heard": True}, "value"),
        ("point", "2", {"n": 1, "heard": True}, "value"),
        ("point", "3", {"n": 1, "heard": True}, "value"),
        ("hint", "1", 2, None),
        ("hint", "1", 3, "value"),
        ("hint", "2", 1, None),
        ("hint", "2", 2, "value"),
        ("hint", "3", 1, None),
    ],
)
def test_key_points_and_hints_end_where_those_of_the_card_do(kind, question, value, expected):
    nodes = (node("1", points=3, hints=2), node("2", points=0, hints=0))
    counted = Script((*nodes, node("3", points=0, hints=0)))
    assert refusal(kind, question, value, counted) == expected
    assert refusal(kind, question, value, SCRIPT, LIMITS) == expected


def test_a_follow_up_made_up_on_the_spot_has_no_key_points_and_one_hint():
    state = fold([add()], SCRIPT)
    assert refusal("point", ADDED, {"n": 1, "heard": True}, state) == "value"
    assert refusal("hint", ADDED, 1, state) is None
    assert refusal("hint", ADDED, 2, state) == "value"


def test_nothing_is_accepted_after_the_hand_in_until_it_is_reopened():
    journal = [entry("hand_in", "", {"scorecard": 1})]
    assert refusal("score", "3", 1, fold(journal, SCRIPT)) == "closed"
    assert refusal("undo", "", {"entry": OTHER}, fold(journal, SCRIPT)) == "closed"
    journal.append(entry("reopen", "", {"reason": "wrong candidate"}))
    assert refusal("score", "3", 1, fold(journal, SCRIPT)) is None


def test_entries_of_one_delivery_are_checked_one_after_another():
    first = add()
    script = SCRIPT.with_added([added_node(first, SCRIPT)])
    assert refusal("score", ADDED, 3, script) is None
    assert script == fold([first], SCRIPT).script
