"""The pages of one question: reading it, its revisions, writing it."""

import pytest
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime

from questions.card import Card, unchecked
from questions.tree import walk
from tests.factories import make_pack, make_question, make_user
from tests.questions.cards import FULL, SVG, url
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
        *("More", "Move", "Duplicate", "Retire…", "Retire…", "Edit"),
        *("Prompt", "Korean", "왜 ReLU?", "English", "Why ReLU?"),
        *("Reference answer", "Contested", "Korean", "싸다", "English", "It is", "cheap <b>"),
        *("Key points", "no exp", "essential", "sparse"),
        *("Hints", "draw it", "derive it"),
        *("Anchors", "1", "Poor", "everybody does", "4", "Outstanding", "knows GELU"),
        *("Pitfalls", "zero-centred", "Why it is wrong", "never < 0", "Ask back", "?"),
        *("Recited?", "and with bias?", "Somebody who understands says:", "it still is"),
        *("Why we ask", "basics", "Sources", "https://example.com/relu"),
        "Glorot (2011). Rectifiers. section 3.1",
        *("Computed facts", "relu(-1) = 0", "tests/facts/test_relu.py::test_zero"),
        *("Heard answer", "Unverified"),
        "Somebody once said this. Nobody has checked it: do not score against it.",
        *("모르겠다", "Follow-ups", "Add follow-up"),
        "No follow-ups yet. What would you ask next if the answer is good?",
        *("Review", "Contested", "Written", "from a pack or an outline", today(question)),
        *("Contested", "from a pack or an outline", today(question)),
        "Looked at again, the card counts as reviewed until it is held against its sources anew.",
        *("Review again", "Something is outdated…", "What, and since when?", "Mark as outdated"),
        *("About", "Kind", "Judge", "yes or no, and why"),
        *("Level", "Middle", "after some years of practice"),
        *("When to ask", "When a word falls", "희소, 꺾임", "kink"),
        *("Topic", "No topic", "Key", "q1"),
        *("Usage", "Which kits, how often, when last"),
        *("Revisions", "Revision 1", *revision_time(question)),
        *("Retire this question?", *RETIRING, "Cancel", "Retire"),
    ]


RETIRING = (
    "Kits and the search leave it out from now on. "
    "Interviews that have started keep their own copy.",
    "Its words and revisions stay, and it can be restored.",
)


def revision_time(question):
    when = localtime(question.current.created_at)
    return [f"{date_format(when)} {time_format(when)}"]


def today(question):
    return date_format(localtime(question.current.created_at), "DATE_FORMAT")


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


@pytest.mark.parametrize(
    "parts",
    [
        {"facts": FULL["facts"]},
        {"answer_figure": FULL["figure"]},
    ],
)
def test_a_card_with_anything_on_it_shows_it(user_client, parts):
    page = user_client.get(make_question("Why?", **parts).get_absolute_url())
    assert "Only the prompt so far" not in lines(page)
    shown = "relu(-1) = 0" in lines(page), 'aria-label="A kink at 0."' in page.content.decode()
    assert shown == ("facts" in parts, "answer_figure" in parts)


@pytest.mark.parametrize("number", [1, 3])
def test_a_question_takes_as_many_queries_whatever_hangs_on_it(
    user_client, question, number, django_assert_num_queries
):
    for n in range(number):
        make_question(f"and {n}?", parent=question)
        question.revise(question.card.model_copy(update={"minutes": n + 1}), author=make_user())
    with django_assert_num_queries(6):
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


def test_a_revision_says_codes_in_words_and_shows_both_pictures(user_client, question):
    before = question.card
    other = before.figure.model_copy(update={"svg": SVG.replace("M0 4L4 0", "M0 0L4 4")})
    changed = {"level": "senior", "when": "always", "words": {}, "figure": other}
    question.revise(before.model_copy(update=changed))
    response = user_client.get(url("revision", question, 2))
    markup = response.content.decode()
    assert "<del>Middle</del><ins>Senior</ins>" in markup
    assert "<del>When a word falls</del><ins>Always</ins>" in markup
    assert texts(response, "h3")[:6] == [
        *("Figure", "Level", "When to ask"),
        *("Words to listen for · Korean", "Words to listen for · English", "Figure"),
    ]
    old, new = texts(response, "p class=.language.")[:2]
    assert (old, new) == ("Before", "After")
    assert (markup.count("M0 4L4 0"), markup.count("M0 0L4 4")) == (1, 2)


