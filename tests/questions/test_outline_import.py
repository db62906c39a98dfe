"""Importing outlines into packs: what comes in, what stays, what is never lost."""

import json
import threading
from pathlib import Path

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from questions import outline, tree
from questions.models import Pack, Question, Revision
from questions.outline_import import export_outline, import_outline
from tests.factories import make_pack, make_question, make_user
from tests.questions.imports import SMALL, bring, everything, look, prompts, the, told
from tests.questions.outlines import outlines

DATA = Path(__file__).parent.parent / "data"
REAL = (DATA / "deep-learning-questions.ko.txt").read_text(encoding="utf-8")
EXPECTED = json.loads((DATA / "deep-learning-questions.expected.json").read_text(encoding="utf-8"))


@pytest.mark.django_db
class TestRealFile:
    def test_every_prompt_and_every_heard_answer_comes_in(self):
        bring(REAL, language="ko")
        rows = Pack.objects.get().questions.in_order().with_cards()
        nodes = tree.build(rows, lambda q: q.pk, lambda q: q.parent_id)

        def said(node: tree.Node[Question]) -> dict:
            card = node.item.card
            found = {"prompt": card.prompt["ko"], "heard": card.heard.get("ko", "")}
            return found | {"follow_ups": [said(child) for child in node.children]}

        def expected(chain: dict) -> dict:
            below = [expected(one) for one in chain.get("follow_ups", [])]
            return {
                "prompt": chain["prompt"],
                "heard": chain["heard"] or "",
                "follow_ups": below,
            }

        assert [said(node) for node in nodes] == [expected(one) for one in EXPECTED["chains"]]
        shape = [len(node.children) for node in nodes]
        assert shape == [4, 6, 2, 5, 4, 5, 3, 3, 3, 3, 4, 3, 3, 0, 0, 0]

    def test_its_answers_are_heard_and_nobody_has_verified_them(self):
        bring(REAL, language="ko")
        cards = [question.card for question in Question.objects.with_cards()]
        assert sum(bool(card.heard) for card in cards) == 57
        assert {card.standing for card in cards} == {"unverified"}
        assert [card.answer for card in cards] == [{}] * 64

    def test_its_header_and_its_last_line_are_notes_of_the_pack(self):
        bring(REAL, language="ko")
        pack = Pack.objects.get()
        assert pack.notes == {"ko": EXPECTED["notes_before"]}
        assert pack.closing == {"ko": EXPECTED["notes_after"]}

    def test_a_second_import_changes_no_row_of_any_table(self):
        first = bring(REAL, language="ko")
        before = everything()
        second = bring(REAL, language="ko")
        assert len(first.new) == 64
        assert second.changes_nothing
        assert (second.new, second.revised, second.moved, second.missing) == ((), (), (), ())
        assert everything() == before

    def test_what_is_exported_comes_back_unchanged(self):
        bring(REAL, language="ko")
        before = everything()
        text = export_outline(Pack.objects.get())
        assert bring(text, language="ko").changes_nothing
        assert everything() == before

    def test_what_is_exported_makes_the_same_pack_elsewhere(self):
        bring(REAL, language="ko")
        text = export_outline(Pack.objects.get())
        bring(text, slug="copy", language="ko")
        assert told("copy") == told("pack")
        assert export_outline(Pack.objects.get(slug="copy")) == text

    def test_a_preview_says_what_the_import_says_and_writes_nothing(self):
        before = everything()
        seen = look(REAL, language="ko")
        assert everything() == before
        assert seen == bring(REAL, language="ko")


@pytest.mark.django_db
class TestNewPack:
    def test_has_the_title_and_the_language_that_were_given(self):
        bring(SMALL, title="Networks")
        pack = Pack.objects.get()
        assert (pack.slug, pack.language, pack.title) == ("pack", "en", {"en": "Networks"})

    def test_is_called_by_its_slug_where_there_is_no_title(self):
        bring(SMALL)
        assert Pack.objects.get().title == {"en": "pack"}

    def test_numbers_its_questions_by_key_and_gives_them_minutes(self):
        bring(SMALL)
        found = [(q.key, q.card.minutes) for q in Question.objects.order_by("key")]
        assert found == [("q1", 3), ("q1/1", 2), ("q1/2", 2), ("q2", 3)]

    def test_keeps_who_imported(self):
        user = make_user()
        bring(SMALL, author=user)
        assert {revision.author for revision in Revision.objects.all()} == {user}

    def test_takes_chains_as_deep_as_outlines_go(self):
        text = "Q1. level 1\n" + "\n".join(f"{'+' * n} level {n + 1}" for n in range(1, 32))
        bring(text)
        deepest = the("level 32")
        assert deepest.key == "q1" + "/1" * 31
        assert deepest.parent.prompt == "level 31"

    def test_takes_topics_in_their_order(self):
        bring("## Nets\n\nQ1. What is ReLU?\n\n+ Why?\n\n## Training\n\nQ2. What is dropout?")
        titles = [topic.title for topic in Pack.objects.get().topics.all()]
        assert titles == [{"en": "Nets"}, {"en": "Training"}]
        assert the("Why?").topic.title == {"en": "Nets"}
        assert the("What is dropout?").topic.title == {"en": "Training"}


