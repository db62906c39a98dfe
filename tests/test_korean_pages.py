"""Pages as a Korean reader sees them: with Korean data, not one English word is left."""

import re
import uuid
from html import unescape
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import Invitation, User
from interview.models import Candidate, Interview, Kit, Position, Scorecard, Seat
from questions.card import Card
from questions.models import Pack, Question
from tests.reports.scenes import START, act, at, hand_in, sit
from tests.security import CheckedClient

pytestmark = pytest.mark.django_db

SPOKEN = {"alt", "aria-label", "content", "label", "placeholder", "title"}
WORD = re.compile(r"[A-Za-z]{2,}")
SAME_IN_KOREAN = {
    *(
        "Kkori",
        "English",
        "Markdown",
        "CSV",
        "MB",
        "NUL",
        "KB",
        "SVG",
        "arXiv",
        "JSON",
        "ZIP",
        "ICCV",
    ),
    *("Asia", "Seoul"),  # the time zone
    *("Esc", "Enter"),  # keys
    *("Sigmoid", "ReLU", "exp"),  # the example of an outline
}
NOT_WORDS = re.compile(r"\S+@\S+|\bhttps?://\S+|\b__\w+__\b|\butf-8\b")
CARD = {
    "answer": {"ko": "기울기가 사라지지 않는다."},
    "heard": {"ko": "빨라서요"},
    "key_points": ({"text": {"ko": "계산이 싸다"}}, {"text": {"ko": "기울기"}, "essential": False}),
    "hints": ({"ko": "기울기를 떠올려 보세요."},),
    "anchors": {"3": {"ko": "이유를 두 가지 말한다."}},
    "pitfalls": ({"text": {"ko": "중심이 0"}, "why": {"ko": "아니다"}, "ask": {"ko": "평균은?"}},),
    "why": {"ko": "기초를 본다."},
}
OUTLINE = "Q1. 왜 쓰나요?\nA. 글쎄요 (?)\n+ 단점은?\nA.\n+ 또 있나요…\n"


class _Reader(HTMLParser):
    """Collects all that is read or read out, but for code and what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "code", "kbd")
        self.texts += [
            value or ""
            for name, value in attrs
            if (name in SPOKEN and tag != "meta") or name.startswith(("data-word", "data-copied"))
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "code", "kbd")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def english(text: str) -> set[str]:
    """Give the English words in a text, or in a page's text."""
    if text.lstrip().startswith("<"):
        reader = _Reader()
        reader.feed(text)
        text = "\n".join(reader.texts)
    return set(WORD.findall(NOT_WORDS.sub("", unescape(text)))) - SAME_IN_KOREAN


@pytest.fixture
def someone(db) -> User:
    return User.objects.create_user("minji@example.com", "x", name="김민지", is_owner=True)


@pytest.fixture
def korean(someone) -> CheckedClient:
    """A browser in which somebody is signed in who reads Korean."""
    client = CheckedClient(headers={"Accept-Language": "ko"})
    client.force_login(someone)
    return client


@pytest.fixture
def relu() -> Question:
    """A root question with a whole card and a follow-up, in a pack with a topic."""
    pack = Pack.objects.create(slug="p", title={"ko": "딥러닝"}, notes={"ko": "출처"})
    topic = pack.add_topic({"ko": "활성화"})
    pack.add_topic({"ko": "빈 주제"})
    root = pack.add_question(Card(prompt={"ko": "왜 쓰나요?"}, **CARD), topic=topic)
    pack.add_question(Card(prompt={"ko": "단점은?"}), parent=root)
    pack.add_question(Card(prompt={"ko": "더는 묻지 않는 질문"})).retire()
    root.revise(Card(prompt={"ko": "왜 쓸까요?"}, **CARD))
    return root


@pytest.fixture
def interview(someone, relu) -> Interview:
    """An interview that is planned, of two people."""
    kit = Kit.objects.create(title="첫 면접", position=Position.objects.create(title="엔지니어"))
    kit.pick_all([relu])
    other = User.objects.create_user("jun@example.com", "x", name="이준")
    candidate = Candidate.objects.create(name="박지수", created_by=someone)
    return Interview.objects.plan(
        candidate=candidate, kit=kit, planned_at=START, users=[someone, other]
    )


