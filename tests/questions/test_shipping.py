"""The packs that ship."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from questions import outline
from questions import pack as packs
from questions.folder import files_of
from questions.models import Pack, Question
from questions.outline_import import import_outline
from questions.pack_export import export
from questions.shipping import PACKS, load_shipped_packs
from tests.factories import make_pack
from tests.questions.imports import everything

REAL = Path(__file__).parent.parent / "data" / "deep-learning-questions.ko.txt"
FOLDERS = sorted(path.parent for path in PACKS.glob("*/pack.toml"))


@pytest.mark.django_db
class TestLoading:
    def test_makes_the_packs_with_titles_and_topics_in_both_languages(self):
        assert [pack.slug for pack in load_shipped_packs()] == ["deep-learning"]
        pack = Pack.objects.get()
        assert pack.title == {"ko": "딥러닝 개발자 면접", "en": "Deep-learning developer interview"}
        assert (pack.language, pack.level, pack.licence) == ("ko", "junior", "MIT")
        topic = pack.topics.first()
        assert (topic.key, topic.title) == (
            "activations",
            {"ko": "활성화 함수와 최적화", "en": "Activations and optimisation"},
        )
        assert [set(topic.title) for topic in pack.topics.all()] == [{"ko", "en"}] * 5
        assert pack.questions.count() == 64
        assert pack.questions.filter(topic=None).count() == 0

    def test_gives_back_the_files_that_ship(self):
        [pack] = load_shipped_packs()
        assert export(pack) == files_of(PACKS / "deep-learning")

    def test_brings_no_answer_that_was_only_heard(self):
        load_shipped_packs()
        assert [one.card.heard for one in Question.objects.with_cards()] == [{}] * 64

    def test_again_does_nothing(self):
        load_shipped_packs()
        before = everything()
        assert load_shipped_packs() == []
        assert everything() == before

    def test_leaves_a_pack_of_that_name_alone(self):
        make_pack("deep-learning", "My own")
        assert load_shipped_packs() == []
        assert Question.objects.count() == 0

    def test_and_importing_the_original_post_brings_the_heard_answers_and_nothing_else(self):
        load_shipped_packs()
        before = {one.key: one.card for one in Question.objects.with_cards()}
        post = outline.parse(REAL.read_text())
        report = import_outline("deep-learning", post, language="ko")
        assert (report.new, report.moved, report.missing, report.pack) == ((), (), (), ())
        heard = [item.heard for item in post.walk() if item.heard]
        assert len(report.revised) == len(heard)
        after = {one.key: one.card for one in Question.objects.with_cards()}
        for key, card in after.items():
            amended = {"heard": before[key].heard, "standing": "", "checked": None}
            said = before[key].model_copy(update=amended)
            assert card.model_copy(update=amended) == said
        assert sorted(text for card in after.values() for text in card.heard.values()) == sorted(
            heard
        )

    def test_and_importing_its_export_changes_nothing(self):
        load_shipped_packs()
        before, out = everything(), StringIO()
        call_command("export_outline", "deep-learning", stdout=out)
        import_outline("deep-learning", outline.parse(out.getvalue()), language="ko")
        assert everything() == before


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
class TestEveryPack:
    def test_is_named_like_its_folder(self, folder):
        assert packs.read(files_of(folder)).slug == folder.name

    def test_has_nothing_wrong(self, folder):
        assert packs.problems(files_of(folder)) == ()
