"""Points of a ledger in, readings out: a figure with everything that decides what it may be compared with."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any, cast

import yaml

from groundwire.facts.precision import Bounds, bounds, rounded, truncated
from groundwire.models import LedgerPoint, Measured, Name, Span, Why
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.terms import TermIndex, TermPattern, longest
from groundwire.text.units import unit
from groundwire.text.words import plain_words

_BEFORE, _AFTER = 70, 40  # characters of a spaced script around a figure in which words qualify it
_DENSE_BEFORE, _DENSE_AFTER = 26, 12  # of a script without spaces
_ALIKE = 0.4  # of the words of the shorter sentence
_SHORT_DENSE, _SHORT = 2, 4  # characters of a word of content
_FEWEST = 2  # words: a sentence of so few is like any
_VAGUE = 0.6  # where what is counted, or whose it is, is not clear
_HOUR = re.compile(
    r"(?<![\d.])(\d{1,2})(?:时|点|:\d{2}|h\b|\s?uhr|\s?[ap]\.?m\b)|\b(noon|midnight|mittag|midi|mediodía)\b"
)
_MORE_AFTER = re.compile(
    r"[〇零一二两三四五六七八九十\d](?![日号月])|半(?![\u4e00-\u9fff])|半(?=[年月天小个内左以前后时的])"
)
_MORE_BEFORE = re.compile(r"\d(?:年|个月|月|小时|分钟?|公里|米|元)$")
LOSS, PROFIT = "loss", "net-profit"
_CLAUSE = re.compile(r"[;；。！？!?]|\.\s")  # what is beyond speaks of something else
_AFTER_END = re.compile(r"[,，、;；。！？!?()（）]|\.\s")  # behind a figure a comma is enough: "600 t, of which 50 …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A word near a figure that narrows what it is of: of which class, with which value, as written."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A point, its values in the base unit and signed by direction, and what is near it."""

    point: LedgerPoint
    measured: Measured
    low: Decimal
    high: Decimal
    rounded: Bounds
    truncated: Bounds
    meant: Bounds  # with its qualifier
    usd: Bounds | None
    contrasts: Mapping[str, Contrast]  # by class
    written: str

    @property
    def words(self) -> frozenset[str]:
        """The words of the sentence, without numbers."""
        return content(self.point.quote.text, self.point.quote.language)

    @property
    def period(self) -> tuple[date, date] | None:
        """What time the figure is of, where its text says so."""
        period = self.point.figure.period
        return (period.first, period.last) if period else None

    @property
    def said(self) -> date:
        """The day of the document."""
        return self.point.quote.time.date()

    @property
    def voice(self) -> tuple[int, str]:
        """Documents of one origin are one voice; those whose origin is not known speak for themselves."""
        return self.point.quote.origin, self.point.quote.document if self.point.quote.origin < 0 else ""


def read_point(point: LedgerPoint, measured: Measured, named: Iterable[Span] = ()) -> Reading:
    """The reading of one point. What stands in the names of its paragraph narrows nothing: 中芯国际 is not abroad."""
    figure, quote = point.figure, point.quote
    start, end = figure.span.start - quote.start, figure.span.end - quote.start
    folded = fold(quote.text)
    written = folded[max(start, 0) : end]
    bare = _without(folded, quote.start, named)
    around = rounded(figure, written)
    falls = figure.change is not None and figure.change.difference and figure.change.direction == "down"
    negative = falls != (measured.measure == LOSS) and figure.low > 0  # a loss is a profit below nothing
    factor = _factor(figure.unit) * (-1 if negative else 1)
    values = _scaled(Bounds(low=figure.low, high=figure.high), factor)
    return Reading(
        point=point,
        measured=measured,
        low=values.low,
        high=values.high,
        rounded=_scaled(around, factor),
        truncated=_scaled(truncated(figure, written), factor),
        meant=_scaled(bounds(figure, around), factor),
        usd=Bounds(low=figure.usd[0], high=figure.usd[1]) if figure.usd else None,
        contrasts=_contrasts(bare, start, end, measured.measure),
        written=quote.text[max(start, 0) : end],
    )