@pytest.fixture
def seat(interview, someone) -> Seat:
    """The seat of somebody who is in the middle of it."""
    seat = sit(interview, someone)
    seat.record(
        [
            act("score", "1", 3),
            act("hint", "1", 1),
            act("point", "1", {"n": 1, "heard": True}),
            act("add", str(uuid.uuid4()), {"parent": "1", "prompt": "즉석 질문"}),
        ]
    )
    return seat


@pytest.fixture
def scorecard(seat) -> Scorecard:
    """A scorecard that was handed in, opened again and handed in again."""
    seat.record([act("finish", second=200)])
    hand_in(seat, "no", "아직 이르다.", second=300)
    seat.reopen("점수를 잘못 눌렀다.", at(400))
    return hand_in(seat, "yes", "충분하다.", second=500)


def page(client: CheckedClient, name: str, *args: object, **query: str) -> HttpResponse:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    assert '<html lang="ko">' in response.content.decode()
    return response


def untranslated(client: CheckedClient, name: str, *args: object, **query: str) -> set[str]:
    return english(page(client, name, *args, **query).content.decode())


EMPTY = [
    *("home", "interview:index", "interview:kits", "interview:kit_new", "interview:positions"),
    *("interview:candidates", "interview:candidate_new", "interview:interview_new"),
    *("questions:packs", "questions:pack_new", "questions:search", "questions:import"),
    *("accounts:people", "accounts:profile", "account_change_password", "account_logout"),
]


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_of_an_empty_site(korean, name):
    assert untranslated(korean, name) == set()


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_a_page_for_who_is_not_signed_in(db, name):
    assert untranslated(CheckedClient(headers={"Accept-Language": "ko"}), name) == set()


def test_the_pages_of_an_invitation(someone, korean):
    someone.invite("최유진")
    invitation = Invitation.objects.get()
    stranger = CheckedClient(headers={"Accept-Language": "ko"})
    assert english(stranger.get(invitation.get_absolute_url()).content.decode()) == set()
    assert untranslated(korean, "accounts:people") == set()
    spent = stranger.get(reverse("accounts:join", args=["nobody"]))
    assert (spent.status_code, english(spent.content.decode())) == (410, set())


def test_the_pages_of_the_bank(korean, relu):
    for name in ("questions:pack", "questions:pack_edit", "questions:topics"):
        assert untranslated(korean, name, "p") == set()
    for query in ({"retired": "1"}, {"arrange": "1"}):
        assert untranslated(korean, "questions:pack", "p", **query) == set()
    assert untranslated(korean, "questions:question_new", "p") == set()
    assert untranslated(korean, "questions:question_new", "p", parent=str(relu.pk)) == set()
    for name in ("question", "question_edit", "question_move", "question_retire"):
        assert untranslated(korean, f"questions:{name}", relu.pk) == set()
    for number in (1, 2):
        assert untranslated(korean, "questions:revision", relu.pk, number) == set()
    for words in ("기울기", "없는말"):
        assert untranslated(korean, "questions:search", q=words) == set()
        assert untranslated(korean, "questions:pack", "p", q=words, gap="en") == set()
    for waiting in ("unverified", "reviewed", "old", "outdated"):
        assert untranslated(korean, "questions:to_review", **{"for": waiting}) == set()


def test_the_pages_of_the_usage(korean, relu):
    assert untranslated(korean, "interview:usage", relu.pk) == set()
    for show in ("", "never", "no_kit"):
        assert untranslated(korean, "interview:pack_usage", "p", show=show) == set()


