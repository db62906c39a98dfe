"""Kits: which chains to ask, for how long, in what order, for which position."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interview import scripting
from interview.models.refused import Refused
from questions.models import Question

MOST_CHAIN_MINUTES = 240


class Position(models.Model):
    """A job that candidates are interviewed for."""

    title = models.CharField(_("title"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class KitQuerySet(models.QuerySet["Kit"]):
    """Kits by what a list of them shows."""

    def with_sums(self) -> KitQuerySet:
        """Count the chains that would be asked (`chain_count`), and their minutes (`total`)."""
        asked = models.Q(chains__root__retired_at=None)
        return self.annotate(
            chain_count=models.Count("chains", filter=asked),
            total=Coalesce(Sum("chains__minutes", filter=asked), 0),
        ).order_by("title", "pk")

    def lock(self, pk: int) -> None:
        """Keep a kit as it is until the transaction ends. Raises Refused once it is deleted."""
        if not self.select_for_update(no_key=True).filter(pk=pk):
            raise Refused("gone")


class Kit(models.Model):
    """Which chains to ask, for how long, in what order, for one position.

    `opening` and `closing` are what is said before the first question and after the last, in
    Korean and English.
    """

    title = models.CharField(_("title"), max_length=120)
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="kits", verbose_name=_("position")
    )
    minutes = models.PositiveIntegerField(
        _("planned minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    opening = models.JSONField(default=dict, blank=True, editable=False)
    closing = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("interview:kit", args=[self.pk])

    def pick(self, root: Question, *, minutes: int | None = None, core: bool = True) -> KitChain:
        """Put a chain at the end of the kit; one that is there already stays as it is."""
        return self.pick_all([root], minutes=minutes, core=core)[0]

    @transaction.atomic
    def pick_all(
        self, roots: Iterable[Question], *, minutes: int | None = None, core: bool = True
    ) -> list[KitChain]:
        """Put chains at the end of the kit in this order, each once; give the chain of each root.

        Without `minutes` each chain gets what its own cards plan. Raises Refused for a follow-up,
        for a retired question and once the kit is deleted; then nothing is picked.
        """
        Kit.objects.lock(self.pk)
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

    def write(self, *, opening: dict[str, str], closing: dict[str, str]) -> None:
        """Set what is said at the beginning and at the end; interviews that run keep theirs.

        Raises Refused once the kit is deleted.
        """
        self.opening, self.closing = opening, closing
        if not Kit.objects.filter(pk=self.pk).update(opening=opening, closing=closing):
            raise Refused("gone")

    write.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def discard(self) -> None:
        """Delete the kit. Raises Refused when an interview uses it: its record names the kit."""
        Kit.objects.lock(self.pk)
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

    def plan(self, minutes: int, core: bool) -> None:
        """Set how long the chain takes and whether it is core; its place stays as it is.

        Raises Refused once the chain is taken out.
        """
        self.minutes, self.core = minutes, core
        if not KitChain.objects.filter(pk=self.pk).update(minutes=minutes, core=core):
            raise Refused("gone")

    plan.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def step(self, by: int) -> None:
        """Move the chain up (-1) or down (+1) in the kit. Raises Refused once it is taken out."""
        Kit.objects.lock(self.kit_id)
        chains = list(self.kit.chains.all())
        if self not in chains:
            raise Refused("gone")
        here = chains.index(self)
        there = here + by
        if not 0 <= there < len(chains):
            return
        chains[here], chains[there] = chains[there], chains[here]
        for position, chain in enumerate(chains):
            chain.position = position
        KitChain.objects.bulk_update(chains, ["position"])

    step.alters_data = True  # type: ignore[attr-defined]
