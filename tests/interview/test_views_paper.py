"""The pages of a kit on paper."""

import pytest
from django.urls import reverse

from tests.factories import make_empty_kit
from tests.interview.test_paper import whole_kit
from tests.pages import texts

pytestmark = pytest.mark.django_db
ALL = ("The slope is", "secondary", "And gates?")
SHORT = ("slope", "draw it", "knows well")


def page(client, kit, query=""):
    response = client.get(reverse("interview:kit_print", args=[kit.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("", SHORT, ALL),
        ("?show=all", ALL + SHORT, ()),
        ("?show=short", SHORT, ALL),
        ("?show=questions", (), ALL + SHORT),
        ("?show=nonsense", SHORT, ALL),
    ],
)
def test_the_page_shows_as_much_of_each_card_as_was_asked_for(user_client, query, there, gone):
    text = page(user_client, whole_kit(), query)
    assert "Why ReLU?" in text
    assert 'aria-label="a bend"' in text
    assert [word for word in there if word not in text] == []
    assert [word for word in gone if word in text] == []


def test_every_printed_page_names_the_kit_and_has_room_for_the_candidate(user_client):
    response = user_client.get(reverse("interview:kit_print", args=[whole_kit().pk]))
    assert texts(response, "paper-running") == ["First *talk* Candidate"]


def test_texts_are_shown_as_they_were_rendered(user_client):
    assert '<math display="block"><mi>x</mi></math>' in page(user_client, whole_kit(), "?show=all")


def test_a_kit_without_chains_says_what_to_do(user_client):
    kit = make_empty_kit()
    text = page(user_client, kit)
    assert "Nothing to print yet" in text
    assert f'href="{kit.get_absolute_url()}"' in text


def test_the_markdown_is_a_file_named_after_the_kit(user_client):
    kit = whole_kit()
    response = user_client.get(reverse("interview:kit_markdown", args=[kit.pk]) + "?show=short")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="first-talk.md"'
    text = response.content.decode()
    assert text.startswith("# First \\*talk\\*\n")
    assert "The slope is" not in text


def test_a_kit_that_is_not_there(user_client):
    assert user_client.get("/kits/999/print/").status_code == 404
    assert user_client.get("/kits/999/kit.md").status_code == 404
