"""A seat with its journal and what it hands in: the record of what happened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from interview.models.interview import Interview
from interview.models.refused import Missing, Refused
from interview.script import Node, Script
from interview.state import Entry as Act
from interview.state import InvalidEntry, State, added_node, check, fold
from questions.append_only import AppendOnly, AppendOnlyQuerySet
from questions.models import Question, Revision


class Call(models.TextChoices):
    """The overall call on a candidate."""

    STRONG_NO = "strong_no", pgettext_lazy("call", "Strong no")
    NO = "no", pgettext_lazy("call", "No")
    YES = "yes", pgettext_lazy("call", "Yes")
    STRONG_YES = "strong_yes", pgettext_lazy("call", "Strong yes")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by whose they are."""

    def of(self, user: Any) -> SeatQuerySet:
        """This user's own seats, with what every page about them shows."""
        return self.filter(user=user).select_related("interview__candidate", "interview__kit")

    def readable_by(self, user: Any) -> SeatQuerySet:
        """Those whose scorecard this user may read: of interviews in which theirs is handed in."""
        own = Seat.objects.filter(user=user, scorecard__isnull=False).values("interview")
        return self.filter(scorecard__isnull=False, interview__in=own)


class Seat(models.Model):
    """One interviewer's place in an interview, with a journal and a scorecard of its own."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    scorecard = models.OneToOneField(
        "Scorecard", models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["interview", "user"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.interview_id}"

    def journal(self, *kinds: str) -> list[Act]:
        """Every entry (of these kinds) as a plain value, in the order of the server's writing."""
        entries = self.entries.filter(kind__in=kinds) if kinds else self.entries
        return list(_acts(entries.order_by("pk")))

    def state(self) -> State:
        """What the journal adds up to."""
        return fold(self.journal(), self.interview.script)

    @property
    def order(self) -> int:
        """How far the journal is: the server's order of its last entry, 0 where there is none."""
        return self.entries.aggregate(last=models.Max("pk"))["last"] or 0

    def has(self, entries: Iterable[str]) -> set[str]:
        """Give which of these ids are in the journal."""
        rows = self.entries.filter(uuid__in=list(entries)).values_list("uuid", flat=True)
        return {str(uid) for uid in rows}

    @transaction.atomic
    def start(self, at: datetime) -> None:
        """Begin: freeze the interview's script and write the first entries. Again, it does nothing.

        Raises Refused when the kit has nothing to ask.
        """
        self.interview.start()
        self.started_at = self._locked().started_at
        if self.started_at is None:
            first = self.interview.script.nodes[0].id
            self._append([_made_here("start", None, at), _made_here("open", None, at, first)])
            self.started_at = at
            self.save(update_fields=["started_at"])

    start.alters_data = True  # type: ignore[attr-defined]

    def record(self, entries: Iterable[Act]) -> dict[str, int]:
        """Append entries; give the ids that are now in the journal, each with its order.

        Sent again, they count once. Raises Refused before the start, once the scorecard is handed
        in, or for an id that was used for something else, and InvalidEntry for an entry that
        makes no sense. Then nothing is written.
        """
        entries = list(entries)
        try:
            return self._write(entries, all_new=True)
        except (IntegrityError, InvalidEntry, Refused):
            # Nearly always all of it is new; what came before is looked up only when that shows.
            return self._write(entries, all_new=False)

    record.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def hand_in(self, at: datetime, known: Iterable[str] = ()) -> Scorecard:
        """Close the journal and write the scorecard; `known` are ids that a client knows of.

        Raises Refused when something is lacking or two places disagree, and Missing when one of
        those ids has not arrived.
        """
        if self._locked().scorecard_id:
            raise Refused("handed_in")
        self._require(known)
        now = self.state()
        if now.conflicts:
            raise Refused("conflict")
        if not now.call:
            raise Refused("no_call")
        if not now.summary.strip():
            raise Refused("no_summary")
        number = self.scorecards.count() + 1
        card = Scorecard.objects.create(
            seat=self, number=number, call=now.call, summary=now.summary, seconds=now.elapsed(at)
        )
        Line.objects.bulk_create(
            Line.of(card, place, node, now, at) for place, node in enumerate(now.script.nodes)
        )
        self._append([_made_here("hand_in", {"scorecard": number}, at)])
        self._point_at(card)
        return card

    hand_in.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def conclude(
        self, call: str, summary: str, at: datetime, known: Iterable[str] = ()
    ) -> Scorecard:
        """Record the overall call and the summary where they differ, then hand in.

        Raises what `hand_in` raises; then nothing is recorded.
        """
        now = self.state()
        if now.conflicts and not now.closed:
            raise Refused("conflict")
        said = {"call": (now.call, call), "summary": (now.summary, summary)}
        self.record(
            _made_here(kind, value, at) for kind, (before, value) in said.items() if value != before
        )
        return self.hand_in(at, known)

    conclude.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def choose(self, entry: str, at: datetime) -> None:
        """Let this one of several entries stand in its field. Raises Refused where it does not."""
        self._locked()
        for conflict in self.state().conflicts:
            for one in conflict.entries:
                if one.id == entry:
                    self.record([_made_here(one.kind, one.value, at, one.question)])
                    return
        raise Refused("not_in_conflict")

    choose.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def reopen(self, reason: str, at: datetime) -> None:
        """Open the journal again; the scorecard and the reason are kept."""
        if not self._locked().scorecard_id:
            raise Refused("not_handed_in")
        if not reason.strip():
            raise Refused("no_reason")
        self._append([_made_here("reopen", {"reason": reason.strip()}, at)])
        self._point_at(None)

    reopen.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def _write(self, entries: list[Act], *, all_new: bool) -> dict[str, int]:
        seat = self._locked()
        if seat.started_at is None:
            raise Refused("not_started")
        known, orders = ({}, {}) if all_new else self._known(entries)
        fresh = _unlike(entries, known)
        if fresh and seat.scorecard_id:
            raise Refused("handed_in")
        self._check(fresh)
        return {**orders, **self._append(fresh)}

    def _require(self, known: Iterable[str]) -> None:
        known = list(known)
        there = self.has(known) if known else set()
        if missing := [entry for entry in known if entry not in there]:
            raise Missing(missing)

    def _locked(self) -> Seat:
        """Read how far this seat is, and keep others from writing until the transaction ends."""
        fields = ("started_at", "scorecard_id")
        return (
            Seat.objects.select_for_update(of=("self",), no_key=True).only(*fields).get(pk=self.pk)
        )

    def _known(self, entries: list[Act]) -> tuple[dict[str, Act], dict[str, int]]:
        """Give those that are in the journal, and the orders of these."""
        rows = self.entries.filter(uuid__in=[entry.id for entry in entries])
        orders = {str(uid): order for uid, order in rows.values_list("uuid", "pk")}
        return {act.id: act for act in _acts(rows)}, orders

    def _check(self, entries: list[Act]) -> None:
        script = self.interview.script
        if any(entry.kind == "add" or not _in(script, entry) for entry in entries):
            script = self.state().known
        for entry in entries:
            try:
                check(entry.kind, entry.question, entry.value, script)
            except InvalidEntry as error:
                error.entry = entry.id
                raise
            if entry.kind == "add":
                script = script.with_added([added_node(entry, script)])

    def _append(self, entries: Iterable[Act]) -> dict[str, int]:
        rows = Entry.objects.bulk_create(
            Entry(
                seat=self,
                uuid=uuid.UUID(entry.id),
                kind=entry.kind,
                question=entry.question,
                value=entry.value,
                at=entry.at,
                over=entry.over,
                device=entry.device,
            )
            for entry in entries
        )
        return {str(row.uuid): row.pk for row in rows}

    def _point_at(self, scorecard: Scorecard | None) -> None:
        self.scorecard = scorecard
        self.save(update_fields=["scorecard"])


