"""What is said before the first question and after the last: in the kit, then in the script."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from interview import demo
from interview.models import Kit, Refused
from interview.paper import Paper
from interview.paper_markdown import PaperMarkdown
from interview.spoken import SUGGESTED
from tests.factories import make_chain, make_interview, make_kit, make_pack, make_seat
from tests.pages import page_text, text, texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
OPENING = {"ko": "안녕하세요.\n시작할까요?", "en": "Hello.\nShall we?"}
CLOSING = {"en": "Your turn to ask."}


@pytest.fixture
def kit(db) -> Kit:
    kit = make_kit()
    kit.write(opening=OPENING, closing=CLOSING)
    return kit


def typed(**texts: str) -> dict[str, str]:
    """What the form sends: blank but for these."""
    names = ("opening-ko", "opening-en", "closing-ko", "closing-en")
    return dict.fromkeys(names, "") | {name.replace("_", "-"): said for name, said in texts.items()}


class TestForm:
    def test_saves_both_texts_in_both_languages(self, user_client):
        kit = make_kit()
        sent = typed(opening_ko="안녕하세요.", opening_en=" Hello. ", closing_en="Bye.")

        response = user_client.post(reverse("interview:kit_words", args=[kit.pk]), sent)

        kit.refresh_from_db()
        assert response.url == kit.get_absolute_url()
        assert kit.opening == {"ko": "안녕하세요.", "en": "Hello."}
        assert kit.closing == {"en": "Bye."}

    def test_shows_what_is_there(self, kit, user_client):
        page = user_client.get(reverse("interview:kit_words", args=[kit.pk])).content.decode()
        for words in ("안녕하세요.\n시작할까요?", "Hello.\nShall we?", "Your turn to ask."):
            assert words in page

    def test_a_suggestion_fills_what_is_blank_and_saves_nothing(self, user_client):
        kit = make_kit()
        address = reverse("interview:kit_words", args=[kit.pk])

        page = user_client.post(address, typed(opening_en="Mine.") | {"act": "suggest"})

        assert [page.context["form"][name].value() for name in typed()] == [
            SUGGESTED["opening"]["ko"],
            "Mine.",
            SUGGESTED["closing"]["ko"],
            SUGGESTED["closing"]["en"],
        ]
        assert "nothing is saved yet" in page_text(page)
        kit.refresh_from_db()
        assert (kit.opening, kit.closing) == ({}, {})

    def test_a_new_kit_says_nothing_by_itself(self):
        assert (make_kit().opening, make_kit().closing) == ({}, {})

    def test_a_text_that_is_too_long_is_refused(self, kit, user_client):
        sent = typed(closing_en="x" * 4001)
        page = user_client.post(reverse("interview:kit_words", args=[kit.pk]), sent)
        kit.refresh_from_db()
        assert (page.status_code, kit.closing) == (422, CLOSING)
        assert "4000" in text(page, "error")

    def test_a_character_that_cannot_be_kept_becomes_a_space(self, kit, user_client):
        sent = typed(opening_en="Hel\x0blo\ufffd!")
        user_client.post(reverse("interview:kit_words", args=[kit.pk]), sent)
        kit.refresh_from_db()
        assert kit.opening == {"en": "Hel lo !"}

    def test_a_kit_that_was_deleted_meanwhile_is_not_made_again(self, kit):
        Kit.objects.get(pk=kit.pk).discard()
        with pytest.raises(Refused, match="gone"):
            kit.write(opening={}, closing={})


class TestConsole:
    def test_shows_both_around_the_questions_with_a_key_for_each(self, kit, user, user_client):
        seat = make_seat(user, make_interview(kit))
        seat.start(NOON)

        page = user_client.get(reverse("interview:console", args=[seat.interview_id]))

        assert texts(page, "spoken-words") == ["Hello. Shall we?", "Your turn to ask."]
        assert texts(page, "spoken-acts") == ["First question J", "Last question K"]
        assert texts(page, "spoken-link") == ["Opening O", "Closing E"]
        html = page.content.decode()
        places = [html.index(f'id="{name}"') for name in ("opening", "q1", "closing")]
        assert places == sorted(places)

    def test_keeps_what_the_kit_said_at_the_start(self, kit, user, user_client):
        seat = make_seat(user, make_interview(kit))
        seat.start(NOON)
        kit.write(opening={"en": "Changed."}, closing={})

        page = user_client.get(reverse("interview:console", args=[seat.interview_id]))

        assert texts(page, "spoken-words") == ["Hello. Shall we?", "Your turn to ask."]

    def test_says_it_in_the_readers_language_or_in_the_one_that_there_is(self, kit, user, client):
        seat = make_seat(user, make_interview(kit))
        seat.start(NOON)
        client.force_login(user)

        page = client.get(
            reverse("interview:console", args=[seat.interview_id]),
            headers={"Accept-Language": "ko"},
        ).content.decode()

        assert '<p class="spoken-words" lang="ko">안녕하세요.' in page
        assert '<p class="spoken-words" lang="en">Your turn to ask.' in page

    def test_begins_with_the_opening(self, kit, user, user_client):
        interview = make_interview(kit, users=[user])
        response = user_client.post(reverse("interview:start", args=[interview.pk]))
        console = reverse("interview:console", args=[interview.pk])
        assert response.url == f"{console}#opening"

    def test_a_script_from_before_there_were_such_texts_has_none(self, user, user_client):
        seat = make_seat(user)
        seat.start(NOON)
        frozen = seat.interview.frozen
        seat.interview.frozen = {
            name: frozen[name] for name in frozen if name not in ("opening", "closing")
        }
        seat.interview.save()
        page = user_client.get(reverse("interview:console", args=[seat.interview_id]))
        assert texts(page, "spoken") == texts(page, "spoken-link") == []


class TestPaper:
    def test_stands_before_the_first_question_and_after_the_last(self, kit, user_client):
        page = user_client.get(reverse("interview:kit_print", args=[kit.pk]))
        said = texts(page, "paper-spoken")
        assert said == ["Opening Hello. Shall we?", "Closing Your turn to ask."]
        all_of_it = page_text(page)
        places = [all_of_it.index(words) for words in ("Hello.", "Why ReLU?", "Your turn")]
        assert places == sorted(places)

    def test_stands_in_the_markdown_as_a_quote(self, kit):
        text = PaperMarkdown("en", str).render(Paper.of(kit, "en"))
        head, rest = text.split("## 1 Why ReLU?")
        assert head.endswith("## Opening\n\n> Hello.  \n> Shall we?\n\n")
        assert rest.endswith("## Closing\n\n> Your turn to ask.\n")


def test_the_demo_says_both():
    make_chain("Why?", ["How?"], pack=make_pack("deep-learning"))
    demo.make_demo()
    kit = demo.find_kit()
    assert kit is not None
    assert {"opening": kit.opening, "closing": kit.closing} == SUGGESTED


@pytest.mark.parametrize("part", ["opening", "closing"])
def test_our_suggestion_is_there_in_both_languages_with_blanks_for_what_we_cannot_know(part):
    assert set(SUGGESTED[part]) == {"ko", "en"}
    for said in SUGGESTED[part].values():
        assert "[" in said
        assert len(said) < 600
