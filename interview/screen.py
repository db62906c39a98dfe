"""What a candidate's screen shows: a prompt and its figure, and nothing that stands beside them.

Neither the candidate nor who interviews them is read here, nor any text of a card but these two:
what was never fetched cannot slip out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interview.models import Screen, Seat
from interview.script import Script
from interview.state import Entry, fold
from questions.models import Revision

KINDS = ("start", "pause", "resume", "finish", "hand_in", "show", "undo")
LONG = 120  # characters of a prompt that is set smaller


@dataclass(frozen=True)
class Sight:
    """What is on screen now: an empty prompt is the neutral screen."""

    language: str
    prompt: str = ""
    prompt_language: str = ""
    figure: str = ""

    @property
    def long(self) -> bool:
        return len(self.prompt) > LONG


def look(key: str, now: datetime) -> Sight | None:
    """Give what the link with this key shows; None where it leads nowhere. At most four queries."""
    screens = Screen.objects.fresh(now).select_related("seat__interview")
    screen = screens.filter(key=key).first()
    if screen is None:
        return None
    state = fold(_acts(screen.seat), Script(()))
    if state.finished_at or state.closed:
        return None
    if not state.shown:
        return Sight(screen.language)
    return _sight(screen, state.shown)


def _acts(seat: Seat) -> list[Entry]:
    """Give the acts that say how far the interview is, and what was shown."""
    rows = seat.entries.filter(kind__in=KINDS).order_by("pk")
    acts = rows.values_list("uuid", "kind", "question", "value", "at")
    return [Entry(str(uid), kind, node, value, at) for uid, kind, node, value, at in acts]


def _sight(screen: Screen, node: str) -> Sight:
    frozen = screen.seat.interview.frozen or {"nodes": ()}
    revision = next((row["revision"] for row in frozen["nodes"] if row["id"] == node), None)
    if revision is None:
        return _unplanned(screen, node)
    page = f"html__{screen.language}"
    row = Revision.objects.filter(pk=revision).values_list(f"{page}__prompt", f"{page}__figure")
    prompt, figure = row.get()
    return Sight(screen.language, prompt["text"], prompt["language"], figure)


def _unplanned(screen: Screen, node: str) -> Sight:
    """Give the words of a follow-up that was made up on the spot; nobody said their language."""
    added = screen.seat.entries.filter(kind="add", question=node)
    return Sight(screen.language, added.values_list("value__prompt", flat=True)[0])
