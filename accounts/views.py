"""Pages about people: joining, who is here, one's own profile."""

import uuid
from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import EmailForm, InviteForm, JoinForm, ProfileForm, ShortcodesForm
from accounts.models import EmailTaken, Invitation, InvitationSpent, User
from accounts.requests import Request
from accounts.shortcodes import listed

View = Callable[..., HttpResponse]
TAKEN = gettext_lazy("This address has an account already.")


def owner_only(view: View) -> View:
    """Answer 403 to everybody but the owner of the instance."""

    @wraps(view)
    def checked(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_owner:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def uncompressed(view: View) -> View:
    """Send the answer as it is: how small it gets could tell a stranger what is secret in it.

    That works by BREACH where a page holds a secret beside what came in with its address.
    """

    @wraps(view)
    def plain(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        return view(request, *args, **kwargs)

    return plain


@login_not_required
@uncompressed
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account by an invitation's link, once, and sign the new person in."""
    try:
        invitation = Invitation.objects.from_token(token)
    except Invitation.DoesNotExist:
        return _spent(request)
    form = JoinForm(request.POST or None, initial={"name": invitation.name})
    if not form.is_valid():
        return _join_page(request, invitation, form)
    try:
        person = invitation.accept(**form.cleaned_data)
    except InvitationSpent:
        return _spent(request)
    except EmailTaken:
        form.add_error("email", TAKEN)
        return _join_page(request, invitation, form)
    login(request, person)
    return redirect("home")


@uncompressed
@require_safe
def people(request: Request) -> HttpResponse:
    """Show who has an account and, to the owner, who is invited."""
    return _people_page(request, InviteForm())


@uncompressed
@require_POST
@owner_only
def invite(request: Request) -> HttpResponse:
    """Make a link for one more person."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _people_page(request, form)
    request.user.invite(form.cleaned_data["name"])
    messages.success(request, _("The link is ready. Send it to the person; it works once."))
    return redirect("accounts:people")


@require_POST
@owner_only
def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Make an invitation's link useless."""
    get_object_or_404(Invitation.objects.open(), pk=pk).withdraw()
    messages.success(request, _("The invitation is withdrawn: its link no longer works."))
    return redirect("accounts:people")


@require_POST
@owner_only
def deactivate(request: Request, pk: int) -> HttpResponse:
    """Shut somebody else's account."""
    person = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk)
    person.deactivate()
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": person})
    return redirect("accounts:people")


@require_POST
@owner_only
def activate(request: Request, pk: int) -> HttpResponse:
    """Open somebody's account again."""
    person = get_object_or_404(User, pk=pk)
    person.activate()
    messages.success(request, _("%(name)s can sign in again.") % {"name": person})
    return redirect("accounts:people")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Show and change what is known of oneself."""
    person = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    if form.is_valid():
        person.save(update_fields=form.Meta.fields)  # the owner may deactivate them meanwhile
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def shortcodes(request: Request) -> HttpResponse:
    """Show and change one's shortcodes."""
    form = ShortcodesForm(
        request.POST or None, initial={"shortcodes": listed(request.user.shortcodes)}
    )
    if form.is_valid():
        request.user.shorten(form.cleaned_data["shortcodes"])
        messages.success(request, _("Saved."))
        return redirect("accounts:shortcodes")
    return render(request, "accounts/shortcodes.html", {"form": form}, status=_status(form))


@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: Request) -> HttpResponse:
    """Change the address with which one signs in. It takes no mail, which few instances can send.

    Stands in for django-allauth's page, which takes away an address that was never verified.
    """
    person = User.objects.get(pk=request.user.pk)
    form = EmailForm(request.POST or None)
    if form.is_valid():
        try:
            person.change_email(form.cleaned_data["email"])
        except EmailTaken:
            form.add_error("email", TAKEN)
        else:
            messages.success(request, _("From now on, sign in as %(email)s.") % vars(person))
            return redirect("accounts:profile")
    return render(request, "accounts/email.html", {"form": form}, status=_status(form))


def _join_page(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/join.html", context, status=_status(form))


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/spent.html", status=410)


def _people_page(request: Request, form: InviteForm) -> HttpResponse:
    invitations = Invitation.objects.open() if request.user.is_owner else Invitation.objects.none()
    context = {
        "people": User.objects.order_by("-is_active", "name", "pk"),
        "invitations": [
            (invitation, request.build_absolute_uri(invitation.get_absolute_url()))
            for invitation in invitations
        ],
        "form": form,
    }
    return render(request, "accounts/people.html", context, status=_status(form))


def _status(form: BaseForm) -> int:
    """422 for a form that was sent and is wrong: htmx and people both show it."""
    return 422 if form.is_bound else 200
