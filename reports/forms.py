"""What is typed about reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interview.state import fit

MOST_TEXT = 16_000


class FeedbackForm(forms.Form):
    """The text for a candidate."""

    text = forms.CharField(
        label=_("Text for the candidate"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"required": _("Write what the candidate should read.")},
    )

    def clean_text(self) -> str:
        """Give the text as it can be kept."""
        return fit(self.cleaned_data["text"])
