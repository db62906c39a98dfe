"""Nothing is lost on the way to the server: offline, half-answered, signed out, refused."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.consoles import eventually, open_console, press, recorded
from tests.factories import make_seat, make_user

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
    assert lost == [{"saved": [str(e.id) for e in seat.journal()[2:]], "order": seat.order}]


def test_what_the_server_refuses_is_shown_and_blocks_nothing(page, seat):
    open_console(page, seat)
    page.evaluate("document.querySelector('#q1-form [value=\"4\"]').dataset.on = '9'")
    press(page, "Digit4")
    expect(page.locator(".saved")).to_have_text("All but 1 saved")
    press(page, "KeyJ", "Digit3")

    eventually([("score", "2", 3)], lambda: recorded(seat))
    press(page, "Shift+KeyF")
    page.get_by_role("heading", name="Wrap-up").wait_for()
    page.get_by_role("button", name="1 refused").click()
    expect(page.get_by_label("Refused changes")).to_have_value(re.compile("score 1\n9$"))
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator(".saved")).to_have_text("Saved")


def test_finish_says_so_while_something_is_not_saved(page, context: BrowserContext, seat):
    open_console(page, seat)
    context.set_offline(True)
    press(page, "Digit3", "Shift+KeyF")
    dialog = page.get_by_role("dialog", name="Not everything is saved yet")
    expect(dialog).to_be_visible(timeout=15_000)
    dialog.get_by_role("button", name="Stay here").click()
    context.set_offline(False)

    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    press(page, "Shift+KeyF")
    page.get_by_role("heading", name="Wrap-up").wait_for()


def test_what_waits_is_shown_again_after_a_reload_and_typed_on(page, seat):
    open_console(page, seat)
    page.route("**/journal/", lambda route: route.abort())
    press(page, "Shift+Digit1", "KeyT", "Digit4", "KeyN")
    page.keyboard.type("typed offline")
    press(page, "Escape")
    expect(page.locator(".saved")).to_contain_text("4 kept on this device")
    page.reload()
    page.locator("nav [aria-current=true]").wait_for()
    expect(page.locator("#q1-note")).to_have_value("typed offline")
    expect(page.locator("#q1-form [name=score][value='4']")).to_be_checked()
    expect(page.locator("#q1 [name=point]").first).to_be_checked()
    expect(page.locator("#q1 [name=hint][value='1']")).to_be_checked()
    press(page, "KeyN", "Control+End")
    page.keyboard.type(", and on")
    page.unroute("**/journal/")

    eventually("typed offline, and on", lambda: seat.state().answers["1"].note)
    kept = seat.state().answers["1"]
    assert (kept.score, kept.hint, kept.points) == (4, 1, frozenset({1}))


def test_a_follow_up_that_waits_is_there_once_it_is_sent(page, seat):
    open_console(page, seat)
    page.route("**/journal/", lambda route: route.abort())
    press(page, "KeyF")
    page.keyboard.type("GELU?")
    press(page, "Enter", "Digit4")
    expect(page.locator(".saved")).to_contain_text("kept on this device")
    page.reload()
    page.unroute("**/journal/")

    expect(page.locator(".question")).to_have_count(5, timeout=20_000)
    expect(page.locator("nav .glyph[data-score='4']")).to_have_count(1)


def test_characters_that_no_text_may_hold_become_spaces(page, seat):
    open_console(page, seat)
    page.locator("#q1-note").fill("a\x0bb\ufffdc")
    press(page, "Escape")
    eventually("a b c", lambda: seat.state().answers["1"].note)
    page.goto(f"/interviews/{seat.interview_id}/wrap-up/")
    page.get_by_role("radio", name="Strong yes").check()
    page.get_by_label("Summary").fill("from Word\x0bwith a break")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/report/")

    assert seat.scorecards.get().summary == "from Word with a break"


def test_another_person_on_this_browser_sends_nothing_of_the_first_one(page, seat, sign_in):
    colleague = make_seat(make_user(), seat.interview)
    colleague.start(timezone.now())
    open_console(page, seat)
    sign_in(colleague.user)
    press(page, "Digit3")
    expect(page.get_by_role("button", name="Sign in again")).to_be_visible()
    assert (recorded(seat), recorded(colleague)) == ([], [])
    sign_in(seat.user)

    eventually([("score", "1", 3)], lambda: recorded(seat))
    assert recorded(colleague) == []


def test_a_syllable_that_is_being_composed_is_not_lost(page, context: BrowserContext, seat):
    open_console(page, seat)
    press(page, "KeyN")
    keyboard = context.new_cdp_session(page)
    for text in ("ㄴ", "네"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    eventually("네", lambda: seat.state().answers["1"].note)
    keyboard.send("Input.insertText", {"text": "네"})

    expect(page.locator("#q1-note")).to_have_value("네")
    eventually([("note", "1", "네")], lambda: recorded(seat)[:1])
