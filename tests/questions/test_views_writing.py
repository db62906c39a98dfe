"""The pages on which a question is written."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from questions.card import Card, same_words, unchecked
from questions.models import Question
from tests.factories import make_pack, make_question, make_topic, make_user
from tests.pages import text
from tests.questions.cards import FULL, SVG, as_sent, typed, url
from tests.questions.pages import lines, texts


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


@pytest.fixture
def question(pack):
    return make_question({"ko": "왜 ReLU?", "en": "Why ReLU?"}, pack=pack, **FULL)


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
    assert pack.questions.get(key="q2").card == unchecked(question.card)


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


FILL = "Fill this in, or empty the row."
YEAR = "Sources 1, Year : Ensure this value is greater than or equal to 1600."
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
        {"sources__1__where": "section 3"},
        "Sources 1, Title : Fill this in, or empty the row.",
    ),
    ({"sources__0__year": "1234"}, YEAR),
    ({"facts__0__text": "1 + 1"}, "Computed facts 1, The test that computes it : " + FILL),
    ({"when": "word"}, "Words to listen for, Korean : Write the words to listen for."),
    (
        {"words__en": "kink"},
        "When to ask : Words to listen for go with “When a word falls” only.",
    ),
    (
        {"figure__svg": SVG},
        "Figure, Korean : Say what the picture shows, for those who cannot see it.",
    ),
    (
        {"figure__alt__en": "A kink."},
        "Figure, Picture : Choose the picture that these words describe.",
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


@pytest.mark.parametrize("standing", ["reviewed", "verified", "contested"])
def test_a_checked_card_that_is_edited_is_unverified(user_client, pack, standing):
    check = {"on": "2026-11-28", "by": "Min"}
    checked = make_question("Why?", pack=pack, standing=standing, checked=check)
    page = user_client.get(url("question_edit", checked))
    warning = (
        "Somebody has checked this card. "
        "Any change of its words makes it unverified until somebody checks it again."
    )
    assert warning in lines(page)
    user_client.post(url("question_edit", checked), as_sent(page))
    assert [r.card.standing for r in checked.revisions.all()] == [standing]
    user_client.post(url("question_edit", checked), as_sent(page) | {"prompt-en": "Why so?"})
    assert checked.revisions.first().card == Card(prompt={"en": "Why so?"})


# Figures


def upload(text, name="Kink 2.svg"):
    return SimpleUploadedFile(name, text.encode())


def test_a_picture_is_taken_in_and_kept_through_acts_upon_rows(user_client, question, pack):
    form = as_sent(user_client.get(new_url(pack))) | typed(**{"answer_figure__alt__en": "a kink"})
    form["answer_figure-upload"] = upload(SVG)
    page = user_client.post(new_url(pack), form | {"rows": "add hints"})
    user_client.post(new_url(pack), as_sent(page))
    figure = pack.questions.get(key="q2").card.answer_figure
    assert (figure.file, figure.svg, figure.alt) == ("figures/kink-2.svg", SVG, {"en": "a kink"})


def test_a_picture_is_replaced_and_keeps_its_name(user_client, question):
    other = SVG.replace("M0 4L4 0", "M0 0L4 4")
    form = as_sent(user_client.get(url("question_edit", question)))
    user_client.post(url("question_edit", question), form | {"figure-upload": upload(other)})
    figure = question.revisions.first().card.figure
    assert (figure.file, figure.svg) == ("figures/relu.svg", other)


def test_a_picture_that_nobody_touched_stays_as_it_was_written(user_client, pack):
    written = f"<!-- by hand -->\n{SVG}\n"
    figure = {"file": "figures/a.svg", "svg": written, "alt": {"en": "A kink"}}
    question = make_question("Why?", pack=pack, figure=figure)
    form = as_sent(user_client.get(url("question_edit", question)))
    form["figure-svg"] = form["figure-svg"].replace("\n", "\r\n")
    user_client.post(url("question_edit", question), form)
    assert question.revisions.count() == 1


def test_a_picture_is_removed_with_its_words(user_client, question):
    form = as_sent(user_client.get(url("question_edit", question))) | {"figure-remove": "on"}
    user_client.post(url("question_edit", question), form)
    assert question.revisions.first().card.figure is None


PICTURE = "Figure, Picture : figures/relu.svg"


@pytest.mark.parametrize(
    ("svg", "problem"),
    [
        ("<svg", f"{PICTURE}, line 1: this is not well-formed XML."),
        (
            SVG.replace("<path", "<script/><path"),
            f"{PICTURE}, line 1: <script> is not allowed here.",
        ),
        ("x" * 32001, "Figure, Picture : This picture is larger than 32 KB. Simplify it."),
    ],
)
def test_a_picture_that_is_not_safe_is_not_taken(user_client, question, svg, problem):
    form = as_sent(user_client.get(url("question_edit", question)))
    response = user_client.post(
        url("question_edit", question), form | {"figure-upload": upload(svg)}
    )
    (notice,) = texts(response, "div class=.notice. data-tone=.error.")
    assert (response.status_code, problem in notice) == (422, True)
    assert question.revisions.count() == 1


def test_the_bar_leads_to_every_part_of_the_form(user_client, pack):
    html = user_client.get(new_url(pack)).content.decode()
    parts = re.findall(r'href="#(part-[a-z]+)"', html)
    assert parts == re.findall(r'<section class="card" id="([^"]+)"', html) != []


# The preview


def preview(client, pack, form):
    return client.post(reverse("questions:preview", args=[pack.slug]), form)


def test_the_preview_shows_what_is_typed_and_saves_nothing(user_client, pack, question):
    form = as_sent(user_client.get(url("question_edit", question))) | {"answer-en": "It is *new*"}
    response = preview(user_client, pack, form)
    assert "It is" in text(response, "#preview")
    assert "new" in text(response, "#preview")
    assert question.revisions.count() == 1


def test_without_scripts_a_button_shows_the_preview_on_the_page(user_client, pack):
    form = typed(answer__en="fresh words")
    page = user_client.post(new_url(pack), form | {"rows": "preview"})
    assert (page.status_code, page.context["form"]["answer-en"].value()) == (200, "fresh words")
    assert "fresh words" in text(page, "#preview")


def test_the_preview_says_what_is_wrong(user_client, pack):
    response = preview(user_client, pack, typed(prompt__en="", answer__en="still shown"))
    assert "Prompt, Korean: Write the prompt, in Korean or in English." in remarks(response)
    assert "still shown" in text(response, "#preview")


def test_a_prompt_that_is_missing_is_remarked_once(user_client, pack):
    found = remarks(preview(user_client, pack, typed(prompt__en="")))
    assert [line for line in found if line.startswith("Prompt")] == [
        "Prompt, Korean: Write the prompt, in Korean or in English."
    ]


def remarks(response):
    """Give the remarks of a preview, one each."""
    return response.context["preview"].remarks


BOTH = {"ko": "같은 말", "en": "the same words"}
DOUBTS = [
    (
        {"answer-ko": "$\\frac{1}$", "answer-en": "ok"},
        "Reference answer · Korean: The math “\\frac{1}” cannot be shown: "
        "something is missing at its end.",
    ),
    ({"answer-en": "only English"}, "Reference answer: The text is missing in “Korean”."),
    ({"answer-en": "yes"}, "Key points: An answer needs key points to tick."),
    (
        {"key_points-0-text-en": "slope", "key_points-0-text-ko": "기울기"},
        "Key points: No key point is essential.",
    ),
    (
        {f"anchors-{n}-{language}": words for n in (1, 2) for language, words in BOTH.items()},
        "Anchors 2: The anchor says nearly the same as that for score 1.",
    ),
    ({"sources-0-title": "A book"}, "Sources 1: The source has no year."),
    ({"pitfalls-0-text-en": "<b>x</b>"}, "Pitfalls 1 · English: HTML is shown as text here."),
]


@pytest.mark.parametrize(("change", "remark"), DOUBTS)
def test_the_preview_says_what_is_doubtful_about_a_text(user_client, pack, change, remark):
    found = remarks(preview(user_client, pack, typed() | change))
    assert [line for line in found if line.startswith(remark)], found


def test_the_preview_of_whatever_is_long_comes_soon(user_client, pack):
    same = {f"anchors-{n}-en": "x" * n + "ab" * 8_000 for n in range(1, 5)}
    start = time.process_time()
    found = remarks(preview(user_client, pack, typed() | same))
    assert time.process_time() - start < 5
    assert "Anchors 2: The anchor says nearly the same as that for score 1." in found


def test_the_preview_gives_the_first_remarks_of_many(user_client, pack):
    found = remarks(preview(user_client, pack, typed(answer__en=r"$\frac$ " * 300)))
    assert len(found) == 101
    assert found[-1] == "There are more problems; only the first 100 are listed."


def test_a_card_without_doubts_has_no_remarks(user_client, pack):
    both = {"prompt": "?", "answer": "a", "hints-0": "h", "key_points-0-text": "k"}
    four = {f"anchors-{n}": word for n, word in enumerate(("red", "sky", "map", "joy"), start=1)}
    form = {f"{name}-{code}": word for name, word in (both | four).items() for code in ("ko", "en")}
    form["key_points-0-essential"] = "on"
    assert remarks(preview(user_client, pack, typed() | form)) == ()


# Two at once


@pytest.fixture
def edit(user_client, question):
    """Give a function: Lee saves `theirs` while this user types `mine`; what answers."""

    def both(theirs, **mine):
        form = as_sent(user_client.get(url("question_edit", question))) | {"note": "my note"}
        changed = Card.model_validate({**question.card.model_dump(), **theirs})
        Question.objects.get().revise(changed, author=make_user("Lee Suho"), base=1)
        typed = {name.replace("__", "-"): value for name, value in mine.items()}
        return user_client.post(url("question_edit", question), form | typed)

    return both


def test_two_edits_of_different_parts_are_merged_and_looked_at_before_they_are_saved(
    edit, user_client, question
):
    page = edit({"why": {"en": "depth"}, "minutes": 9}, prompt__en="mine", hints__2__en="my hint")
    assert page.status_code == 409
    assert question.revisions.count() == 2
    assert "Lee Suho saved revision 2 while you were editing" in lines(page)
    assert texts(page, "h3")[:2] == ["Why we ask · English", "Minutes"]
    user_client.post(url("question_edit", question), as_sent(page))
    newest = question.revisions.first()
    assert (newest.number, newest.note) == (3, "my note")
    assert newest.card == Card.model_validate(
        {
            **unchecked(question.card).model_dump(),
            "prompt": {"ko": "왜 ReLU?", "en": "mine"},
            "why": {"en": "depth"},
            "minutes": 9,
            "hints": [{"en": "draw it"}, {"en": "derive it"}, {"en": "my hint"}],
        }
    )


CLASHES = [
    ({"prompt": {"en": "theirs"}}, {"prompt__en": "mine"}, "prompt-en", "theirs", "mine"),
    ({"minutes": 9}, {"minutes": "4"}, "minutes", "9", "4"),
    ({"kind": "code"}, {"kind": "estimate"}, "kind", "Code", "Estimate"),
    (
        {"hints": [{"en": "theirs"}, {"en": "derive it"}]},
        {"hints__0__en": "mine"},
        "hints",
        "theirs derive it",
        "mine derive it",
    ),
    ({"words": {"en": ["bend"]}}, {"words__en": "corner"}, "words-en", "bend", "corner"),
]


@pytest.mark.parametrize(("theirs", "mine", "name", "said", "typed_in"), CLASHES)
@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_where_both_wrote_something_one_of_them_is_chosen(
    edit, user_client, question, theirs, mine, name, said, typed_in, choice
):
    page = edit(theirs, **mine)
    [clash] = page.context["clashes"]
    assert clash.name == name
    assert texts(page, "span class=.as-written.") == [said, typed_in]
    user_client.post(url("question_edit", question), as_sent(page) | {f"choice-{name}": choice})
    newest = question.revisions.first()
    assert newest.number == (2 if choice == "theirs" else 3)
    if choice == "theirs":
        assert same_words(
            newest.card, Card.model_validate({**question.card.model_dump(), **theirs})
        )


def test_nothing_is_saved_while_a_choice_is_open_and_nothing_is_lost(edit, user_client, question):
    page = edit({"prompt": {"en": "theirs"}, "minutes": 9}, prompt__en="mine", minutes="4")
    form = as_sent(page) | {"choice-minutes": "theirs"}
    again = user_client.post(url("question_edit", question), form)
    assert again.status_code == 422
    wrong = "Choose between their words and yours wherever you both wrote."
    assert wrong in lines(again)
    assert [(c.name, c.theirs, c.mine, c.choice) for c in again.context["clashes"]] == [
        ("prompt-en", "theirs", "mine", ""),
        ("minutes", "9", "4", "theirs"),
    ]
    assert (again.context["form"]["minutes"].value(), question.revisions.count()) == ("4", 2)


def test_a_third_edit_that_comes_while_one_chooses_is_merged_as_well(edit, user_client, question):
    page = edit({"prompt": {"en": "theirs"}}, prompt__en="mine")
    third = question.revisions.first().card.model_copy(update={"minutes": 50})
    Question.objects.get().revise(third)
    form = as_sent(page) | {"choice-prompt-en": "mine"}
    again = user_client.post(url("question_edit", question), form)
    assert (again.status_code, again.context["clashes"]) == (409, [])
    user_client.post(url("question_edit", question), as_sent(again))
    newest = question.revisions.first().card
    assert (newest.prompt["en"], newest.minutes) == ("mine", 50)


NONSENSE = [
    "{",
    "[" * 5000,
    "7",
    "null",
    '{"en": 3}',
    '["x"]',
    '{"svg": 3}',
    '"\\ud800"',
    '[{"a": {}}]',
]


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("name", ["hints", "why", "why-en", "kind", "sources", "figure", "evil"])
def test_a_forged_choice_is_refused_or_read_as_text(user_client, question, name, nonsense):
    form = as_sent(user_client.get(url("question_edit", question)))
    form |= {f"theirs-{name}": nonsense, f"choice-{name}": "theirs"}
    assert user_client.post(url("question_edit", question), form).status_code in (302, 422)


def test_a_form_that_does_not_say_what_it_was_based_on_overwrites_nothing(user_client, question):
    response = user_client.post(url("question_edit", question), typed(prompt__en="blind"))
    assert response.status_code == 409
    assert "prompt-en" in [clash.name for clash in response.context["clashes"]]
    assert question.revisions.count() == 1
