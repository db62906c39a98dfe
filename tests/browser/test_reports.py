"""From the last question to what others read: gaps mended, pictures that lead to evidence."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.consoles import begun_seat
from tests.reports.scenes import act, whole_interview

pytestmark = pytest.mark.django_db(transaction=True)


def read(page: Page, scorecard, view: str) -> None:
    where = reverse("reports:report", args=[scorecard.seat.interview_id])
    page.goto(f"{where}?view={view}")


def test_a_gap_is_mended_and_the_summary_that_is_being_typed_stays(page, user):
    seat = begun_seat(user)
    seat.record([act("outcome", "1", "answered"), act("outcome", "2", "answered")])
    page.goto(reverse("interview:wrap_up", args=[seat.interview_id]))
    page.fill("#id_summary", "아직 쓰는 중")
    first = page.locator("form.mend").first
    first.locator("label").nth(2).click()
    first.locator("textarea").fill("its slope")
    first.get_by_role("button").click()
    expect(page.locator("form.mend")).to_have_count(1)
    expect(page.locator("#id_summary")).to_have_value("아직 쓰는 중")
    answer = seat.state().answers["1"]
    assert (answer.score, answer.note) == (3, "its slope")


def test_a_mark_of_the_walk_leads_to_its_evidence(page, user):
    read(page, whole_interview(user), "full")
    page.locator("#picture-walk a[href='#q1.2']").first.click()
    expect(page.locator("#q1\\.2:target")).to_be_in_viewport()


def test_the_short_view_is_one_sheet_of_paper(page, user):
    read(page, whole_interview(user), "short")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
