"""The browser is killed in the middle of typing and opened again on the same profile."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from interview.models import Seat
from tests.browser.consoles import eventually, open_console, press

pytestmark = pytest.mark.django_db(transaction=True)
TYPED_LOST = 1.0  # seconds of typing that may be lost
BUSY = 0.5  # seconds that timers of a busy machine may be late
TEXT = "".join(f"{n:03}." for n in range(300))


@pytest.fixture
def opened(
    browser_type: BrowserType, browser_type_launch_args, tmp_path: Path, live_server, context, page
):
    """Give a function that opens a browser of the signed-in user on one and the same profile."""
    args = {**browser_type_launch_args, "base_url": live_server.url, "locale": "en-US"}
    browsers: list[BrowserContext] = []

    def open_browser() -> Page:
        browsers.append(browser_type.launch_persistent_context(str(tmp_path), **args))
        browsers[-1].add_cookies(context.cookies())
        return browsers[-1].new_page()

    yield open_browser
    for browser in browsers:
        browser.close()


def kill(profile: Path) -> None:
    """End every process of the browser on this profile at once, as a power cut would."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if f"--user-data-dir={profile}".encode() in command:
            os.kill(int(process.name), signal.SIGKILL)


def type_for(page: Page, seconds: float) -> list[tuple[float, str]]:
    """Type into the note for so long after the first character; give when each was there."""
    typed: list[tuple[float, str]] = []
    for character in TEXT:
        page.keyboard.type(character)
        typed.append((time.monotonic(), character))
        if typed[-1][0] > typed[0][0] + seconds:
            break
    return typed


@pytest.mark.parametrize(("round_", "network"), [(1, True), (2, False), (3, False)])
def test_at_most_a_second_of_typing_is_lost(opened, tmp_path, seat: Seat, round_, network):
    page = opened()
    open_console(page, seat)
    if not network:
        page.route("**/journal/", lambda route: route.abort())
    press(page, "Digit3", "KeyN")
    typed = type_for(page, 2 + random.Random(round_).random())
    killed = time.monotonic()
    kill(tmp_path)
    there = {(entry.kind, entry.value) for entry in seat.journal()}

    page = opened()
    page.goto(f"/interviews/{seat.interview_id}/console/")
    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    eventually(3, lambda: seat.state().answers["1"].score)
    note = page.locator("#q1-note").input_value()
    text = "".join(character for _at, character in typed)
    safe = "".join(c for at, c in typed if at < killed - TYPED_LOST - BUSY)
    assert safe
    assert text.startswith(note)
    assert note.startswith(safe)
    assert seat.state().answers["1"].note == note
    assert there <= {(entry.kind, entry.value) for entry in seat.journal()}
    assert network is (("score", 3) in there)
    print(f"{len(text)} typed, {len(text) - len(note)} lost")
