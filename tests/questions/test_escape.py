"""questions.escape: what a card's Markdown may carry into a file."""

import pytest

from questions.escape import harmless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("a < b and `a < b` and $a<b$", "a &lt; b and `a < b` and $a<b$"),
        ("```html\n<b>\n```\n<b>", "```html\n<b>\n```\n&lt;b>"),
        ("$$\na<b\n$$ <b>", "$$\na<b\n$$ &lt;b>"),
        ("![i](http://e.x/a.png)", "!\\[i](http://e.x/a.png)"),
        ("[l](javascript:alert(3))", "[l]\\(javascript:alert(3))"),
        ("[l]( <javascript:x>)", "[l]\\( &lt;javascript:x>)"),
        ("[l](https://e.x/) [m](mailto:a@e.x)", "[l](https://e.x/) [m](mailto:a@e.x)"),
        ("**굵게** 그리고 *기울임*", "**굵게** 그리고 *기울임*"),
        ("```never closed <b>", "```never closed <b>"),
    ],
)
def test_html_pictures_and_strange_links_come_out_as_text(text, expected):
    assert harmless(text) == expected
