"""questions.rendering: HTML that an earlier version made is made anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from questions import rendering, sheet
from questions.models import Revision
from tests.factories import make_pack, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def revisions(monkeypatch) -> QuerySet:
    """Five revisions: of the renderer's version, an older one, one without HTML, twice over."""
    monkeypatch.setattr(rendering, "BATCH", 2)
    pack = make_pack()
    for number in range(5):
        make_question(f"**{number}**", pack=pack, answer={"en": f"**{number}**"})
    plain: QuerySet = QuerySet(Revision)
    for revision, html in zip(plain.order_by("pk")[1:], [{"version": 0}, {}] * 2, strict=True):
        plain.filter(pk=revision.pk).update(html=html)
    return plain


def run(**options: object) -> list[str]:
    out = StringIO()
    call_command("render", stdout=out, **options)
    return out.getvalue().splitlines()


def answers(revisions: QuerySet) -> list[str]:
    return [one.html["en"]["answer"]["html"] for one in revisions.order_by("pk")]


def test_a_revision_is_rendered_when_it_is_written():
    question = make_question(answer={"en": "*a*"})
    assert question.current.html == sheet.of(question.card)


def test_the_command_renders_what_is_out_of_date_and_says_how_far_it_is(revisions):
    before = list(revisions.order_by("pk").values("pk", "content", "search", "created_at"))
    assert run() == ["2 of 4 revisions", "4 of 4 revisions"]
    assert answers(revisions) == [f"<p><strong>{n}</strong></p>" for n in range(5)]
    assert list(revisions.order_by("pk").values("pk", "content", "search", "created_at")) == before


def test_a_second_run_finds_nothing_to_do(revisions):
    assert run(verbosity=0) == []
    assert run() == []


def test_another_version_of_the_renderer_renders_all_anew(revisions, monkeypatch):
    run()
    monkeypatch.setattr(sheet, "VERSION", sheet.VERSION + 1)
    assert run() == ["2 of 5 revisions", "4 of 5 revisions", "5 of 5 revisions"]
