"""Nothing is lost on the way to the server: offline, half-answered, signed out, refused."""

import re

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.consoles import eventually, open_console, press, recorded

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_done_without_network_is_sent_once_when_it_is_back(
    page, context: BrowserContext, seat
):
    open_console(page, seat)
    context.set_offline(True)
    press(page, "Digit2", "KeyJ", "Digit4")
    expect(page.locator(".saved")).to_have_text(
        re.compile("No connection: [23] kept on this device")
    )
    assert recorded(seat) == []
    context.set_offline(False)

    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert recorded(seat) == [("score", "1", 2), ("score", "2", 4)]


def test_what_was_not_sent_outlives_the_page(page, context: BrowserContext, seat):
    open_console(page, seat)
    context.set_offline(True)
    press(page, "Digit2")
    expect(page.locator(".saved")).to_contain_text("kept on this device")
    page.close()
    context.set_offline(False)
    open_console(context.new_page(), seat)

    eventually([("score", "1", 2)], lambda: recorded(seat))


def test_an_answer_that_is_lost_on_the_way_back_counts_once(page, seat):
    lost = []

    def lose_once(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().json())
        return route.abort()

    open_console(page, seat)
    page.route("**/journal/", lose_once)
    press(page, "Digit3")

    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert recorded(seat) == [("score", "1", 3)]
    assert lost == [{"saved": [str(e.id) for e in seat.journal()[2:]]}]


@pytest.mark.parametrize(
    "reply",
    [
        {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the hotel</h1>"},
        {"status": 200, "content_type": "application/json", "body": '{"ok": true}'},
        {"status": 500, "body": "oops"},
    ],
)
def test_only_an_answer_that_names_the_entries_counts(page, seat, reply):
    open_console(page, seat)
    page.route("**/journal/", lambda route: route.fulfill(**reply))
    press(page, "Digit3")
    expect(page.locator(".saved")).to_contain_text("kept on this device")
    page.wait_for_timeout(500)
    assert "hotel" not in page.content()
    page.unroute("**/journal/")

    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert recorded(seat) == [("score", "1", 3)]


def test_an_expired_login_says_so_and_loses_nothing(page, context: BrowserContext, seat, sign_in):
    open_console(page, seat)
    context.clear_cookies(name="sessionid")
    press(page, "Digit3")
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
    sign_in(seat.user)

    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert recorded(seat) == [("score", "1", 3)]


def test_what_the_server_refuses_is_shown_and_blocks_nothing(page, seat):
    open_console(page, seat)
    page.evaluate("document.querySelector('#q1-form [value=\"4\"]').dataset.on = '9'")
    press(page, "Digit4")
    expect(page.locator(".saved")).to_have_text("1 refused")
    press(page, "KeyJ", "Digit3")

    eventually([("score", "2", 3)], lambda: recorded(seat))
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Refused changes")).to_have_value(re.compile('"kind": "score"'))
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator(".saved")).to_have_text("Saved")
