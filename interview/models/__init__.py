"""Asking: who is asked what and by whom, and the record of what happened."""

from interview.models.feedback import Feedback
from interview.models.interview import Candidate, CandidateQuerySet, Interview, InterviewQuerySet
from interview.models.kit import MOST_CHAIN_MINUTES, Kit, KitChain, KitQuerySet, Position
from interview.models.promotion import Promotion, PromotionQuerySet
from interview.models.quarantine import Quarantined
from interview.models.refused import Missing, Refused
from interview.models.screen import Screen, ScreenQuerySet
from interview.models.seat import (
    Call,
    Entry,
    Line,
    LineQuerySet,
    Scorecard,
    ScorecardQuerySet,
    Seat,
    SeatQuerySet,
)

__all__ = [
    "MOST_CHAIN_MINUTES",
    "Call",
    "Candidate",
    "CandidateQuerySet",
    "Entry",
    "Feedback",
    "Interview",
    "InterviewQuerySet",
    "Kit",
    "KitChain",
    "KitQuerySet",
    "Line",
    "LineQuerySet",
    "Missing",
    "Position",
    "Promotion",
    "PromotionQuerySet",
    "Quarantined",
    "Refused",
    "Scorecard",
    "ScorecardQuerySet",
    "Screen",
    "ScreenQuerySet",
    "Seat",
    "SeatQuerySet",
]
