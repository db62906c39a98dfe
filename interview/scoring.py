"""Roll-ups of what was scored: averages, coverage, and how deep each chain went.

Pure: no Django, no clock, no database. Two rules hold everywhere. What was not asked never enters
an average: only a score that stands on an answer does. Coverage counts planned nodes only; an
unplanned follow-up enters the average it was scored for, and coverage tells those apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from interview.script import Node, Script
from interview.state import CALLS, SCORES, Answer, Outcome

__all__ = [
    "CALLS",
    "FEWEST",
    "SCORES",
    "SOLID",
    "ChainDepth",
    "Coverage",
    "Overall",
    "TopicScore",
    "at_the_roots",
    "average",
    "below_the_roots",
    "chain_depths",
    "coverage",
    "mean",
    "overall",
    "per_topic",
]

SOLID = 3
FEWEST = 3  # scores that make an average
_BLANK = Answer()
_ANSWERED = {Outcome.ANSWERED, Outcome.ANSWERED_WITH_HINT}
_ASKED = _ANSWERED | {Outcome.NO_ANSWER}


@dataclass(frozen=True)
class Coverage:
    """How much of some nodes was asked; every field but the last two counts planned nodes only.

    planned = reached + not_reached, reached = skipped + no_answer + answered + with_hint (an
    answer with a hint is counted in `with_hint`, not in `answered`), and `scored` is the part of
    answered + with_hint that has a score. `unplanned` counts unplanned follow-ups that were
    reached, `unplanned_scored` those with a score: the average beside this coverage is over
    scored + unplanned_scored scores.
    """

    planned: int
    reached: int
    scored: int
    skipped: int
    no_answer: int
    not_reached: int
    answered: int
    with_hint: int
    unplanned: int = 0
    unplanned_scored: int = 0


@dataclass(frozen=True)
class TopicScore:
    """The average and coverage of the nodes of one topic (a database id, or None)."""

    topic: int | None
    average: Decimal | None
    coverage: Coverage


@dataclass(frozen=True)
class Overall:
    """The average and coverage of a whole script, or of a part of it."""

    average: Decimal | None
    coverage: Coverage


@dataclass(frozen=True)
class ChainDepth:
    """How deep one chain went, in levels: the root is level 1, and 0 means "none at all".

    planned_depth   the deepest planned node; the four others count unplanned nodes too
    reached_depth   the deepest node reached, a skipped one included
    asked_depth     the deepest node put to the candidate: answered, with a hint, or no answer
    answered_depth  the deepest node answered, with or without a hint, scored or not
    held_depth      the deepest node answered with a score of 3 (Solid) or more; levels above it
                    may have been weaker or not asked
    """

    root: str
    planned_depth: int
    reached_depth: int
    asked_depth: int
    answered_depth: int
    held_depth: int


def average(scores: Iterable[int | None]) -> Decimal | None:
    """Give the mean of the scores to two places, halves rounded up; None for fewer than FEWEST.

    A None among the scores stands for "no score" and is left out. The result is exact (integer
    arithmetic). Raises ValueError for a number that is not on the scale.
    """
    given = [score for score in scores if score is not None]
    if off := [score for score in given if score not in SCORES]:
        raise ValueError(f"not on the scale: {off[0]!r}")
    return mean(sum(given), len(given))


def mean(total: int, count: int) -> Decimal | None:
    """Give the average of `count` scores that add up to `total`, as `average` does."""
    if count < FEWEST:
        return None
    hundredths = (200 * total + count) // (2 * count)
    return Decimal(f"{hundredths // 100}.{hundredths % 100:02d}")


def coverage(answers: Mapping[str, Answer], nodes: Iterable[Node]) -> Coverage:
    """Count what became of the nodes; a node without an answer in the mapping was not reached."""
    planned: list[Answer] = []
    unplanned: list[Answer] = []
    for node in nodes:
        (planned if node.planned else unplanned).append(answers.get(node.id, _BLANK))
    results = [answer.result for answer in planned]
    not_reached = results.count(Outcome.NOT_REACHED)
    return Coverage(
        planned=len(planned),
        reached=len(planned) - not_reached,
        scored=len(_scores(planned)),
        skipped=results.count(Outcome.SKIPPED),
        no_answer=results.count(Outcome.NO_ANSWER),
        not_reached=not_reached,
        answered=results.count(Outcome.ANSWERED),
        with_hint=results.count(Outcome.ANSWERED_WITH_HINT),
        unplanned=sum(answer.reached for answer in unplanned),
        unplanned_scored=len(_scores(unplanned)),
    )


def per_topic(script: Script, answers: Mapping[str, Answer]) -> list[TopicScore]:
    """Give one TopicScore a topic, in the order in which the topics first come in the script."""
    topics: dict[int | None, list[Node]] = {}
    for node in script.nodes:
        topics.setdefault(node.topic, []).append(node)
    return [
        TopicScore(topic, _mean(answers, nodes), coverage(answers, nodes))
        for topic, nodes in topics.items()
    ]


def overall(script: Script, answers: Mapping[str, Answer]) -> Overall:
    """Give the average over every score of the script (not over topics) and its coverage."""
    return _part(answers, script.nodes)


def at_the_roots(script: Script, answers: Mapping[str, Answer]) -> Overall:
    """Give the average over the root questions, and its coverage."""
    return _part(answers, script.roots)


def below_the_roots(script: Script, answers: Mapping[str, Answer]) -> Overall:
    """Give the average over all follow-ups, and its coverage."""
    return _part(answers, [node for node in script.nodes if node.parent is not None])


def chain_depths(script: Script, answers: Mapping[str, Answer]) -> list[ChainDepth]:
    """Give one ChainDepth a root, in the order of the script; see ChainDepth for each number."""
    return [_chain_depth(script, root, answers) for root in script.roots]


def _part(answers: Mapping[str, Answer], nodes: Sequence[Node]) -> Overall:
    return Overall(_mean(answers, nodes), coverage(answers, nodes))


def _chain_depth(script: Script, root: Node, answers: Mapping[str, Answer]) -> ChainDepth:
    levels = [
        (script.depth(node.id), node.planned, answers.get(node.id, _BLANK))
        for node in script.chain_of(root.id)
    ]
    return ChainDepth(
        root=root.id,
        planned_depth=_deepest(level for level, planned, _ in levels if planned),
        reached_depth=_deepest(level for level, _, answer in levels if answer.reached),
        asked_depth=_deepest(level for level, _, answer in levels if answer.result in _ASKED),
        answered_depth=_deepest(level for level, _, answer in levels if answer.result in _ANSWERED),
        held_depth=_deepest(level for level, _, answer in levels if _held(answer)),
    )


def _deepest(levels: Iterator[int]) -> int:
    return max(levels, default=0)


def _held(answer: Answer) -> bool:
    return any(score >= SOLID for score in _scores([answer]))


def _mean(answers: Mapping[str, Answer], nodes: Iterable[Node]) -> Decimal | None:
    return average(_scores(answers.get(node.id, _BLANK) for node in nodes))


def _scores(answers: Iterable[Answer]) -> list[int]:
    """Give the scores that stand on an answer: nothing else may enter an average."""
    return [a.score for a in answers if a.score is not None and a.result in _ANSWERED]
