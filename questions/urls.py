"""Addresses of the question bank."""

from django.urls import path

from questions.views import cards, check, downloads, load, outline, packs, places, search, topics

app_name = "questions"
urlpatterns = [
    path("packs/", packs.packs, name="packs"),
    path("packs/new/", packs.pack_new, name="pack_new"),
    path("packs/import/", outline.outline_import, name="import"),
    path("packs/load/", load.load, name="load"),
    path("packs/load/shipped/<slug:slug>/", load.load_shipped, name="load_shipped"),
    path("packs/load/<int:pk>/", load.upload, name="upload"),
    path("packs/load/<int:pk>/check/", load.upload_check, name="upload_check"),
    path("packs/load/<int:pk>/load/", load.upload_load, name="upload_load"),
    path("packs/load/<int:pk>/discard/", load.upload_discard, name="upload_discard"),
    path("packs/load/<int:pk>/problems.txt", load.upload_problems, name="upload_problems"),
    path("packs/template.<slug:kind>", downloads.template, name="template"),
    path("packs/<slug:slug>/", packs.pack, name="pack"),
    path("packs/<slug:slug>/cards/", packs.pack_cards, name="pack_cards"),
    path("packs/<slug:slug>/import/", outline.outline_import, name="import_into"),
    path("packs/<slug:slug>/outline.txt", outline.outline_export, name="export_outline"),
    path("packs/<slug:slug>/check/", check.pack_check, name="pack_check"),
    path("packs/<slug:slug>/pack.<slug:kind>", downloads.pack_file, name="pack_file"),
    path("packs/<slug:slug>/edit/", packs.pack_edit, name="pack_edit"),
    path("packs/<slug:slug>/topics/", topics.topics, name="topics"),
    path("packs/<slug:slug>/questions/new/", cards.question_new, name="question_new"),
    path("topics/<int:pk>/rename/", topics.topic_rename, name="topic_rename"),
    path("topics/<int:pk>/step/", topics.topic_step, name="topic_step"),
    path("topics/<int:pk>/remove/", topics.topic_remove, name="topic_remove"),
    path("questions/", search.search, name="search"),
    path("questions/<int:pk>/", cards.question, name="question"),
    path("questions/<int:pk>/edit/", cards.question_edit, name="question_edit"),
    path("questions/<int:pk>/move/", places.question_move, name="question_move"),
    path("questions/<int:pk>/step/", places.question_step, name="question_step"),
    path("questions/<int:pk>/retire/", places.question_retire, name="question_retire"),
    path("questions/<int:pk>/restore/", places.question_restore, name="question_restore"),
    path("questions/<int:pk>/revisions/<int:number>/", cards.revision, name="revision"),
]
