"""Asking: who is asked what and by whom, and the record of what happened."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interview import scripting, state
from interview.script import Node, Script
from questions.append_only import AppendOnly
from questions.models import Question, Revision

MOST_CHAIN_MINUTES = 240


class Refused(Exception):
    """An act cannot be done now; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Call(models.TextChoices):
    """The overall call on a candidate."""

    STRONG_NO = "strong_no", _("Strong no")
    NO = "no", _("No")
    YES = "yes", _("Yes")
    STRONG_YES = "strong_yes", _("Strong yes")


class Position(models.Model):
    """A job that candidates are interviewed for."""

    title = models.CharField(_("title"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Candidates by who may know of them."""

    def for_user(self, user: Any) -> CandidateQuerySet:
        """Those that this user entered or has a seat with."""
        seen = Seat.objects.filter(user=user).values("interview__candidate")
        return self.filter(models.Q(created_by=user) | models.Q(pk__in=seen))

    def with_interviews_of(self, user: Any) -> CandidateQuerySet:
        """Count this user's own interviews (`interview_count`), with the time of the last one."""
        own = models.Q(interviews__seats__user=user)
        return self.annotate(
            interview_count=models.Count("interviews", filter=own),
            last_planned_at=models.Max("interviews__planned_at", filter=own),
        ).order_by("name", "pk")


class Candidate(models.Model):
    """The person who is interviewed; never signs in."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("interview:candidate", args=[self.pk])


class KitQuerySet(models.QuerySet["Kit"]):
    """Kits by what a list of them shows."""

    def with_sums(self) -> KitQuerySet:
        """Count the chains that would be asked (`chain_count`), and their minutes (`total`)."""
        asked = models.Q(chains__root__retired_at=None)
        return self.annotate(
            chain_count=models.Count("chains", filter=asked),
            total=Coalesce(Sum("chains__minutes", filter=asked), 0),
        ).order_by("title", "pk")


class Kit(models.Model):
    """Which chains to ask, for how long, in what order, for one position."""

    title = models.CharField(_("title"), max_length=120)
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="kits", verbose_name=_("position")
    )
    minutes = models.PositiveIntegerField(
        _("planned minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("interview:kit", args=[self.pk])

    @property
    def chosen_minutes(self) -> int:
        """The sum of the minutes of the chains that would be asked, core and optional."""
        asked = self.chains.filter(root__retired_at=None)
        return asked.aggregate(total=Sum("minutes"))["total"] or 0

    def pick(self, root: Question, *, minutes: int | None = None, core: bool = True) -> KitChain:
        """Put a chain at the end of the kit; one that is there already stays as it is."""
        return self.pick_all([root], minutes=minutes, core=core)[0]

    @transaction.atomic
    def pick_all(
        self, roots: Iterable[Question], *, minutes: int | None = None, core: bool = True
    ) -> list[KitChain]:
        """Put chains at the end of the kit in this order, each once; give the chain of each root.

        Without `minutes` each chain gets what its own cards plan. Raises Refused for a follow-up
        and for a retired question; then nothing is picked.
        """
        Kit.objects.select_for_update().get(pk=self.pk)
        roots = list(roots)
        _require_chains(roots)
        there = {chain.root_id: chain for chain in self.chains.all()}
        fresh = list({root.pk: root for root in roots if root.pk not in there}.values())
        sizes = {} if minutes else scripting.sizes(root.pack_id for root in fresh)
        first = max((chain.position for chain in there.values()), default=-1) + 1
        made = KitChain.objects.bulk_create(
            KitChain(
                kit=self,
                root=root,
                core=core,
                minutes=minutes or min(sizes[root.pk].minutes, MOST_CHAIN_MINUTES),
                position=position,
            )
            for position, root in enumerate(fresh, start=first)
        )
        there |= {chain.root_id: chain for chain in made}
        return [there[root.pk] for root in roots]

    pick.alters_data = True  # type: ignore[attr-defined]
    pick_all.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def discard(self) -> None:
        """Delete the kit. Raises Refused when an interview uses it: its record names the kit."""
        Kit.objects.select_for_update().get(pk=self.pk)
        if self.interviews.exists():
            raise Refused("in_use")
        self.delete()

    discard.alters_data = True  # type: ignore[attr-defined]


def _require_chains(roots: Iterable[Question]) -> None:
    for root in roots:
        if root.parent_id:
            raise Refused("not_a_root")
        if root.retired_at:
            raise Refused("retired")


class KitChain(models.Model):
    """One chain's place in a kit."""

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="chains")
    root = models.ForeignKey(Question, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    core = models.BooleanField(_("core"), default=True)
    minutes = models.PositiveIntegerField(
        _("minutes"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CHAIN_MINUTES)],
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["kit", "root"], name="kit_chain_once")]

    def __str__(self) -> str:
        return f"{self.kit}: {self.root_id}"

    @transaction.atomic
    def step(self, by: int) -> None:
        """Move the chain up (-1) or down (+1) among the kit's chains."""
        Kit.objects.select_for_update().get(pk=self.kit_id)
        chains = list(self.kit.chains.all())
        here = chains.index(self)
        there = here + by
        if not 0 <= there < len(chains):
            return
        chains[here], chains[there] = chains[there], chains[here]
        for position, chain in enumerate(chains):
            chain.position = position
        KitChain.objects.bulk_update(chains, ["position"])

    step.alters_data = True  # type: ignore[attr-defined]


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Interviews by who may reach them."""

    def for_user(self, user: Any) -> InterviewQuerySet:
        """Those in which this user has a seat."""
        return self.filter(pk__in=Seat.objects.filter(user=user).values("interview"))

    @transaction.atomic
    def plan(
        self, *, candidate: Candidate, kit: Kit, planned_at: datetime, users: Iterable[Any]
    ) -> Interview:
        """Save a new interview with a seat for each of these users."""
        interview = self.create(candidate=candidate, kit=kit, planned_at=planned_at)
        interview._give_seats(users)
        return interview

    plan.alters_data = True  # type: ignore[attr-defined]


class Interview(models.Model):
    """One candidate, one kit, one time; from its start on also the frozen script."""

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="interviews", verbose_name=_("candidate")
    )
    kit = models.ForeignKey(Kit, models.PROTECT, related_name="interviews", verbose_name=_("kit"))
    planned_at = models.DateTimeField(_("planned for"))
    frozen = models.JSONField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.kit}"

    def get_absolute_url(self) -> str:
        return reverse("interview:interview", args=[self.pk])

    @cached_property
    def script(self) -> Script:
        """The frozen script; raises Refused before the start."""
        if self.frozen is None:
            raise Refused("not_started")
        return Script.from_json(self.frozen["nodes"])

    @transaction.atomic
    def start(self) -> None:
        """Freeze the script, once: later edits of the bank or the kit do not reach it.

        Raises Refused when the kit has nothing to ask.
        """
        fresh = Interview.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if fresh.frozen is None:
            frozen = scripting.freeze(fresh.kit)
            if not frozen["nodes"]:
                raise Refused("empty_kit")
            self.frozen, self.started_at = frozen, timezone.now()
            self.save(update_fields=["frozen", "started_at"])
        else:
            self.frozen, self.started_at = fresh.frozen, fresh.started_at

    start.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def replan(self, *, kit: Kit, planned_at: datetime, users: Iterable[Any]) -> None:
        """Change the kit, the time and who sits. Raises Refused once it has started."""
        self._require_planned()
        users = list(users)
        self.kit, self.planned_at = kit, planned_at
        self.save(update_fields=["kit", "planned_at"])
        self.seats.exclude(user__in=users).delete()
        self._give_seats(users)

    replan.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def discard(self) -> None:
        """Delete the interview. Raises Refused once it has started: what was recorded stays."""
        self._require_planned()
        self.delete()

    discard.alters_data = True  # type: ignore[attr-defined]

    def _require_planned(self) -> None:
        fresh = Interview.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if fresh.frozen is not None:
            raise Refused("started")

    def _give_seats(self, users: Iterable[Any]) -> None:
        there = set(self.seats.values_list("user", flat=True))
        fresh = {user.pk: user for user in users if user.pk not in there}
        Seat.objects.bulk_create(Seat(interview=self, user=user) for user in fresh.values())


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by whose they are."""

    def of(self, user: Any) -> SeatQuerySet:
        """This user's own seats, with what every page about them shows."""
        return self.filter(user=user).select_related("interview__candidate", "interview__kit")


