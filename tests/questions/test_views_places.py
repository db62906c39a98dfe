"""Moving, stepping, retiring and restoring a question."""

import pytest
from django.urls import reverse

from questions import tree
from questions.views.surroundings import not_placed
from tests.factories import make_pack, make_question, make_topic
from tests.questions.pages import lines, texts


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


@pytest.fixture
def root(pack):
    root = make_question("relu", pack=pack)
    make_question("why", parent=make_question("non-linear", parent=root))
    make_question("bias", parent=root)
    make_question("sgd", pack=pack)
    return root


def ask(pack, prompt):
    return pack.questions.get(current__content__prompt={"en": prompt})


def url(name, question):
    return reverse(f"questions:question_{name}", args=[question.pk])


def outline(pack):
    return [f"{n.path} {n.item.prompt['en']}" for n in tree.walk(pack.tree())]


BEFORE = ["1 relu", "1.1 non-linear", "1.1.1 why", "1.2 bias", "2 sgd"]


# Moving


def options(response):
    return [" ".join(text.split()) for text in texts(response, "option")]


def test_a_question_can_go_anywhere_but_below_itself(user_client, pack, root):
    make_topic(pack)
    response = user_client.get(url("move", ask(pack, "non-linear")))
    assert options(response) == [
        *("Root question without a topic", "Root question in Activations"),
        *("1 relu", "1.2 bias", "2 sgd"),
        *("First", "After 1.2 bias"),
    ]
    assert texts(response, "option value=.question:[0-9]+. selected") == ["1 relu"]
    assert texts(response, "option value=.first. selected") == ["First"]


def test_the_positions_are_those_under_what_was_chosen(user_client, pack, root):
    response = user_client.get(url("move", ask(pack, "bias")) + f"?under=question:{root.pk}")
    assert options(response)[-2:] == ["First", "After 1.1 non-linear"]
    response = user_client.get(url("move", ask(pack, "bias")) + "?under=topic:")
    assert options(response)[-3:] == ["First", "After 1 relu", "After 2 sgd"]
    assert texts(response, "option value=.[0-9]+. selected") == ["After 2 sgd"]


def test_a_question_is_moved_with_what_is_below(user_client, pack, root):
    moved, sgd = ask(pack, "non-linear"), ask(pack, "sgd")
    response = user_client.post(
        url("move", moved), {"under": f"question:{sgd.pk}", "after": "first"}
    )
    assert outline(pack) == ["1 relu", "1.1 bias", "2 sgd", "2.1 non-linear", "2.1.1 why"]
    assert response.url == moved.get_absolute_url()


def test_a_follow_up_becomes_a_root_of_a_topic(user_client, pack, root):
    topic, moved = make_topic(pack), ask(pack, "non-linear")
    user_client.post(url("move", moved), {"under": f"topic:{topic.pk}", "after": "first"})
    assert outline(pack) == ["1 relu", "1.1 bias", "2 sgd", "3 non-linear", "3.1 why"]
    assert ask(pack, "why").topic == topic


def test_a_position_counts_retired_siblings(user_client, pack, root):
    ask(pack, "non-linear").retire()
    new = make_question("new", parent=root)
    after = {"under": f"question:{root.pk}", "after": ask(pack, "bias").pk}
    user_client.post(url("move", new), after)
    assert outline(pack)[3:5] == ["1.1 bias", "1.2 new"]


@pytest.mark.parametrize(
    ("under", "after", "problem"),
    [
        ("why", "first", "Select a valid choice."),
        ("relu", "sgd", "That question does not stand there. Choose the position again."),
        ("elsewhere", "first", "Select a valid choice."),
        ("relu", "", "This field is required."),
    ],
)
def test_a_place_that_there_is_not_is_refused(user_client, pack, root, under, after, problem):
    pks = {question.prompt: question.pk for question in pack.questions.all()}
    pks["elsewhere"] = make_question("elsewhere").pk
    place = {"under": f"question:{pks[under]}", "after": pks.get(after, after)}
    response = user_client.post(url("move", ask(pack, "non-linear")), place)
    assert response.status_code == 422
    assert problem in " ".join(lines(response))
    assert outline(pack) == BEFORE


