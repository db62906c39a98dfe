"""Asking: who is asked what and by whom, and the record of what happened."""

from interview.models.interview import Candidate, CandidateQuerySet, Interview, InterviewQuerySet
from interview.models.kit import MOST_CHAIN_MINUTES, Kit, KitChain, KitQuerySet, Position
from interview.models.quarantine import Quarantined
from interview.models.refused import Missing, Refused
from interview.models.seat import Call, Entry, Line, Scorecard, Seat, SeatQuerySet

__all__ = [
    "MOST_CHAIN_MINUTES",
    "Call",
    "Candidate",
    "CandidateQuerySet",
    "Entry",
    "Interview",
    "InterviewQuerySet",
    "Kit",
    "KitChain",
    "KitQuerySet",
    "Line",
    "Missing",
    "Position",
    "Quarantined",
    "Refused",
    "Scorecard",
    "Seat",
    "SeatQuerySet",
]