def test_the_first_revision_is_shown_in_full(user_client, question):
    response = user_client.get(url("revision", question, 1))
    assert "The first revision: the card as it came into the bank." in lines(response)
    assert "derive it" in lines(response)


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_a_revision_that_does_not_exist_is_not_found(user_client, question, number):
    assert user_client.get(url("revision", question, number)).status_code == 404


# Going back


def restored(client, question, number, base):
    path = url("revision_restore", question, number)
    return client.post(path, {"base": base}, follow=True)


def test_the_words_of_an_earlier_revision_are_brought_back_by_one_button(
    user_client, user, question
):
    question.revise(Card(prompt={"en": "worse"}))
    page = user_client.get(url("revision", question, 1))
    assert "Go back to these words" in lines(page)
    response = restored(user_client, question, 1, base=2)
    first, _second, third = reversed(question.revisions.all())
    assert (third.number, third.note, third.author) == (3, "Back to revision 1", user)
    assert third.card == unchecked(first.card)
    assert "The words of revision 1 hold again." in lines(response)


def test_nothing_is_brought_back_over_a_revision_that_was_not_seen(user_client, question):
    question.revise(Card(prompt={"en": "worse"}))
    question.revise(Card(prompt={"en": "better"}))
    response = restored(user_client, question, 1, base=2)
    assert "Somebody saved another revision meanwhile. Look at it first." in lines(response)
    assert question.revisions.count() == 3


# Reviewing


def judged(client, question, **sent):
    sent = {"base": question.revisions.first().number, **sent}
    return client.post(url("question_review", question), sent, follow=True)


def steps(response):
    return texts(response, "li data-done")


def test_a_question_is_reviewed_then_verified_on_its_page(user_client, user, pack):
    question = make_question("Why?", pack=pack, sources=["Glorot 2011", "He 2015"])
    question.revise(question.card.model_copy(update={"minutes": 4}), author=make_user("Lee Suho"))
    day = today(question)
    page = user_client.get(question.get_absolute_url())
    assert steps(page) == [f"Written Lee Suho {day}"]
    assert "I have read it: reviewed" in lines(page)
    page = judged(user_client, question, act="review")
    assert "The card is now: Reviewed." in lines(page)
    assert steps(page) == [f"Written Lee Suho {day}", f"Reviewed Kim Minji {day}"]
    assert texts(page, "label class=.choice.") == ["Glorot 2011", "He 2015"]
    page = judged(user_client, question, act="verify", against="He 2015")
    assert steps(page)[2:] == [f"Verified Kim Minji {day} He 2015"]
    assert question.revisions.first().author == user


def test_ones_own_words_wait_for_somebody_else(user_client, user, pack):
    make_user("Lee Suho")
    question = pack.add_question(Card(prompt={"en": "Why?"}), author=user)
    page = user_client.get(question.get_absolute_url())
    assert "You wrote these words. Somebody else has to review them." in lines(page)
    assert "I have read it: reviewed" not in lines(page)
    assert "Somebody else has to review what you wrote." in lines(
        judged(user_client, question, act="review")
    )
    assert question.revisions.count() == 1


def test_who_keeps_the_bank_alone_is_told_so(user_client, user, pack):
    question = pack.add_question(Card(prompt={"en": "Why?"}), author=user)
    page = user_client.get(question.get_absolute_url())
    alone = (
        "You wrote these words and keep this bank alone, so you review them yourself, "
        "and the card says so. Read it as a stranger would."
    )
    assert alone in lines(page)
    said = "Reviewed by their author: nobody else keeps this bank."
    assert said in lines(judged(user_client, question, act="review"))
    page = user_client.get(question.get_absolute_url(), headers={"Accept-Language": "ko"})
    assert "쓴 사람이 직접 검토함: 이 질문 은행을 관리하는 사람이 혼자임" in lines(page)