def _acts(entries: models.QuerySet[Entry]) -> Iterator[Act]:
    rows = entries.values_list("uuid", "kind", "question", "value", "at", "over", "device")
    return (
        Act(str(uid), kind, node, value, at, None if over is None else tuple(over), device)
        for uid, kind, node, value, at, over, device in rows
    )


def _unlike(entries: list[Act], known: dict[str, Act]) -> list[Act]:
    """Give the entries that are not known, each once. Raises Refused for an id of another one."""
    fresh: dict[str, Act] = {}
    for entry in entries:
        if entry.said != (known.get(entry.id) or fresh.setdefault(entry.id, entry)).said:
            raise Refused("id_reused", entry.id)
    return list(fresh.values())


def _in(script: Script, entry: Act) -> bool:
    return entry.question == "" or entry.question in script


def _made_here(kind: str, value: object, at: datetime, question: str = "") -> Act:
    return Act(str(uuid.uuid4()), kind, question, value, at)


class Entry(AppendOnly):
    """One act in the journal of a seat; the primary key is the server's order."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="entries")
    uuid = models.UUIDField()
    kind = models.CharField(max_length=12)
    question = models.CharField(max_length=36, blank=True)
    value = models.JSONField(null=True)
    at = models.DateTimeField()
    over = models.JSONField(null=True)
    device = models.CharField(max_length=36, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["seat", "uuid"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.question}"


class ScorecardQuerySet(AppendOnlyQuerySet):
    """Scorecards by what they count for."""

    def counted(self) -> ScorecardQuerySet:
        """Those that numbers are made of: they hold today, practice aside."""
        return self.filter(seat__scorecard=F("pk"), seat__interview__practice=False)


class Scorecard(AppendOnly):
    """What a seat handed in. Never changed; after a reopening the next one stands beside it."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="scorecards")
    number = models.PositiveIntegerField()
    call = models.CharField(max_length=12, choices=Call.choices)
    summary = models.TextField()
    seconds = models.FloatField()
    handed_in_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ScorecardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [models.UniqueConstraint(fields=["seat", "number"], name="scorecard_number")]

    def __str__(self) -> str:
        return f"{self.seat} ({self.number})"


