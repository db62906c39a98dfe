"""All that a pack holds, as one immutable value that every file format is read to and written from.

The JSON form of a pack is this value; its JSON Schema is made from these definitions.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from questions import tree
from questions.card import Card, Language, Level, Part, String, Text

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+([/-][a-z0-9]+)*$", max_length=200)]


class Heading(Part):
    """A topic: its key in the pack and its title."""

    key: Slug
    title: Text


class Term(Part):
    """A term of the field in both languages; a search for either form finds the other."""

    ko: String
    en: String


class Entry(Part):
    """A question with its place: roots name a topic, follow-ups their parent's key."""

    key: Key
    parent: Key | None = None
    topic: Slug | None = None
    card: Card


class Contents(Part):
    """A pack: what it says of itself, its topics, and its questions in preorder.

    `language` is the main one, `languages` are those in which every card is complete, `level` says
    for whom the pack is.
    """

    slug: Slug
    title: Text
    version: Annotated[String, Field(max_length=20)] = ""
    language: Language = "ko"
    languages: tuple[Language, ...] = ("ko", "en")
    level: Level = "junior"
    licence: Annotated[String, Field(max_length=80)] = ""
    credit: Text = Field(default_factory=dict)
    notes: Text = Field(default_factory=dict)
    closing: Text = Field(default_factory=dict)
    topics: tuple[Heading, ...] = ()
    terms: tuple[Term, ...] = ()
    questions: tuple[Entry, ...] = ()


def preorder(entries: Iterable[Entry]) -> list[Entry]:
    """Give each question before what is below it; siblings stay in the order in which they come."""
    nodes = tree.build(entries, lambda entry: entry.key, lambda entry: entry.parent)
    return [node.item for node in tree.walk(nodes)]
