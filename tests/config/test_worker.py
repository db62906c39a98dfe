"""The service worker's file."""

from pathlib import Path

from django.conf import settings


def test_it_stands_at_the_root_for_everybody(client, db):
    response = client.get("/worker.js")

    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.content == Path(settings.BASE_DIR, "static/js/worker.js").read_bytes()