REFUSED = [
    ({"act": "verify"}, "Tick at least one source that you held the card against."),
    (
        {"act": "contest", "against": "a"},
        "Tick the sources of both sides: a dispute has at least two.",
    ),
    ({"act": "outdate"}, "Say what is outdated, so that somebody can mend it."),
    ({"act": "review"}, "Somebody was faster: the question stands elsewhere now."),
    ({"act": "explode"}, "Somebody was faster: the question stands elsewhere now."),
    (
        {"act": "outdate", "note": "x", "base": "0"},
        "The card was changed while you were reading it. Read it again.",
    ),
]


@pytest.mark.parametrize(("sent", "message"), REFUSED)
def test_a_step_that_cannot_be_taken_says_why(user_client, pack, sent, message):
    question = make_question("Why?", pack=pack, standing="reviewed", sources=["a", "b"])
    assert message in lines(judged(user_client, question, **sent))
    assert question.revisions.count() == 1


def test_a_card_without_sources_says_what_it_lacks(user_client, pack):
    question = make_question("Why?", pack=pack, standing="reviewed")
    page = user_client.get(question.get_absolute_url())
    assert "This card names no source to hold it against. Add one first." in lines(page)


def test_what_is_outdated_says_why_and_waits_for_a_review(user_client, pack):
    question = make_question("Why?", pack=pack, standing="verified")
    page = judged(user_client, question, act="outdate", note="Keras 3")
    assert steps(page)[-1].endswith("Keras 3")
    assert "I have read it: reviewed" in lines(page)


@pytest.mark.parametrize("standing", ["verified", "contested"])
def test_what_is_settled_is_read_again_on_its_page_and_then_held_against_its_sources(
    user_client, pack, standing
):
    check = {"on": "2020-01-01", "by": "Min"}
    question = make_question("Why?", pack=pack, standing=standing, checked=check, sources=["a"])
    page = user_client.get(question.get_absolute_url())
    assert "Review again" in lines(page)
    assert "I have read it: reviewed" not in lines(page)
    page = judged(user_client, question, act="review")
    assert "Review again" not in lines(page)
    assert [step.split()[0] for step in steps(page)] == ["Written", "Reviewed"]
    assert texts(page, "label class=.choice.") == ["a"]


# Duplicating


@pytest.mark.parametrize(
    ("sent", "tree"),
    [
        ({}, ["1 Why ReLU?", "1.1 And?", "1.1.1 So?", "2 Why ReLU?", "3 SGD?"]),
        (
            {"follow_ups": "yes"},
            [
                *("1 Why ReLU?", "1.1 And?", "1.1.1 So?"),
                *("2 Why ReLU?", "2.1 And?", "2.1.1 So?", "3 SGD?"),
            ],
        ),
    ],
)
def test_a_question_is_duplicated_with_or_without_what_is_below_it(
    user_client, user, question, sent, tree
):
    follow_up = make_question("And?", parent=question, standing="verified")
    make_question("So?", parent=follow_up)
    make_question("Gone?", parent=follow_up).retire()
    make_question("SGD?", pack=question.pack)
    response = user_client.post(url("question_duplicate", question), sent)
    copy = question.pack.questions.get(key="q1-copy")
    assert response.url == copy.get_absolute_url()
    assert copy.card == unchecked(question.card)
    assert (copy.current.note, copy.current.author) == ("Copy of q1", user)
    assert [
        f"{node.path} {node.item.prompt['en']}"
        for node in walk(question.pack.tree())
        if node.numbered
    ] == tree
    page = user_client.get(copy.get_absolute_url())
    link = f'This is a copy of <a href="{question.get_absolute_url()}">1</a>.'
    assert link in page.content.decode()
    copies = question.pack.questions.filter(current__note__startswith="Copy of")
    assert {copy.card.standing for copy in copies} == {"unverified"}
