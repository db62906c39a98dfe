"""The pages of packs and topics."""

import re

import pytest
from django.urls import reverse

from questions.models import Pack
from questions.pack import check
from questions.pack_export import contents_of
from questions.pack_plan import FIELDS
from tests.factories import make_pack, make_question, make_topic
from tests.questions.pages import lines, texts

PACKS, NEW = reverse("questions:packs"), reverse("questions:pack_new")
MANY = pytest.mark.parametrize("number", [1, 3])


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


# The list


@MANY
def test_the_list_of_packs(user_client, number, django_assert_num_queries):
    for n in range(number):
        root = make_question(pack=make_pack(f"pack-{n}", f"Pack {n}"), standing="contested")
        make_question("and?", parent=root)
    with django_assert_num_queries(4):
        response = user_client.get(PACKS)
    assert texts(response, "li") == [
        f"Pack {n} 2 questions 1 chain Korean, English 1 Unverified 1 Contested"
        for n in range(number)
    ]


def test_without_packs_the_list_says_what_to_do(user_client):
    response = user_client.get(PACKS)
    assert "No packs yet" in lines(response)
    assert f'<a class="button primary" href="{NEW}">' in response.content.decode()


# A pack


@pytest.fixture
def chain(pack):
    root = make_question({"ko": "왜 ReLU?"}, pack=pack, topic=make_topic(pack))
    follow_up = make_question("and why?", parent=root, standing="contested")
    make_question("really?", parent=follow_up)
    make_question("bias?", parent=root)
    return root


def test_a_pack_shows_its_tree_by_topic(user_client, pack, chain):
    make_question("free", pack=pack)
    response = user_client.get(pack.get_absolute_url())
    assert texts(response, "h2") == ["No topic", "Activations"]
    assert texts(response, "a class=.tree-item.") == [
        "1 free No Korean Unverified",
        "2 왜 ReLU? No English Unverified",
        "2.1 and why? No Korean Contested",
        "2.1.1 really? No Korean Unverified",
        "2.2 bias? No Korean Unverified",
    ]
    assert '<span class="tree-text" lang="ko">왜 ReLU?</span>' in response.content.decode()


def test_every_list_of_the_tree_is_closed(user_client, pack, chain):
    markup = user_client.get(pack.get_absolute_url()).content.decode()
    for element in ("ol", "li"):
        assert len(re.findall(rf"<{element}[ >]", markup)) == markup.count(f"</{element}>") > 0


@MANY
def test_a_pack_takes_as_many_queries_whatever_its_size(
    user_client, pack, number, django_assert_num_queries
):
    for _chain in range(number):
        root = make_question(pack=pack, topic=make_topic(pack))
        for _follow_up in range(number):
            make_question(parent=root)
    with django_assert_num_queries(5):
        response = user_client.get(pack.get_absolute_url())
    assert len(texts(response, "a class=.tree-item.")) == number * (number + 1)


def test_retired_questions_are_hidden_until_asked_for(user_client, pack, chain):
    chain.follow_ups.first().retire()
    hidden = user_client.get(pack.get_absolute_url())
    assert texts(hidden, "a class=.tree-item.") == [
        "1 왜 ReLU? No English Unverified",
        "1.1 bias? No Korean Unverified",
    ]
    assert "Show 2 retired" in lines(hidden)
    assert texts(
        user_client.get(pack.get_absolute_url() + "?retired=1"), "a class=.tree-item."
    ) == [
        "1 왜 ReLU? No English Unverified",
        "1.– and why? No Korean Retired",
        "1.–.1 really? No Korean Unverified",
        "1.1 bias? No Korean Unverified",
    ]


def test_an_empty_pack_says_what_to_do(user_client, pack):
    response = user_client.get(pack.get_absolute_url())
    assert "No questions yet" in lines(response)
    assert reverse("questions:question_new", args=[pack.slug]) in response.content.decode()


def test_the_usage_of_an_empty_pack_says_that_it_is_empty(user_client, pack):
    response = user_client.get(reverse("interview:pack_usage", args=[pack.slug]))
    assert "No questions yet" in lines(response)
    assert "No such question" not in lines(response)


def test_a_pack_that_does_not_exist_is_not_found(user_client):
    assert user_client.get(reverse("questions:pack", args=["none"])).status_code == 404


def test_the_first_words_of_notes_are_one_line(user_client, pack):
    pack.notes = {"en": "First.\n\n  Second."}
    pack.save()
    assert "First. · Second." in lines(user_client.get(pack.get_absolute_url()))


