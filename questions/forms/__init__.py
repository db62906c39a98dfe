"""Forms of the question bank."""

from questions.forms.card import CardForm
from questions.forms.pack import AboutForm, NewPackForm, PackForm, TopicForm
from questions.forms.place import PlaceForm

__all__ = ["AboutForm", "CardForm", "NewPackForm", "PackForm", "PlaceForm", "TopicForm"]
