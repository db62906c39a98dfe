"""A person's shortcodes: how they are read, and the page on which they are written."""

import pytest
from pytest_django.asserts import assertContains

from accounts.models import User
from accounts.shortcodes import MOST, listed, parse


def test_one_line_is_one_shortcode():
    codes = parse("gd = good, with an example\n\n ㄱㅈ=구체적인 예 = 있음 \r\n")
    assert codes == {"gd": "good, with an example", "ㄱㅈ": "구체적인 예 = 있음"}
    assert parse(listed(codes)) == codes


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("gd", 1),
        ("a = b\n= nothing", 2),
        ("a = ", 1),
        ("two words = x", 1),
        ("x" * 21 + " = long", 1),
        ("x = " + "y" * 201, 1),
        ("\n".join(f"c{n} = words" for n in range(MOST + 1)), MOST + 1),
    ],
)
def test_a_line_that_is_none_is_named(text, line):
    with pytest.raises(ValueError, match=f"^{line}$"):
        parse(text)


def test_people_write_their_shortcodes(user_client):
    page = user_client.post("/profile/shortcodes/", {"shortcodes": "gd = good"}, follow=True)
    assert page.redirect_chain == [("/profile/shortcodes/", 302)]
    assertContains(page, "gd = good</textarea>")
    assert User.objects.get().shortcodes == {"gd": "good"}

    user_client.post("/profile/shortcodes/", {"shortcodes": ""})
    assert User.objects.get().shortcodes == {}


def test_a_wrong_line_is_named_and_nothing_is_kept(user_client):
    page = user_client.post("/profile/shortcodes/", {"shortcodes": "gd = good\nwhat"})
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "shortcodes": ["Line 2 is no “code = words”, or is one too many."]
    }
    assert User.objects.get().shortcodes == {}
