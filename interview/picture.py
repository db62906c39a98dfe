"""What the screen of one seat shows now, as plain JSON, for a page that is open already."""

from typing import Any

from interview.state import State

MOST_UNDONE_HERE = 20


def picture(state: State, order: int) -> dict[str, Any]:
    """Give every form's values, what stands in each field, and what was added.

    `order` is how far the journal was read at least.
    """
    forms = {node: form_values(answer.controls) for node, answer in state.answers.items()}
    return {
        "order": order,
        "running": state.running_since is not None,
        "shown": state.shown,
        "forms": {**forms, "": form_values({"call": state.call, "summary": state.summary})},
        "heads": heads(state),
        "done": undoable(state),
        "undone": redoable(state),
        "added": [
            {"id": node.id, "parent": node.parent, "prompt": node.prompt}
            for node in state.script.nodes
            if not node.planned
        ],
        "conflicts": [conflict.field for conflict in state.conflicts],
    }


def heads(state: State) -> dict[str, list[str]]:
    """Give the ids of the entries that each field shows; of several values it shows the last."""
    split = {conflict.field for conflict in state.conflicts}
    return {
        field: [entry.id for entry in (entries[-1:] if field in split else entries)]
        for field, entries in state.heads.items()
    }


def undoable(state: State) -> list[dict[str, Any]]:
    """Give the last acts on questions that can be taken back, with what stood before each."""
    return [
        {
            "entry": act.entry,
            "question": act.question,
            "before": form_values(act.before),
            "over": act.over,
        }
        for act in state.undoable[-MOST_UNDONE_HERE:]
        if act.question
    ]


def redoable(state: State) -> list[dict[str, str]]:
    """Give the acts on questions that were taken back last and can be done again."""
    acts = [{"entry": act.id, "question": act.question} for act in state.redoable]
    return [act for act in acts[-MOST_UNDONE_HERE:] if act["question"]]


def form_values(before: dict[str, Any]) -> dict[str, list[str]]:
    """Give what controls show as a form would send it: a list of strings a name."""
    names = {"points": "point"}
    return {names.get(name, name): _strings(value) for name, value in before.items()}


def _strings(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list):
        return [str(item) for item in value]
    return ["" if value is None else str(value)]
