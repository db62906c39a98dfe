"""The topics of a pack: one page with a form for each."""

import contextlib

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from questions.forms import TopicForm
from questions.models import Pack, Refused, Topic


@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    """List the topics of a pack, and add one."""
    pack = get_object_or_404(Pack, slug=slug)
    form = TopicForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _topics_page(request, pack, form)
    pack.add_topic(form.cleaned_data["title"])
    return redirect("questions:topics", slug)


@require_POST
def topic_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a topic another title."""
    topic = get_object_or_404(Topic.objects.select_related("pack"), pk=pk)
    form = TopicForm(request.POST, topic=topic)
    if not form.is_valid():
        return _topics_page(request, topic.pack, form)
    with contextlib.suppress(Refused):  # it was removed meanwhile, and the page shows that
        topic.rename(form.cleaned_data["title"])
        messages.success(request, gettext("Saved."))
    return redirect("questions:topics", topic.pack.slug)


@require_POST
def topic_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a topic up or down by one."""
    topic = get_object_or_404(Topic.objects.select_related("pack"), pk=pk)
    with contextlib.suppress(Refused):  # it was removed meanwhile, and the page shows that
        topic.step(-1 if request.POST.get("by") == "up" else 1)
    return redirect("questions:topics", topic.pack.slug)


@require_POST
def topic_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a topic to which no question belongs."""
    topic = get_object_or_404(Topic.objects.select_related("pack"), pk=pk)
    try:
        topic.remove()
    except Refused as refused:
        if refused.code == "not_empty":
            messages.error(request, gettext("This topic still has questions. Move them first."))
    return redirect("questions:topics", topic.pack.slug)


def _topics_page(request: HttpRequest, pack: Pack, sent: TopicForm) -> HttpResponse:
    rows = [
        (topic, sent if sent.topic == topic else TopicForm(topic=topic))
        for topic in pack.topics.annotate(size=Count("questions"))
    ]
    context = {"pack": pack, "rows": rows, "new": TopicForm() if sent.topic else sent}
    status = 422 if sent.is_bound else 200
    return render(request, "questions/topics.html", context, status=status)
