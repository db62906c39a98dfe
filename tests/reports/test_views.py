"""The report in the browser: who may read it, what it shows, and its downloads."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from interview.models import Interview, Scorecard, Seat
from tests.factories import make_interview, make_kit, make_question, make_user
from tests.reports.scenes import act, at, hand_in, handed_in, sit, whole_interview

pytestmark = pytest.mark.django_db
PAGES = ("report", "markdown", "csv")


def address(page: str, interview: Interview, query: str = "") -> str:
    return reverse(f"reports:{page}", args=[interview.pk]) + query


def panel(user, colleague) -> tuple[Seat, Seat]:
    """Two seats of one running interview."""
    interview = make_interview(users=[user, colleague])
    return sit(interview, user), sit(interview, colleague)


def test_the_page_shows_who_how_and_in_whose_words(user, user_client):
    interview = whole_interview(user).seat.interview
    response = user_client.get(address("report", interview))
    assert response.status_code == 200
    for words in (
        "<h1><bdi>Park Jisoo</bdi></h1>",
        '<span class="call" data-call="yes">Yes</span>',
        "Solid on activations.\n\nWeak on optimisation.",
        '<h3 dir="auto" lang="en">Why ReLU?</h3>',
        '<h3 dir="auto" lang="ko">경사 하강을 쉽게 설명하면?</h3>',
        '<span class="score word" data-score="3">3 Solid</span>',
        '<span lang="en">Names two reasons.</span>',
        "<span>Hints given: 2 of 2</span>",
        "<span>3 min 30 s</span>",
        '<blockquote class="note" dir="auto">Named cost first.\nThen *saturation*.</blockquote>',
        '<li id="q2.1"><span class="tree-number">2.1</span>'
        '<span lang="en">Why the gradient?</span></li>',
    ):
        assert words in response.content.decode()


def test_texts_of_cards_are_html_on_the_page_and_as_written_in_the_files(user, user_client):
    root = make_question(
        key_points=[{"text": {"en": "**slope** $1$ <b>"}}],
        hints=[{"en": "`max`"}],
        anchors={"3": {"ko": "*이유* $x$"}},
    )
    acts = (act("score", "1", 3), act("hint", "1", 1))
    interview = handed_in(*acts, user=user, root=root).seat.interview
    page = user_client.get(address("report", interview)).content.decode()
    for words in (
        '<span lang="en"><strong>slope</strong> <math><mn>1</mn></math> &lt;b&gt;</span>',
        '<li lang="en"><code>max</code></li>',
        '<span lang="ko"><em>이유</em> <math><mi>x</mi></math></span>',
    ):
        assert words in page
    csv = user_client.get(address("csv", interview)).content.decode()
    assert "**slope** $1$ <b>" in csv
    assert "<strong>" not in csv


def test_texts_follow_the_language_of_the_reader(user, user_client):
    interview = whole_interview(user).seat.interview
    page = user_client.get(address("report", interview), HTTP_ACCEPT_LANGUAGE="ko")
    assert '<h3 dir="auto" lang="ko">왜 ReLU인가?</h3>' in page.content.decode()


def test_times_are_those_of_the_reader(user, user_client):
    interview = whole_interview(user).seat.interview
    user_client.cookies["tz"] = "America/New_York"
    page = user_client.get(address("report", interview)).content.decode()
    assert ">24 Nov 2026, 00:07</time>" in page


def test_before_handing_in_a_page_says_when_the_report_appears(user, user_client):
    seat = sit(make_interview(users=[user]), user)
    response = user_client.get(address("report", seat.interview))
    assert response.status_code == 200
    page = response.content.decode()
    assert "<h2>No report yet</h2>" in page
    assert f'href="{seat.interview.get_absolute_url()}">Back to the interview</a>' in page


def test_the_same_page_stands_there_before_the_start(user, user_client):
    interview = make_interview(users=[user])
    assert "No report yet" in user_client.get(address("report", interview)).content.decode()


@pytest.mark.parametrize("kind", ["markdown", "csv"])
def test_before_handing_in_there_is_nothing_to_download(user, user_client, kind):
    seat = sit(make_interview(users=[user]), user)
    assert user_client.get(address(kind, seat.interview)).status_code == 404


def test_while_reopened_the_earlier_scorecards_stay_readable(user, user_client):
    seat = handed_in(user=user).seat
    seat.reopen("Mixed up <two> candidates", at(60))
    page = user_client.get(address("report", seat.interview)).content.decode()
    assert "Your scorecard was reopened." in page
    assert "<bdi>Mixed up &lt;two&gt; candidates</bdi>" in page
    earlier = address("report", seat.interview, f"?seat={seat.pk}&scorecard=1")
    assert f'href="{escape(earlier)}"' in page
    read = user_client.get(earlier).content.decode()
    assert "This scorecard was reopened: it is not the last word." in read


def test_each_scorecard_is_read_by_its_number(user, user_client):
    first = handed_in(user=user)
    first.seat.reopen("Too harsh", at(60))
    hand_in(first.seat, "strong_yes", second=120)
    interview = first.seat.interview
    now = user_client.get(address("report", interview)).content.decode()
    then = user_client.get(address("report", interview, "?scorecard=1")).content.decode()
    assert '<span class="call" data-call="strong_yes">Strong yes</span>' in now
    assert '<span class="call" data-call="yes">Yes</span>' in then
    csv = user_client.get(address("csv", interview, "?scorecard=1")).content.decode()
    assert csv.splitlines()[1].endswith(",Yes,1,0")


@pytest.mark.parametrize("kind", PAGES)
def test_without_a_seat_there_is_no_report(owner_client, user, kind):
    interview = handed_in(user=user).seat.interview
    assert owner_client.get(address(kind, interview)).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
def test_without_signing_in_there_is_only_the_way_to_sign_in(client, user, kind):
    where = address(kind, handed_in(user=user).seat.interview)
    response = client.get(where)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={where}")


@pytest.mark.parametrize("kind", PAGES)
def test_a_colleagues_report_is_shut_until_the_own_scorecard_is_handed_in(user, user_client, kind):
    own, other = panel(user, make_user("Lee"))
    hand_in(other)
    where = address(kind, own.interview, f"?seat={other.pk}")
    assert user_client.get(where).status_code == 404
    assert user_client.get(f"{where}&scorecard=1").status_code == 404
    hand_in(own)
    assert user_client.get(where).status_code == 200


@pytest.mark.parametrize("kind", PAGES)
def test_it_shuts_again_while_the_own_scorecard_is_reopened(user, user_client, kind):
    own, other = panel(user, make_user("Lee"))
    hand_in(other)
    hand_in(own)
    own.reopen("Once more", at(60))
    assert user_client.get(address(kind, own.interview, f"?seat={other.pk}")).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
def test_a_colleague_who_has_not_handed_in_has_no_report(user, user_client, kind):
    own, other = panel(user, make_user("Lee"))
    hand_in(own)
    assert user_client.get(address(kind, own.interview, f"?seat={other.pk}")).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
def test_a_seat_of_another_interview_is_not_reached_through_this_one(user, user_client, kind):
    own = handed_in(user=user).seat
    stranger = handed_in().seat
    where = address(kind, own.interview, f"?seat={stranger.pk}")
    assert user_client.get(where).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize(
    "query", ["?seat=x", "?seat=-1", "?seat=٣", f"?seat={10**17}", "?seat=" + "9" * 40]
)
def test_a_seat_that_is_none_is_not_found(user, user_client, kind, query):
    interview = handed_in(user=user).seat.interview
    assert user_client.get(address(kind, interview, query)).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("query", ["?scorecard=2", "?scorecard=x", f"?scorecard={10**17}"])
def test_a_scorecard_that_is_none_is_not_found(user, user_client, kind, query):
    interview = handed_in(user=user).seat.interview
    assert user_client.get(address(kind, interview, query)).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
def test_an_interview_that_is_none_is_not_found(user_client, kind):
    assert user_client.get(reverse(f"reports:{kind}", args=[10**17])).status_code == 404


@pytest.mark.parametrize("kind", PAGES)
def test_a_report_is_only_read(user, user_client, kind):
    interview = handed_in(user=user).seat.interview
    assert user_client.post(address(kind, interview)).status_code == 405


def test_colleagues_are_named_once_the_own_scorecard_is_handed_in(user, user_client):
    own, other = panel(user, make_user("Lee"))
    page = user_client.get(address("report", own.interview)).content.decode()
    assert "Lee" not in page
    hand_in(own)
    page = user_client.get(address("report", own.interview)).content.decode()
    assert "<span>Lee <small>not handed in</small></span>" in page
    hand_in(other)
    page = user_client.get(address("report", own.interview)).content.decode()
    assert f'<a href="{address("report", own.interview)}?seat={other.pk}">Lee</a>' in page


def test_only_ones_own_last_scorecard_can_be_reopened_from_here(user, user_client):
    own, other = panel(user, make_user("Lee"))
    hand_in(own)
    hand_in(other)
    link = reverse("interview:reopen", args=[own.interview_id])
    mine = user_client.get(address("report", own.interview)).content.decode()
    theirs = user_client.get(address("report", own.interview, f"?seat={other.pk}"))
    assert link in mine
    assert link not in theirs.content.decode()


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [("markdown", "text/markdown; charset=utf-8", "md"), ("csv", "text/csv; charset=utf-8", "csv")],
)
def test_a_download_is_named_by_day_and_candidate(user, user_client, kind, content_type, ending):
    interview = make_interview(users=[user], candidate="김민지")
    hand_in(sit(interview, user))
    response = user_client.get(address(kind, interview))
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="2026-11-24_report.{ending}"; '
        f"filename*=UTF-8''2026-11-24_%EA%B9%80%EB%AF%BC%EC%A7%80.{ending}"
    )


HOSTILE = "</blockquote><script>alert(1)</script>{{ 7|add:7 }} & \u202e=1+1 👩🏽‍💻 ᄒᆞᆫ글"


def test_hostile_text_stays_text(user, user_client):
    root = make_question(HOSTILE)
    seat = handed_in(act("note", "1", HOSTILE), user=user, root=root).seat
    page = user_client.get(address("report", seat.interview)).content.decode()
    assert "<script>alert" not in page
    assert f'<blockquote class="note" dir="auto">{escape(HOSTILE)}</blockquote>' in page
    for download in ("markdown", "csv"):
        assert user_client.get(address(download, seat.interview)).status_code == 200


def test_a_note_of_16_kilobytes_is_shown_whole(user, user_client):
    note = "가" * 5461
    seat = handed_in(act("note", "1", note), user=user).seat
    assert note in user_client.get(address("report", seat.interview)).content.decode()


@pytest.mark.parametrize("follow_ups", [2, 59])
@pytest.mark.parametrize(("kind", "queries"), [("report", 9), ("markdown", 7), ("csv", 7)])
def test_queries_do_not_grow_with_the_questions(
    user, user_client, follow_ups, kind, queries, django_assert_num_queries
):
    root = make_question()
    for number in range(follow_ups):
        make_question(f"And {number}?", parent=root)
    seat = sit(make_interview(make_kit(root), users=[user]), user)
    seat.record(act("score", str(number + 1), 3) for number in range(follow_ups + 1))
    hand_in(seat)
    with django_assert_num_queries(queries):
        assert user_client.get(address(kind, seat.interview)).status_code == 200


def test_reading_writes_nothing(user, user_client: Client):
    seat = handed_in(user=user).seat
    before = seat.entries.count()
    user_client.get(address("report", seat.interview))
    assert (seat.entries.count(), Scorecard.objects.count()) == (before, 1)
