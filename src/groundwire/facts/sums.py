"""A document and its annotations in, notes on figures that do not add up out, each with the arithmetic."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

import yaml

from groundwire.facts.ledger import in_base
from groundwire.facts.precision import Bounds
from groundwire.facts.sentence_slots import FIRST, LAST, Slot, SlotSentence, slot_sentences
from groundwire.models import Annotations, Document, Span, SumKind, SumNote


class _Rate(NamedTuple):
    """How many of one time are in another: a plant may rest on weekends and holidays. ``all`` is the round number."""

    least: int
    most: int
    all: int


_SIGN = f"[{FIRST}-{LAST}]"
_GAP = f"[^{FIRST}-{LAST};；。]{{0,12}}?"
_JOINT = f"[^{FIRST}-{LAST};；。]{{1,14}}?"  # between the figures of a list
_CONVERTED = Decimal("0.1")  # a rate of another day, or one that the writer rounded
_SAME_UNIT = Decimal("0.03")  # 100 km as 60 miles is rounded; 100 km as 6 miles is wrong
_HUNDRED = Decimal(100)
_RATES = {
    ("hour", "day"): _Rate(6, 25, 24),
    ("day", "month"): _Rate(20, 32, 30),
    ("day", "year"): _Rate(230, 370, 365),
    ("week", "year"): _Rate(46, 53, 52),
    ("month", "year"): _Rate(10, 13, 12),
    ("quarter", "year"): _Rate(3, 5, 4),
}
_RATE_SPAN = 60  # characters between a rate and its sum
_RATE_WORDS = 24  # characters around a figure in which "a day" may stand; before it right beside it
_RATE_BEFORE = 12
_TIME = "seconds"  # the base of every time: one that stands beside another is seldom a part of it
_JOINED = 24  # characters between two figures that are told as one
_PART_SPAN = 80  # characters behind "of which" that still speak of the parts
_FAR = 50  # times: then the two are hardly of one thing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What one language says of sums."""

    growth: tuple[re.Pattern[str], ...]
    not_growth: re.Pattern[str]
    parts: re.Pattern[str]
    listed: tuple[re.Pattern[str], ...]
    rest: tuple[re.Pattern[str], ...]
    converted: re.Pattern[str]
    said: re.Pattern[str]
    joined: re.Pattern[str]  # what stands between two figures told as one, behind the first
    value: re.Pattern[str]  # what stands before a figure that is reached, and no difference
    rates: dict[str, re.Pattern[str]]


def sums(document: Document, annotations: Annotations) -> tuple[SumNote, ...]:
    """Figures of one sentence that contradict one another, in the order of the text; each figure in doubt once."""
    rules = _rules(document.language.split("-")[0].lower())
    if rules is None:
        return ()
    notes: dict[Span, SumNote] = {}
    for sentence in slot_sentences(document, annotations.figures):
        for check in _CHECKS:
            for note in check(sentence, rules):
                notes.setdefault(note.spans[-1], note)
    return tuple(notes.values())


def _growth(sentence: SlotSentence, rules: _Rules) -> Iterator[SumNote]:
    """From a to b, by x percent or by x."""
    for pattern in rules.growth:
        for match in pattern.finditer(sentence.text):
            if rules.not_growth.search(match.group()):
                continue
            before, after, by = (sentence.slot(match.group(name)) for name in "abx")
            reached = by.figure.kind != "percent" and rules.value.search(sentence.text[: sentence.place(by)])
            if _differs(before) or _differs(after) or reached:
                continue  # "112 more than a year before", "sales grew from 1 to 3, and to 20"
            if before.dimension == after.dimension and before.figure.per == after.figure.per:
                yield from _grown(before, after, by)


def _differs(slot: Slot) -> bool:
    return slot.figure.change is not None and slot.figure.change.difference


def _grown(before: Slot, after: Slot, by: Slot) -> Iterator[SumNote]:
    a, b = before.meant(), after.meant()
    if min(a.low, b.low) <= 0 or max(a.high, b.high) > _limit(before, after):
        return
    first, last, found = before.value, after.value, by.value
    if by.figure.kind == "percent" and before.figure.kind != "percent":
        least, most = _relative(a, b)
        expected = (after.value - before.value) / before.value * 100
        formula = (
            f"({_number(after.value)} − {_number(before.value)}) ÷ {_number(before.value)} = {_number(expected)} %"
        )
    elif by.dimension == before.dimension:
        least, most = b.low - a.high, b.high - a.low
        scale = _scale(before, after, by)
        first, last, found, expected = first / scale, last / scale, found / scale, (last - first) / scale
        formula = f"{_number(last)} − {_number(first)} = {_number(expected)}"
    else:
        return
    if before.figure.kind == "percent" and _either_way(by.loose(), *_relative(a, b)):
        return  # from 36 % to 12 % is a fall by 24 points, and by two thirds
    if not _either_way(by.loose(), least, most):
        unit = " %" if by.figure.kind == "percent" else ""
        yield _note("growth", f"{formula} ≠ {_number(found)}{unit}", _Doubt(expected, found, by), [before, after])