@pytest.mark.django_db
class TestChangedFile:
    def test_makes_revisions_of_what_changed_and_says_which(self):
        bring(SMALL)
        report = bring(SMALL.replace("Why a kink?", "Why is there a kink?"))
        assert prompts(report.revised) == ["Why is there a kink?"]
        assert (report.revised[0].path, report.revised[0].line) == ("1.1", 5)
        assert (report.new, report.moved, report.missing) == ((), (), ())
        numbers = {q.prompt: q.current.number for q in Question.objects.with_cards()}
        assert numbers == {
            "What is ReLU?": 1,
            "Why is there a kink?": 2,
            "What breaks?": 1,
            "What is dropout?": 1,
        }

    def test_keeps_the_earlier_revision(self):
        bring(SMALL)
        bring(SMALL.replace("Dead units.", "Units that died."))
        earlier = the("What breaks?").revisions.get(number=1)
        assert earlier.card.heard == {"en": "Dead units."}
        assert the("What breaks?").card.heard == {"en": "Units that died."}

    @pytest.mark.parametrize("answer", ["A.\n", ""])
    def test_takes_an_answer_away_and_says_so(self, answer):
        bring(SMALL)
        text = SMALL.replace("A. Dead units.\n", answer)
        report = bring(text)
        assert prompts(report.revised) == prompts(report.cleared) == ["What breaks?"]
        assert the("What breaks?").card.heard == {}
        assert the("What breaks?").revisions.get(number=1).card.heard == {"en": "Dead units."}
        assert bring(text).changes_nothing

    def test_leaves_an_answer_in_the_other_language(self):
        make_question("What breaks?", pack=make_pack("pack"), heard={"ko": "유닛"})
        assert bring("Q1. What breaks?").changes_nothing
        assert the("What breaks?").card.heard == {"ko": "유닛"}

    def test_pairs_equal_questions_the_same_way_every_time(self):
        bring("Q1. Why?\nA. So.")
        text = "Q1. Why?\nQ2. Why?"
        assert len(bring(text).new) == 1
        before = everything()
        assert bring(text).changes_nothing
        assert everything() == before

    def test_finds_the_new_words_in_a_search(self):
        bring(SMALL)
        bring(SMALL.replace("Dead units.", "Units that died."))
        assert [q.prompt for q in Question.objects.search("died")] == ["What breaks?"]

    def test_makes_a_verified_card_unverified(self):
        bring(SMALL)
        the("What breaks?").revise(
            the("What breaks?").card.model_copy(update={"standing": "verified"})
        )
        bring(SMALL.replace("Dead units.", "Units that died."))
        assert the("What breaks?").card.standing == "unverified"

    def test_leaves_a_verified_card_alone_whose_words_stay(self):
        bring(SMALL)
        the("What breaks?").revise(
            the("What breaks?").card.model_copy(update={"standing": "verified"})
        )
        assert bring(SMALL).changes_nothing
        assert the("What breaks?").card.standing == "verified"

    def test_leaves_a_contested_card_with_other_words_unverified(self):
        bring(SMALL)
        the("What breaks?").revise(
            the("What breaks?").card.model_copy(update={"standing": "contested"})
        )
        bring(SMALL.replace("Dead units.", "Units that died."))
        assert the("What breaks?").card.standing == "unverified"

    def test_leaves_the_rest_of_the_card_and_its_other_language(self):
        pack = make_pack("pack")
        make_question(
            {"en": "What breaks?", "ko": "무엇이 깨지나?"},
            pack=pack,
            answer={"en": "The gradient."},
            hints=({"en": "Think of zero."},),
            minutes=7,
        )
        bring("Q1. What breaks first?\nA. Units.")
        card = the("What breaks first?").card
        assert card.prompt == {"en": "What breaks first?", "ko": "무엇이 깨지나?"}
        assert card.heard == {"en": "Units."}
        assert card.answer == {"en": "The gradient."}
        assert (card.hints, card.minutes) == (({"en": "Think of zero."},), 7)

    def test_puts_new_questions_where_the_file_has_them(self):
        bring(SMALL)
        report = bring(SMALL.replace("+ What breaks?", "+ Who found it?\n\n+ What breaks?"))
        assert prompts(report.new) == ["Who found it?"]
        assert told() == [
            ("What is ReLU?", ("Why a kink?",), ("Who found it?",), ("What breaks?",)),
            ("What is dropout?",),
        ]
        assert the("Who found it?").key == "q1/3"

    def test_reorders_chains(self):
        bring("Q1. One\nQ2. Two\nQ3. Three")
        report = bring("Q1. Three\nQ2. One\nQ3. Two")
        assert prompts(report.moved) == ["Three"]
        assert told() == [("Three",), ("One",), ("Two",)]
        assert bring("Q1. Three\nQ2. One\nQ3. Two").changes_nothing

    def test_moves_a_follow_up_to_another_chain(self):
        bring(SMALL)
        report = bring("Q1. What is ReLU?\n+ Why a kink?\nQ2. What is dropout?\n+ What breaks?")
        assert prompts(report.moved) == ["What breaks?"]
        assert told() == [
            ("What is ReLU?", ("Why a kink?",)),
            ("What is dropout?", ("What breaks?",)),
        ]

    def test_moves_a_root_question_below_a_new_one(self):
        bring(SMALL)
        report = bring(
            "Q1. What is ReLU?\n+ Why a kink?\nQ2. What regularises?\n+ What is dropout?"
        )
        assert prompts(report.moved) == ["What is dropout?"]
        assert the("What is dropout?").parent == the("What regularises?")

    def test_reads_a_question_twice_where_the_file_has_it_twice(self):
        bring("Q1. What?\n+ Why?\nQ2. Who?\n+ Why?")
        assert told() == [("What?", ("Why?",)), ("Who?", ("Why?",))]
        assert bring("Q1. What?\n+ Why?\nQ2. Who?\n+ Why?").changes_nothing


