"""What the pages promise beyond single features: clocks, touch, language, print, focus, failure."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from interview.models import Seat
from interview.state import Entry
from tests.browser.consoles import begun_seat, eventually, open_console, press, recorded, shown
from tests.factories import make_chain, make_empty_kit, make_interview, make_kit, make_seat

pytestmark = pytest.mark.django_db(transaction=True)
TEN_MINUTES = 600


def clock(page: Page, name: str) -> Locator:
    return page.locator(f"[data-clock={name}]")


def paused_after_ten_minutes(user, planned: int) -> Seat:
    """A seat of a kit of this many minutes: three minutes on a question, seven on the next."""
    kit = make_kit(make_chain("Why ReLU?", ["And then?"]), minutes=planned)
    seat = make_seat(user, make_interview(kit))
    began = timezone.now() - timedelta(seconds=TEN_MINUTES)
    seat.start(began)
    acts = (("open", "2", 180), ("pause", "", TEN_MINUTES))
    seat.record(
        Entry(f"00000000-0000-4000-8000-{at:012}", kind, node, None, began + timedelta(seconds=at))
        for kind, node, at in acts
    )
    return seat


def test_the_clocks_tell_the_time_of_the_interview_and_of_each_question(page, user):
    open_console(page, paused_after_ten_minutes(user, planned=10))
    expect(clock(page, "interview")).to_have_text("10:00")
    expect(shown(page)).to_have_text("And then?")
    expect(clock(page, "question")).to_have_text("7:00")
    press(page, "KeyK")
    expect(clock(page, "question")).to_have_text("3:00")
    expect(clock(page, "interview")).to_have_text("10:00")


@pytest.mark.parametrize(("planned", "tone"), [(9, "over"), (10, "ok")])
def test_the_clock_of_the_interview_shows_when_it_is_over_its_plan(page, user, planned, tone):
    open_console(page, paused_after_ten_minutes(user, planned))
    expect(page.locator(".clock", has=clock(page, "interview"))).to_have_attribute(
        "data-tone", tone
    )


@pytest.fixture
def tablet(browser: Browser, context: BrowserContext, page: Page, live_server) -> Iterator[Page]:
    """A page of `user` on a touch screen."""
    view = browser.new_context(
        has_touch=True,
        viewport={"width": 1024, "height": 768},
        locale="en-US",
        base_url=live_server.url,
    )
    view.add_cookies(context.cookies())
    yield view.new_page()
    view.close()


def test_a_score_is_set_and_the_next_question_reached_by_touch(tablet, user):
    seat = begun_seat(user)
    open_console(tablet, seat)
    tablet.locator("#q1-form .score-option").nth(2).tap()
    expect(tablet.locator("#q1-form [name=score][value='3']")).to_be_checked()
    eventually([("score", "1", 3)], lambda: recorded(seat))
    tablet.locator("#q1-form").get_by_role("link", name="Next").tap()
    expect(shown(tablet)).to_have_text("What is wrong with it?")


def test_another_language_brings_back_to_the_same_page(page):
    page.goto("/questions/?q=relu")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page).to_have_url(re.compile(r"/questions/\?q=relu$"))
    expect(page.get_by_role("button", name="한국어")).to_have_attribute("aria-pressed", "true")


def test_a_printed_report_is_the_report_alone(page, seat):
    seat.conclude("yes", "Solid.", timezone.now())
    page.goto(f"/interviews/{seat.interview_id}/report/")
    around = [page.locator(name) for name in (".app-bar", ".crumbs", ".page-actions")]
    for part in around:
        expect(part).to_be_visible()
    page.emulate_media(media="print")
    for part in around:
        expect(part).to_be_hidden()
    expect(page.locator("article.report")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_keyboard_is_on_has_a_ring(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/kits/new/")
    rings = {}
    for _ in range(30):
        page.keyboard.press("Tab")
        tag, *ring = page.evaluate(
            """() => {
              const style = getComputedStyle(document.activeElement);
              return [document.activeElement.localName, style.outlineStyle, style.outlineWidth];
            }"""
        )
        rings.setdefault(tag, set()).add(tuple(ring))
    wanted = {("solid", "2px")}
    assert {tag: rings[tag] for tag in ("a", "button", "input")} == {
        "a": wanted,
        "button": wanted,
        "input": wanted,
    }


def test_a_search_that_fails_says_so_and_leaves_the_page_as_it_is(page, user):
    make_chain("Why ReLU?")
    kit = make_empty_kit()
    page.goto(kit.get_absolute_url())
    chain = page.get_by_text("Why ReLU?")
    expect(chain.first).to_be_visible()
    page.route("**/kits/**", lambda route: route.fulfill(status=500, body="oops"))
    search = page.locator(".shelf-search input")
    search.fill("relu")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("That did not go through.")
    expect(search).to_have_value("relu")
    expect(chain.first).to_be_visible()
    page.unroute("**/kits/**")
    search.fill("rel")
    expect(notice).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_contain_text("First talk")


def test_leaving_a_card_that_was_edited_asks_first(page, user):
    root = make_chain("Why ReLU?")
    asked = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"/questions/{root.pk}/edit/")
    page.get_by_label("English").first.fill("Why ReLU, really?")
    page.get_by_role("link", name="Cancel").click(no_wait_after=True)
    eventually(["beforeunload"], lambda: asked or page.wait_for_timeout(50))
    expect(page.get_by_label("English").first).to_have_value("Why ReLU, really?")
    page.get_by_role("button", name="Save revision").click()
    page.wait_for_url(f"**/questions/{root.pk}/")

    assert asked == ["beforeunload"]
    assert root.revisions.first().card.prompt == {"en": "Why ReLU, really?"}
