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

from questions.card import SCORES, Card
from questions.forms import clashes
from questions.forms import draft as drafts
from questions.forms.draft import FIGURES, LISTS, TEXTS, Draft, is_blank, spread, way
from questions.forms.figure import FigureFields, content_of, figure_fields
from questions.forms.rows import Row, row_fields
from questions.forms.texts import Texts, TextsForm, complaint, hidden_complaint, text_fields
from questions.labels import KIND_HELP, KINDS, LEVEL_HELP, LEVELS, WHENS

HEIGHTS = {"prompt": 2, "answer": 6, "heard": 4, "why": 2, "probe-ask": 2, "probe-expect": 2}
OTHERS = ("note", "base", "topic")
MAX_WORDS = 400


class CardForm(TextsForm):
    """All of a card. Made by `of`, by `typed` or from what was sent; once valid it gives `card`.

    The card is always unverified: no edit gives a check.
    """

    card: Card
    text_names = (
        *TEXTS,
        *(way("probe", part) for part in drafts.PROBE),
        *(way("anchors", score) for score in SCORES),
    )

    kind = forms.ChoiceField(label=_("Kind"))
    level = forms.ChoiceField(label=_("Level"))
    when = forms.ChoiceField(label=_("When to ask"), choices=list(WHENS.items()))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=60)
    note = forms.CharField(label=_("What changed"), max_length=200, required=False)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        draft: Draft | None = None,
        topics: Any = None,
        **options: Any,
    ) -> None:
        draft = drafts.read(data or {}) if draft is None else draft
        self.undecided = clashes.undecided(data or {})
        if data is not None:
            data = _others(data) | spread(draft)
        super().__init__(data, **options)
        self.focus = ""
        self.lengths = {name: len(draft[name]) for name in LISTS}
        self.fields |= _fields(self.lengths)
        for name, labels, helps in (("kind", KINDS, KIND_HELP), ("level", LEVELS, LEVEL_HELP)):
            choices = [(code, f"{label} · {helps[code]}") for code, label in labels.items()]
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        if topics is not None:
            self.fields["topic"] = forms.ModelChoiceField(
                topics, label=_("Topic"), required=False, empty_label=_("No topic")
            )

    @classmethod
    def of(cls, card: Card, *, initial: Mapping[str, Any], **options: Any) -> "CardForm":
        """Give the form filled with a card; `initial` has the note, base and topic."""
        draft = drafts.with_spares(drafts.of(card))
        return cls(draft=draft, initial={**spread(draft), **initial}, **options)

    @classmethod
    def typed(cls, data: Mapping[str, Any], act: str = "", **options: Any) -> "CardForm":
        """Give the form as it was typed, unchecked, after an act upon its rows."""
        draft, focus = drafts.act_on(drafts.read(data), act)
        form = cls(draft=draft, initial=_others(data) | spread(draft), **options)
        form.focus = focus
        if (first := drafts.first_field(focus)) in form.fields:
            form.fields[first].widget.attrs["autofocus"] = True
        return form

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the form, flat: what was sent, else what it was filled with."""
        return dict(self.data if self.is_bound else self.initial)

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each list."""
        return {
            name: [Row(self, name, place) for place in range(length)]
            for name, length in self.lengths.items()
        }

    @property
    def anchors(self) -> list[tuple[str, Texts]]:
        """The texts of the anchors by score."""
        return [(score, Texts(self, way("anchors", score))) for score in SCORES]

    @property
    def words(self) -> Texts:
        """The words to listen for."""
        return Texts(self, "words")

    @property
    def probe(self) -> dict[str, Texts]:
        """The texts of the probe."""
        return {part: Texts(self, way("probe", part)) for part in drafts.PROBE}

    @property
    def figures(self) -> dict[str, FigureFields]:
        """The fields of each figure."""
        return {name: FigureFields(self, name) for name in FIGURES}

    def clean(self) -> dict[str, Any]:
        """Put the card together; what is wrong is added to the fields where it stands."""
        draft = drafts.read(clashes.settled({**_others(self.data), **self.cleaned_data}))
        kept = {n: [p for p, row in enumerate(draft[n]) if not is_blank(row)] for n in LISTS}
        self._demand_texts(draft, kept)
        if self.undecided:
            choose = gettext("Choose between their words and yours wherever you both wrote.")
            self.add_error(None, choose)
        try:
            self.card = Card.model_validate(self._content(draft, kept))
        except ValidationError as error:
            for wrong in error.errors():
                self._refuse(_field_of(wrong["loc"], kept), complaint(wrong["type"]))
        self._refuse_hidden(draft)
        return self.cleaned_data

    def _refuse(self, name: str, wrong: str) -> None:
        """Say what is wrong with a field, or with what was chosen over it."""
        self.add_error(name if name in self.fields else None, wrong)

    def _refuse_hidden(self, draft: Draft) -> None:
        """Say what loading would refuse, where nothing else is wrong; a picture says it itself."""
        pictures = {way(name, "svg") for name in FIGURES}
        for name, said in spread(draft).items():
            if name not in {*pictures, *self.errors} and (wrong := hidden_complaint(str(said))):
                self._refuse(name, wrong)

    def _content(self, draft: Draft, kept: dict[str, list[int]]) -> dict[str, Any]:
        anchors = {score: text for score, text in draft["anchors"].items() if not is_blank(text)}
        words = {language: drafts.words_of(line) for language, line in draft["words"].items()}
        chosen = {n: draft[n] for n in drafts.CHOICES if n in self.cleaned_data}
        unchosen = dict.fromkeys(drafts.CHOICES)
        content = {
            **{name: value for name, value in draft.items() if name not in unchosen},
            **{name: [_kept_row(draft[name][place]) for place in kept[name]] for name in LISTS},
            **{name: content_of(self, draft, name) for name in FIGURES},
            "anchors": anchors,
            "words": {language: some for language, some in words.items() if some},
        }
        return content | chosen

    def _demand_texts(self, draft: Draft, kept: dict[str, list[int]]) -> None:
        if is_blank(draft["prompt"]) and not Texts(self, "prompt").errors:
            self.add_error("prompt-ko", gettext("Write the prompt, in Korean or in English."))
        for place in kept["pitfalls"]:
            if is_blank(draft["pitfalls"][place]["text"]):
                wrong = gettext("Write the wrong answer itself, or empty the whole pitfall.")
                self._refuse(way("pitfalls", place, "text-ko"), wrong)
        for name, part in (("sources", "title"), ("facts", "text"), ("facts", "test")):
            for place in kept[name]:
                if not draft[name][place][part] and not self.errors.get(way(name, place, part)):
                    wrong = gettext("Fill this in, or empty the row.")
                    self._refuse(way(name, place, part), wrong)
        if draft["when"] == "word" and is_blank(draft["words"]):
            self.add_error("words-ko", gettext("Write the words to listen for."))
        elif draft["when"] != "word" and not is_blank(draft["words"]):
            wrong = gettext("Words to listen for go with “When a word falls” only.")
            self.add_error("when", wrong)


def _others(data: Mapping[str, Any]) -> dict[str, Any]:
    carried = (clashes.THEIRS, clashes.CHOICE)
    return {
        name: value for name, value in data.items() if name in OTHERS or name.startswith(carried)
    }


def _fields(lengths: Mapping[str, int]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for name in CardForm.text_names:
        fields |= text_fields(name, rows=HEIGHTS.get(name, 1))
    for name in FIGURES:
        fields |= figure_fields(name)
    return fields | text_fields("words", max_length=MAX_WORDS) | row_fields(lengths)


def _kept_row(row: dict[str, Any]) -> dict[str, Any]:
    return {part: None if part == "year" and not value else value for part, value in row.items()}


def _field_of(steps: tuple[Any, ...], kept: dict[str, list[int]]) -> str:
    """Name the field where a card is wrong; rows left out as empty shift those after them."""
    first, *rest = steps
    if first in kept:
        rest[0] = kept[first][rest[0]]
    return way(first, rest[0]) if first == "words" else way(first, *rest)
