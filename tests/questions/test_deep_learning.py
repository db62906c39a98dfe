"""The deep-learning pack: complete in both languages, true to the list, and checked."""

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from questions import pack as packs
from questions.card import LANGUAGES, Card
from questions.figure import clean
from questions.pack import Entry
from questions.pack.texts import in_languages, strings
from tests.questions.packs import REAL, real

CONTESTED = {
    "local-minima",
    "local-minima/avoid",
    "batch-norm",
    "optimizers/small-batch",
    "dcgan/not-training",
}
REVIEWED = {"numpy-mnist/hours", "keras-mnist"}  # no source states how long somebody takes
WITH_FIGURE = {
    "gradient-descent/axes",
    "gradient-descent/real-graph",
    "cnn/parameters",
    "cnn/same-mlp",
    "word2vec/input-vectors",
    "word2vec/output-vectors",
}
WITH_ANSWER_FIGURE = {
    "relu/curve",
    "gradient-descent/real-graph",
    "cnn/same-mlp",
    "word2vec/input-vectors",
    "word2vec/output-vectors",
    "autoencoder/vae",
    "batch-norm",
    "dcgan",
    "gpu/underused",
}
# What the list has as an answer and is wrong, or half of one: words of the pitfall that names it.
HEARD = {
    "relu": ["exp 계산이 비싸서", "zero-centered가 아니라서", "|x| > 10"],
    "relu/nonlinearity": ["다양하고 깊게"],
    "relu/curve": ["구간마다 미분해서"],
    "relu/problems": ["x < 0에서 gradient가 0"],
    "relu/bias": ["W와 5W를 구별할 수 없어서"],
    "gradient-descent": ["최소의 기울기, 즉 loss"],
    "gradient-descent/why-gradient": ["loss의 정도를 구하려고"],
    "gradient-descent/real-graph": ["굴곡이 있는 3차원 표면"],
    "gradient-descent/loss-increase": ["올라가는 굴곡을 만나서"],
    "gradient-descent/backprop": ["출발지에 다시 보내는"],
    "local-minima/avoid": ["그런 방법은 없다"],
    "local-minima/global-check": ["확인하는 것은 불가능", "신경망 2개(2층)인 경우"],
    "cnn": ["stride 크기, 커널 크기, padding, 필터 크기"],
    "cnn/vs-mlp": ["feature 수용량이 크다"],
    "cnn/parameters": ["(입력 필터 수 × 커널 높이 × 커널 너비) × 출력 필터 수"],
    "cnn/max-pooling": ["평균보다 계산이 싸서", "최댓값이 아니라 평균값을 계산해서"],
    "cnn/sequence": ["2D로 벡터화한 다음"],
    "word2vec": ["학습이 가능한 특정한 벡터로"],
    "word2vec/man-woman": ["남자와 여자가 가깝다. 둘 다 사람"],
    "word2vec/unsupervised-translation": ["가능하다. 어떤 언어끼리든"],
    "autoencoder/mnist-lines": ["loss, optimizer, fit에만 10줄"],
    "autoencoder/one-dimension": ["가능하다. 숫자가 0에서 9까지"],
    "autoencoder/vae": ["Various Auto Encoder"],
    "train-test-split/validation": ["훈련 세트에 과적합했는지"],
    "train-test-split/contamination": ["훈련 세트로 썼다는 뜻"],
    "train-test-split/regularization": ["W나 5W나 결과에 차이가 없으니"],
    "batch-norm": ["zero-centered하게 모아"],
    "batch-norm/gan-generator": ["해 보니 대체로 안 쓰는 편"],
    "optimizers": ["엄청 느려서, 주로 fine-tuning", "RMSprop + 모멘텀"],
    "optimizers/small-batch": ["local minimum에 빠질 가능성", "loss에 민감해져서"],
    "numpy-mnist": ["affine 15줄, softmax 40줄"],
    "numpy-mnist/backprop-lines": ["100줄 가까이"],
    "keras-mnist": ["1분이면 된다"],
    "keras-mnist/last-layer": ["클래스 수만큼 feature를 뽑고"],
    "keras-mnist/mse-metric": ["softmax 전의 Dense에서 logit을"],
    "keras-mnist/hangul-ocr": ["한글 손글씨 이미지를 수만에서 십만"],
    "dcgan": ["CelebA로 논문처럼"],
    "dcgan/loss": ["−mean(d_real) − mean(1 − d_fake)"],
    "dcgan/freeze-g": ["trainable = False로"],
    "dcgan/not-training": ["learning rate와 batch size를"],
    "gpu/underused": ["최대로 효율적인 만큼만", "allow_growth를 True로"],
    "gpu/two-gpus": ["scope를 감싸면"],
    "gpu/memory": ["입력 이미지 크기 × 배치 크기 + α"],
    "debugging": ["StackOverflow나 커뮤니티"],
    "automl": ["하이퍼파라미터를 자동으로 최적화"],
}
ROOT = Path(__file__).parents[2]
LIST = json.loads((ROOT / "tests/data/deep-learning-questions.expected.json").read_text("utf-8"))
POST = ROOT / "tests/data/deep-learning-questions.ko.txt"
# Where in what it names a source stands: an arXiv id, a DOI, an address of a page, a section or
# chapter of a book, a volume, pages.
PLACE = re.compile(
    r"arXiv:\d{4}\.\d{4,5}|doi:10\.\d+/\S|[\w-]+\.[a-z]+/\S|\b(sections?|chapters?|lecture) \d"
    r"|\d\(\d+(-\d+)?\)|\d+:\d+-\d+|\bpages \d+-\d+",
    re.IGNORECASE,
)
WITHOUT_PLACE = {"The Netflix Prize"}  # whose proceedings are counted in two ways
FILE = re.compile(r"tests/[\w/]+\.py")
FILES = real()
PACK = packs.read(FILES)
CARDS = pytest.mark.parametrize("entry", PACK.questions, ids=[one.key for one in PACK.questions])


