"""questions.pack: what is read is written as it was, and what is written is read as it was."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions import pack as packs
from questions.card import Card
from questions.pack import Contents, Entry, layout
from tests.questions.packs import ABOUT, FOLLOW_UP, ROOT, SVG, WORDS, contents, real, small

LATE = FOLLOW_UP.replace('"relu"', '"relu/dead"').replace('key = "relu/dead"', 'key = "late"')
thorough = settings(max_examples=40, deadline=None, database=None)


def rewritten(files: dict[str, bytes], change=lambda found: found) -> dict[str, bytes]:
    """Read, change the contents, and write where the files stand already."""
    return packs.write(change(packs.read(files)), packs.texts(files))


def with_card(found: Contents, key: str, **update: object) -> Contents:
    questions = tuple(
        one.model_copy(update={"card": one.card.model_copy(update=update)})
        if one.key == key
        else one
        for one in found.questions
    )
    return found.model_copy(update={"questions": questions})


class TestIdentity:
    def test_the_real_pack_comes_back_byte_for_byte(self):
        assert rewritten(real()) == real()

    def test_the_real_pack_says_the_same_in_the_common_layout_which_stays_as_it_is(self):
        found = packs.read(real())
        written = packs.write(found)
        assert packs.read(written) == found
        assert packs.write(packs.read(written)) == written

    @given(contents())
    @thorough
    def test_what_is_written_is_read_as_it_was_and_written_the_same_again(self, found):
        written = packs.write(found)
        assert packs.read(written) == found
        assert packs.write(packs.read(written)) == written
        assert rewritten(written) == written

    @given(contents(), contents())
    @thorough
    def test_what_is_written_over_another_pack_says_what_it_should(self, before, after):
        written = packs.write(after, packs.texts(packs.write(before)))
        assert packs.read(written) == after

    @given(contents(), st.data())
    @thorough
    def test_odd_layout_comes_back_byte_for_byte(self, found, data):
        files = packs.write(found)
        for path in [path for path in files if path.endswith(".toml")]:
            text = files[path].decode()
            head = data.draw(st.sampled_from(["", "\ufeff", "# ours\n", "\n\n# ours\n\n"]))
            tail = data.draw(st.sampled_from(["", "\n\n", "# the end", "\n# the end\n"]))
            files[path] = (head + text + tail).encode()
        assert packs.read(files) == found
        assert rewritten(files) == files

    @pytest.mark.parametrize(
        "changed",
        [
            {"cards": (ROOT + FOLLOW_UP).replace("\n", "\r\n")},
            {"cards": "\ufeff" + ROOT + FOLLOW_UP},
            {"about": ABOUT.replace("\n", "\r\n")},
            {"README.md": "# Nets\r\n"},
            {"figures/unused.svg": SVG.replace("\n", "\r\n")},
            {"cards": ROOT + FOLLOW_UP + FOLLOW_UP.replace("dead", "x") + LATE},
        ],
    )
    def test_line_ends_marks_and_other_files_come_back_too(self, changed):
        files = small(**changed)
        assert rewritten(files) == files


class TestAChange:
    def test_leaves_the_other_questions_of_the_file_as_they_were(self):
        written = rewritten(small(), lambda found: with_card(found, "relu", minutes=5))
        text = written["cards/01-relu.toml"].decode()
        assert text.endswith(FOLLOW_UP.strip() + "\n")
        assert text.startswith('# The first card.\n[[questions]]\nkey = "relu"\n')
        assert "minutes = 5\n" in text
        assert written["pack.toml"] == ABOUT.encode()

    def test_keeps_the_line_ends_of_the_file(self):
        files = small(cards=(ROOT + FOLLOW_UP).replace("\n", "\r\n"))
        text = rewritten(files, lambda found: with_card(found, "relu/dead", minutes=5))
        text = text["cards/01-relu.toml"].decode()
        assert text.count("\n") == text.count("\r\n")
        assert text.startswith(ROOT.replace("\n", "\r\n"))

    def test_of_the_pack_keeps_the_comment_at_its_head(self):
        written = rewritten(small(), lambda found: found.model_copy(update={"version": "2"}))
        assert written["pack.toml"].decode() == (
            '# A pack for tests.\nslug = "nets"\nversion = "2"\nlanguage = "ko"\n'
            'languages = ["ko", "en"]\nlevel = "junior"\ntitle.ko = "신경망"\n'
            'title.en = "Neural nets"\ntopics = [\n'
            '  { key = "basics", ko = "기초", en = "Basics" },\n]\n'
        )

    def test_that_adds_a_question_puts_it_behind_the_others(self):
        more = Entry(key="more", topic="basics", card=Card(prompt={"ko": "더?"}))

        def added(found: Contents) -> Contents:
            return found.model_copy(update={"questions": (*found.questions, more)})

        written = rewritten(small(), added)
        assert list(written) == ["cards/01-relu.toml", "cards/02-more.toml", "pack.toml"]
        assert written["cards/02-more.toml"].decode() == (
            '[[questions]]\nkey = "more"\ntopic = "basics"\nkind = "explain"\nlevel = "junior"\n'
            'minutes = 3\nwhen = "always"\nstanding = "unverified"\nprompt.ko = "더?"\n'
        )

    def test_that_puts_a_root_question_first_numbers_the_files_anew(self):
        more = Entry(key="more", topic="basics", card=Card(prompt={"ko": "더?"}))

        def added(found: Contents) -> Contents:
            return found.model_copy(update={"questions": (more, *found.questions)})

        assert list(rewritten(small(), added)) == [
            "cards/01-more.toml",
            "cards/02-relu.toml",
            "pack.toml",
        ]

    def test_that_takes_a_figure_away_takes_its_file_away(self):
        figure = '\nfigure = { file = "figures/a.svg", alt.ko = "그림", alt.en = "a figure" }\n'
        files = small(**{"cards": ROOT + figure, "figures/a.svg": SVG})
        assert list(rewritten(files)) == ["cards/01-relu.toml", "figures/a.svg", "pack.toml"]
        without = rewritten(files, lambda found: with_card(found, "relu", figure=None))
        assert list(without) == ["cards/01-relu.toml", "pack.toml"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", '"plain"'),
        ('say "so"', '"say \\"so\\""'),
        ("$\\frac12$", "'$\\frac12$'"),
        ("$\\frac12$, it's", "'''$\\frac12$, it's'''"),
        ("$\\frac12'$'", "\"$\\\\frac12'$'\""),
        ("two\nlines", "'''\ntwo\nlines\n'''"),
        ("a\n''' b", '"""\na\n\'\'\' b\n"""'),
        ("bell\x07", '"bell\\u0007"'),
    ],
)
def test_a_text_is_quoted_so_that_it_reads_well(text, written):
    assert layout.string(text) == written
    assert tomllib.loads(f"x = {written}")["x"].strip() == text


@given(WORDS, st.booleans())
def test_any_text_reads_back_from_its_quotes(text, long):
    written = layout.string(text, long=long)
    assert tomllib.loads(f"x = {written}")["x"].strip() == text.strip()
