"""A figure and the text around it in, what one of it is for out: 5万元/吨, 30,000 wafers a month, 日产 5 万吨."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from groundwire.annotate.figures.tails import TailClass
from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Passage
from groundwire.text.alternatives import one_of
from groundwire.text.scripts import fold

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_LONGEST = 40  # characters before a figure in which such words are looked for
_NONE: frozenset[TailClass] = frozenset({"points", "multiple"})  # these are for nothing


@dataclass(frozen=True, slots=True)
class Per:
    """What a price or rate is for one of, where the figure with it ends, and the words for it."""

    per: str
    end: int
    words: tuple[int, int] = (0, 0)


class PerReader:
    """Reads the words around the figures of one passage."""

    def __init__(self, passage: Passage) -> None:
        self._folded = passage.folded
        self._words = _words(passage.base)
        self._floor = 0  # words before it belong to the figure before

    def read(self, start: int, end: int, tail: TailClass) -> Per | None:
        """What the figure from ``start`` to ``end`` is for."""
        if tail in _NONE:
            return None
        pattern = self._words.after_money if tail == "money" else self._words.after
        after = None if tail == "duration" else pattern.match(self._folded, end)
        if after and (found := self._after(after, end, tail)):
            self._floor = after.end()
            return found
        if tail in ("percent", "duration"):
            return None
        floor = max(self._floor, start - _LONGEST)
        before = self._words.before.match(self._folded, floor, start) if floor < start else None
        return Per(self._id(before), end, before.span("words")) if before else None

    def price(self, start: int, end: int, *, dear: bool) -> Per | None:
        """What an amount is for where only a word before it says that it is a price: priced at, 售价."""
        before = self._words.price.search(self._folded, max(self._floor, start - _LONGEST), start)
        if before is None or (dear and before["word"] not in self._words.dear):
            return None
        return Per(self._words.prices[before["word"]], end)

    def _after(self, match: re.Match[str], end: int, tail: TailClass) -> Per | None:
        alone = match["alone"]
        if alone is not None:
            per, only_money = self._words.alone[alone], self._words.alone[alone] not in TIMES
        else:
            per = self._id(match)
            only_money = tail == "percent" and per.rpartition(" ")[2] not in TIMES
        attached = self._folded[end : match.end()].lstrip()[:1] == "/"  # 元/吨 is one unit; words stay outside
        if only_money and tail != "money":
            return None
        return Per(per, match.end() if attached else end, match.span())

    def _id(self, match: re.Match[str]) -> str:
        """The id of the unit, with the number that stands before it: "t", "10 share", "million token"."""
        per = self._words.ids[match["word"] or match["lead"]]
        number = (match["number"] or "").strip()
        return per if number in ("", "1", "一") else f"{self._words.numbers.get(number, number)} {per}"


@dataclass(frozen=True, slots=True)
class _PerWords:
    after: re.Pattern[str]
    after_money: re.Pattern[str]
    before: re.Pattern[str]
    ids: dict[str, str]
    alone: dict[str, str]
    numbers: dict[str, str]
    price: re.Pattern[str]
    prices: dict[str, str]
    dear: frozenset[str]  # those of them that are said of the dearest things too


@functools.cache
def _words(language: str) -> _PerWords:
    data = language_data("figures", language)
    ids = _ids(data)
    alone = {fold(word): per for word, per in data["per_alone"].items()}
    leads = {fold(word): per for word, per in data["per_leads"].items()}
    numbers = {fold(str(word)): name for word, name in data["per_numbers"].items()}
    word = f"(?P<word>{_either(ids)})"
    number = rf"(?P<number>(?:\d{{1,3}}(?:,?\d{{3}})?|{_either(numbers)}) ?)??"
    gap = data["per_gap"]
    after = (
        rf"THING[ \u00a0]?(?P<lead>(?!))?(?:(?P<alone>{_either(alone)})|(?:MARKS){number}{word})"
        rf"(?![a-zà-ÿ\d])(?!{data['per_not_followed']})"
    )
    before = rf"(?:(?:{_either(data['per_before'])}){number}{word}|{data['per_lead_guard']}(?P<lead>{_either(leads)}))"
    marks = data["per_after"]
    return _PerWords(
        after=re.compile(after.replace("THING", data["per_thing"]).replace("MARKS", _either(marks))),
        after_money=re.compile(
            after.replace("THING", "").replace("MARKS", _either([*marks, *data["per_after_money"]]))
        ),
        before=re.compile(rf"(?s:.*)(?P<words>{before})(?:{gap})$"),  # the last of several
        ids=ids | leads,
        alone=alone,
        numbers=numbers,
        price=re.compile(rf"(?<![a-z])(?P<word>{_either(data['price_leads'])}){data['price_gap']}$"),
        prices={fold(word): per for word, per in data["price_leads"].items()},
        dear=frozenset(map(fold, data["price_leads_dear"])),
    )


def _ids(data: dict[str, Any]) -> dict[str, str]:
    """Every word for one of something, and its id in the singular."""
    ids: dict[str, str] = {}
    for section in ("units", "units_exact"):
        ids |= {fold(str(word)): name for word, name in data[section].items() if isinstance(name, str)}
    ids |= {fold(word): name.removesuffix("s") for word, name in data["durations"].items()}
    return ids | {fold(str(word)): per for word, per in data["per_units"].items()}


def _either(words: Iterable[str]) -> str:
    return one_of(fold(str(word)) for word in words)
