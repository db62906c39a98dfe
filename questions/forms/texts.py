"""Fields for a text that is kept in Korean and English side by side."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from pydantic import TypeAdapter, ValidationError

from questions import labels
from questions.card import LANGUAGES, String, Text
from questions.characters import hidden
from questions.forms.draft import text_from
from questions.pack import Problem
from questions.pack_words import problem_words

_TEXT = TypeAdapter(Text)
_STRING = TypeAdapter(String)


class PlainField(forms.CharField):
    """A text in no language, as it is kept."""

    def clean(self, value: Any) -> Any:
        """Take the text; raises ValidationError for one that cannot be kept."""
        try:
            return _STRING.validate_python(super().clean(value))
        except ValidationError as error:
            raise forms.ValidationError(complaint(error.errors()[0]["type"])) from error


class Texts:
    """The two bound fields of one text, for a template."""

    def __init__(self, form: forms.BaseForm, name: str) -> None:
        self.name = name
        self.fields = [form[f"{name}-{language}"] for language in LANGUAGES]

    @property
    def errors(self) -> list[str]:
        """What is wrong with either."""
        return [str(error) for field in self.fields for error in field.errors]


class TextsForm(forms.Form):
    """A form with fields from `text_fields`; templates show them as `form.texts.title`."""

    use_required_attribute = False
    text_names: tuple[str, ...] = ()

    @property
    def texts(self) -> dict[str, Texts]:
        """The texts by name."""
        return {name: Texts(self, name) for name in self.text_names}

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of the field, what the field is called, the message."""
        return [
            (self[name].id_for_label or f"{self[name].auto_id}_0", self._called(name), str(error))
            for name in self.errors
            if name in self.fields
            for error in self.errors[name]
        ]

    def _called(self, name: str) -> str:
        """Call a field by its part and row: "Pitfalls 2, Korean"."""
        part, *steps = name.split("-")
        label = str(self.fields[name].label)
        if part not in labels.PARTS or not steps:
            return label
        number = f" {int(steps[0]) + (part != 'anchors')}" if steps[0].isdecimal() else ""
        return f"{labels.PARTS[part]}{number}, {label}"

    def clean_text(self, name: str, missing: str = "") -> dict[Any, str]:
        """Give a text as it is kept; adds errors to its fields, `missing` where it is blank."""
        try:
            text = _TEXT.validate_python(text_from(self.cleaned_data, name))
        except ValidationError as error:
            for wrong in error.errors():
                self.add_error(f"{name}-{wrong['loc'][0]}", complaint(wrong["type"]))
            return {}
        for language, said in text.items():
            if unseen := hidden_complaint(said):
                self.add_error(f"{name}-{language}", unseen)
        if missing and not text and not Texts(self, name).errors:
            self.add_error(f"{name}-{LANGUAGES[0]}", missing)
        return text


def text_fields(name: str, *, rows: int = 0, max_length: int | None = None) -> dict[str, Any]:
    """Give a field per language, `name-ko` and `name-en`; with `rows` they take several lines."""
    return {f"{name}-{code}": _field(code, rows, max_length) for code in LANGUAGES}


def complaint(kind: str) -> str:
    """Say what is wrong with a text and what to do, by the type of pydantic's error."""
    if kind == "text_too_long":
        return gettext("This is longer than 16 KB. Shorten it, or make a follow-up of a part.")
    if kind == "text_unkeepable":
        return gettext("This holds a broken character (U+FFFD). Replace it.")
    return gettext("This cannot be kept as it is. Check it.")


def hidden_complaint(text: str) -> str:
    """Say which character of a text nobody sees, as loading would; nothing without any."""
    found = hidden(text.replace("\r\n", "\n").replace("\r", "\n"))
    return problem_words(Problem("control_character", values={"codepoint": found})) if found else ""


def _field(language: str, rows: int, max_length: int | None) -> forms.Field:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    widget.attrs["lang"] = language
    return forms.CharField(
        label=labels.LANGUAGES[language], required=False, widget=widget, max_length=max_length
    )