class LineQuerySet(AppendOnlyQuerySet):
    """Lines by what they count for."""

    def counted(self) -> LineQuerySet:
        """Those of the scorecards that are counted."""
        held = {"scorecard": F("scorecard__seat__scorecard")}
        return self.filter(scorecard__seat__interview__practice=False, **held)


class Line(AppendOnly):
    """One question's row in a scorecard."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="lines")
    node = models.CharField(max_length=36)
    place = models.PositiveIntegerField()
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", null=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", null=True)
    outcome = models.CharField(max_length=20)
    score = models.PositiveSmallIntegerField(null=True)
    hint = models.PositiveSmallIntegerField(default=0)
    points = models.JSONField(default=list)
    note = models.TextField(blank=True)
    recited = models.BooleanField(default=False)
    seconds = models.FloatField(default=0)

    objects: ClassVar[Any] = LineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[Any]] = [F("place").asc()]
        constraints = [models.UniqueConstraint(fields=["scorecard", "node"], name="line_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.outcome}"

    @classmethod
    def of(cls, scorecard: Scorecard, place: int, node: Node, now: State, at: datetime) -> Line:
        """Give the unsaved line that says what the journal adds up to for one node."""
        answer = now.answers[node.id]
        return cls(
            scorecard=scorecard,
            node=node.id,
            place=place,
            question_id=node.question,
            revision_id=node.revision,
            outcome=answer.result,
            score=answer.score,
            hint=answer.hint,
            points=sorted(answer.points),
            note=answer.note,
            recited=answer.recited,
            seconds=now.seconds(node.id, at),
        )
