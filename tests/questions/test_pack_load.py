"""Loading a pack into the bank, and writing it as files again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from questions import outline
from questions import pack as packs
from questions.card import Card, Figure
from questions.folder import digest_of
from questions.models import Pack, PackFile, Question, Revision
from questions.outline_import import import_outline
from questions.pack import Contents, PackError
from questions.pack_export import contents_of, export
from questions.pack_load import LoadReport, load, rendering
from tests.factories import make_interview, make_kit, make_pack, make_seat, make_topic, make_user
from tests.questions.imports import everything, the
from tests.questions.packs import ABOUT, FOLLOW_UP, ROOT, SVG, contents, real, small

pytestmark = pytest.mark.django_db

REAL_POST = Path(__file__).parent.parent / "data" / "deep-learning-questions.ko.txt"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
POST = "Q1. 왜 ReLU인가?\nA. 빨라서\n+ 문제는?\nA. 없다\n+ 그럼 대안은?\nQ2. 다른 것은?"


def without_files(rows: dict[str, list]) -> dict[str, list]:
    named = [{**pack, "digest": ""} for pack in rows["questions.Pack"]]
    return {**rows, "questions.Pack": named, "questions.PackFile": []}


def bring(files: dict[str, bytes] | None = None, **options: object) -> LoadReport:
    files = small() if files is None else files
    return load(packs.read(files), files, **options)


def counts(report: LoadReport) -> dict[str, int | tuple]:
    """What changes, without what does not."""
    names = ("new", "revised", "moved", "rekeyed", "retired", "missing")
    numbers = {name: len(getattr(report, name)) for name in names}
    return {name: n for name, n in {**numbers, "pack": report.pack}.items() if n}


def keys(slug: str = "nets") -> list[str]:
    rows = Pack.objects.get(slug=slug).questions.in_order()
    return [row.key for row in rows]


class TestLoading:
    def test_makes_a_pack_that_says_what_the_files_say(self):
        user = make_user()
        report = bring(author=user)
        assert counts(report) == {"new": 2, "pack": ("title", "topics")}
        pack = Pack.objects.get(slug="nets")
        assert (pack.title, pack.language) == ({"ko": "신경망", "en": "Neural nets"}, "ko")
        topic = pack.topics.get()
        assert (topic.key, topic.title) == ("basics", {"ko": "기초", "en": "Basics"})
        question = the("What breaks?")
        assert (question.key, question.parent.key) == ("relu/dead", "relu")
        assert (question.topic, question.current.author) == (topic, user)
        assert question.card == packs.read(small()).questions[1].card
        assert contents_of(pack) == packs.read(small())

    def test_again_changes_no_table(self):
        bring()
        before = everything()
        report = bring()
        assert (counts(report), report.changes_nothing) == ({}, True)
        assert everything() == before

    def test_the_real_pack_again_changes_no_table(self):
        bring(real())
        before = everything()
        assert bring(real()).changes_nothing
        assert everything() == before

    def test_of_a_changed_card_makes_a_revision_and_says_what_changed(self):
        bring()
        changed = small(cards=ROOT + FOLLOW_UP.replace("Dead units", "Units that died"))
        report = bring(changed)
        assert counts(report) == {"revised": 1}
        [change] = report.revised
        assert (change.key, change.prompt) == ("relu/dead", "문제는?")
        assert change.parts == (("answer", "en"),)
        assert the("What breaks?").revisions.count() == 2
        assert the("Why ReLU?").revisions.count() == 1

    def test_dry_run_says_the_same_and_changes_no_table(self):
        before = everything()
        would = bring(dry_run=True)
        assert everything() == before
        assert would == bring()
        changed = small(cards=ROOT + FOLLOW_UP.replace("Dead units", "Units that died"))
        before = everything()
        would = bring(changed, dry_run=True)
        assert everything() == before
        assert would == bring(changed)

    def test_keeps_what_the_pack_lacks_and_says_so(self):
        bring()
        pack = Pack.objects.get()
        pack.add_question(Card(prompt={"en": "Mine?"}), parent=the("Why ReLU?"), key="mine")
        make_topic(pack, "My topic")
        Pack.objects.update(notes={"en": "My notes"})
        report = bring()
        assert [(one.key, one.prompt) for one in report.missing] == [("mine", "Mine?")]
        assert report.changes_nothing
        assert keys() == ["relu", "relu/dead", "mine"]
        assert Pack.objects.get().notes == {"en": "My notes"}
        assert pack.topics.count() == 2

    def test_moves_questions_to_where_the_pack_has_them(self):
        other = FOLLOW_UP.replace("relu/dead", "relu/b").replace("문제는?", "또?")
        bring(small(cards=ROOT + FOLLOW_UP + other))
        report = bring(small(cards=ROOT + other + FOLLOW_UP))
        assert counts(report) == {"moved": 1}
        assert keys() == ["relu", "relu/b", "relu/dead"]
        below = other.replace('"relu"', '"relu/dead"')
        assert [one.key for one in bring(small(cards=ROOT + FOLLOW_UP + below)).moved] == ["relu/b"]
        assert Question.objects.get(key="relu/b").parent.key == "relu/dead"

    def test_below_a_new_question_moves_too(self):
        bring()
        between = FOLLOW_UP.replace("relu/dead", "relu/new").replace("문제는?", "새로?")
        below = FOLLOW_UP.replace('"relu"', '"relu/new"')
        report = bring(small(cards=ROOT + between + below))
        assert ([one.key for one in report.new], [one.key for one in report.moved]) == (
            ["relu/new"],
            ["relu/dead"],
        )
        assert Question.objects.get(key="relu/dead").parent.key == "relu/new"

    def test_leaves_what_is_retired_as_it_is(self):
        bring()
        the("Why ReLU?").retire()
        before = everything()
        changed = small(cards=(ROOT + FOLLOW_UP).replace("Why ReLU?", "Why?").replace("Dead", "D"))
        report = bring(changed)
        assert counts(report) == {"retired": 2}
        assert without_files(everything()) == without_files(before)

    def test_renames_and_orders_topics_by_their_keys(self):
        bring()
        about = ABOUT.replace('"Basics"', '"The basics"')
        about = about.replace(
            "[[topics]]", '[[topics]]\nkey = "x"\nko = "새"\nen = "New"\n\n[[topics]]'
        )
        assert counts(bring(small(about=about))) == {"pack": ("topics",)}
        assert [topic.title["en"] for topic in Pack.objects.get().topics.all()] == [
            "New",
            "The basics",
        ]

    def test_says_which_fields_of_the_pack_change(self):
        bring()
        about = 'licence = "MIT"\nlevel = "middle"\n' + ABOUT.replace('"ko", "en"', '"en"')
        report = bring(small(about=about))
        assert report.pack == ("licence", "languages", "level")
        pack = Pack.objects.get()
        assert (pack.licence, pack.languages, pack.level) == ("MIT", ["en"], "middle")

    def test_a_pack_keeps_the_digest_of_its_files(self):
        bring()
        assert Pack.objects.get().digest == digest_of(packs.texts(small()))
        bring(small(cards=ROOT))
        assert Pack.objects.get().digest == digest_of(packs.texts(small(cards=ROOT)))
        assert digest_of(packs.texts(small())) != digest_of(packs.texts(small(cards=ROOT)))

    def test_takes_as_many_queries_for_many_questions_as_for_few(self, django_assert_num_queries):
        def chain(slug: str, count: int) -> dict[str, bytes]:
            more = (FOLLOW_UP.replace("relu/dead", f"relu/{n}") for n in range(count))
            return small(about=ABOUT.replace("nets", slug), cards=ROOT + "".join(more))

        for slug, count in (("few", 1), ("many", 60)):
            with django_assert_num_queries(18):
                bring(chain(slug, count))
            with django_assert_num_queries(10):
                bring(chain(slug, count))

    def test_tells_its_progress(self):
        assert list(rendering(packs.read(small()))) == [(1, 2), (2, 2)]


SOURCES = """sources = [
  { authors = "Glorot", year = 2011, title = "Rectifiers", where = "AISTATS" },
]
"""
VERIFIED = f"""standing = "verified"
checked.on = 2026-11-28
checked.by = "Min"
checked.against = ["Glorot 2011"]
{SOURCES}"""


def follow_up(standing: str, answer: str = "Dead units") -> dict[str, bytes]:
    """The small pack with this standing, and this answer, of its follow-up."""
    block = FOLLOW_UP.replace("Dead units", answer)
    return small(cards=ROOT + block.replace("key_points", f"{standing}key_points", 1))


class TestStandings:
    """A file may bring a check, but a check of other words is none."""

    def of_the_follow_up(self) -> tuple[str, bool]:
        card = the("What breaks?").card
        return card.standing, card.checked is not None

    def test_come_with_a_new_question(self):
        bring(follow_up(VERIFIED))
        assert self.of_the_follow_up() == ("verified", True)

    def test_are_lost_to_other_words_with_the_same_check_however_often_it_is_loaded(self):
        bring(follow_up(VERIFIED))
        report = bring(follow_up(VERIFIED, "Something else"))
        assert report.revised[0].parts == (("answer", "en"), ("standing", ""), ("checked", ""))
        assert self.of_the_follow_up() == ("unverified", False)
        before = everything()
        assert bring(follow_up(VERIFIED, "Something else")).changes_nothing
        assert everything() == before

    def test_come_back_with_the_words_that_were_checked(self):
        bring(follow_up(VERIFIED))
        bring(follow_up(VERIFIED, "Something else"))
        bring(follow_up(VERIFIED))
        assert self.of_the_follow_up() == ("verified", True)

    def test_come_with_a_check_of_the_new_words(self):
        bring(follow_up(VERIFIED))
        bring(follow_up(VERIFIED.replace("11-28", "11-29"), "Something else"))
        assert self.of_the_follow_up() == ("verified", True)

    def test_that_nobody_gave_are_refused(self):
        before = everything()
        for standing in (f'standing = "verified"\n{SOURCES}', VERIFIED.removesuffix(SOURCES)):
            with pytest.raises(PackError):
                bring(follow_up(standing))
        assert everything() == before

    def test_of_many_questions_take_no_more_queries_than_of_one(self, django_assert_num_queries):
        def chain(slug: str, count: int, answer: str) -> dict[str, bytes]:
            block = follow_up(VERIFIED, answer)["cards/01-relu.toml"].decode().removeprefix(ROOT)
            more = (block.replace("relu/dead", f"relu/{n}") for n in range(count))
            return small(about=ABOUT.replace("nets", slug), cards=ROOT + "".join(more))

        for slug, count in (("few", 1), ("many", 60)):
            bring(chain(slug, count, "one"))
            bring(chain(slug, count, "two"))
            with django_assert_num_queries(12):
                bring(chain(slug, count, "two"))


class TestAdopting:
    """A bank that came from the outline: its questions get the pack's keys and cards."""

    def test_takes_the_questions_with_the_same_prompts_and_keeps_what_was_heard(self):
        import_outline("nets", outline.parse(POST), language="ko")
        root, follow_up = the("왜 ReLU인가?", "ko"), the("문제는?", "ko")
        report = bring()
        assert counts(report) == {
            "revised": 2,
            "moved": 1,
            "rekeyed": 2,
            "missing": 2,
            "pack": ("title", "topics"),
        }
        assert [(one.was, one.key) for one in report.rekeyed] == [
            ("q1", "relu"),
            ("q1/1", "relu/dead"),
        ]
        assert [(one.key, one.prompt) for one in report.missing] == [
            ("q2", "다른 것은?"),
            ("q1/2", "그럼 대안은?"),
        ]
        root.refresh_from_db()
        follow_up.refresh_from_db()
        assert (root.key, follow_up.key) == ("relu", "relu/dead")
        assert root.card.heard == {"ko": "빨라서"}
        assert root.card.answer["en"] == "The slope is 1 where $x > 0$."
        assert root.revisions.count() == 2
        assert bring().changes_nothing

    def test_takes_topics_with_the_same_title(self):
        import_outline("nets", outline.parse("## 기초\nQ1. 왜 ReLU인가?"), language="ko")
        topic = Pack.objects.get().topics.get()
        assert "moved" not in counts(bring())
        topic.refresh_from_db()
        assert (topic.key, topic.title) == ("basics", {"ko": "기초", "en": "Basics"})
        assert Pack.objects.get().topics.count() == 1

    def test_the_whole_bank_of_the_original_post(self):
        post = outline.parse(REAL_POST.read_text())
        import_outline("deep-learning", post, language="ko")
        report = bring(real())
        assert (len(report.new), len(report.revised), len(report.rekeyed)) == (0, 64, 64)
        assert report.missing == ()
        assert bring(real()).changes_nothing
        assert Question.objects.count() == 64


