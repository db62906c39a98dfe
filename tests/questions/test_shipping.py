"""The packs that ship."""

import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from questions import outline
from questions.models import Pack, Question
from questions.outline_import import import_outline
from questions.shipping import PACKS, load_shipped_packs
from tests.factories import make_pack
from tests.questions.imports import everything
from tests.questions.outlines import bare_item

REAL = Path(__file__).parent.parent / "data" / "deep-learning-questions.ko.txt"
FOLDERS = sorted(path.parent for path in PACKS.glob("*/pack.toml"))


def shipped(folder: Path) -> tuple[dict, outline.Outline]:
    about = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    text = (folder / f"outline.{about['language']}.txt").read_text(encoding="utf-8")
    return about, outline.parse(text)


@pytest.mark.django_db
class TestLoading:
    def test_makes_the_packs_with_titles_and_topics_in_both_languages(self):
        assert [pack.slug for pack in load_shipped_packs()] == ["deep-learning"]
        pack = Pack.objects.get()
        assert pack.title == {"ko": "딥러닝 개발자 면접", "en": "Deep-learning developer interview"}
        assert (pack.language, pack.version) == ("ko", "2026.11")
        assert pack.topics.first().title == {
            "ko": "활성화 함수와 최적화",
            "en": "Activations and optimisation",
        }
        assert [set(topic.title) for topic in pack.topics.all()] == [{"ko", "en"}] * 5
        assert pack.questions.count() == 64
        assert pack.questions.filter(topic=None).count() == 0

    def test_again_does_nothing(self):
        load_shipped_packs()
        before = everything()
        assert load_shipped_packs() == []
        assert everything() == before

    def test_leaves_a_pack_of_that_name_alone(self):
        make_pack("deep-learning", "My own")
        assert load_shipped_packs() == []
        assert Question.objects.count() == 0

    def test_and_importing_the_original_post_changes_nothing(self):
        load_shipped_packs()
        before = everything()
        report = import_outline("deep-learning", outline.parse(REAL.read_text()), language="ko")
        assert report.changes_nothing
        assert everything() == before

    def test_and_importing_its_export_changes_nothing(self, tmp_path):
        load_shipped_packs()
        before, out = everything(), StringIO()
        call_command("export_outline", "deep-learning", stdout=out)
        import_outline("deep-learning", outline.parse(out.getvalue()), language="ko")
        assert everything() == before


class TestDeepLearning:
    def test_has_every_word_of_the_original_post(self):
        _about, source = shipped(PACKS / "deep-learning")
        original = outline.parse(REAL.read_text())
        assert list(map(bare_item, source.chains)) == list(map(bare_item, original.chains))
        assert source.notes_before == original.notes_before
        assert source.notes_after == original.notes_after


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
class TestEveryPack:
    def test_is_named_like_its_folder(self, folder):
        assert shipped(folder)[0]["slug"] == folder.name

    def test_has_a_title_for_each_heading_in_their_order(self, folder):
        about, source = shipped(folder)
        titles = [topic.title for topic in source.topics]
        assert [topic[about["language"]] for topic in about["topics"]] == titles
