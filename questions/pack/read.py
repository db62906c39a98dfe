"""Files to contents: all that is wrong is found before anything is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from pydantic import ValidationError

from questions.pack.check import check
from questions.pack.contents import Contents, Entry, preorder
from questions.pack.encoding import text_of
from questions.pack.limits import (
    ABOUT,
    CARDS,
    EXTRAS,
    FIGURES,
    MAX_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_PROBLEMS,
    MAX_QUESTIONS,
)
from questions.pack.problem import PackError, Problem
from questions.pack.schema_problems import schema_problems
from questions.pack.shape import ABOUT_FIELDS, Block, contents_of, entry_of
from questions.pack.sound import refusals
from questions.pack.source import Source
from questions.pack.write import plain


def read(files: Mapping[str, bytes]) -> Contents:
    """Give what the files of a pack say; where it cannot be taken, raises PackError with all.

    All is what `problems` lists. Files are read in the order of their paths; questions come in
    preorder.
    """
    reading = _Reading(files)
    if reading.problems or any(refusals(reading.contents)):
        raise PackError(_all(reading))
    questions = tuple(preorder(reading.contents.questions))
    return reading.contents.model_copy(update={"questions": questions})


def problems(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """List all that is wrong with the files of a pack, also where it can be taken, in order."""
    try:
        reading = _Reading(files)
    except PackError as error:
        return error.problems
    return _all(reading)


def texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give the files of a pack that was read as texts, for `write` to come back to."""
    return {path: data.decode() for path, data in files.items()}


def _all(reading: "_Reading") -> tuple[Problem, ...]:
    found = [*reading.problems, *reading.located(check(reading.contents))]
    found += [Problem("figure_unused", file=path) for path in reading.unused()]
    return _first(found)


