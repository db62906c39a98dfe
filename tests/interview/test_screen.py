"""The candidate's screen: what was sent to it, live, and not one byte more."""

import gzip
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from interview.models import Candidate, Interview, Kit, Position, Screen, Seat
from interview.state import Entry
from questions.card import Card
from questions.models import Pack
from tests.factories import (
    make_interview,
    make_kit,
    make_question,
    make_seat,
    make_user,
)
from tests.pages import text
from tests.security import CheckedClient

pytestmark = pytest.mark.django_db

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="8">{}</text></svg>'
ADDED = "6f1f7f3e-7d5a-4b1e-9c3a-2f4d5e6a7b8c"


def record(seat: Seat, *acts: tuple[str, str, object]) -> None:
    seat.record(Entry(str(uuid.uuid4()), *act, timezone.now()) for act in acts)


def show(seat: Seat, node: str) -> None:
    record(seat, ("show", node, None))


def begun(user, *prompts: str | dict[str, str], **card: object) -> Seat:
    root = make_question(prompts[0], **card)
    for prompt in prompts[1:]:
        make_question(prompt, parent=root)
    seat = make_seat(user, make_interview(make_kit(root)))
    seat.start(timezone.now())
    return seat


@pytest.fixture
def seat(user) -> Seat:
    return begun(user, {"en": "Why ReLU?", "ko": "왜 ReLU인가?"}, "What is wrong with it?")


@pytest.fixture
def screen(seat) -> Screen:
    return Screen.objects.renew(seat, language="en", at=timezone.now())


def seen(client: CheckedClient, screen: Screen) -> str:
    """What the screen reads, on its page and in the part that changes."""
    page = client.get(screen.get_absolute_url())
    part = client.get(reverse("interview:screen_now", args=[screen.key]))
    assert part.content.decode() in page.content.decode()
    return text(page, "screen")


class TestShow:
    def test_is_neutral_until_something_is_sent(self, client, screen):
        assert seen(client, screen) == "The question appears here."

    def test_shows_what_was_sent_last(self, client, screen, seat):
        show(seat, "1")
        assert seen(client, screen) == "Why ReLU?"
        show(seat, "2")
        assert seen(client, screen) == "What is wrong with it?"
        show(seat, "")
        assert seen(client, screen) == "The question appears here."

    def test_shows_the_figure_of_the_question_and_not_that_of_the_answer(self, client, user):
        figures = {
            name: {"file": f"{name}.svg", "svg": SVG.format(name), "alt": {"en": f"{name} alt"}}
            for name in ("figure", "answer_figure")
        }
        seat = begun(user, "Why?", **figures)
        screen = Screen.objects.renew(seat, language="en", at=timezone.now())
        show(seat, "1")
        page = client.get(screen.get_absolute_url()).content.decode()
        assert ">figure</text>" in page
        assert 'aria-label="figure alt"' in page
        assert "answer_figure" not in page

    def test_speaks_its_own_language_whatever_the_browser_asks_for(self, client, screen, seat):
        show(seat, "1")
        screen.speak("ko")
        page = client.get(screen.get_absolute_url(), headers={"Accept-Language": "en"})
        assert '<html lang="ko">' in page.content.decode()
        assert '<h1 class="screen-prompt" lang="ko">왜 ReLU인가?</h1>' in page.content.decode()

    def test_says_a_prompt_in_the_language_that_there_is(self, client, screen, seat):
        show(seat, "2")
        screen.speak("ko")
        part = client.get(reverse("interview:screen_now", args=[screen.key])).content.decode()
        assert part == '<h1 class="screen-prompt" lang="en">What is wrong with it?</h1>\n'

    def test_shows_a_follow_up_that_nobody_planned(self, client, screen, seat):
        record(seat, ("add", ADDED, {"parent": "1", "prompt": "<b>GELU</b>?"}))
        show(seat, ADDED)
        page = client.get(screen.get_absolute_url()).content.decode()
        assert '<h1 class="screen-prompt">&lt;b&gt;GELU&lt;/b&gt;?</h1>' in page

    def test_keeps_the_words_of_the_script_when_the_bank_changes(self, client, screen, seat):
        show(seat, "1")
        root = seat.interview.kit.chains.get().root
        root.revise(Card(prompt={"en": "Another question"}))
        assert seen(client, screen) == "Why ReLU?"

    def test_a_long_prompt_is_set_smaller(self, client, user):
        seat = begun(user, "x" * 121)
        screen = Screen.objects.renew(seat, language="en", at=timezone.now())
        show(seat, "1")
        assert "data-long" in client.get(screen.get_absolute_url()).content.decode()

    def test_costs_three_queries_however_much_was_recorded(
        self, client, screen, seat, django_assert_num_queries
    ):
        show(seat, "1")
        record(seat, *(("note", "1", f"note {n}") for n in range(30)))
        with django_assert_num_queries(3):
            client.get(reverse("interview:screen_now", args=[screen.key]))

    def test_what_has_not_changed_is_not_sent_again(self, client, screen, seat):
        address = reverse("interview:screen_now", args=[screen.key])
        show(seat, "1")
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        show(seat, "2")
        changed = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)

    def test_the_page_knows_what_it_shows(self, client, screen, seat):
        show(seat, "1")
        page = client.get(screen.get_absolute_url()).content.decode()
        part = client.get(reverse("interview:screen_now", args=[screen.key]))
        assert f'data-seen="{escape(part["ETag"])}"' in page

    @pytest.mark.parametrize("name", ["screen", "screen_now"])
    def test_takes_nothing(self, name, client, screen):
        assert client.post(reverse(f"interview:{name}", args=[screen.key])).status_code == 405


