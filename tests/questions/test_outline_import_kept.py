"""What an import leaves as it is: what the file lacks, topics, what is retired, languages."""

import pytest

from questions.models import Pack, Question
from questions.outline_import import export_outline
from tests.factories import make_pack, make_question
from tests.questions.imports import SMALL, bring, everything, prompts, the, told


@pytest.mark.django_db
class TestWhatTheFileLacks:
    def test_questions_stay_behind_the_sibling_that_they_stand_behind(self):
        bring("Q1. One\nQ2. Two\nQ3. Three")
        report = bring("Q1. Three\nQ2. One")
        assert report.missing == ("Two",)
        assert told() == [("Three",), ("One",), ("Two",)]

    def test_questions_in_the_right_order_do_not_move(self):
        bring("Q1. One\nQ2. Two\nQ3. Three")
        before = everything()
        report = bring("Q1. One\nQ2. Three")
        assert (report.changes_nothing, report.missing) == (True, ("Two",))
        assert everything() == before

    def test_follow_ups_go_along_with_their_chain_into_another_topic(self):
        bring("## A\nQ1. One\n+ Under\n## B\nQ2. Two")
        bring("## A\nQ1. Two\n## B\nQ2. One")
        assert the("Under").topic.title == {"en": "B"}

    def test_notes_stay(self):
        bring("From a talk.\n\n" + SMALL + "\n\n\nThat is all.")
        assert bring(SMALL).changes_nothing
        pack = Pack.objects.get()
        assert (pack.notes, pack.closing) == ({"en": "From a talk."}, {"en": "That is all."})

    def test_notes_that_differ_are_taken_and_said(self):
        bring("From a talk.\n\n" + SMALL)
        report = bring("From a book.\n\n" + SMALL)
        assert (report.pack, report.changes_nothing) == (("notes",), False)
        assert Pack.objects.get().notes == {"en": "From a book."}

    def test_gaps_between_positions_stay(self):
        bring(SMALL)
        question = the("What breaks?")
        question.position = 7
        question.save(update_fields=["position"])
        before = everything()
        assert bring(SMALL).changes_nothing
        assert everything() == before


@pytest.mark.django_db
class TestTopics:
    TEXT = "## A\nQ1. One\nQ2. Two\n## B\nQ3. Three"

    def test_a_file_without_headings_leaves_them_as_they_are(self):
        bring(self.TEXT)
        before = everything()
        assert bring("Q1. One\nQ2. Two\nQ3. Three").changes_nothing
        assert everything() == before

    def test_a_new_chain_in_such_a_file_joins_the_topic_before(self):
        bring(self.TEXT)
        report = bring("Q1. One\nQ2. Two\nQ3. Two and a half\nQ4. Three")
        assert (prompts(report.new), report.moved) == (["Two and a half"], ())
        assert the("Two and a half").topic.title == {"en": "A"}
        assert told() == [("One",), ("Two",), ("Two and a half",), ("Three",)]

    def test_a_new_one_stands_where_the_file_has_it(self):
        bring(self.TEXT)
        report = bring("## A\nQ1. One\nQ2. Two\n## AB\nQ3. New\n## B\nQ4. Three")
        assert report.pack == ("topics",)
        assert [str(topic) for topic in Pack.objects.get().topics.all()] == ["A", "AB", "B"]

    def test_they_take_the_order_of_the_file(self):
        bring(self.TEXT)
        text = "## B\nQ1. Three\n## A\nQ2. One\nQ3. Two"
        assert bring(text).pack == ("topics",)
        assert told() == [("Three",), ("One",), ("Two",)]
        assert bring(text).changes_nothing

    def test_a_chain_moves_to_another_one(self):
        bring(self.TEXT)
        report = bring("## A\nQ1. One\n## B\nQ2. Two\nQ3. Three")
        assert prompts(report.moved) == ["Two"]
        assert the("Two").topic.title == {"en": "B"}

    def test_two_of_the_same_title_stay_two(self):
        pack = make_pack("pack")
        topics = [pack.add_topic({"en": title}) for title in ("A", "B", "A")]
        for topic, prompt in zip(topics, ("One", "Two", "Three"), strict=True):
            make_question(prompt, pack=pack, topic=topic)
        before = everything()
        assert bring(export_outline(pack)).changes_nothing
        assert everything() == before

    def test_their_other_language_stays(self):
        pack = make_pack("pack")
        make_question("One", pack=pack, topic=pack.add_topic({"en": "A", "ko": "가"}))
        assert bring("## A\nQ1. One").changes_nothing
        assert pack.topics.get().title == {"en": "A", "ko": "가"}


@pytest.mark.django_db
class TestRetired:
    def test_a_retired_question_stays_retired_and_is_reported(self):
        bring(SMALL)
        the("What breaks?").retire()
        before = everything()
        report = bring(SMALL)
        assert prompts(report.retired) == ["What breaks?"]
        assert (report.changes_nothing, report.missing) == (True, ())
        assert everything() == before

    def test_nothing_comes_in_below_it(self):
        bring(SMALL)
        the("What is ReLU?").retire()
        report = bring(SMALL.replace("+ What breaks?", "+ New?\n\n+ What breaks?"))
        assert prompts(report.retired) == ["What is ReLU?"]
        assert (report.new, report.changes_nothing) == ((), True)
        assert told() == [("What is dropout?",)]

    def test_one_of_two_equal_questions_may_be_retired(self):
        bring("Q1. Why?\nA. First.\nQ2. Why?\nA. Second.")
        Question.objects.get(current__content__heard__en="First.").retire()
        report = bring("Q1. Why?\nA. Second.")
        assert (report.changes_nothing, report.retired) == (True, ())

    def test_it_does_not_lend_its_place_to_another_question(self):
        bring("Q1. What is ReLU?\n+ Why?\n+ How?")
        the("Why?").retire()
        assert bring("Q1. What is ReLU?\n+ Why?").missing == ("How?",)
        assert the("How?").current.number == 1

    def test_it_keeps_its_place_among_its_siblings(self):
        bring("Q1. One\nQ2. Two\nQ3. Three")
        the("Two").retire()
        bring("Q1. One\nQ2. New\nQ3. Three")
        the("Two").restore()
        assert told() == [("One",), ("Two",), ("New",), ("Three",)]

    def test_it_is_not_exported(self):
        bring(SMALL)
        the("What is ReLU?").retire()
        assert export_outline(Pack.objects.get()) == "Q1. What is dropout?\n"


@pytest.mark.django_db
class TestLanguages:
    def test_a_question_in_the_other_language_only_survives_a_round_trip(self):
        pack = make_pack("pack")
        Pack.objects.update(language="ko")
        pack.refresh_from_db()
        make_question({"en": "Why?"}, pack=pack, heard={"en": "Because."})
        make_question({"ko": "왜?"}, pack=pack)
        text = export_outline(pack)
        assert text == "Q1. Why?\n\nA. Because.\n\nQ2. 왜?\n"
        before = everything()
        assert bring(text, language="ko").changes_nothing
        assert everything() == before

    def test_an_existing_pack_keeps_its_language(self):
        bring(SMALL)
        bring("Q1. 왜?", language="ko")
        assert Pack.objects.get().language == "en"
