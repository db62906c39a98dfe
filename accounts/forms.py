"""Forms about people."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts import shortcodes
from accounts.models import User

PASSWORD_HELP = _("At least 10 characters. A few words that do not belong together are good.")


class JoinForm(forms.Form):
    """What a new person says of themselves.

    Whether the address has an account already is told by Invitation.accept, which alone can
    tell apart two people who ask at once.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As your colleagues know you. Reports show it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules, knowing whose it is."""
        given = self.cleaned_data
        if "password" in given:
            person = User(name=given.get("name", ""), email=given.get("email", ""))
            self._check(given["password"], person)
        return given

    def _check(self, password: str, person: User) -> None:
        try:
            validate_password(password, person)
        except forms.ValidationError as error:
            self.add_error("password", error)


class InviteForm(forms.Form):
    """Whom to invite."""

    name = forms.CharField(label=_("For whom"), max_length=80)


class ProfileForm(forms.ModelForm):
    """What people may change about themselves."""

    class Meta:
        model = User
        fields: ClassVar = ["name"]
        labels: ClassVar = {"name": _("Your name")}
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class ShortcodesForm(forms.Form):
    """The shortcodes, one a line."""

    shortcodes = forms.CharField(
        label=_("Shortcodes for notes"),
        max_length=12_000,
        required=False,
        help_text=_("One a line, code = words. In a note, the code and a space become the words."),
        widget=forms.Textarea(
            attrs={"rows": 6, "spellcheck": "false", "placeholder": "ㄱㅈ = 구체적인 예를 들었음"}
        ),
    )

    def clean_shortcodes(self) -> dict[str, str]:
        """Read the lines; the first that cannot be read is named."""
        try:
            return shortcodes.parse(self.cleaned_data["shortcodes"])
        except ValueError as error:
            message = _("Line %(number)s is no “code = words”, or is one too many.")
            raise forms.ValidationError(message % {"number": error}) from error


class EmailForm(forms.Form):
    """The address to sign in with from now on."""

    email = forms.EmailField(
        label=_("New email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
