"""Before the start: what only the browser knows, said and never in the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from interview.models import Interview
from tests.browser.axe import violations
from tests.factories import make_interview

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def interview(user) -> Interview:
    return make_interview(users=[user])


def check(page: Page, name: str) -> Locator:
    return page.locator(f"[data-check={name}]")


def test_storage_and_clock_are_found_right(page, interview):
    page.goto(interview.get_absolute_url())
    expect(check(page, "storage")).to_have_text(
        "This browser keeps what is not sent yet", use_inner_text=True
    )
    expect(check(page, "clock")).to_have_text("This device's clock is right", use_inner_text=True)
    expect(check(page, "persistence")).to_have_attribute("data-result", "wrong")
    assert violations(page) == []


def test_a_granted_wish_to_keep_what_is_stored_is_said(page, interview):
    page.add_init_script("navigator.storage.persist = async () => true")
    page.goto(interview.get_absolute_url())
    expect(check(page, "persistence")).to_have_text(
        "It keeps it also when space is short", use_inner_text=True
    )


def test_a_browser_that_stores_nothing_is_said_and_starts_all_the_same(page, interview):
    page.add_init_script("indexedDB.open = () => { throw new DOMException('', 'SecurityError') }")
    page.goto(interview.get_absolute_url())
    expect(check(page, "storage")).to_contain_text("This browser keeps nothing on this device")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/console/")


def test_a_clock_that_is_a_day_off_is_said_with_by_how_much(page, interview):
    page.clock.set_system_time(timezone.now() + timedelta(days=1))
    page.goto(interview.get_absolute_url())
    expect(check(page, "clock")).to_contain_text("s off the server's")
    expect(check(page, "clock")).to_have_attribute("data-result", "wrong")


def test_without_script_the_servers_checks_stand_alone(
    browser, live_server, context, page, interview
):
    view = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    view.add_cookies(context.cookies())
    plain = view.new_page()
    plain.goto(interview.get_absolute_url())
    assert [one.is_visible() for one in plain.locator(".check").all()] == [True] * 3 + [False] * 3
    view.close()
