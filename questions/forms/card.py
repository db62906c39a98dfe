"""The form for a whole card: both languages side by side, lists row by row.

A field is named by its way into the card, `pitfalls-0-why-ko`. Rows are added, moved and removed
by submitting, so all of it works without JavaScript and nothing that was typed is lost.
"""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from questions.card import SCORES, Card, Source
from questions.forms import draft as drafts
from questions.forms.draft import LISTS, TEXTS, Draft, is_blank, spread, way
from questions.forms.texts import Texts, TextsForm, complaint, text_fields
from questions.labels import KIND_HELP, KINDS, STANDINGS

HEIGHTS = {"prompt": 2, "answer": 6, "heard": 4, "why": 2, "key_points": 1, "hints": 1}
OTHERS = ("sources", "kind", "minutes", "standing", "note", "base", "topic")
BY_A_CHECK = ("reviewed", "verified")  # standings that no edit gives
EDITABLE_STANDINGS = {code: label for code, label in STANDINGS.items() if code not in BY_A_CHECK}
NOTHING = Card(prompt={})


class Row:
    """One row of a list in the form."""

    def __init__(self, form: "CardForm", list_name: str, place: int) -> None:
        self.list = list_name
        self.place = place
        self.number = place + 1
        self.name = way(list_name, place)
        self.texts = {part: Texts(form, way(self.name, part)) for part in LISTS[list_name]}
        self.text = self.texts.get("text") or self.texts[""]

    @property
    def errors(self) -> list[str]:
        """What is wrong with any text of the row."""
        return [error for texts in self.texts.values() for error in texts.errors]


class KeyPointRow(Row):
    """A row with the box that says whether the key point is essential."""

    def __init__(self, form: "CardForm", list_name: str, place: int) -> None:
        super().__init__(form, list_name, place)
        self.essential = form[way(self.name, "essential")]


class CardForm(TextsForm):
    """All of a card. Made by `of`, by `typed` or from what was sent; once valid it gives `card`.

    What the form does not ask for stays as it is in the card `kept`.
    """

    card: Card
    text_names = (*TEXTS, *(f"anchors-{score}" for score in SCORES))

    sources = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=60)
    standing = forms.ChoiceField(
        label=_("Standing"), choices=list(EDITABLE_STANDINGS.items()), widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("What changed"), max_length=200, required=False)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        draft: Draft | None = None,
        topics: Any = None,
        kept: Card = NOTHING,
        **options: Any,
    ) -> None:
        draft = drafts.read(data or {}) if draft is None else draft
        if data is not None:
            data = _others(data) | spread(draft)
        super().__init__(data, **options)
        self.focus = ""
        self.kept = kept
        self.lengths = {name: len(draft[name]) for name in LISTS}
        self.fields |= _fields(self.lengths)
        kinds = [(code, f"{label} · {KIND_HELP[code]}") for code, label in KINDS.items()]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        if topics is not None:
            self.fields["topic"] = forms.ModelChoiceField(
                topics, label=_("Topic"), required=False, empty_label=_("No topic")
            )

    @classmethod
    def of(cls, card: Card, *, initial: Mapping[str, Any], **options: Any) -> "CardForm":
        """Give the form filled with a card; `initial` has the note, base and topic."""
        content = card.model_dump(mode="json")
        draft = drafts.with_spares({name: content[name] for name in (*TEXTS, "anchors", *LISTS)})
        others = {name: content[name] for name in ("kind", "minutes", "standing")}
        if card.standing in BY_A_CHECK:
            others["standing"] = "unverified"
        others["sources"] = "\n".join(map(str, card.sources))
        return cls(draft=draft, initial={**spread(draft), **others, **initial}, **options)

    @classmethod
    def typed(cls, data: Mapping[str, Any], act: str = "", **options: Any) -> "CardForm":
        """Give the form as it was typed, unchecked, after an act upon its rows."""
        draft, focus = drafts.act_on(drafts.read(data), act)
        form = cls(draft=draft, initial=_others(data) | spread(draft), **options)
        form.focus = focus
        for name in LISTS:
            if (first := way(focus, LISTS[name][0], "ko")) in form.fields:
                form.fields[first].widget.attrs["autofocus"] = True
        return form

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each list."""
        kinds = {"key_points": KeyPointRow}
        return {
            name: [kinds.get(name, Row)(self, name, place) for place in range(length)]
            for name, length in self.lengths.items()
        }

    @property
    def anchors(self) -> list[tuple[str, Texts]]:
        """The texts of the anchors by score."""
        return [(score, Texts(self, f"anchors-{score}")) for score in SCORES]

    def clean(self) -> dict[str, Any]:
        """Put the card together; what is wrong is added to the fields where it stands."""
        draft = drafts.read(self.cleaned_data)
        kept = {n: [p for p, row in enumerate(draft[n]) if not is_blank(row)] for n in LISTS}
        self._demand_texts(draft, kept)
        try:
            self.card = Card.model_validate(self._content(draft, kept))
        except ValidationError as error:
            for wrong in error.errors():
                self.add_error(_field_of(wrong["loc"], kept), complaint(wrong["type"]))
        return self.cleaned_data

    def _content(self, draft: Draft, kept: dict[str, list[int]]) -> dict[str, Any]:
        names = [name for name in ("kind", "minutes", "standing") if name in self.cleaned_data]
        return {
            **self.kept.model_dump(mode="json"),
            **draft,
            **{name: [draft[name][place] for place in kept[name]] for name in LISTS},
            **{name: self.cleaned_data[name] for name in names},
            "anchors": {s: text for s, text in draft["anchors"].items() if not is_blank(text)},
            "sources": self._sources(),
        }

    def _sources(self) -> list[Any]:
        """Give the lines as sources; a line that was not touched keeps its parts."""
        known = {str(source): source for source in self.kept.sources}
        lines = [line.strip() for line in self.cleaned_data.get("sources", "").splitlines()]
        return [(known.get(s) or Source.parse(s)).model_dump() for s in lines if s]

    def _demand_texts(self, draft: Draft, kept: dict[str, list[int]]) -> None:
        if is_blank(draft["prompt"]) and not Texts(self, "prompt").errors:
            self.add_error("prompt-ko", gettext("Write the prompt, in Korean or in English."))
        for place in kept["pitfalls"]:
            if is_blank(draft["pitfalls"][place]["text"]):
                wrong = gettext("Write the wrong answer itself, or empty the whole pitfall.")
                self.add_error(way("pitfalls", place, "text-ko"), wrong)


def _others(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in OTHERS if name in data}


def _fields(lengths: dict[str, int]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for name in CardForm.text_names:
        fields |= text_fields(name, rows=HEIGHTS.get(name, 1))
    for name, length in lengths.items():
        for place in range(length):
            for part in LISTS[name]:
                fields |= text_fields(way(name, place, part), rows=1)
            if name == "key_points":
                fields[way(name, place, "essential")] = forms.BooleanField(
                    label=_("Essential"), required=False
                )
    return fields


def _field_of(steps: tuple[Any, ...], kept: dict[str, list[int]]) -> str:
    """Name the field where a card is wrong; rows left out as empty shift those after them."""
    first, *rest = steps
    if first in kept:
        rest[0] = kept[first][rest[0]]
    return first if first == "sources" else way(first, *rest)
