"""An interview is reached by those who sit in it, a candidate by those who know them."""

import pytest
from django.http import Http404
from django.urls import reverse

from interview import urls as interview_urls
from interview.access import candidate_or_404, interview_or_404, seat_or_404
from reports import urls as report_urls
from tests.factories import make_candidate, make_interview, make_seat, make_user

pytestmark = pytest.mark.django_db

# The addresses of one interview: name, further arguments, method.
OF_AN_INTERVIEW = [
    ("interview:interview", (), "get"),
    ("interview:interview_edit", (), "get"),
    ("interview:interview_edit", (), "post"),
    ("interview:interview_delete", (), "post"),
    ("interview:start", (), "post"),
    ("interview:console", (), "get"),
    ("interview:screen_link", (), "get"),
    ("interview:screen_link", (), "post"),
    ("interview:wrap_up", (), "get"),
    ("interview:wrap_up", (), "post"),
    ("interview:reopen", (), "get"),
    ("interview:reopen", (), "post"),
    ("interview:journal", (), "get"),
    ("interview:journal", (), "post"),
    ("interview:since", (0,), "get"),
    ("interview:conflicts", (), "get"),
    ("interview:choose", (), "post"),
    ("interview:act", (), "post"),
    ("interview:answer", ("1",), "post"),
    ("interview:add", ("1",), "post"),
    ("interview:promote", ("1",), "post"),
    ("reports:report", (), "get"),
    ("reports:markdown", (), "get"),
    ("reports:csv", (), "get"),
    ("reports:feedback", (), "get"),
    ("reports:feedback_text", (), "get"),
]


def test_gives_an_interview_to_who_sits_in_it(user, django_assert_num_queries):
    interview = make_interview(users=[user])
    with django_assert_num_queries(1):
        found = interview_or_404(user, interview.pk)
        assert (found.candidate.name, found.kit.position.title) == ("Park Jisoo", "ML engineer")
    assert found == interview


def test_gives_ones_own_seat(user, django_assert_num_queries):
    interview = make_interview(users=[make_user("Dana"), user])
    with django_assert_num_queries(1):
        found = seat_or_404(user, interview.pk)
        assert found.interview.candidate.name == "Park Jisoo"
        assert found.interview.kit.title == "First talk"
    assert found.user == user


def test_gives_a_candidate_to_who_entered_them_or_sits_with_them(user, django_assert_num_queries):
    entered = make_candidate(by=user)
    met = make_interview(users=[user]).candidate
    with django_assert_num_queries(2):
        assert candidate_or_404(user, entered.pk) == entered
        assert candidate_or_404(user, met.pk) == met


def test_gives_nothing_to_anybody_else(user):
    stranger = make_seat(make_user("Dana"))
    with pytest.raises(Http404):
        interview_or_404(user, stranger.interview_id)
    with pytest.raises(Http404):
        seat_or_404(user, stranger.interview_id)
    with pytest.raises(Http404):
        candidate_or_404(user, stranger.interview.candidate_id)


@pytest.mark.parametrize("started", [False, True], ids=["planned", "started"])
@pytest.mark.parametrize(("name", "more", "method"), OF_AN_INTERVIEW)
def test_an_interview_without_a_seat_of_ones_own_is_not_there(
    name, more, method, started, user_client
):
    interview = make_interview(users=[make_user("Dana")])
    if started:
        interview.start()

    response = getattr(user_client, method)(reverse(name, args=[interview.pk, *more]))

    assert response.status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_candidate_whom_one_does_not_know_is_not_there(method, user_client):
    candidate = make_candidate(by=make_user("Dana"))

    response = getattr(user_client, method)(candidate.get_absolute_url(), {"name": "Mine"})

    candidate.refresh_from_db()
    assert (response.status_code, candidate.name) == (404, "Park Jisoo")


@pytest.mark.parametrize(("name", "more", "method"), OF_AN_INTERVIEW)
def test_every_address_of_an_interview_asks_for_a_login(name, more, method, client):
    address = reverse(name, args=[make_interview().pk, *more])

    response = getattr(client, method)(address)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={address}"


def test_no_address_of_an_interview_is_forgotten_here():
    names = {
        f"{urls.app_name}:{pattern.name}"
        for urls in (interview_urls, report_urls)
        for pattern in urls.urlpatterns
        if str(pattern.pattern).startswith("interviews/<")
    }
    assert names == {name for name, _more, _method in OF_AN_INTERVIEW}
