"""Who may sign in, and how they got here: everybody comes by an invitation."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core import signing
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

INVITATION_LIFE = timedelta(days=14)


class EmailTaken(Exception):
    """Somebody has an account with this address already."""


@contextmanager
def unless_taken() -> Iterator[None]:
    """Save somebody's address; raises EmailTaken, and saves nothing, where it is another's."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise EmailTaken from error


class UserManager(BaseUserManager["User"]):
    """Makes users; an address is stored in lower case."""

    def create_user(self, email: str, password: str, **fields: object) -> "User":
        """Save and return a user who can sign in with this address and password.

        Raises EmailTaken.
        """
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        with unless_taken():
            user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in: an interviewer, and the owner of the instance among them."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_owner = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    session_number = models.PositiveIntegerField(default=0, editable=False)
    shortcodes = models.JSONField(default=dict, blank=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_ignores_case")]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def invite(self, name: str) -> "Invitation":
        """Make a link by which one more person, called so for now, can make an account."""
        return Invitation.objects.create(name=name, invited_by=self)

    invite.alters_data = True  # type: ignore[attr-defined]

    def change_email(self, email: str) -> None:
        """Sign in with another address from now on. Raises EmailTaken."""
        self.email = email.strip().lower()
        with unless_taken():
            self.save(update_fields=["email"])

    change_email.alters_data = True  # type: ignore[attr-defined]

    def shorten(self, shortcodes: dict[str, str]) -> None:
        """Keep these shortcodes, and no others."""
        self.shortcodes = shortcodes
        self.save(update_fields=["shortcodes"])

    shorten.alters_data = True  # type: ignore[attr-defined]

    def deactivate(self) -> None:
        """Shut the account, and with it every session of it; what the person wrote stays."""
        ended = models.F("session_number") + 1
        User.objects.filter(pk=self.pk).update(is_active=False, session_number=ended)
        self.refresh_from_db(fields=["is_active", "session_number"])

    deactivate.alters_data = True  # type: ignore[attr-defined]

    def activate(self) -> None:
        """Let the person sign in again; sessions from before stay shut."""
        self.is_active = True
        self.save(update_fields=["is_active"])

    activate.alters_data = True  # type: ignore[attr-defined]

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Give what Django keeps in a session; a session that kept something else is over."""
        value = f"{self.session_number}:{self.password}"
        salt = "accounts.models.User.session"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class InvitationSpent(Exception):
    """The link was used, withdrawn or has expired."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what can still be done with them."""

    def open(self) -> "InvitationQuerySet":
        """Those that somebody can still accept."""
        fresh = models.Q(is_owner=True) | models.Q(created_at__gt=timezone.now() - INVITATION_LIFE)
        return self.filter(fresh, accepted_by=None, withdrawn_at=None)

    def from_token(self, token: str) -> "Invitation":
        """Give the open invitation behind a link; raises Invitation.DoesNotExist."""
        try:
            pk = uuid.UUID(signing.Signer(salt="invitation").unsign(token))
        except (signing.BadSignature, ValueError) as error:
            raise self.model.DoesNotExist from error
        return self.open().get(pk=pk)

    def for_owner(self) -> "Invitation | None":
        """Give the link that claims a fresh instance; None once it has an owner."""
        if User.objects.exists():
            return None
        return self.get_or_create(is_owner=True, accepted_by=None, withdrawn_at=None)[0]


class Invitation(models.Model):
    """A one-time link by which one person makes an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("for whom"), max_length=80, blank=True)
    is_owner = models.BooleanField(default=False)
    invited_by = models.ForeignKey(
        User, models.CASCADE, related_name="invitations", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.OneToOneField(User, models.CASCADE, null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                "is_owner",
                condition=models.Q(is_owner=True, withdrawn_at=None),
                name="one_invitation_for_owner",
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    def get_absolute_url(self) -> str:
        """Give the path of the link; whoever opens it can make the account."""
        return reverse("accounts:join", args=[self.token])

    @property
    def token(self) -> str:
        """The secret part of the link; only this instance's key can make it."""
        return signing.Signer(salt="invitation").sign(str(self.pk))

    @property
    def expires_at(self) -> datetime | None:
        """When the link stops working; None for the owner's, which does not expire."""
        return None if self.is_owner else self.created_at + INVITATION_LIFE

    @transaction.atomic
    def accept(self, name: str, email: str, password: str) -> User:
        """Make the account and spend the link.

        Raises InvitationSpent when it is spent, EmailTaken when the address has an account.
        """
        if not Invitation.objects.open().select_for_update(no_key=True).filter(pk=self.pk):
            raise InvitationSpent
        user = User.objects.create_user(email, password, name=name, is_owner=self.is_owner)
        Invitation.objects.filter(pk=self.pk).update(accepted_by=user)
        return user

    accept.alters_data = True  # type: ignore[attr-defined]

    def withdraw(self) -> None:
        """Make the link useless; accounts made by it stay."""
        Invitation.objects.filter(pk=self.pk).update(withdrawn_at=timezone.now())

    withdraw.alters_data = True  # type: ignore[attr-defined]
