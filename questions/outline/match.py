"""Pair the questions of an outline with those of a pack, so that an import makes no duplicates."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from questions.outline.lines import clean
from questions.outline.shape import Item, Outline

ALIKE = 0.6
COMPARED = 400  # characters of a prompt that are compared
MOST_PAIRS = 2500  # in one group of siblings; beyond it only near places are compared
WINDOW = 2


@dataclass(frozen=True)
class Existing:
    """A question of the pack; siblings come in the order of their places.

    `parent` is the id of the question above or None for a root question. `topic` is the topic's
    title as an outline has it: "" for what stands under no heading; it is read for roots only.
    """

    id: int
    parent: int | None
    topic: str
    prompt: str
    heard: str


@dataclass(frozen=True)
class Placed:
    """A question of the outline and what it is in the pack.

    `id` is None for a new question. `parent` is the index in `Match.placed` of the question above,
    None for a root question. `position` counts from 0 among the siblings in the outline: below
    the same question or, for root questions, in the same topic. `changed`: prompt or heard
    differ. `moved`: another parent or topic, or another order among the siblings that stayed.
    """

    item: Item
    id: int | None
    parent: int | None
    topic: str
    position: int
    changed: bool
    moved: bool


@dataclass(frozen=True)
class Match:
    """Every question of the outline in its order, and the ids that the outline lacks."""

    placed: tuple[Placed, ...]
    missing: tuple[int, ...]


def match(existing: Sequence[Existing], incoming: Outline) -> Match:
    """Pair an outline with the questions of a pack; `docs/formats.md` has the order of the rules.

    Below each paired parent: equal prompts, then prompts that are alike, then equal places. A
    prompt that is left over once on both sides has moved. What is in the pack and not in the
    outline is only reported.
    """
    news = list(_flatten(incoming))
    pairing = _Pairing(existing, news)
    pairing.pair()
    stayed = pairing.stayed()
    placed = tuple(pairing.placed(index, index in stayed) for index in range(len(news)))
    used = {one.id for one in placed}
    return Match(placed, tuple(old.id for old in existing if old.id not in used))


@dataclass(frozen=True)
class _New:
    item: Item
    parent: int | None
    topic: str
    position: int


class _Pairing:
    """Pairs of indexes: of the outline in preorder (new), of the pack as given (old)."""

    def __init__(self, existing: Sequence[Existing], news: list[_New]) -> None:
        self.olds, self.news = existing, news
        self.old_of: dict[int, int] = {}
        self.taken: set[int] = set()
        self.compared: set[int] = set()  # groups of siblings, by their first new question
        self.old_keys = [_fold(old.prompt) for old in existing]
        self.new_keys = [_fold(new.item.prompt) for new in news]
        self.old_below: dict[int | None, list[int]] = defaultdict(list)
        self.new_below: dict[int | None, list[int]] = defaultdict(list)
        for index, old in enumerate(existing):
            self.old_below[old.parent].append(index)
        for index, new in enumerate(news):
            self.new_below[new.parent].append(index)

    def pair(self) -> None:
        """Find all pairs, the surest first."""
        for news, olds in self._groups():
            self._pair_equal(news, olds)
        for _ in range(2):
            self._pair_moved()
            for news, olds in self._groups():
                self._pair_equal(news, olds)
                if news[0] not in self.compared:
                    self._pair_alike(self._new_left(news), self._old_left(olds))
                self.compared.add(news[0])
                self._pair_places(news, olds)

    def placed(self, index: int, stayed: bool) -> Placed:
        """What came out for one question of the outline."""
        new = self.news[index]
        if index not in self.old_of:
            return Placed(new.item, None, new.parent, new.topic, new.position, False, False)
        old = self.olds[self.old_of[index]]
        now = (clean(new.item.prompt), clean(new.item.heard or ""))
        changed = now != (clean(old.prompt), clean(old.heard))
        return Placed(
            new.item, old.id, new.parent, new.topic, new.position, changed, moved=not stayed
        )

    def stayed(self) -> set[int]:
        """The paired questions that kept their parent, topic and order."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for index in sorted(self.old_of):
            if self._kept_parent(index):
                new = self.news[index]
                groups[new.parent, new.topic if new.parent is None else ""].append(index)
        return {index for group in groups.values() for index in self._in_order(group)}

    def _kept_parent(self, index: int) -> bool:
        new, old = self.news[index], self.olds[self.old_of[index]]
        if new.parent is None:
            return old.parent is None and _fold(old.topic) == _fold(new.topic)
        above = self.old_of.get(new.parent)
        return above is not None and self.olds[above].id == old.parent

    def _in_order(self, group: list[int]) -> list[int]:
        """The longest part of siblings whose order in the pack is that of the outline."""
        return [group[i] for i in longest_rise([self.old_of[index] for index in group])]

    def _groups(self) -> Iterator[tuple[list[int], list[int]]]:
        """Siblings in the outline and in the pack, parents before children."""
        if self.news:
            yield self.new_below[None], self.old_below[None]
        for index in range(len(self.news)):
            if index in self.old_of and index in self.new_below:
                yield self.new_below[index], self.old_below[self.olds[self.old_of[index]].id]

    def _take(self, new: int, old: int) -> None:
        self.old_of[new] = old
        self.taken.add(old)

    def _new_left(self, news: Iterable[int]) -> list[int]:
        return [index for index in news if index not in self.old_of]

    def _old_left(self, olds: Iterable[int]) -> list[int]:
        return [index for index in olds if index not in self.taken]

    def _pair_equal(self, news: list[int], olds: list[int]) -> None:
        """Equal prompts; of several, first those with equal topic and heard answer."""
        self._pair_by(news, olds, self._strict_new, self._strict_old)
        self._pair_by(news, olds, self._topic_new, self._topic_old)
        self._pair_by(news, olds, self.new_keys.__getitem__, self.old_keys.__getitem__)

    def _pair_by(
        self,
        news: list[int],
        olds: list[int],
        new_key: Callable[[int], Hashable],
        old_key: Callable[[int], Hashable],
    ) -> None:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for old in self._old_left(olds):
            waiting[old_key(old)].append(old)
        for new in self._new_left(news):
            if found := waiting.get(new_key(new)):
                self._take(new, found.popleft())

    def _topic_new(self, index: int) -> tuple[str, str]:
        new = self.news[index]
        return self.new_keys[index], _fold(new.topic) if new.parent is None else ""

    def _topic_old(self, index: int) -> tuple[str, str]:
        old = self.olds[index]
        return self.old_keys[index], _fold(old.topic) if old.parent is None else ""

    def _strict_new(self, index: int) -> Hashable:
        return self._topic_new(index), _fold(self.news[index].item.heard or "")

    def _strict_old(self, index: int) -> Hashable:
        return self._topic_old(index), _fold(self.olds[index].heard)

    def _pair_moved(self) -> None:
        """Prompts that are left over exactly once on both sides, wherever they stand."""
        new_once = _once(self._new_left(range(len(self.news))), self.new_keys)
        old_once = _once(self._old_left(range(len(self.olds))), self.old_keys)
        for key, new in new_once.items():
            if key in old_once:
                self._take(new, old_once[key])

    def _pair_alike(self, news: list[int], olds: list[int]) -> None:
        """The most similar prompts first, if they are similar enough."""
        ratios = sorted(self._ratios(news, olds)) if olds else []
        for _, _, new, old in ratios:
            if new not in self.old_of and old not in self.taken:
                self._take(new, old)

    def _ratios(self, news: list[int], olds: list[int]) -> Iterator[tuple[float, int, int, int]]:
        """(-ratio, distance of the places, new, old) of the pairs that are alike."""
        compare_all = len(news) * len(olds) <= MOST_PAIRS
        for place, new in enumerate(news):
            matcher = SequenceMatcher(None, "", self.new_keys[new][:COMPARED], autojunk=False)
            low, high = (0, len(olds)) if compare_all else (place - WINDOW, place + WINDOW + 1)
            for other in range(max(low, 0), min(high, len(olds))):
                old = olds[other]
                matcher.set_seq1(self.old_keys[old][:COMPARED])
                if ratio := _ratio(matcher):
                    yield -ratio, abs(place - other), new, old

    def _pair_places(self, news: list[int], olds: list[int]) -> None:
        """What is left between the same neighbours, or alone on both sides."""
        new_left, old_left = self._new_left(news), self._old_left(olds)
        if len(new_left) == len(old_left) == 1:
            pairs = [(new_left[0], old_left[0])]
        else:
            pairs = list(self._between_same(news, olds))
        for new, old in pairs:
            if self._topic_new(new)[1] == self._topic_old(old)[1]:
                self._take(new, old)

    def _between_same(self, news: list[int], olds: list[int]) -> Iterator[tuple[int, int]]:
        left = set(self._old_left(olds))
        framed = [None, *olds, None]
        frames = {
            (framed[at - 1], framed[at + 1]): old for at, old in enumerate(olds, 1) if old in left
        }
        partners = [None, *(self.old_of.get(new, -1) for new in news), None]
        for at, new in enumerate(news, 1):
            old = frames.get((partners[at - 1], partners[at + 1]))
            if new not in self.old_of and old is not None:
                yield new, old


