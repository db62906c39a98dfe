"""The shape of the code: what may import what, what stays pure, how long a file gets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ["accounts", "questions", "interview", "reports", "config"]  # each imports those before it
PURE = [
    "questions/card.py",
    "questions/characters.py",
    "questions/diff.py",
    "questions/escape.py",
    "questions/figure.py",
    "questions/forms/draft.py",
    "questions/highlight.py",
    "questions/merge.py",
    "questions/markup",
    "questions/outline",
    "questions/query.py",
    "questions/sieve.py",
    "questions/pack",
    "questions/progress.py",
    "questions/sheet.py",
    "questions/tree.py",
    "interview/notes.py",
    "interview/paper_markdown.py",
    "interview/scoring.py",
    "interview/script.py",
    "interview/state",
    "reports/pictures",
    "reports/report/course.py",
    "reports/report/parts.py",
    "reports/anonymous.py",
    "reports/exports",
    "reports/feedback.py",
    "reports/words.py",
]
IMPURE = {"accounts", "config"}
CLOCK_AND_CHANCE = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "uuid.uuid4"}
JUNK = {"common", "helpers", "managers", "services", "utils"}


def files(place: str) -> list[Path]:
    path = ROOT / place
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [file for file in found if "migrations" not in file.parts]


def modules(place: str) -> list:
    return [pytest.param(file, id=str(file.relative_to(ROOT))) for file in files(place)]


CODE = [module for app in ORDER for module in modules(app)]
PURE_MODULES = [module for place in PURE for module in modules(place)]


def imported(file: Path) -> Iterator[str]:
    """Give the full name of everything that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or '.'}.{alias.name}" for alias in node.names)


def test_the_list_of_pure_modules_is_up_to_date():
    assert [place for place in PURE if not files(place)] == []


@pytest.mark.parametrize("file", CODE)
def test_imports_follow_the_arrow(file):
    app = file.relative_to(ROOT).parts[0]
    later = set(ORDER[ORDER.index(app) + 1 :])
    assert [name for name in imported(file) if name.split(".")[0] in later] == []


@pytest.mark.parametrize("file", CODE)
def test_no_import_hides_in_a_function(file):
    bodies = [node for node in ast.walk(ast.parse(file.read_text())) if is_function(node)]
    hidden = [
        ast.unparse(inner)
        for body in bodies
        for inner in ast.walk(body)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    allowed = {"config/sqlite.py": ["import pysqlite3", "import pysqlite3.dbapi2"]}
    assert hidden == allowed.get(str(file.relative_to(ROOT)), [])


@pytest.mark.parametrize("file", PURE_MODULES)
def test_a_pure_module_knows_no_django_and_no_model(file):
    assert [name for name in imported(file) if not may_be_pure(name)] == []


def may_be_pure(name: str) -> bool:
    """Say whether a pure module may import this: `interview.models.Seat` and Django it may not."""
    package, *rest = name.split(".")
    return not (package.startswith(("django", "allauth")) or package in IMPURE or "models" in rest)


@pytest.mark.parametrize(
    ("line", "pure"),
    [
        ("import re", True),
        ("from interview.state import Outcome", True),
        ("import django.utils.text", False),
        ("from django_htmx.http import trigger", False),
        ("from interview.models import Seat", False),
        ("from interview.models.seat import Seat", False),
        ("from interview import models", False),
        ("if True:\n    import questions.models", False),
        ("from accounts.middleware import time_zone", False),
    ],
)
def test_what_a_pure_module_may_import(tmp_path, line, pure):
    (tmp_path / "module.py").write_text(line)
    assert [may_be_pure(name) for name in imported(tmp_path / "module.py")] == [pure]


@pytest.mark.parametrize("file", PURE_MODULES)
def test_a_pure_module_asks_no_clock_and_throws_no_dice(file):
    calls = [node.func for node in ast.walk(ast.parse(file.read_text())) if is_call(node)]
    assert [name for call in calls if (name := ast.unparse(call)) in CLOCK_AND_CHANCE] == []


@pytest.mark.parametrize("file", CODE)
def test_a_file_stays_readable_in_one_sitting(file):
    lines = len(file.read_text().splitlines())
    assert lines <= 400
    assert file.stem not in JUNK


@pytest.mark.parametrize("file", CODE)
def test_what_others_use_says_what_it_does(file):
    tree = ast.parse(file.read_text())
    if not tree.body:
        return
    silent = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert silent == []


def public(module: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Give the module and each function and class of it that others may use."""
    yield "the module", module
    for node in module.body:
        if (is_function(node) or isinstance(node, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, node


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)
