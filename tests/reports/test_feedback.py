"""What a candidate is told: drafted from the record, and edited before it goes out."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from interview.models import Feedback, Refused
from reports import feedback
from reports.reader import WORDS
from reports.report import Report
from tests.factories import make_interview, make_user
from tests.reports.scenes import at, hand_in, sit, whole_interview

pytestmark = pytest.mark.django_db
OWN = "You know your activations."


def address(seat, page="feedback", language="en") -> str:
    return reverse(f"reports:{page}", args=[seat.interview_id]) + f"?language={language}"


def draft(scorecard, language="en") -> str:
    with override(language):
        return feedback.draft(Report.of(scorecard, language), WORDS)


def test_the_draft_says_what_was_heard_and_no_more(user):
    assert draft(whole_interview(user)) == (
        "Dear Park Jisoo,\n\n"
        "Thank you for taking the time to talk with us about the position ML engineer.\n\n"
        "You explained these points well:\n\n"
        "Activations\n- exp is costly\n\n"
        "We wish you all the best.\n"
    )


def test_the_draft_is_polite_in_korean(user):
    assert draft(whole_interview(user), "ko") == (
        "Park Jisoo 님께,\n\n"
        "ML engineer 포지션 면접에 시간을 내 주셔서 감사합니다.\n\n"
        "다음 내용을 잘 설명해 주셨습니다.\n\n"
        "활성화\n- exp is costly\n\n"
        "앞으로 좋은 일이 많으시기를 바랍니다.\n"
    )


def test_only_essential_key_points_count_as_missed(user):
    report = Report.of(whole_interview(user), "en")
    assert [point.text.text for point in report.lines[0].missed] == ["기울기 소실"]
    assert feedback.missed(report) == []


def test_the_page_shows_the_draft_and_where_it_comes_from(user, user_client):
    seat = whole_interview(user).seat
    page = user_client.get(address(seat)).content.decode()
    assert "Dear Park Jisoo,\n\nThank you" in page
    assert f"?seat={seat.pk}&amp;scorecard=1#q1" in page
    assert "Nobody has edited it yet" in page
    assert "Named cost first" not in page


def test_a_draft_does_not_go_out(user, user_client):
    scorecard = whole_interview(user)
    assert user_client.get(address(scorecard.seat, "feedback_text")).status_code == 404
    answer = user_client.post(address(scorecard.seat), {"text": draft(scorecard)})
    assert answer.status_code == 422
    assert "This is still the draft." in answer.content.decode()
    assert not Feedback.objects.exists()


def test_what_a_person_wrote_goes_out_in_that_language_alone(user, user_client):
    seat = whole_interview(user).seat
    saved = user_client.post(address(seat), {"text": OWN})
    assert (saved.status_code, saved.url) == (302, address(seat))
    file = user_client.get(address(seat, "feedback_text"))
    assert file.content.decode() == OWN
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert user_client.get(address(seat, "feedback_text", "ko")).status_code == 404


def test_the_last_text_holds_and_the_one_before_is_kept(user, user_client):
    seat = whole_interview(user).seat
    for text in (OWN, "Better."):
        user_client.post(address(seat), {"text": text})
    assert Feedback.of(seat.scorecard, "en").text == "Better."
    assert Feedback.objects.count() == 2


def test_a_blank_text_is_none(user, user_client):
    scorecard = whole_interview(user)
    assert user_client.post(address(scorecard.seat), {"text": " \n"}).status_code == 422
    with pytest.raises(Refused, match="blank"):
        Feedback.write(scorecard, "en", " ", "", user)


def test_a_colleague_reads_it_and_does_not_write_it(user, client):
    colleague = make_user("Lee", "lee@example.com")
    interview = make_interview(users=[user, colleague])
    own, other = sit(interview, user), sit(interview, colleague)
    card = hand_in(own)
    hand_in(other)
    client.force_login(colleague)
    where = f"{address(own)}&seat={own.pk}"
    page = client.get(where).content.decode()
    assert "The interviewer whose report this is writes it." in page
    assert client.post(where, {"text": OWN}).status_code == 404
    Feedback.write(card, "en", OWN, "", user)
    assert OWN in client.get(where).content.decode()


@pytest.mark.parametrize("kind", ["feedback", "feedback_text"])
def test_without_a_seat_or_a_scorecard_there_is_none(user, user_client, owner_client, kind):
    seat = whole_interview(user).seat
    assert owner_client.get(address(seat, kind)).status_code == 404
    seat.reopen("again", at(500))
    assert user_client.get(address(seat, kind)).status_code == 404


@pytest.mark.parametrize("language", ["de", "", "x" * 500])
def test_a_language_that_is_none_is_not_found(user, user_client, language):
    seat = whole_interview(user).seat
    assert user_client.get(address(seat, language=language)).status_code == 404