def test_a_place_that_is_too_deep_is_refused_with_what_to_do(user_client, pack, root):
    deepest = ask(pack, "sgd")
    for _level in range(2, 33):
        deepest = make_question("deeper", parent=deepest)
    place = {"under": f"question:{deepest.pk}", "after": "first"}
    response = user_client.post(url("move", ask(pack, "bias")), place)
    assert response.status_code == 422
    assert "There would be more than 32 levels here. Choose a place further up." in lines(response)
    assert ask(pack, "bias").parent == root


# One step


@pytest.mark.parametrize(("prompt", "by"), [("bias", "up"), ("non-linear", "down")])
def test_a_step_leads_back_to_the_pack(user_client, pack, root, prompt, by):
    question = ask(pack, prompt)
    response = user_client.post(url("step", question), {"by": by})
    assert outline(pack) == ["1 relu", "1.1 bias", "1.2 non-linear", "1.2.1 why", "2 sgd"]
    assert response.url == f"/packs/deep-learning/?arrange=1#q{question.pk}"


def test_a_step_leads_back_to_the_question_it_was_made_on(user_client, pack, root):
    response = user_client.post(url("step", ask(pack, "bias")), {"by": "up", "page": root.pk})
    assert response.url == root.get_absolute_url()


@pytest.mark.parametrize("page", ["٣", "x", "9" * 30])
def test_a_step_made_on_no_page_leads_back_to_the_pack(user_client, pack, root, page):
    question = ask(pack, "bias")
    response = user_client.post(url("step", question), {"by": "up", "page": page})
    assert response.url == f"/packs/deep-learning/?arrange=1#q{question.pk}"


def test_arrows_are_shown_for_arranging_only(user_client, pack, root):
    reading = user_client.get(pack.get_absolute_url()).content.decode()
    arranging = user_client.get(pack.get_absolute_url() + "?arrange=1").content.decode()
    assert "Move 1.1 up" not in reading
    assert arranging.count('value="up"') == arranging.count('value="down"') == 5
    assert arranging.count('aria-disabled="true"') == 6


# Retiring


def test_retiring_asks_first(user_client, pack, root):
    response = user_client.get(url("retire", root))
    assert "3 follow-ups below it go out of use with it." in lines(response)
    assert outline(pack) == BEFORE


def test_a_question_is_retired_and_restored(user_client, pack, root):
    question = ask(pack, "non-linear")
    retired = user_client.post(url("retire", question), follow=True)
    assert "Retired. It can be restored at any time." in lines(retired)
    assert "It is not asked any more, and neither is what stands below it." in lines(retired)
    assert outline(pack)[1:3] == ["1.– non-linear", "1.–.1 why"]
    restored = user_client.post(url("restore", question), follow=True)
    assert "Restored to its place." in lines(restored)
    assert outline(pack) == BEFORE


def test_a_question_below_a_retired_one_says_why_it_is_out_of_use(user_client, pack, root):
    ask(pack, "non-linear").retire()
    page = lines(user_client.get(ask(pack, "why").get_absolute_url()))
    assert page[page.index("Out of use.") :][:3] == [
        "Out of use.",
        "A question above it is retired:",
        "non-linear",
    ]


@pytest.mark.parametrize("name", ["step", "restore", "duplicate", "review"])
def test_a_link_changes_nothing_and_leads_to_the_question(user_client, pack, root, name):
    response = user_client.get(url(name, root))
    assert (response.status_code, response.url) == (302, root.get_absolute_url())
    assert outline(pack) == BEFORE
    assert user_client.put(url(name, root)).status_code == 405


def test_a_link_does_not_go_back_to_an_earlier_revision(user_client, root):
    address = reverse("questions:revision_restore", args=[root.pk, 1])
    assert user_client.get(address).url == root.get_absolute_url()


# Dropping


def put(client, pack, item, at, of, **more):
    sent = {"item": item.pk, "at": at, "of": of.pk, **more}
    return client.post(reverse("questions:question_put", args=[pack.slug]), sent, follow=True)


