"""Kits: the list, a kit's title and length, and the builder that fills it."""

import pytest
from django.urls import reverse

from interview.models import Kit, Position
from questions.models import Topic
from tests.factories import (
    make_chain,
    make_empty_kit,
    make_interview,
    make_kit,
    make_pack,
    make_position,
    make_question,
)
from tests.pages import page_text, text, texts

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def url(name, kit, *more):
    return reverse(f"interview:{name}", args=[kit.pk, *more])


def chains(kit):
    """What a kit holds: prompt, minutes, core."""
    return [(str(row.root), row.minutes, row.core) for row in kit.chains.all()]


class TestList:
    def test_says_what_each_kit_holds(self, user_client):
        make_kit(make_chain(follow_ups=["Why?"]), title="Basics", minutes=45)

        page = user_client.get(reverse("interview:kits"))

        assert texts(page, "rows-item") == [
            "Basics ML engineer 1 chain 6 of 45 min Plan an interview"
        ]

    def test_marks_kits_that_are_empty_or_too_long(self, user_client):
        make_empty_kit("Empty one")
        make_kit(make_question(minutes=9), title="Long one", minutes=5)

        page = user_client.get(reverse("interview:kits"))

        assert texts(page, "rows-item") == [
            "Empty one ML engineer 0 chains 0 of 60 min Empty Fill the kit",
            "Long one ML engineer 1 chain 9 of 5 min Too long Plan an interview",
        ]

    def test_says_what_to_do_while_there_is_none(self, user_client):
        page = user_client.get(reverse("interview:kits"))
        assert text(page, "empty").startswith("No kits yet Pick chains")

    @pytest.mark.parametrize("rows", [1, 3])
    def test_costs_the_same_queries_for_any_number(
        self, rows, user_client, django_assert_num_queries
    ):
        for number in range(rows):
            make_kit(make_question(), make_question(), title=f"Kit {number}")
        with django_assert_num_queries(4):
            page = user_client.get(reverse("interview:kits"))
        assert len(texts(page, "rows-item")) == rows


class TestTitleAndLength:
    def test_a_kit_is_made_for_a_position(self, user_client):
        position = make_position("Data engineer")
        data = {"title": "Basics", "position": position.pk, "minutes": 45}

        response = user_client.post(reverse("interview:kit_new"), data)

        kit = Kit.objects.get()
        assert (kit.title, kit.position, kit.minutes) == ("Basics", position, 45)
        assert response.url == kit.get_absolute_url()

    def test_a_kit_is_made_for_a_new_position(self, user_client):
        data = {"title": "Basics", "new_position": "Data engineer", "minutes": 45}
        user_client.post(reverse("interview:kit_new"), data)
        assert Kit.objects.get().position.title == "Data engineer"

    def test_a_kit_without_a_position_is_not_made(self, user_client):
        make_position()

        page = user_client.post(reverse("interview:kit_new"), {"title": "Basics", "minutes": 45})

        assert page.status_code == 422
        assert texts(page, "error") == ["Choose a position or type a new one."]
        assert not Kit.objects.exists()

    @pytest.mark.parametrize("minutes", ["4", "481", ""])
    def test_a_kit_takes_five_minutes_to_eight_hours(self, minutes, user_client):
        data = {"title": "Basics", "new_position": "Data engineer", "minutes": minutes}

        page = user_client.post(reverse("interview:kit_new"), data)

        assert page.status_code == 422
        assert len(texts(page, "error")) == 1
        assert (Kit.objects.count(), Position.objects.count()) == (0, 0)

    def test_a_kit_is_changed(self, user_client):
        kit = make_kit()
        data = {"title": "Deep", "new_position": "Data engineer", "minutes": 90}

        response = user_client.post(url("kit_edit", kit), data)

        kit.refresh_from_db()
        assert (kit.title, kit.position.title, kit.minutes) == ("Deep", "Data engineer", 90)
        assert response.url == kit.get_absolute_url()

    def test_a_kit_keeps_its_title_when_the_new_one_is_empty(self, user_client):
        kit = make_kit(title="Basics")

        page = user_client.post(url("kit_edit", kit), {"title": "", "minutes": 60})

        assert page.status_code == 422
        assert Kit.objects.get().title == "Basics"

    def test_a_kit_that_no_interview_uses_is_deleted(self, user_client):
        kit = make_kit()
        response = user_client.post(url("kit_delete", kit))
        assert response.url == reverse("interview:kits")
        assert not Kit.objects.exists()

    def test_a_kit_that_an_interview_uses_stays_and_the_page_says_why(self, user_client):
        kit = make_interview().kit

        page = user_client.post(url("kit_delete", kit))

        assert page.status_code == 422
        assert "1 interview uses this kit, so it cannot be deleted." in text(page, "#main")
        assert Kit.objects.get() == kit


