"""The pages about people, in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Invitation, User
from tests.browser.axe import violations
from tests.factories import PASSWORD, make_user

STRANGERS = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nonsense/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-nonsense/",
    "/accounts/password/reset/key/done/",
    "/join/nonsense/",
]
OWN = [
    "/people/",
    "/profile/",
    "/accounts/logout/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/?next=/profile/",
]


def fill_in(page: Page, name: str, email: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()


def test_the_first_visit_makes_the_owner(stranger: Page, transactional_db):
    stranger.goto(Invitation.objects.for_owner().get_absolute_url())
    fill_in(stranger, "Olive Owner", "owner@example.com")
    expect(stranger).to_have_url(re.compile("/$"))
    assert User.objects.values_list("name", "email", "is_owner").get() == (
        "Olive Owner",
        "owner@example.com",
        True,
    )


def test_a_password_can_be_looked_at_while_it_is_typed(stranger: Page, transactional_db):
    stranger.goto("/accounts/login/")
    password = stranger.get_by_label("Password", exact=True)
    expect(password).to_have_attribute("type", "password")
    stranger.get_by_label("Show the password").check()
    expect(password).to_have_attribute("type", "text")
    stranger.get_by_label("Show the password").uncheck()
    expect(password).to_have_attribute("type", "password")


def test_the_owner_copies_a_link_and_a_colleague_joins_by_it(page_of_owner: Page, context, browser):
    page = page_of_owner
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/people/")
    page.get_by_label("For whom").fill("Sol")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.get_by_label("Link for Sol").input_value()
    elsewhere = browser.new_context(locale="en-US").new_page()
    elsewhere.goto(link)
    fill_in(elsewhere, "Han Sol", "sol@example.com")
    expect(elsewhere).to_have_url(re.compile(r"\d/$"))
    page.reload()
    expect(page.get_by_text("sol@example.com")).to_be_visible()
    expect(page.get_by_label("Link for Sol")).to_have_count(0)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ko", "dark")])
def test_axe_finds_nothing_on_a_strangers_pages(stranger: Page, owner, language, scheme, base_url):
    stranger.emulate_media(color_scheme=scheme)
    stranger.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    for path in [*STRANGERS, owner.invite("Sol").get_absolute_url()]:
        stranger.goto(path)
        expect(stranger.locator("html")).to_have_attribute("lang", language)
        assert violations(stranger) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_owners_pages(page_of_owner: Page, owner, scheme):
    make_user("Gone Away").deactivate()
    owner.invite("Sol")
    page_of_owner.emulate_media(color_scheme=scheme)
    for path in OWN:
        page_of_owner.goto(path)
        assert violations(page_of_owner) == [], path


@pytest.fixture
def page_of_owner(context, sign_in, owner) -> Page:
    """A page of `owner`, signed in."""
    sign_in(owner)
    return context.new_page()
