"""questions.markup against texts that want to bring in more than words."""

import re
import time
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.card import MAX_TEXT
from questions.markup import block, inline, math_problems
from questions.markup.math import MAX_MATH
from tests.questions.markup.reading import elements, words, wrongs

SLOWEST = 5  # seconds of the processor; none takes more than two
LONGEST = 30 * MAX_TEXT  # of HTML

AS_TEXT = [
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '<math><mtext><a href="javascript:alert(1)">x</a></mtext></math>',
    "<style>body { display: none }</style>",
    "<iframe src=https://example.com></iframe>",
    "<!-- comment --><?php ?><![CDATA[x]]>",
    '<div hx-get="/people/" hx-trigger="load">x</div>',
    '<p style="color: red" onclick="alert(1)">x</p>',
    "<plaintext>",
    "</p></div></main>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html,hello)",
    "[x](file:///etc/passwd)",
    "[x](//example.com/x)",
    "[x](/questions/1/retire/)",
    "[x](?delete=1)",
    "[x](https:example)",
    "<javascript:alert(1)>",
    "<data:text/html;base64,aGVsbG8=>",
    "![x](https://example.com/x.png)",
    "![x](data:image/png;base64,aGVsbG8=)",
    "![x](/static/favicon.svg)",
    "![**x**](https://example.com/x.png)",
]
FORMULAS_AS_TEXT = [
    r"\href{javascript:alert(1)}{x}",
    r"\href{https://example.com}{x}",
    r"\url{https://example.com}",
    r"\includegraphics{https://example.com/x.png}",
    r"\htmlData{hx-get=/people/}{x}",
    r"\style{color:red}{x}",
    r"\class{dialog}{x}",
    r"\cssId{main}{x}",
    r"\eqref{main}",
    r"\color{red}x",
    r"\textcolor{red}{x}",
    r"\begin{equation}\label{main}x\end{equation}",
    r"\newcommand{\a}{x}\a",
    r"\renewcommand{\sin}{x}\sin",
    r"\def\a{\a\a}\a",
    r"\gdef\a{x}\a",
    r"\DeclareMathOperator{\a}{x}\a",
    r"\let\a=x",
    r"\unknown",
    r"\frac{1}{",
    r"\left(x",
    "a & b",
    "x" * (MAX_MATH + 1),
]


@pytest.mark.parametrize("text", AS_TEXT)
@pytest.mark.parametrize("render", [block, inline])
def test_what_is_no_markdown_comes_out_as_the_text_that_it_is(render, text):
    html = render(text)
    assert words(html) == text
    assert elements(html) == (["p"] if render is block else [])


@pytest.mark.parametrize(
    "address",
    [
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "%6Aavascript:alert(1)",
        " javascript:alert(1)",
        "<javascript:alert(1)>",
        "\u0001javascript:alert(1)",
        "https&#58;//example.com",
        "java\\script:alert(1)",
    ],
)
def test_an_address_in_disguise_leads_nowhere_else(address):
    for text in (f"[x]({address})", f"[x][r]\n\n[r]: {address}", f"<{address}>"):
        html = block(text)
        assert wrongs(html) == []
        assert [link for link in re.findall('href="([^"]*)"', html) if "script" in link] == []


@pytest.mark.parametrize("source", FORMULAS_AS_TEXT)
@pytest.mark.parametrize("sign", ["$", "$$"])
def test_a_formula_that_cannot_be_shown_is_its_source(sign, source):
    text = f"{sign}{source}{sign}"
    html = block(text)
    assert words(html) == source
    assert 'class="math-error"' in html
    assert "math" not in elements(html)
    assert [problem.source for problem in math_problems(text)] == [source]


def test_words_in_a_formula_stay_words():
    html = block(r"$\text{<script>alert(1)</script>}$ $\operatorname{<img>}$")
    assert words(html) == "<script>alert(1)</script> <img>"
    assert wrongs(html) == []


def test_a_quotation_mark_in_a_formula_opens_no_attribute():
    html = block(r'$"onload="x$ $\text{" onload="alert(1)}$')
    assert wrongs(html) == []


@pytest.mark.parametrize("text", ["$", "$$", "$$$", "$x", "x$", "$ x $", "$$x", "\\$x$"])
def test_a_dollar_that_closes_nothing_is_a_dollar(text):
    assert words(block(text)) == text.removeprefix("\\")
    assert math_problems(text) == []


def test_no_text_holds_the_place_of_a_formula():
    text = "math0n0e $x$ math{}n0e"
    guess = text.format(sha256(text.encode()).hexdigest())
    html = block(guess)
    assert elements(html) == ["p", "math", "mi"]
    assert words(html) == guess.replace("$", "")


