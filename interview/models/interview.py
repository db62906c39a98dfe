"""Interviews: one candidate, one kit, one time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interview import scripting
from interview.models.kit import Kit
from interview.models.refused import Refused
from interview.script import Script

MADE_UP = "홍길동 · Gildong Hong"  # Korea's John Doe


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Candidates by who may know of them."""

    def for_user(self, user: Any) -> CandidateQuerySet:
        """Those that this user entered or has a seat with, but for those of practice alone."""
        seen = Interview.objects.for_user(user).counted().values("candidate")
        return self.filter(models.Q(created_by=user) | models.Q(pk__in=seen))

    def with_interviews_of(self, user: Any) -> CandidateQuerySet:
        """Count this user's own interviews (`interview_count`), with the time of the last one."""
        own = models.Q(interviews__seats__user=user, interviews__practice=False)
        return self.annotate(
            interview_count=models.Count("interviews", filter=own),
            last_planned_at=models.Max("interviews__planned_at", filter=own),
        ).order_by("name", "pk")

    def made_up(self) -> Candidate:
        """Give the candidate of every practice, whom nobody entered."""
        return self.get_or_create(name=MADE_UP, created_by=None)[0]

    made_up.alters_data = True  # type: ignore[attr-defined]


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


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Interviews by who may reach them, and by what they count for."""

    def for_user(self, user: Any) -> InterviewQuerySet:
        """Those in which this user has a seat."""
        return self.filter(seats__user=user)

    def counted(self) -> InterviewQuerySet:
        """Those that numbers over interviews are made of: practice is in none."""
        return self.filter(practice=False)

    @transaction.atomic
    def plan(
        self,
        *,
        candidate: Candidate,
        kit: Kit,
        planned_at: datetime,
        users: Iterable[Any],
        practice: bool = False,
    ) -> Interview:
        """Save a new interview with a seat for each of these users.

        Raises Refused for a kit that is deleted.
        """
        _keep_kit(kit)
        interview = self.create(
            candidate=candidate, kit=kit, planned_at=planned_at, practice=practice
        )
        interview._give_seats(users)
        return interview

    @transaction.atomic
    def practise(self, *, kit: Kit, user: Any, at: datetime) -> Interview:
        """Start an interview of a made-up candidate, for this user alone.

        Raises Refused when the kit has nothing to ask or is deleted; then there is no interview.
        """
        candidate = Candidate.objects.made_up()
        interview = self.plan(
            candidate=candidate, kit=kit, planned_at=at, users=[user], practice=True
        )
        interview.seats.get().start(at)
        return interview

    plan.alters_data = True  # type: ignore[attr-defined]
    practise.alters_data = True  # type: ignore[attr-defined]


class Interview(models.Model):
    """One candidate, one kit, one time; from its start on also the frozen script."""

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="interviews", verbose_name=_("candidate")
    )
    kit = models.ForeignKey(Kit, models.PROTECT, related_name="interviews", verbose_name=_("kit"))
    planned_at = models.DateTimeField(_("planned for"))
    practice = models.BooleanField(default=False, editable=False)
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

        Raises Refused when the kit has nothing to ask, and once the interview is deleted.
        """
        fresh = self._locked()
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
        """Change the kit, the time and who sits.

        Raises Refused once it has started or is deleted, and for a kit that is deleted.
        """
        self._require_planned()
        _keep_kit(kit)
        users = list(users)
        self.kit, self.planned_at = kit, planned_at
        self.save(update_fields=["kit", "planned_at"])
        self.seats.exclude(user__in=users).delete()
        self._give_seats(users)

    replan.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def discard(self) -> None:
        """Delete the interview, and all that was recorded where it was practice.

        Else raises Refused once it has started: what was recorded stays.
        """
        if not self.practice:
            self._require_planned()
        self.seats.update(scorecard=None)  # it would protect what goes with it
        self.delete()

    discard.alters_data = True  # type: ignore[attr-defined]

    def _require_planned(self) -> None:
        if self._locked().frozen is not None:
            raise Refused("started")

    def _locked(self) -> Interview:
        rows = Interview.objects.select_for_update(of=("self",), no_key=True)
        if fresh := rows.filter(pk=self.pk).first():
            return fresh
        raise Refused("gone")

    def _give_seats(self, users: Iterable[Any]) -> None:
        there = set(self.seats.values_list("user", flat=True))
        fresh = {user.pk: user for user in users if user.pk not in there}
        seat = self.seats.model
        self.seats.bulk_create(seat(interview=self, user=user) for user in fresh.values())


def _keep_kit(kit: Kit) -> None:
    """Let nobody delete the kit before the plan names it. Raises Refused where somebody did."""
    try:
        Kit.objects.lock(kit.pk)
    except Refused as refused:
        raise Refused("kit_gone") from refused
