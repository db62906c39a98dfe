"""Which language a page speaks to somebody who chose none."""

import re

import pytest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ko", "ko"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en", "en"),
        ("en-GB,en;q=0.9,ko;q=0.8", "en"),
        ("fr", "en"),
        ("fr,ko;q=0.5", "ko"),
        ("", "en"),
    ],
)
def test_the_browser_chooses_at_first(client, db, accepted, language):
    response = client.get("/accounts/login/", headers={"Accept-Language": accepted})
    assert response["Content-Language"] == language
    assert re.search(r'<html lang="(\w+)"', response.content.decode())[1] == language


def test_what_was_chosen_outweighs_the_browser(client, db):
    client.post("/language/", {"language": "ko", "next": "/accounts/login/"})
    response = client.get("/accounts/login/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "ko"