def test_a_filtered_tree_shows_the_words_that_a_prompt_does_not_hold(user_client, pack, chain):
    make_question("bias and scale", pack=pack)
    make_question("norms", pack=pack, answer={"en": "Shifts by a **bias**."})
    response = user_client.get(pack.get_absolute_url(), {"q": "bias"})
    assert texts(response, "p class=.excerpt.") == ["Reference answer Shifts by a bias ."]


def test_the_closing_words_do_not_end_a_search_without_result(user_client, pack, chain):
    pack.closing = {"en": "That is all."}
    pack.save()
    page = pack.get_absolute_url()
    assert "That is all." in lines(user_client.get(page))
    assert "That is all." in lines(user_client.get(page, {"q": "bias"}))
    assert "That is all." not in lines(user_client.get(page, {"q": "nowhere"}))


def test_the_way_back_from_the_form_is_called_after_the_pack(user_client, pack):
    response = user_client.get(reverse("questions:pack_edit", args=[pack.slug]))
    assert "Deep learning" in texts(response, "nav class=.crumbs.")[0]


def test_notes_are_shown_as_they_were_written(user_client, pack):
    pack.notes = {"ko": "첫 줄\n  둘째 <줄>"}
    pack.save()
    assert "첫 줄\n  둘째 &lt;줄&gt;" in user_client.get(pack.get_absolute_url()).content.decode()


# Making and changing a pack

FORM = {"title-ko": "딥러닝", "title-en": "", "notes-ko": "", "notes-en": "", "language": "ko"}


def test_a_pack_is_made(user_client):
    form = FORM | {"title-en": "Deep learning", "notes-en": "From a post"}
    response = user_client.post(NEW, form)
    pack = Pack.objects.get()
    assert (pack.slug, pack.title) == ("deep-learning", {"ko": "딥러닝", "en": "Deep learning"})
    assert (pack.notes, pack.language) == ({"en": "From a post"}, "ko")
    assert (response.status_code, response.url) == (302, pack.get_absolute_url())


@pytest.mark.parametrize(
    ("filled", "languages"),
    [
        ({}, ["ko"]),
        ({"title-en": "Nets"}, ["ko", "en"]),
        ({"title-ko": "", "title-en": "Nets", "language": "en"}, ["en"]),
    ],
)
def test_a_new_pack_is_in_the_languages_that_were_filled_in(user_client, filled, languages):
    user_client.post(NEW, FORM | filled)
    assert Pack.objects.get().languages == languages


def test_a_pack_gets_the_address_that_was_chosen(user_client):
    user_client.post(NEW, FORM | {"slug": "dl"})
    assert Pack.objects.get().slug == "dl"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title-ko": " "}, "Give the pack a title, in Korean or in English."),
        ({"slug": "deep-learning"}, "This address is taken. Choose another one."),
        ({"slug": "import"}, "This address is taken. Choose another one."),
        ({"language": "xx"}, "Select a valid choice. xx is not one of the available choices."),
        ({"notes-en": "a\ufffdb"}, "This holds a broken character (U+FFFD). Replace it."),
    ],
)
def test_a_pack_that_cannot_be_made_is_explained(user_client, pack, change, problem):
    response = user_client.post(NEW, FORM | change)
    assert response.status_code == 422
    assert problem in " ".join(lines(response))
    assert list(Pack.objects.all()) == [pack]


ABOUT = FORM | {
    **{"language": "en", "languages": ["en", "ko"], "level": "middle", "version": "2"},
    **{"licence": "MIT", "credit-ko": "민지", "credit-en": "Minji", "notes-ko": "메모"},
    **{"closing-ko": "끝", "closing-en": "The end", "title-ko": " 딥러닝 "},
    "terms": "경사하강법 = gradient descent\r\n\r\n 손실=loss",
}
TERMS = [{"ko": "경사하강법", "en": "gradient descent"}, {"ko": "손실", "en": "loss"}]


def edit(client, pack, **change):
    return client.post(reverse("questions:pack_edit", args=[pack.slug]), ABOUT | change)


def test_all_that_a_pack_says_of_itself_is_changed(user_client, pack):
    response = edit(user_client, pack)
    said = Pack.objects.values(*FIELDS, "slug").get()
    assert said == {
        **{"slug": "deep-learning", "language": "en", "languages": ["ko", "en"]},
        **{"title": {"ko": "딥러닝"}, "notes": {"ko": "메모"}, "level": "middle"},
        **{"version": "2", "licence": "MIT", "credit": {"ko": "민지", "en": "Minji"}},
        **{"closing": {"ko": "끝", "en": "The end"}, "terms": TERMS},
    }
    assert response.url == pack.get_absolute_url()


