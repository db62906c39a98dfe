"""The console and the wrap-up as pages."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from interview.access import seat_or_404
from interview.models import Refused, Seat
from interview.state import Entry
from questions.markup import render
from tests.factories import make_interview, make_kit, make_question, make_seat, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def begun(user, *prompts: str, **card: object) -> Seat:
    """A begun seat of this user: the first prompt is the root, the others follow it up."""
    root = make_question(prompts[0], **card)
    for prompt in prompts[1:]:
        make_question(prompt, parent=root)
    seat = make_seat(user, make_interview(make_kit(root)))
    seat.start(NOON)
    return seat


def record(seat: Seat, *acts: tuple[str, str, object]) -> None:
    at = NOON + timedelta(minutes=1)
    seat.record(Entry(str(uuid.uuid4()), kind, q, value, at) for kind, q, value in acts)


def page(client, name: str, seat: Seat) -> str:
    response = client.get(reverse(f"interview:{name}", args=[seat.interview_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_console_shows_all_that_a_card_has(user_client, user):
    seat = begun(
        user,
        "Why ReLU?",
        answer={"en": "Because it does not saturate."},
        heard={"ko": "빨라서요"},
        key_points=({"text": {"en": "cheap"}, "essential": False}, {"text": {"en": "slope 1"}}),
        hints=({"en": "its slope?"},),
        anchors={"4": {"en": "names dead units"}},
        pitfalls=(
            {"text": {"en": "zero-centred"}, "why": {"en": "not"}, "ask": {"en": "its mean?"}},
        ),
    )
    html = page(user_client, "console", seat)

    for words in (
        "Because it does not saturate.",
        '<div class="prose" lang="ko"><p>빨라서요</p></div>',
        '<span lang="en">cheap</span>',
        '<span lang="en">slope 1 <span class="essential">essential</span></span>',
        '<span class="hint-number">1</span> <span lang="en">its slope?</span>',
        "names dead units",
        "zero-centred",
        "its mean?",
    ):
        assert words in html
    assert "do not score against it" in html


def test_the_console_shows_what_was_recorded(user_client, user):
    seat = begun(user, "Why ReLU?", "What is wrong with it?", "Why a bias?")
    record(seat, ("score", "1", 3), ("note", "2", "<b>굵게</b>"), ("outcome", "3", "skipped"))
    html = page(user_client, "console", seat)

    assert 'data-outcome="answered" data-score="3"' in html
    assert 'data-outcome="skipped" data-score=""' in html
    assert "&lt;b&gt;굵게&lt;/b&gt;</textarea>" in html
    assert "<span data-reached>3</span> / <span data-total>3</span>" in html


def test_the_current_question_is_the_one_that_was_opened_last(user_client, user):
    seat = begun(user, "Why ReLU?", "What is wrong with it?")
    record(seat, ("open", "2", None))

    assert 'id="q2" data-question="2"' in page(user_client, "console", seat)
    current = page(user_client, "console", seat).split(" data-current>")[0]
    assert current.rsplit('id="', 1)[1].startswith("q2")


def test_a_text_in_the_other_language_stands_in_and_says_so(user_client, user):
    seat = begun(user, {"ko": "왜 ReLU인가?"})

    assert '<h2 class="question-prompt" id="q1-prompt" lang="ko">왜 ReLU인가?</h2>' in page(
        user_client, "console", seat
    )


@pytest.mark.parametrize("follow_ups", [1, 30])
def test_the_console_costs_seven_queries_whatever_the_size_and_renders_no_text(
    user_client, user, follow_ups, django_assert_num_queries, monkeypatch
):
    prompts = [f"Follow-up {n}?" for n in range(follow_ups)]
    seat = begun(user, "Why ReLU?", *prompts, answer={"en": "**cheap** $x$"})
    record(seat, *(("note", str(n + 1), "text") for n in range(follow_ups)))
    record(seat, ("add", str(uuid.uuid4()), {"parent": "1", "prompt": "And *GELU*?"}))
    monkeypatch.setattr(render, "_MARKDOWN", None)
    monkeypatch.setattr(render, "_CLEANER", None)

    # session, user, seat, how far, journal, screen, cards, past
    with django_assert_num_queries(8):
        html = page(user_client, "console", seat)
    assert "<p><strong>cheap</strong> <math><mi>x</mi></math></p>" in html
    assert ">And *GELU*?</h2>" in html


def test_the_console_shows_markup_probe_and_figure(user_client, user):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>'
    seat = begun(
        user,
        "Why ReLU?",
        figure={"file": "a.svg", "svg": svg, "alt": {"ko": "곡선"}},
        answer_figure={"file": "b.svg", "svg": svg, "alt": {"en": "Its slope"}},
        answer={"en": "|a|\n|-|\n|1|"},
        key_points=[{"text": {"en": "at most $0.25$"}}],
        anchors={"4": {"en": "`<b>` & $x$"}},
        probe={"ask": {"en": "and at $0$?"}, "expect": {"ko": "**서브그래디언트**"}},
    )
    html = page(user_client, "console", seat)

    for words in (
        '<figure class="figure"><svg role="img" aria-label="곡선" lang="ko" viewBox="0 0 9 9">',
        'aria-label="Its slope" lang="en"',
        '<div class="table-scroll" tabindex="0"><table>',
        '<span lang="en">at most <math><mn>0.25</mn></math> <span class="essential">',
        'title="`&lt;b&gt;` &amp; $x$"><code>&lt;b&gt;</code> &amp; <math><mi>x</mi></math></span>',
        '<h3>Recited?</h3><div class="veiled"><p lang="en">and at <math><mn>0</mn></math>?</p>',
        '<div class="prose" lang="ko"><p><strong>서브그래디언트</strong></p></div>',
    ):
        assert words in html


def test_a_follow_up_says_when_to_ask_it(user_client, user):
    root = make_question("Why ReLU?")
    make_question("Always?", parent=root)
    make_question("Deeper?", parent=root, when="strong")
    words = {"ko": ["죽은"], "en": ["dead", "dying"]}
    make_question("Dead?", parent=root, when="word", words=words)
    seat = make_seat(user, make_interview(make_kit(root)))
    seat.start(NOON)
    html = page(user_client, "console", seat)

    assert re.findall('<span class="when">(.*?)<span', html) == [
        "After a strong answer",
        "When a word falls: dead, dying",
    ]


def asked(html: str, parent: str) -> list[tuple[str, str]]:
    """Give the follow-ups listed under a question: what is advised, and why."""
    listed = html.split(f'data-below="{parent}">')[1].split("</ol>")[0]
    return [
        (*re.findall('data-advice="(.*?)"', item), *re.findall("because>(.*?)</span>", item))
        for item in listed.split("</li>")[:-1]
    ]


def conditional(user) -> Seat:
    """A begun seat whose root has a follow-up for each condition."""
    root = make_question("Why ReLU?")
    for when in ("weak", "always", "word", "strong"):
        words = {"words": {"en": ["dying"]}} if when == "word" else {}
        make_question(f"{when}?", parent=root, when=when, **words)
    seat = make_seat(user, make_interview(make_kit(root)))
    seat.start(NOON)
    return seat


def test_before_a_score_the_follow_ups_stand_as_they_are_written(user_client, user):
    html = page(user_client, "console", conditional(user))
    assert asked(html, "1") == [("", ""), (), ("", ""), ("", "")]


def test_after_a_score_those_that_fit_are_brought_forward_and_say_why(user_client, user):
    seat = conditional(user)
    record(seat, ("score", "1", 4))
    html = page(user_client, "console", seat)

    assert asked(html, "1") == [
        ("now", " · 4 above"),
        (),
        ("later", " · 4 above"),
        ("later", " · 4 above"),
    ]


def test_a_word_in_the_note_brings_its_follow_up_forward(user_client, user):
    seat = conditional(user)
    record(seat, ("note", "1", "Dying units"), ("score", "1", 2), ("score", "2", 3))
    html = page(user_client, "console", seat)

    assert asked(html, "1") == [
        ("now", " · “dying” is in the note above"),
        ("", ""),
        (),
        ("later", " · 2 above"),
    ]


def test_the_console_says_how_the_time_left_fits(user_client, user):
    seat = begun(user, "Why ReLU?")
    with time_machine.travel(NOON + timedelta(minutes=38), tick=False):
        html = page(user_client, "console", seat)

    assert 'data-tone="">22 min left</p>' in html
    assert '<time data-clock="chain">38:00</time>' in html


def test_before_the_start_the_console_leads_back_to_the_interview(user_client, user):
    seat = make_seat(user)
    for name in ("console", "wrap_up"):
        response = user_client.get(reverse(f"interview:{name}", args=[seat.interview_id]))
        assert response["Location"] == f"/interviews/{seat.interview_id}/"


def test_a_colleague_who_has_not_begun_is_led_to_the_start(user_client, user):
    begun_by_another = begun(make_user(), "Why ReLU?")
    seat = make_seat(user, begun_by_another.interview)
    for name in ("console", "wrap_up"):
        response = user_client.get(reverse(f"interview:{name}", args=[seat.interview_id]))
        assert response["Location"] == f"/interviews/{seat.interview_id}/"


def test_starting_leads_to_the_console(user_client, user):
    seat = make_seat(user)
    response = user_client.post(reverse("interview:start", args=[seat.interview_id]))

    assert response["Location"] == f"/interviews/{seat.interview_id}/console/"
    assert [e.kind for e in seat.journal()] == ["start", "open"]


def test_an_empty_kit_does_not_start(user_client, user):
    seat = make_seat(user)
    seat.interview.kit.chains.all().delete()
    response = user_client.post(reverse("interview:start", args=[seat.interview_id]))

    assert response["Location"] == f"/interviews/{seat.interview_id}/"
    assert seat.journal() == []


def test_the_wrap_up_lists_the_gaps(user_client, user):
    seat = begun(user, "Why ReLU?", "What is wrong with it?", "Why a bias?")
    record(seat, ("outcome", "1", "answered"), ("score", "2", 2))
    html = page(user_client, "wrap_up", seat)

    unscored, rest = html.split("Scored without a word of evidence")
    wordless, not_reached = rest.split("<h2>Not reached</h2>")
    assert 'lang="en">Why ReLU?</span>' in unscored.split("Answered, not scored")[1]
    assert 'lang="en">What is wrong with it?</span>' in wordless
    assert 'lang="en">Why a bias?</span>' in not_reached


def test_the_wrap_up_lists_what_was_flagged(user_client, user):
    seat = begun(user, "Why ReLU?", "What is wrong with it?")
    record(seat, ("flag", "2", True))
    flagged = page(user_client, "wrap_up", seat).split("<h2>Flagged</h2>")[1]

    assert 'lang="en">What is wrong with it?</span>' in flagged.split("</details>")[0]


def test_the_wrap_up_keeps_the_draft(user_client, user):
    seat = begun(user, "Why ReLU?")
    record(seat, ("call", "", "no"), ("summary", "", "초안입니다"))
    html = page(user_client, "wrap_up", seat)

    assert 'value="no" data-kind="call" data-on=\'"no"\' required checked' in html
    assert "초안입니다</textarea>" in html


def test_handing_in_leads_to_the_report(user_client, user):
    seat = begun(user, "Why ReLU?")
    url = reverse("interview:wrap_up", args=[seat.interview_id])
    response = user_client.post(url, {"call": "strong_yes", "summary": "모두 답했다."})

    assert response["Location"] == f"/interviews/{seat.interview_id}/report/"
    card = seat.scorecards.get()
    assert (card.call, card.summary) == ("strong_yes", "모두 답했다.")
    for name in ("console", "wrap_up"):
        again = user_client.get(reverse(f"interview:{name}", args=[seat.interview_id]))
        assert again["Location"] == f"/interviews/{seat.interview_id}/report/"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"summary": "Good."}, "Choose one of the four: there is no middle on purpose."),
        ({"call": "yes", "summary": " "}, "Write a sentence or two that support your call."),
        ({"call": "maybe", "summary": "Good."}, "maybe is not one of the available choices."),
    ],
)
def test_handing_in_without_a_call_or_a_summary_says_what_is_missing(
    user_client, user, form, message
):
    seat = begun(user, "Why ReLU?")
    response = user_client.post(reverse("interview:wrap_up", args=[seat.interview_id]), form)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert seat.scorecards.count() == 0


def test_reopening_asks_for_a_reason(user_client, user):
    seat = begun(user, "Why ReLU?")
    seat.conclude("yes", "Good.", NOON)
    url = reverse("interview:reopen", args=[seat.interview_id])

    assert user_client.post(url, {"reason": ""}).status_code == 422
    response = user_client.post(url, {"reason": "wrong call"})
    assert response["Location"] == f"/interviews/{seat.interview_id}/wrap-up/"
    assert seat.state().reopened == ("wrong call",)


def test_reopening_twice_at_once_leads_to_the_same_place(user_client, user):
    seat = begun(user, "Why ReLU?")
    seat.conclude("yes", "Good.", NOON)
    seen = seat_or_404(user, seat.interview_id)
    seat.reopen("first", NOON)
    with pytest.raises(Refused, match="not_handed_in"):
        seen.reopen("second", NOON)
    assert seat.state().reopened == ("first",)


def test_a_summary_keeps_a_space_for_what_cannot_be_kept(user_client, user):
    seat = begun(user, "Why ReLU?")
    url = reverse("interview:wrap_up", args=[seat.interview_id])
    user_client.post(url, {"call": "yes", "summary": "bell \a rings \ufffd"})

    assert seat.scorecards.get().summary == "bell   rings  "


def test_a_follow_up_with_odd_words_still_shows(user_client, user):
    seat = begun(user, "Why ReLU?")
    url = reverse("interview:add", args=[seat.interview_id, "1"])
    user_client.post(url, {"prompt": "why \ufffd?"})

    assert "why  ?" in page(user_client, "console", seat)


def test_the_summary_is_kept_with_the_line_ends_that_were_typed(user_client, user):
    seat = begun(user, "Why ReLU?")
    record(seat, ("call", "", "yes"), ("summary", "", "one\ntwo"))
    url = reverse("interview:wrap_up", args=[seat.interview_id])
    user_client.post(url, {"call": "yes", "summary": "one\r\ntwo"})

    assert seat.scorecards.get().summary == "one\ntwo"
    assert [e.kind for e in seat.journal()] == ["start", "open", "call", "summary", "hand_in"]


def test_what_is_not_handed_in_cannot_be_reopened(user_client, user):
    seat = begun(user, "Why ReLU?")
    response = user_client.get(reverse("interview:reopen", args=[seat.interview_id]))

    assert response["Location"] == f"/interviews/{seat.interview_id}/"
