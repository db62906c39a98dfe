"""questions.models: packs, topics and questions, and what can be done to them."""

import unicodedata

import pytest

from questions import tree
from questions.append_only import Immutable
from questions.card import Card
from questions.models import EditConflict, Pack, Place, Question, Refused
from questions.outline import MAX_DEPTH, parse
from questions.outline_import import export_outline
from tests.factories import make_pack, make_question, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack():
    return make_pack("deep-learning")


@pytest.fixture
def chain(pack):
    """A root with two follow-ups, the first of which has one of its own."""
    root = make_question("relu", pack=pack)
    first = make_question("non-linear", parent=root)
    make_question("why", parent=first)
    make_question("bias", parent=root)
    return root


def ask(pack, prompt):
    return pack.questions.get(current__content__prompt={"en": prompt})


def outline(pack):
    """Write a pack's tree in lines: number and prompt."""
    return [f"{n.path} {n.item.prompt['en']}" for n in tree.walk(pack.tree())]


def card(prompt="relu", **parts):
    return Card(prompt={"en": prompt}, **parts)


# Fetching


def test_cards_come_without_what_is_made_of_them_and_pages_come_with_it(pack, chain):
    questions = pack.questions.filter(pk=chain.pk)
    assert questions.with_cards()[0].current.get_deferred_fields() == {"html", "search"}
    assert questions.with_pages()[0].current.get_deferred_fields() == {"search"}


