"""What somebody changes between a page's look at a row and its own change ends in a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from interview.models import Candidate, Interview, Kit, KitChain, Position
from questions.models import Pack, Topic
from tests.factories import (
    make_candidate,
    make_empty_kit,
    make_interview,
    make_kit,
    make_pack,
    make_position,
    make_topic,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db

PLAN = {"planned_at": "2026-11-25T12:00"}


@contextmanager
def meanwhile(act: Callable[[], Any], before: str = "SAVEPOINT") -> Iterator[None]:
    """Do this, once, right before the first statement that begins with this word."""
    waiting = [act]

    def execute(run, sql, params, many, context):
        if waiting and sql.startswith(before):
            waiting.pop()()
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield
    assert waiting == []


def gone(row: Any) -> Callable[[], Any]:
    """Give what deletes a row behind the back of everybody who holds it."""
    return type(row)._default_manager.filter(pk=row.pk).delete


class TestPack:
    def test_another_one_takes_the_address(self, user_client):
        data = {"slug": "dl", "title-en": "Deep learning", "language": "en"}
        with meanwhile(lambda: make_pack("dl")):
            page = user_client.post(reverse("questions:pack_new"), data)
        assert page.status_code == 422
        assert "This address is taken. Choose another one." in page.content.decode()
        assert Pack.objects.count() == 1

    def test_is_not_made_again_by_an_edit(self, user_client):
        pack = make_pack("dl")
        data = {"title-en": "Nets", "language": "en", "languages": "en", "level": "junior"}
        with meanwhile(gone(pack), before="UPDATE"):
            page = user_client.post(reverse("questions:pack_edit", args=["dl"]), data)
        assert (page.status_code, Pack.objects.count()) == (404, 0)


class TestTopic:
    @pytest.mark.parametrize("name", ["topic_rename", "topic_step", "topic_remove"])
    def test_is_removed(self, name, user_client):
        topic = make_topic()
        with meanwhile(gone(topic)):
            page = user_client.post(
                reverse(f"questions:{name}", args=[topic.pk]), {"title-en": "Optimisers"}
            )
        assert page.url == reverse("questions:topics", args=[topic.pack.slug])
        assert not Topic.objects.exists()

    def test_is_removed_while_a_question_for_it_is_written(self, user_client):
        topic = make_topic()
        data = {"topic": topic.pk, "prompt-en": "Why?", "kind": "explain"}
        data |= {"level": "junior", "when": "always", "minutes": 3}
        with meanwhile(gone(topic)):
            page = user_client.post(reverse("questions:question_new", args=[topic.pack.slug]), data)
        assert page.status_code == 422
        assert "The tree has changed meanwhile." in page.content.decode()


class TestKit:
    def test_is_deleted_twice(self, user_client):
        kit = make_empty_kit()
        with meanwhile(gone(kit)):
            page = user_client.post(reverse("interview:kit_delete", args=[kit.pk]))
        assert page.url == reverse("interview:kits")

    def test_is_deleted_before_a_chain_is_picked(self, user_client):
        kit, root = make_empty_kit(), make_kit().chains.get().root
        with meanwhile(gone(kit)):
            page = user_client.post(reverse("interview:kit_pick", args=[kit.pk]), {"root": root.pk})
        assert page.status_code == 404

    @pytest.mark.parametrize(
        ("name", "before"), [("kit_chain", "UPDATE"), ("kit_step", "SAVEPOINT")]
    )
    def test_loses_the_chain_that_is_changed(self, name, before, user_client):
        chain = make_kit().chains.get()
        with meanwhile(gone(chain), before):
            page = user_client.post(
                reverse(f"interview:{name}", args=[chain.kit_id, chain.pk]), {"minutes": 9}
            )
        assert (page.status_code, KitChain.objects.count()) == (404, 0)

    def test_is_not_made_again_by_an_edit(self, user_client):
        kit = make_empty_kit()
        data = {"title": "Other", "new_position": "Chef", "minutes": 30}
        with meanwhile(gone(kit)):
            page = user_client.post(reverse("interview:kit_edit", args=[kit.pk]), data)
        assert (page.status_code, Kit.objects.count()) == (404, 0)
        assert not Position.objects.filter(title="Chef").exists()

    def test_is_deleted_before_an_interview_is_planned_with_it(self, user_client):
        kit = make_empty_kit()
        data = {**PLAN, "kit": kit.pk, "new_candidate": "Ann"}
        with meanwhile(gone(kit)):
            page = user_client.post(reverse("interview:interview_new"), data)
        assert page.status_code == 422
        assert texts(page, "error") == ["This kit has been deleted meanwhile. Choose another one."]
        assert not Candidate.objects.exists()

    def test_is_deleted_before_an_interview_is_planned_anew_with_it(self, user, user_client):
        kit, interview = make_empty_kit(), make_interview(users=[user])
        with meanwhile(gone(kit)):
            page = user_client.post(
                reverse("interview:interview_edit", args=[interview.pk]), {**PLAN, "kit": kit.pk}
            )
        assert page.status_code == 422
        assert texts(page, "error") == ["This kit has been deleted meanwhile. Choose another one."]


class TestInterview:
    @pytest.mark.parametrize(
        ("name", "there"),
        [("start", False), ("interview_edit", False), ("interview_delete", True)],
    )
    def test_is_deleted(self, name, there, user, user_client):
        interview = make_interview(users=[user])
        path = reverse(f"interview:{name}", args=[interview.pk])
        with meanwhile(lambda: Interview.objects.get().discard()):
            page = user_client.post(path, {**PLAN, "kit": interview.kit_id}, follow=True)
        assert page.status_code == (200 if there else 404)


@pytest.mark.parametrize(
    ("row", "name"), [(make_position, "position"), (make_candidate, "candidate")]
)
def test_an_edit_does_not_make_a_row_again(row, name, user, user_client):
    made = row() if row is make_position else row(by=user)
    with meanwhile(gone(made), before="UPDATE"):
        page = user_client.post(
            reverse(f"interview:{name}", args=[made.pk]), {"title": "Chef", "name": "Ann"}
        )
    assert (page.status_code, type(made).objects.count()) == (404, 0)


def test_a_profile_is_saved_without_opening_an_account_again(user, user_client):
    with meanwhile(lambda: User.objects.get(pk=user.pk).deactivate(), before="UPDATE"):
        user_client.post(reverse("accounts:profile"), {"name": "Minji"})
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("Minji", False)