@pytest.mark.parametrize("index", ["0", "7", "٣"])
def test_the_place_of_a_formula_of_another_text_is_text(index):
    place = f"math{sha256(b'$x$').hexdigest()}n{index}e"
    assert block(f"$x$ {place}").endswith(f"</math> {place}</p>")


def test_characters_that_turn_the_text_around_them_are_left_out():
    assert block("a\u202eb\u2066c\u2069\u200fd") == "<p>abc\u200fd</p>"
    assert block("a\0b") == "<p>ab</p>"
    assert "\u202e" not in block("$a\u202eb$ `\u202ec`\n\n```\n\u202ed\n```")


def test_half_a_character_is_no_crash():
    assert words(block("a\ud800b $x$")) == "ab x"


def filled(piece: str) -> str:
    """Repeat a piece up to the length of the longest text."""
    return (piece * MAX_TEXT)[:MAX_TEXT]


LONG = {
    "brackets": "[" * 10_000 + "]" * 10_000,
    "parentheses": "[a](" + "(" * 10_000 + ")" * 10_000,
    "formula": "$" + "{" * 7_000 + "}" * 7_000 + "$",
    "indices": ("$" + "x_{" * 600 + "}" * 100 + "$ ") * 5,
    "fractions": ("$" + r"\frac{" * 190 + "1" + "}{1}" * 190 + "$ ") * 8,
    "matrices": ("$" + r"\begin{matrix}" * 60 + r"\end{matrix}" * 60 + "$ ") * 8,
    "expansions": ("$" + r"\implies" * 240 + "$ ") * 8,
    "table": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|a" * 2_000 + "|",
    "short rows": filled("|a" * 100 + "\n" + "|-" * 100 + "\n" + "|b\n" * 5_000),
    "tables of short rows": filled("|a" * 20 + "\n" + "|-" * 20 + "\n" + "|b\n" * 200 + "\n"),
    "nested lists": "".join(" " * 2 * n + "- a\n" for n in range(120)),
    **{
        piece: filled(piece)
        for piece in (
            *(
                "*",
                "**a*",
                "*a **b ",
                '**가"',
                "_a",
                "~~",
                "~~a",
                "`",
                "`a``b",
                "\\",
                "&",
                "<",
                "|",
            ),
            *("$", "$a", "$$a\n", "$$a\n\n", "\\$", "[", "![", "[a](", "[a][b]", "<a:", ">", "> "),
            *("- ", "- a\n", "1. a\n", "a\n", "#", "```\n", "[a]: https://e\n", "<b ", "가\u0301"),
        )
    },
    **{
        f"{language} {piece}": f"```{language}\n{filled(piece)[:-20]}\n```"
        for language in ("python", "pycon", "bash", "json", "toml", "sql", "java", "c", "yaml")
        for piece in ("a ", '"', "'''", "(", "a.", "$(", 'f"{', "@", "a::", "\n", ">>> ", "/*")
    },
}


@pytest.mark.parametrize("name", LONG)
def test_whatever_is_long_or_deep_is_done_soon(name):
    start = time.process_time()
    for render in (block, inline):
        html = render(LONG[name])
        assert wrongs(html) == []
        assert len(html) < LONGEST
    assert time.process_time() - start < SLOWEST


PIECES = st.sampled_from(
    [
        *(
            "*",
            "**",
            "_",
            "`",
            "```",
            "~~",
            "$",
            "$$",
            "[",
            "](",
            ")",
            "![",
            "<",
            ">",
            "&",
            "|",
            "\\",
        ),
        *("\n", "\n\n", " ", "    ", "- ", "1. ", "# ", "> ", "|-|-|\n", "```python\n", "\n```\n"),
        *("javascript:", "https://e.com", "data:", "&#58;", "&Tab;", "\t", "[r]: ", '"', "'", "="),
        *("<script>", "</script>", "<img src=x onerror=y>", "<a href=", "hx-get=", "style=", "on"),
        *(
            r"\text{",
            r"\href{",
            r"\frac{",
            "}",
            "{",
            r"\def\a{",
            r"\a",
            r"\left(",
            r"\begin{cases}",
        ),
        *(
            r"\end{cases}",
            "&",
            r"\\",
            "_",
            "^",
            "x",
            "1",
            "가",
            "는",
            "“",
            "”",
            "math",
            "n0e",
            "\0",
        ),
        *(
            "\u202e",
            "\ufdd0",
            "\u200d",
            "🙂",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "</p>",
            "<math>",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_nothing_but_what_is_allowed_is_ever_in_the_html(text):
    for render in (block, inline):
        assert wrongs(render(text)) == []
    assert all(problem.source for problem in math_problems(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc가나는“”(), .\n*", max_size=40))
def test_no_letter_is_lost(text):
    kept = "".join(re.findall(r"[abc가나는]", text))
    assert "".join(re.findall(r"[abc가나는]", words(block(text)))) == kept
