"""Whatever stands in an address, the answer is a page."""

import pytest
from django.urls import reverse

from tests.factories import make_chain, make_interview, make_kit, make_pack
from tests.test_access import ADDRESSES

ODD = {
    "nul": "%00",
    "arabic": "%D9%A3",
    "no character": "%ED%A0%80",
    "long": "9" * 30,
    "huge": "9" * 5000,
}
PARAMETERS = {
    "questions:pack": ["retired", "arrange"],
    "questions:search": ["q", "pack", "standing"],
    "questions:question_new": ["parent", "topic"],
    "questions:question_edit": ["from"],
    "questions:question_move": ["under"],
    "interview:kits": ["page"],
    "interview:kit": ["q", "pack"],
    "interview:candidates": ["page"],
    "interview:index": ["page", "show"],
    "interview:interview_new": ["kit", "candidate"],
    "reports:report": ["seat", "scorecard"],
}


@pytest.fixture
def objects(user) -> dict[str, dict[str, object]]:
    """What the addresses need."""
    pack = make_pack("deep-learning")
    root = make_chain("Why ReLU?", ["Why?"], pack=pack)
    interview = make_interview(make_kit(root), users=[user])
    return {
        "questions:pack": {"slug": pack.slug},
        "questions:question_new": {"slug": pack.slug},
        "questions:question_edit": {"pk": root.pk},
        "questions:question_move": {"pk": root.pk},
        "interview:kit": {"pk": interview.kit_id},
        "reports:report": {"interview_pk": interview.pk},
    }


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
@pytest.mark.parametrize(
    ("name", "parameter"),
    [(name, parameter) for name, parameters in PARAMETERS.items() for parameter in parameters],
)
def test_a_page_bears_any_value_of_its_parameters(name, parameter, value, objects, user_client):
    path = reverse(name, kwargs=objects.get(name))
    page = user_client.get(f"{path}?{parameter}={value}")
    assert page.status_code in (200, 404)


NUMBERED = [name for name, kwargs in ADDRESSES.items() if 1 in kwargs.values()]


@pytest.mark.parametrize("number", [10**18, 10**30], ids=["long", "longer"])
@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_number_that_no_row_has_is_not_found(name, number, method, db, owner_client):
    kwargs = {key: number if value == 1 else value for key, value in ADDRESSES[name].items()}
    page = getattr(owner_client, method)(reverse(name, kwargs=kwargs))
    assert page.status_code in (404, 405)
