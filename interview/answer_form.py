"""Read a question's plain form: which acts would make the journal say what the form says."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from interview.state import State, fit

Doing = tuple[str, str, Any]
MOST_DIGITS = 4


def changes(form: QueryDict, now: State, node: str) -> Iterator[Doing]:
    """Give (kind, question, value) for each thing that the form says differently.

    A field that the form does not send says nothing, but for what can be ticked, whose form always
    sends `points_shown` or `marks_shown`. Numbers that are none go on as text, for the journal's
    check to refuse.
    """
    if node not in now.answers:
        yield "open", node, None
        return
    record = now.answers[node]
    acts: list[Doing] = []
    if form.get("outcome", record.outcome or "") != (record.outcome or ""):
        acts.append(("outcome", node, form["outcome"] or None))
    if form.get("score", "") != str(record.score or "") and "score" in form:
        acts.append(("score", node, _number(form["score"])))
    if "hint" in form and form["hint"] != str(record.hint):
        acts.append(("hint", node, _number(form["hint"])))
    acts += _point_changes(form, record.points, node)
    acts += [
        (mark, node, mark in form)
        for mark in ("recited", "flag")
        if mark in form.getlist("marks_shown") and (mark in form) != getattr(record, mark)
    ]
    note = fit(str(form.get("note", record.note)))
    if note != record.note:
        acts.append(("note", node, note))
    if acts and now.current != node:
        yield "open", node, None
    yield from acts


def _point_changes(form: QueryDict, heard: frozenset[int], node: str) -> Iterator[Doing]:
    shown = {_number(n) for n in form.getlist("points_shown")}
    ticked = {_number(n) for n in form.getlist("point")}
    for n in sorted(shown, key=str):
        if (n in ticked) != (n in heard):
            yield "point", node, {"n": n, "heard": n in ticked}


def _number(text: Any) -> Any:
    return int(text) if len(text) <= MOST_DIGITS and text.isdecimal() else text or None
