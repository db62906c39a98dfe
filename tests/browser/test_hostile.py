"""Whatever answers in the server's place, whatever the browser cannot do: said, and not lost."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from interview.models import Quarantined, Seat
from tests.browser.consoles import eventually, open_console, press, recorded
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
REFUSING = {
    "missing": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "refused": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }",
    "full": "IDBObjectStore.prototype.add = () => { throw new DOMException('', 'Quota') }",
}


HTML, JSON = "text/html", "application/json"
REPLIES = [
    {"status": 200, "content_type": HTML, "body": "<h1>Welcome to the hotel</h1>"},
    {"status": 200, "content_type": JSON, "body": "<h1>hotel</h1>"},
    {"status": 302, "headers": {"Location": "/accounts/login/"}},
    {"status": 511, "content_type": HTML, "body": "<h1>Pay for the hotel</h1>"},
    {"status": 200, "content_type": JSON, "body": '{"ok": true}'},
    {"status": 200, "content_type": JSON, "body": '{"ok": true, "saved": []}'},
    {"status": 200, "content_type": JSON, "body": '{"saved": ["hotel"]}'},
    {"status": 422, "content_type": JSON, "body": '{"error": "hotel"}'},
    {"status": 409, "content_type": JSON, "body": '{"error": "x", "kept": [1]}'},
    {"status": 413, "content_type": HTML, "body": "<h1>hotel: too large</h1>"},
    {"status": 502, "content_type": JSON, "body": '{"error": "bad hotel"}'},
]


def answering(reply: dict) -> Callable[[Route], None]:
    return lambda route: route.fulfill(**reply)


def test_only_an_answer_that_names_an_entry_counts(page, seat):
    open_console(page, seat)
    for number, reply in enumerate(REPLIES, start=1):
        page.route("**/journal/", answering(reply))
        press(page, f"Digit{number % 4 + 1}")
        expect(page.locator(".saved")).to_have_text("No connection: 1 kept on this device")
        assert "hotel" not in page.content()
        assert len(recorded(seat)) == number - 1
        page.unroute("**/journal/")
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
        assert len(recorded(seat)) == number
    expect(page.get_by_role("button", name="refused")).to_be_hidden()


def test_requests_that_a_proxy_repeats_count_once(page, seat):
    def twice(route: Route) -> None:
        route.fetch()
        route.fulfill(response=route.fetch())

    open_console(page, seat)
    page.route("**/journal/", twice)
    press(page, "Digit3", "KeyJ", "Digit4", "Shift+Digit1")
    expect(page.locator(".saved")).to_have_text("Saved")

    eventually([("score", "1", 3), ("score", "2", 4)], lambda: recorded(seat))


def test_handing_in_finds_out_who_said_saved_and_did_not_save(page, seat):
    def lie(route: Route) -> None:
        ids = [entry["id"] for entry in json.loads(route.request.post_data)["entries"]]
        route.fulfill(json={"saved": ids, "order": 10**9})

    open_console(page, seat)
    page.goto(f"/interviews/{seat.interview_id}/wrap-up/")
    expect(page.locator(".saved")).to_have_text("Saved")
    page.route("**/journal/", lie)
    page.get_by_role("radio", name="Strong yes").check()
    page.get_by_label("Summary").fill("Solid.")
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_role("alert").first).to_contain_text(
        re.compile(r"The change of \d\d:\d\d:\d\d has not arrived, so nothing was handed in.")
    )
    assert seat.scorecards.count() == 0


def test_who_is_signed_out_signs_in_without_leaving_the_page(page, context, seat):
    open_console(page, seat)
    context.clear_cookies(name="sessionid")
    press(page, "Digit3")
    expect(page.locator(".saved")).to_have_text("Signed out: 1 kept on this device")
    page.get_by_role("button", name="Sign in again").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_contain_text("minji@example.com")
    dialog.get_by_label("Password").fill("something else")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("That did not work.")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert recorded(seat) == [("score", "1", 3)]
    press(page, "Shift+KeyF")

    page.get_by_role("heading", name="Wrap-up").wait_for()


@pytest.mark.parametrize("broken", REFUSING.values(), ids=REFUSING)
def test_where_the_browser_stores_nothing_that_is_said_and_leaving_warns(page, seat, broken):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.add_init_script(broken)
    open_console(page, seat)
    page.route("**/journal/", lambda route: route.abort())
    press(page, "Digit3", "KeyJ", "Digit4")
    expect(page.locator(".saved")).to_have_text(re.compile("[23] in this page alone"))
    page.get_by_role("link", name="Leave the console").click(no_wait_after=True)
    eventually(["beforeunload"], lambda: asked or page.wait_for_timeout(50))
    page.unroute("**/journal/")

    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert recorded(seat) == [("score", "1", 3), ("score", "2", 4)]


def test_what_is_in_the_page_alone_is_stored_once_that_works_again(page, context, seat):
    open_console(page, seat)
    page.route("**/journal/", lambda route: route.abort())
    page.evaluate(
        """() => {
          const { add } = IDBObjectStore.prototype;
          window.heal = () => { IDBObjectStore.prototype.add = add };
          IDBObjectStore.prototype.add = () => { throw new DOMException("", "QuotaExceededError") };
        }"""
    )
    press(page, "Digit3")
    expect(page.locator(".saved")).to_have_text("1 in this page alone")
    page.evaluate("() => void heal()")
    press(page, "KeyT")
    expect(page.locator(".saved")).to_contain_text("kept on this device")
    page.close()
    open_console(context.new_page(), seat)

    assert recorded(seat) == [("score", "1", 3), ("hint", "1", 1)]


@pytest.mark.parametrize(
    ("answer", "words"), [("true", "promises"), ("false", "may throw it away")]
)
def test_the_browser_is_asked_to_keep_what_is_not_sent(page, seat, answer, words):
    page.add_init_script(f"StorageManager.prototype.persist = async () => {answer}")
    open_console(page, seat)
    expect(page.locator(".console-notes .storage")).to_be_hidden()
    press(page, "Shift+Slash")

    expect(page.locator("#keys .storage")).to_contain_text(words)


def test_a_browser_that_stores_nothing_is_told_of_on_the_console(page: Page, seat):
    page.add_init_script(REFUSING["refused"])
    open_console(page, seat)

    expect(page.locator(".console-notes .storage")).to_contain_text("This browser stores nothing")


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_a_day_off_moves_no_time(page, seat, days):
    page.add_init_script(
        f"const now = Date.now; Date.now = () => now.call(Date) + {days} * 24 * 3600 * 1000"
    )
    open_console(page, seat)
    press(page, "Digit3")
    eventually([("score", "1", 3)], lambda: recorded(seat))

    assert abs(timezone.now() - seat.journal()[-1].at) < timedelta(minutes=1)


def test_what_was_refused_can_be_taken_along(page, context: BrowserContext, seat):
    open_console(page, seat)
    press(page, "Digit3")
    eventually([("score", "1", 3)], lambda: recorded(seat))
    page.route("**/journal/since/**", lambda route: route.abort())
    seat.conclude("yes", "Good.", timezone.now())
    press(page, "KeyN")
    page.keyboard.type("the last words")
    press(page, "Escape")
    page.get_by_role("button", name="1 refused").click()
    tray = page.get_by_label("Refused changes")
    expect(tray).to_have_value(
        re.compile("The scorecard was handed in before.*the last words", re.S)
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "the last words" in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    assert "the last words" in download.value.path().read_text()
    assert "the last words" in seat.quarantined.get().body


def test_what_was_meant_for_a_seat_that_is_gone_is_told_and_kept(page, seat):
    open_console(page, seat)
    Seat.objects.filter(pk=seat.pk).delete()
    press(page, "Digit3")
    page.get_by_role("button", name="1 refused").click()
    expect(page.get_by_label("Refused changes")).to_have_value(
        re.compile("Your seat in this interview is gone.")
    )

    assert [row.reason for row in Quarantined.objects.all()] == ["no_seat"]
