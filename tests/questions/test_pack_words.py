"""What is wrong with a pack, in words: for every code, with every value filled in."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from questions.pack import Problem
from questions.pack_words import PROBLEMS, located_words, place_words, problem_words

QUESTIONS = Path(__file__).parents[2] / "questions"
SOURCES = [*QUESTIONS.glob("pack/*.py"), QUESTIONS / "figure.py", QUESTIONS / "folder.py"]
SOURCES.append(QUESTIONS / "pack_load.py")
VALUES = dict.fromkeys(
    [
        *("count", "size", "limit", "it", "allowed", "reason", "codepoint", "name", "value"),
        *("line", "text", "language", "score", "ending"),
    ],
    "x",
)


def codes() -> set[str]:
    """Every word in the code that looks like the code of a problem and has words."""
    text = "".join(path.read_text() for path in SOURCES)
    return set(re.findall(r'"([a-z]+(?:_[a-z0-9]+)*)"', text))


def test_no_code_has_words_that_nobody_says():
    assert sorted(set(PROBLEMS) - codes()) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_code_that_is_said_has_words(path):
    said = re.findall(r'(?:Problem|_refuse|FigureError)\(\s*"([a-z0-9_]+)"', path.read_text())
    assert sorted(set(said) - set(PROBLEMS)) == []


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("code", PROBLEMS)
def test_words_take_their_values(code, language):
    with override(language):
        words = problem_words(Problem(code, values=VALUES))
    assert "{" not in words
    assert words.endswith((".", "?"))


def test_a_problem_is_one_line_with_its_place():
    problem = Problem("source_without_year", "cards/a.toml", 12, "relu", "sources.1")
    assert place_words(problem) == "cards/a.toml:12: [relu]"
    assert located_words(problem) == "cards/a.toml:12: [relu] sources.1: The source has no year."
    assert located_words(Problem("no_about", "pack.toml")).startswith("pack.toml: The file is ")
    assert located_words(Problem("cycle", key="relu")).startswith("[relu] The question is below")
    too_many = Problem("too_many_files", values={"count": 6001, "limit": 6000})
    assert located_words(too_many) == "The pack has 6,001 files; at most 6,000 are allowed."
