"""What an outline is made of, its limits, and what can be wrong or doubtful in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MAX_BYTES = 1_000_000
MAX_QUESTIONS = 5000
MAX_DEPTH = 32
MAX_TEXT = 16 * 1024
MAX_PROBLEMS = 200

PROBLEMS = {
    "too_large": "The outline has {size} bytes; at most {limit} are allowed. "
    "Split it into smaller files.",
    "binary": "This is not a text file. Save the outline as plain text in UTF-8.",
    "undecodable": "These bytes are neither UTF-8, UTF-16 with a byte order mark, nor Korean "
    "CP949. Save the file as UTF-8.",
    "nul": "There is a NUL character here, as in a binary file. Remove it or save as plain text.",
    "replacement_character": "There is a U+FFFD here: a character was lost when the file was "
    "saved. Write the missing character again.",
    "control_character": "There is an invisible control character {codepoint} here. Delete it.",
    "follow_up_before_root": "A follow-up stands before any root question: {text}. "
    "Put a root question such as “Q1. …” above it.",
    "too_deep": "This question is on level {depth}; at most {limit} levels are allowed. "
    "Take away plus signs or indentation.",
    "too_many_questions": "This is question {count}; at most {limit} are allowed. "
    "Split the outline into smaller files.",
    "text_too_long": "This {what} has {size} bytes; at most {limit} are allowed. Shorten it.",
    "empty_prompt": "This question has no words. Write them after its marker or delete the line.",
    "unlisted_problems": "There are more problems; only the first {limit} are listed.",
    "no_questions": "There is no question here. Begin a root question with “Q1.” or “1.”.",
}
FINDINGS = {
    "uncertain_mark": "a mark of doubt",
    "remark": "a remark that may not belong to the answer",
    "placeholder": "a placeholder for words that are missing",
    "ellipsis": "a thought that may not be finished",
    "empty_answer": "an answer marker without an answer",
    "no_answer": "a question without an answer marker",
    "unusual_marker": "an unusual marker; read as if it were the usual one",
    "second_answer": "a second answer marker; read as words of the same text",
    "answer_without_question": "an answer marker without a question; read as a note",
    "number_jump": "the number does not follow the root question before; read as a root question",
    "doubtful_root": "might belong to the text above; read as a root question",
    "list_like_line": "might be a root question; read as words of the text above",
    "level_skipped": "more plus signs than the level above allows; read as one level deeper",
    "uneven_indent": "the indentation fits no line above; read as a follow-up of the nearest "
    "line that is indented less",
    "blank_line_inside": "stands after a blank line; read as words of the question above",
    "closing_text": "might belong to the last question; read as a closing note",
    "text_under_topic": "stands between a topic and its first question; read as a note",
    "empty_topic": "a topic without questions",
}


@dataclass(frozen=True)
class Problem:
    """One reason to refuse an outline.

    `line` counts from 1 (0: the whole file), `code` is a key of `PROBLEMS`, `params` fill its
    sentence. Screens build their own sentence from code and params; `str()` is the English one.
    """

    line: int
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return _located(self.line, PROBLEMS[self.code].format(**self.params))


@dataclass(frozen=True)
class Finding:
    """A line that was read but deserves a look; `code` is a key of `FINDINGS`."""

    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return _located(self.line, f"{FINDINGS[self.code]}: {self.text}")


class OutlineError(Exception):
    """The outline cannot be read; `problems` holds the reasons, in the order of the lines.

    Of more than MAX_PROBLEMS only the first are kept; the last one then says so.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        ordered = sorted(problems, key=lambda problem: (problem.line, problem.code))
        self.problems = (*ordered[:MAX_PROBLEMS], *map(_unlisted, ordered[MAX_PROBLEMS:][:1]))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True)
class Item:
    """A question of an outline.

    `heard` is None where no answer marker stood and "" where a marker stood without words.
    `line` is that of the question's marker.
    """

    prompt: str
    heard: str | None = None
    line: int = 0
    children: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """This item, then everything below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Topic:
    """Chains under one heading; the title "" holds what stands before any heading."""

    title: str
    chains: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A whole outline: notes that belong to no question, topics with their chains, findings."""

    notes_before: str = ""
    notes_after: str = ""
    topics: tuple[Topic, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def chains(self) -> tuple[Item, ...]:
        """All root questions, in the order of the file."""
        return tuple(chain for topic in self.topics for chain in topic.chains)

    @property
    def count(self) -> int:
        """How many questions there are, follow-ups included."""
        return sum(1 for _ in self.walk())

    def walk(self) -> Iterator[Item]:
        """Every question in the order of the file."""
        for chain in self.chains:
            yield from chain.walk()


@dataclass(frozen=True)
class Decoded:
    """Text and the encoding it was read from: utf-8, utf-8-sig, utf-16 or cp949."""

    text: str
    encoding: str


def _unlisted(first: Problem) -> Problem:
    return Problem(first.line, "unlisted_problems", {"limit": MAX_PROBLEMS})


def _located(line: int, sentence: str) -> str:
    return f"line {line}: {sentence}" if line else sentence
