"""Whether pages ask more of the database where there is more to show: they must not."""

from collections.abc import Iterator
from itertools import product

from django.urls import reverse

from accounts.models import User
from bench import stage
from bench.browser import Browser
from bench.pages import batch
from bench.tables import table
from interview.models import Kit, Seat

SIZES = tuple(product((16, 64), (0, 500)))  # questions, entries
HEADS = ("", *(f"{questions} q. {entries} entries" for questions, entries in SIZES), "")
LIVE = ("interview:interview", "interview:console", "interview:wrap_up")
HANDED_IN = ("reports:report", "reports:markdown", "reports:csv")


def measure(browser: Browser, user: User, kits: dict[int, Kit]) -> str:
    """Give the table of queries a page at every size, and whether they are equal."""
    columns = [_column(browser, user, kits[size], entries) for size, entries in SIZES]
    rows = (_row(name, [column[name] for column in columns]) for name in columns[0])
    return table("Queries a page, by questions and journal entries", HEADS, rows)


def _column(browser: Browser, user: User, kit: Kit, entries: int) -> dict[str, int]:
    """Fetch every page at one size; give the queries that each asked."""
    live = stage.make_seat(kit, user, entries)
    handed_in = stage.make_seat(kit, user, entries, handed_in=True)
    pages = dict(_pages(kit, live, handed_in))
    queries = {name: browser.get(path).queries for name, path in pages.items()}
    journal = reverse("interview:journal", args=[live.interview_id])
    entry = next(stage.acts([live.interview.script.nodes[0].id]))
    return queries | {"one entry in the journal": browser.post(journal, batch(live, entry)).queries}


def _pages(kit: Kit, live: Seat, handed_in: Seat) -> Iterator[tuple[str, str]]:
    """Give the name and the address of every page that shows many questions or entries."""
    pack = kit.chains.select_related("root__pack")[0].root.pack
    yield "questions:pack", pack.get_absolute_url()
    yield "interview:kit", kit.get_absolute_url()
    for name in LIVE:
        yield name, reverse(name, args=[live.interview_id])
    for name in HANDED_IN:
        yield name, reverse(name, args=[handed_in.interview_id])


def _row(name: str, counts: list[int]) -> tuple[str, ...]:
    return (name, *map(str, counts), "equal" if len(set(counts)) == 1 else "GROWS")
