"""manage.py import_outline and export_outline."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from questions.models import Pack, Question
from questions.outline import MAX_BYTES
from questions.outline_import import export_outline
from tests.factories import make_pack, make_question
from tests.questions.imports import everything, the

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT / "tests" / "data" / "deep-learning-questions.ko.txt"
SMALL = "Q1. What is ReLU?\nA. A kink (?)\n+ What breaks?\nA. Dead units.\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path) -> Path:
    """A small outline."""
    path = tmp_path / "outline.txt"
    path.write_text(SMALL)
    return path


def bring(path: Path, *options: str, pack: str = "pack", language: str = "en") -> list[str]:
    """Run the command and give its lines, with the file called FILE."""
    out = StringIO()
    call_command(
        "import_outline",
        str(path),
        f"--pack={pack}",
        f"--language={language}",
        *options,
        stdout=out,
    )
    return out.getvalue().replace(str(path), "FILE").splitlines()


def refusal(path: Path, **options: str) -> list[str]:
    """Run the command, which must fail and change nothing; give the lines of its error."""
    before = everything()
    with pytest.raises(CommandError) as caught:
        bring(path, **options)
    assert caught.value.returncode == 1
    assert everything() == before
    return str(caught.value).replace(str(path), "FILE").splitlines()


class TestImport:
    @pytest.mark.parametrize("slug", ["new", "import"])
    def test_makes_no_pack_at_the_address_of_a_page(self, file, slug):
        assert refusal(file, pack=slug) == [
            f"--pack {slug!r}: a page stands at this address. Choose another one."
        ]

    def test_says_how_it_read_the_file_what_is_doubtful_and_what_came_in(self, file):
        assert bring(file) == [
            "FILE: read as utf-8.",
            "line 2: a mark of doubt: A kink (?)",
            "new: 1 (line 1) What is ReLU?",
            "new: 1.1 (line 3) What breaks?",
            "Imported into pack pack: 1 chain, 2 questions; 2 new, 0 revised, 0 moved.",
        ]
        assert the("What breaks?").card.heard == {"en": "Dead units."}

    def test_reads_korean_unless_told(self):
        call_command("import_outline", str(REAL), "--pack", "dl", stdout=StringIO())
        assert Pack.objects.get().language == "ko"
        assert Question.objects.count() == 64

    def test_again_finds_nothing_to_change(self, file):
        bring(file)
        before = everything()
        assert bring(file)[2:] == ["1 chain, 2 questions: nothing to change in pack pack."]
        assert everything() == before

    def test_of_a_changed_file_says_what_changed(self, file):
        bring(file)
        make_question("Who found it?", pack=Pack.objects.get())
        file.write_text(
            "From a talk.\n\nQ1. What is ReLU, then?\nA.\n+ New?\n+ What breaks?\nA. Dead units."
        )
        assert bring(file) == [
            "FILE: read as utf-8.",
            "line 4: an answer marker without an answer: What is ReLU, then?",
            "line 5: a question without an answer marker: New?",
            "new: 1.1 (line 5) New?",
            "revised: 1 (line 3) What is ReLU, then?",
            "heard answer gone, as the file has none: 1 (line 3) What is ReLU, then?",
            "not in the file, kept: Who found it?",
            "Imported into pack pack: 1 chain, 3 questions; 1 new, 1 revised, 0 moved, "
            "notes changed.",
        ]

    def test_says_what_stays_retired(self, file):
        bring(file)
        the("What breaks?").retire()
        assert "retired, left so: 1.1 (line 3) What breaks?" in bring(file)

    def test_says_that_it_read_cp949(self, file):
        file.write_bytes(REAL.read_text().encode("cp949"))
        assert bring(file, language="ko")[0] == "FILE: read as cp949."
        assert the("AutoML이 뭐하는 걸까?", "ko").key == "q16"

    def test_dry_run_says_the_same_and_changes_no_table(self, file):
        before = everything()
        lines = bring(file, "--dry-run")
        assert lines[-1] == (
            "Would import into pack pack: 1 chain, 2 questions; 2 new, 0 revised, 0 moved."
        )
        assert everything() == before
        assert lines[:-1] == bring(file)[:-1]

    def test_dry_run_of_a_changed_file_changes_no_table(self, file):
        bring(file)
        before = everything()
        file.write_text("## Nets\n" + SMALL.replace("ReLU", "GELU") + "+ New?\n")
        assert bring(file, "--dry-run")[-1] == (
            "Would import into pack pack: 1 chain, 3 questions; 1 new, 1 revised, 1 moved, "
            "topics changed."
        )
        assert everything() == before


class TestRefusal:
    def test_of_a_file_that_is_not_there(self, tmp_path):
        assert refusal(tmp_path / "nope") == [
            "FILE: No such file or directory. Nothing was imported."
        ]

    def test_of_a_folder(self, tmp_path):
        assert refusal(tmp_path) == ["FILE: Is a directory. Nothing was imported."]

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"a" * (MAX_BYTES + 1), "The outline has 1000001 bytes; at most 1000000 are allowed."),
            (b"\x89PNG\x00\xff", "This is not a text file."),
            (b"Q1. Why?\n\xff\xfe\xfd", "line 2: These bytes are neither UTF-8"),
            (b"Q1. Why?\x00", "line 1: There is a NUL character here"),
            (b"just words", "There is no question here."),
            (b"+ Why?", "line 1: A follow-up stands before any root question: + Why?."),
            (b"Q1. a\nA. " + b"a" * 16385, "line 2: This answer has 16385 bytes; at most 16384"),
            (
                "\n".join(f"Q{n}. a" for n in range(1, 5002)).encode(),
                "line 5001: This is question 5001; at most 5000 are allowed.",
            ),
            (
                b"Q1. a\n" + b"\n".join(b"+" * n + b" b" for n in range(1, 33)),
                "line 33: This question is on level 33; at most 32 levels are allowed.",
            ),
        ],
    )
    def test_names_the_line_and_the_reason(self, file, data, reason):
        file.write_bytes(data)
        told = refusal(file)
        assert told[0].startswith(f"FILE: {reason}")
        assert told[-1] == "Nothing was imported."

    def test_names_every_problem(self, file):
        file.write_text("+ Why?\nQ1.\nQ2. Who?\x07\n")
        assert [line.split(": ")[1] for line in refusal(file)[:-1]] == [
            "line 1",
            "line 2",
            "line 3",
        ]

    def test_of_an_address_that_no_pack_can_have(self, file):
        assert refusal(file, pack="a b") == ["--pack 'a b': use letters, digits, hyphens."]
        assert refusal(file, pack="new") == [
            "--pack 'new': a page stands at this address. Choose another one."
        ]

    def test_ends_the_process_with_code_1_and_no_traceback(self, tmp_path):
        ended = subprocess.run(
            [sys.executable, "manage.py", "import_outline", str(tmp_path / "no"), "--pack=pack"],
            cwd=ROOT,
            env={"KKORI_DATA_DIR": str(tmp_path), "PATH": ""},
            capture_output=True,
            text=True,
        )
        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr == (
            f"CommandError: {tmp_path / 'no'}: No such file or directory. Nothing was imported.\n"
        )


class TestExport:
    def test_writes_the_outline(self, file):
        bring(file)
        out = StringIO()
        call_command("export_outline", "pack", stdout=out)
        assert out.getvalue() == export_outline(Pack.objects.get())
        assert out.getvalue().splitlines() == [
            "Q1. What is ReLU?",
            "",
            "A. A kink (?)",
            "",
            "+ What breaks?",
            "",
            "A. Dead units.",
        ]

    def test_comes_back_unchanged(self, tmp_path):
        call_command("import_outline", str(REAL), "--pack", "dl", stdout=StringIO())
        out = StringIO()
        call_command("export_outline", "dl", stdout=out)
        (tmp_path / "out.txt").write_text(out.getvalue())
        before = everything()
        assert bring(tmp_path / "out.txt", pack="dl", language="ko")[-1] == (
            "16 chains, 64 questions: nothing to change in pack dl."
        )
        assert everything() == before

    def test_of_an_unknown_pack_names_those_that_there_are(self):
        with pytest.raises(CommandError, match=r"There is no pack 'x'. Packs: none yet."):
            call_command("export_outline", "x")
        make_pack("nets")
        with pytest.raises(CommandError, match=r"There is no pack 'x'. Packs: nets."):
            call_command("export_outline", "x")
