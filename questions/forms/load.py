"""The form that takes a file to be loaded as a pack."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions.models import Pack, Upload
from questions.pack.limits import MAX_BYTES
from questions.pack_words import words_of
from questions.reading import reader_language

ACCEPTED = ".zip,.xlsx,.csv,.tsv,.json"


class LoadForm(forms.Form):
    """A file, and where the questions of a table go: a pack folder or JSON says that itself."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={"required": _("Choose a file.")},
    )
    into = forms.ChoiceField(label=_("Into"), required=False)
    title = forms.CharField(
        label=_("Title of the new pack"),
        required=False,
        max_length=120,
        help_text=_("Left empty, the name of the file is taken."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        packs = [(pack.slug, str(pack)) for pack in Pack.objects.all()]
        self.fields["into"].choices = [("", gettext("A new pack")), *packs]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """Take a file that is not too large."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(words_of("too_large", {"limit": MAX_BYTES}))
        return file

    def keep(self, user: Any) -> Upload:
        """Keep the file for this person, unread."""
        file = self.cleaned_data["file"]
        name = file.name or ""
        return Upload.objects.keep(
            user=user,
            name=name,
            data=file.read(),
            size=file.size or 0,
            into=self.cleaned_data["into"],
            title=self.cleaned_data["title"] or PurePath(name).stem[:120],
            language=reader_language(),
        )
