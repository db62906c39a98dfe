"""questions.markup: what a card's texts become."""

import re
import tomllib
from pathlib import Path

import pytest

from questions.markup import MathProblem, block, inline, math_problems
from tests.questions.markup.reading import elements, words, wrongs

ALIGNED = {"math-right", "math-right-0", "math-left", "math-left-0"}
CARDS = Path("questions/packs/deep-learning/cards")


def card_texts() -> list[str]:
    """Give every text of the cards that ship, but for prompts, sources and computed facts."""
    found: list[str] = []
    for file in sorted(CARDS.glob("*.toml")):
        for question in tomllib.loads(file.read_text("utf-8"))["questions"]:
            plain = ("prompt", "sources", "facts", "figure", "answer_figure", "words", "checked")
            found += strings([value for part, value in question.items() if part not in plain])
    return found


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []


# Prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("## Title ##\ntext", "<p><strong>Title</strong></p>\n<p>text</p>"),
        ("    set in", "<p>set in</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("x_1 and x_2, 3~5, 2 * 3 * 4", "<p>x_1 and x_2, 3~5, 2 * 3 * 4</p>"),
        ("", ""),
    ],
)
def test_a_text_of_paragraphs(text, html):
    assert block(text) == html


def test_a_text_of_one_line_has_no_element_around_it():
    assert inline("**a** $x$ - `b`") == (
        "<strong>a</strong> <math><mi>x</mi></math> - <code>b</code>"
    )


@pytest.mark.parametrize("address", ["https://e.com/a?b=1", "http://e.com", "mailto:a@e.com"])
def test_a_link_leads_away_without_telling_from_where(address):
    assert (
        inline(f'[a]({address} "title")') == f'<a href="{address}" rel="noopener noreferrer">a</a>'
    )


def test_a_table_scrolls_in_itself_and_keeps_its_sides():
    html = block("|a|b|c|\n|:-|-:|:-:|\n|1|$x$|3|")
    assert html.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert re.findall(r"<t[hd].*?>", html)[1:] == [
        *('<th class="to-left">', '<th class="to-right">', '<th class="to-center">'),
        *('<td class="to-left">', '<td class="to-right">', '<td class="to-center">'),
    ]


def test_a_corner_without_words_is_no_header():
    assert re.findall(r"<t[hd].*?>", block("| |a|\n|-|-|\n|x|1|"))[1:] == [
        *("<td>", "<th>", "<td>", "<td>"),
    ]


def test_a_table_of_too_many_columns_is_its_text():
    def table(columns: int) -> str:
        return "|a" * columns + "|\n" + "|-" * columns + "|"

    assert "<table>" in block(table(20))
    assert "<table>" not in block(table(21))
    assert words(block(table(21))) == table(21)


def test_a_table_ends_after_200_rows_and_the_rest_is_text():
    html = block("|a|\n|-|\n" + "|b|\n" * 201)
    assert html.count("<tr>") == 201
    assert html.endswith("</table></div>\n<p>|b|</p>")


def test_a_table_whose_rows_lack_very_many_cells_ends_there():
    html = block("|a|b|c|\n|-|-|-|\n" + "|d\n" * 199)
    assert html.count("<tr>") == 51
    assert html.count("|d") == 149


# Code


def test_code_has_its_words_in_classes():
    assert block("```python\nx = 1  # 하나\n```") == (
        '<pre tabindex="0"><code><span class="hl-n">x</span> <span class="hl-o">=</span> '
        '<span class="hl-mi">1</span>  <span class="hl-c1"># 하나</span>\n</code></pre>'
    )


@pytest.mark.parametrize("language", ["", "brainfuck", "html onload", "python3.12"])
def test_code_in_an_unknown_language_stays_as_it_is(language):
    html = block(f"```{language}\n<b> & $x$\n```")
    assert html == '<pre tabindex="0"><code>&lt;b&gt; &amp; $x$\n</code></pre>'


# Math


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("$x$는 $0.25$", ["x", "0.25"]),
        ("($n$th) at most $5$.", ["n", "5"]),
        (r"$a\$b$", ["a$b"]),
        ("$x$$y$", ["x", "y"]),
        ("costs $5 and $6", []),
        ("US$5, CA$7", []),
        ("5$이고 6$이다", []),
        ("$ x $", []),
        ("`$x$`", []),
        (r"\$x$", []),
    ],
)
def test_what_stands_between_dollars_is_math_but_money_is_not(text, seen):
    found = re.findall("<math>(.*?)</math>", inline(text))
    assert [words(one) for one in found] == seen