class Seat(models.Model):
    """One interviewer's place in an interview, with a journal and a scorecard of its own."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    scorecard = models.OneToOneField(
        "Scorecard", models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["interview", "user"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.interview_id}"

    def journal(self) -> list[state.Entry]:
        """Every entry as a plain value, in the order in which the server wrote them."""
        rows = self.entries.order_by("pk").values_list("uuid", "kind", "question", "value", "at")
        return [state.Entry(str(uid), *rest) for uid, *rest in rows]

    def state(self) -> state.State:
        """What the journal adds up to."""
        return state.fold(self.journal(), self.interview.script)

    @transaction.atomic
    def start(self, at: datetime) -> None:
        """Begin: freeze the interview's script and write the first entries. Again, it does nothing.

        Raises Refused when the kit has nothing to ask.
        """
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=self.pk)
        self.interview.start()
        if not seat.entries.exists():
            first = self.interview.script.nodes[0].id
            self._append([_made_here("start", None, at), _made_here("open", None, at, first)])

    start.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def record(self, entries: Iterable[state.Entry]) -> list[str]:
        """Append entries; give the ids that are now in the journal. Sent again, they count once.

        Raises Refused once the scorecard is handed in, or for an id that was used for something
        else, and state.InvalidEntry for an entry that makes no sense. Then nothing is written.
        """
        entries = list(entries)
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=self.pk)
        known = self._known(entries)
        fresh: dict[str, state.Entry] = {}
        for entry in entries:
            if entry != (known.get(entry.id) or fresh.setdefault(entry.id, entry)):
                raise Refused("id_reused")
        if fresh and seat.scorecard_id:
            raise Refused("handed_in")
        self._check(fresh.values())
        self._append(fresh.values())
        return [entry.id for entry in entries]

    record.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def hand_in(self, at: datetime) -> Scorecard:
        """Close the journal and write the scorecard. Raises Refused when something is missing."""
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if seat.scorecard_id:
            raise Refused("handed_in")
        now = self.state()
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
    def conclude(self, call: str, summary: str, at: datetime) -> Scorecard:
        """Record the overall call and the summary where they differ, then hand in."""
        now = self.state()
        said = {"call": (now.call, call), "summary": (now.summary, summary)}
        self.record(
            _made_here(kind, value, at) for kind, (before, value) in said.items() if value != before
        )
        return self.hand_in(at)

    conclude.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def reopen(self, reason: str, at: datetime) -> None:
        """Open the journal again; the scorecard and the reason are kept."""
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not seat.scorecard_id:
            raise Refused("not_handed_in")
        if not reason.strip():
            raise Refused("no_reason")
        self._append([_made_here("reopen", {"reason": reason.strip()}, at)])
        self._point_at(None)

    reopen.alters_data = True  # type: ignore[attr-defined]

    def _known(self, entries: list[state.Entry]) -> dict[str, state.Entry]:
        rows = self.entries.filter(uuid__in=[entry.id for entry in entries])
        values = rows.values_list("uuid", "kind", "question", "value", "at")
        return {str(uid): state.Entry(str(uid), *rest) for uid, *rest in values}

    def _check(self, entries: Collection[state.Entry]) -> None:
        script = self.interview.script
        limits = {node.id: (node.points, node.hints) for node in script.nodes}
        if any(entry.kind == "add" or entry.question not in {"", *limits} for entry in entries):
            script = self.state().known
        for entry in entries:
            try:
                state.check(entry.kind, entry.question, entry.value, script, limits)
            except state.InvalidEntry as error:
                error.entry = entry.id
                raise
            if entry.kind == "add":
                script = script.with_added([state.added_node(entry, script)])

    def _append(self, entries: Iterable[state.Entry]) -> None:
        Entry.objects.bulk_create(
            Entry(
                seat=self,
                uuid=uuid.UUID(entry.id),
                kind=entry.kind,
                question=entry.question,
                value=entry.value,
                at=entry.at,
            )
            for entry in entries
        )

    def _point_at(self, scorecard: Scorecard | None) -> None:
        self.scorecard = scorecard
        self.save(update_fields=["scorecard"])


def _made_here(kind: str, value: object, at: datetime, question: str = "") -> state.Entry:
    return state.Entry(str(uuid.uuid4()), kind, question, value, at)


class Entry(AppendOnly):
    """One act in the journal of a seat; the primary key is the server's order."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="entries")
    uuid = models.UUIDField()
    kind = models.CharField(max_length=12)
    question = models.CharField(max_length=36, blank=True)
    value = models.JSONField(null=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["seat", "uuid"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.question}"


class Scorecard(AppendOnly):
    """What a seat handed in. Never changed; after a reopening the next one stands beside it."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="scorecards")
    number = models.PositiveIntegerField()
    call = models.CharField(max_length=12, choices=Call.choices)
    summary = models.TextField()
    seconds = models.FloatField()
    handed_in_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [models.UniqueConstraint(fields=["seat", "number"], name="scorecard_number")]

    def __str__(self) -> str:
        return f"{self.seat} ({self.number})"


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
    seconds = models.FloatField(default=0)

    class Meta:
        ordering: ClassVar[list[Any]] = [F("place").asc()]
        constraints = [models.UniqueConstraint(fields=["scorecard", "node"], name="line_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.outcome}"

    @classmethod
    def of(
        cls, scorecard: Scorecard, place: int, node: Node, now: state.State, at: datetime
    ) -> Line:
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
            seconds=now.seconds(node.id, at),
        )
