"""Source code with its words in classes, by Pygments; for a few languages, else as it is."""

from html import escape

from pygments import highlight as _highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

CLASS_PREFIX = "hl-"
# Only lexers that read 16 KB of anything within a second: those of C, Java and YAML do not.
LANGUAGES = frozenset({"python", "py", "pycon", "bash", "sh", "json", "toml", "sql"})
_FORMATTER = HtmlFormatter(nowrap=True, classprefix=CLASS_PREFIX)


def highlight(source: str, language: str) -> str:
    """Give code as HTML: escaped text, in spans with a class where the language is known."""
    if language not in LANGUAGES:
        return escape(source)
    return str(_highlight(source, get_lexer_by_name(language, stripnl=False), _FORMATTER))