def test_the_form_shows_what_it_takes(user_client, pack):
    edit(user_client, pack)
    before = Pack.objects.values(*FIELDS).get()
    page = user_client.get(reverse("questions:pack_edit", args=[pack.slug]))
    initial = {bound.html_name: bound.value() or "" for bound in page.context["form"]}
    assert initial["terms"] == "경사하강법 = gradient descent\n손실 = loss"
    user_client.post(reverse("questions:pack_edit", args=[pack.slug]), initial)
    assert Pack.objects.values(*FIELDS).get() == before


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title-ko": ""}, "Give the pack a title, in Korean or in English."),
        ({"languages": ["ko"]}, "The main language has to be one of them."),
        ({"languages": []}, "This field is required."),
        ({"level": "guru"}, "Select a valid choice. guru is not one of the available choices."),
        ({"licence": "a\ufffdb"}, "This holds a broken character (U+FFFD). Replace it."),
        ({"terms": "손실 = loss\n드롭아웃"}, "Line 2: write a term as “한국어 = English”."),
        ({"terms": "= loss"}, "Line 1: write a term as “한국어 = English”."),
        ({"terms": "손실 = l\ufffdss"}, "Line 1: write a term as “한국어 = English”."),
    ],
)
def test_what_a_pack_cannot_say_of_itself_is_explained(user_client, pack, change, problem):
    before = Pack.objects.values(*FIELDS).get()
    response = edit(user_client, pack, **change)
    assert response.status_code == 422
    assert problem in " ".join(lines(response))
    assert Pack.objects.values(*FIELDS).get() == before


def test_what_the_check_finds_about_a_pack_is_mended_in_the_form(user_client, pack):
    pack.credit, pack.closing, pack.languages = {"en": "Minji"}, {"en": "The end"}, ["en"]
    pack.save()
    found = {(one.code, one.where) for one in check(contents_of(pack))}
    assert found == {("language_unlisted", "languages")}
    edit(user_client, pack, **{"title-en": "Deep learning", "notes-en": "Notes"})
    assert check(contents_of(Pack.objects.get())) == ()


# Topics


def topics_url(pack):
    return reverse("questions:topics", args=[pack.slug])


def topic_url(what, topic):
    return reverse(f"questions:topic_{what}", args=[topic.pk])


@MANY
def test_the_topics_of_a_pack(user_client, pack, number, django_assert_num_queries):
    for n in range(number):
        make_question(pack=pack, topic=make_topic(pack, f"Topic {n}"))
    with django_assert_num_queries(4):
        response = user_client.get(topics_url(pack))
    assert len(texts(response, "li class=.topic.")) == number
    assert lines(response).count("1 question") == number


def test_a_topic_is_added(user_client, pack):
    response = user_client.post(topics_url(pack), {"title-ko": "활성 함수", "title-en": ""})
    assert pack.topics.get().title == {"ko": "활성 함수"}
    assert response.url == topics_url(pack)


def test_a_topic_needs_a_title(user_client, pack):
    topic = make_topic(pack)
    for url in (topics_url(pack), topic_url("rename", topic)):
        response = user_client.post(url, {"title-ko": "", "title-en": " "})
        assert response.status_code == 422
        assert "Give the topic a title, in Korean or in English." in lines(response)
    assert [t.title for t in pack.topics.all()] == [{"en": "Activations"}]


def test_a_topic_is_renamed(user_client, pack):
    topic = make_topic(pack)
    user_client.post(topic_url("rename", topic), {"title-ko": "", "title-en": "CNN"})
    assert pack.topics.get().title == {"en": "CNN"}


@pytest.mark.parametrize(("by", "order"), [("up", ["b", "a"]), ("down", ["a", "b"])])
def test_a_topic_is_moved_by_one(user_client, pack, by, order):
    make_topic(pack, "a")
    response = user_client.post(topic_url("step", make_topic(pack, "b")), {"by": by})
    assert [str(topic) for topic in pack.topics.all()] == order
    assert response.url == topics_url(pack)


def test_an_empty_topic_is_removed(user_client, pack):
    user_client.post(topic_url("remove", make_topic(pack)))
    assert pack.topics.count() == 0


def test_a_topic_with_questions_stays_and_the_page_says_why(user_client, pack, chain):
    response = user_client.post(topic_url("remove", chain.topic), follow=True)
    assert "This topic still has questions. Move them first." in lines(response)
    assert pack.topics.count() == 1


@pytest.mark.parametrize("what", ["rename", "step", "remove"])
def test_what_changes_a_topic_is_not_done_by_a_link(user_client, pack, what):
    assert user_client.get(topic_url(what, make_topic(pack))).status_code == 405
