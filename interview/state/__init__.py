"""What the journal of one seat adds up to: the check of one entry, and the fold of all of them.

Pure: no Django, no clock, no database; `now` is an argument. All times are aware and in UTC.
State is `fold(entries, script)`, entries in server order; there is no second copy of the truth.
"""

from interview.state.agreement import Conflict, field_of, in_order
from interview.state.answer import Answer
from interview.state.check import (
    MOST_LEVELS,
    MOST_STEPS,
    NOTE_BYTES,
    PROMPT_BYTES,
    SUMMARY_BYTES,
    Limits,
    check,
    fit,
)
from interview.state.clock import Stretch, stretches
from interview.state.entry import (
    CALLS,
    KINDS,
    KINDS_FROM_CLIENT,
    KINDS_TO_UNDO,
    OUTCOMES,
    SCORES,
    Entry,
    InvalidEntry,
    Outcome,
    UnknownKind,
)
from interview.state.fold import MOST_UNDOABLE, State, Undoable, added_node, fold, undone_of

__all__ = [
    "CALLS",
    "KINDS",
    "KINDS_FROM_CLIENT",
    "KINDS_TO_UNDO",
    "MOST_LEVELS",
    "MOST_STEPS",
    "MOST_UNDOABLE",
    "NOTE_BYTES",
    "OUTCOMES",
    "PROMPT_BYTES",
    "SCORES",
    "SUMMARY_BYTES",
    "Answer",
    "Conflict",
    "Entry",
    "InvalidEntry",
    "Limits",
    "Outcome",
    "State",
    "Stretch",
    "Undoable",
    "UnknownKind",
    "added_node",
    "check",
    "field_of",
    "fit",
    "fold",
    "in_order",
    "stretches",
    "undone_of",
]
