"""The form of the import page: a text or a file, and the pack that it goes into."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions import labels
from questions.models import RESERVED_SLUGS, Pack
from questions.outline import MAX_BYTES, Decoded, OutlineError, Problem, decode
from questions.outline_look import Reading, read_text

NEW = "new"  # no pack has this address
RECOGNISED = "recognised"
LANGUAGES: list[tuple[str, Any]] = list(labels.LANGUAGES.items())


class WholeText(forms.Field):
    """A text as it was typed; what is wrong with it, the outline's own rules say."""

    widget = forms.Textarea({"rows": 14, "class": "source-text", "spellcheck": "false"})

    def validate(self, value: Any) -> None:
        """Take anything: a file may stand in for the text."""


class NewTitle(forms.CharField):
    """The title of a new pack; whether one is needed, the form says."""

    def validate(self, value: str) -> None:
        """Take anything."""


class OutlineForm(forms.Form):
    """Gives `reading` in any case, and once valid `slug`, `title` and `language`.

    A file is read once: it fills the text, and `read` remembers it, so that from then on the
    text counts, as it is edited, though the browser sends the file again.
    """

    use_required_attribute = False

    pack = forms.ChoiceField(label=_("Into"), initial=NEW)
    title = NewTitle(label=_("Title of the new pack"), max_length=120)
    slug = forms.SlugField(
        label=_("Address"),
        required=False,
        max_length=80,
        help_text=_("Left empty, it is made from the title."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    text = WholeText(label=_("Text"))
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        pack: Pack | None = None,
        importing: bool = False,
        typing: bool = False,
    ) -> None:
        """`pack` is the pack that is imported into, None to let the user choose.

        While somebody is `typing`, a text that is empty is meant to be.
        """
        super().__init__(data, files, initial={"language": pack.language if pack else RECOGNISED})
        self.into, self.importing, self.typing = pack, importing, typing
        self.reading = Reading("")
        self.has_new_text = False
        if pack:
            for name in ("pack", "title", "slug"):
                del self.fields[name]
        else:
            packs = [(one.slug, str(one)) for one in Pack.objects.all()]
            self._offer("pack", [(NEW, gettext("A new pack")), *packs])
            self._offer("language", [(RECOGNISED, gettext("As recognised")), *LANGUAGES])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def pack_slug(self) -> str:
        """The address of the pack to compare with; "" for a new one."""
        slug = self.into.slug if self.into else self.cleaned_data.get("pack", "")
        return "" if slug == NEW else slug

    @property
    def text_language(self) -> str:
        """The language that the text is to be kept in."""
        language = self.cleaned_data.get("language", RECOGNISED)
        return self.reading.seems if language == RECOGNISED else language

    def clean(self) -> dict[str, Any]:
        """Read the text, and for an import see where it goes."""
        self.reading = self._read(self.cleaned_data.get("file"))
        if not self.reading.text and not self.reading.problems:
            self.add_error("text", gettext("Paste a text, or choose a file."))
        if self.importing and not self.pack_slug:
            self._clean_new()
        return self.cleaned_data

    def _read(self, file: UploadedFile | None) -> Reading:
        text, read = self.cleaned_data.get("text") or "", self.cleaned_data.get("read", "")
        encoding, _colon, known = read.partition(":")
        data = file.read(MAX_BYTES + 1) if file else b""
        digest = hashlib.sha256(data).hexdigest()
        if file and not (known == digest and (text.strip() or self.typing)):
            return self._read_file(file, data, digest, text)
        return read_text(text, encoding) if text.strip() else Reading("")

    def _read_file(self, file: UploadedFile, data: bytes, digest: str, text: str) -> Reading:
        """Put the text of the file into the form; one that cannot be read leaves what is there."""
        try:
            decoded = decode(data) if len(data) <= MAX_BYTES else _refuse(file)
        except OutlineError as error:
            self._show(text, f":{digest}")
            return Reading("", problems=error.problems)
        self._show(decoded.text, f"{decoded.encoding}:{digest}")
        return read_text(decoded.text, decoded.encoding)

    def _show(self, text: str, read: str) -> None:
        data = QueryDict(mutable=True)
        for name, value in (*self.data.items(), ("text", text), ("read", read)):
            data[name] = value
        self.data, self.has_new_text = data, True

    def _clean_new(self) -> None:
        """See that the new pack has a title and an address of its own."""
        title, slug = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if "title" in self.cleaned_data and not title:
            self.add_error("title", gettext("Give the new pack a title."))
        elif title and any(title in pack.title.values() for pack in Pack.objects.all()):
            self.add_error("title", gettext("A pack has this title already. Choose it above."))
        taken = slug and (slug in RESERVED_SLUGS or Pack.objects.filter(slug=slug).exists())
        if taken:
            self.add_error("slug", gettext("This address is taken. Choose another one."))
        self.cleaned_data["slug"] = slug or Pack.objects.free_slug(title or "")


def _refuse(file: UploadedFile) -> Decoded:
    raise OutlineError([Problem(0, "too_large", {"size": file.size or 0, "limit": MAX_BYTES})])