def listed(chains: list[dict]) -> Iterator[tuple[str, int]]:
    """Give the prompts of the list with their levels."""

    def below(questions: list[dict], level: int) -> Iterator[tuple[str, int]]:
        for question in questions:
            yield question["prompt"], level
            yield from below(question.get("follow_ups", []), level + 1)

    return below(chains, 1)


def levels() -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in PACK.questions:
        found[entry.key] = found.get(entry.parent or "", 0) + 1
    return found


def keys(holds: Callable[[Card], object]) -> set[str]:
    return {one.key for one in PACK.questions if holds(one.card)}


def number(key: str) -> str:
    """Give what stands before a prompt in the list: "Q1. ", "2. ", or "+ " for follow-ups."""
    roots = [one.key for one in PACK.questions if one.parent is None]
    place = roots.index(key) + 1 if key in roots else 0
    return f"{'Q' * (place == 1)}{place}. " if place else "+ "


def functions_of(path: Path) -> set[str]:
    """Name the test functions of a file, those in classes with the class before."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            inner = [one.name for one in node.body if isinstance(one, ast.FunctionDef)]
            found |= {f"{node.name}::{name}" for name in inner}
    return found


def test_nothing_is_wrong_with_it():
    assert packs.problems(FILES) == ()


def test_it_has_16_root_questions_and_48_follow_ups_a_file_for_each_root():
    roots = [one for one in PACK.questions if one.parent is None]
    assert (len(roots), len(PACK.questions)) == (16, 64)
    assert len([name for name in FILES if name.startswith("cards/")]) == 16


def test_it_says_what_it_is_in_both_languages():
    assert (PACK.slug, PACK.language, PACK.languages) == ("deep-learning", "ko", ("ko", "en"))
    assert (PACK.level, PACK.licence) == ("junior", "MIT")
    for text in (PACK.title, PACK.credit, PACK.notes, PACK.closing):
        assert set(text) == set(LANGUAGES)
    assert all("Sedong Nam" in PACK.credit[language] for language in LANGUAGES)
    assert [topic.key for topic in PACK.topics] == [
        "activations",
        "architectures",
        "generalisation",
        "building",
        "practice",
    ]


def test_its_topics_have_three_chains_each_and_the_last_four():
    assert Counter(one.topic for one in PACK.questions if one.topic) == {
        "activations": 3,
        "architectures": 3,
        "generalisation": 3,
        "building": 3,
        "practice": 4,
    }


def test_its_glossary_names_each_term_once_in_each_language():
    assert len(PACK.terms) >= 60
    for names in ([term.ko for term in PACK.terms], [term.en for term in PACK.terms]):
        assert sorted(names) == sorted(set(names))


def test_every_prompt_of_the_list_has_its_card_word_for_word_in_order_and_on_its_level():
    depth = levels()
    told = [(one.card.prompt["ko"], depth[one.key]) for one in PACK.questions]
    assert told == list(listed(LIST["chains"]))


def test_every_prompt_is_a_line_of_the_list_itself():
    lines = POST.read_text("utf-8").splitlines()
    told = [f"{number(one.key)}{one.card.prompt['ko']}" for one in PACK.questions]
    assert [line for line in lines if line in told] == told
    assert [line for line in lines if line.startswith("+")] == [
        line for line in told if line.startswith("+")
    ]


def test_its_notes_are_those_of_the_list():
    assert PACK.notes["ko"] == LIST["notes_before"]
    assert PACK.closing["ko"] == LIST["notes_after"]


@CARDS
def test_a_card_says_everything_in_both_languages(entry: Entry):
    card = entry.card
    lacking = [where for where, text in in_languages(card) if text and set(text) != set(LANGUAGES)]
    assert lacking == []
    needed = (card.prompt, card.why, card.answer, card.probe.ask, card.probe.expect)
    assert all(needed)
    assert card.heard == {}


@CARDS
def test_a_card_has_what_an_interviewer_needs(entry: Entry):
    card = entry.card
    assert 3 <= len(card.key_points) <= 6
    assert any(point.essential for point in card.key_points)
    assert 1 <= len(card.hints) <= 3
    assert sorted(card.anchors) == ["1", "2", "3", "4"]
    assert 1 <= len(card.pitfalls) <= 4
    assert all(pitfall.why and pitfall.ask for pitfall in card.pitfalls)
    assert 1 <= card.minutes <= 8


@CARDS
def test_a_card_names_its_sources_with_authors_and_year(entry: Entry):
    assert all(source.authors and source.year for source in entry.card.sources)
    if entry.card.standing in ("verified", "contested"):
        assert entry.card.sources


def test_a_source_says_where_in_it_to_look():
    sources = {source for one in PACK.questions for source in one.card.sources}
    vague = {one.title for one in sources if not PLACE.search(f"{one.title}. {one.where}")}
    assert vague == WITHOUT_PLACE


@CARDS
def test_every_card_has_been_checked_against_something(entry: Entry):
    assert entry.card.checked
    assert entry.card.checked.against


def test_every_standing_is_one_that_was_given_on_purpose():
    counted = Counter(one.card.standing for one in PACK.questions)
    assert counted == {"verified": 57, "contested": 5, "reviewed": 2}
    assert keys(lambda card: card.standing == "contested") == CONTESTED
    assert keys(lambda card: card.standing == "reviewed") == REVIEWED


@pytest.mark.parametrize("key", sorted(CONTESTED))
def test_a_contested_card_names_sources_of_both_sides(key):
    [card] = [one.card for one in PACK.questions if one.key == key]
    assert len(card.sources) >= 2


def test_a_figure_is_where_the_list_points_at_one_and_where_an_answer_needs_one():
    assert keys(lambda card: card.figure) == WITH_FIGURE
    assert keys(lambda card: card.answer_figure) == WITH_ANSWER_FIGURE


@pytest.mark.parametrize(("key", "words"), [(k, one) for k, many in HEARD.items() for one in many])
def test_what_was_heard_and_is_wrong_is_a_pitfall(key, words):
    [card] = [one.card for one in PACK.questions if one.key == key]
    assert len([pitfall for pitfall in card.pitfalls if words in pitfall.text["ko"]]) == 1


@CARDS
def test_what_can_be_computed_names_a_test_that_computes_it(entry: Entry):
    for test in [fact.test for fact in entry.card.facts]:
        file, _, name = test.partition("::")
        assert name in functions_of(ROOT / file)


def test_what_a_card_was_held_against_is_there():
    checks = [one.card.checked.against for one in PACK.questions if one.card.checked]
    files = {name for against in checks for text in against for name in FILE.findall(text)}
    assert files
    assert [name for name in sorted(files) if not (ROOT / name).is_file()] == []


def test_every_figure_is_clean_and_belongs_to_a_card():
    used = {
        figure.file
        for one in PACK.questions
        for figure in (one.card.figure, one.card.answer_figure)
        if figure
    }
    assert used == {f"figures/{path.name}" for path in REAL.glob("figures/*.svg")}
    for name in used:
        assert clean(FILES[name].decode()).startswith("<svg")


def test_no_text_was_left_to_do():
    words = [text for one in PACK.questions for _, text in strings(one)]
    assert [text for text in words if "TODO" in text or "FIXME" in text or "(기대:" in text] == []
