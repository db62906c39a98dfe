"""Filters for the pages that load and check a pack."""

from django import template

from questions import load_words, pack_words

register = template.Library()
register.filter(load_words.grouped)
register.filter(load_words.is_nothing)
register.filter(load_words.line_words)
register.filter(load_words.lists)
register.filter(load_words.load_words)
register.filter(load_words.part_labels)
register.filter(pack_words.problem_words)
