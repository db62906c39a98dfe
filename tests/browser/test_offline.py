"""The console without network: brought back where one was, and gone once it must be."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.consoles import begun_seat, eventually, open_console, press, recorded, shown
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.filter((path) => !path.startsWith("/static/"));
}"""


def kept(page: Page) -> list[str]:
    """The pages that this browser could show without network."""
    return page.evaluate(KEPT)


def open_kept_console(page: Page, seat) -> str:
    """Open the console and wait until it is kept; give its address."""
    open_console(page, seat)
    path = f"/interviews/{seat.interview_id}/console/"
    eventually([path], lambda: kept(page))
    page.evaluate("navigator.serviceWorker.ready")
    return path


def test_a_reload_without_network_shows_the_same_question_as_it_was(
    page, context: BrowserContext, seat
):
    open_kept_console(page, seat)
    press(page, "Digit2", "KeyJ", "Digit4", "KeyN")
    page.keyboard.type("said before")
    press(page, "Escape", "KeyF")
    page.keyboard.type("GELU?")
    press(page, "Enter")
    expect(page.locator(".saved")).to_have_text("Saved")
    context.set_offline(True)
    press(page, "Digit3")
    expect(page.locator(".saved")).to_contain_text("No connection")
    page.reload()
    page.locator("nav [aria-current=true]").wait_for()

    expect(shown(page)).to_have_text("GELU?")
    expect(page.locator(".question:visible [name=score][value='3']")).to_be_checked()
    expect(page.locator("#q1-form [name=score][value='2']")).to_be_checked()
    expect(page.locator("#q2-form [name=score][value='4']")).to_be_checked()
    expect(page.locator("#q2-note")).to_have_value("said before")
    press(page, "Digit1")
    context.set_offline(False)
    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    acts = [(kind, value) for kind, _question, value in recorded(seat) if kind != "add"]
    assert acts == [
        ("score", 2),
        ("score", 4),
        ("note", "said before"),
        ("score", 3),
        ("score", 1),
    ]


def test_only_one_interview_is_kept(page, user, seat):
    other = begun_seat(user)
    open_kept_console(page, other)
    path = open_kept_console(page, seat)

    assert kept(page) == [path]


def test_nothing_is_kept_once_it_is_handed_in(page, seat):
    open_kept_console(page, seat)
    press(page, "Digit3", "Shift+KeyF")
    page.get_by_role("radio", name="Strong yes").check()
    page.get_by_label("Summary").fill("Solid.")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/report/")

    assert kept(page) == []
    assert rows(page, seat) == 0


def rows(page: Page, seat) -> int:
    """How many entries are on this device."""
    return page.evaluate(
        """(name) => new Promise((resolve) => {
          const asked = indexedDB.open(name);
          asked.onsuccess = () => {
            const all = asked.result.transaction("entries").objectStore("entries").count();
            all.onsuccess = () => resolve(all.result);
          };
        })""",
        f"kkori-{seat.user_id}",
    )


def sign_out(page: Page) -> None:
    page.goto("/kits/")
    page.locator("summary[aria-label=Account]").click()
    page.get_by_role("button", name="Sign out").click()


def test_nothing_is_kept_once_one_signs_out(page, seat):
    open_kept_console(page, seat)
    press(page, "Digit3")
    expect(page.locator(".saved")).to_have_text("Saved")
    sign_out(page)
    page.wait_for_url("**/accounts/login/**")

    assert (kept(page), rows(page, seat)) == ([], 0)


def test_signing_out_with_something_unsent_asks_first(page, context: BrowserContext, seat):
    open_console(page, seat)
    page.route("**/journal/", lambda route: route.abort())
    press(page, "Digit3")
    expect(page.locator(".saved")).to_contain_text("kept on this device")
    sign_out(page)
    dialog = page.get_by_role("dialog", name="Not everything is saved yet")
    expect(dialog).to_contain_text("Not sent yet: 1.")
    dialog.get_by_role("button", name="Stay here").click()
    assert page.url.endswith("/kits/")
    page.unroute("**/journal/")
    page.locator("summary[aria-label=Account]").click()
    page.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("link", name="Open the interview and send them").click()

    expect(page.locator(".saved")).to_have_text("Saved")
    assert recorded(seat) == [("score", "1", 3)]


def test_somebody_else_on_this_browser_finds_nothing_of_the_first_one(page, context, seat):
    path = open_kept_console(page, seat)
    page.route("**/journal/", lambda route: route.abort())
    press(page, "Digit3")
    expect(page.locator(".saved")).to_contain_text("kept on this device")
    colleague = make_user("Lee Dana", "dana@example.com")
    context.clear_cookies(name="sessionid")
    other = context.new_page()
    other.goto("/accounts/login/")
    other.get_by_label("Email").fill(colleague.email)
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.unroute("**/journal/")
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.locator(".saved")).to_have_text(
        "Signed in as somebody else: 1 kept on this device", timeout=15_000
    )
    assert set(sent) == {"GET"}
    assert recorded(seat) == []
    eventually([], lambda: kept(other))
    assert other.goto(path).status == 404
