"""The views of one report: full, one page, anonymous."""

import re

import pytest
from django.urls import reverse

from interview.state import Entry
from tests.factories import make_interview, make_kit, make_question
from tests.reports.scenes import act, hand_in, sit, whole_interview

pytestmark = pytest.mark.django_db


def read(client, interview, view, page="report") -> str:
    where = reverse(f"reports:{page}", args=[interview.pk])
    return client.get(f"{where}?view={view}").content.decode()


def test_the_short_view_has_the_picture_and_leads_to_the_evidence(user, user_client):
    seat = whole_interview(user).seat
    page = read(user_client, seat.interview, "short")
    assert 'id="picture-profile"' in page
    assert 'id="picture-walk"' not in page
    assert 'class="answer"' not in page
    assert f'href="?seat={seat.pk}&amp;scorecard=1#q1"' in page
    assert 'href="#q' not in page


def test_every_link_to_a_question_on_the_full_page_has_its_place(user, user_client):

    page = read(user_client, whole_interview(user).seat.interview, "full")
    wanted = set(re.findall(r'href="#(q[\d.]+)"', page))
    assert wanted
    assert wanted <= set(re.findall(r'id="(q[\d.]+)"', page))


@pytest.mark.parametrize("kind", ["report", "markdown", "csv"])
def test_the_anonymous_view_names_nobody(user, user_client, kind):
    seat = sit(
        make_interview(make_kit(make_question()), users=[user], candidate="Soyeon Han"), user
    )
    seat.record(notes("Soyeon said so", 'Then she: ...\n"Soyeon knows"'))
    hand_in(seat, summary="Soyeon Han: han@example.com")
    text = read(user_client, seat.interview, "anonymous", kind)
    assert "Soyeon" not in text
    assert "han@example.com" not in text
    assert f"Candidate {seat.interview_id}" in text


def notes(*texts: str) -> list[Entry]:
    return [act("note", "1", text) for text in texts]


def test_gendered_words_are_marked_for_the_editor(user, user_client):
    seat = sit(make_interview(users=[user]), user)
    seat.record(notes("I think that she <b>knows</b>"))
    interview = hand_in(seat).seat.interview
    mark = 'that <mark class="gendered">she</mark> &lt;b&gt;knows'
    assert mark in read(user_client, interview, "anonymous")
    assert mark not in read(user_client, interview, "full")


def test_a_file_of_the_anonymous_view_is_named_after_nobody(user, user_client):
    interview = whole_interview(user).seat.interview
    where = reverse("reports:markdown", args=[interview.pk]) + "?view=anonymous"
    assert f"_Candidate_{interview.pk}.md" in user_client.get(where)["Content-Disposition"]


def test_the_short_file_has_no_questions(user, user_client):
    text = read(user_client, whole_interview(user).seat.interview, "short", "markdown")
    assert "## Recited and reasoned" in text
    assert "## Questions" not in text


@pytest.mark.parametrize("view", ["feedback", "x", "FULL"])
def test_a_view_that_is_none_is_not_found(user, user_client, view):
    where = reverse("reports:report", args=[whole_interview(user).seat.interview_id])
    assert user_client.get(f"{where}?view={view}").status_code == 404
