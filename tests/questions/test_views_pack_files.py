"""A pack as a file: every format comes back as the pack it was; the template explains itself."""

import io
import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from questions import column_words, shipping
from questions.models import Pack
from questions.pack import table
from questions.pack.spreadsheet import from_csv, from_xlsx
from questions.pack.upload import read_upload
from questions.pack_export import contents_of, export
from questions.pack_load import load
from tests.factories import make_pack, make_question
from tests.pages import page_text, texts
from tests.questions.pack.contents import PACK


@pytest.fixture
def pack(db) -> Pack:
    load(PACK)
    return Pack.objects.get()


@pytest.mark.parametrize("kind", ["zip", "json", "xlsx", "csv"])
class TestDownload:
    def test_says_all_that_the_pack_says(self, user_client, pack, kind):
        response = user_client.get(f"/packs/deep/pack.{kind}")
        about = contents_of(pack)
        read = read_upload(f"deep.{kind}", response.content, about).contents
        assert read.questions == about.questions
        assert response.headers["Content-Disposition"] == f'attachment; filename="deep.{kind}"'

    def test_of_the_shipped_pack_can_be_loaded_and_changes_nothing(self, user_client, kind):
        [shipped] = shipping.load_shipped_packs()
        response = user_client.get(f"/packs/{shipped.slug}/pack.{kind}")
        read = read_upload(f"a.{kind}", response.content, contents_of(shipped))
        assert load(read.contents, read.files or None).changes_nothing


def test_a_zip_holds_the_folder_byte_for_byte(user_client, db):
    [pack] = shipping.load_shipped_packs()
    response = user_client.get(f"/packs/{pack.slug}/pack.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {f"{pack.slug}/{path}": data for path, data in export(pack).items()}


@pytest.mark.parametrize("path", ["/packs/deep/pack.exe", "/packs/none/pack.zip"])
def test_what_there_is_not_is_not_found(user_client, pack, path):
    assert user_client.get(path).status_code == 404


class TestTemplate:
    def test_is_an_empty_table_that_is_read(self, user_client):
        header = [[str(name) for name in table.template()[0]]]
        assert from_csv(user_client.get("/packs/template.csv").content) == header
        assert from_xlsx(user_client.get("/packs/template.xlsx").content) == header
        assert user_client.get("/packs/template.ods").status_code == 404

    @pytest.mark.parametrize(("language", "takes"), [("en", "What it takes"), ("ko", "적을 것")])
    def test_explains_every_column_on_its_second_sheet(self, user_client, language, takes):
        response = user_client.get("/packs/template.xlsx", headers={"Accept-Language": language})
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        rows = book.get_sheet_by_name("columns").to_python()
        assert rows[0][1] == takes
        assert [row[0] for row in rows[1:]] == table.template()[0]
        assert all(all(row) for row in rows)

    def test_explains_no_column_that_there_is_not(self):
        known = {column_words.pattern(str(name)) for name in table.template()[0]}
        assert set(column_words.COLUMNS) == known


class TestCheck:
    def test_is_done_once_somebody_asks_for_it(self, user_client, django_assert_num_queries):
        make_question("Why?", pack=make_pack("nets", "Nets"), answer={"en": "So."})
        with django_assert_num_queries(4) as queries:
            page = user_client.get("/packs/nets/check/")
        assert "content" not in " ".join(query["sql"] for query in queries)
        assert "Not checked yet" in page_text(page)
        assert texts(page, "wrongs") == []

    def test_lists_what_is_wrong_by_question_with_a_link_to_mend_it(self, user_client):
        pack = make_pack("nets", "Nets")
        question = make_question("Why?", pack=pack, answer={"en": "So."})
        page = user_client.post("/packs/nets/check/", follow=True)
        [heading, _pack] = sorted(texts(page, "card-head"), reverse=True)
        assert heading.startswith("Why? ")
        assert f'href="/questions/{question.pk}/edit/"' in page.content.decode()
        assert "key_points An answer needs key points to tick." in texts(page, "wrongs")[-1]
        assert "Check again" in page_text(page)

    def test_tells_of_its_steps(self, user_client):
        make_question("Why?", pack=make_pack("nets", "Nets"))
        answer = user_client.post("/packs/nets/check/", headers={"Accept": "application/x-ndjson"})
        assert [json.loads(line) for line in answer.getvalue().splitlines()] == [
            {"words": "Reading…", "done": 0, "of": 0},
            {"words": "Checking…", "done": 0, "of": 0},
            {"words": "Checking…", "done": 1, "of": 1},
            {"location": "/packs/nets/check/"},
        ]

    def test_says_that_nothing_is_wrong(self, user_client, db):
        [pack] = shipping.load_shipped_packs()
        page = user_client.post(f"/packs/{pack.slug}/check/", follow=True)
        assert "Nothing is wrong" in page_text(page)

    @pytest.mark.parametrize("number", [1, 3])
    def test_takes_as_many_queries_to_show_however_much_is_wrong(
        self, user_client, number, django_assert_num_queries
    ):
        pack = make_pack("nets", "Nets")
        for n in range(number):
            make_question(f"Why {n}?", pack=pack, answer={"en": "So."})
        user_client.post("/packs/nets/check/")
        with django_assert_num_queries(5):
            page = user_client.get("/packs/nets/check/")
        assert len(texts(page, "wrongs")) == number + 1

    def test_is_linked_from_the_menu_of_the_pack_with_the_downloads(self, user_client, pack):
        page = user_client.get("/packs/deep/").content.decode()
        for path in ("check/", "pack.zip", "pack.json", "pack.xlsx", "pack.csv", "outline.txt"):
            assert f'href="/packs/deep/{path}"' in page
