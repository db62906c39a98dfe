"""The filters of a pack's tree: they live in the address, and combine."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from questions import labels
from questions.models import Pack, Topic
from questions.sieve import ANY_GAP, NEVER, NO_TOPIC, Sieve

DEPTHS = {"0": _("Root questions"), "1": _("First follow-ups"), "2": _("Deeper")}
GAPS = {"ko": _("No Korean"), "en": _("No English"), ANY_GAP: _("One language is missing")}
AGES = {
    NEVER: _("Never checked"),
    "6": _("Checked over 6 months ago"),
    "12": _("Checked over 12 months ago"),
}
FILTERS = ("topic", "level", "kind", "depth", "standing", "gap", "age")


class SieveForm(forms.Form):
    """Words, and one choice of each kind; what is no choice of the form counts as not chosen."""

    q = forms.CharField(required=False, max_length=200)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    depth = forms.ChoiceField(label=_("Depth"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    gap = forms.ChoiceField(label=_("Languages"), required=False)
    age = forms.ChoiceField(label=_("Last check"), required=False)

    def __init__(self, data: Any, *, pack: Pack, topics: Iterable[Topic]) -> None:
        super().__init__(data)
        self.pack = pack
        named = {str(topic.pk): str(topic) for topic in topics}
        several: dict[str, dict[str, Any]] = {
            "topic": named | {str(NO_TOPIC): _("No topic")} if named else {},
            "level": labels.LEVELS,
            "kind": labels.KINDS,
            "depth": DEPTHS,
            "standing": labels.STANDINGS,
            "gap": GAPS,
            "age": AGES,
        }
        for name, choices in several.items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", field.label), *choices.items()]
        self.is_valid()

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def selects(self) -> list[forms.BoundField]:
        """The filters that are chosen from a list, where there is more than nothing to choose."""
        fields = (self[name] for name in FILTERS)
        return [one for one in fields if len(cast(forms.ChoiceField, one.field).choices) > 1]  # type: ignore[arg-type]

    def sieve(self, today: date) -> Sieve:
        """Give the sieve; a text is looked for in the pack, with its glossary."""
        asked = self.asked
        words, topic = asked.pop("q", ""), asked.pop("topic", "")
        found = self.pack.questions.search(words, self.pack.terms) if words else None
        hits = None if found is None else set(found.values_list("pk", flat=True))
        return Sieve(today, topic=int(topic) if topic else None, hits=hits, **asked)
