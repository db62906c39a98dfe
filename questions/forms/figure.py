"""The figures of a card in its form: an SVG file that is taken in, kept, replaced or removed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questions import figure
from questions.card import MAX_FIGURE
from questions.forms.draft import FIGURES, Draft, is_blank, way
from questions.forms.texts import Texts, text_fields
from questions.pack import Problem
from questions.pack_words import problem_words


class FigureFields:
    """The fields of one figure, for a template."""

    def __init__(self, form: forms.Form, name: str) -> None:
        self.name = name
        self.svg = form[way(name, "svg")]
        self.file = form[way(name, "file")]
        self.upload = way(name, "upload")
        self.remove = way(name, "remove")
        self.alt = Texts(form, way(name, "alt"))

    @property
    def there(self) -> bool:
        """Whether there is a picture to keep, replace or remove."""
        return bool(self.svg.value())


def figure_fields(name: str) -> dict[str, forms.Field]:
    """Give the fields of a figure; its SVG travels with the form, so that no act loses it."""
    too_long = {"max_length": _("This picture is larger than 32 KB. Simplify it.")}
    svg = forms.CharField(
        label=_("Picture"),
        required=False,
        strip=False,
        max_length=MAX_FIGURE,
        widget=forms.HiddenInput,
        error_messages=too_long,
    )
    file = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    fields = {way(name, "svg"): svg, way(name, "file"): file}
    return fields | text_fields(way(name, "alt"), rows=1)


def uploads(data: Mapping[str, Any], files: Mapping[str, UploadedFile]) -> dict[str, str]:
    """Give what uploaded files put into the fields of figures; a figure keeps its file's name."""
    found = {}
    for name in FIGURES:
        if upload := files.get(way(name, "upload")):
            found[way(name, "svg")] = upload.read(4 * MAX_FIGURE).decode(errors="replace")
            named = slugify((upload.name or "").removesuffix(".svg")) or "figure"
            found[way(name, "file")] = data.get(way(name, "file")) or f"figures/{named}.svg"
    return found


def content_of(form: forms.Form, draft: Draft, name: str) -> dict[str, Any] | None:
    """Give a figure as a card keeps it; what is wrong is added to its fields.

    The picture stays as it was written, but for the line ends that browsers send.
    """
    said = {**draft[name], "svg": draft[name]["svg"].replace("\r\n", "\n")}
    if not said["svg"].strip():
        if not is_blank(said["alt"]):
            form.add_error(
                way(name, "svg"), gettext("Choose the picture that these words describe.")
            )
        return None
    if is_blank(said["alt"]):
        wrong = gettext("Say what the picture shows, for those who cannot see it.")
        form.add_error(way(name, "alt-ko"), wrong)
    try:
        figure.clean(said["svg"])
    except figure.FigureError as error:
        problem = Problem(error.code, values={"it": said["file"], **error.values})
        form.add_error(way(name, "svg"), problem_words(problem))
        return None
    return said
