"""questions.pack: all that is wrong with a pack's files, each with file, line, key and field."""

import pytest

from questions import pack as packs
from questions.pack import Problem
from questions.pack.limits import MAX_BYTES, MAX_FILE_BYTES, MAX_FILES, MAX_PROBLEMS, MAX_QUESTIONS
from tests.questions.packs import ABOUT, FOLLOW_UP, ROOT, SVG, codes, refusal, small

CARDS = "cards/01-relu.toml"
FIGURE = 'figure = { file = "figures/a.svg", alt.ko = "그림", alt.en = "a figure" }\n'


def found(**changed: object) -> list[tuple]:
    """The problems of the small pack after a change: code, file, line, key, field."""
    return [
        (one.code, one.file, one.line, one.key, one.where)
        for one in packs.problems(small(**changed))
    ]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def in_cards(old: str, new: str) -> tuple[str, list[tuple]]:
    """Change the cards; give their text and the problems without the file."""
    text = (ROOT + FOLLOW_UP).replace(old, new)
    assert text != ROOT + FOLLOW_UP
    return text, [(code, line, key, where) for code, _, line, key, where in found(cards=text)]


def test_the_small_pack_is_in_order():
    assert found() == []


def test_what_is_read_are_whole_chains_in_preorder():
    more = FOLLOW_UP.replace("relu/dead", "relu/b").replace("Dead", "B")
    late = FOLLOW_UP.replace('"relu"', '"relu/dead"').replace('key = "relu/dead"', 'key = "late"')
    contents = packs.read(small(cards=ROOT + FOLLOW_UP + more + late))
    assert [(one.key, one.parent) for one in contents.questions] == [
        ("relu", None),
        ("relu/dead", "relu"),
        ("late", "relu/dead"),
        ("relu/b", "relu"),
    ]
    assert contents.topics[0].title == {"ko": "기초", "en": "Basics"}
    point = contents.questions[0].card.key_points[1]
    assert (point.text, point.essential) == ({"ko": "값이 싸다", "en": "cheap"}, False)


def test_root_questions_come_in_the_order_of_their_files():
    other = ROOT.replace('"relu"', '"adam"').replace("ReLU", "Adam")
    contents = packs.read(small(**{"cards/00-adam.toml": other}))
    assert [one.key for one in contents.questions] == ["adam", "relu", "relu/dead"]


