"""Forms of positions, candidates, kits and interviews, and of handing in."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interview.models import Call, Candidate, Interview, Kit, KitChain, Position
from interview.state import SUMMARY_BYTES, fit
from questions.numbers import whole

MOST_DEVICES = 50
MOST_SUMMARY = SUMMARY_BYTES // 4  # characters: none takes more than four bytes


FIRST_YEAR, LAST_YEAR = 2000, 2100  # of a plan: far ones overflow where a time zone shifts them


class RowForm(forms.ModelForm):
    """Makes a row, or changes one without making it again where it was deleted meanwhile."""

    def save(self, commit: bool = True) -> Any:
        """Save the row. Raises Http404 where there was one to change and it is gone."""
        row = self.instance
        if row.pk is None:
            return super().save(commit)
        changed = {name: getattr(row, name) for name in self._meta.fields or ()}
        if not type(row)._default_manager.filter(pk=row.pk).update(**changed):
            raise Http404
        return row


class PositionForm(RowForm):
    """A position's title."""

    class Meta:
        model = Position
        fields = ["title"]


class CandidateForm(RowForm):
    """Who is interviewed."""

    class Meta:
        model = Candidate
        fields = ["name", "email"]


class KitForm(RowForm):
    """A kit's title, length and position; the position may be a new one, made by `save`."""

    new_position = forms.CharField(
        label=_("or type a new one"), max_length=120, required=False, strip=True
    )

    field_order = ["title", "position", "new_position", "minutes"]

    class Meta:
        model = Kit
        fields = ["title", "position", "minutes"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _make_optional(_field(self, "position"))

    def clean(self) -> dict[str, Any]:
        """Ask for a position; a new one wins over the one that was chosen before."""
        data = super().clean() or self.cleaned_data
        _require_any(self, "position", "new_position", _("Choose a position or type a new one."))
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Kit:
        """Save the kit, and its position where that is new."""
        if title := self.cleaned_data["new_position"]:
            self.instance.position = Position.objects.create(title=title)
        return super().save(commit)


class ChainForm(forms.ModelForm):
    """One chain's minutes in a kit, and whether it is core."""

    class Meta:
        model = KitChain
        fields = ["minutes", "core"]


class KitField(forms.ModelChoiceField):
    """A choice of kit that names its position and length."""

    def label_from_instance(self, kit: Kit) -> str:
        """Give what an option reads."""
        length = _("%(minutes)d min") % {"minutes": kit.minutes}
        return f"{kit.title} · {kit.position} · {length}"


class ColleaguesField(forms.ModelMultipleChoiceField):
    """A choice of users that also refuses numbers too large for a database."""

    def clean(self, value: Any) -> Any:
        """Give the users chosen."""
        for pk in value or ():
            if whole(str(pk)) is None:
                message = self.error_messages["invalid_choice"]
                raise ValidationError(message, code="invalid_choice", params={"value": pk})
        return super().clean(value)


class PlanForm(forms.Form):
    """With which kit, when, and who sits beside oneself."""

    kit = KitField(label=_("Kit"), queryset=Kit.objects.select_related("position"))
    planned_at = forms.DateTimeField(
        label=_("Planned for"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    colleagues = ColleaguesField(
        label=_("Who sits with you"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each has a scorecard of their own; nobody sees another's before handing in."),
    )

    def __init__(self, user: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        sitting = Q(pk__in=self.initial.get("colleagues", ()))  # also those who have left since
        others = User.objects.filter(sitting | Q(is_active=True)).exclude(pk=user.pk)
        _field(self, "colleagues").queryset = others
        _field(self, "kit").empty_label = _("Choose…")
        zone = timezone.get_current_timezone_name()
        self.fields["planned_at"].help_text = _("Time zone: %(zone)s") % {"zone": zone}

    def clean_planned_at(self) -> datetime:
        """Take a time of our century."""
        planned_at = self.cleaned_data["planned_at"]
        if not FIRST_YEAR <= planned_at.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            message = gettext("Choose a year from %(first)d to %(last)d.") % years
            raise ValidationError(message)
        return planned_at

    @property
    def plan(self) -> dict[str, Any]:
        """What `Interview.objects.plan` and `replan` ask for: kit, time, users."""
        data = self.cleaned_data
        users = [self.user, *data["colleagues"]]
        return {"kit": data["kit"], "planned_at": data["planned_at"], "users": users}


class InterviewForm(PlanForm):
    """A new interview; the candidate may be a new one, made by `save`."""

    candidate = forms.ModelChoiceField(
        label=_("Candidate"), queryset=Candidate.objects.none(), required=False
    )
    new_candidate = forms.CharField(label=_("or type a new one"), max_length=120, required=False)

    field_order = ["candidate", "new_candidate"]

    def __init__(self, user: Any, *args: Any, **options: Any) -> None:
        super().__init__(user, *args, **options)
        _field(self, "candidate").queryset = Candidate.objects.for_user(user)
        _make_optional(_field(self, "candidate"))

    def clean(self) -> dict[str, Any]:
        """Ask for one candidate."""
        data = super().clean() or self.cleaned_data
        _require_any(
            self, "candidate", "new_candidate", _("Choose a candidate or type a new name.")
        )
        if data.get("candidate") and data.get("new_candidate"):
            self.add_error("new_candidate", _("Choose a candidate or type a new name, not both."))
        return data

    @transaction.atomic
    def save(self) -> Interview:
        """Plan the interview."""
        candidate = self.cleaned_data["candidate"] or Candidate.objects.create(
            name=self.cleaned_data["new_candidate"], created_by=self.user
        )
        return Interview.objects.plan(candidate=candidate, **self.plan)


class HandInForm(forms.Form):
    """The overall call and its summary."""

    call = forms.ChoiceField(
        label=_("Overall call"),
        choices=Call.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four: there is no middle on purpose.")},
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=MOST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a sentence or two that support your call.")},
    )

    known = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_summary(self) -> str:
        """Give the text as the journal can keep it."""
        return fit(self.cleaned_data["summary"])

    def clean_known(self) -> dict[str, datetime | None]:
        """Give the last entry of each device that the page knows of, as {id: when}."""
        try:
            rows = json.loads(self.cleaned_data["known"] or "[]")
            return {
                str(uuid.UUID(row["id"])): parse_datetime(row["at"]) for row in rows[:MOST_DEVICES]
            }
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValidationError(_("Load the page anew, then hand in.")) from error

    def add_missing(self, entries: Iterable[str]) -> None:
        """Say which of the known entries have not arrived."""
        for entry in entries:
            at = self.cleaned_data["known"][entry]
            when = date_format(timezone.localtime(at), "H:i:s") if at and at.tzinfo else entry
            words = _("The change of %(when)s has not arrived, so nothing was handed in.")
            self.add_error(None, words % {"when": when})


class ReopenForm(forms.Form):
    """Why a handed-in scorecard is opened again."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for good, and shown on the report."),
        error_messages={"required": _("Say why: the report shows it.")},
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what a form was sent with, or None while it is only shown."""
    return request.POST if request.method == "POST" else None


def next_half_hour(now: datetime) -> datetime:
    """Give the next full half hour after a moment."""
    floor = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    return floor + timedelta(minutes=30)


def _field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    return cast("forms.ModelChoiceField", form.fields[name])


def _make_optional(field: forms.ModelChoiceField) -> None:
    field.required = False
    field.empty_label = _("Choose…")


def _require_any(form: forms.BaseForm, chosen: str, typed: str, message: Any) -> None:
    """Add an error unless one of two fields has a value, right or wrong."""
    data = form.cleaned_data
    values = (data.get(chosen), data.get(typed))
    if not any(values) and chosen not in form.errors and typed not in form.errors:
        form.add_error(typed, message)