class TestBuilder:
    def test_shows_the_chains_in_order_with_their_sum(self, user_client):
        kit = make_kit(make_chain("Why ReLU?", ["Why nonlinear?"]), minutes=20)
        kit.pick(make_question("What is a loss?"), minutes=9, core=False)

        page = user_client.get(kit.get_absolute_url())

        assert texts(page, "budget-words") == ["15 of 20 min core 6 5 free"]
        assert texts(page, "picks") == [
            "1 Why ReLU? +1 follow-up min Chain 1 is Core Optional Save "
            "2 What is a loss? min Chain 2 is Core Optional Save"
        ]

    def test_warns_of_a_kit_that_is_too_long(self, user_client):
        kit = make_kit(make_question(minutes=9), minutes=5)
        page = user_client.get(kit.get_absolute_url())
        assert texts(page, "budget-words") == ["9 of 5 min 4 min over"]

    def test_marks_a_chain_that_has_fewer_minutes_than_its_cards(self, user_client):
        kit = make_empty_kit()
        kit.pick(make_chain("Why ReLU?", ["Why nonlinear?"]), minutes=5)
        kit.pick(make_question("What is a loss?", minutes=3), minutes=3)
        page = user_client.get(kit.get_absolute_url())
        assert page_text(page).count("its cards plan") == 1
        assert "its cards plan 6 min" in page_text(page)

    def test_says_what_is_retired_and_leaves_it_out_of_the_sum(self, user_client):
        root = make_question(minutes=9)
        kit = make_kit(root, minutes=5)
        root.retire()

        page = user_client.get(kit.get_absolute_url())

        assert texts(page, "picks") == ["1 Why ReLU? Retired It will not be asked."]
        assert texts(page, "budget-words") == ["0 of 5 min 5 free"]

    def test_shows_a_prompt_in_the_readers_language_or_in_the_one_that_exists(self, user_client):
        kit = make_kit(make_question({"ko": "왜 ReLU?", "en": "Why ReLU?"}))
        kit.pick(make_question({"ko": "손실이란?"}))

        page = user_client.get(kit.get_absolute_url(), headers={"Accept-Language": "ko"})
        assert texts(page, "pick-prompt")[:2] == ["왜 ReLU?", "손실이란?"]

        page = user_client.get(kit.get_absolute_url(), headers={"Accept-Language": "en"})
        assert texts(page, "pick-prompt")[:2] == ["Why ReLU?", "손실이란?"]
        assert '<a class="pick-prompt" href="/questions/' in page.content.decode()
        assert 'lang="ko">손실이란?</a>' in page.content.decode()

    def test_an_empty_kit_says_what_to_do(self, user_client):
        make_question()
        page = user_client.get(make_empty_kit().get_absolute_url())
        assert texts(page, "empty") == [
            "This kit is empty Add chains from the question bank beside it."
        ]

    def test_an_empty_bank_says_what_to_do(self, user_client):
        page = user_client.get(make_empty_kit().get_absolute_url())
        assert texts(page, "empty")[1].startswith("The bank is empty Import an outline")

    def test_answers_htmx_with_the_fragment_that_the_page_includes(self, user_client):
        kit = make_kit()

        page = user_client.get(kit.get_absolute_url())
        fragment = user_client.get(kit.get_absolute_url(), headers=HTMX)

        assert "<html" not in fragment.content.decode()
        assert text(fragment, "builder") == text(page, "builder")

    @pytest.mark.parametrize("rows", [1, 3, 16])
    def test_costs_the_same_queries_for_any_number_of_chains(
        self, rows, user_client, django_assert_num_queries
    ):
        pack = make_pack()
        roots = [make_chain(f"Q{n}?", ["Why?", "How?"], pack=pack) for n in range(rows)]
        kit = make_kit(*roots)
        with django_assert_num_queries(9):
            page = user_client.get(kit.get_absolute_url())
        assert len(texts(page, "pick")) == 2 * rows


