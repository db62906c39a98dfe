"""The import page: look at a text, import it; and the download."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from questions.models import Pack, Question, Revision
from questions.outline import parse
from questions.outline_import import export_outline, import_outline
from tests.factories import make_pack, make_question
from tests.questions.import_page import (
    SMALL,
    URL,
    branches,
    lines,
    send,
    text_in,
    told,
    typed,
    words,
)
from tests.security import CheckedClient

REAL = Path(__file__).parent.parent / "data" / "deep-learning-questions.ko.txt"


class TestPage:
    def test_offers_a_new_pack_and_those_that_there_are(self, user_client):
        make_pack("nets", "Networks")
        html = user_client.get(URL).content.decode()
        assert re.findall(r'<option value="(\w+)"[^>]*>(.*?)</option>', html) == [
            ("new", "A new pack"),
            ("nets", "Networks"),
            ("recognised", "As recognised"),
            ("ko", "Korean"),
            ("en", "English"),
        ]

    def test_says_what_an_outline_looks_like_before_there_is_one(self, user_client):
        page = words(user_client.get(URL))
        assert "The tree comes here" in page
        assert "Q1. Why is ReLU used more than Sigmoid?" in page

    def test_imports_into_a_given_pack(self, user_client):
        pack = make_pack("nets", "Networks")
        html = user_client.get(f"/packs/{pack.slug}/import/").content.decode()
        assert 'action="/packs/nets/import/"' in html
        assert 'name="pack"' not in html
        assert '<option value="ko" selected>Korean</option>' in html

    def test_is_for_people_who_are_signed_in(self, client, db):
        assert client.get(URL).headers["Location"] == f"/accounts/login/?next={URL}"
        assert client.post(URL, {"text": SMALL}).status_code == 302
        assert Question.objects.count() == 0

    def test_of_an_unknown_pack_is_not_found(self, user_client):
        assert user_client.get("/packs/nope/import/").status_code == 404
        assert send(user_client, SMALL, "/packs/nope/import/").status_code == 404

    def test_takes_no_other_method(self, user_client):
        assert user_client.put(URL).status_code == 405

    def test_demands_the_token_against_forgery(self, user):
        client = CheckedClient(enforce_csrf_checks=True)
        client.force_login(user)
        assert send(client, SMALL, act="import", title="Nets").status_code == 403
        assert Pack.objects.count() == 0


class TestLook:
    def test_counts_what_the_real_file_holds(self, user_client):
        page = words(send(user_client, REAL.read_text()))
        assert (
            "16 chains 64 questions 57 answers with text 4 empty answers 3 without an answer "
            "language: Korean"
        ) in page
        assert "64 new questions, the notes of the pack, its closing words" in page
        assert "Answers come in as heard: what somebody once said, unverified." in page

    def test_saves_nothing(self, user_client):
        send(user_client, SMALL)
        assert (Pack.objects.count(), Question.objects.count()) == (0, 0)

    def test_shows_each_line_with_its_kind_and_its_doubt(self, user_client):
        text = f"From a talk.\n{SMALL}## Late\nQ2. What now?\n\n\nThat is all."
        assert lines(send(user_client, text)) == [
            ("1", "note", "From a talk."),
            ("2", "root", "Q1. What is ReLU?"),
            ("3", "blank", ""),
            ("4", "answer", "A. A kink (?) marked with (?)"),
            ("5", "blank", ""),
            ("6", "followup", "+ What breaks?"),
            ("7", "blank", ""),
            ("8", "answer", "A. Dead units."),
            ("9", "topic", "## Late"),
            ("10", "root", "Q2. What now? no answer"),
            ("11", "blank", ""),
            ("12", "blank", ""),
            ("13", "note", "That is all."),
        ]

    def test_shows_the_tree_with_links_from_doubts_to_lines(self, user_client):
        response = send(user_client, SMALL)
        assert branches(response) == [("1", "What is ReLU?"), ("1.1", "What breaks?")]
        assert re.findall(r'<a class="doubt" href="(#L\d+)"[^>]*>(.*?)</a>', str(response.content))
        assert "line 3: marked with (?)" in words(response)

    def test_keeps_the_text_to_be_edited(self, user_client):
        assert text_in(send(user_client, "\n" + SMALL)) == "\n" + SMALL

    def test_escapes_what_is_in_the_text(self, user_client):
        html = send(user_client, "Q1. <script>alert(1)</script>").content.decode()
        assert "<script>alert" not in html
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3

    def test_without_a_text_asks_for_one(self, user_client):
        response = send(user_client)
        assert response.status_code == 422
        assert "Paste a text, or choose a file." in words(response)

    def test_of_htmx_gives_the_preview_alone(self, user_client):
        response = typed(user_client, SMALL)
        html = response.content.decode()
        assert (response.status_code, branches(response)[0]) == (200, ("1", "What is ReLU?"))
        assert html.strip().startswith('<section class="stack" id="preview"')
        assert "<textarea" not in html

    def test_of_htmx_without_a_text_is_no_error(self, user_client):
        response = typed(user_client)
        assert (response.status_code, "The tree comes here" in words(response)) == (200, True)

    def test_compares_with_the_pack_that_is_chosen(self, user_client):
        import_outline("nets", parse(SMALL + "+ Why?\n+ How?\n+ Who?"), language="en")
        changed = SMALL.replace("What breaks?", "What breaks first?") + "+ Who?\n+ New one?"
        response = send(user_client, changed, pack="nets")
        page = words(response)
        assert "1 new question, 1 revised" in page
        assert "Revised: their words change 1 1.1 What breaks first?" in page
        assert "In the pack, not in the text: they are kept 2 Why? How?" in page
        assert "1.1 What breaks first? Revised" in page
        assert "1.3 New one? New" in page

    def test_says_when_there_is_nothing_to_change(self, user_client):
        import_outline("nets", parse(SMALL), language="en")
        response = send(user_client, SMALL, pack="nets")
        assert "Nothing to change" in words(response)
        assert 'value="import"' not in response.content.decode()

    def test_says_what_stays_retired(self, user_client):
        import_outline("nets", parse(SMALL), language="en")
        Question.objects.get(key="q1").retire()
        page = words(send(user_client, SMALL, pack="nets"))
        assert "Retired in the pack: they stay retired, with what is below them 1 1 What is" in page
        assert "1 What is ReLU? Stays retired" in page
        assert "1.1 What breaks? Stays retired" in page

    def test_warns_of_a_language_that_the_text_is_not_in(self, user_client):
        page = words(send(user_client, "Q1. 왜 ReLU 인가?", language="en"))
        assert "This text seems to be Korean, but would be kept as English." in page

    @pytest.mark.parametrize("chains", [16, 160])
    def test_takes_as_many_queries_for_many_questions(
        self, user_client, django_assert_num_queries, chains
    ):
        text = "\n".join(f"Q{n}. Root {n}\n+ Up {n}\n+ Down {n}\n+ Side {n}" for n in range(chains))
        import_outline("nets", parse(text), language="en")
        with django_assert_num_queries(6):
            assert send(user_client, text, pack="nets").status_code == 200


class TestImport:
    def test_makes_a_pack_and_says_what_came_in(self, user_client, user):
        response = send(user_client, REAL.read_text(), act="import", title="딥러닝", slug="dl")
        assert response.headers["Location"] == "/packs/dl/"
        assert told(response) == [
            "Imported: 64 new questions, the notes of the pack, its closing words. "
            "Answers came in as heard, unverified."
        ]
        pack = Pack.objects.get()
        assert (pack.slug, pack.title, pack.language) == ("dl", {"ko": "딥러닝"}, "ko")
        assert {revision.author for revision in Revision.objects.all()} == {user}

    def test_makes_an_address_from_the_title(self, user_client):
        send(user_client, SMALL, act="import", title="Neural Nets")
        send(user_client, SMALL, act="import", title="Import")
        assert [pack.slug for pack in Pack.objects.all()] == ["import-2", "neural-nets"]

    def test_goes_into_the_pack_that_is_chosen(self, user_client):
        import_outline("nets", parse(SMALL), language="en")
        response = send(user_client, SMALL + "+ Why?", act="import", pack="nets")
        assert response.headers["Location"] == "/packs/nets/"
        assert told(response) == ["Imported: 1 new question. Answers came in as heard, unverified."]
        assert Pack.objects.count() == 1

    def test_goes_into_the_pack_of_the_address(self, user_client):
        pack = make_pack("nets")
        response = send(user_client, SMALL, "/packs/nets/import/", act="import", language="en")
        assert response.headers["Location"] == "/packs/nets/"
        assert [q.prompt for q in pack.questions.in_order().with_cards()] == [
            "What is ReLU?",
            "What breaks?",
        ]

    def test_of_what_is_there_already_says_so(self, user_client):
        import_outline("nets", parse(SMALL), language="en")
        response = send(user_client, SMALL, act="import", pack="nets")
        assert told(response) == ["The pack says all of this already: nothing was changed."]
        assert Revision.objects.count() == 2

    def test_takes_the_language_that_is_chosen(self, user_client):
        send(user_client, "Q1. ReLU?", act="import", title="Nets", language="ko")
        assert Question.objects.get().card.prompt == {"ko": "ReLU?"}

    def test_takes_a_file_without_a_look_before(self, user_client):
        file = SimpleUploadedFile("a.txt", SMALL.encode())
        send(user_client, act="import", title="Nets", file=file)
        assert Question.objects.count() == 2

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"title": ""}, "Give the new pack a title."),
            ({"title": "Networks"}, "A pack has this title already. Choose it above."),
            ({"title": "Nets", "slug": "nets"}, "This address is taken. Choose another one."),
            ({"title": "Nets", "slug": "import"}, "This address is taken. Choose another one."),
            ({"title": "Nets", "slug": "a b"}, "Enter a valid “slug” consisting of letters"),
            ({"pack": "gone"}, "Select a valid choice. gone is not one of the available choices."),
        ],
    )
    def test_needs_a_pack_to_go_to(self, user_client, fields, reason):
        make_pack("nets", "Networks")
        response = send(user_client, SMALL, act="import", **fields)
        assert response.status_code == 422
        assert reason in words(response)
        assert text_in(response) == SMALL
        assert branches(response)[0] == ("1", "What is ReLU?")
        assert (Pack.objects.count(), Question.objects.count()) == (1, 0)


class TestExport:
    def test_downloads_the_outline_in_utf_8(self, user_client):
        import_outline("dl", parse(REAL.read_text()), language="ko")
        response = user_client.get("/packs/dl/outline.txt")
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'attachment; filename="dl.ko.txt"'
        assert response.content.decode() == export_outline(Pack.objects.get())
        assert response.content.decode().splitlines()[5] == (
            "Q1. 요즘 Sigmoid 보다 ReLU를 많이 쓰는데 그 이유는?"
        )

    def test_comes_back_unchanged(self, user_client):
        make_question("Why ReLU?", pack=make_pack("nets"), heard={"en": "It is cheap."})
        text = user_client.get("/packs/nets/outline.txt").content.decode()
        page = words(send(user_client, text, pack="nets"))
        assert "Nothing to change" in page

    def test_of_an_unknown_pack_is_not_found(self, user_client):
        assert user_client.get("/packs/nope/outline.txt").status_code == 404

    def test_takes_no_other_method(self, user_client):
        make_pack("nets")
        assert user_client.post("/packs/nets/outline.txt").status_code == 405

    def test_is_for_people_who_are_signed_in(self, client, db):
        make_pack("nets")
        assert client.get("/packs/nets/outline.txt").status_code == 302
