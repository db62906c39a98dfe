"""Forms of the question bank."""

from questions.forms.card import CardForm
from questions.forms.pack import NewPackForm, PackForm, TopicForm
from questions.forms.place import PlaceForm

__all__ = ["CardForm", "NewPackForm", "PackForm", "PlaceForm", "TopicForm"]
