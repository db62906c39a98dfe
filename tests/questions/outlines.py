"""Outlines without what a comparison leaves out, and how to make random ones."""

import unicodedata

from hypothesis import strategies as st

from questions.outline import Item, Outline, Topic, parse
from questions.outline.lines import clean

HARD_WORDS = [
    *("+", "++", "+ ", "A.", "A, ", "A:", "A)", "Ａ．", "Q", "Q1.", "Q2)", "Q.", "1.", "2.", "3."),
    *(
        "1)",
        "2)",
        "10.",
        "２．",
        "＋",
        "##",
        "## 제목",
        "###",
        "\\",
        "\\\\",
        "\n",
        "\n\n",
        "\n\n\n",
    ),
    *(" ", "  ", "\t", "\u3000", "\u200b", "가", "값을", "이상입니다", "끝", "the end", "ReLU"),
    *("x += 1", "(?)", "//", "[…]", "...", "1", "0.", "é", "e\u0301", "\u1112\u1161\u11ab", "😀"),
    *("\n1. 하나\n2. 둘", "\n2. 둘", "\n3. 셋", "\n+", "\nA.", "\n\n\n", "-"),
]
words = st.lists(st.sampled_from(HARD_WORDS), max_size=12).map("".join)
texts = words.map(clean)
prompts = texts.filter(bool)
titles = words.map(lambda text: clean(text.replace("\n", " ")))


def _items(children: st.SearchStrategy[list[Item]]) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        prompt=prompts,
        heard=st.none() | texts,
        children=children.map(tuple),
    )


items = st.recursive(
    _items(st.just([])), lambda below: _items(st.lists(below, max_size=3)), max_leaves=6
)
topics = st.builds(Topic, title=titles, chains=st.lists(items, max_size=2).map(tuple))


outlines = st.builds(
    Outline,
    notes_before=texts,
    notes_after=texts,
    topics=st.lists(topics, min_size=1, max_size=3).map(tuple),
).filter(lambda outline: outline.chains)


def bare_item(item: Item) -> tuple:
    """Prompt, heard and children, without lines."""
    return item.prompt, item.heard, tuple(map(bare_item, item.children))


def bare(outline: Outline) -> tuple:
    """All of an outline but its line numbers and findings."""
    topics = tuple((topic.title, tuple(map(bare_item, topic.chains))) for topic in outline.topics)
    return outline.notes_before, outline.notes_after, topics


def chain(prompt: str, heard: str | None, *children: tuple) -> tuple:
    """A bare item as it is written in an expectation."""
    return prompt, heard, children


def chains(text: str) -> list[tuple]:
    """The bare chains of a text."""
    return [bare_item(item) for item in parse(text).chains]


def codes(text: str) -> list[tuple[int, str]]:
    """Lines and codes of the findings in a text."""
    return [(finding.line, finding.code) for finding in parse(text).findings]


def ink(text: str) -> str:
    """The characters of a text that show, in NFC."""
    text = unicodedata.normalize("NFC", text)
    return "".join(char for char in text if not char.isspace() and char not in "\u200b\ufeff")