class TestEnd:
    @pytest.fixture
    def closed(self, client) -> list[tuple]:
        """What a link answers that never was."""
        return self.answers(client, "nowhere")

    def answers(self, client, key: str) -> list[tuple]:
        """All that the two addresses of a link answer."""
        pages = [
            client.get(reverse(f"interview:{n}", args=[key])) for n in ("screen", "screen_now")
        ]
        return [(page.status_code, sorted(page.headers.items()), page.content) for page in pages]

    def test_a_link_that_never_was_says_that_the_screen_is_closed(self, client):
        page = client.get(reverse("interview:screen", args=["nowhere"]))
        said = "This screen is closed. If the interview is still going on, ask for a new link."
        assert (page.status_code, text(page, "screen")) == (404, said)

    def test_a_link_that_was_closed_answers_the_same(self, client, screen, seat, closed):
        show(seat, "1")
        screen.revoke()
        assert self.answers(client, screen.key) == closed

    def test_a_link_that_was_renewed_answers_the_same(self, client, screen, seat, closed):
        show(seat, "1")
        fresh = Screen.objects.renew(seat, language="en", at=timezone.now())
        assert self.answers(client, screen.key) == closed
        assert seen(client, fresh) == "Why ReLU?"

    def test_a_link_that_is_too_old_answers_the_same(self, client, screen, seat, closed):
        show(seat, "1")
        Screen.objects.update(made_at=timezone.now() - timedelta(hours=12))
        assert self.answers(client, screen.key) == closed

    def test_a_finished_interview_answers_the_same(self, client, screen, seat, closed):
        show(seat, "1")
        record(seat, ("finish", "", None))
        assert self.answers(client, screen.key) == closed

    def test_a_scorecard_that_is_handed_in_answers_the_same(self, client, screen, seat, closed):
        show(seat, "1")
        seat.conclude("yes", "Good.", timezone.now())
        assert self.answers(client, screen.key) == closed
        seat.reopen("typo", timezone.now())
        assert self.answers(client, screen.key) == closed

    def test_after_going_on_the_link_works_and_shows_nothing_of_before(self, client, screen, seat):
        show(seat, "1")
        record(seat, ("finish", "", None), ("resume", "", None))
        assert seen(client, screen) == "The question appears here."

    def test_a_finish_that_was_taken_back_changes_nothing(self, client, screen, seat):
        show(seat, "1")
        finish = str(uuid.uuid4())
        seat.record([Entry(finish, "finish", "", None, timezone.now())])
        record(seat, ("undo", "", {"entry": finish}))
        assert seen(client, screen) == "Why ReLU?"

    def test_a_pause_leaves_the_question_in_sight(self, client, screen, seat):
        show(seat, "1")
        record(seat, ("pause", "", None))
        assert seen(client, screen) == "Why ReLU?"

    def test_no_key_can_be_guessed(self, screen):
        keys = {screen.key} | {
            Screen.objects.renew(screen.seat, language="en", at=timezone.now()).key
            for _n in range(20)
        }
        assert len(keys) == 21
        assert {len(key) for key in keys} == {43}


