"""Texts of cards as HTML: Markdown with math and code, and nothing that a page could not hold.

Pure: no Django, no clock, no database. What is HTML in a text, or a link or math that is not
allowed, comes out as text.
"""

from questions.markup.math import MathProblem
from questions.markup.render import block, inline, math_problems, plain

__all__ = ["MathProblem", "block", "inline", "math_problems", "plain"]
