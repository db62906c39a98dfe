"""questions.figure: shapes and text get through, all else is refused, whatever a file tries."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.card import MAX_FIGURE
from questions.figure import MAX_LEVELS, FigureError, clean

SVG = "http://www.w3.org/2000/svg"
FIGURES = sorted((Path(__file__).parents[2] / "questions/packs").glob("*/figures/*.svg"))


def svg(inner: str, attributes: str = 'viewBox="0 0 9 9"') -> str:
    return f'<svg xmlns="{SVG}" {attributes}>{inner}</svg>'


def refusal(text: str) -> tuple[str, dict]:
    with pytest.raises(FigureError) as refused:
        clean(text)
    return refused.value.code, refused.value.values


def test_what_is_plain_comes_out_written_anew():
    inner = """<?note?><!-- by hand -->
    <defs><marker id='tip' refX="4" orient="auto"><path d="M0 0"/></marker></defs>
    <g fill='none' stroke="currentColor"><line x1="0" marker-end="url(#tip)" /></g>
    <text x="1" font-family="Noto Sans, sans-serif">a &lt; b<tspan dy="2">&#x2192;</tspan></text>"""
    assert (
        clean(svg(inner))
        == svg(
            '<defs><marker id="tip" refX="4" orient="auto"><path d="M0 0"></path></marker></defs>'
            '<g fill="none" stroke="currentColor"><line x1="0" marker-end="url(#tip)"></line></g>'
            '<text x="1" font-family="Noto Sans, sans-serif">a &lt; b<tspan dy="2">→</tspan></text>'
        )
        + "\n"
    )


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_the_figures_that_ship_are_clean_and_stay_as_they_are_when_cleaned_again(path):
    once = clean(path.read_text("utf-8"))
    assert clean(once) == once


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<style>*{}</style>", "style"),
        ("<foreignObject/>", "foreignObject"),
        ("<image/>", "image"),
        ("<use/>", "use"),
        ("<a/>", "a"),
        ("<animate/>", "animate"),
        ("<svg/>", "svg"),
        ("<title><g/></title>", "g"),
        ("<text><path/></text>", "path"),
        ("<path><path/></path>", "path"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "p"),
        ('<path xmlns=""/>', "path"),
    ],
)
def test_any_other_element_or_place_is_refused(inner, name):
    assert refusal(svg(inner)) == ("figure_element", {"line": 1, "name": name})


@pytest.mark.parametrize(
    "attribute",
    ["onload", "style", "class", "href", "xlink:href", "filter", "mask", "hx-get", "xml:base"],
)
def test_any_other_attribute_is_refused(attribute):
    text = svg(f'\n<g xmlns:xlink="http://www.w3.org/1999/xlink" {attribute}="x"/>')
    name = attribute.rpartition(":")[2]
    assert refusal(text) == ("figure_attribute", {"line": 2, "name": name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fill", "url(https://evil.example/x)"),
        ("fill", "url(#a)"),
        ("stroke", "expression(1)"),
        ("marker-end", "url(https://evil.example/#a)"),
        ("marker-end", "url(&quot;#a&quot;)"),
        ("d", "M0 0;"),
        ("transform", "url(x)"),
        ("id", "a b"),
        ("font-family", "x;background:red"),
        ("x", "calc(1)"),
        ("role", "button"),
        ("aria-labelledby", "a" * 30_000 + "("),
    ],
)
def test_a_value_that_is_more_than_a_number_a_word_or_a_colour_is_refused(name, value):
    code, values = refusal(svg(f'<g {name}="{value}"/>'))
    assert (code, values["name"]) == ("figure_value", name)


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "&#x202e;", "\x85"])
@pytest.mark.parametrize("element", ["text", "title", "desc"])
def test_words_with_characters_that_nobody_sees_are_refused(element, hidden):
    code, values = refusal(svg(f"<{element}>a{hidden}b</{element}>"))
    codepoint = {"&#x202e;": "U+202E"}.get(hidden, f"U+{ord(hidden[0]):04X}")
    assert (code, values) == ("control_character", {"line": 1, "codepoint": codepoint})


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("", "figure_broken", {"line": 1}),
        (svg("\n<g>"), "figure_broken", {"line": 2}),
        (svg("&bomb;"), "figure_broken", {"line": 1}),
        (svg("\ud800"), "figure_broken", {"line": 0}),
        (
            '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("<text>&a;</text>"),
            "figure_doctype",
            {"line": 1},
        ),
        ("<svg viewBox='0 0 9 9'/>", "figure_not_svg", {"line": 1}),
        ("<html/>", "figure_not_svg", {"line": 1}),
        (svg("", ""), "figure_no_viewbox", {"line": 1}),
        (svg("<g>words</g>"), "figure_text", {"line": 1, "text": "words"}),
        (
            svg("<g>" * MAX_LEVELS + "</g>" * MAX_LEVELS),
            "figure_too_deep",
            {"line": 1, "limit": MAX_LEVELS},
        ),
        (
            " " * (MAX_FIGURE + 1),
            "figure_too_large",
            {"line": 0, "size": MAX_FIGURE + 1, "limit": MAX_FIGURE},
        ),
    ],
)
def test_what_is_no_figure_is_refused_with_its_reason_and_line(text, code, values):
    assert refusal(text) == (code, values)


PIECES = st.sampled_from(
    [
        *("<g>", "</g>", "<text>", "</text>", "<path/>", "<![CDATA[", "]]>", "<!--", "-->"),
        *("&lt;", "'", "<title>", "</title>", 'fill="', '"', "<script>", " ", "x", "&#60;", "<"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_comes_out_is_well_formed_and_holds_what_is_allowed_only(inner):
    try:
        out = clean(svg(inner))
    except FigureError:
        return
    assert clean(out) == out
    names = {element.tag for element in ET.fromstring(out).iter()}
    assert names <= {f"{{{SVG}}}{name}" for name in ("svg", "g", "text", "path", "title")}
    assert not re.search("<!|<[?]", out)
