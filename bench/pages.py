"""How long pages and saves take on the real server, next to the least that they could take."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median, quantiles

from django.urls import reverse

from bench import stage
from bench.browser import Answer, Browser
from bench.tables import kilobytes, milliseconds, table, times
from interview.models import Seat
from interview.state import Entry

WARM_UP = 10  # requests before the first that counts
HEADS = (
    "",
    *("server p50 ms", "p95", "to floor"),
    *("round trip p50 ms", "p95", "to floor"),
    *("queries", "sent kB", "raw kB"),
)

Act = Callable[[], Answer]


@dataclass(frozen=True)
class Times:
    """What the middle and the slowest twentieth of some answers took, in seconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        """Sum measurements up."""
        return cls(median(seconds), quantiles(seconds, n=20, method="inclusive")[-1])


def measure_pages(browser: Browser, seats: dict[str, Seat], rounds: int) -> str:
    """Give the table of pages: `seats` has one that is "fresh", one "full", one "handed in"."""
    acts = {
        "floor: an empty page": lambda: browser.get("/bench/page/"),
        "floor without a template": lambda: browser.get("/bench/nothing/"),
        "console, no entries": _page(browser, "interview:console", seats["fresh"]),
        "console, 500 entries": _page(browser, "interview:console", seats["full"]),
        "report": _page(browser, "reports:report", seats["handed in"]),
    }
    return table("Pages of the interview with 64 questions", HEADS, _rows(acts, rounds))


def measure_save(browser: Browser, seat: Seat, rounds: int) -> str:
    """Give the table of one entry saved, next to a bare view that saves one row."""
    nodes = [node.id for node in seat.interview.script.nodes]
    entries = (entry for entry in stage.acts(nodes) if entry.kind == "note")
    journal = reverse("interview:journal", args=[seat.interview_id])
    acts = {
        "floor: session, CSRF, one INSERT": lambda: browser.post(
            "/bench/insert/", batch(seat, next(entries))
        ),
        "one entry in the journal": lambda: browser.post(journal, batch(seat, next(entries))),
    }
    return table("One save", HEADS, _rows(acts, rounds))


def _page(browser: Browser, name: str, seat: Seat) -> Act:
    path = reverse(name, args=[seat.interview_id])
    return lambda: browser.get(path)


def batch(seat: Seat, entry: Entry) -> bytes:
    """Give an entry as the console sends it."""
    row = {
        "id": entry.id,
        "kind": entry.kind,
        "question": entry.question,
        "value": entry.value,
        "at": entry.at.isoformat(),
    }
    return json.dumps({"seat": str(seat.key), "entries": [row]}).encode()


def alternate(acts: dict[str, Act], rounds: int) -> dict[str, list[Answer]]:
    """Do each act once a round, in turning order, so that what disturbs meets all of them."""
    for act in acts.values():
        for _ in range(WARM_UP):
            act()
    answers: dict[str, list[Answer]] = {name: [] for name in acts}
    for number in range(rounds):
        for name in list(acts)[:: -1 if number % 2 else 1]:
            answers[name].append(acts[name]())
    return answers


def _rows(acts: dict[str, Act], rounds: int) -> Iterator[tuple[str, ...]]:
    answers = alternate(acts, rounds)
    floor = next(iter(answers.values()))
    for name, ones in answers.items():
        yield (
            name,
            *_times([a.server for a in ones], [a.server for a in floor]),
            *_times([a.wait for a in ones], [a.wait for a in floor]),
            _one_number({a.queries for a in ones}),
            kilobytes(len(ones[-1].body)),
            kilobytes(len(ones[-1].raw)),
        )


def _times(seconds: list[float], floor: list[float]) -> tuple[str, str, str]:
    here = Times.of(seconds)
    return milliseconds(here.p50), milliseconds(here.p95), times(here.p50 / Times.of(floor).p50)


def _one_number(counts: set[int]) -> str:
    return " to ".join(str(count) for count in sorted({min(counts), max(counts)}))