def test_what_the_keepers_desk_says(korean, relu):
    typed = {"prompt-ko": "왜?", "answer-ko": "그래서", "minutes": "0", "base": "0", "kind": "code"}
    answers = [
        korean.post(reverse("questions:question_edit", args=[relu.pk]), typed),
        korean.post(reverse("questions:preview", args=["p"]), {**typed, "minutes": "3"}),
        korean.post(
            reverse("questions:question_edit", args=[relu.pk]),
            {**typed, "minutes": "3", "level": "entry", "when": "always"},
        ),
        *(
            korean.post(reverse(f"questions:{name}", args=[relu.pk]), sent, follow=True)
            for name, sent in (
                ("question_review", {"act": "verify"}),
                ("question_review", {"act": "review", "base": str(relu.current.number)}),
                ("question_duplicate", {}),
            )
        ),
    ]
    assert [response.status_code for response in answers] == [422, 200, 409, 200, 200, 200]
    assert [english(response.content.decode()) for response in answers] == [set()] * 6


@pytest.mark.parametrize(
    "text", [OUTLINE, "+ 위가 없는 꼬리질문", "아무 질문도 없는 글", "Q1. 왜?\n++ 두 단계", ""]
)
def test_the_import_page_with_a_text(korean, text):
    sent = {"text": text, "pack": "new", "language": "ko", "title": "새 팩"}
    response = korean.post(reverse("questions:import"), sent)
    assert english(response.content.decode()) == set()


def test_what_an_import_says(korean):
    sent = {"text": OUTLINE, "pack": "new", "language": "ko", "title": "새 팩", "act": "import"}
    response = korean.post(reverse("questions:import"), sent, follow=True)
    assert "가져왔어요: 새 질문 3개" in response.content.decode()


def test_the_pages_around_an_interview(korean, interview):
    for name in ("home", "interview:index", "interview:kits", "interview:positions"):
        assert untranslated(korean, name) == set()
    for name in ("interview:interview", "interview:interview_edit"):
        assert untranslated(korean, name, interview.pk) == set()
    for name in (
        "interview:kit",
        "interview:kit_edit",
        "interview:kit_words",
        "interview:kit_print",
    ):
        assert untranslated(korean, name, interview.kit_id) == set()
    assert untranslated(korean, "interview:candidate", interview.candidate_id) == set()
    assert untranslated(korean, "interview:candidates") == set()


def test_the_console_and_the_wrap_up(korean, seat):
    assert untranslated(korean, "interview:console", seat.interview_id) == set()
    assert untranslated(korean, "interview:interview", seat.interview_id) == set()
    assert untranslated(korean, "interview:wrap_up", seat.interview_id) == set()
    not_yet = korean.get(reverse("reports:report", args=[seat.interview_id]))
    assert english(not_yet.content.decode()) == set()


def test_the_report_on_screen_and_in_files(korean, scorecard):
    for name in ("reports:report", "interview:reopen"):
        assert untranslated(korean, name, scorecard.seat.interview_id) == set()
    for name in ("reports:markdown", "reports:csv"):
        file = korean.get(reverse(name, args=[scorecard.seat.interview_id]))
        assert english(file.content.decode()) == set()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("interview:interview_new", {}),
        ("interview:kit_new", {"minutes": "3"}),
        ("interview:candidate_new", {"name": "박", "email": "잘못된 주소"}),
        ("interview:positions", {"title": "가" * 200}),
        ("questions:pack_new", {"slug": "이상한 주소"}),
        ("accounts:profile", {"name": ""}),
        ("account_change_password", {"oldpassword": "1", "password1": "12", "password2": "1"}),
    ],
)
def test_what_is_wrong_with_a_form(korean, name, sent):
    response = korean.post(reverse(name), sent)
    html = response.content.decode()
    assert "data-invalid" in html
    assert english(html) == set()


def test_an_error_page(korean):
    response = korean.get("/nowhere/")
    assert (response.status_code, english(response.content.decode())) == (404, set())


def test_english_words_are_found_on_a_page():
    html = '<html><title>Kkori</title><i title="Save (U)">저장</i><kbd>Tab</kbd><p>{n} left</html>'
    assert english(html) == {"Save", "left"}
    assert english("# 면접 리포트\nminji@example.com by hand") == {"by", "hand"}