class TestFiles:
    def test_line_ends_and_a_byte_order_mark_do_not_matter(self):
        text = "\ufeff" + (ROOT + FOLLOW_UP).replace("\n", "\r\n")
        assert packs.read(small(cards=text)) == packs.read(small())

    def test_what_is_not_utf_8_is_named_with_its_line(self):
        assert found(cards=(ROOT + FOLLOW_UP).encode("cp949"))[0] == ("not_utf8", CARDS, 6, "", "")

    @pytest.mark.parametrize(
        "name",
        ["cards/a.yaml", "notes.txt", "cards/b/c.toml", "figures/a.png", "../x", "cards/가.toml"],
    )
    def test_a_file_that_no_pack_has_is_named(self, name):
        assert found(**{name: "x"}) == [("unknown_file", name, 0, "", "")]

    def test_a_readme_and_a_licence_may_be_there(self):
        assert found(**{"README.md": "x", "LICENSE": "x"}) == []

    def test_without_pack_toml_the_rest_is_looked_at_all_the_same(self):
        assert found(about=None, cards=ROOT + FOLLOW_UP + 'x = "y"\n') == [
            ("unknown_field", CARDS, 44, "relu/dead", "pitfalls.1.x"),
            ("no_about", "pack.toml", 0, "", ""),
        ]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("[[questions]]\nkey = relu", 2),
            ("[[questions]]\nkey = 'a'\nkey = 'b'", 3),
            ("[[questions]]\nprompt.ko = '''\n", 3),
            ("x = " + "[" * 10_000, 0),
            ("x = " + "{a=" * 100_000, 0),
            ("\n" + "a." * 100_000 + "b = 1", 2),
            ("x = " + "1" * 100_000, 0),
            ("a" * 900_000, 1),
            ('"""\\' * 200_000, 1),
        ],
    )
    def test_what_is_no_toml_is_named_with_its_line(self, text, line):
        assert ("toml", CARDS, line, "", "") in found(cards=text)

    def test_questions_are_blocks(self):
        assert found(cards='questions = [{ key = "a" }]\n') == [("not_blocks", CARDS, 0, "", "")]
        assert found(cards="questions = 1\n") == [("not_blocks", CARDS, 0, "", "")]

    def test_a_file_has_one_root_question_and_what_is_below_it(self):
        second = ROOT.replace('"relu"', '"adam"').replace("ReLU", "Adam")
        for score in (
            "모른다",
            "빠르다고만",
            "기울기를",
            "죽은 ReLU",
            "no idea",
            "only",
            "names",
            "also",
        ):
            second = second.replace(score, f"{score} Adam")
        assert found(**{"cards/00-empty.toml": "# later\n"}) == [
            ("no_questions", "cards/00-empty.toml", 0, "", "")
        ]
        assert ("second_root", CARDS, 29, "adam", "key") in found(cards=ROOT + "\n\n" + second)
        assert found(**{"cards": ROOT, "cards/02-dead.toml": FOLLOW_UP}) == [
            ("parent_elsewhere", "cards/02-dead.toml", 4, "relu/dead", "parent")
        ]

    def test_too_large_ones_are_not_looked_at(self):
        large = b"#" * (MAX_FILE_BYTES + 1)
        assert codes(refusal({"cards/a.toml": large})) == ["file_too_large"]
        many = {f"cards/{number}.toml": b"" for number in range(MAX_FILES + 1)}
        assert codes(refusal(many)) == ["too_many_files"]
        whole = {
            f"cards/{n}.toml": b"#" * MAX_FILE_BYTES for n in range(MAX_BYTES // MAX_FILE_BYTES)
        }
        assert codes(refusal({**whole, "pack.toml": b"#"})) == ["pack_too_large"]

    def test_too_many_questions_are_not_looked_at(self):
        text = "".join(f'[[questions]]\nkey = "q{n}"\n' for n in range(MAX_QUESTIONS + 1))
        assert refusal(small(cards=text)) == (
            Problem(
                "too_many_questions",
                CARDS,
                values={"count": MAX_QUESTIONS + 1, "limit": MAX_QUESTIONS},
            ),
        )

    def test_of_very_many_problems_the_first_are_listed(self):
        text = ROOT + "".join(f'x{number} = "y"\n' for number in range(MAX_PROBLEMS + 50))
        told = codes(packs.problems(small(cards=text)))
        assert told == [*["unknown_field"] * MAX_PROBLEMS, "unlisted_problems"]


@pytest.mark.parametrize(
    ("old", "new", "code", "where", "at"),
    [
        ('kind = "explain"', 'kind = "riddle"', "unknown_value", "kind", "kind ="),
        ('kind = "explain"', "minutes = 61", "out_of_range", "minutes", "minutes"),
        ('kind = "explain"', 'minutes = "x"', "number_wanted", "minutes", "minutes"),
        ('kind = "explain"', 'x = "y"', "unknown_field", "x", "x ="),
        ('kind = "explain"', 'why.fr = "y"', "unknown_field", "why.fr", "why.fr"),
        ('kind = "explain"', "checked.on = 2026-11-28", "field_missing", "checked.by", "checked"),
        ('kind = "explain"', "figure = 1", "fields_wanted", "figure", "figure"),
        ('kind = "explain"', 'figure.svg = "x"', "field_missing", "figure.file", "figure"),
        ('"no idea"', '"\\u0000"', "text_unkeepable", "anchors.1.en", "anchors.1"),
        ('"no idea"', f'"{"x" * 17_000}"', "text_too_long", "anchors.1.en", "anchors.1"),
        ("essential = false", "essence = 1", "unknown_field", "key_points.2.essence", '{ ko = "값'),
        ("year = 2011", "year = 1", "out_of_range", "sources.1.year", "{ authors"),
        ("why.en = ", "why.fr = ", "unknown_field", "pitfalls.1.why.fr", "why.fr"),
        ('topic = "basics"\n', "", "topic_missing", "topic", "[[questions]]"),
        ('topic = "basics"', 'topic = "x"', "topic_unknown", "topic", "topic ="),
        ('parent = "relu"', 'parent = "x"', "parent_unknown", "parent", "parent"),
        ('parent = "relu"', 'parent = "relu/dead"', "cycle", "parent", "parent"),
        (
            'parent = "relu"',
            'parent = "relu"\ntopic = "basics"',
            "topic_of_follow_up",
            "topic",
            None,
        ),
        ('"relu/dead"', '"relu"', "key_repeated", "key", 'key = "relu"\nparent'),
        ('"relu/dead"', '"relu dead"', "wrong_form", "key", 'key = "relu dead'),
        ("기울기를 말한다", "기울기\\u202e", "control_character", "anchors.3.ko", "anchors.3"),
        ("Dead units", "Dead\\u0007units", "control_character", "answer.en", 'answer.en = "'),
        (
            'prompt.ko = "왜 ReLU인가?"\nprompt.en = "Why ReLU?"\n',
            "",
            "prompt_missing",
            "prompt",
            "[[",
        ),
    ],
)
def test_a_problem_is_named_with_its_line_key_and_field(old, new, code, where, at):
    text, problems = in_cards(old, new)
    line = line_of(text, at) if at else text[: text.rindex("topic =")].count("\n") + 1
    named = {(one_code, one_line, one_where) for one_code, one_line, _key, one_where in problems}
    assert (code, line, where) in named


def test_a_parent_below_its_child_and_a_circle_are_told_apart():
    one = FOLLOW_UP.replace('"relu"', '"b"').replace("relu/dead", "a")
    other = FOLLOW_UP.replace("relu/dead", "b")
    after = packs.problems(small(cards=ROOT + one + other))
    circle = packs.problems(small(cards=ROOT + one + other.replace('"relu"', '"a"')))
    assert ("parent_after", "a") in [(problem.code, problem.key) for problem in after]
    assert ("cycle", "a") in [(problem.code, problem.key) for problem in circle]


def test_a_question_may_stand_on_level_32_and_not_deeper():
    def chain(levels: int) -> str:
        below = (
            f'[[questions]]\nkey = "k{n}"\nparent = "{f"k{n - 1}" if n > 2 else "relu"}"\n'
            f'prompt.ko = "{n}"\n'
            for n in range(2, levels + 1)
        )
        return ROOT + "".join(below)

    assert len(packs.read(small(cards=chain(32))).questions) == 32
    (problem,) = (p for p in refusal(small(cards=chain(33))) if p.code == "too_deep")
    assert (problem.key, problem.values) == ("k33", {"limit": 32})


def test_what_is_wrong_with_the_pack_itself_is_named_with_its_line():
    about = ABOUT.replace('"nets"', '"Nets!"').replace('en = "Basics"', 'fr = "Bases"')
    assert found(about=about) == [
        ("wrong_form", "pack.toml", 2, "", "slug"),
        ("unknown_field", "pack.toml", 10, "", "topics.1.fr"),
    ]
    again = ABOUT + '\n[[topics]]\nkey = "basics"\nko = "또"\nen = "Again"\n'
    assert found(about=again) == [("topic_repeated", "pack.toml", 13, "", "topics.2.key")]
    assert found(about=ABOUT + "\n[[questions]]\n") == [
        ("unknown_field", "pack.toml", 0, "", "questions")
    ]


class TestFigures:
    def test_one_that_is_used_belongs_to_its_card(self):
        contents = packs.read(small(**{"cards": ROOT + FIGURE, "figures/a.svg": "\ufeff" + SVG}))
        figure = contents.questions[0].card.figure
        assert (figure.file, figure.svg) == ("figures/a.svg", SVG)
        assert figure.alt == {"ko": "그림", "en": "a figure"}

    def test_missing_and_unused_ones_are_named(self):
        assert found(**{"cards": ROOT + FIGURE, "figures/b.svg": SVG}) == [
            ("figure_missing", CARDS, 25, "relu", "figure.file"),
            ("figure_unused", "figures/b.svg", 0, "", ""),
        ]

    def test_one_that_could_run_something_is_refused(self):
        evil = SVG.replace("<path", '<path onload="x"')
        (problem,) = refusal(small(**{"cards": ROOT + FIGURE, "figures/a.svg": evil}))
        assert problem == Problem(
            "figure_attribute",
            CARDS,
            25,
            "relu",
            "figure",
            {"line": 1, "name": "onload", "it": "figures/a.svg"},
        )


def test_everything_is_listed_at_once():
    text = (ROOT + FOLLOW_UP).replace("explain", "riddle").replace('"relu"\n', '"x"\n')
    about = ABOUT.replace("nets", "Nets!")
    assert {"unknown_value", "wrong_form", "parent_unknown"} <= set(
        codes(packs.problems(small(about=about, cards=text)))
    )


def test_the_progress_is_told_question_by_question():
    assert list(packs.checking(packs.read(small()))) == [(1, 2), (2, 2)]
