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

from questions.card import LANGUAGES
from questions.forms.draft import spread
from questions.forms.texts import TextsForm, text_fields
from questions.models import RESERVED_SLUGS, Pack, Topic

ADDRESS_TAKEN = _("This address is taken. Choose another one.")


class PackForm(TextsForm):
    """Title, notes and main language of a pack."""

    text_names = ("title", "notes")

    language = forms.ChoiceField(
        label=_("Main language"),
        choices=settings.LANGUAGES,
        help_text=_("The language that most of its questions are written in."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, pack: Pack) -> None:
        self.pack = pack
        texts = spread({"title": pack.title, "notes": pack.notes})
        super().__init__(data, initial={"language": pack.language, "slug": pack.slug, **texts})
        self.fields |= text_fields("title", max_length=120) | text_fields("notes", rows=6)

    def clean(self) -> dict[str, Any]:
        """Take the texts as they are kept."""
        missing = gettext("Give the pack a title, in Korean or in English.")
        self.pack.title = self.clean_text("title", missing)
        self.pack.notes = self.clean_text("notes")
        return self.cleaned_data

    def save(self) -> Pack:
        """Write the pack. Raises Http404 where it has been deleted meanwhile."""
        self.pack.language = self.cleaned_data["language"]
        changed = {name: getattr(self.pack, name) for name in ("title", "notes", "language")}
        if not Pack.objects.filter(pk=self.pack.pk).update(**changed):
            raise Http404
        return self.pack


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
        title = self.pack.title.get("en", "")
        self.pack.language = self.cleaned_data["language"]
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
