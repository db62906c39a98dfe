"""How long the importer takes for the real file, and for one at the limit."""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter

from django.db import connection

from bench.queries import Counter
from bench.tables import milliseconds, table, times
from questions import outline
from questions.outline_import import import_outline

FILE = Path(__file__).parent.parent / "tests" / "data" / "deep-learning-questions.ko.txt"
HEADS = ("", "ms", "ms a question", "to the real file", "queries", "peak MB")
REPEATS = 5  # of the small file; the large one is its own repetition


@dataclass(frozen=True)
class Cost:
    """What one act cost: seconds, queries, and the most memory that Python held for it."""

    seconds: float
    queries: int
    peak: int


def measure(questions: int) -> str:
    """Give the table for the real file and for one of so many questions."""
    real = FILE.read_text(encoding="utf-8")
    size = outline.parse(real).count
    small = _costs(real, "real", REPEATS)
    large = _costs(generated(real, questions), "large", 1)
    rows = [*_rows(size, small, small, size), *_rows(questions, large, small, size)]
    return table("Outline import", HEADS, rows)


def generated(real: str, questions: int) -> str:
    """Give an outline of exactly so many questions: the real one over and over, each prompt new."""
    source = outline.parse(real)
    chains = [chain for topic in source.topics for chain in topic.chains]
    topic = outline.Topic("Generated", tuple(_numbered(chains, questions)))
    return outline.write(outline.Outline(topics=(topic,)))


def load(slug: str, *, questions: int) -> None:
    """Make a pack of so many questions."""
    text = generated(FILE.read_text(encoding="utf-8"), questions)
    import_outline(slug, outline.parse(text), language="ko")


def _numbered(chains: list[outline.Item], left: int) -> Iterator[outline.Item]:
    for turn in count(1):
        for chain in chains:
            if not left:
                return
            children = islice(chain.children, left - 1)
            kept = tuple(_renamed(child, turn) for child in children)
            yield replace(_renamed(chain, turn), children=kept)
            left -= 1 + len(kept)


def _renamed(item: outline.Item, turn: int) -> outline.Item:
    return outline.Item(f"{turn}: {item.prompt}", item.heard)


def _costs(text: str, name: str, repeats: int) -> dict[str, Cost]:
    """Parse, import into a new pack, import again: the median of some repetitions."""
    parsed = outline.parse(text)
    slugs = [f"{name}-{number}" for number in range(repeats)]
    extra = f"{name}-memory"  # tracing memory slows: it gets a pass of its own

    def put(slug: str) -> Callable[[], object]:
        return partial(import_outline, slug, parsed, language="ko")

    parse = partial(outline.parse, text)
    return {
        "parse": _cost([parse] * repeats, parse),
        "import, new": _cost([put(slug) for slug in slugs], put(extra)),
        "import, nothing changes": _cost([put(slug) for slug in slugs], put(extra)),
    }


def _cost(acts: list[Callable[[], object]], traced: Callable[[], object]) -> Cost:
    runs = [_timed(act) for act in acts]
    return Cost(median(seconds for seconds, _ in runs), runs[0][1], _peak(traced))


def _timed(act: Callable[[], object]) -> tuple[float, int]:
    with connection.execute_wrapper(counter := Counter()):
        began = perf_counter()
        act()
        return perf_counter() - began, counter.count


def _peak(act: Callable[[], object]) -> int:
    tracemalloc.start()
    act()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def _rows(
    questions: int, costs: dict[str, Cost], floor: dict[str, Cost], of: int
) -> Iterator[tuple[str, ...]]:
    for act, cost in costs.items():
        each = cost.seconds / questions
        yield (
            f"{questions:,} questions: {act}",
            milliseconds(cost.seconds),
            f"{each * 1000:.3f}",
            times(each / (floor[act].seconds / of)),
            str(cost.queries),
            f"{cost.peak / 1e6:.1f}",
        )
