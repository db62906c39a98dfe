"""Packs for tests: one with everything that a card can hold, and hypothesis strategies."""

from hypothesis import strategies as st

from questions.card import Card
from questions.pack import Contents

SPACE = "http://www.w3.org/2000/svg"
SVG = f'<svg xmlns="{SPACE}" viewBox="0 0 2 2"><path d="M0 2H1L2 0"/></svg>'
WHOLE = Card.model_validate(
    {
        "prompt": {"ko": "왜 ReLU인가?", "en": "Why ReLU?"},
        "answer": {"ko": "미분이 $1$이다.\n\n$$x$$", "en": "The slope is $1$.\n\n$$x$$"},
        "heard": {"ko": "빨라서"},
        "key_points": [
            {"text": {"ko": "미분", "en": "slope"}},
            {"text": {"ko": "희소", "en": "sparse"}, "essential": False},
        ],
        "hints": [{"ko": "그려 보세요", "en": "draw it"}],
        "anchors": {
            "1": {"ko": "모름", "en": "no idea"},
            "2": {"ko": "말만", "en": "words only"},
            "3": {"ko": "안다", "en": "knows"},
            "4": {"ko": "잘 안다", "en": "knows well"},
        },
        "pitfalls": [
            {
                "text": {"ko": "빠르다", "en": "fast"},
                "why": {"ko": "부차적", "en": "secondary"},
                "ask": {"ko": "왜요?", "en": "why?"},
            }
        ],
        "why": {"ko": "시작", "en": "a start"},
        "probe": {
            "ask": {"ko": "게이트는요?", "en": "And gates?"},
            "expect": {"ko": "안 된다", "en": "No"},
        },
        "figure": {
            "file": "figures/relu.svg",
            "alt": {"ko": "꺾은선", "en": "a bend"},
            "svg": SVG,
        },
        "sources": [
            {"authors": "Glorot, Bengio", "year": 2010, "title": "Difficulty", "where": "AISTATS"}
        ],
        "facts": [{"text": "1/4", "test": "tests/facts/test_relu.py::test_slope"}],
        "kind": "formula",
        "level": "entry",
        "when": "word",
        "words": {"ko": ["렐루", "정류"], "en": ["relu"]},
        "standing": "verified",
        "checked": {"on": "2026-11-28", "by": "Kkori", "against": ["Glorot 2011", "a test"]},
        "minutes": 4,
    }
)
SHORT = Card(prompt={"en": "And then?"})
PACK = Contents.model_validate(
    {
        "slug": "deep",
        "title": {"ko": "딥러닝", "en": "Deep"},
        "version": "1",
        "topics": [{"key": "act", "title": {"ko": "활성화", "en": "Activations"}}],
        "questions": [
            {"key": "relu", "topic": "act", "card": WHOLE},
            {"key": "relu/next", "parent": "relu", "card": SHORT},
        ],
    }
)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufffd\r"), min_size=1, max_size=40
).filter(lambda text: text.strip())
TEXTS = st.dictionaries(st.sampled_from(["ko", "en"]), TEXT, min_size=1)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
WORDS = LINE.map(lambda text: text.replace(",", " ").strip()).filter(bool)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Give any card."""
    return Card.model_validate(
        {
            "prompt": draw(TEXTS),
            "answer": draw(TEXTS | st.just({})),
            "why": draw(TEXTS | st.just({})),
            "key_points": draw(
                st.lists(
                    st.fixed_dictionaries({"text": TEXTS, "essential": st.booleans()}), max_size=3
                )
            ),
            "hints": draw(st.lists(TEXTS, max_size=3)),
            "anchors": draw(st.dictionaries(st.sampled_from(list("1234")), TEXTS)),
            "pitfalls": draw(
                st.lists(st.fixed_dictionaries({"text": TEXTS, "why": TEXTS}), max_size=2)
            ),
            "probe": draw(st.fixed_dictionaries({"ask": TEXTS, "expect": TEXTS}) | st.just({})),
            "facts": draw(
                st.lists(st.fixed_dictionaries({"text": LINE, "test": LINE}), max_size=2)
            ),
            "minutes": draw(st.integers(1, 60)),
            "when": draw(st.sampled_from(["always", "strong", "weak"])),
        }
    )


@st.composite
def packs(draw: st.DrawFn) -> Contents:
    """Give any pack of up to five questions, in preorder."""
    count = draw(st.integers(1, 5))
    questions = []
    for number in range(count):
        parent = draw(st.sampled_from([None, *range(number)])) if number else None
        questions.append((number, parent, draw(cards())))
    rows = []

    def walk(parent: int | None, above: str) -> None:
        for number, its_parent, card in questions:
            if its_parent == parent:
                key = f"{above}q{number}"
                place = {"topic": "act"} if parent is None else {"parent": above.rstrip("/")}
                rows.append({"key": key, "card": card, **place})
                walk(number, f"{key}/")

    walk(None, "")
    return PACK.model_copy(
        update={"questions": Contents.model_validate({**_about(), "questions": rows}).questions}
    )


def _about() -> dict:
    return {"slug": "deep", "title": {"en": "Deep"}}
