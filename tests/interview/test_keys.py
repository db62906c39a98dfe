"""The list of keys on the console, beside the keys that its controls take."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from tests.factories import make_chain, make_interview, make_kit, make_seat

pytestmark = pytest.mark.django_db
CODES = {
    "↓": "ArrowDown",
    "↑": "ArrowUp",
    "→": "ArrowRight",
    "←": "ArrowLeft",
    "]": "BracketRight",
    "[": "BracketLeft",
    "?": "Shift+Slash",
    "/": "Slash",
}
UNLISTED = {f"Numpad{digit}" for digit in range(5)}  # the same digits once more
IN_WORDS = {"Digit0"}  # "0 takes it away"


def code(key: str) -> str:
    """Give the code that a control names for a key as the list writes it: `⇧F`, `J`, `4`."""
    shift, plain = ("Shift+", key[1:]) if key[0] == "⇧" else ("", key)
    return shift + CODES.get(plain, f"{'Digit' if plain.isdigit() else 'Key'}{plain}")


def listed(page: str) -> set[str]:
    """Give the codes of all keys in the list; `1–4` names four of them."""
    terms = re.findall(r"<dt>(.*?)</dt>", page)
    codes = set()
    for term in terms:
        keys = re.findall(r"<kbd>(.*?)</kbd>", term)
        if "–" in term:
            first, last = keys
            keys = [f"{first[:-1]}{digit}" for digit in range(int(first[-1]), int(last[-1]) + 1)]
        codes |= {code(key) for key in keys}
    return codes


def taken(page: str) -> set[str]:
    """Give the codes of all keys that controls of the page take."""
    return {one for codes in re.findall(r'data-hotkey="(.*?)"', page) for one in codes.split()}


def test_every_listed_key_has_a_control_and_every_control_a_listed_key(user, user_client):
    points = [{"text": {"en": f"point {n}"}} for n in range(1, 11)]
    kit = make_kit(make_chain("Why?", ["How?"], key_points=points))
    kit.write(opening={"en": "Hello."}, closing={"en": "Goodbye."})
    seat = make_seat(user, make_interview(kit))
    seat.start(timezone.now())
    page = user_client.get(f"/interviews/{seat.interview_id}/console/").content.decode()

    assert "0 takes it away" in page
    keys = listed(render_to_string("interview/_keys.html"))
    assert len(keys) == 49
    assert taken(page) == keys | UNLISTED | IN_WORDS