class TestLink:
    def address(self, seat: Seat) -> str:
        return reverse("interview:screen_link", args=[seat.interview_id])

    def test_is_made_on_its_page_in_the_readers_language(self, client, user, seat):
        client.force_login(user)
        response = client.post(self.address(seat), {"act": "open", "language": "ko"})
        assert response.url == self.address(seat)
        screen = Screen.objects.get()
        assert (screen.seat, screen.language) == (seat, "ko")
        page = client.get(self.address(seat)).content.decode()
        assert f'value="http://testserver{screen.get_absolute_url()}"' in page

    def test_an_unknown_language_is_the_readers(self, user_client, seat):
        user_client.post(self.address(seat), {"act": "open", "language": "xx"})
        assert Screen.objects.get().language == "en"

    @pytest.mark.parametrize(("act", "there"), [("open", 1), ("close", 0), ("nonsense", 1)])
    def test_one_click_renews_or_closes_it(self, act, there, user_client, seat, screen):
        user_client.post(self.address(seat), {"act": act})
        assert Screen.objects.count() == there
        renewed = Screen.objects.filter(key=screen.key).count() == 0
        assert renewed == (act != "nonsense")

    def test_the_language_changes_and_the_link_stays(self, user_client, seat, screen):
        user_client.post(self.address(seat), {"act": "speak", "language": "ko"})
        again = Screen.objects.get()
        assert (again.key, again.language) == (screen.key, "ko")

    def test_htmx_gets_the_part_alone(self, user_client, seat):
        page = user_client.post(self.address(seat), {"act": "open"}, headers={"HX-Request": "true"})
        assert page.content.decode().lstrip().startswith('<div class="stack" id="screen-link">')
        assert Screen.objects.get().key in page.content.decode()

    def test_there_is_none_before_the_start(self, user_client, user):
        seat = make_seat(user)
        page = user_client.post(self.address(seat), {"act": "open"})
        assert (page.url, Screen.objects.count()) == (seat.interview.get_absolute_url(), 0)

    def test_a_colleague_has_a_screen_of_their_own(self, client, seat, screen):
        colleague = make_seat(make_user("Dana"), seat.interview)
        colleague.start(timezone.now())
        client.force_login(colleague.user)
        page = client.get(self.address(colleague)).content.decode()
        assert screen.key not in page
        show(colleague, "1")
        assert seen(CheckedClient(), screen) == "The question appears here."

    def test_a_plain_form_shows_and_hides(self, user_client, seat, screen):
        act = reverse("interview:act", args=[seat.interview_id])
        console = reverse("interview:console", args=[seat.interview_id])
        assert user_client.post(act, {"kind": "show", "question": "2"}).url == f"{console}#q2"
        assert seat.state().shown == "2"
        page = user_client.get(console).content.decode()
        assert 'value="" data-show="2" data-hotkey="KeyV" aria-pressed="true"' in page
        assert 'value="1" data-show="1" data-hotkey="KeyV" aria-pressed="false"' in page
        user_client.post(act, {"kind": "show", "question": ""})
        assert seat.state().shown == ""

    def test_without_a_screen_a_plain_form_leads_to_where_it_is_opened(self, user_client, seat):
        act = reverse("interview:act", args=[seat.interview_id])
        response = user_client.post(act, {"kind": "show", "question": "2"})
        assert (response.url, seat.state().shown) == (self.address(seat), "")

    def test_a_question_that_is_not_there_is_not_shown(self, user_client, seat, screen):
        act = reverse("interview:act", args=[seat.interview_id])
        response = user_client.post(act, {"kind": "show", "question": "99"})
        assert (response.status_code, seat.state().shown) == (422, "")


