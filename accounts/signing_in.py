"""django-allauth's forms, with hints as elsewhere on the site instead of placeholders and lists."""

from typing import Any

from allauth.account import forms

from accounts.forms import PASSWORD_HELP


class _Plain:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = PASSWORD_HELP


class LoginForm(_Plain, forms.LoginForm):
    """Address and password."""


class ReauthenticateForm(_Plain, forms.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(_Plain, forms.ChangePasswordForm):
    """The old password and a new one."""


class ResetPasswordForm(_Plain, forms.ResetPasswordForm):
    """The address to which a link is sent."""


class ResetPasswordKeyForm(_Plain, forms.ResetPasswordKeyForm):
    """A new password, for who came by such a link."""