@pytest.mark.parametrize("fetch", ["with_cards", "with_pages"])
def test_both_come_in_one_query(pack, chain, fetch, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = [(q.card.prompt["en"], q.topic) for q in getattr(pack.questions, fetch)()]
    assert len(found) == 4


# Adding


def test_an_added_question_stands_after_its_siblings(pack, chain):
    make_question("sgd", pack=pack)
    assert outline(pack) == ["1 relu", "1.1 non-linear", "1.1.1 why", "1.2 bias", "2 sgd"]


def test_an_added_question_has_a_key_of_its_own_and_one_revision(pack, chain, user):
    question = pack.add_question(card("sgd"), author=user)
    assert question.key == "q2"
    (revision,) = question.revisions.all()
    assert (revision.number, revision.author, revision.card) == (1, user, card("sgd"))


def test_a_follow_up_belongs_to_its_parents_topic(pack):
    topic = make_topic(pack)
    root = make_question(pack=pack, topic=topic)
    assert make_question("and?", parent=root).topic == topic


def test_a_question_added_after_one_moved_away_still_comes_last(pack, chain):
    third = make_question("third", parent=chain)
    ask(pack, "non-linear").move(parent=None, topic=None, position=9)
    ask(pack, "bias").move(parent=None, topic=None, position=9)
    make_question("fourth", parent=chain)
    assert third.position == 2
    assert outline(pack)[:3] == ["1 relu", "1.1 third", "1.2 fourth"]


def test_chains_without_a_topic_come_first_then_topic_by_topic(pack):
    late, early = make_topic(pack, "late"), make_topic(pack, "early")
    early.step(-1)
    make_question("in late", pack=pack, topic=late)
    make_question("in early", pack=pack, topic=early)
    make_question("free", pack=pack)
    assert outline(pack) == ["1 free", "2 in early", "3 in late"]


# Revising


def test_revising_makes_a_revision_and_leaves_the_older_one(chain, user):
    revision = chain.revise(card("ReLU?"), author=user, note="clearer", base=1)
    chain.refresh_from_db()
    assert chain.prompt == "ReLU?"
    assert (revision.number, revision.note, revision.author) == (2, "clearer", user)
    assert [r.card.prompt["en"] for r in chain.revisions.all()] == ["ReLU?", "relu"]


def test_equal_words_make_no_revision(chain):
    assert chain.revise(card("  relu\r\n")) == chain.current
    assert chain.revisions.count() == 1


def test_an_edit_that_began_before_another_one_was_saved_is_a_conflict(chain):
    chain.revise(card("theirs"), base=1)
    mine = Question.objects.get(pk=chain.pk)
    with pytest.raises(EditConflict) as conflict:
        mine.revise(card("mine"), base=1)
    assert conflict.value.current.number == 2
    assert [r.card.prompt["en"] for r in chain.revisions.all()] == ["theirs", "relu"]


def test_saving_what_somebody_else_saved_meanwhile_is_no_conflict(chain):
    theirs = chain.revise(card("better"), base=1)
    assert chain.revise(card("better"), base=1) == theirs
    assert chain.revisions.count() == 2


def test_a_revision_never_changes(chain):
    revision = chain.current
    with pytest.raises(Immutable):
        revision.save()
    with pytest.raises(Immutable):
        revision.delete()
    with pytest.raises(Immutable):
        chain.revisions.update(note="forged")


# Moving


def test_moving_takes_along_what_is_below(pack, chain):
    make_question("sgd", pack=pack)
    ask(pack, "non-linear").move(parent=ask(pack, "sgd"), topic=None, position=0)
    assert outline(pack) == ["1 relu", "1.1 bias", "2 sgd", "2.1 non-linear", "2.1.1 why"]


def test_moving_to_a_topic_changes_the_topic_of_all_below(pack, chain):
    topic = make_topic(pack)
    chain.move(parent=None, topic=topic, position=0)
    assert set(pack.questions.values_list("topic", flat=True)) == {topic.pk}


def test_moving_under_a_question_takes_on_its_topic(pack, chain):
    topic = make_topic(pack)
    sgd = make_question("sgd", pack=pack, topic=topic)
    ask(pack, "non-linear").move(parent=sgd, topic=None, position=0)
    assert ask(pack, "why").topic == topic


@pytest.mark.parametrize(
    ("position", "order"),
    [(0, ["c", "a", "b"]), (1, ["a", "c", "b"]), (2, ["a", "b", "c"]), (99, ["a", "b", "c"])],
)
def test_a_question_is_moved_to_a_position(pack, position, order):
    for prompt in "abc":
        make_question(prompt, pack=pack)
    ask(pack, "c").move(parent=None, topic=None, position=position)
    assert [line[2:] for line in outline(pack)] == order


@pytest.mark.parametrize("target", ["relu", "non-linear", "why"])
def test_a_question_cannot_be_moved_below_itself(pack, chain, target):
    before = outline(pack)
    with pytest.raises(Refused) as refused:
        chain.move(parent=ask(pack, target), topic=None, position=0)
    assert refused.value.code == "below_itself"
    assert outline(pack) == before


def test_a_question_cannot_be_moved_to_another_pack(pack, chain):
    other = make_pack("other")
    for place in ({"parent": make_question(pack=other), "topic": None},):
        with pytest.raises(Refused) as refused:
            chain.move(**place, position=0)
        assert refused.value.code == "other_pack"
    with pytest.raises(Refused):
        chain.move(parent=None, topic=make_topic(other), position=0)
    assert chain.pack.questions.count() == 4


# One step


@pytest.mark.parametrize(
    ("prompt", "by", "order"),
    [("b", -1, "bac"), ("b", 1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("a", 1, "bac")],
)
def test_a_step_swaps_neighbours_and_stops_at_the_ends(pack, prompt, by, order):
    for letter in "abc":
        make_question(letter, pack=pack)
    ask(pack, prompt).step(by)
    assert "".join(line[-1] for line in outline(pack)) == order


def test_a_step_goes_past_retired_siblings(pack):
    for letter in "abcd":
        make_question(letter, pack=pack)
    ask(pack, "b").retire()
    ask(pack, "c").retire()
    ask(pack, "a").step(1)
    assert outline(pack) == ["– b", "– c", "1 d", "2 a"]
    ask(pack, "a").step(-1)
    assert outline(pack) == ["– b", "– c", "1 a", "2 d"]


def test_a_step_goes_from_where_the_question_is_now(pack, chain):
    stale = Question.objects.get(pk=ask(pack, "bias").pk)
    ask(pack, "bias").move(parent=None, topic=None, position=1)
    stale.step(-1)
    assert outline(pack) == ["1 bias", "2 relu", "2.1 non-linear", "2.1.1 why"]


# Retiring


def test_what_is_below_a_retired_question_is_out_of_use_too(pack, chain):
    ask(pack, "non-linear").retire()
    assert sorted(q.prompt for q in pack.questions.in_use()) == ["bias", "relu"]
    assert sorted(q.prompt for q in pack.questions.active()) == ["bias", "relu", "why"]
    assert outline(pack) == ["1 relu", "1.– non-linear", "1.–.1 why", "1.1 bias"]


def test_a_chain_leaves_out_what_is_retired(pack, chain):
    ask(pack, "non-linear").retire()
    assert [node.item.prompt for node in tree.walk([chain.chain()])] == ["relu", "bias"]


def test_restoring_brings_a_question_back_to_its_place(pack, chain):
    before = outline(pack)
    ask(pack, "non-linear").retire()
    ask(pack, "non-linear").restore()
    assert outline(pack) == before
    assert pack.questions.in_use().count() == 4


def test_a_follow_up_retired_on_its_own_stays_retired_when_its_parent_comes_back(pack, chain):
    ask(pack, "why").retire()
    ask(pack, "non-linear").retire()
    ask(pack, "non-linear").restore()
    assert outline(pack) == ["1 relu", "1.1 non-linear", "1.1.– why", "1.2 bias"]


# Searching


@pytest.fixture
def cards(pack):
    make_question({"ko": "경사 하강법이란?"}, pack=pack, hints=[{"en": "Think of a VALLEY"}])
    make_question({"ko": "미분", "en": "Derivative of 100%?"}, pack=pack, sources=["Glorot 2011"])
    make_question({"en": "Straße_x"}, pack=pack, heard={"ko": "모르겠다"})


@pytest.mark.parametrize(
    ("query", "prompts"),
    [
        ("경사", ["경사 하강법이란?"]),
        ("하강 경사", ["경사 하강법이란?"]),
        (unicodedata.normalize("NFD", "하강법"), ["경사 하강법이란?"]),
        ("경삿", []),
        ("하강ㅂ", ["경사 하강법이란?"]),
        ("valley", ["경사 하강법이란?"]),
        ("DERIVATIVE 미분", ["Derivative of 100%?"]),
        ("glorot", ["Derivative of 100%?"]),
        ("모르겠", ["Straße_x"]),
        ("STRASSE", ["Straße_x"]),
        ("100%", ["Derivative of 100%?"]),
        ("%", ["Derivative of 100%?"]),
        ("_", ["Straße_x"]),
        ("valley derivative", []),
    ],
)
def test_search_finds_every_word_in_both_languages_whatever_their_form(cards, query, prompts):
    assert [question.prompt for question in Question.objects.search(query)] == prompts


def test_search_reads_the_current_words_only(chain):
    chain.revise(card("sigmoid"))
    assert list(Question.objects.search("relu")) == []
    assert list(Question.objects.search("sigmoid")) == [chain]


# Packs and topics


def test_places_are_what_a_tree_shows(pack):
    topic = make_topic(pack)
    root = make_question({"ko": "왜?"}, pack=pack, topic=topic, standing="contested")
    root.retire()
    assert pack.questions.places() == [
        Place(root.pk, pack.pk, None, topic.pk, True, {"ko": "왜?"}, "contested")
    ]


def test_packs_count_what_is_in_use(pack, chain):
    make_question("sgd", pack=pack, standing="contested")
    ask(pack, "non-linear").retire()
    make_pack("empty")
    counts = ["slug", "size", "chains", "unverified", "verified", "contested", "outdated"]
    assert list(Pack.objects.with_counts().values_list(*counts)) == [
        ("deep-learning", 3, 2, 2, 0, 1, 0),
        ("empty", 0, 0, 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Deep learning", "deep-learning-3"),
        ("System design", "system-design"),
        ("딥러닝", "pack"),
        ("New", "new-2"),
        ("Import", "import-2"),
    ],
)
def test_a_free_slug_comes_from_the_title(title, slug):
    make_pack("deep-learning")
    make_pack("deep-learning-2")
    assert Pack.objects.free_slug(title) == slug


def test_topics_are_stepped_past_each_other(pack):
    make_topic(pack, "a")
    make_topic(pack, "b").step(-1)
    assert [str(topic) for topic in pack.topics.all()] == ["b", "a"]
    pack.topics.first().step(-1)
    assert [str(topic) for topic in pack.topics.all()] == ["b", "a"]


def test_a_topic_is_renamed(pack):
    topic = make_topic(pack)
    topic.rename({"ko": "활성 함수"})
    assert pack.topics.get().title == {"ko": "활성 함수"}


def test_a_topic_with_a_question_cannot_be_removed_not_even_a_retired_one(pack):
    topic = make_topic(pack)
    make_question(pack=pack, topic=topic).retire()
    with pytest.raises(Refused) as refused:
        topic.remove()
    assert refused.value.code == "not_empty"
    assert pack.topics.count() == 1


def test_an_empty_topic_is_removed(pack):
    make_topic(pack).remove()
    assert pack.topics.count() == 0


# Depth


def levels(parent, count):
    """Write this many questions, each below the one before, and give them."""
    found = [parent]
    for number in range(count):
        found.append(make_question(f"level {number}", parent=found[-1]))
    return found[1:]


def test_a_chain_has_thirty_two_levels_at_most(pack):
    root = make_question("root", pack=pack)
    last = levels(root, MAX_DEPTH - 1)[-1]
    assert (root.level(), last.level(), MAX_DEPTH) == (1, 32, 32)

    with pytest.raises(Refused, match="too_deep"):
        make_question("too deep", parent=last)

    assert parse(export_outline(pack)).count == pack.questions.count() == 32


def test_a_question_moves_no_deeper_than_what_is_below_it_may_stand(pack):
    deep = levels(make_question("root", pack=pack), MAX_DEPTH - 3)
    moved = make_question("moved", pack=pack)
    levels(moved, 2)

    with pytest.raises(Refused, match="too_deep"):
        moved.move(parent=deep[-1], topic=None, position=0)
    moved.move(parent=deep[-2], topic=None, position=0)

    assert moved.level() == MAX_DEPTH - 2


def test_keys_stay_short_however_often_questions_move(pack):
    top = make_question("root", pack=pack)
    for _time in range(5):
        top = levels(top, MAX_DEPTH - 1)[-1]
        top.move(parent=None, topic=None, position=0)
    assert max(len(key) for key in pack.questions.values_list("key", flat=True)) <= 200
