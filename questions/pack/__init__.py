"""The pack file: a folder of texts that a person edits, and the values that it holds.

Pure: no Django, no clock, no database, no disk. Files come and go as a mapping from their paths
inside the pack to their bytes.
"""

from questions.pack.check import check, checking
from questions.pack.contents import Contents, Entry, Heading, Term, preorder
from questions.pack.problem import PackError, Problem
from questions.pack.read import problems, read, texts
from questions.pack.schema import card_file_schema, schema
from questions.pack.sound import refusals
from questions.pack.write import write

__all__ = [
    "Contents",
    "Entry",
    "Heading",
    "PackError",
    "Problem",
    "Term",
    "card_file_schema",
    "check",
    "checking",
    "preorder",
    "problems",
    "read",
    "refusals",
    "schema",
    "texts",
    "write",
]