@pytest.mark.parametrize(
    ("item", "at", "of", "after"),
    [
        ("sgd", "before", "bias", ["1 relu", "1.1 non-linear", "1.1.1 why", "1.2 sgd", "1.3 bias"]),
        (
            "sgd",
            "before",
            "relu",
            ["1 sgd", "2 relu", *("2.1 non-linear", "2.1.1 why", "2.2 bias")],
        ),
        ("bias", "after", "relu", ["1 relu", "1.1 non-linear", "1.1.1 why", "2 bias", "3 sgd"]),
        (
            "bias",
            "before",
            "non-linear",
            ["1 relu", "1.1 bias", "1.2 non-linear", "1.2.1 why", "2 sgd"],
        ),
        (
            "bias",
            "inside",
            "non-linear",
            ["1 relu", "1.1 non-linear", "1.1.1 why", "1.1.2 bias", "2 sgd"],
        ),
        (
            "non-linear",
            "inside",
            "sgd",
            ["1 relu", "1.1 bias", "2 sgd", "2.1 non-linear", "2.1.1 why"],
        ),
        ("why", "after", "sgd", ["1 relu", "1.1 non-linear", "1.2 bias", "2 sgd", "3 why"]),
    ],
)
def test_a_question_is_put_beside_or_inside_another_one(
    user_client, pack, root, item, at, of, after
):
    response = put(user_client, pack, ask(pack, item), at, ask(pack, of))
    assert outline(pack) == after
    assert response.redirect_chain[0][0] == f"/packs/deep-learning/?arrange=1#q{ask(pack, item).pk}"


def test_a_question_that_is_put_beside_one_of_another_topic_takes_on_that_topic(
    user_client, pack, root
):
    topic = make_topic(pack)
    other = make_question("cnn", pack=pack, topic=topic)
    put(user_client, pack, ask(pack, "bias"), "after", other)
    assert ask(pack, "bias").topic == topic


@pytest.mark.parametrize(("of", "at"), [("why", "inside"), ("bias", "before"), ("relu", "after")])
def test_a_drop_below_itself_is_refused_and_says_why(user_client, pack, root, of, at):
    response = put(user_client, pack, root, at, ask(pack, of))
    assert "A question cannot stand below itself." in lines(response)
    assert outline(pack) == BEFORE


def test_a_drop_on_the_page_of_a_question_leads_back_there(user_client, pack, root):
    response = put(
        user_client, pack, ask(pack, "bias"), "before", ask(pack, "non-linear"), page=root.pk
    )
    assert response.redirect_chain[0][0] == root.get_absolute_url()


def test_nothing_is_put_beside_what_is_retired_or_in_another_pack(user_client, pack, root):
    ask(pack, "sgd").retire()
    for other in (ask(pack, "sgd"), make_question("elsewhere")):
        assert put(user_client, pack, ask(pack, "bias"), "after", other).status_code == 404
    assert outline(pack)[:4] == BEFORE[:4]


@pytest.mark.parametrize("at", ["", "above", "Before"])
def test_there_is_no_other_way_to_drop(user_client, pack, root, at):
    response = put(user_client, pack, ask(pack, "bias"), at, ask(pack, "sgd"))
    assert response.status_code == 404
    assert outline(pack) == BEFORE


def test_a_drop_beside_what_was_moved_meanwhile_goes_where_that_is_now(pack, root):
    seen = ask(pack, "why")
    ask(pack, "why").move(parent=ask(pack, "sgd"), topic=None, position=0)
    ask(pack, "bias").put("after", seen)
    assert outline(pack) == ["1 relu", "1.1 non-linear", "2 sgd", "2.1 why", "2.2 bias"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("too_deep", "There would be more than 32 levels here. Choose a place further up."),
        ("below_itself", "A question cannot stand below itself."),
        ("gone", "The tree has changed meanwhile. Choose the place again."),
        ("other_pack", "The tree has changed meanwhile. Choose the place again."),
    ],
)
def test_each_refusal_of_a_place_is_told_by_its_own_name(code, words):
    assert not_placed(code) == words