def _relative(before: Bounds, after: Bounds) -> tuple[Decimal, Decimal]:
    """By how many percent it may have changed."""
    return (after.low - before.high) / before.high * 100, (after.high - before.low) / before.low * 100


def _limit(before: Slot, after: Slot) -> Decimal:
    """A value without an upper bound ("at least 5") can be compared with nothing."""
    return max(before.value, after.value) * 10


def _either_way(found: Bounds, least: Decimal, most: Decimal) -> bool:
    """Whether a change so large, up or down, is what was found: "fell 12 %" and "−12 %" mean one thing."""
    low, high = sorted((abs(found.low), abs(found.high))) if found.low * found.high > 0 else (Decimal(0), found.high)
    return (least <= high and low <= most) or (-most <= high and low <= -least)


def _parts(sentence: SlotSentence, rules: _Rules) -> Iterator[SumNote]:
    """A part that is more than the whole before it, or a list of parts that together are."""
    for match in rules.parts.finditer(sentence.text):
        whole = _last_slot(sentence, match.start())
        if not match.group("parts") or whole is None or not _is_whole(whole) or _is_joined(sentence, whole, rules):
            continue
        for part in _parts_after(sentence, match.end(), whole)[:1]:  # the second may be of the first, or beside it
            if part.loose().low > whole.loose().high and part.value < whole.value * _FAR:
                scale = _scale(part, whole)
                doubt = _Doubt(whole.value / scale, part.value / scale, part)
                yield _note("parts", f"{_number(doubt.found)} > {_number(doubt.expected)}", doubt, [whole])


def _last_slot(sentence: SlotSentence, before: int) -> Slot | None:
    """The figure that stands last, and near, before a place."""
    signs = re.findall(_SIGN, sentence.text[max(before - 25, 0) : before])
    return sentence.slot(signs[-1]) if signs else None


def _is_joined(sentence: SlotSentence, whole: Slot, rules: _Rules) -> bool:
    """Whether another figure of its kind stands right before it: of "227 passengers and 12 crew" both are the whole."""
    place = sentence.place(whole)
    match = rules.joined.search(sentence.text[max(place - _JOINED, 0) : place])
    return match is not None and sentence.slot(match.group(1)).dimension == whole.dimension


def _is_whole(slot: Slot) -> bool:
    figure = slot.figure
    if slot.dimension == _TIME:
        return False  # "within 3 years, China included within 10"
    return figure.kind in ("money", "count", "quantity") and not _differs(slot) and figure.qualifier not in _OPEN


_OPEN = ("over", "at least", "nearly", "about")


def _parts_after(sentence: SlotSentence, place: int, whole: Slot) -> list[Slot]:
    clause = re.split(r"[;；。]", sentence.text[place : place + _PART_SPAN], maxsplit=1)[0]
    parts = [sentence.slot(sign) for sign in re.findall(_SIGN, clause)]
    return list(takewhile(lambda part: _of_one_kind(part, whole), parts))


def _of_one_kind(part: Slot, whole: Slot) -> bool:
    one, other = part.figure, whole.figure
    same = one.measure is None or other.measure is None or one.measure == other.measure
    return part.dimension == whole.dimension and not _differs(part) and same and one.per == other.per


def _listed(sentence: SlotSentence, rules: _Rules) -> Iterator[SumNote]:
    """A list and its total; percentages and the rest of them."""
    for pattern in rules.listed:
        for match in pattern.finditer(sentence.text):
            total = sentence.slot(match.group("w"))
            parts = [sentence.slot(sign) for sign in re.findall(_SIGN, match.group("list"))]
            if total.figure.kind != "percent" and {part.dimension for part in parts} == {total.dimension}:
                yield from _added(parts, total, total.value, total.loose())
    for pattern in rules.rest:
        for match in pattern.finditer(sentence.text):
            parts = [sentence.slot(sign) for sign in re.findall(_SIGN, match.group("list") + match.group("w"))]
            if all(part.figure.kind == "percent" and part.figure.change is None for part in parts):
                yield from _added(parts, parts[-1], _HUNDRED, Bounds(low=_HUNDRED, high=_HUNDRED))


