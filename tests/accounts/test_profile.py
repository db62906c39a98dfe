"""One's own profile."""

from pytest_django.asserts import assertContains

from accounts.models import User


def test_people_see_their_own_name_and_address(user_client):
    page = user_client.get("/profile/")
    assertContains(page, 'value="Kim Minji"')
    assertContains(page, "minji@example.com")


def test_people_change_their_name(user_client):
    page = user_client.post("/profile/", {"name": "김민지"}, follow=True)
    assert page.redirect_chain == [("/profile/", 302)]
    assertContains(page, "Saved.")
    assert User.objects.get().name == "김민지"


def test_a_name_is_needed(user_client):
    page = user_client.post("/profile/", {"name": ""})
    assert page.status_code == 422
    assert page.context["form"].errors == {"name": ["This field is required."]}
    assert User.objects.get().name == "Kim Minji"


def test_nothing_but_the_name_can_be_changed_here(user_client):
    user_client.post("/profile/", {"name": "X", "is_owner": "on", "email": "x@example.com"})
    assert User.objects.values_list("name", "is_owner", "email").get() == (
        "X",
        False,
        "minji@example.com",
    )
