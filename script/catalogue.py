"""The catalogues of translations: what the source says, gathered; what locale/ holds, compiled.

English is the source, so it has no catalogue. locale/borrowed.pot lists texts of Django and
allauth that we say in our own words: a catalogue of ours goes before theirs.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("ko",)
PACKAGES = ("accounts", "config", "interview", "questions", "reports")
TEMPLATES = ROOT / "templates"
BORROWED = LOCALE / "borrowed.pot"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}
COMMENTS = ["Translators:"]
HEADER = "# Kept up to date by script/messages: write translations here, then run it."
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Catalogue(Catalog):
    """A catalogue whose header says what readers need and nothing that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the language, the charset and the rule of plurals."""
        return [
            ("Project-Id-Version", "Kkori"),
            ("Language", str(self.locale or "")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, given: object) -> None:
        pass  # what a file says there is written anew


def sources() -> list[Path]:
    """Give the modules and templates that can hold a text, in a fixed order."""
    modules = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    templates = [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]
    return sorted(path for path in modules + templates if "migrations" not in path.parts)


def messages_in(path: Path) -> Iterator[Message]:
    """Give the texts of one module or template. Raises SyntaxError for a broken one."""
    code = path.read_text()
    if path.suffix != ".py":
        code = INDENTATION.sub("", templatize(code, str(path)))
    found = extract("python", BytesIO(code.encode()), KEYWORDS, COMMENTS)
    for _line, words, comments, context in found:
        yield Message(words, auto_comments=comments, context=context)


def wanted() -> Catalogue:
    """Give all texts that need a translation: those of the source and the borrowed ones."""
    catalogue = Catalogue()
    for path in sources():
        for message in messages_in(path):
            _add(catalogue, message)
    for message in said(read(BORROWED)):
        _add(catalogue, message)
    return catalogue


def read(path: Path, language: str | None = None) -> Catalogue:
    """Read a .po or .pot file; a file that is not there is empty."""
    catalogue = Catalogue(locale=language, header_comment=HEADER, fuzzy=False)
    if path.exists():
        PoFileParser(catalogue, ignore_obsolete=False, abort_invalid=True).parse(
            path.read_text().splitlines()
        )
    return catalogue


def merged(template: Catalogue, old: Catalogue) -> Catalogue:
    """Give the texts of the template with the old translations, in the language of the old."""
    new = Catalogue(locale=old.locale, header_comment=HEADER, fuzzy=False)
    for message in said(template):
        before = old.get(message.id, message.context)
        if before and before.pluralizable == message.pluralizable:
            message.string, message.user_comments = before.string, before.user_comments
        _add(new, message)
    return new


def said(catalogue: Catalog) -> list[Message]:
    """Give the messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def missing(catalogue: Catalogue) -> list[Message]:
    """Give the messages that have no translation, or one that nobody has checked."""
    return [message for message in said(catalogue) if message.fuzzy or not _strings(message)]


def po_of(catalogue: Catalogue) -> str:
    """Write a catalogue as the text of a .po file."""
    file = BytesIO()
    write_po(file, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue().decode().strip() + "\n"


def mo_of(catalogue: Catalogue) -> bytes:
    """Compile a catalogue: the bytes of a .mo file."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def po_file(language: str) -> Path:
    """Say where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def main(check: bool) -> int:
    """Bring every language up to date, or only say what is not; give the exit code."""
    template, ready = wanted(), True
    for language in LANGUAGES:
        path = po_file(language)
        new = merged(template, read(path, language))
        files = {path: po_of(new).encode(), path.with_suffix(".mo"): mo_of(new)}
        stale = [file for file, data in files.items() if _content(file) != data]
        for file in [] if check else stale:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(files[file])
        ready = _tell(language, new, stale, check) and ready
    return 0 if ready else 1


def _tell(language: str, catalogue: Catalogue, stale: list[Path], check: bool) -> bool:
    lacking = missing(catalogue)
    for message in lacking:
        print(f"{language}: not translated: {message.id!r}")
    for file in stale:
        print(f"{language}: {'stale' if check else 'written'}: {file.relative_to(ROOT)}")
    print(f"{language}: {len(said(catalogue))} texts, {len(lacking)} not translated")
    return not lacking and not (check and stale)


def _add(catalogue: Catalogue, message: Message) -> None:
    catalogue.add(
        message.id,
        message.string,
        flags=message.flags,
        auto_comments=message.auto_comments,
        user_comments=message.user_comments,
        context=message.context,
    )


def _strings(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(strings) and all(strings)


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