def wide(chains: int) -> str:
    """An outline of `chains` root questions with three follow-ups each."""
    return "\n".join(
        f"Q{n}. Root {n}\nA. Said {n}.\n+ Up {n}\n+ Down {n}\n+ Side {n}"
        for n in range(1, chains + 1)
    )


@pytest.mark.django_db
class TestQueries:
    """SQLite takes 999 values a statement, so that there an insert of many comes in batches."""

    @pytest.mark.parametrize(("chains", "batches"), [(16, 0), (160, 9)])
    def test_a_first_import(self, django_assert_num_queries, chains, batches):
        if connection.vendor != "sqlite":
            batches = 0
        with django_assert_num_queries(13 + batches):
            bring(wide(chains))

    @pytest.mark.parametrize("chains", [16, 160])
    def test_a_second_import(self, django_assert_num_queries, chains):
        bring(wide(chains))
        with django_assert_num_queries(6):
            bring(wide(chains))

    @pytest.mark.parametrize("chains", [16, 160])
    def test_a_preview(self, django_assert_num_queries, chains):
        bring(wide(chains))
        with django_assert_num_queries(3):
            look(wide(chains))

    @pytest.mark.parametrize("chains", [16, 160])
    def test_an_export(self, django_assert_num_queries, chains):
        bring(wide(chains))
        pack = Pack.objects.get()
        with django_assert_num_queries(2):
            export_outline(pack)


@pytest.mark.django_db(transaction=True)
def test_two_imports_into_the_same_new_pack_at_once_make_one_pack():
    source, reports, start = outline.parse(REAL), [], threading.Barrier(2)

    def run() -> None:
        start.wait()
        reports.append(import_outline("pack", source, language="ko"))
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(report.new) for report in reports) == [0, 64]
    assert (Pack.objects.count(), Question.objects.count(), Revision.objects.count()) == (1, 64, 64)


class AnyOutline(TestCase):
    """Whatever stands in two outlines."""

    @given(outlines, outlines)
    @settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def test_once_imported_it_changes_nothing(self, first, second):
        for source in (first, second):
            source = outline.parse(outline.write(source))
            import_outline("pack", source, language="ko")
            before = everything()
            report = import_outline("pack", source, language="ko")
            assert report.changes_nothing, report
            assert everything() == before