def is_cut(quote: str, start: int, end: int) -> bool:
    """Whether more of the number stands beside it: "1 m" of 一米八, "2 days" of "70 years 7 months 2 days"."""
    return bool(_MORE_AFTER.match(quote, end) or _MORE_BEFORE.search(quote, max(start - 4, 0), start))


def _without(folded: str, begin: int, named: Iterable[Span]) -> str:
    """The sentence with blanks for the names; ``begin`` is where it stands in its paragraph."""
    for span in named:
        start, end = max(span.start - begin, 0), min(span.end - begin, len(folded))
        if start < end:
            folded = f"{folded[:start]}{' ' * (end - start)}{folded[end:]}"
    return folded


def likeness(left: Reading, right: Reading) -> float:
    """The share of the words of the shorter sentence that the other has too; nothing for two or three words."""
    fewest = min(len(left.words), len(right.words))
    return len(left.words & right.words) / fewest if fewest > _FEWEST else 0.0


@functools.lru_cache(maxsize=16384)  # several figures of one sentence
def hours_of(text: str) -> frozenset[str]:
    """The hours of the day that a sentence gives, as written."""
    return frozenset(found.group(1) or found.group(2) for found in _HOUR.finditer(fold(text)))


def _factor(unit_id: str | None) -> Decimal:
    found = unit(unit_id) if unit_id else None
    return (found.factor if found else None) or Decimal(1)


def _scaled(one: Bounds, factor: Decimal) -> Bounds:
    low, high = sorted((one.low * factor, one.high * factor))
    return Bounds(low=low, high=high)


def _contrasts(folded: str, start: int, end: int, measure: str) -> dict[str, Contrast]:
    """The nearest word of each class, so that "mined 60 %, refined 90 %" gives each figure its own."""
    dense = any(map(is_cjk, folded[max(start - 4, 0) : end + 4]))
    before, after = (_DENSE_BEFORE, _DENSE_AFTER) if dense else (_BEFORE, _AFTER)
    left = max([max(start - before, 0), *(m.end() for m in _CLAUSE.finditer(folded, 0, max(start, 0)))])
    stop = _AFTER_END.search(folded, end)
    right = min(end + after, stop.start() if stop else len(folded))
    window = folded[left:right]
    best: dict[str, tuple[int, Contrast]] = {}
    for match in longest(_index().find(window, window)):
        kind, value = match.key
        if not _concerns(kind, measure):
            continue
        place = left + match.start
        distance = start - (left + match.end) if place < start else (place - end) * 2  # what stands before is nearer
        if place < end and left + match.end > start:
            distance = 0
        if distance <= _nearest(kind) and (kind not in best or distance < best[kind][0]):
            best[kind] = distance, Contrast(value=value, words=window[match.start : match.end])
    return {kind: contrast for kind, (_, contrast) in best.items()}


@functools.lru_cache(maxsize=16384)  # several figures of one sentence
def content(text: str, language: str) -> frozenset[str]:
    """The words of content, without numbers."""
    return frozenset(word for word in plain_words(text, language) if _tells(word))


def _tells(word: str) -> bool:
    """Whether it is a word of content: no number, and not so short that any sentence has it."""
    return len(word) >= (_SHORT_DENSE if is_cjk(word[0]) else _SHORT) and not any(c.isdigit() for c in word)


@functools.cache
def _index() -> TermIndex[tuple[str, str]]:
    return TermIndex(
        TermPattern(word, (kind, value))
        for kind, entry in _data("contrasts").items()
        for value, words in entry["values"].items()
        for word in words
    )


@functools.cache
def why_of(kind: str) -> Why:
    """What a class of contrasts explains."""
    return cast(Why, _data("contrasts")[kind]["why"])


@functools.cache
def _nearest(kind: str) -> int:
    """How far from a figure a word of this class may stand."""
    return int(_data("contrasts")[kind].get("near", _BEFORE * 2))


@functools.cache
def is_apart(kind: str) -> bool:
    """Whether figures that both have words of a class need not be of one thing either."""
    return bool(_data("contrasts")[kind].get("apart"))


@functools.cache
def is_left_out(kind: str, value: str) -> bool:
    """Whether reports of one thing often leave the words of this value out."""
    return value in _data("contrasts")[kind].get("passing", ())


@functools.cache
def is_of_levels(kind: str) -> bool:
    """Whether a class of contrasts says nothing of changes."""
    return bool(_data("contrasts")[kind].get("levels"))


