"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils import translation

from accounts.models import User
from tests.factories import make_user
from tests.security import CheckedClient

PLAIN_STATIC_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory) -> None:
    """Keep SQLite's test database in a file: threads share it, and its real options hold."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _quick_settings(request, settings) -> None:
    """Hash passwords quickly; serve static files uncollected, but not to a browser."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if not request.node.get_closest_marker("browser"):
        settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC_FILES}
        settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """Read the next test's pages in the language that they are asked for."""
    yield
    translation.deactivate()


@pytest.fixture
def user(db) -> User:
    """An interviewer."""
    return make_user("Kim Minji", "minji@example.com")


@pytest.fixture
def owner(db) -> User:
    """The owner of the instance."""
    return make_user("Olive Owner", "owner@example.com", is_owner=True)


@pytest.fixture
def client() -> CheckedClient:
    """A browser of somebody who is not signed in; every response's headers are checked."""
    return CheckedClient()


@pytest.fixture
def user_client(user) -> CheckedClient:
    """A browser in which `user` is signed in."""
    return _signed_in(user)


@pytest.fixture
def owner_client(owner) -> CheckedClient:
    """A browser in which `owner` is signed in."""
    return _signed_in(owner)


def _signed_in(person: User) -> CheckedClient:
    client = CheckedClient()
    client.force_login(person)
    return client
