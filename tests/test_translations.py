"""Every text that the source says today is said in Korean, and the compiled file says the same."""

import gettext
import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from script import catalogue
from script.catalogue import Catalogue, messages_in, missing, mo_of, po_of, read, said

LIBRARIES = [
    Path(__import__(name).__file__).parent / folder / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    for name, folder in (("django", "conf"), ("django", "contrib/auth"), ("allauth", ""))
]
WITHOUT_HANGUL = {"%(label)s %(number)s", "UTF-8", "UTF-16"}  # names and numbers
HANGUL = re.compile("[가-힣]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w+\}|</?[a-z][^>]*>|&\w+;|\n")
PARTICLE = re.compile(
    r"(?:\)[sd]|\})(?:은|는|이|가|을|를|과|와|으로|로|이나|나|예요|이에요)(?![가-힣])"
)
STIFF = re.compile("니다|십시오|시오[.]")
OTHER_WORDS = {  # for what has one word on screen, in the glossary of the design
    "지원자": "후보자",
    "후속 질문": "꼬리질문",
    "보고서": "리포트",
    "평가지": "평가표",
    "등급": "점수",
    "모범답안": "모범 답안",
    "리비전": "개정",
    "스크립트": "대본",
}


@pytest.fixture(params=catalogue.LANGUAGES)
def language(request) -> str:
    return request.param


def saved(language: str) -> Catalogue:
    return read(catalogue.po_file(language), language)


def strings(message: Message) -> tuple[str, ...]:
    return message.string if message.pluralizable else (message.string,)


def korean() -> list:
    found = [(message, text) for message in said(saved("ko")) for text in strings(message)]
    return [pytest.param(message, text, id=text[:40] or "-") for message, text in found]


def test_every_text_of_the_source_is_translated(language):
    now = catalogue.merged(catalogue.wanted(), saved(language))
    assert [message.id for message in missing(now)] == []


def test_the_file_is_what_the_script_writes_and_holds_nothing_else(language):
    now = catalogue.merged(catalogue.wanted(), saved(language))
    assert catalogue.po_file(language).read_text() == po_of(now)
    assert "#~" not in po_of(now)


def test_the_compiled_file_is_fresh(language):
    compiled = catalogue.po_file(language).with_suffix(".mo").read_bytes()
    assert compiled == mo_of(saved(language))


def test_what_is_borrowed_is_still_said_by_the_libraries():
    theirs = {message.id for path in LIBRARIES for message in said(read(path, "ko"))}
    assert [one.id for one in said(read(catalogue.BORROWED)) if one.id not in theirs] == []


@pytest.mark.parametrize(("message", "text"), korean())
def test_a_translation_keeps_placeholders_and_reads_as_korean(message, text):
    original = message.id[-1] if message.pluralizable else message.id
    assert placeholders(text) == placeholders(original)
    assert HANGUL.search(text) or text in WITHOUT_HANGUL
    assert not PARTICLE.search(text), "a particle cannot know what stands before it"
    if message.context != "letter":
        assert not STIFF.search(text), "sentences end politely in -요"
    assert [word for word in OTHER_WORDS if word in text] == []
    assert text == text.strip()


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def test_placeholders_are_counted_with_tags():
    text = "%(n)s of {all}: <b>50%%</b> &amp; %d\n"
    assert placeholders(text) == Counter(
        ["%(n)s", "{all}", "<b>", "%%", "</b>", "&amp;", "%d", "\n"]
    )


MODULE = """
# Translators: on a button
a = gettext("Save")
b = ngettext("%(n)d day", "%(n)d days", n)
c = pgettext_lazy("call", "Yes")
d = self.gettext("Two " "halves") + _(variable)
"""
TEMPLATE = """{% load i18n %}
  <p title="{% translate 'Close' %}">{% translate "Yes" context "call" %}</p>
    {# Translators: a heading #}
    <h1>{% translate "Nothing here: 100%" as title %}</h1>
  {% blocktranslate trimmed count n=days|length with a=_("x") %}
    {{ n }} day
  {% plural %}
    {{ n }} days
  {% endblocktranslate %}
{{ name|default:_("nobody") }}
"""


def found(path: Path, text: str) -> list[tuple]:
    path.write_text(text)
    return [(one.context, one.id, one.auto_comments) for one in messages_in(path)]


def test_texts_of_a_module_are_found(tmp_path):
    assert found(tmp_path / "views.py", MODULE) == [
        (None, "Save", ["Translators: on a button"]),
        (None, ("%(n)d day", "%(n)d days"), []),
        ("call", "Yes", []),
        (None, "Two halves", []),
    ]


def test_texts_of_a_template_are_found(tmp_path):
    assert found(tmp_path / "page.html", TEMPLATE) == [
        (None, "Close", []),
        ("call", "Yes", []),
        (None, "Nothing here: 100%%", ["Translators: a heading"]),
        (None, "x", []),
        (None, ("%(n)s day", "%(n)s days"), []),
        (None, "nobody", []),
    ]


def catalogue_of(*messages: tuple) -> Catalogue:
    made = Catalogue(locale="ko", header_comment="# A test.", fuzzy=False)
    for id_, string, *context in messages:
        made.add(id_, string, context=context[0] if context else None)
    return made


OLD = catalogue_of(("Save", "저장"), ("Yes", "찬성", "call"), ("Old", "오래됨"), ("day", "날"))
NEW = catalogue_of(("Yes", ""), ("Yes", "", "call"), ("Save", ""), (("day", "days"), ("",)))


def test_what_is_translated_stays_and_what_nobody_says_goes():
    merged = catalogue.merged(NEW, OLD)
    assert [(one.context, one.id, one.string) for one in said(merged)] == [
        (None, "Yes", ""),
        ("call", "Yes", "찬성"),
        (None, "Save", "저장"),
        (None, ("day", "days"), ("",)),
    ]


def test_a_text_without_a_checked_translation_is_missing():
    merged = catalogue.merged(NEW, OLD)
    merged["Save"].flags.add("fuzzy")
    assert [one.id for one in missing(merged)] == ["Yes", "Save", ("day", "days")]


def test_a_file_is_written_and_compiled_the_same_each_time(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(po_of(OLD))
    assert po_of(read(path, "ko")) == po_of(OLD)
    assert mo_of(read(path, "ko")) == mo_of(OLD)
    translations = gettext.GNUTranslations(BytesIO(mo_of(OLD)))
    assert translations.pgettext("call", "Yes") == "찬성"
    assert translations.gettext("Save") == "저장"


@pytest.mark.parametrize("check", [True, False])
def test_the_script_says_what_is_missing(monkeypatch, tmp_path, capsys, check):
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "wanted", lambda: NEW)
    path = catalogue.po_file("ko")
    path.parent.mkdir(parents=True)
    path.write_text(po_of(OLD))
    assert catalogue.main(check) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["ko: not translated: 'Yes'", "ko: not translated: ('day', 'days')"]
    assert lines[-1] == "ko: 4 texts, 2 not translated"
    assert ('msgid "Old"' in path.read_text()) is check
    assert path.with_suffix(".mo").exists() is not check