# What must not be in any response. Each is a word of its own that no encoding changes.
_numbers = count(1)
CANARIES: list[str] = []


def canary() -> str:
    CANARIES.append(f"zqx{next(_numbers)}xqz")
    return CANARIES[-1]


def both() -> dict[str, str]:
    return {"ko": canary(), "en": canary()}


def figure() -> dict[str, object]:
    return {"file": f"{canary()}.svg", "svg": SVG.format(canary()), "alt": both()}


def full(prompt: dict[str, str], **parts: object) -> Card:
    """A card with a canary in every part but the prompt, and the figure where one is given."""
    return Card.model_validate(
        {
            "prompt": prompt,
            "answer": both(),
            "heard": both(),
            "key_points": [{"text": both()}, {"text": both(), "essential": False}],
            "hints": [both(), both()],
            "anchors": {str(score): both() for score in range(1, 5)},
            "pitfalls": [{"text": both(), "why": both(), "ask": both()}],
            "why": both(),
            "probe": {"ask": both(), "expect": both()},
            "figure": figure(),
            "answer_figure": figure(),
            "sources": [{"authors": canary(), "year": 2010, "title": canary(), "where": canary()}],
            "facts": [{"text": canary(), "test": canary()}],
            "when": "word",
            "words": {"ko": [canary()], "en": [canary()]},
            "standing": "verified",
            "checked": {"on": "2026-11-01", "by": canary(), "against": [canary()]},
            **parts,
        }
    )


@pytest.fixture
def everything(user) -> Seat:
    """A running interview in the middle of an instance that is full of canaries."""
    CANARIES.clear()
    user.name, user.email = canary(), f"{canary()}@example.com"
    user.save()
    pack = Pack.objects.create(slug=canary(), title=both(), notes=both())
    topic = pack.add_topic(both())
    seen_figure = {"file": f"{canary()}.svg", "svg": SVG.format("axis"), "alt": {"en": "a curve"}}
    prompts = ({"en": "Shown question", "ko": "보이는 질문"}, both(), both())
    root, child, later = (
        pack.add_question(full(prompt, **more), parent=parent, topic=topic)
        for prompt, parent, more in (
            (prompts[0], None, {"figure": seen_figure}),
            (prompts[1], None, {}),
            (prompts[2], None, {}),
        )
    )
    child.move(parent=root, topic=topic, position=0)
    kit = Kit.objects.create(title=canary(), position=Position.objects.create(title=canary()))
    kit.pick_all([root, later])
    kit.write(opening=both(), closing=both())
    mine, other = (Candidate.objects.create(name=canary(), email=f"{canary()}@x.y") for _ in "ab")
    colleague = make_user(canary(), f"{canary()}@example.com")
    now = timezone.now()
    plan = {"kit": kit, "planned_at": now}
    interview = Interview.objects.plan(candidate=mine, users=[user, colleague], **plan)
    elsewhere = Interview.objects.plan(candidate=other, users=[user], **plan)
    for one in (*interview.seats.all(), *elsewhere.seats.all()):
        one.start(now)
        record(
            one,
            ("score", "1", 4),
            ("note", "1", canary()),
            ("point", "1", {"n": 1, "heard": True}),
            ("add", str(uuid.uuid4()), {"parent": "1", "prompt": canary()}),
            ("call", "", "yes"),
            ("summary", "", canary()),
        )
    elsewhere.seats.get().hand_in(now)
    seat = interview.seats.get(user=user)
    canary()  # of the seat's key and its ids, which are random themselves
    CANARIES[-1] = str(seat.key)
    return seat


def answers(clients: list[Client], screen: Screen) -> Iterator[HttpResponse]:
    """Give every answer that the addresses of a screen have, in every way to ask."""
    ways = [{}, {"Accept-Language": "ko"}, {"Accept-Encoding": "gzip"}, {"HX-Request": "true"}]
    page = reverse("interview:screen", args=[screen.key])
    part = reverse("interview:screen_now", args=[screen.key])
    for client in clients:
        for way in ways:
            yield from (client.get(page, headers=way), client.get(part, headers=way))
            etag = client.get(part)["ETag"]
            yield client.get(part, headers=way | {"If-None-Match": etag})
            yield from (client.head(page), client.post(page), client.options(part))
            yield client.get(page.rstrip("/"))


