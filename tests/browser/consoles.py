"""What the tests of the console share: a seat that has begun, and how to wait and press."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from interview.models import Seat
from tests.factories import make_interview, make_kit, make_question, make_seat

PATIENCE = 10.0  # seconds


BEFORE = timedelta(seconds=15)  # so that no minute turns while a test looks


def begun_seat(user: User) -> Seat:
    """Begin an interview of two chains, the first with a full card and two follow-ups."""
    first = make_question(
        {"ko": "요즘 Sigmoid 보다 ReLU를 많이 쓰는데 그 이유는?", "en": "Why ReLU?"},
        answer={"en": "It does not saturate."},
        key_points=({"text": {"en": "slope 1"}}, {"text": {"en": "cheap"}, "essential": False}),
        hints=({"en": "its slope?"}, {"en": "and sigmoid's?"}),
        anchors={"1": {"en": "Everybody does."}},
    )
    make_question("What is wrong with it?", parent=first)
    make_question("Why a bias?", parent=first)
    second = make_question("Explain gradient descent.", pack=first.pack)
    seat = make_seat(user, make_interview(make_kit(first, second)))
    seat.start(timezone.now() - BEFORE)
    return seat


def eventually(wanted: object, read: Callable[[], object]) -> None:
    """Wait until `read()` gives what is wanted; fail with the last it gave."""
    end = time.monotonic() + PATIENCE
    while (found := read()) != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert found == wanted


def recorded(seat: Seat) -> list[tuple]:
    """What came after the start, but for what was merely opened."""
    return [(e.kind, e.question, e.value) for e in seat.journal()[2:] if e.kind != "open"]


def open_console(page: Page, seat: Seat) -> None:
    page.goto(f"/interviews/{seat.interview_id}/console/")
    page.locator("nav [aria-current=true]").wait_for()  # the keys are listening
    expect(page.locator(".saved")).to_have_text("Saved")
    # While a service worker takes over, what is sent passes by the routes of a test.
    page.wait_for_function("() => navigator.serviceWorker.controller")


def shown(page: Page) -> Locator:
    """The prompt on screen."""
    return page.locator(".question-prompt:visible")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
