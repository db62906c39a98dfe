"""Everything that somebody reads goes through the translations."""

import ast
from pathlib import Path

import pytest

from script.catalogue import PACKAGES, ROOT, TEMPLATES
from tests import literals

IN_BOTH_LANGUAGES = {"400.html", "500.html"}  # shown where nothing can be relied upon


def files(folder: Path, ending: str) -> list:
    found = sorted(path for path in folder.rglob(f"*.{ending}") if "vendor" not in path.parts)
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in found]


def modules() -> list:
    found = [module for package in PACKAGES for module in files(ROOT / package, "py")]
    return [module for module in found if "migrations" not in module.values[0].parts]


@pytest.mark.parametrize("path", files(TEMPLATES, "html"))
def test_a_template_has_no_words_of_its_own(path):
    found = literals.in_template(path.read_text())
    if path.name not in IN_BOTH_LANGUAGES:
        assert found == []


@pytest.mark.parametrize("name", sorted(IN_BOTH_LANGUAGES))
def test_a_page_without_translations_speaks_korean_and_then_english(name):
    korean, _tag, english = (TEMPLATES / name).read_text().partition('lang="en"')
    assert "못했어요" in korean or "났어요" in korean
    assert "Try again" in english or "try again" in english


@pytest.mark.parametrize("path", files(ROOT / "static", "js"))
def test_a_script_has_no_words_of_its_own(path):
    assert literals.in_script(path.read_text()) == []


@pytest.mark.parametrize("path", files(ROOT / "static", "css"))
def test_a_style_sheet_has_no_words_of_its_own(path):
    assert literals.in_style(path.read_text()) == []


@pytest.mark.parametrize("path", modules())
def test_a_module_shows_only_what_is_translated(path):
    assert literals.in_module(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Save</p>", ["Save"]),
        ("<p>{{ n }} min</p>", ["min"]),
        ("{% if a %}<b>저장</b>{% endif %}", ["저장"]),
        ('<input placeholder="Your name">', ["Your name"]),
        ('<a title="{{ a }} (new)" href="/new/">…</a>', ["(new)"]),
        ('<img alt="A chart"><i aria-label="Close"></i>', ["A chart", "Close"]),
        ('<button data-copied="Copied"></button>', ["Copied"]),
        ("{{ n }}{{ n|pluralize }}", ["n|pluralize"]),
        ('{{ day|date:"j M Y" }}', ['day|date:"j M Y"']),
        ('{% include "a.html" with title="Gaps" %}', ['include "a.html" with title="Gaps"']),
    ],
)
def test_words_in_a_template_are_found(source, found):
    assert literals.in_template(source) == found


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Save" %}',
        "<p title=\"{% translate 'Save' %} (4)\">{{ text }} · 12</p>",
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        "{% comment %}What it is for.{% endcomment %}{# and why #}",
        '<kbd>Esc</kbd> <b>Kkori</b> <button lang="ko">한국어</button>',
        '<meta name="viewport" content="width=device-width"><use href="#icon"/>',
        '<button{% if a %} class="small"{% endif %} id="up">{{ day|date:"DATE_FORMAT" }}</button>',
        "{% block bodyclass %}narrow{% endblock %}",
        '{% include "list.html" with title=_("Gaps") name="icon" %}',
        '{% include "badge.html" with label="verified"|standing_label %}',
    ],
)
def test_a_template_that_translates_is_good(source):
    assert literals.in_template(source) == []


def test_words_in_a_script_are_found():
    assert literals.in_script('line.textContent = "Saved";\nalert(`Oh ${x}`);') == [
        'textContent = "S',
        "alert(`O",
    ]
    assert literals.in_script('x.textContent = "–"; // textContent = "Saved"\n') == []


def test_words_in_a_style_sheet_are_found():
    assert literals.in_style('a::after { content: "new"; }') == ['content: "n']
    assert literals.in_style(r'a::after { content: "\2713\a0 →"; content: attr(title); }') == []


@pytest.mark.parametrize(
    "source",
    [
        'forms.CharField(label="Name")',
        "forms.CharField(help_text=f'At most {most}')",
        '_(f"Hello {name}")',
        'gettext("Hello " + name)',
        'messages.success(request, "Saved.")',
        'raise ValidationError("Too long")',
        'form.add_error(None, "Too long")',
        'class Call(models.TextChoices):\n    NO = "no", "No"',
    ],
)
def test_words_in_a_module_are_found(source):
    assert len(literals.in_module(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'forms.CharField(label=_("Name"), help_text="")',
        'messages.success(request, gettext("Saved."))',
        'form.add_error("title", gettext("Too long"))',
        'class Call(models.TextChoices):\n    NO = "no", _("No")',
    ],
)
def test_a_module_that_translates_is_good(source):
    assert literals.in_module(source) == []


def test_no_text_is_marked_inside_an_f_string_where_it_would_not_be_collected():
    marks = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
    sources = [path for app in PACKAGES for path in (ROOT / app).rglob("*.py")]
    strings = [
        (path, string)
        for path in sources
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
    ]
    hidden = [
        f"{path.relative_to(ROOT)}:{string.lineno}"
        for path, string in strings
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in marks
    ]
    assert (len(strings) > 50, hidden) == (True, [])