def everything_in(response: HttpResponse) -> str:
    """Give every byte of a response as text: its status line, its headers, its body unpacked."""
    body = response.getvalue()
    if response.headers.get("Content-Encoding") == "gzip" and body:
        body = gzip.decompress(body)
    cookies = response.cookies.output()
    return f"{response.reason_phrase}\n{response.headers}\n{cookies}\n{body.decode()}"


def leaks(response: HttpResponse) -> list[str]:
    return [word for word in CANARIES if word in everything_in(response)]


class TestNothingElse:
    @pytest.mark.parametrize("language", ["ko", "en"])
    @pytest.mark.parametrize("node", ["1", ""])
    def test_no_byte_of_anything_but_the_question_that_was_sent(
        self, everything, user, language, node
    ):
        interviewer, stranger = Client(), Client()
        interviewer.force_login(user)
        screen = Screen.objects.renew(everything, language=language, at=timezone.now())
        show(everything, node)

        found = list(answers([stranger, interviewer], screen))

        assert len(found) == 56
        assert len(CANARIES) > 100
        assert [response.request["PATH_INFO"] for response in found if leaks(response)] == []
        wanted = {"ko": "보이는 질문", "en": "Shown question"}[language]
        assert (wanted in everything_in(found[0])) == (node == "1")
        assert ("axis" in everything_in(found[0])) == (node == "1")

    def test_the_canaries_are_heard_where_they_may_be(self, everything, user_client):
        """The check itself: the interviewer's own console is full of them."""
        page = user_client.get(reverse("interview:console", args=[everything.interview_id]))
        assert len(leaks(page)) > 60

    def test_a_question_that_is_shown_leaves_its_siblings_out(self, everything, client):
        screen = Screen.objects.renew(everything, language="en", at=timezone.now())
        show(everything, "2")
        prompt = everything.interview.kit.chains.first().root.follow_ups.get().card.prompt["en"]
        found = set(leaks(client.get(screen.get_absolute_url())))
        assert prompt in found
        figure = everything.interview.kit.chains.first().root.follow_ups.get().card.figure
        own = {prompt, figure.alt["en"], re.search(r"zqx\d+xqz", figure.svg)[0]}
        assert found == own

    def test_what_is_recorded_meanwhile_changes_no_byte(self, everything, client):
        screen = Screen.objects.renew(everything, language="en", at=timezone.now())
        show(everything, "1")
        before = [self.raw(client, screen, name) for name in ("screen", "screen_now")]
        record(
            everything,
            ("score", "1", 1),
            ("outcome", "2", "no_answer"),
            ("note", "2", "not good"),
            ("hint", "1", 2),
            ("open", "3", None),
            ("pause", "", None),
            ("call", "", "strong_no"),
        )
        assert [self.raw(client, screen, name) for name in ("screen", "screen_now")] == before

    def raw(self, client: CheckedClient, screen: Screen, name: str) -> tuple:
        page = client.get(reverse(f"interview:{name}", args=[screen.key]))
        return sorted(page.headers.items()), page.content

    def test_no_cookie_is_set_and_nobody_is_named(self, everything, user):
        client = CheckedClient()
        screen = Screen.objects.renew(everything, language="en", at=timezone.now())
        page = client.get(screen.get_absolute_url())
        assert client.cookies.output() == ""
        assert "csrf" not in page.content.decode()
        assert "<title>Interview · Kkori</title>" in page.content.decode()

    def test_its_stylesheets_and_scripts_are_the_same_for_everybody(self, everything, client):
        screen = Screen.objects.renew(everything, language="en", at=timezone.now())
        page = client.get(screen.get_absolute_url()).content.decode()
        files = re.findall(r'(?:href|src)="([^"]+)"', page)
        assert [file for file in files if not file.startswith("/static/")] == []
        for file in files:
            assert "?" not in file