class TestRefusal:
    @pytest.mark.parametrize("slug", ["new", "import", "load"])
    def test_of_the_address_of_a_page(self, slug):
        files = small(about=ABOUT.replace("nets", slug))
        with pytest.raises(PackError) as refused:
            bring(files)
        assert [one.code for one in refused.value.problems] == ["slug_reserved"]

    def test_of_contents_that_no_file_was_read_for(self):
        found = packs.read(small())
        twice = found.model_copy(update={"questions": found.questions * 2})
        before = everything()
        with pytest.raises(PackError):
            load(twice)
        assert everything() == before


def test_a_running_interview_stays_as_it_was():
    bring()
    seat = make_seat(make_user(), make_interview(make_kit(the("Why ReLU?"))))
    seat.start(NOON)
    seat.interview.refresh_from_db()
    script = seat.interview.script
    frozen = list(Revision.objects.order_by("pk").values())
    changed = (ROOT + FOLLOW_UP).replace("Why ReLU?", "Why?").replace("Dead units", "Dead")
    assert counts(bring(small(cards=changed))) == {"revised": 2}
    seat.interview.refresh_from_db()
    assert seat.interview.script == script
    assert list(Revision.objects.order_by("pk").values())[:2] == frozen


class TestExport:
    def test_gives_the_real_pack_back_byte_for_byte(self):
        bring(real())
        assert export(Pack.objects.get()) == real()

    def test_after_an_edit_changes_that_question_alone(self):
        bring()
        card = the("What breaks?").card.model_copy(update={"minutes": 5})
        the("What breaks?").revise(card)
        files = export(Pack.objects.get())
        assert files["pack.toml"] == ABOUT.encode()
        text = files["cards/01-relu.toml"].decode()
        assert text.startswith(ROOT)
        assert "minutes = 5" in text
        assert bring(files).changes_nothing

    def test_leaves_out_what_is_retired(self):
        bring()
        the("What breaks?").retire()
        assert export(Pack.objects.get())["cards/01-relu.toml"].decode() == ROOT

    def test_without_files_keeps_those_that_are_stored(self):
        bring()
        load(packs.read(small()))
        assert export(Pack.objects.get()) == small()

    def test_of_a_bank_that_never_was_a_pack_can_be_loaded(self):
        import_outline("My_Bank", outline.parse("## 기초\n" + POST), language="ko")
        pack = Pack.objects.get()
        make_topic(pack, "Basics")
        files = export(pack)
        assert list(files) == ["cards/01-q1.toml", "cards/02-q2.toml", "pack.toml"]
        found = packs.read(files)
        assert (found.slug, [topic.key for topic in found.topics]) == (
            "my-bank",
            ["topic-1", "basics"],
        )
        assert bring(files).new
        assert export(Pack.objects.get(slug="my-bank")) == files

    def test_gives_two_pictures_of_one_name_two_files(self):
        pack = make_pack("p")
        for key, svg in (("a", SVG), ("b", SVG.replace("M0 0", "M1 1")), ("c", SVG)):
            figure = Figure(file="figures/x.svg", svg=svg, alt={"en": "x"})
            pack.add_question(Card(prompt={"en": key}, figure=figure), key=key)
        files = export(pack)
        assert [name for name in files if name.startswith("figures")] == [
            "figures/b.svg",
            "figures/x.svg",
        ]
        packs.read(files)

    def test_rows_of_files_that_are_the_same_stay(self):
        bring()
        before = dict(PackFile.objects.values_list("path", "pk"))
        bring(small(cards=ROOT))
        after = dict(PackFile.objects.values_list("path", "pk"))
        assert after["pack.toml"] == before["pack.toml"]
        assert after["cards/01-relu.toml"] != before["cards/01-relu.toml"]

    def test_takes_as_many_queries_for_many_questions_as_for_few(self, django_assert_num_queries):
        bring(real())
        pack = Pack.objects.get()
        with django_assert_num_queries(3):
            export(pack)


class TestAnyPack(TestCase):
    @given(contents(), st.sampled_from(["", "# ours\n"]))
    @hypothesis_settings(max_examples=25, deadline=None, database=None)
    def test_comes_back_from_the_bank_byte_for_byte(self, found: Contents, comment: str):
        files = {
            path: comment.encode() + data if path.endswith(".toml") else data
            for path, data in packs.write(found).items()
        }
        load(packs.read(files), files)
        pack = Pack.objects.get(slug="made-up")
        assert contents_of(pack) == found
        assert export(pack) == files
        assert load(packs.read(files), files).changes_nothing