@functools.cache
def _concerns(kind: str, measure: str) -> bool:
    entry = _data("contrasts")[kind]
    natures = entry.get("natures")
    return ("measures" not in entry or measure in entry["measures"]) and (not natures or nature_of(measure) in natures)


@functools.cache
def unsaid(kind: str) -> str | None:
    """What a class of contrasts is where no word says it: net rather than gross."""
    value: str | None = _data("contrasts")[kind].get("unsaid")
    return value


@functools.cache
def plain(kind: str) -> bool:
    """Whether a class of contrasts sets figures apart also where only one of them has it."""
    return bool(_data("contrasts")[kind].get("plain"))


@functools.cache
def nature_of(measure: str) -> str:
    """How the measure moves: flow, stock, quick, toll, deal or property."""
    natures = (
        (name, entry) for name, entry in _data("measures").items() if isinstance(entry, dict) and "days" in entry
    )
    return next((name for name, entry in natures if measure in entry.get("measures", ())), "flow")


@functools.cache
def days_of(nature: str) -> int:
    """How many days apart two figures without a period may be said and be of one moment."""
    return int(_data("measures")[nature]["days"])


def likeness_needed(measured: Measured) -> float | None:
    """The share of words that two sentences must have in common to be of one thing: the less, the more is named.

    None where too little is named for any two sentences.
    """
    who, thing = key_of(measured.owner) or key_of(measured.scope), key_of(measured.thing)
    if is_vague(measured.measure):
        return _VAGUE if who and thing else None
    if is_alone(measured.measure):
        return 0.0 if who else None
    if who and thing:
        return 0.0
    return _VAGUE if who or (measured.thing and measured.thing.entity) else None


@functools.cache
def is_alone(measure: str) -> bool:
    """Whether a holder has one of it, so that its name is enough."""
    return measure in _data("measures")["alone"]


@functools.cache
def is_vague(measure: str) -> bool:
    """Whether the measure says little of what is counted."""
    return measure in _data("measures")["vague"]


@functools.cache
def is_generic(measure: str) -> bool:
    """Whether the measure says only how much there is."""
    return measure in _data("measures")["generic"]


@functools.cache
def may_be_called(measure: str, other: str) -> bool:
    """Whether two reports of one thing use the one word and the other."""
    return any(measure in words and other in words for words in _data("measures")["alike"])


@functools.cache
def is_counting(measure: str) -> bool:
    """Whether it is a number of somebody or something, without telling which."""
    return measure in _data("measures")["counting"]


@functools.cache
def is_measure(unit_id: str) -> bool:
    """Whether what is counted is what is measured, as layoffs are."""
    return any(unit_id in entry.get("measures", ()) for entry in _data("measures").values() if isinstance(entry, dict))


@functools.cache
def is_of_agreement(measure: str) -> bool:
    """Whether it is a sum that an agreement is about."""
    return measure in _data("measures")["agreement"]


@functools.cache
def counted_as(unit_id: str) -> str:
    """The counted thing that this one is compared as."""
    counts: dict[str, list[str]] = _data("measures")["counts"]
    return next((as_ for as_, things in counts.items() if unit_id in things), unit_id)


@functools.cache
def is_done_when_announced(measure: str) -> bool:
    """Whether it is told alike of an agreement and of what came of it."""
    return measure in _data("measures")["done"]


@functools.cache
def one_hand(source_name: str) -> bool:
    """Whether a source's reports are its own; those of a platform are many authors'."""
    return bool(source_name) and fold(source_name) not in set(map(fold, _data("generic")["platforms"]))


@functools.cache
def _generic() -> frozenset[str]:
    return frozenset(map(fold, _data("generic")["names"]))


def key_of(name: Name | None) -> str | None:
    """What a name is compared by; None for words that name nobody in particular."""
    if name is None or (name.entity is None and is_nobody(name.key)):
        return None
    return name.key


def is_nobody(key: str) -> bool:
    """Whether folded words name nobody in particular."""
    return len(key) < 2 or key in _generic()


@functools.cache
def _data(name: str) -> dict[str, Any]:
    file = resources.files("groundwire.facts") / "data" / f"{name}.yaml"
    loaded: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return loaded
