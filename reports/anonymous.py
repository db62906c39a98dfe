"""A report without who it is about, and the words in it that tell a man from a woman.

What people typed is searched for the name, for addresses and numbers, and for schools; each is
replaced by BLANK. The search errs on the side of hiding too much: the full report still stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reports.report import View

if TYPE_CHECKING:
    from reports.report import Chain, Line, Report, Scorecard

BLANK = "■■"
_CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,}"
    r"|(?<![\w.])(?:\+\d{1,3}[ -]?)?\(?0?\d{2,3}\)?[ .-]\d{3,4}[ .-]\d{4}(?!\w)"
)
_SCHOOL = re.compile(
    r"[가-힣A-Za-z]*[가-힣](?:대학교|대학원|고등학교|중학교|초등학교|과학고|외고|국제고|영재고)"
    r"|[가-힣]{2,4}대(?=(?:를|에서|에|의|는|은|가|와|도|랑|출신|생|학부|졸)?(?:[\s,.)]|$))"
    r"|카이스트|포항공대|포스텍|유니스트|지스트|디지스트"
    r"|\b(?:KAIST|POSTECH|UNIST|D?GIST|MIT|Caltech|Stanford|Harvard|Oxford|Cambridge|Berkeley"
    r"|Princeton|Yale|ETH)\b"
    r"|\bUniversity of [A-Z][\w'-]*(?: [A-Z][\w'-]*)*"
    r"|\b(?:[A-Z][\w'-]* ){1,4}(?:University|College|Institute of Technology|High School)\b"
)
_GENDERED = re.compile(
    r"\b(?:he|she|him|her|his|hers|himself|herself|man|woman|men|women|male|female|guy|girl|boy"
    r"|lady|gentleman|husband|wife|father|mother|mr|mrs|ms|miss|sir|madam|maternity|paternity"
    r"|pregnant|pregnancy)\b"
    r"|그녀|남자|여자|남성|여성|남학생|여학생|남편|아내|아가씨|아저씨|아줌마|언니|누나|오빠|군대|군필|미필"
    r"|병역|전역|임신|출산|육아휴직",
    re.IGNORECASE,
)
_WIDE_NAME = re.compile(r"[가-힣]{3,4}")


class Piece(NamedTuple):
    """A part of a text, and whether it is a gendered word."""

    text: str
    gendered: bool


def anonymous(report: Report, called: str) -> Report:
    """Give the report of somebody who is only `called` something."""
    name = _name(report.candidate)
    return replace(
        report,
        candidate=called,
        summary=_hidden(report.summary, name),
        chains=tuple(_chain(chain, name) for chain in report.chains),
        scorecards=tuple(_scorecard(card, name) for card in report.scorecards),
        view=View.ANONYMOUS,
    )


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text so that each gendered word is a piece of its own."""
    end = 0
    for match in _GENDERED.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], gendered=False)
        yield Piece(match[0], gendered=True)
        end = match.end()
    if text[end:]:
        yield Piece(text[end:], gendered=False)


def _chain(chain: Chain, name: re.Pattern[str]) -> Chain:
    return replace(chain, lines=tuple(_line(line, name) for line in chain.lines))


def _line(line: Line, name: re.Pattern[str]) -> Line:
    prompt = line.prompt
    if not line.planned:
        prompt = replace(prompt, text=_hidden(prompt.text, name))
    return replace(line, prompt=prompt, note=_hidden(line.note, name))


def _scorecard(card: Scorecard, name: re.Pattern[str]) -> Scorecard:
    return replace(card, reason=_hidden(card.reason, name))


def _name(candidate: str) -> re.Pattern[str]:
    """Find the name and each part of it; of a Korean one also the given name alone."""
    whole = unicodedata.normalize("NFC", candidate).strip()
    parts = {whole, *(part for part in whole.split() if len(part) > 1)}
    parts |= {part[1:] for part in parts if _WIDE_NAME.fullmatch(part)}
    longest_first = sorted(parts - {""}, key=len, reverse=True)
    return re.compile("|".join(map(_whole_word, longest_first)) or r"(?!)", re.IGNORECASE)


def _whole_word(part: str) -> str:
    return rf"\b{re.escape(part)}(?![a-z])" if part.isascii() else re.escape(part)


def _hidden(text: str, name: re.Pattern[str]) -> str:
    text = unicodedata.normalize("NFC", text)
    for what in (_CONTACT, _SCHOOL, name):
        text = what.sub(BLANK, text)
    return text
