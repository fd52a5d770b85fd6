"""What a model wrote in, statements with citations under headings out; what cannot be read is left out."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from groundwire.brief.abstractive.fence import INVISIBLE
from groundwire.brief.abstractive.loose_json import read_json
from groundwire.brief.lines import parse_brief
from groundwire.models import BriefKind, Statement, Verdict

_NUMBER = re.compile(r"\d{1,6}")
_PAIR = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)"\s*,\s*"paragraphs"\s*:\s*\[([^\]]*)\]')
_CITED = re.compile(r"\s*[\[［【]\s?\d{1,4}(?:\s?[,，、;；]\s?\d{1,4})*\s?[\]］】]")
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|>\s+)|\*\*|__|`+", re.MULTILINE)
_NUMBERED = re.compile(r"^\s*\(?(\d{1,4})[.):：]\s*(.*)$")
_CHOSEN = re.compile(
    r"^[ \t]*(?:core\b[^:：\n]{0,20}|group[ \t]*(?P<group>\d{1,3})[ \t]*[:：]?[ \t]*(?P<heading>[^:：\n\d]{0,80}?))"
    r"[ \t]*[:：–-][ \t]*(?P<numbers>\d[\d,，、;； \t]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*[-–•*·]\s*")
_MOST = 200  # statements of one answer that are looked at
_LONGEST = 1_000  # characters of a statement
_LONGEST_LINES = 40_000  # characters of a brief in lines: a long one has a tenth


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Statements as a model wrote them, not yet checked."""

    heading: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A brief as a model wrote it; the first draft without a heading is the core."""

    kind: BriefKind
    core: tuple[Statement, ...]
    groups: tuple[Draft, ...]

    def __bool__(self) -> bool:
        return bool(self.core or self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A brief made of statements that are known by number."""

    kind: BriefKind
    core: tuple[int, ...]
    groups: tuple[tuple[str | None, tuple[int, ...]], ...]


def read_outline(text: str, shown: Collection[int], language: str) -> Outline:
    """The brief in ``text``; citations of paragraphs that were not shown are taken away.

    A statement that is left with none keeps what it cited, for the check to say that it is not there.
    """
    value = read_json(text)
    if isinstance(value, list):
        value = {"groups": [{"statements": value}]}
    if isinstance(value, dict):
        outline = _of_json(value, shown)
        if outline:
            return outline
    pairs = _all(_statement(_unescaped(match[1]), match[2], shown) for match in islice(_PAIR.finditer(text), _MOST))
    if pairs:
        return Outline(kind="insights", core=(), groups=(Draft(heading=None, statements=pairs),))
    return _of_lines(text, shown, language)


def read_rewrites(text: str, shown: Collection[int]) -> dict[int, Statement | None]:
    """Statements by the number they were asked under; None where the model gives one up."""
    value = read_json(text)
    items = value.get("statements") if isinstance(value, dict) else value
    if isinstance(items, list):
        found = {}
        for item in items[:_MOST]:
            number = _first_number(item.get("id")) if isinstance(item, dict) else None
            if number is not None:
                found[number] = _statement(item.get("text"), item.get("paragraphs"), shown)
        return found
    return {
        int(match[1]): _from_line(match[2], shown)
        for line in _plain(text).splitlines()[:_MOST]
        if (match := _NUMBERED.match(_BULLET.sub("", line)))
    }


def read_choice(text: str, known: Collection[int]) -> Choice | None:
    """The brief by numbers; each number counts once, where it stands first."""
    value = read_json(text)
    if not isinstance(value, dict):
        value = _choice_of_lines(text)
    free = set(known)

    def take(given: Any) -> tuple[int, ...]:
        taken = []
        for number in _numbers(given):
            if number in free:
                free.discard(number)
                taken.append(number)
        return tuple(taken)

    core = take(value.get("core"))
    groups = tuple(
        (_heading(group.get("heading")), take(group.get("statements"))) for group in _dicts(value.get("groups"))
    )
    groups = tuple(group for group in groups if group[1])
    return Choice(kind=_kind(value), core=core, groups=groups) if core or groups else None


