"""The rows of a card's lists, as templates show them, and the fields that they are made of."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from questions.forms.draft import LISTS, PLAIN, way
from questions.forms.texts import Texts, text_fields

_LABELS = {
    "authors": _("Authors"),
    "year": _("Year"),
    "title": _("Title"),
    "where": pgettext_lazy("of a source", "Where"),
    "text": _("What can be computed"),
    "test": _("The test that computes it"),
}


class Row:
    """One row of a list in the form: its texts by part, and what it says in no language."""

    def __init__(self, form: forms.Form, list_name: str, place: int) -> None:
        self.list = list_name
        self.place = place
        self.number = place + 1
        self.name = way(list_name, place)
        self.texts = {part: Texts(form, way(self.name, part)) for part in LISTS[list_name]}
        self.text = self.texts.get("text") or self.texts.get("")
        self.plain = {part: form[way(self.name, part)] for part in PLAIN.get(list_name, ())}
        self.essential = form[way(self.name, "essential")] if list_name == "key_points" else None

    @property
    def errors(self) -> list[str]:
        """What is wrong with anything in the row."""
        plain = [str(error) for field in self.plain.values() for error in field.errors]
        return [*plain, *(error for texts in self.texts.values() for error in texts.errors)]


def row_fields(lengths: Mapping[str, int]) -> dict[str, forms.Field]:
    """Give the fields of so many rows in each list."""
    fields: dict[str, forms.Field] = {}
    for name, length in lengths.items():
        for place in range(length):
            row = way(name, place)
            for part in LISTS[name]:
                fields |= text_fields(way(row, part), rows=1)
            for part in PLAIN.get(name, ()):
                fields[way(row, part)] = _plain(part)
            if name == "key_points":
                essential = forms.BooleanField(label=_("Essential"), required=False)
                fields[way(row, "essential")] = essential
    return fields


def _plain(part: str) -> forms.Field:
    if part == "year":
        return forms.IntegerField(
            label=_LABELS[part], required=False, min_value=1600, max_value=2200
        )
    hint = {"placeholder": "ICCV 2015, arXiv:1502.01852"} if part == "where" else {}
    widget = forms.TextInput(hint)
    return forms.CharField(label=_LABELS[part], required=False, max_length=1000, widget=widget)