def _first(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Put problems in order; of too many, those found first are kept: they weigh the most."""
    listed = sorted(found[:MAX_PROBLEMS], key=lambda one: (one.file, one.line))
    rest = [Problem("unlisted_problems", values={"limit": MAX_PROBLEMS})]
    return tuple(listed if len(found) <= MAX_PROBLEMS else [*listed, *rest])


class _Reading:
    """The files of a pack, read as far as they can be.

    `problems` are those of the files and of single values; `contents` are all that could be read.
    Raises PackError at once for what is too large to be looked at.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self.place: dict[str, tuple[Source, int]] = {}
        self.wrong: set[str] = set()  # fields of pack.toml
        self.about_source = Source(ABOUT, "")
        _measure(files)
        texts = {path: self._text(path, files[path]) for path in sorted(files)}
        sources = {path: text for path, text in texts.items() if text is not None}
        self.pictures = {p: plain(text) for p, text in sources.items() if FIGURES.fullmatch(p)}
        if ABOUT not in files:
            self.problems.append(Problem("no_about", ABOUT))
        about = self._about(sources.get(ABOUT))
        entries = [
            entry
            for path, text in sources.items()
            if CARDS.fullmatch(path)
            for entry in self._cards(Source(path, text))
        ]
        self.contents = about.model_copy(update={"questions": tuple(entries)})

    def located(self, found: Iterable[Problem]) -> list[Problem]:
        """Give the problems of contents the file and line that they are in.

        What follows from a mistake in `pack.toml` that is listed already is left out.
        """
        found = (one for one in found if not self._follows(one))
        return [self._at(one) for one in islice(found, MAX_PROBLEMS + 1)]

    def unused(self) -> list[str]:
        """Name the figures that no question has."""
        cards = [entry.card for entry in self.contents.questions]
        used = {one.file for card in cards for one in (card.figure, card.answer_figure) if one}
        return sorted(set(self.pictures) - used)

    def _text(self, path: str, data: bytes) -> str | None:
        if path not in (ABOUT, *EXTRAS) and not (CARDS.fullmatch(path) or FIGURES.fullmatch(path)):
            self.problems.append(Problem("unknown_file", path))
            return None
        try:
            return text_of(data, path)
        except PackError as error:
            self.problems += error.problems
            return None

    def _about(self, text: str | None) -> Contents:
        """Read what the pack says of itself; what is wrong there is left out."""
        if text is None:
            self.wrong |= set(ABOUT_FIELDS)
        self.about_source = Source(ABOUT, text or "")
        said = contents_of(self._data(self.about_source) or {})
        if "questions" in said:
            self.problems.append(Problem("unknown_field", ABOUT, where="questions"))
            del said["questions"]
        try:
            return Contents.model_validate(said)
        except ValidationError as error:
            if text is not None:
                self.problems += self.located(schema_problems(error))
            self.wrong |= {str(one["loc"][0]) for one in error.errors()}
            kept = {name: value for name, value in said.items() if name not in self.wrong}
            return Contents.model_validate({"slug": "pack", "title": {}, **kept})

    def _cards(self, source: Source) -> Iterator[Entry]:
        data = self._data(source)
        if data is None:
            return
        blocks = data.pop("questions", [])
        for name in islice(data, MAX_PROBLEMS + 1):
            self._say(source, None, "unknown_field", name)
        if not isinstance(blocks, list) or len(blocks) != len(source.blocks):
            self._say(source, None, "not_blocks")
            return
        if not blocks:
            self._say(source, None, "no_questions")
        if len(self.place) + len(blocks) > MAX_QUESTIONS:
            values = {"count": len(self.place) + len(blocks), "limit": MAX_QUESTIONS}
            raise PackError([Problem("too_many_questions", source.path, values=values)])
        entries = [self._entry(source, number, block) for number, block in enumerate(blocks)]
        yield from self._chain(source, entries)

    def _entry(self, source: Source, number: int, block: Block) -> Entry | None:
        if len(self.problems) > MAX_PROBLEMS:
            return None
        try:
            return Entry.model_validate(entry_of(block, self.pictures))
        except ValidationError as error:
            key = str(block.get("key", ""))
            for one in islice(schema_problems(error), MAX_PROBLEMS + 1):
                line = source.line(number, one.where)
                self.problems.append(replace(one, file=source.path, line=line, key=key))
            return None

    def _chain(self, source: Source, entries: list[Entry | None]) -> Iterator[Entry]:
        """One root question with all below it makes a file."""
        here = {entry.key for entry in entries if entry}
        roots = 0
        for number, entry in enumerate(entries):
            if entry is None:
                continue
            roots += entry.parent is None
            if entry.parent is None and roots > 1:
                self._say(source, number, "second_root", "key", key=entry.key)
            if entry.parent in self.place and entry.parent not in here:
                self._say(source, number, "parent_elsewhere", "parent", key=entry.key)
            if entry.key in self.place:
                first = self.place[entry.key][0].path
                self._say(source, number, "key_repeated", "key", key=entry.key, it=first)
                continue
            self.place[entry.key] = source, number
            yield entry

    def _data(self, source: Source) -> dict[str, Any] | None:
        try:
            return source.data()
        except PackError as error:
            self.problems += error.problems
            return None

    def _follows(self, problem: Problem) -> bool:
        if problem.key:
            return problem.code == "topic_unknown" and "topics" in self.wrong
        return problem.where.partition(".")[0] in self.wrong

    def _at(self, problem: Problem) -> Problem:
        if problem.key in self.place:
            source, number = self.place[problem.key]
            line = source.line(number, problem.where)
        else:
            source, line = self.about_source, self.about_source.line(None, problem.where)
        return replace(problem, file=source.path, line=line)

    def _say(
        self,
        source: Source,
        number: int | None,
        code: str,
        where: str = "",
        *,
        key: str = "",
        **values: Any,
    ) -> None:
        line = source.line(number, where)
        self.problems.append(Problem(code, source.path, line, key, where, values))


def _measure(files: Mapping[str, bytes]) -> None:
    """Raise PackError for more than is looked at."""
    large = [
        Problem("file_too_large", path, values={"size": len(data), "limit": MAX_FILE_BYTES})
        for path, data in files.items()
        if len(data) > MAX_FILE_BYTES
    ]
    if len(files) > MAX_FILES:
        large.append(Problem("too_many_files", values={"count": len(files), "limit": MAX_FILES}))
    if (size := sum(map(len, files.values()))) > MAX_BYTES:
        large.append(Problem("pack_too_large", values={"size": size, "limit": MAX_BYTES}))
    if large:
        raise PackError(_first(large))