def _flatten(outline: Outline) -> Iterator[_New]:
    counts: dict[str, int] = defaultdict(int)
    at = 0
    for topic in outline.topics:
        for chain in topic.chains:
            root = _New(chain, None, topic.title, counts[topic.title])
            counts[topic.title] += 1
            below = list(_below(root, at))
            at += len(below)
            yield from below


def _below(new: _New, at: int) -> Iterator[_New]:
    """The question at index `at`, then everything below it."""
    yield new
    next_at = at + 1
    for position, child in enumerate(new.item.children):
        for one in _below(_New(child, at, new.topic, position), next_at):
            next_at += 1
            yield one


def _fold(text: str) -> str:
    """The text for comparing: NFC, white space folded."""
    return " ".join(clean(text).split())


def _once(indexes: list[int], keys: list[str]) -> dict[str, int]:
    """The keys that only one of the indexes has."""
    found: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        found[keys[index]].append(index)
    return {key: group[0] for key, group in found.items() if len(group) == 1}


def _ratio(matcher: SequenceMatcher[str]) -> float:
    """The similarity, or 0 if it is below the limit."""
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def longest_rise(numbers: list[int]) -> list[int]:
    """Indexes of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        tops[pile : pile + 1] = [number]
        last[pile : pile + 1] = [index]
        before.append(last[pile - 1] if pile else -1)
    rise: list[int] = []
    index = last[-1] if last else -1
    while index >= 0:
        rise.append(index)
        index = before[index]
    return rise[::-1]
