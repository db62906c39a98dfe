"""Every page, looked at by axe-core, in both languages, themes and sizes: none is left out."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accounts.models import Invitation, User
from interview.models import Screen, Seat
from interview.state import Entry
from questions import intake
from questions.models import Question, Upload
from questions.pack.archive import packed
from questions.pack.json_file import to_json
from questions.progress import finished
from questions.shipping import load_shipped_packs
from tests.browser.axe import violations
from tests.factories import (
    make_candidate,
    make_interview,
    make_kit,
    make_pack,
    make_question,
    make_seat,
    make_user,
)
from tests.questions.pack.contents import PACK
from tests.test_access import ADDRESSES

# Addresses that answer with no page of their own: they take a POST, or give a file.
NO_PAGE = {
    "accounts:activate",
    "accounts:deactivate",
    "accounts:invite",
    "accounts:withdraw",
    "interview:act",
    "interview:add",
    "interview:answer",
    "interview:choose",
    "interview:conflicts",
    "interview:demo",
    "interview:interview_delete",
    "interview:journal",
    "interview:kit_chain",
    "interview:kit_delete",
    "interview:kit_markdown",
    "interview:kit_pick",
    "interview:kit_practise",
    "interview:kit_remove",
    "interview:kit_step",
    "interview:position",
    "interview:promote",
    "interview:screen_now",
    "interview:since",
    "interview:start",
    "questions:export_outline",
    "questions:preview",
    "questions:question_duplicate",
    "questions:question_put",
    "questions:load_shipped",
    "questions:pack_file",
    "questions:question_restore",
    "questions:question_review",
    "questions:question_step",
    "questions:revision_restore",
    "questions:template",
    "questions:topic_remove",
    "questions:topic_rename",
    "questions:topic_step",
    "questions:upload_check",
    "questions:upload_discard",
    "questions:upload_load",
    "questions:upload_problems",
    "reports:csv",
    "reports:feedback_text",
    "reports:markdown",
    "set_language",
    "worker",
}
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><defs><marker id="tip">
<path d="M0 0L4 2"/></marker></defs><path d="M0 20L40 0" stroke="currentColor"
marker-end="url(#tip)"/><text x="4" y="8" font-size="4">x</text></svg>"""
MARKUP = r"""It is **not** saturated, [as shown](https://example.com): $x' \le 0.25$, $\oops$.

$$\sum_{i=1}^{n} a_i + b_i + c_i + d_i + e_i + f_i + g_i + h_i + i_i + j_i + k_i + l_i$$

| a column with words | another column with words | one more column | and one more |
|---|--:|---|---|
| $x$ | `1` | 2 | 3 |

```python
@torch.no_grad()
def relu(x: float) -> float:  # a comment that is longer than the column it stands in, 한글 주석
    return max(0.0, x) if x is not None else float("nan")
```

> Said so, ~~once~~.
"""
# allauth's own pages are looked at in test_accounts.py, the candidate's screen in test_screen.py.
ELSEWHERE = {name for name in ADDRESSES if name.startswith("account_")} | {
    "accounts:email",
    "interview:screen",
}
pytestmark = pytest.mark.django_db(transaction=True)


def full_card(question: Question) -> None:
    """Give a question a card with every part, in both languages where it has both."""
    question.revise(
        question.card.model_validate(
            {
                **question.card.model_dump(),
                "answer": {"ko": f"**“기울기”**가 줄지 않는다.\n\n{MARKUP}", "en": MARKUP},
                "figure": {"file": "a.svg", "svg": SVG, "alt": {"ko": "곡선", "en": "A curve"}},
                "answer_figure": {"file": "b.svg", "svg": SVG, "alt": {"en": "Its slope"}},
                "key_points": [{"text": {"en": "slope $1$"}}, {"text": {"ko": "`max`로 싸다"}}],
                "hints": [{"ko": "도함수는?"}],
                "anchors": {str(n): {"en": f"Sounds like ${n}$."} for n in range(1, 5)},
                "pitfalls": [{"text": {"en": "zero-centred"}, "ask": {"en": "its mean?"}}],
                "probe": {"ask": {"en": "And at $0$?"}, "expect": {"ko": "아무 값이나 된다."}},
                "why": {"ko": "기초를 본다."},
                "sources": ["Nair & Hinton 2010"],
            }
        ),
        note="the whole card",
    )


def record(seat: Seat) -> None:
    """Begin, and record each outcome once, and a follow-up that nobody planned."""
    seat.start(timezone.now())
    added = str(uuid.uuid4())
    acts = [
        ("score", "1", 3),
        ("hint", "1", 1),
        ("note", "1", "정확하다"),
        ("outcome", "2", "no_answer"),
        ("outcome", "3", "skipped"),
        ("outcome", "4", "answered"),
        ("add", added, {"parent": "2", "prompt": "GELU?"}),
        ("score", added, 1),
    ]
    seat.record(Entry(str(uuid.uuid4()), *act, timezone.now()) for act in acts)


