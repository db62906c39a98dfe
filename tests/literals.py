"""Find words that no translation reaches, in templates, scripts, style sheets and modules."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

NAMES = {
    "Kkori",
    "꼬리",
    "한국어",
    "English",
    "Markdown",
    "CSV",
    "JSON",
}  # the same in every language
KEY = re.compile("[A-Z]")  # of a keyboard
SPOKEN = {"alt", "aria-description", "aria-label", "content", "label", "placeholder", "title"}
SPOKEN_DATA = ("data-copied", "data-word")  # what a script writes on the page
SILENT = {"kbd", "script", "style"}
SKIPPED = {"blocktrans", "blocktranslate", "comment"}
BY_THE_LANGUAGE = re.compile(r"\|\s*(?:pluralize|yesno)\b")
OWN_FORMAT = re.compile(r"""\|\s*(?:date|time|naturalday):(["'])(?!\w+_FORMAT\1|c\1)""")
WORDS_GIVEN = re.compile(  # what a filter then translates is a code
    r"""\b(?:add|caption|help|label|title|words)=(["'])[^"']*[^\W\d_][^"']*\1(?!\|)"""
)
SINK = r"(?:alt|ariaLabel|innerHTML|innerText|placeholder|textContent|title)\s*\+?="
WRITES = rf"""(?:{SINK}|\b(?:alert|append|confirm|prompt)\(|"(?:alt|aria-label|title)",)\s*"""
SCRIPT_WORDS = re.compile(rf"""{WRITES}(["'`])[^"'`]*?(?<!\$\{{)\b[^\W\d_]""")
STYLE_WORDS = re.compile(r"""content:\s*["'](?:[^"'\\\n]|\\[0-9a-fA-F]+)*?[^\W\d_]""")
GETTEXT = re.compile(r"^(?:_|n?p?gettext(?:_lazy)?)$")
LABELS = {"empty_label", "help_text", "label", "verbose_name", "verbose_name_plural"}
TELLING = {"ValidationError": 0, "add_error": 1}
MESSAGES = {"error", "info", "success", "warning"}


def in_template(source: str) -> list[str]:
    """Give the words, attributes and filters of a template that stay in one language."""
    finder = _Finder()
    finder.feed("".join(_markup(source)))
    finder.close()
    return [*finder.found, *_in_tags(source)]


def in_script(source: str) -> list[str]:
    """Give the places where a script writes words of its own on the page."""
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", source, flags=re.DOTALL)
    return [match[0] for match in SCRIPT_WORDS.finditer(code)]


def in_style(source: str) -> list[str]:
    """Give the words that a style sheet puts on the page."""
    return [match[0] for match in STYLE_WORDS.finditer(source) if not _is_escape(match[0])]


def in_module(source: str) -> list[str]:
    """Give the words that a module shows without translating them, and what gettext cannot read:
    an f-string or a sum."""
    return [
        ast.unparse(wrong)
        for node in ast.walk(ast.parse(source))
        for wrong in _wrong(node)
        if _has_words(ast.unparse(wrong))
    ]


def _markup(source: str) -> Iterator[str]:
    """Give what is left of a template without its tags and what they translate."""
    inside = ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        skipped = name in SKIPPED or token.contents == "block bodyclass"
        if token.token_type == TokenType.BLOCK and inside:
            inside = "" if name == f"end{inside}" else inside
        elif token.token_type == TokenType.BLOCK and skipped:
            inside = name
        elif token.token_type == TokenType.TEXT and not inside:
            yield token.contents


def _in_tags(source: str) -> Iterator[str]:
    tags = (TokenType.BLOCK, TokenType.VAR)
    for token in Lexer(source).tokenize():
        for pattern in (BY_THE_LANGUAGE, OWN_FORMAT, WORDS_GIVEN):
            if token.token_type in tags and pattern.search(token.contents):
                yield token.contents


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        given = dict(attrs)
        for name, value in given.items():
            if name in SPOKEN or name.startswith(SPOKEN_DATA):
                self._keep("" if tag == "meta" and "name" in given else value)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._keep(data)

    def _keep(self, text: str | None) -> None:
        if text and _has_words(text):
            self.found.append(text.strip())


def _has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return any(word not in NAMES and not KEY.fullmatch(word) for word in words)


def _is_escape(rule: str) -> bool:
    return bool(re.search(r"\\[0-9a-fA-F]*[a-fA-F]$", rule))


def _wrong(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from _wrong_call(node)
    if isinstance(node, ast.ClassDef) and "TextChoices" in map(_called, node.bases):
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                yield from filter(_is_text, line.value.elts[1:])


def _wrong_call(call: ast.Call) -> Iterator[ast.expr]:
    name = _called(call.func)
    if GETTEXT.match(name):
        yield from (part for part in call.args if isinstance(part, ast.JoinedStr | ast.BinOp))
        return
    yield from (word.value for word in call.keywords if word.arg in LABELS and _is_text(word.value))
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "messages":
        yield from filter(_is_text, call.args[1:2] if name in MESSAGES else ())
    elif name in TELLING:
        yield from filter(_is_text, call.args[TELLING[name] :][:1])


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
