"""Two tabs or two devices of one seat: both show the same, and nothing is silently overwritten."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from interview.models import Seat
from interview.state import Entry
from tests.browser.consoles import eventually, open_console, press

pytestmark = pytest.mark.django_db(transaction=True)
INTERLEAVINGS = 10
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOON = 2.5  # seconds; a second, and what a busy machine takes


@pytest.fixture
def tablet(browser: Browser, context: BrowserContext, page: Page, live_server) -> Iterator[Page]:
    """A page of the same user on another device."""
    device = browser.new_context(base_url=live_server.url, locale="en-US")
    device.set_default_timeout(10_000)
    device.add_cookies(context.cookies())
    yield device.new_page()
    device.close()


@pytest.fixture
def both(page: Page, tablet: Page, seat: Seat) -> tuple[Page, Page]:
    """Both devices on the console of the seat."""
    for one in (page, tablet):
        open_console(one, seat)
    return page, tablet


def note(page: Page, text: str) -> None:
    page.locator("#q1-note").fill(text)
    page.locator("#q1-note").blur()


def words(page: Page) -> list[str]:
    return page.locator(".conflict-words").all_inner_texts()


def test_another_tab_shows_at_once_what_is_done_in_one(page, context: BrowserContext, seat):
    other = context.new_page()
    for tab in (page, other):
        open_console(tab, seat)
    context.set_offline(True)
    press(page, "Digit3", "Shift+Digit1")
    note(page, "told in one tab")

    expect(other.locator("#q1-form [name=score][value='3']")).to_be_checked()
    expect(other.locator("#q1-note")).to_have_value("told in one tab")
    expect(other.locator(".saved")).to_have_text("No connection: 3 kept on this device")
    context.set_offline(False)
    expect(other.locator(".saved")).to_have_text("Saved", timeout=20_000)
    note(other, "told in one tab, then in the other")

    expect(page.locator("#q1-note")).to_have_value("told in one tab, then in the other")
    eventually("told in one tab, then in the other", lambda: seat.state().answers["1"].note)
    assert seat.state().conflicts == ()
    assert len({entry.id for entry in seat.journal()}) == len(seat.journal())


def test_another_device_shows_within_a_second_what_is_done_on_one(both, seat):
    page, tablet = both
    press(page, "Digit3", "KeyF")
    page.keyboard.type("GELU?")
    press(page, "Enter")
    expect(page.locator(".saved")).to_have_text("Saved")
    began = time.monotonic()
    expect(tablet.locator(".question")).to_have_count(5)
    assert time.monotonic() - began < SOON
    expect(tablet.locator("#q1-form [name=score][value='3']")).to_be_checked()
    press(page, "KeyU", "KeyU")

    expect(tablet.locator("#q1-form [name=score][value='']")).to_be_checked()


def test_both_values_of_a_field_are_kept_until_somebody_chooses(both, context, seat):
    page, tablet = both
    context.set_offline(True)
    note(page, "slope 1")
    expect(page.locator(".saved")).to_contain_text("No connection")
    note(tablet, "it is cheap")
    expect(tablet.locator(".saved")).to_have_text("Saved")
    context.set_offline(False)

    for one in (page, tablet):
        expect(one.locator(".conflict-words")).to_have_text(["it is cheap", "slope 1"])
        expect(one.locator("#q1 .dock-note")).to_have_attribute("data-disputed", "")
    expect(page.locator(".conflict-from span")).to_have_text(["Another device", "This device"])
    page.goto(f"/interviews/{seat.interview_id}/wrap-up/")
    expect(page.locator(".saved")).to_have_text("Saved")
    page.get_by_role("radio", name="Strong yes").check()
    page.get_by_label("Summary").fill("Solid.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert").first).to_contain_text("choose what stands")
    assert seat.scorecards.count() == 0
    page.locator(".conflict-sides form").first.get_by_role("button").click()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator(".saved")).to_have_text("Saved")
    expect(tablet.locator(".conflict")).to_have_count(0)
    expect(tablet.locator("#q1-note")).to_have_value("it is cheap")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/report/")

    assert seat.scorecards.get().lines.get(place=0).note == "it is cheap"


def test_a_field_that_is_typed_in_is_not_changed_under_the_hands(both, seat):
    page, tablet = both
    page.locator("#q1-note").press_sequentially("I am typ", delay=20)
    note(tablet, "from the tablet")
    page.locator("#q1-note").press_sequentially("ing", delay=20)

    expect(page.locator(".conflict-words")).to_have_count(2, timeout=10_000)
    assert sorted(words(page)) == ["I am typing", "from the tablet"]
    page.locator(".conflict-sides form", has_text="I am typing").get_by_role("button").click()
    expect(page.locator(".saved")).to_have_text("Saved")
    expect(tablet.locator("#q1-note")).to_have_value("I am typing")
    eventually((), lambda: seat.state().conflicts)


class History:
    """What two devices wrote into one note, and which values the writers saw before them."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.seen: set[str] = set()

    def write(self, page: Page, text: str) -> None:
        self.seen.add(page.locator("#q1-note").input_value())
        self.written.append(text)
        note(page, text)

    def check(self, entries: list[Entry], standing: list[str]) -> None:
        """Nothing lost, twice, made up, or overwritten by who did not see it."""
        assert sorted(e.value for e in entries if e.kind == "note") == sorted(self.written)
        assert set(standing) >= set(self.written) - self.seen
        assert set(standing) <= set(self.written)


def act_at_random(chance: random.Random, history: History, page: Page, text: str) -> None:
    act = chance.choice(["write", "write", "offline", "online", "wait"])
    if act == "write":
        history.write(page, text)
    elif act == "wait":
        page.wait_for_timeout(chance.randrange(400))
    else:
        page.context.set_offline(act == "offline")


def test_whatever_the_order_nothing_is_silently_overwritten(both, seat):
    history = History()
    for seed in range(INTERLEAVINGS):
        chance = random.Random(seed)
        for step in range(6):
            act_at_random(chance, history, chance.choice(both), f"{seed}.{step}")
        for page in both:
            page.context.set_offline(False)
        for page in both:
            expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
        standing = [entry.value for entry in seat.state().heads.get("1 note", ())]
        history.check(seat.journal(), standing)
        for page in both:
            shown = sorted(standing) if len(standing) > 1 else []
            eventually(shown, lambda page=page: sorted(words(page)))
    print(f"{len(history.written)} written, {len(standing)} stand, none lost")


@pytest.mark.parametrize(
    ("written", "seen", "kept", "standing"),
    [
        (["a", "b"], {""}, ["a"], ["a"]),
        (["a"], {""}, ["a", "a"], ["a"]),
        (["a"], {""}, ["a", "x"], ["a"]),
        (["a", "b"], {""}, ["a", "b"], ["b"]),
        (["a"], {""}, ["a"], ["a", "x"]),
    ],
    ids=["lost", "twice", "made up", "overwritten", "made up in sight"],
)
def test_the_checker_catches_what_goes_wrong(written, seen, kept, standing):
    history = History()
    history.written, history.seen = written, seen
    with pytest.raises(AssertionError):
        history.check([Entry("", "note", "1", value, NOON) for value in kept], standing)
