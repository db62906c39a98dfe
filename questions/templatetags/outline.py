"""Filters for the import page."""

from django import template

from questions import outline_words

register = template.Library()
register.filter(outline_words.change_words)
register.filter(outline_words.count_words)
register.filter(outline_words.encoding_words)
