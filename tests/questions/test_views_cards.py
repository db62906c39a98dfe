"""The pages of one question: reading it, its revisions, writing it."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from questions.card import Card
from questions.models import Question
from tests.factories import make_pack, make_question, make_topic, make_user
from tests.questions.pages import lines, texts

FULL = {
    "answer": {"ko": "싸다", "en": "It is\n  cheap <b>"},
    "heard": {"ko": "모르겠다"},
    "key_points": [{"text": {"en": "no exp"}}, {"text": {"en": "sparse"}, "essential": False}],
    "hints": [{"en": "draw it"}, {"en": "derive it"}],
    "anchors": {"1": {"en": "everybody does"}, "4": {"en": "knows GELU"}},
    "pitfalls": [{"text": {"en": "zero-centred"}, "why": {"en": "never < 0"}, "ask": {"en": "?"}}],
    "why": {"en": "basics"},
    "sources": ["https://example.com/relu", "Glorot 2011"],
    "kind": "judge",
    "standing": "contested",
    "minutes": 7,
}


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


@pytest.fixture
def question(pack):
    return make_question({"ko": "왜 ReLU?", "en": "Why ReLU?"}, pack=pack, **FULL)


def url(name, question, *more):
    return reverse(f"questions:{name}", args=[question.pk, *more])


def typed(**fields):
    """Give what the form sends for a card with only a prompt, and these fields."""
    form = {"prompt-en": "Why ReLU?", "kind": "explain", "minutes": "3", "standing": "unverified"}
    return form | {name.replace("__", "-"): value for name, value in fields.items()}


def as_sent(response):
    """Give what the form of this page would send as it stands."""
    form = response.context["form"]
    return {
        field.html_name: "on" if field.value() is True else str(field.value() or "")
        for field in form
        if field.value() is not False
    }


# Reading


def test_a_question_shows_its_whole_card(user_client, question):
    assert lines(user_client.get(question.get_absolute_url())) == [
        *("Question bank", "Deep learning", "1", "Why ReLU?", "Contested", "Judge", "7 min"),
        *("Move", "Retire…", "Retire…", "Edit"),
        *("Prompt", "Korean", "왜 ReLU?", "English", "Why ReLU?"),
        *("Reference answer", "Contested", "Korean", "싸다", "English", "It is", "cheap <b>"),
        *("Key points", "no exp", "essential", "sparse"),
        *("Hints", "draw it", "derive it"),
        *("Anchors", "1", "Poor", "everybody does", "4", "Outstanding", "knows GELU"),
        *("Pitfalls", "zero-centred", "Why it is wrong", "never < 0", "Ask back", "?"),
        *("Why we ask", "basics", "Sources", "https://example.com/relu", "Glorot 2011"),
        *("Heard answer", "Unverified"),
        "Somebody once said this. Nobody has checked it: do not score against it.",
        *("모르겠다", "Follow-ups", "Add follow-up"),
        "No follow-ups yet. What would you ask next if the answer is good?",
        *("About", "Standing", "Contested", "the field disagrees: both sides are told"),
        *("Kind", "Judge", "yes or no, and why", "Topic", "No topic", "Key", "q1"),
        *("Revisions", "Revision 1", *revision_time(question)),
        *("Retire this question?", *RETIRING, "Cancel", "Retire"),
    ]


RETIRING = (
    "Kits and the search leave it out from now on. "
    "Interviews that have started keep their own copy.",
    "Its words and revisions stay, and it can be restored.",
)


def revision_time(question):
    return [date_format(localtime(question.current.created_at), "SHORT_DATETIME_FORMAT")]


def test_line_breaks_are_kept(user_client, question):
    assert (
        "<p>It is<br>\ncheap &lt;b&gt;</p>"
        in user_client.get(url("question", question)).content.decode()
    )


def test_a_question_says_where_it_stands(user_client, question):
    first = make_question("Why non-linear?", parent=question)
    make_question("And then?", parent=first)
    make_question("Bias?", parent=question)
    response = user_client.get(first.get_absolute_url())
    assert texts(response, "nav class=.crumbs.") == ["Question bank Deep learning 1 Why ReLU?"]
    assert texts(response, "a class=.tree-item.") == ["1.1.1 And then? Unverified"]
    assert texts(response, "a rel=.prev.") == ["1 Why ReLU?"]
    assert texts(response, "a rel=.next.") == ["1.1.1 And then?"]


def test_a_bare_prompt_says_what_to_write_next(user_client):
    response = user_client.get(make_question({"ko": "왜?"}).get_absolute_url())
    assert "Only the prompt so far" in lines(response)
    assert "Korean only" in lines(response)


@pytest.mark.parametrize("number", [1, 3])
def test_a_question_takes_as_many_queries_whatever_hangs_on_it(
    user_client, question, number, django_assert_num_queries
):
    for n in range(number):
        make_question(f"and {n}?", parent=question)
        question.revise(question.card.model_copy(update={"minutes": n + 1}), author=make_user())
    with django_assert_num_queries(5):
        response = user_client.get(question.get_absolute_url())
    assert len(texts(response, "li class=.rows-item.")) == number + 1


def test_only_the_latest_revisions_are_shown_at_once(user_client, question):
    for n in range(10):
        question.revise(question.card.model_copy(update={"minutes": n + 10}))
    assert "3 older revisions" in lines(user_client.get(question.get_absolute_url()))


def test_a_revision_shows_what_it_changed(user_client, user, question):
    before = question.card
    after = before.model_copy(update={"answer": {"en": "It is\n  fast <b>"}, "kind": "code"})
    question.revise(after, author=user, note="clearer")
    response = user_client.get(url("revision", question, 2))
    markup = response.content.decode()
    assert "It is\n  <del>cheap</del><ins>fast</ins> &lt;b&gt;" in markup
    assert "<del>싸다</del>" in markup
    assert "<del>Judge</del><ins>Code</ins>" in markup
    assert texts(response, "h3") == [
        "Reference answer · Korean",
        "Reference answer · English",
        "Kind",
    ]
    assert "clearer" in lines(response)


def test_the_first_revision_is_shown_in_full(user_client, question):
    response = user_client.get(url("revision", question, 1))
    assert "The first revision: the card as it came into the bank." in lines(response)
    assert "derive it" in lines(response)


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_a_revision_that_does_not_exist_is_not_found(user_client, question, number):
    assert user_client.get(url("revision", question, number)).status_code == 404


# Writing a new question


def new_url(pack, query=""):
    return reverse("questions:question_new", args=[pack.slug]) + query


def test_the_prompt_is_all_that_a_question_needs(user_client, user, pack):
    response = user_client.post(new_url(pack), typed(prompt__ko=" 왜?\r\n", prompt__en=""))
    question = pack.questions.get()
    assert question.card == Card(prompt={"ko": "왜?"})
    assert question.current.author == user
    assert (response.status_code, response.url) == (302, question.get_absolute_url())


def test_a_whole_card_is_written(user_client, pack):
    question = make_question({"ko": "왜 ReLU?"}, pack=pack, **FULL)
    form = as_sent(user_client.get(url("question_edit", question)))
    user_client.post(new_url(pack), form)
    assert pack.questions.get(key="q2").card == question.card


def test_a_root_question_goes_to_its_topic(user_client, pack):
    topic = make_topic(pack)
    page = user_client.get(new_url(pack, f"?topic={topic.pk}"))
    assert f'<option value="{topic.pk}" selected>Activations</option>' in page.content.decode()
    user_client.post(new_url(pack), typed(topic=topic.pk))
    assert pack.questions.get().topic == topic


def test_a_topic_of_another_pack_is_refused(user_client, pack):
    assert user_client.post(new_url(pack), typed(topic=make_topic().pk)).status_code == 422
    assert not pack.questions.exists()


def test_a_follow_up_goes_below_its_parent(user_client, question):
    query = f"?parent={question.pk}"
    page = user_client.get(new_url(question.pack, query))
    assert texts(page, "p class=.page-lede.") == ["Asked after: Why ReLU?"]
    user_client.post(new_url(question.pack, query), typed(prompt__en="And then?"))
    assert question.follow_ups.get().prompt == "And then?"


def test_a_follow_up_that_would_stand_too_deep_is_not_written_and_kept_in_the_form(
    user_client, question
):
    deepest = question
    for _level in range(2, 33):
        deepest = make_question("deeper", parent=deepest)
    address = reverse("questions:question_new", args=[question.pack.slug])

    response = user_client.post(f"{address}?parent={deepest.pk}", typed(prompt__en="Too deep?"))

    assert response.status_code == 422
    assert "There would be more than 32 levels here. Choose a place further up." in lines(response)
    assert response.context["form"]["prompt-en"].value() == "Too deep?"
    assert question.pack.questions.count() == 32


@pytest.mark.parametrize("act", ["up hints ٣", f"up hints {'9' * 5000}"])
def test_an_act_upon_no_row_changes_nothing(user_client, question, act):
    form = as_sent(user_client.get(url("question_edit", question)))
    response = user_client.post(url("question_edit", question), form | {"rows": act})
    assert as_sent(response) == form


def test_a_retired_question_or_one_of_another_pack_takes_no_follow_up(user_client, question):
    elsewhere = make_question()
    question.retire()
    for parent in (question, elsewhere):
        query = f"?parent={parent.pk}"
        assert user_client.post(new_url(question.pack, query), typed()).status_code == 404
    assert Question.objects.count() == 2


PROBLEMS = [
    (
        {"prompt__en": " "},
        "Prompt, Korean : Write the prompt, in Korean or in English.",
    ),
    (
        {"pitfalls__0__why__en": "because"},
        "Pitfalls 1, Korean : Write the wrong answer itself, or empty the whole pitfall.",
    ),
    (
        {"hints__0__ko": "", "hints__1__ko": "가" * 6000},
        "Hints 2, Korean : This is longer than 16 KB. Shorten it, or make a follow-up of a part.",
    ),
    (
        {"key_points__3__text__en": "a\ufffd"},
        "Key points 1, English : This holds a broken character (U+FFFD). Replace it.",
    ),
    ({"anchors__2__en": "a\0"}, "Anchors 2, English : Null characters are not allowed."),
    ({"minutes": "0"}, "Minutes : Ensure this value is greater than or equal to 1."),
    ({"minutes": "soon"}, "Minutes : Enter a whole number."),
    (
        {"standing": "verified"},
        "Standing : Select a valid choice. verified is not one of the available choices.",
    ),
]


@pytest.mark.parametrize(("change", "problem"), PROBLEMS)
def test_what_is_wrong_is_said_and_nothing_is_saved(user_client, question, change, problem):
    sent = typed(**{"prompt__ko": "다른 말", "base": "1", **change})
    if change == PROBLEMS[0][0]:
        sent["prompt-ko"] = ""
    for address in (new_url(question.pack), url("question_edit", question)):
        response = user_client.post(address, sent)
        assert response.status_code == 422
        (notice,) = texts(response, "div class=.notice. data-tone=.error.")
        assert notice == f"Not saved yet. What you typed is still here. {problem}"
    assert question.revisions.count() == Question.objects.count() == 1


def test_what_was_typed_is_still_there_after_an_error(user_client, pack):
    response = user_client.post(new_url(pack), typed(prompt__en="", hints__4__en="<draw>"))
    assert "&lt;draw&gt;</textarea>" in response.content.decode()


# Rows


def test_a_row_is_added_and_nothing_is_saved_or_lost(user_client, question):
    form = as_sent(user_client.get(url("question_edit", question))) | {"prompt-en": "typed"}
    response = user_client.post(url("question_edit", question), form | {"rows": "add hints"})
    assert response.status_code == 200
    after = as_sent(response)
    assert {name: after[name] for name in form} == form
    assert set(after) - set(form) == {"hints-3-ko", "hints-3-en"}
    assert "autofocus" in response.content.decode().split('name="hints-3-ko"')[1].split(">")[0]
    assert question.revisions.count() == 1


@pytest.mark.parametrize(
    ("act", "hints"),
    [
        ("up hints 1", ["derive it", "draw it", ""]),
        ("down hints 0", ["derive it", "draw it", ""]),
        ("up hints 0", ["draw it", "derive it", ""]),
        ("remove hints 0", ["derive it", ""]),
        ("remove hints 9", ["draw it", "derive it", ""]),
        ("explode hints", ["draw it", "derive it", ""]),
        ("up prompt -1", ["draw it", "derive it", ""]),
    ],
)
def test_rows_are_moved_and_removed(user_client, question, act, hints):
    form = as_sent(user_client.get(url("question_edit", question)))
    after = as_sent(user_client.post(url("question_edit", question), form | {"rows": act}))
    assert [after[name] for name in after if name.startswith("hints") and "en" in name] == hints


# Editing


def test_an_edit_makes_a_revision(user_client, user, question):
    form = as_sent(user_client.get(url("question_edit", question)))
    form |= {"prompt-en": "Why ReLU at all?", "note": "sharper", "hints-0-en": ""}
    response = user_client.post(url("question_edit", question), form, follow=True)
    revision = question.revisions.first()
    assert (revision.number, revision.note, revision.author) == (2, "sharper", user)
    assert revision.card.prompt == {"ko": "왜 ReLU?", "en": "Why ReLU at all?"}
    assert revision.card.hints == ({"en": "derive it"},)
    assert revision.card.key_points == question.card.key_points
    assert "Saved as revision 2." in lines(response)


def test_equal_words_make_no_revision_and_the_page_says_so(user_client, question):
    form = as_sent(user_client.get(url("question_edit", question)))
    response = user_client.post(url("question_edit", question), form, follow=True)
    assert "Nothing was different, so no revision was made." in lines(response)
    assert question.revisions.count() == 1


@pytest.fixture
def verified(pack):
    return make_question("Why?", pack=pack, standing="verified")


def test_a_verified_card_that_is_edited_is_unverified(user_client, verified):
    page = user_client.get(url("question_edit", verified))
    warning = (
        "This card is verified. Any change makes it unverified until somebody checks it again."
    )
    assert warning in lines(page)
    user_client.post(url("question_edit", verified), as_sent(page) | {"prompt-en": "Why so?"})
    assert verified.revisions.first().card == Card(prompt={"en": "Why so?"})


def test_a_verified_card_that_is_saved_unchanged_stays_verified(user_client, verified):
    user_client.post(
        url("question_edit", verified), as_sent(user_client.get(url("question_edit", verified)))
    )
    assert [r.card.standing for r in verified.revisions.all()] == ["verified"]


def test_an_earlier_revision_can_be_taken_up_again(user_client, question):
    question.revise(Card(prompt={"en": "worse"}))
    page = user_client.get(url("question_edit", question) + "?from=1")
    assert as_sent(page)["note"] == "Back to revision 1"
    user_client.post(url("question_edit", question), as_sent(page))
    first, _second, third = reversed(question.revisions.all())
    assert (third.number, third.card) == (3, first.card)


# Two at once


@pytest.fixture
def conflict(user_client, question):
    """What answers when Lee saved while this user was typing."""
    form = as_sent(user_client.get(url("question_edit", question)))
    theirs = question.card.model_copy(update={"why": {"en": "basics of depth"}})
    Question.objects.get().revise(theirs, author=make_user("Lee Suho"), base=1)
    form |= {"prompt-en": "mine", "hints-2-en": "my hint", "note": "my note"}
    return user_client.post(url("question_edit", question), form)


def test_a_conflict_overwrites_nothing(conflict, question):
    assert conflict.status_code == 409
    assert [r.card.prompt["en"] for r in question.revisions.all()] == ["Why ReLU?", "Why ReLU?"]


def test_a_conflict_shows_what_changed_meanwhile(conflict):
    assert "Lee Suho saved revision 2 while you were editing" in lines(conflict)
    assert "basics<ins> of depth</ins>" in conflict.content.decode()
    assert texts(conflict, "h3") == [
        "Why we ask · English",
        "Prompt · English",
        "Hints · English",
        "Why we ask · English",
    ]


def test_a_conflict_keeps_what_was_typed_and_can_be_saved_on_top(conflict, user_client, question):
    kept = as_sent(conflict)
    assert (kept["prompt-en"], kept["hints-2-en"], kept["note"]) == ("mine", "my hint", "my note")
    assert "Save on top of revision 2" in lines(conflict)
    user_client.post(url("question_edit", question), kept)
    newest = question.revisions.first()
    assert (newest.number, newest.card.prompt["en"], newest.note) == (3, "mine", "my note")


def test_a_form_that_does_not_say_what_it_was_based_on_overwrites_nothing(user_client, question):
    response = user_client.post(url("question_edit", question), typed(prompt__en="blind"))
    assert response.status_code == 409
    assert question.revisions.count() == 1
