"""Contents to files: one layout for all, and what says the same as before just as it was."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from questions.card import Figure
from questions.pack import layout
from questions.pack.contents import Contents, Entry, preorder
from questions.pack.limits import ABOUT, CARDS, EXTRAS, FIGURES
from questions.pack.problem import PackError
from questions.pack.shape import Block, about_of, block_of, contents_of, entry_of
from questions.pack.source import Source

GAP = "\n\n\n"
_PREAMBLE = re.compile(r"\ufeff?(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_NUMBER = re.compile(r"cards/(\d{1,6})-")


def write(contents: Contents, before: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """Give the files of a pack by their paths.

    `before` are its files as they were loaded. What says there what the contents say comes back
    byte for byte: a file, or in a file that changed, a question. The order of root questions
    counts within their topic.
    """
    former = _Former(before or {})
    chains = _chains(contents.questions)
    written = {**former.loose, ABOUT: former.about(contents)}
    for path, chain in zip(_paths(chains, former), chains, strict=True):
        written[path] = former.cards(path, chain)
    for figure in _pictured(contents.questions):
        written[figure.file] = former.figure(figure)
    return {path: written[path].encode() for path in sorted(written)}


def plain(text: str) -> str:
    """Give the text of a file without byte order mark and with plain line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class _Kept:
    """A question as a file had it: its block, how that was written, and the blank lines behind."""

    block: Block
    body: str
    gap: str

    @property
    def comments(self) -> str:
        """What stands above it."""
        return _top(self.body)


class _Former:
    """The files of a pack as they were."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.pictures = {p: plain(text) for p, text in files.items() if FIGURES.fullmatch(p)}
        self.kept: dict[str, _Kept] = {}
        self.chain: dict[str, list[Entry]] = {}
        self.top: dict[str, str] = {}
        self.path: dict[str, str] = {}
        for path, text in files.items():
            if CARDS.fullmatch(path):
                self._take(path, text)
        entries = [entry for chain in self.chain.values() for entry in chain]
        used = {figure.file for figure in _pictured(entries)}
        self.loose = {p: t for p, t in files.items() if p in EXTRAS or p in self.pictures}
        self.loose = {p: text for p, text in self.loose.items() if p not in used}

    def about(self, contents: Contents) -> str:
        """Give `pack.toml`, as it was if it said the same."""
        text, wanted = self.files.get(ABOUT, ""), about_of(contents)
        return text if text and _about(text) == wanted else _top(text) + _ended(text, wanted)

    def cards(self, path: str, chain: list[Entry]) -> str:
        """Give a card file, its unchanged questions as they were."""
        text, wanted = self.files.get(path, ""), list(map(block_of, chain))
        if list(map(block_of, self.chain.get(path, ()))) == wanted:
            return text
        end = "\r\n" if "\r\n" in text else "\n"
        pieces = [self._piece(block, end) for block in wanted]
        between = [body + gap for body, gap in pieces[:-1]]
        return "".join([self.top.get(path, ""), *between, pieces[-1][0], end])

    def figure(self, figure: Figure) -> str:
        """Give a figure, with the line ends that it had."""
        same = self.pictures.get(figure.file) == figure.svg
        return self.files[figure.file] if same else figure.svg

    def _piece(self, block: Block, end: str) -> tuple[str, str]:
        kept = self.kept.get(block["key"])
        if kept and kept.block == block:
            return kept.body, kept.gap if kept.gap.count("\n") > 1 else GAP.replace("\n", end)
        written = layout.question(block).replace("\n", end)
        return (kept.comments if kept else "") + written, GAP.replace("\n", end)

    def _take(self, path: str, text: str) -> None:
        source = Source(path, text.removeprefix("\ufeff"))
        try:
            said = source.data().get("questions", [])
            entries = [Entry.model_validate(entry_of(one, self.pictures)) for one in said]
        except (PackError, ValidationError):
            return
        self.chain[path] = preorder(entries)
        self.path |= {entry.key: path for entry in entries if entry.parent is None}
        mark = text[: len(text) - len(source.text)]
        self.top[path] = mark + source.text[: source.blocks[0][0]] if source.blocks else mark
        for entry, (start, stop) in zip(entries, source.blocks, strict=True):
            body = source.text[start:stop].rstrip()
            gap = source.text[start + len(body) : stop]
            self.kept[entry.key] = _Kept(block_of(entry), body, gap)


def _about(text: str) -> Block | None:
    try:
        said = contents_of(Source(ABOUT, text.removeprefix("\ufeff")).data())
        return about_of(Contents.model_validate(said))
    except (PackError, ValidationError):
        return None


def _top(text: str) -> str:
    """Give the comments and blank lines at the beginning of a file."""
    found = _PREAMBLE.match(text)
    return found[0] if found else ""


def _ended(text: str, about: Block) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{layout.about(about)}\n".replace("\n", end)


def _chains(entries: Iterable[Entry]) -> list[list[Entry]]:
    chains: list[list[Entry]] = []
    for entry in entries:
        if entry.parent is None:
            chains.append([])
        chains[-1].append(entry)
    return chains


def _paths(chains: list[list[Entry]], former: _Former) -> list[str]:
    """Name the files: as before, new ones with the next numbers, or all anew to keep the order."""
    roots = [chain[0] for chain in chains]
    width = max(2, len(str(len(roots))))
    fresh = [f"cards/{n:0{width}}-{_name(root)}.toml" for n, root in enumerate(roots, 1)]
    if not former.path:
        return fresh
    numbers = [int(found[1]) for found in map(_NUMBER.match, former.files) if found]
    following = max(numbers, default=0) + 1
    paths: list[str] = []
    for root in roots:
        path = former.path.get(root.key)
        paths.append(path or f"cards/{following:0{width}}-{_name(root)}.toml")
        following += path is None
    return paths if _rising(roots, paths) else fresh


def _name(root: Entry) -> str:
    return root.key.replace("/", "-")[:120]


def _rising(roots: list[Entry], paths: list[str]) -> bool:
    """Say whether no two are the same and those of each topic sort as they stand."""
    topics: dict[str | None, list[str]] = defaultdict(list)
    for root, path in zip(roots, paths, strict=True):
        topics[root.topic].append(path)
    return len({*paths}) == len(paths) and all(paths == sorted(paths) for paths in topics.values())


def _pictured(entries: Iterable[Entry]) -> Iterator[Figure]:
    for entry in entries:
        yield from filter(None, (entry.card.figure, entry.card.answer_figure))