def uploads(owner: User) -> list[int]:
    """Send a pack that can be loaded, one that cannot, and one that waits to be checked."""
    files = {"a.json": to_json(PACK), "b.zip": packed({"a.toml": b"", "b.toml": b""}, "b")}
    sent = [
        Upload.objects.keep(user=owner, name=name, data=data, size=len(data))
        for name, data in (*files.items(), ("c.csv", b""))
    ]
    for upload in sent[:-1]:
        finished(intake.check(upload))
    return [upload.pk for upload in sent]


def addresses(owner: User) -> dict[str, list[str]]:
    """Fill the instance, and give each page's addresses by name."""
    [pack] = load_shipped_packs()
    roots = list(pack.questions.filter(parent=None).in_order())
    full_card(roots[0])
    kit = make_kit(*roots[:4], minutes=30)
    make_kit(roots[5], title="Second kit")
    candidate = make_candidate("김민지", owner)
    seats = [
        make_seat(owner, make_interview(kit, candidate=name))
        for name in ("Planned", "Running", "Handed in")
    ]
    planned, running, handed_in = (seat.interview_id for seat in seats)
    record(seats[1])
    record(seats[2])
    seats[2].conclude("yes", "Good.", timezone.now())
    seats[2].reopen("typo", timezone.now())
    seats[2].conclude("strong_yes", "Very good.\n\n정말로.", timezone.now())
    Screen.objects.renew(seats[1], language="ko", at=timezone.now())
    invited = Invitation.objects.create(name="Park", invited_by=owner)
    chain = roots[0].follow_ups.first()
    chain.retire()
    seen = [f"{handed_in}?view={view}" for view in ("short", "anonymous")]
    wrong = make_question("Why?", pack=make_pack("nets"), answer={"en": "So."}).pack
    finished(intake.check_pack(wrong))
    own = {
        "home": [reverse("home")],
        "accounts:join": [invited.get_absolute_url(), "/join/nonsense/"],
        "interview:candidate": [candidate.pk],
        "interview:console": [running],
        "interview:wrap_up": [running],
        "interview:screen_link": [running],
        "interview:reopen": [handed_in],
        "interview:interview": [planned, running, handed_in],
        "interview:interview_edit": [planned],
        "interview:pack_usage": [pack.slug, f"{pack.slug}?show=no_kit"],
        "interview:usage": [roots[0].pk, roots[8].pk],
        "questions:pack": [
            *(pack.slug, f"{pack.slug}?retired=1", f"{pack.slug}?arrange=1"),
            *(f"{pack.slug}?q=relu&level=junior", f"{pack.slug}?standing=outdated"),
        ],
        "questions:pack_check": [pack.slug, wrong.slug],
        "questions:to_review": ["/questions/review/", "/questions/review/?for=outdated"],
        "questions:search": ["/questions/?q=relu", "/questions/?q=nothing-at-all"],
        "questions:question": [roots[0].pk, chain.pk],
        "questions:revision": [(roots[0].pk, 2)],
        "questions:upload": uploads(owner),
        "reports:feedback": [handed_in],
        "reports:report": [handed_in, running, *seen],
    }
    ids = {"kit": kit.pk, "question": roots[0].pk, "pack": pack.slug}
    return {name: _paths(name, own, ids) for name in set(ADDRESSES) - NO_PAGE - ELSEWHERE}


def _paths(name: str, own: dict[str, list], ids: dict[str, object]) -> list[str]:
    """Fill a name's arguments: from `own`, else by which of `ids` its own name speaks of."""
    wanted = ADDRESSES[name]
    values = own.get(name)
    if values is None:
        values = [ids[next(word for word in ids if word in name)]] if wanted else [()]
        if "slug" in wanted:
            values = [ids["pack"]]
    return [_path(name, value) for value in values]


def _path(name: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("/"):
        return value
    args = value if isinstance(value, tuple) else (value,)
    texts = [str(arg).partition("?") for arg in args]
    query = "".join(f"?{rest}" for _arg, mark, rest in texts if mark)
    return reverse(name, args=[arg for arg, *_rest in texts]) + query


@pytest.mark.parametrize(
    ("language", "scheme", "width", "height"),
    [("en", "light", 1280, 800), ("ko", "dark", 1024, 768)],
)
def test_no_page_has_an_accessibility_violation_or_scrolls_sideways(
    browser: Browser, live_server, context, sign_in, language, scheme, width, height
):
    owner = make_user("Olive Owner", "owner@example.com", is_owner=True)
    sign_in(owner)
    view = browser.new_context(
        locale=language,
        color_scheme=scheme,
        viewport={"width": width, "height": height},
        base_url=live_server.url,
    )
    view.add_cookies(context.cookies())
    page = view.new_page()
    found = {}
    for name, paths in sorted(addresses(owner).items()):
        for path in paths:
            found[f"{name} {path}"] = _wrongs(page, path, language, width)
    view.close()

    assert len(found) > 40
    assert {page: wrongs for page, wrongs in found.items() if wrongs} == {}


def _wrongs(page: Page, path: str, language: str, width: int) -> list[str]:
    if page.request.get(path).status == 405:
        return ["takes no GET"]
    response = page.goto(path)
    wrongs = violations(page)
    if response.status not in {200, 410}:
        wrongs.append(f"status {response.status}")
    if page.locator("html").get_attribute("lang") != language:
        wrongs.append("another language")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        wrongs.append("scrolls sideways")
    return wrongs
