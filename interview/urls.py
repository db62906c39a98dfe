"""Addresses of interview."""

from django.urls import path

from interview.views import (
    conflicts,
    console,
    home,
    interviews,
    journal,
    kits,
    paper,
    people,
    usage,
)

app_name = "interview"

_chain = "kits/<int:pk>/chains/<int:chain>"
_interview = "interviews/<int:pk>"

urlpatterns = [
    path("positions/", people.positions, name="positions"),
    path("positions/<int:pk>/", people.position, name="position"),
    path("candidates/", people.candidates, name="candidates"),
    path("candidates/new/", people.candidate_new, name="candidate_new"),
    path("candidates/<int:pk>/", people.candidate, name="candidate"),
    path("kits/", kits.kits, name="kits"),
    path("kits/new/", kits.kit_new, name="kit_new"),
    path("kits/<int:pk>/", kits.kit, name="kit"),
    path("kits/<int:pk>/edit/", kits.kit_edit, name="kit_edit"),
    path("kits/<int:pk>/print/", paper.kit_print, name="kit_print"),
    path("kits/<int:pk>/kit.md", paper.kit_markdown, name="kit_markdown"),
    path("kits/<int:pk>/delete/", kits.kit_delete, name="kit_delete"),
    path("kits/<int:pk>/pick/", kits.kit_pick, name="kit_pick"),
    path(f"{_chain}/", kits.kit_chain, name="kit_chain"),
    path(f"{_chain}/step/", kits.kit_step, name="kit_step"),
    path(f"{_chain}/remove/", kits.kit_remove, name="kit_remove"),
    path("questions/<int:pk>/usage/", usage.question_usage, name="usage"),
    path("packs/<slug:slug>/usage/", usage.pack_usage, name="pack_usage"),
    path("interviews/", interviews.index, name="index"),
    path("interviews/new/", interviews.interview_new, name="interview_new"),
    path("interviews/demo/", home.demo, name="demo"),
    path(f"{_interview}/", interviews.interview, name="interview"),
    path(f"{_interview}/edit/", interviews.interview_edit, name="interview_edit"),
    path(f"{_interview}/delete/", interviews.interview_delete, name="interview_delete"),
    path(f"{_interview}/start/", console.start, name="start"),
    path(f"{_interview}/console/", console.console, name="console"),
    path(f"{_interview}/wrap-up/", console.wrap_up, name="wrap_up"),
    path(f"{_interview}/reopen/", console.reopen, name="reopen"),
    path(f"{_interview}/journal/", journal.journal, name="journal"),
    path(f"{_interview}/journal/since/<int:order>/", journal.since, name="since"),
    path(f"{_interview}/conflicts/", conflicts.conflicts, name="conflicts"),
    path(f"{_interview}/choose/", conflicts.choose, name="choose"),
    path(f"{_interview}/act/", journal.act, name="act"),
    path(f"{_interview}/questions/<str:node>/answer/", journal.answer, name="answer"),
    path(f"{_interview}/questions/<str:node>/add/", journal.add, name="add"),
]
