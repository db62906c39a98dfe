"""manage.py pack check, load and export."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from questions.folder import files_of
from questions.models import Pack
from tests.factories import make_question
from tests.questions.imports import everything, the
from tests.questions.packs import ABOUT, FOLLOW_UP, REAL, ROOT, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    """The small pack on disk."""
    return put(tmp_path / "nets", small())


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def run(*words: object) -> list[str]:
    """Run the command and give its lines, with the pack's folder called PATH."""
    out = StringIO()
    call_command("pack", *map(str, words), stdout=out)
    return out.getvalue().replace(str(words[-1]), "PATH").splitlines()


def refusal(*words: object) -> list[str]:
    """Run the command, which must fail and change nothing; give what it says."""
    before, out = everything(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("pack", *map(str, words), stdout=out)
    assert caught.value.returncode == 1
    assert everything() == before
    said = f"{out.getvalue()}{caught.value}"
    return [line.replace(str(words[-1]), "PATH") for line in said.splitlines()]


class TestCheck:
    def test_of_a_pack_in_order_finds_nothing(self, folder):
        assert run("check", folder) == ["Nothing is wrong with PATH."]
        assert run("check", REAL) == ["Nothing is wrong with PATH."]

    def test_lists_everything_with_file_line_key_and_field_in_order(self, folder):
        cards = (ROOT + FOLLOW_UP).replace("explain", "riddle").replace('parent = "relu"', "")
        about = ABOUT.replace('ko = "기초"\n', "")
        put(folder, small(about=about, cards=cards))
        assert refusal("check", folder) == [
            "cards/01-relu.toml:5: [relu] kind: This must be one of 'explain', 'estimate', "
            "'formula', 'diagram', 'judge', 'code' or 'simplify'.",
            "cards/01-relu.toml:26: [relu/dead] topic: A root question needs a topic.",
            "pack.toml:7: topics.1: The text is missing in “ko”.",
            "3 problems in PATH.",
        ]

    def test_of_what_is_no_folder(self, tmp_path):
        assert refusal("check", tmp_path / "nope") == ["PATH: Not a folder."]

    def test_does_not_look_at_hidden_files(self, folder):
        put(folder, {".git/config": b"x", ".DS_Store": b"x"})
        assert run("check", folder) == ["Nothing is wrong with PATH."]


class TestLoad:
    def test_says_what_came_in(self, folder):
        assert run("load", folder) == [
            "new: relu 왜 ReLU인가?",
            "new: relu/dead 문제는?",
            "Loaded pack nets: 2 questions; 2 new, 0 revised, 0 moved, 0 rekeyed, "
            "title changed, topics changed.",
        ]
        assert the("Why ReLU?").key == "relu"
        assert run("load", folder) == ["2 questions: nothing to change in pack nets."]

    def test_says_what_changed_and_what_is_kept(self, folder):
        run("load", folder)
        make_question("Mine?", pack=Pack.objects.get())
        the("Why ReLU?").retire()
        other = ROOT.replace('"relu"', '"adam"').replace("ReLU", "Adam")
        put(folder, {"cards/02-adam.toml": other.encode()})
        assert run("load", folder, "--dry-run")[:-1] == [
            "new: adam 왜 Adam인가?",
            "retired, left so: relu 왜 ReLU인가?",
            "retired, left so: relu/dead 문제는?",
            "not in the pack, kept: q1 Mine?",
        ]
        the("Why ReLU?").restore()
        put(folder, {"cards/01-relu.toml": (ROOT + FOLLOW_UP.replace("Dead units", "D")).encode()})
        assert "revised: relu/dead 문제는? (answer)" in run("load", folder)

    def test_dry_run_changes_no_table(self, folder):
        before = everything()
        assert run("load", folder, "--dry-run")[-1] == (
            "Would load pack nets: 2 questions; 2 new, 0 revised, 0 moved, 0 rekeyed, "
            "title changed, topics changed."
        )
        assert everything() == before

    def test_of_a_pack_that_cannot_be_taken_changes_nothing(self, folder):
        put(folder, small(cards=ROOT + FOLLOW_UP.replace('"relu"', '"x"')))
        assert refusal("load", folder) == [
            "cards/01-relu.toml:28: [relu/dead] parent: There is no question with the key “x”.",
            "Nothing was loaded.",
        ]

    def test_of_a_pack_that_lacks_something_is_possible(self, folder):
        put(folder, small(cards=ROOT.replace("answer.en = '''\n", "why.en = '''\n")))
        assert run("load", folder)[-1].startswith("Loaded pack nets: 1 question;")


class TestExport:
    def test_gives_the_files_back_byte_for_byte(self, folder, tmp_path):
        run("load", folder)
        there = tmp_path / "there"
        assert run("export", "nets", there) == [
            "written: cards/01-relu.toml",
            "written: pack.toml",
            "2 files, 2 written to PATH.",
        ]
        assert files_of(there) == small()
        assert run("export", "nets", there) == ["2 files, 0 written to PATH."]

    def test_leaves_other_files_alone_and_names_them(self, folder):
        run("load", folder)
        put(folder, {"notes.txt": b"mine"})
        assert run("export", "nets", folder) == [
            "not in the pack, left alone: notes.txt",
            "2 files, 0 written to PATH.",
        ]
        assert (folder / "notes.txt").read_bytes() == b"mine"

    def test_of_a_pack_that_is_not_there_names_those_that_are(self, folder):
        assert refusal("export", "x", folder) == ["There is no pack 'x'. Packs: none yet."]
        run("load", folder)
        assert refusal("export", "x", folder) == ["There is no pack 'x'. Packs: nets."]

    def test_to_where_nothing_can_be_written(self, folder):
        run("load", folder)
        assert refusal("export", "nets", folder / "pack.toml" / "x") == ["PATH: Not a directory."]
