"""What to ask: packs of topics, questions with their follow-ups, and all their revisions."""

from questions.models.pack import RESERVED_SLUGS, Pack, PackFile, PackQuerySet, Topic
from questions.models.place import Place, Row, Sheet
from questions.models.question import Question, QuestionQuerySet
from questions.models.refused import EditConflict, Refused
from questions.models.review import OWN_WORDS, VERBS, evidence, has_company
from questions.models.revision import Revision
from questions.models.texts import in_language
from questions.models.upload import Upload

__all__ = [
    "OWN_WORDS",
    "RESERVED_SLUGS",
    "VERBS",
    "EditConflict",
    "Pack",
    "PackFile",
    "PackQuerySet",
    "Place",
    "Question",
    "QuestionQuerySet",
    "Refused",
    "Revision",
    "Row",
    "Sheet",
    "Topic",
    "Upload",
    "evidence",
    "has_company",
    "in_language",
]
