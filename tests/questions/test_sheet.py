"""questions.sheet: a card as it is read."""

import json
import re

import pytest

from questions import sheet
from questions.card import Card
from tests.questions.markup.reading import elements, words

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-labelledby="t">'
    '<title id="t">A curve</title><defs><marker id="tip"><path d="M0 0"/></marker></defs>'
    '<path d="M0 0L9 9" marker-end="url(#tip)"/><text x="1" y="1">x &lt; 1</text></svg>'
)
FULL = {
    "prompt": {"ko": "*왜* ReLU?", "en": "*Why* ReLU?"},
    "answer": {"ko": "**싸다**\n\n$x$", "en": "**cheap**"},
    "heard": {"ko": "모르겠다"},
    "key_points": [
        {"text": {"ko": "$0$보다 큼", "en": "above $0$"}},
        {"text": {}, "essential": False},
    ],
    "hints": [{"en": "`max`"}],
    "anchors": {"1": {"en": "*no*"}, "4": {"ko": "전부", "en": "all"}},
    "pitfalls": [{"text": {"en": "exp"}, "why": {"en": "one\n\ntwo"}}],
    "probe": {"ask": {"en": "and $1$?"}, "expect": {"en": "zero"}},
    "figure": {"file": "a.svg", "svg": SVG, "alt": {"ko": "곡선", "en": 'A "curve" & <more>'}},
    "why": {"en": "basics"},
    "sources": ["He et al. (2015). Delving <Deep>. arXiv:1502.01852", "https://e.com/a?b=1&c=2."],
    "facts": [{"text": "relu(-1) < 0", "test": "test_relu.py::test_zero"}],
    "kind": "judge",
    "level": "entry",
    "when": "word",
    "words": {"ko": ["죽은 유닛"], "en": ["dead unit"]},
    "minutes": 4,
    "standing": "contested",
}


@pytest.fixture
def card() -> Card:
    return Card.model_validate(FULL)


def said(html: str, language: str) -> dict[str, str]:
    return {"html": html, "language": language}


def test_a_page_says_all_that_the_card_says_in_the_readers_language(card):
    page = sheet.of(card)["en"]
    figure = page.pop("figure")
    assert figure.startswith('<figure class="figure"><svg role="img"')
    assert page == {
        "prompt": {"text": "*Why* ReLU?", "language": "en"},
        "answer": said("<p><strong>cheap</strong></p>", "en"),
        "answer_figure": "",
        "heard": said("<p>모르겠다</p>", "ko"),
        "key_points": [
            {"text": said("above <math><mn>0</mn></math>", "en"), "essential": True},
            {"text": {}, "essential": False},
        ],
        "hints": [said("<code>max</code>", "en")],
        "anchors": {
            "1": {**said("<em>no</em>", "en"), "text": "*no*"},
            "4": {**said("all", "en"), "text": "all"},
        },
        "pitfalls": [
            {"text": said("exp", "en"), "why": said("<p>one</p>\n<p>two</p>", "en"), "ask": {}}
        ],
        "probe": {
            "ask": said("and <math><mn>1</mn></math>?", "en"),
            "expect": said("<p>zero</p>", "en"),
        },
        "why": said("<p>basics</p>", "en"),
        "sources": [
            "He et al. (2015). Delving &lt;Deep&gt;. "
            '<a href="https://arxiv.org/abs/1502.01852" rel="noopener noreferrer">'
            "arXiv:1502.01852</a>",
            '<a href="https://e.com/a?b=1&amp;c=2" rel="noopener noreferrer">'
            "https://e.com/a?b=1&amp;c=2</a>.",
        ],
        "facts": [{"text": "relu(-1) < 0", "test": "test_relu.py::test_zero"}],
        **{"kind": "judge", "level": "entry", "when": "word", "words": ["dead unit"]},
        **{"minutes": 4, "standing": "contested"},
    }


def test_a_text_in_one_language_is_rendered_once(card):
    pages = sheet.of(card)
    assert pages["ko"]["heard"]["html"] is pages["en"]["heard"]["html"]
    assert pages["ko"]["hints"][0]["html"] is pages["en"]["hints"][0]["html"]


def test_the_value_is_json_with_the_version_of_the_renderer(card):
    value = sheet.of(card)
    assert json.loads(json.dumps(value)) == value
    assert list(value) == ["version", "ko", "en"]
    assert value["version"] == sheet.VERSION


def test_a_question_without_a_card_is_its_words_unchecked():
    page = sheet.of_words("*Why?*", "ko")
    assert page["prompt"] == {"text": "*Why?*", "language": "ko"}
    assert (page["standing"], page["answer"], page["key_points"]) == ("unverified", {}, [])
    assert list(page) == list(sheet.page(Card(prompt={"en": "?"}), "ko"))


def test_side_by_side_a_text_is_a_list_of_the_languages_that_it_is_in(card):
    page = sheet.side_by_side(sheet.of(card), "en")
    assert page["prompt"] == [
        {"text": "*왜* ReLU?", "language": "ko"},
        {"text": "*Why* ReLU?", "language": "en"},
    ]
    assert page["heard"] == [said("<p>모르겠다</p>", "ko")]
    assert page["key_points"][1] == {"text": {}, "essential": False}
    assert [anchor["text"] for anchor in page["anchors"]["4"]] == ["전부", "all"]
    assert page["pitfalls"][0]["ask"] == {}
    assert 'lang="en"' in page["figure"]


def test_alone_a_text_is_a_list_of_one(card):
    page = sheet.alone(sheet.of(card)["ko"])
    assert page["hints"] == [[said("<code>max</code>", "en")]]
    assert [anchor["text"] for anchor in page["anchors"]["4"]] == ["전부"]


def test_a_figure_is_named_in_the_readers_language_and_by_nothing_else(card):
    html = sheet.page(card, "en")["figure"]
    assert 'role="img" aria-label="A &quot;curve&quot; &amp; &lt;more&gt;" lang="en"' in html
    assert elements(html) == ["figure", "svg", "defs", "marker", "path", "path", "text"]
    assert words(html) == "x < 1"
    assert "labelledby" not in html


def test_the_ids_of_a_figure_are_its_own(card):
    other = card.model_copy(update={"prompt": {"en": "Another?"}})
    figures = [
        sheet.page(one, tongue)["figure"] for one in (card, other) for tongue in ("ko", "en")
    ]
    ids = [re.findall(r'\bid="(.*?)"', html) for html in figures]
    used = [re.findall(r"url\(#(.*?)\)", html) for html in figures]
    assert ids == used
    assert len({name for names in ids for name in names}) == 4


def test_a_broken_figure_is_its_words():
    figure = {"file": "a.svg", "svg": "<svg onload='x'/>", "alt": {"en": "A <curve>"}}
    page = sheet.page(Card.model_validate({"prompt": {"en": "?"}, "figure": figure}), "ko")
    assert page["figure"] == '<p lang="en">A &lt;curve&gt;</p>'
