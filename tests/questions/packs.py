"""Small packs and made-up ones for tests."""

from pathlib import Path

from hypothesis import strategies as st

from questions import pack as packs
from questions.card import KINDS, LEVELS, SCORES, STANDINGS, Card
from questions.folder import files_of
from questions.pack import Contents, Entry, Heading, PackError, Problem, Term

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>\n'
REAL = Path(__file__).parents[2] / "questions" / "packs" / "deep-learning"

ABOUT = """\
# A pack for tests.
slug = "nets"
title.ko = "신경망"
title.en = "Neural nets"
languages = ["ko", "en"]

[[topics]]
key = "basics"
ko = "기초"
en = "Basics"
"""
ROOT = """\
# The first card.
[[questions]]
key = "relu"
topic = "basics"
kind = "explain"
prompt.ko = "왜 ReLU인가?"
prompt.en = "Why ReLU?"
answer.ko = '''
$x > 0$에서 기울기가 1이다.
'''
answer.en = '''
The slope is 1 where $x > 0$.
'''
key_points = [
  { ko = "기울기가 1", en = "slope 1", essential = true },
  { ko = "값이 싸다", en = "cheap", essential = false },
]
anchors.1 = { ko = "모른다", en = "no idea" }
anchors.2 = { ko = "빠르다고만 한다", en = "only says it is fast" }
anchors.3 = { ko = "기울기를 말한다", en = "names the slope" }
anchors.4 = { ko = "죽은 ReLU까지", en = "also dead units" }
sources = [
  { authors = "Glorot", year = 2011, title = "Rectifiers", where = "AISTATS" },
]
"""
FOLLOW_UP = """\

[[questions]]
key = "relu/dead"
parent = "relu"
prompt.ko = "문제는?"
prompt.en = "What breaks?"
answer.ko = "죽은 ReLU"
answer.en = "Dead units"
key_points = [{ ko = "죽은 뉴런", en = "dead units" }]
anchors.1 = { ko = "없다", en = "nothing" }
anchors.2 = { ko = "잘 모르지만 있다", en = "something" }
anchors.3 = { ko = "꺼진 뉴런", en = "units that are off" }
anchors.4 = { ko = "원인과 대책", en = "cause and cure" }

[[questions.pitfalls]]
text.ko = "미분이 안 된다"
text.en = "No derivative"
why.ko = "한 점뿐이다"
why.en = "Only at one point"
"""


def small(**changed: str | bytes | None) -> dict[str, bytes]:
    """The files of a small pack that is in order; `about`, `cards`, or others by their paths."""
    files = {"pack.toml": ABOUT, "cards/01-relu.toml": ROOT + FOLLOW_UP}
    names = {"about": "pack.toml", "cards": "cards/01-relu.toml"}
    for name, text in changed.items():
        files[names.get(name, name)] = text
    texts = {name: text for name, text in files.items() if text is not None}
    return {name: t if isinstance(t, bytes) else t.encode() for name, t in texts.items()}


def real() -> dict[str, bytes]:
    """The files of the pack that ships."""
    return files_of(REAL)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def refusal(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """Read a pack that cannot be taken; give why."""
    try:
        packs.read(files)
    except PackError as error:
        return error.problems
    raise AssertionError("was read")


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufeff")
SIGNS = st.sampled_from(
    ["'", '"', "'''", '"""', "\\", "\n", "$", "가", "é", "#", "[[questions]]", "="]
)
HIDDEN = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WORDS = st.lists(st.one_of(SIGNS, st.text(LETTERS, max_size=6)), min_size=1, max_size=6).map(
    "".join
)
WORDS = WORDS.map(lambda text: "".join(sign for sign in text if sign not in HIDDEN)).filter(
    str.strip
)
TEXTS = st.dictionaries(st.sampled_from(["ko", "en"]), WORDS)
FULL = st.fixed_dictionaries({"ko": WORDS, "en": WORDS})
FIGURES = st.none() | st.builds(
    lambda number, alt: {"file": f"figures/f{number}.svg", "svg": SVG, "alt": alt},
    st.integers(1, 3),
    TEXTS,
)


def lists(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=2)


CARDS = st.fixed_dictionaries(
    {"prompt": FULL},
    optional={
        "answer": TEXTS,
        "heard": TEXTS,
        "why": TEXTS,
        "hints": lists(TEXTS),
        "key_points": lists(st.fixed_dictionaries({"text": TEXTS, "essential": st.booleans()})),
        "anchors": st.dictionaries(st.sampled_from(SCORES), TEXTS, max_size=2),
        "pitfalls": lists(st.fixed_dictionaries({"text": TEXTS, "why": TEXTS, "ask": TEXTS})),
        "probe": st.fixed_dictionaries({"ask": TEXTS, "expect": TEXTS}),
        "figure": FIGURES,
        "answer_figure": FIGURES,
        "sources": lists(
            st.fixed_dictionaries(
                {"title": WORDS}, optional={"year": st.integers(1600, 2200), "where": WORDS}
            )
        ),
        "facts": lists(st.fixed_dictionaries({"text": WORDS, "test": WORDS})),
        "words": st.dictionaries(st.sampled_from(["ko", "en"]), lists(WORDS), max_size=2),
        "kind": st.sampled_from(KINDS),
        "level": st.sampled_from(LEVELS),
        "standing": st.sampled_from(STANDINGS),
        "minutes": st.integers(1, 60),
        "checked": st.none()
        | st.fixed_dictionaries({"on": st.dates(), "by": WORDS, "against": lists(WORDS)}),
    },
)


def sound(said: dict) -> dict:
    """Give a made-up card only a standing that it can have."""
    given = said.get("checked") and (said.get("sources") or said.get("facts"))
    return said if given else {**said, "standing": "unverified"}


CARDS = CARDS.map(sound).map(Card.model_validate)


@st.composite
def contents(draw: st.DrawFn) -> Contents:
    """Packs in order: whole chains, each in a topic, root questions in the order of the topics."""
    topics = [f"t{number}" for number in range(draw(st.integers(1, 3)))]
    chains: dict[str, list[str]] = {}
    entries = []
    for number, topic in enumerate(sorted(draw(st.lists(st.sampled_from(topics), max_size=4)))):
        chains[f"q{number}"] = [f"q{number}"]
        entries.append(Entry(key=f"q{number}", topic=topic, card=draw(CARDS)))
        for below in range(draw(st.integers(0, 3))):
            parent = draw(st.sampled_from(chains[f"q{number}"]))
            key = f"q{number}/{below}"
            chains[f"q{number}"].append(key)
            entries.append(Entry(key=key, parent=parent, card=draw(CARDS)))
    return Contents(
        slug="made-up",
        title=draw(FULL),
        credit=draw(TEXTS),
        notes=draw(TEXTS),
        topics=[Heading(key=key, title=draw(FULL)) for key in topics],
        terms=draw(lists(st.builds(Term, ko=WORDS, en=WORDS))),
        questions=packs.preorder(entries),
    )
