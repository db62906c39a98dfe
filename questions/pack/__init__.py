"""The pack file: a folder of texts that a person edits, and the values that it holds.

Pure: no Django, no clock, no database, no disk. Files come and go as a mapping from their paths
inside the pack to their bytes.
"""

from questions.pack.contents import Contents, Entry, Heading, Term
from questions.pack.problem import PackError, Problem

__all__ = ["Contents", "Entry", "Heading", "PackError", "Problem", "Term"]
