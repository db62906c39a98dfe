"""The pages of one question: reading it, its revisions, writing it."""

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localtime

from tests.factories import make_pack, make_question, make_user
from tests.questions.cards import FULL, url
from tests.questions.pages import lines, texts


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


@pytest.fixture
def question(pack):
    return make_question({"ko": "왜 ReLU?", "en": "Why ReLU?"}, pack=pack, **FULL)


# Reading


def test_a_question_shows_its_whole_card(user_client, question):
    assert lines(user_client.get(question.get_absolute_url())) == [
        *("Question bank", "Deep learning", "1", "Why ReLU?", "Contested", "Judge", "7 min"),
        *("Move", "Retire…", "Retire…", "Edit"),
        *("Prompt", "Korean", "왜 ReLU?", "English", "Why ReLU?"),
        *("Reference answer", "Contested", "Korean", "싸다", "English", "It is cheap <b>"),
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


def test_line_breaks_and_spaces_are_kept(user_client, question):
    assert "It is\n  cheap &lt;b&gt;" in user_client.get(url("question", question)).content.decode()


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