class TestShelf:
    @pytest.fixture
    def pack(self):
        return make_pack("deep-learning", "Deep learning")

    @pytest.fixture
    def topics(self, pack):
        titles = ("Activations", "Losses")
        return [
            Topic.objects.create(pack=pack, title={"en": title}, position=place)
            for place, title in enumerate(titles)
        ]

    @pytest.fixture
    def roots(self, pack, topics):
        first, second = topics
        return [
            make_chain("Why ReLU?", ["Why nonlinear?"], pack=pack, topic=first, minutes=4),
            make_chain("What is a loss?", ["손실은 왜 줄어드나?"], pack=pack, topic=second),
            make_chain("Which loss?", pack=pack, topic=second),
        ]

    def shelf(self, client, kit, **query):
        page = client.get(kit.get_absolute_url(), query)
        return texts(page, "shelf-topic")

    def test_shows_the_chains_by_topic(self, roots, user_client):
        assert self.shelf(user_client, make_kit(roots[0])) == [
            "Activations All in the kit Why ReLU? 1 follow-up 7 min In the kit",
            "Losses Add all What is a loss? 1 follow-up 6 min Add "
            "Which loss? 0 follow-ups 3 min Add",
        ]

    def test_leaves_out_what_is_retired(self, roots, user_client):
        roots[0].retire()
        roots[1].follow_ups.get().retire()
        assert self.shelf(user_client, make_empty_kit()) == [
            "Losses Add all What is a loss? 0 follow-ups 3 min Add "
            "Which loss? 0 follow-ups 3 min Add",
        ]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("LOSS", ["What is a loss?", "Which loss?"]),
            ("nonlinear", ["Why ReLU?"]),
            ("손실은 왜", ["What is a loss?"]),
            ("nothing like it", []),
        ],
    )
    def test_a_search_reads_every_question_of_a_chain(self, words, found, roots, user_client):
        page = user_client.get(make_empty_kit().get_absolute_url(), {"q": words})
        assert texts(page, "pick-prompt") == found

    def test_shows_the_pack_that_is_asked_for(self, roots, user_client):
        make_question("Elsewhere?", pack=make_pack("other"))
        kit = make_empty_kit()

        page = user_client.get(kit.get_absolute_url(), {"pack": "other"})
        assert texts(page, "pick-prompt") == ["Elsewhere?"]

        page = user_client.get(kit.get_absolute_url(), {"pack": "unknown"})
        assert len(texts(page, "pick-prompt")) == 3

    def test_says_that_nothing_was_found(self, roots, user_client):
        page = user_client.get(make_empty_kit().get_absolute_url(), {"q": "<zebra>"})
        assert texts(page, "empty")[1].startswith("No chain holds “<zebra>”")

    def test_shows_two_hundred_chains_and_how_many_more_there_are(self, pack, user_client):
        for number in range(202):
            make_question(f"Q{number}?", pack=pack)

        page = user_client.get(make_empty_kit().get_absolute_url())

        assert len(texts(page, "pick-prompt")) == 200
        assert "2 more chains are not shown. Search to narrow down." in text(page, "#main")
        assert texts(page, "shelf-all") == ["Deep learning 202 chains Add all 202"]

    def test_adds_one_chain(self, roots, user_client):
        kit = make_kit(roots[2])

        response = user_client.post(url("kit_pick", kit), {"root": roots[0].pk})

        assert response.url == kit.get_absolute_url()
        assert chains(kit) == [("Which loss?", 3, True), ("Why ReLU?", 7, True)]

    def test_adds_all_of_a_topic(self, topics, roots, user_client):
        kit = make_empty_kit()
        user_client.post(url("kit_pick", kit), {"topic": topics[1].pk})
        assert [row[0] for row in chains(kit)] == ["What is a loss?", "Which loss?"]

    def test_adds_all_without_a_topic(self, pack, roots, user_client):
        make_question("Anything else?", pack=pack)
        kit = make_empty_kit()
        user_client.post(url("kit_pick", kit), {"topic": "0"})
        assert [row[0] for row in chains(kit)] == ["Anything else?"]

    def test_adds_a_whole_pack(self, roots, user_client):
        make_question("Elsewhere?", pack=make_pack("other"))
        kit = make_kit(roots[1])

        user_client.post(url("kit_pick", kit) + "?pack=deep-learning&q=")

        assert [row[0] for row in chains(kit)] == ["What is a loss?", "Why ReLU?", "Which loss?"]

    def test_adds_all_that_a_search_found_and_comes_back_to_it(self, roots, user_client):
        kit = make_empty_kit()

        response = user_client.post(url("kit_pick", kit) + "?pack=deep-learning&q=which")

        assert [row[0] for row in chains(kit)] == ["Which loss?"]
        assert response.url == f"{kit.get_absolute_url()}?pack=deep-learning&q=which"

    @pytest.mark.parametrize("topic", ["999", "x", "-1", "٣", "9" * 30, "9" * 5000])
    def test_adds_nothing_of_a_topic_that_is_not_there(self, topic, roots, user_client):
        kit = make_empty_kit()
        user_client.post(url("kit_pick", kit), {"topic": topic})
        assert chains(kit) == []

    def test_does_not_add_a_follow_up(self, roots, user_client):
        kit = make_empty_kit()

        page = user_client.post(url("kit_pick", kit), {"root": roots[0].follow_ups.get().pk})

        assert (page.status_code, chains(kit)) == (422, [])
        assert texts(page, "notice")[0] == (
            "This question is a follow-up now. Add the chain that it stands in."
        )

    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
    def test_does_not_add_what_was_retired_meanwhile_and_says_so(self, headers, roots, user_client):
        kit = make_empty_kit()
        roots[0].retire()

        page = user_client.post(url("kit_pick", kit), {"root": roots[0].pk}, headers=headers)

        assert (page.status_code, chains(kit)) == (422, [])
        assert texts(page, "notice")[0] == (
            "This question has been retired, so it cannot be added to a kit."
        )

    def test_a_search_leaves_out_what_no_text_can_hold(self, roots, user_client):
        kit = make_empty_kit()
        page = user_client.get(kit.get_absolute_url(), {"q": "which\0"})
        assert texts(page, "pick-prompt") == ["Which loss?"]
        user_client.post(url("kit_pick", kit) + "?q=which%00")
        assert [row[0] for row in chains(kit)] == ["Which loss?"]

    @pytest.mark.parametrize("root", ["0", "x", "٣", "9" * 30, "9" * 5000])
    def test_does_not_add_what_is_not_there(self, root, user_client):
        response = user_client.post(url("kit_pick", make_empty_kit()), {"root": root})
        assert response.status_code == 404


