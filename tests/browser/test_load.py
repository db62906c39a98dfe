"""Loading a pack in a browser: the steps are told on the page, and can be broken off."""

import pytest
from playwright.sync_api import Page, expect

from questions.models import Pack, Upload
from questions.pack.json_file import to_json
from tests.questions.pack.contents import PACK

pytestmark = pytest.mark.django_db(transaction=True)
FILE = {"name": "deep.json", "mimeType": "application/json", "buffer": to_json(PACK)}


def choose(page: Page) -> None:
    page.goto("/packs/load/")
    page.locator("[name=file]").set_input_files(FILE)


def check(page: Page) -> None:
    choose(page)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("button", name="Load", exact=True)).to_be_visible()


def test_a_file_is_checked_and_loaded_without_a_word_typed(page):
    check(page)
    expect(page.get_by_role("heading", level=2)).to_contain_text("2 new questions")
    page.reload()
    page.get_by_role("button", name="Load", exact=True).click()
    page.wait_for_url("**/packs/deep/")
    expect(page.locator("#messages")).to_contain_text("Loaded: 2 new questions")


def test_a_load_that_is_cancelled_gives_the_button_back(page):
    check(page)
    page.route("**/load/", lambda route: None)
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.locator("#loading")).to_contain_text("Loading…")
    cancel = page.locator("#loading").get_by_role("button", name="Cancel")
    expect(cancel).to_be_focused()
    cancel.press("Enter")
    expect(page.locator("#loading")).to_be_hidden()
    expect(page.get_by_role("button", name="Load", exact=True)).to_be_focused()
    assert Pack.objects.count() == 0


def test_a_connection_that_breaks_off_is_told(page):
    check(page)
    page.route("**/load/", lambda route: route.abort())
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text(
        "The connection broke off. Nothing was changed. Try again."
    )


def test_a_form_that_is_refused_shows_its_page_and_is_sent_once(page):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/packs/load/")
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator(".error").first).to_have_text("Choose a file.")
    expect(page.locator("[name=file]")).to_be_focused()
    assert sent.count("POST") == 1
    assert Upload.objects.count() == 0
    page.locator("[name=file]").set_input_files(FILE)
    expect(page.locator(".drop-name")).to_have_text("deep.json")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("button", name="Load", exact=True)).to_be_visible()