@pytest.mark.parametrize("text", ["$$\na\n- b\n$$", "$$a - b$$", "one\n\n$$ a - b $$\n\ntwo"])
def test_display_math_scrolls_in_itself(text):
    assert (
        '<div class="math-display" tabindex="0"><math display="block"><mi>a</mi><mo>−</mo>'
        "<mi>b</mi></math></div>"
    ) in block(text)


def test_display_math_inside_a_line_stands_in_it():
    assert elements(block("so $$x$$ then")) == ["p", "span", "math", "mi"]


def test_a_function_applied_is_a_character_and_no_entity_of_html():
    assert "\u2061" in inline(r"$\sin x$")


@pytest.mark.parametrize(
    ("source", "classes"),
    [
        (r"\begin{cases}a&b\end{cases}", {"math-left", "math-right-0", "math-left-1"}),
        (r"\begin{aligned}a&=b\end{aligned}", ALIGNED),
        (r"\begin{array}{c|c}a&b\\\hline c&d\end{array}", {"math-solid-top", "math-solid-right"}),
        (r"\begin{align*}a&=b\end{align*}", {"math-wide", "math-half", *ALIGNED}),
        (r"a\!b", {"math-closer"}),
        (r"\textsc{a}", {"math-small-caps"}),
        (r"\hspace{1cm}x", set()),
    ],
)
def test_what_math_says_in_styles_stands_in_classes(source, classes):
    html = block(f"$${source}$$")
    said = {name for found in re.findall('class="(.*?)"', html) for name in found.split()}
    assert said == classes | {"math-display"}
    assert " style=" not in html
    assert math_problems(f"$${source}$$") == []


@pytest.mark.parametrize(
    "source",
    [
        r"\hspace{99999em}x",
        r"\hspace{-21em}x",
        r"\hspace{2000mm}x",
        r"\raisebox{999em}{x}",
        r"\kern999em x",
    ],
)
def test_a_length_that_would_leave_the_page_is_no_formula(source):
    html = block(f"${source}$")
    assert html == f'<p><code class="math-error">{source}</code></p>'


def test_a_length_of_20_em_is_one():
    assert wrongs(block(r"$\hspace{20em}\raisebox{-20em}{x}$")) == []
    assert math_problems(r"$\hspace{20em}\raisebox{-20em}{x}$") == []


def test_problems_of_math_say_what_is_wrong_and_where():
    assert math_problems(r"$x$ $\foo$ `$\bar{$`" "\n\n- $$\\frac{1$$") == [
        MathProblem(r"\foo", 'Unknown command "\\foo"'),
        MathProblem(r"\frac{1", 'Expected closing token "}", but reached end of input'),
    ]


# Korean


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**대괄호**는", "대괄호"),
        ('**"따옴표"**는 안 된다', '"따옴표"'),
        ("그는 **“인용”**이라고 했다", "“인용”"),
        ("**합성곱(convolution)**은", "합성곱(convolution)"),
        ("**`BatchNorm2d`**를", "BatchNorm2d"),
        ("**$z$**가", "z"),
        ("**50%**이다", "50%"),
        ("답은**“아니요”**이다", "“아니요”"),
        ("**データ（x）**は", "データ（x）"),
        ("**왜 효과가 있는가(contested)**:", "왜 효과가 있는가(contested)"),
        ("**“occurring in the same places”**.", "“occurring in the same places”"),
    ],
)
def test_emphasis_ends_before_a_particle(text, bold):
    html = inline(text)
    assert words(re.search("<strong>(.*?)</strong>", html)[1]) == bold
    assert "*" not in html


@pytest.mark.parametrize("text", ["2 ** 3", "가 ** 나 ** 다", "가* 나*", "a*b 곱하기", "**가 **"])
def test_a_star_beside_a_space_is_a_star(text):
    assert words(inline(text)) == text.strip()


# The cards that ship


def test_the_cards_that_ship_have_no_problem_and_leave_no_sign_behind():
    texts = card_texts()
    assert len(texts) > 3_000
    assert [problem for text in texts for problem in math_problems(text)] == []
    for text in texts:
        html = block(text)
        assert wrongs(html) == []
        prose = re.sub(r"<pre.*?</pre>|<code>.*?</code>|<math.*?</math>", "", html, flags=re.DOTALL)
        assert re.findall(r"\*\*|\$|```", prose) == [], text