class TestChain:
    @pytest.fixture
    def kit(self):
        return make_kit(*[make_question(f"Q{n}?", minutes=5) for n in (1, 2, 3)])

    @pytest.fixture
    def chain(self, kit):
        return kit.chains.first()

    def post(self, client, name, kit, chain, **data):
        headers = data.pop("headers", {})
        return client.post(url(name, kit, chain.pk), data, headers=headers)

    def test_gets_its_minutes_and_whether_it_is_core(self, kit, chain, user_client):
        response = self.post(user_client, "kit_chain", kit, chain, minutes=12, core="false")

        assert response.url == kit.get_absolute_url()
        assert chains(kit)[0] == ("Q1?", 12, False)

    def test_keeps_the_place_to_which_it_moved_meanwhile(self, kit, chain):
        kit.chains.first().step(1)
        chain.plan(minutes=12, core=False)
        assert chains(kit) == [("Q2?", 5, True), ("Q1?", 12, False), ("Q3?", 5, True)]

    def test_acts_wait_for_each_other(self, kit, user_client):
        page = user_client.get(kit.get_absolute_url()).content.decode()
        assert page.count("hx-sync") == page.count('hx-sync:inherited="#builder:queue all"') == 1

    def test_answers_htmx_with_the_builder_as_it_is_now(self, kit, chain, user_client):
        data = {"minutes": 12, "core": "true", "headers": HTMX}

        fragment = self.post(user_client, "kit_chain", kit, chain, **data)

        assert fragment.status_code == 200
        assert texts(fragment, "budget-words") == ["22 of 60 min 38 free"]
        assert "<html" not in fragment.content.decode()

    @pytest.mark.parametrize(
        ("minutes", "error"),
        [
            ("0", "Ensure this value is greater than or equal to 1."),
            ("241", "Ensure this value is less than or equal to 240."),
            ("soon", "Enter a whole number."),
            ("", "This field is required."),
        ],
    )
    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
    def test_says_at_the_chain_what_is_wrong_with_its_minutes(
        self, minutes, error, headers, kit, chain, user_client
    ):
        data = {"minutes": minutes, "core": "true", "headers": headers}

        page = self.post(user_client, "kit_chain", kit, chain, **data)

        assert page.status_code == 422
        assert texts(page, f"#error-{chain.pk}") == [error]
        assert f'value="{minutes}"' in page.content.decode()
        assert chains(kit)[0] == ("Q1?", 5, True)

    def test_moves_up_and_down(self, kit, chain, user_client):
        self.post(user_client, "kit_step", kit, chain, to="down")
        assert [row[0] for row in chains(kit)] == ["Q2?", "Q1?", "Q3?"]

        self.post(user_client, "kit_step", kit, chain, to="up")
        assert [row[0] for row in chains(kit)] == ["Q1?", "Q2?", "Q3?"]

    def test_is_removed(self, kit, chain, user_client):
        response = self.post(user_client, "kit_remove", kit, chain)
        assert response.url == kit.get_absolute_url()
        assert [row[0] for row in chains(kit)] == ["Q2?", "Q3?"]

    @pytest.mark.parametrize(("removed", "next_one"), [(1, "Q2?"), (3, "Q2?")])
    def test_hands_the_keyboard_on_when_it_is_removed(self, removed, next_one, kit, user_client):
        rows = list(kit.chains.all())
        heir = next(row for row in rows if str(row.root) == next_one)

        fragment = self.post(user_client, "kit_remove", kit, rows[removed - 1], headers=HTMX)

        assert f'id="remove-{heir.pk}" autofocus' in fragment.content.decode()

    @pytest.mark.parametrize("name", ["kit_chain", "kit_step", "kit_remove"])
    def test_is_not_there_in_another_kit(self, name, chain, user_client):
        response = self.post(user_client, name, make_empty_kit(), chain, minutes=9)
        assert response.status_code == 404

    @pytest.mark.parametrize("name", ["kit_chain", "kit_step", "kit_remove"])
    def test_is_changed_by_post_only(self, name, kit, chain, user_client):
        assert user_client.get(url(name, kit, chain.pk)).status_code == 405
