"""A passage in, the codes in it out: telephone numbers, versions, scores, models, tariff headings, standards.

They are digits that are no quantity. Times of the day are found too, so that nothing reads them as figures, but they
are no codes.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Found, Overlap, Passage
from groundwire.models import CodeKind
from groundwire.text.alternatives import behind_first, one_of
from groundwire.text.scripts import fold

_NOT_DIGITS = re.compile(r"\D+")
# Where one of these can begin: not inside a run of letters or of digits, except for an address.
_STARTS = re.compile(r"[!-~](?:(?<=[A-Za-z])(?<![A-Za-z].)|(?<=\d)(?<!\d.)|(?<=[+(._%-])|(?<=h)(?=ttp)|(?<=w)(?=ww\.))")
# The same in a text without the sign of an address of mail, where no word in small letters begins one.
_FEWER_STARTS = re.compile(r"[!-~](?:(?<=[A-Z])(?<![A-Za-z].)|(?<=\d)(?<!\d.)|(?<=[+(])|(?<=h)(?=ttp)|(?<=w)(?=ww\.))")
_NUMBER_SIGN = r"[\s:：#.()（]{0,3}"
_ANY_SCORE = re.compile(r"\d ?[-–:比対] ?\d")  # what every score has and few texts
_HS = r"\d{4}(?:\.\d{2}){1,3}(?:\.?\d{2})?(?![\d.]\d)|\d{4}(?:\.\d{4}(?:\.\d{2})?)(?!\d)|\d{4}(?:\d{2}){0,3}(?!\d)"
_CAS = r"\d{2,7}-\d{2}-\d(?!\d)"
_ADDRESS = (
    r"(?:https?://|www\.)[^\s，。；、）)]{1,300}|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[\w-]{1,60}\.[\w.-]{1,60}"
)
_TELEPHONE = (
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d-])(?!(?:19|20)\d\d-)\+?\d{1,4}(?:[- ]\d{2,4}){3,5}(?![\d-])"
    r"|(?<![\d-])0\d{2,3}-\d{7,8}(?!\d)|(?<![\d-])[48]00-\d{3}-\d{4}(?!\d)|(?<!\d)\(\d{3}\) ?\d{3}-\d{4}(?!\d)"
    r"|(?<![\d-])\d{3}[- ]\d{3}-\d{4}(?![\d-])|\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}(?!\d)"
)
# Three parts and more (1.2.3), unless they are groups of three digits (1.234.567) or a date (4.3.2025).
_VERSION = (
    r"(?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?![\d.])|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?!\d))\d{1,3}(?:\.\d{1,4}){2,4}(?!\d)"
)
_TIME = r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)|(?<!\d)\d{1,2}[时時点點]\d{1,2}分(?:\d{1,2}秒)?"
_ECCN = r"(?<![A-Za-z0-9.-])\d[A-E][0-69]\d{2}(?:\.[a-z](?:\.\d{1,2}(?:\.[a-z])?)?)*(?![A-Za-z0-9])"
_MODEL = (
    r"(?<![A-Za-z0-9_./&@-])(?!NOT_MODELS(?![A-Za-z0-9])|NOT_BEFORE_DIGITS[ -]?\d)(?=[A-Za-z-]{1,14}\d)"
    r"[A-Z][A-Za-z]{0,11}(?:-[A-Z]?[A-Za-z]{0,8})?-?\d{1,5}(?:\.\d{1,2})?[A-Za-z]{0,3}(?:-\d{1,4}[A-Za-z]?)?"
    r"(?![A-Za-z0-9_%])(?!\.\d)(?!,\d{3})(?! ?(?:million|billion|trillion|bn|mn|crore|lakh|万|亿|億)(?![a-z]))"
)


@dataclass(slots=True, kw_only=True)
class FoundCode(Found):
    """A code with its place in the passage; ``kind`` None for a time of the day."""

    kind: CodeKind | None
    value: str


def find_codes(passage: Passage, taken: Overlap) -> list[FoundCode]:
    """Every code outside the places ``taken`` (addresses there too), in order; marks all places of codes as taken."""
    patterns = _patterns(passage.base)
    found: list[FoundCode] = []
    for code in (*_triggered(passage, patterns), *_plain(passage, patterns)):
        free = code.kind == "address" or not taken(code.start, code.end)
        taken.take(code.start, code.end)
        if free:
            found.append(code)
    return sorted(found, key=lambda code: code.start)


@dataclass(frozen=True, slots=True)
class _Patterns:
    plain: re.Pattern[str]  # what shows itself
    hint: re.Pattern[str]  # the first character of a word that shows what stands behind it
    triggered: re.Pattern[str]  # those words with what they show, on folded text
    more: re.Pattern[str]  # a further number of a list
    score: re.Pattern[str] | None


@functools.cache
def _patterns(language: str) -> _Patterns:
    data = language_data("codes", language)
    joined = "|".join(re.escape(fold(word)) for word in data["and"])
    scores = [pattern.replace("(?P<score>", "(") for pattern in data["score"]]
    return _Patterns(
        plain=re.compile(_plain_pattern(data)),
        hint=re.compile(_hint_pattern(data)),
        triggered=re.compile(_triggered_pattern(data)),
        more=re.compile(rf"[\s)）]{{0,2}}(?:{joined})[\s(（]{{0,2}}(?P<number>{_HS})"),
        score=re.compile("|".join(scores)) if scores else None,
    )


def _plain_pattern(data: dict[str, Any]) -> str:
    standards = one_of(data["standards"])
    standard = (
        rf"(?<![A-Za-z])(?:(?:{standards})[ -]|[A-Z]{{2}}/[TZ])\d{{2,6}}(?:[-.]\d{{1,5}})*(?:[:—]\d{{4}})?(?![\d%])"
    )
    kinds = {
        "address": _ADDRESS,
        "standard": standard,
        "telephone": _TELEPHONE,
        "version": _VERSION,
        "time": _TIME,
        "eccn": _ECCN,
        "model": _MODEL.replace("NOT_MODELS", data["not_models"]).replace(
            "NOT_BEFORE_DIGITS", data["not_before_digits"]
        ),
    }
    return "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())


def _triggered_pattern(data: dict[str, Any]) -> str:
    between = _alternatives(data["hs_between"])
    hs = rf"(?<![a-z]){_alternatives(data['hs'])}(?:[ -]{between})?{_NUMBER_SIGN}(?P<hs>{_HS})"
    cas = rf"(?<![a-z]){_alternatives(data['cas'])}{_NUMBER_SIGN}(?P<cas>{_CAS})"
    telephone = rf"(?<![a-z]){_alternatives(data['telephone'])}{_NUMBER_SIGN}(?P<telephone>\+?\d[\d -]{{5,18}}\d)(?!\d)"
    version = rf"(?<![a-z0-9-]){_alternatives(data['version'])} ?(?P<version>\d{{1,3}}(?:\.\d{{1,4}}){{0,3}})(?![\d%])"
    return f"{hs}|{cas}|{telephone}|{version}"


def _hint_pattern(data: dict[str, Any]) -> str:
    words = [fold(word) for kind in ("hs", "cas", "telephone", "version") for word in data[kind]]
    short = "".join(re.escape(word) for word in words if len(word) == 1)
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    alone = rf"|(?<=[{short}]) ?\d" if short else ""
    return rf"[{firsts}](?={behind_first(word for word in words if len(word) > 1)}{alone})"


def _alternatives(words: Iterable[str]) -> str:
    return f"(?:{one_of(map(fold, words))})"


def _plain(passage: Passage, patterns: _Patterns) -> Iterator[FoundCode]:
    for match in _matches(patterns.plain, passage.wide, _STARTS if "@" in passage.wide else _FEWER_STARTS):
        kind = match.lastgroup
        yield _code(match.start(), match.end(), None if kind == "time" else kind, match[0])
    for match in (
        patterns.score.finditer(passage.folded) if patterns.score and _ANY_SCORE.search(passage.folded) else ()
    ):
        group = match.lastindex or 0
        yield _code(*match.span(group), "score", match[group])


def _matches(pattern: re.Pattern[str], text: str, starts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Every match, in order; the whole expression is tried only where one can begin."""
    end = 0
    for start in starts.finditer(text):
        if start.start() >= end and (match := pattern.match(text, start.start())):
            end = match.end()
            yield match