def _choice_of_lines(text: str) -> dict[str, Any]:
    core: list[str] = []
    groups = []
    for match in islice(_CHOSEN.finditer(_plain(text)), _MOST):
        if match["group"] is None:
            core.append(match["numbers"])
        else:
            groups.append({"heading": match["heading"], "statements": match["numbers"]})
    return {"core": core, "groups": groups}


def _of_json(value: Mapping[str, Any], shown: Collection[int]) -> Outline:
    core = _all(_statements(value.get("core"), shown))
    groups = [
        Draft(heading=_heading(group.get("heading")), statements=_all(_statements(group.get("statements"), shown)))
        for group in _dicts(value.get("groups"))
    ]
    loose = _all(_statements(value.get("statements"), shown))
    if loose:
        groups.append(Draft(heading=None, statements=loose))
    return Outline(kind=_kind(value), core=core, groups=tuple(group for group in groups if group.statements))


def _of_lines(text: str, shown: Collection[int], language: str) -> Outline:
    brief = parse_brief(_plain(text)[:_LONGEST_LINES], language)
    cited = [
        Draft(heading=_heading(group.heading), statements=_all(_kept(each, shown) for each in group.statements))
        for group in brief.groups
    ]
    core = _all(_kept(each, shown) for each in brief.core)
    return Outline(kind=brief.kind, core=core, groups=tuple(group for group in cited if group.statements))


def _kept(statement: Statement, shown: Collection[int]) -> Statement | None:
    """A statement of a line; what cites nothing there is talk around the brief."""
    return _statement(statement.text, statement.citations, shown) if statement.citations else None


def _plain(text: str) -> str:
    return _MARKUP.sub("", text)


def _from_line(line: str, shown: Collection[int]) -> Statement | None:
    cited = "".join(_CITED.findall(line))
    return _statement(_CITED.sub("", line), cited, shown)


def _statements(given: Any, shown: Collection[int]) -> Iterator[Statement | None]:
    for item in given[:_MOST] if isinstance(given, list) else [given]:
        if isinstance(item, dict):
            yield _statement(item.get("text"), item.get("paragraphs", item.get("citations")), shown)
        elif isinstance(item, str):
            yield _from_line(item, shown)


def _statement(text: Any, citations: Any, shown: Collection[int]) -> Statement | None:
    if not isinstance(text, str):
        return None
    plain = " ".join(_CITED.sub("", INVISIBLE.sub("", text)).split())
    if not any(map(str.isalnum, plain)) or len(plain) > _LONGEST:
        return None
    numbers = [*_numbers(citations), *(n for cited in _CITED.findall(text) for n in _numbers(cited))]
    known = [number for number in dict.fromkeys(numbers) if number in shown]
    return Statement(text=plain, citations=tuple(known or numbers[:3]), verdict=Verdict(outcome="unchecked"))


def _numbers(given: Any) -> list[int]:
    """Whole numbers, also as ``"2"``, ``"[2]"`` or ``"p. 2"``; nothing else is a paragraph's."""
    if isinstance(given, bool):
        return []
    if isinstance(given, int):
        return [given]
    if isinstance(given, str):
        return [int(number) for number in _NUMBER.findall(given)]
    return [number for each in given for number in _numbers(each)] if isinstance(given, list | tuple) else []


def _first_number(given: Any) -> int | None:
    return next(iter(_numbers(given)), None)


def _heading(given: Any) -> str | None:
    text = " ".join(_CITED.sub("", INVISIBLE.sub("", given)).split()) if isinstance(given, str) else ""
    text = text.strip(" -–:：.。")
    return text or None


def _kind(value: Mapping[str, Any]) -> BriefKind:
    return "viewpoint" if value.get("kind") == "viewpoint" else "insights"


def _dicts(given: Any) -> list[dict[str, Any]]:
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def _all(statements: Any) -> tuple[Statement, ...]:
    return tuple(each for each in statements if each)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": " ", "t": " "}.get(match[1], match[1]), text)
