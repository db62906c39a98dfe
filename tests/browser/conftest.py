"""A real browser before a real server: every page is watched for what must never happen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, Page, Response
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from interview.models import Seat
from script import chromium
from tests.browser.consoles import begun_seat

HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m browser` means the folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Drive the machine's own Chromium. Playwright's loop in this thread needs Django's leave."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": QUIET}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let pages go to paths alone."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """Read English in Seoul on the smallest laptop screen that the console promises to fit."""
    return {
        **browser_context_args,
        "locale": "en-US",
        "timezone_id": "Asia/Seoul",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture(scope="session")
def live_server(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[LiveServer]:
    """Serve the site with collected, hashed static files, as in production.

    It ends before the test database does, and keeps no connection that would hold that up.
    """
    connections["default"].settings_dict["CONN_MAX_AGE"] = 0
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = LiveServer("localhost", start=False)
        server.thread.static_handler = lambda application: application
        server.start()
        yield server
        server.stop()


@pytest.fixture
def context(context: BrowserContext, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser whose pages may break no policy, raise no error and ask no other server."""
    context.set_default_timeout(10_000)
    wrongs: list[str] = []
    context.on("weberror", lambda raised: wrongs.append(str(raised.error)))
    context.on("console", lambda line: wrongs.extend(_broken_policy(line.text)))
    context.on("request", lambda request: wrongs.extend(_foreign(request.url, live_server.url)))
    context.on("response", lambda response: wrongs.extend(_broken_page(response)))
    yield context
    assert wrongs == []


@pytest.fixture
def sign_in(context: BrowserContext, live_server: LiveServer) -> Callable[[User], None]:
    """Give a function that signs a person in for all pages of `context`."""

    def as_person(person: User) -> None:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return as_person


@pytest.fixture
def stranger(context: BrowserContext) -> Page:
    """A page of somebody who is not signed in."""
    return context.new_page()


@pytest.fixture
def page(context: BrowserContext, sign_in: Callable[[User], None], user: User) -> Page:
    """A page of `user`, signed in."""
    sign_in(user)
    return context.new_page()


@pytest.fixture
def seat(user: User, transactional_db: None) -> Seat:
    """The signed-in user's seat in an interview that has begun."""
    return begun_seat(user)


def _broken_policy(line: str) -> list[str]:
    return [line] if "Content Security Policy" in line else []


def _foreign(url: str, home: str) -> list[str]:
    return [] if url.startswith((home, "blob:", "data:")) else [url]


def _broken_page(response: Response) -> list[str]:
    broken = response.status >= 500 and response.request.is_navigation_request()
    return [f"{response.status}: {response.url}"] if broken else []
