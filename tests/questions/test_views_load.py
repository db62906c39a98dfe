"""The pages that load a pack: a file is checked, looked at, loaded or discarded."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.utils import timezone

from questions import shipping
from questions.folder import digest_of
from questions.models import Pack, Question, Revision, Upload
from questions.pack import Contents, table
from questions.pack.archive import packed
from questions.pack.json_file import to_json
from questions.pack.spreadsheet import to_csv, to_xlsx
from tests.factories import make_pack, make_question, make_user
from tests.pages import page_text, texts
from tests.questions.imports import everything
from tests.questions.pack.contents import PACK, SHORT
from tests.questions.pack.hostile import FILES
from tests.questions.packs import FOLLOW_UP, ROOT, small
from tests.security import CheckedClient

URL = "/packs/load/"
LINES = {"Accept": "application/x-ndjson"}
FORMATS = {
    "deep.zip": lambda: packed(small(), "deep"),
    "deep.json": lambda: to_json(PACK),
    "deep.xlsx": lambda: to_xlsx(table.rows(PACK)),
    "deep.csv": lambda: to_csv(table.rows(PACK)),
}


def send(client: CheckedClient, name: str, data: bytes, **fields: str) -> HttpResponse:
    """Send a file as the form does, and come to the page that it leads to."""
    file = SimpleUploadedFile(name, data)
    form = {"file": file, "into": "", "title": "", **fields}
    return client.post(URL, form, follow=True)


def load(client: CheckedClient, follow: bool = True) -> HttpResponse:
    """Load the newest upload."""
    return client.post(f"{URL}{Upload.objects.first().pk}/load/", follow=follow)


def lines(response: HttpResponse) -> list[dict]:
    """Give the lines of an answer that tells of its progress."""
    assert response.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in response.getvalue().splitlines()]


def failing_at(start: str):
    """Fail at the statement that begins so, as a database does whose disk is full."""

    def execute(run, sql, params, many, context):
        if sql.startswith(start):
            raise OperationalError("disk full")
        return run(sql, params, many, context)

    return execute


@pytest.mark.parametrize("name", FORMATS)
class TestEveryFormat:
    def test_is_checked_and_changes_nothing_before_it_is_loaded(self, user_client, name):
        page = send(user_client, name, FORMATS[name]())
        assert page.status_code == 200
        assert "2 new questions" in page_text(page)
        assert (Pack.objects.count(), Question.objects.count()) == (0, 0)

    def test_is_loaded_and_leads_to_the_pack(self, user_client, name):
        send(user_client, name, FORMATS[name]())
        page = load(user_client)
        pack = Pack.objects.get()
        assert page.redirect_chain[-1] == (f"/packs/{pack.slug}/", 302)
        assert texts(page, "messages")[0].startswith("Loaded: 2 new questions, ")
        assert pack.questions.count() == 2

    def test_says_when_there_is_nothing_to_change(self, user_client, name):
        send(user_client, name, FORMATS[name]())
        load(user_client)
        page = send(user_client, name, FORMATS[name](), into=Pack.objects.get().slug)
        assert "Nothing to change" in page_text(page)
        assert "Nothing to load" in page_text(page)


class TestStandings:
    def test_that_a_file_gives_and_takes_are_said(self, user_client):
        page = send(user_client, "a.json", to_json(PACK))
        assert (
            texts(page, "load-list")[0]
            == "Why ReLU? relu Unverified → Verified And then? relu/next"
        )
        load(user_client)
        other = to_json(PACK).replace(b"The slope is", b"The slope was")
        page = send(user_client, "a.json", other)
        said = texts(page, "load-list")
        assert said == [
            "Why ReLU? relu Verified → Unverified Becomes another: Reference answer · English, "
            "Standing, Checked"
        ]


class TestTable:
    def test_goes_into_a_new_pack_named_after_the_file(self, user_client):
        send(user_client, "Neural nets.csv", FORMATS["deep.csv"]())
        load(user_client)
        assert Pack.objects.get(slug="neural-nets").title == {"en": "Neural nets"}

    def test_goes_into_the_pack_that_was_chosen_and_keeps_what_it_lacks(self, user_client):
        pack = make_pack("nets_1", "Nets")
        make_question("What is a net?", pack=pack)
        page = send(user_client, "a.csv", FORMATS["deep.csv"](), into="nets_1")
        assert "2 new questions" in page_text(page)
        assert "In the bank, not in the file: they are kept 1" in page_text(page)
        load(user_client)
        assert (Pack.objects.get().title, pack.questions.count()) == ({"en": "Nets"}, 3)

    def test_without_rows_holds_no_questions_yet(self, user_client):
        page = send(user_client, "a.csv", to_csv(table.template()))
        assert texts(page, "wrongs") == [
            "This file holds no questions yet. Write one in each row, and choose it again."
        ]


class TestRevised:
    def test_says_which_parts_become_another_in_which_language(self, user_client):
        send(user_client, "deep.zip", packed(small(), "deep"))
        load(user_client)
        cards = (ROOT + FOLLOW_UP).replace("Why ReLU?", "Why is it ReLU?")
        page = send(user_client, "deep.zip", packed(small(cards=cards), "deep"))
        root = Question.objects.get(key="relu")
        assert texts(page, "load-list") == [
            "Why is it ReLU? relu Becomes another: Prompt · English"
        ]
        assert f'href="{root.get_absolute_url()}"' in page.content.decode()


class TestProblems:
    def test_name_row_key_and_field_and_say_what_to_do(self, user_client):
        rows = table.rows(PACK)
        rows[2][rows[0].index("minutes")] = 99
        page = send(user_client, "a.csv", to_csv(rows))
        assert texts(page, "wrongs") == [
            "Row 3 relu/next minutes The number is out of range; the limit is 60."
        ]
        assert "1 thing is wrong." in page_text(page)
        assert "Nothing was changed." in page_text(page)

    def test_are_all_told_at_once_also_what_the_cards_lack(self, user_client):
        lost = FOLLOW_UP.replace('"relu"', '"nope"')
        odd = FOLLOW_UP.replace("relu/dead", "x").replace("prompt.en", "promptt.en")
        cards = ROOT.replace("anchors.4", "# anchors.4") + lost + odd
        send(user_client, "a.zip", packed(small(cards=cards), "deep"))
        assert [one["code"] for one in Upload.objects.get().result["problems"]] == [
            *("anchor_missing", "parent_unknown", "unknown_field")
        ]

    def test_of_a_table_are_all_told_at_once_too(self, user_client):
        rows = table.rows(PACK)
        rows[2][rows[0].index("parent")] = "nope"
        rows[1][rows[0].index("anchors.4.en")] = ""
        send(user_client, "a.csv", to_csv(rows))
        listed = [one["code"] for one in Upload.objects.get().result["problems"]]
        assert {"parent_unknown", "language_missing"} <= {*listed}

    def test_cannot_be_loaded(self, user_client):
        send(user_client, "a.zip", b"PK")
        before = Upload.objects.get().result
        page = load(user_client)
        assert page.status_code == 200
        assert (Upload.objects.get().result, Pack.objects.count()) == (before, 0)

    def test_come_by_file_and_can_be_filtered_by_it(self, user_client):
        files = {**small(), "cards/x.toml": b"=", "cards/y.toml": b"=\n="}
        page = send(user_client, "a.zip", packed(files, "deep"))
        assert [text.split()[0] for text in texts(page, "card-head")] == [
            *("cards/x.toml", "cards/y.toml")
        ]
        pk = Upload.objects.get().pk
        one = user_client.get(f"{URL}{pk}/", {"file": "cards/y.toml"})
        assert [text.split()[0] for text in texts(one, "card-head")] == ["cards/y.toml"]

    def test_beyond_200_are_counted_and_all_come_as_plain_text(self, user_client):
        rows = table.rows(PACK)
        rows = [rows[0], *([f"a{n}", "", "act", *[""] * 5, "no"] for n in range(301))]
        page = send(user_client, "a.csv", to_csv(rows))
        assert "301 things are wrong." in page_text(page)
        assert "101 more are not shown here." in page_text(page)
        text = user_client.get(f"{URL}{Upload.objects.get().pk}/problems.txt")
        assert text.headers["Content-Disposition"] == 'attachment; filename="a.csv.txt"'
        said = text.content.decode().splitlines()
        assert len(said) == 301
        assert said[0] == ":2: [a0] when: This must be one of 'always', 'strong', 'weak' or 'word'."

    @pytest.mark.parametrize(
        ("what", "words"),
        [
            ("zip of overlapping entries", "inside another one of the archive, as in a trap."),
            ("xlsx with macros", "This workbook holds macros or links to other files."),
            ("xlsx with a formula", "There is a formula in this cell."),
            ("csv in cp949", "this is not UTF-8"),
            ("json with nul", "cannot be kept"),
            ("yaml with tags", "A file that ends in .yaml is not one of a pack."),
            ("toml of dotted keys", "This is not TOML"),
        ],
    )
    def test_of_a_hostile_file_are_said_and_nothing_changes(self, user_client, what, words):
        name, make, _codes = FILES[what]
        before = everything()
        page = send(user_client, name, make())
        assert words in page_text(page)
        before["questions.Upload"] = everything()["questions.Upload"]
        assert everything() == before


class TestForm:
    def test_wants_a_file(self, user_client):
        page = user_client.post(URL, {"into": "", "title": ""})
        assert page.status_code == 422
        assert "Choose a file." in page_text(page)

    @pytest.mark.parametrize("size", [16_000_001, 18_000_000])
    def test_refuses_a_file_that_is_too_large(self, user_client, size):
        page = send(user_client, "a.csv", b"a" * size)
        assert page.status_code == 422
        assert "It has more than 16,000,000 bytes." in page_text(page)
        assert Upload.objects.count() == 0

    def test_lists_what_waits(self, user_client):
        send(user_client, "a.zip", b"PK")
        assert texts(user_client.get(URL), "rows-item")[0].endswith("1 problem")


class TestUpload:
    def test_is_seen_by_nobody_else(self, user_client):
        send(user_client, "deep.zip", FORMATS["deep.zip"]())
        pk = Upload.objects.get().pk
        other = CheckedClient()
        other.force_login(make_user("Lee"))
        asked = [other.get(f"{URL}{pk}/"), other.get(f"{URL}{pk}/problems.txt")]
        asked += [other.post(f"{URL}{pk}/{act}/") for act in ("check", "load", "discard")]
        assert [page.status_code for page in asked] == [404] * 5
        assert "deep.zip" not in page_text(other.get(URL))
        assert (Upload.objects.count(), Pack.objects.count()) == (1, 0)

    def test_can_be_discarded(self, user_client):
        send(user_client, "deep.zip", FORMATS["deep.zip"]())
        page = user_client.post(f"{URL}{Upload.objects.get().pk}/discard/", follow=True)
        assert texts(page, "messages") == ["The file is discarded. Nothing was changed."]
        assert Upload.objects.count() == 0

    def test_of_the_day_before_goes_with_the_next_one_of_the_same_person(self, user_client, user):
        old = timezone.now() - timedelta(days=1, minutes=1)
        other = make_user("Lee")
        for person in (user, other):
            Upload.objects.keep(user=person, name="old", data=b"", size=0, created_at=old)
        send(user_client, "new.zip", b"PK")
        assert {(one.user, one.name) for one in Upload.objects.all()} == {
            *((user, "new.zip"), (other, "old"))
        }

    def test_that_is_loaded_keeps_no_data_and_is_not_loaded_again(self, user_client):
        send(user_client, "deep.zip", FORMATS["deep.zip"]())
        load(user_client)
        assert bytes(Upload.objects.get().data) == b""
        page = load(user_client)
        assert page.redirect_chain[-1] == ("/packs/nets/", 302)
        assert Revision.objects.count() == 2

    def test_is_not_loaded_when_the_bank_moved_on(self, user_client):
        send(user_client, "deep.zip", FORMATS["deep.zip"]())
        make_question("Meanwhile?", pack=make_pack("nets"))
        page = load(user_client)
        assert "Nothing was loaded: the bank changed meanwhile." in page_text(page)
        assert "In the bank, not in the file: they are kept 1" in page_text(page)
        assert Question.objects.count() == 1
        load(user_client)
        assert Question.objects.count() == 3

    def test_whose_check_was_broken_off_waits_for_it(self, user_client, user):
        data = FORMATS["deep.zip"]()
        one = Upload.objects.keep(user=user, name="deep.zip", data=data, size=len(data))
        assert "Not checked yet" in page_text(user_client.get(one.get_absolute_url()))
        page = user_client.post(f"{URL}{one.pk}/check/", follow=True)
        assert "2 new questions" in page_text(page)

    def test_tells_what_its_cards_lack_without_refusing_them(self, user_client):
        lacking = PACK.model_copy(
            update={
                "questions": Contents.model_validate(
                    {
                        "slug": "a",
                        "title": {},
                        "topics": PACK.topics,
                        "questions": [{"key": "a", "topic": "act", "card": SHORT}],
                    }
                ).questions
            }
        )
        page = send(user_client, "a.json", to_json(lacking))
        assert "1 new question" in page_text(page)
        assert "There is no anchor for score 1." in page_text(page)
        assert "The text is missing in “Korean”." in page_text(page)

    def test_says_in_korean_when_it_was_sent(self, user_client, user):
        user_client.cookies["django_language"] = "ko"
        sent = datetime(2026, 11, 28, 4, 59, tzinfo=UTC)
        one = Upload.objects.keep(user=user, name="a.csv", data=b"", size=0, created_at=sent)
        assert "2026년 11월 28일 오후 1:59" in page_text(user_client.get(one.get_absolute_url()))


class TestProgress:
    def test_is_told_line_by_line(self, user_client):
        file = SimpleUploadedFile("deep.json", to_json(PACK))
        said = lines(user_client.post(URL, {"file": file}, headers=LINES))
        assert said == [
            {"words": "Reading…", "done": 0, "of": 0},
            {"words": "Checking…", "done": 0, "of": 0},
            {"words": "Checking…", "done": 1, "of": 2},
            {"words": "Checking…", "done": 2, "of": 2},
            {"words": "Comparing…", "done": 0, "of": 0},
            {"location": f"{URL}{Upload.objects.get().pk}/"},
        ]

    def test_of_loading_ends_at_the_pack(self, user_client):
        send(user_client, "deep.json", to_json(PACK))
        pk = Upload.objects.get().pk
        said = lines(user_client.post(f"{URL}{pk}/load/", headers=LINES))
        assert said[-3:] == [
            {"words": "Loading…", "done": 2, "of": 2},
            {"words": "Saving…", "done": 0, "of": 0},
            {"location": f"{URL}{pk}/"},
        ]
        page = user_client.get(f"{URL}{pk}/", follow=True)
        assert page.redirect_chain == [("/packs/deep/", 302)]

    def test_is_not_held_back_by_compression(self, user_client):
        file = SimpleUploadedFile("deep.json", to_json(PACK))
        headers = {**LINES, "Accept-Encoding": "gzip"}
        response = user_client.post(URL, {"file": file}, headers=headers)
        assert "Content-Encoding" not in response.headers
        assert response.headers["X-Accel-Buffering"] == "no"

    def test_that_is_broken_off_loads_nothing(self, user_client):
        send(user_client, "deep.json", to_json(PACK))
        response = user_client.post(f"{URL}{Upload.objects.get().pk}/load/", headers=LINES)
        steps = iter(response.streaming_content)
        said = [json.loads(next(steps)) for _line in range(3)]
        assert said[-1] == {"words": "Loading…", "done": 1, "of": 2}
        response._iterator.close()  # as a server does whose reader is gone
        assert (Pack.objects.count(), Question.objects.count()) == (0, 0)
        assert "changes" in Upload.objects.get().result

    def test_of_work_that_fails_says_that_nothing_changed(self, user_client, caplog):
        send(user_client, "deep.json", to_json(PACK))
        with connection.execute_wrapper(failing_at('INSERT INTO "questions_revision"')):
            url = f"{URL}{Upload.objects.get().pk}/load/"
            said = lines(user_client.post(url, headers=LINES))
        assert said[-1] == {"error": "That did not work. Nothing was changed. Try again."}
        assert Pack.objects.count() == 0
        assert "disk full" in caplog.text


class TestLoadedUpload:
    def test_says_what_was_loaded_once_and_then_leads_to_the_pack(self, user_client):
        send(user_client, "deep.json", to_json(PACK))
        assert "Loaded: 2 new questions" in texts(load(user_client), "#messages")[0]
        again = user_client.get(f"{URL}{Upload.objects.get().pk}/", follow=True)
        assert again.redirect_chain == [("/packs/deep/", 302)]
        assert "Loaded" not in " ".join(texts(again, "#messages"))


class TestShippedPack:
    def test_that_was_loaded_as_it_is_is_not_spoken_of(self, user_client):
        shipping.load_shipped_packs()
        assert "that comes with this version" not in page_text(user_client.get("/packs/"))

    def test_is_compared_without_reading_the_files_that_were_loaded(
        self, user_client, django_assert_num_queries
    ):
        shipping.load_shipped_packs()
        user_client.get("/packs/")
        with django_assert_num_queries(4) as queries:
            user_client.get("/packs/")
        assert "questions_packfile" not in " ".join(q["sql"] for q in queries)

    def test_that_differs_is_offered_and_loaded_after_a_look(self, user_client):
        [pack] = shipping.load_shipped_packs()
        pack.title, pack.digest = {"en": "Old title"}, digest_of({"pack.toml": "older"})
        pack.save()
        assert "that comes with this version" in page_text(user_client.get("/packs/"))
        page = user_client.post(f"{URL}shipped/{pack.slug}/", follow=True)
        assert "the title of the pack" in page_text(page)
        pack.refresh_from_db()
        assert pack.title == {"en": "Old title"}
        load(user_client)
        pack.refresh_from_db()
        assert pack.title["en"] != "Old title"
        assert "that comes with this version" not in page_text(user_client.get("/packs/"))

    def test_that_does_not_exist_is_not_found(self, user_client):
        assert user_client.post(f"{URL}shipped/nets/").status_code == 404