def _added(parts: Sequence[Slot], doubt: Slot, total: Decimal, allowed: Bounds) -> Iterator[SumNote]:
    each = [part.loose() for part in parts]
    low, high = sum((one.low for one in each), Decimal(0)), sum((one.high for one in each), Decimal(0))
    added = sum((part.value for part in parts), Decimal(0))
    if low <= allowed.high and allowed.low <= high:
        return
    scale = _scale(doubt, *parts)
    formula = f"{' + '.join(_number(part.value / scale) for part in parts)} = {_number(added / scale)}"
    expected, found = (total, added) if doubt in parts else (added, total)
    others = [part for part in parts if part is not doubt]
    shown = f"{formula} ≠ {_number(total / scale)}"
    yield _note("parts", shown, _Doubt(expected / scale, found / scale, doubt), others)


def _converted(sentence: SlotSentence, rules: _Rules) -> Iterator[SumNote]:
    """A sum in two currencies, a length in two units, one beside the other."""
    for left, right in pairwise(sentence.slots):
        start, end = sentence.place(left) + 1, sentence.place(right)
        between, after = sentence.text[start:end], sentence.text[end + 1 : end + 2]
        bracket = between.lstrip().startswith(("(", "（")) and after in (")", "）")
        compound = bool(re.search(rf"{_SIGN}\s?$", sentence.text[: start - 1]))  # "4 years 9 months (1736 days)"
        if not compound and rules.converted.search(between) and (bracket or rules.said.search(between)):
            if not sentence.looks_back:  # the rate was another
                yield from _money(left, right)
            yield from _unit(left, right)


def _money(left: Slot, right: Slot) -> Iterator[SumNote]:
    one, other = left.figure, right.figure
    if not (one.usd and other.usd) or one.currency == other.currency or one.per != other.per:
        return
    if not (one.usd[0] and other.usd[0] and other.low):
        return
    rate = (one.usd[1] / one.high) / (other.usd[1] / other.high)
    if not _meets(left.loose(), right.loose(), rate, _CONVERTED):
        expected = left.value * rate
        formula = (
            f"{_number(left.value)} {one.currency} × {rate:.4g} = {_number(expected)} {other.currency}"
            f" ≠ {_number(right.value)} {other.currency}"
        )
        yield _note("conversion", formula, _Doubt(expected, right.value, right), [left])


def _unit(left: Slot, right: Slot) -> Iterator[SumNote]:
    one, other = left.figure, right.figure
    if one.currency or other.currency or one.unit == other.unit or left.dimension != right.dimension:
        return
    if one.per == other.per and not _meets(left.loose(), right.loose(), Decimal(1), _SAME_UNIT):
        base = left.dimension
        formula = f"{_number(one.high)} {one.unit} = {_number(left.value)} {base} ≠ {_number(right.value)} {base}"
        yield _note("conversion", formula, _Doubt(left.value, right.value, right), [left])


def _meets(left: Bounds, right: Bounds, rate: Decimal, slack: Decimal) -> bool:
    return left.low * rate * (1 - slack) <= right.high and right.low <= left.high * rate * (1 + slack)


def _rate_sums(sentence: SlotSentence, rules: _Rules) -> Iterator[SumNote]:
    """So much a day against so much a year."""
    timed = [(slot, per) for slot in sentence.slots if (per := _per(sentence, slot, rules))]
    for (left, one), (right, other) in pairwise(timed):
        if (one, other) in _RATES and _one_stream(left, right, sentence):
            yield from _summed(left, right, _RATES[one, other])
        elif (other, one) in _RATES and _one_stream(left, right, sentence):
            yield from _summed(right, left, _RATES[other, one])


def _per(sentence: SlotSentence, slot: Slot, rules: _Rules) -> str | None:
    """What time the figure is per: as annotated, by the words behind it, or by those right before it."""
    place = sentence.place(slot)
    before = re.split(_SIGN, sentence.text[max(place - _RATE_WORDS, 0) : place])
    after = re.split(_SIGN, sentence.text[place + 1 : place + 1 + _RATE_WORDS])[0].lstrip()
    for per, words in rules.rates.items():
        if words.match(after):
            return per
    if slot.figure.per:
        return slot.figure.per
    left = before[-1].lstrip() if len(before) > 1 else before[-1]
    taken = next((found.end() for words in rules.rates.values() if (found := words.match(left))), 0)
    own = left[taken:] if len(before) > 1 else left  # "120 a day and 40 000 …": the words belong to the figure before
    return next((per for per, words in rules.rates.items() if words.search(own[-_RATE_BEFORE:])), None)


