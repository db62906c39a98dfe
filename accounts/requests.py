"""The type of a request, for annotations."""

from django.http import HttpRequest

from accounts.models import User


class Request(HttpRequest):
    """A request of somebody who is signed in, as every view gets it that login guards."""

    user: User
