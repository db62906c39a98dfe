"""Forms for a pack's own texts and for its topics."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as PydanticError

from questions import labels
from questions.card import LANGUAGES
from questions.forms.draft import spread
from questions.forms.texts import PlainField, TextsForm, text_fields
from questions.models import RESERVED_SLUGS, Pack, Topic
from questions.pack import Term
from questions.pack_plan import FIELDS

ADDRESS_TAKEN = _("This address is taken. Choose another one.")


class TermsField(forms.CharField):
    """Terms in both languages, one a line."""

    widget = forms.Textarea({"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        """Give terms as lines."""
        if isinstance(value, list):
            return "\n".join("{ko} = {en}".format(**term) for term in value)
        return value

    def clean(self, value: Any) -> Any:
        """Take lines as terms."""
        lines = enumerate(super().clean(value).splitlines(), 1)
        return [_term(number, line) for number, line in lines if line.strip()]


class PackForm(TextsForm):
    """Title, notes and main language of a pack."""

    text_names: tuple[str, ...] = ("title", "notes")
    kept: tuple[str, ...] = ("title", "notes", "language")

    language = forms.ChoiceField(
        label=_("Main language"),
        choices=settings.LANGUAGES,
        help_text=_("The language that most of its questions are written in."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, pack: Pack) -> None:
        self.pack = pack
        kept = {name: getattr(pack, name) for name in self.kept}
        super().__init__(data, initial={**spread(kept), **kept, "slug": pack.slug})
        self.fields |= text_fields("title", max_length=120) | text_fields("notes", rows=6)

    def clean(self) -> dict[str, Any]:
        """Take the texts as they are kept."""
        missing = gettext("Give the pack a title, in Korean or in English.")
        for name in self.text_names:
            self.cleaned_data[name] = self.clean_text(name, missing if name == "title" else "")
        return self.cleaned_data

    def save(self) -> Pack:
        """Write the pack. Raises Http404 where it has been deleted meanwhile."""
        changed = {name: self.cleaned_data[name] for name in self.kept}
        if not Pack.objects.filter(pk=self.pack.pk).update(**changed):
            raise Http404
        return self.pack


class AboutForm(PackForm):
    """All that a pack says of itself."""

    text_names = ("title", "notes", "credit", "closing")
    kept = FIELDS

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=labels.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those in which every card is to be complete."),
    )
    level = forms.ChoiceField(label=_("Level"), choices=labels.LEVELS)
    version = PlainField(label=_("Version"), required=False, max_length=20)
    licence = PlainField(label=_("Licence"), required=False, max_length=80)
    terms = TermsField(
        label=_("Terms"),
        required=False,
        help_text=_("One a line: “한국어 = English”. A search for either word finds both."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, pack: Pack) -> None:
        super().__init__(data, pack=pack)
        self.fields |= text_fields("credit", rows=2) | text_fields("closing", rows=3)

    def clean(self) -> dict[str, Any]:
        """Take the languages in their order, the main one among them."""
        cleaned = super().clean()
        if chosen := cleaned.get("languages"):
            cleaned["languages"] = [code for code in LANGUAGES if code in chosen]
            if cleaned.get("language") not in chosen:
                self.add_error("languages", _("The main language has to be one of them."))
        return cleaned


class NewPackForm(PackForm):
    """The same with the address, which stays once it is chosen."""

    slug = forms.SlugField(
        label=_("Address"),
        required=False,
        max_length=80,
        help_text=_("Letters, digits and hyphens. Left empty, it is made from the English title."),
    )

    def clean_slug(self) -> str:
        """Take an address that is free."""
        slug = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS or Pack.objects.filter(slug=slug).exists():
            raise ValidationError(ADDRESS_TAKEN)
        return slug

    @transaction.atomic
    def save(self) -> Pack:
        """Write the pack under its address, in the languages that were filled in.

        Raises IntegrityError where the address was taken just now.
        """
        title = self.cleaned_data["title"].get("en", "")
        for name in self.kept:
            setattr(self.pack, name, self.cleaned_data[name])
        filled = {*self.pack.title, *self.pack.notes, self.pack.language}
        self.pack.languages = [language for language in LANGUAGES if language in filled]
        self.pack.slug = self.cleaned_data["slug"] or Pack.objects.free_slug(title)
        self.pack.save(force_insert=True)
        return self.pack


class TopicForm(TextsForm):
    """The title of a topic."""

    text_names = ("title",)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, topic: Topic | None = None
    ) -> None:
        self.topic = topic
        prefix = f"topic-{topic.pk}" if topic else "new"
        super().__init__(
            data, initial=spread({"title": topic.title if topic else {}}), auto_id=f"{prefix}-%s"
        )
        self.fields |= text_fields("title", max_length=120)

    def clean(self) -> dict[str, Any]:
        """Take the title as it is kept."""
        missing = gettext("Give the topic a title, in Korean or in English.")
        self.cleaned_data["title"] = self.clean_text("title", missing)
        return self.cleaned_data


def _term(number: int, line: str) -> dict[str, str]:
    ko, _sign, en = line.partition(" = " if " = " in line else "=")
    try:
        term = Term(ko=ko, en=en)
    except PydanticError:
        term = None
    if not term or not term.ko or not term.en:
        wrong = gettext("Line {number}: write a term as “한국어 = English”.")
        raise ValidationError(wrong.format(number=number))
    return term.model_dump()