def _one_stream(small: Slot, large: Slot, sentence: SlotSentence) -> bool:
    """Whether the two are of the same measure, told side by side and both as fact or both as plan."""
    left, right = small.figure, large.figure
    if left.measure is None or left.measure != right.measure or left.role != right.role:
        return False
    if small.dimension != large.dimension or left.kind not in ("count", "quantity", "money"):
        return False
    if _differs(small) or _differs(large):
        return False
    return abs(sentence.place(small) - sentence.place(large)) <= _RATE_SPAN


def _summed(small: Slot, large: Slot, rate: _Rate) -> Iterator[SumNote]:
    one, sum_ = small.loose(), large.loose()
    expected = small.value * rate.all
    wrong = sum_.low > one.high * rate.most or sum_.high < one.low * rate.least
    if wrong and large.value * _FAR > expected and large.value < expected * _FAR:
        scale = _scale(small, large)
        doubt = _Doubt(expected / scale, large.value / scale, large)
        formula = f"{_number(small.value / scale)} × {rate.all} = {_number(doubt.expected)} ≠ {_number(doubt.found)}"
        yield _note("rate", formula, doubt, [small])


class _Doubt(NamedTuple):
    """The figure in doubt, with what it should be and what it is in the unit of the formula."""

    expected: Decimal
    found: Decimal
    slot: Slot


def _scale(*slots: Slot) -> Decimal:
    """What to divide by so that figures of one written unit are shown in it; others are shown in the base unit."""
    units = {slot.figure.unit for slot in slots}
    return in_base(Decimal(1), slots[0].figure) if len(units) == 1 else Decimal(1)


def _note(kind: SumKind, formula: str, doubt: _Doubt, others: Sequence[Slot]) -> SumNote:
    spans = tuple(slot.figure.span for slot in (*others, doubt.slot))
    return SumNote(kind=kind, formula=formula, expected=doubt.expected, found=doubt.found, spans=spans)


_CHECKS: tuple[Callable[[SlotSentence, _Rules], Iterator[SumNote]], ...] = (
    _growth, _listed, _parts, _converted, _rate_sums,
)  # fmt: skip


def _number(value: Decimal) -> str:
    """In digits, without an exponent, with at most four after the point and no more than the value needs."""
    text = (
        f"{value:f}" if value == value.to_integral_value() else f"{value:.4g}" if abs(value) < 1000 else f"{value:.1f}"
    )
    shown = f"{Decimal(text):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


@functools.cache
def _rules(base: str) -> _Rules | None:
    file = resources.files("groundwire.facts") / "data" / "sums" / f"{base}.yaml"
    if not (base.isascii() and base.isalpha() and file.is_file()):
        return None
    data: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    never = "|".join(map(re.escape, data["never_parts"]))
    return _Rules(
        growth=tuple(map(_pattern, data["growth"])),
        not_growth=re.compile("|".join(map(re.escape, data["not_growth"]))),
        parts=re.compile(rf"(?:{never})|(?P<parts>{_words(data['parts'])})"),
        listed=tuple(map(_pattern, data["listed"])),
        rest=tuple(map(_pattern, data["rest"])),
        converted=re.compile(data["converted"]),
        said=re.compile(data["said"]),
        joined=re.compile(
            f"({_SIGN})[^{FIRST}-{LAST};；。]*(?:{'|'.join(map(_word, data['joined']))})[^{FIRST}-{LAST}]{{0,3}}$"
        ),
        value=re.compile(f"(?:{'|'.join(map(_word, data['value']))})\\s?$"),
        rates={per: re.compile(_words(words)) for per, words in data["rates"].items()},
    )


def _words(words: Sequence[str]) -> str:
    return "|".join(map(_word, words))


def _word(word: str) -> str:
    edge = r"\b" if word.isascii() else ""
    return f"{edge}{re.escape(word)}{edge}"


def _pattern(template: str) -> re.Pattern[str]:
    text = re.sub(r"<([abxw])>", rf"(?P<\1>{_SIGN})", template.replace("~?", _GAP).replace("~", _GAP))
    return re.compile(text.replace("<list>", f"(?P<list>{_SIGN}(?:{_JOINT}{_SIGN}){{1,12}})"))