def _triggered(passage: Passage, patterns: _Patterns) -> Iterator[FoundCode]:
    for match in _matches(patterns.triggered, passage.folded, patterns.hint):
        kind = match.lastgroup or ""
        written = match[kind]
        if kind == "cas" and not is_cas(written):
            continue
        yield _code(*match.span(kind), kind, written)
        if kind == "hs":
            yield from _more(passage.folded, match.end(), patterns.more)


def _more(text: str, at: int, pattern: re.Pattern[str]) -> Iterator[FoundCode]:
    """The further numbers of a list of headings."""
    while match := pattern.match(text, at):
        yield _code(*match.span("number"), "hs", match["number"])
        at = match.end()


def _code(start: int, end: int, kind: Any, written: str) -> FoundCode:
    return FoundCode(start=start, end=end, kind=kind, value=_VALUES.get(kind, str)(written))


def _heading(written: str) -> str:
    """8112.92.20.00, however it is written."""
    digits = _NOT_DIGITS.sub("", written)
    return ".".join([digits[:4], *(digits[at : at + 2] for at in range(4, len(digits), 2))])


def _telephone(written: str) -> str:
    return ("+" if written.startswith("+") else "") + _NOT_DIGITS.sub("", written)


def _score(written: str) -> str:
    return ":".join(re.findall(r"\d+", written))


_VALUES = {"hs": _heading, "telephone": _telephone, "score": _score}


def is_cas(written: str) -> bool:
    """Whether this has the form of a CAS number and its check digit is right."""
    if not re.fullmatch(_CAS, written):
        return False
    digits = _NOT_DIGITS.sub("", written)
    return sum(int(digit) * at for at, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == int(digits[-1])
