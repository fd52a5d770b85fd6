"""A statement and its cited paragraphs in, whether each of its numbers is of the same thing there out.

A number that occurs, but of something else, fails only on positive evidence: the paragraphs give another number for the
very thing that the statement names. Without that, two texts may just name one thing differently.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from groundwire.brief.check.align import Clause
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.parallel import in_order, model_of
from groundwire.brief.check.reading import Reading, calendar_days
from groundwire.brief.check.source import Passage
from groundwire.brief.check.values import compare, dimension_of, same_value
from groundwire.models import Check, DateMention, Figure, Span

# Measures that annotation gives to whatever is counted: two of them may be one.
_LOOSE = frozenset({"people", "number", "deaths", "duration", "value", "amount", "share", "price", "workers", None})
_SHORTER = frozenset({"quarter", "month", "week", "day", "previous"})
_JUST_BEFORE = 8  # characters before a change in which 同比 or 环比 stands
_LEAST = 2  # words that the other number's part must share with the statement's, where no name or measure decides


@dataclass(frozen=True, slots=True)
class _Owned:
    """A figure with what the text around it says it is of."""

    reading: Reading
    figure: Figure
    keys: dict[str, object]
    part: Clause


def check_belonging(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every number that the paragraphs give of something else; one that passed where none is."""
    known = _all_owned(passage)
    said = [*statement.figures, *_bare(statement)]
    failures = [check for figure in said if (check := _figure(figure, statement, known, passage))]
    for rule in (_change, _measured_otherwise, _compared_otherwise):
        failures += [check for figure in statement.figures if (check := rule(figure, statement, known))]
    yield from failures or [passed("numbers")]


def _figure(figure: Figure, statement: Reading, known: list[_Owned], passage: Passage) -> Check | None:
    same = [owned for owned in known if not compare(figure, statement, owned.figure, owned.reading).reason]
    others = [
        owned
        for owned in known
        if dimension_of(owned.figure) == dimension_of(figure) and not same_value(figure, statement, owned.figure)
    ]
    if not same or not others or in_order(figure, statement, passage, _bare):
        return None
    mine = _owned(statement, figure)
    found = _by_keys(mine, same, others, passage) or _by_words(mine, same, others, passage)
    if found is None:
        return None
    wanted = statement.said(figure.span)
    return differs("numbers", "of-something-else", wanted=wanted, at=found.reading, span=found.figure.span)


def _by_keys(mine: _Owned, same: list[_Owned], others: list[_Owned], passage: Passage) -> _Owned | None:
    """Another figure that has the statement's owner, measure or time, where every equal one has another."""
    words = _words_of(mine, passage)

    def nearer(other: _Owned) -> bool:  # measures go by many names, so the words must say the same
        return len(_shared(words, other)) >= max(len(_shared(words, owned)) for owned in same)

    for key, value in mine.keys.items():
        if value is None or any(
            owned.keys[key] is None or not _apart_in(key, value, owned.keys[key]) for owned in same
        ):
            continue
        sure = not {value, *(owned.keys[key] for owned in same)} & _LOOSE
        for other in others:
            if other.keys[key] == value and _agree(mine, other, key) and (key != "measure" or sure or nearer(other)):
                return other
    return None


def _apart_in(key: str, one: object, other: object) -> bool:
    """Whether two values exclude each other; the last month of a year and the year do not."""
    if key == "time" and isinstance(one, tuple) and isinstance(other, tuple):
        return bool(one[1] < other[0] or other[1] < one[0])
    return one != other


def _agree(mine: _Owned, other: _Owned, but: str) -> bool:
    """Whether nothing else that is known of the two tells them apart."""
    return all(key == but or value is None or other.keys[key] in (None, value) for key, value in mine.keys.items())


def _by_words(mine: _Owned, same: list[_Owned], others: list[_Owned], passage: Passage) -> _Owned | None:
    """Another figure whose part of the sentence shares the statement's words, where no equal one's shares any."""
    words = _words_of(mine, passage)
    measure = mine.keys["measure"]
    if measure not in _LOOSE and any(owned.keys["measure"] == measure for owned in same):
        return None  # the measure is the same, whatever words tell it
    if not words or any(_shared(words, owned) for owned in same):
        return None
    best = max(others, key=lambda owned: len(_shared(words, owned)))
    return best if len(_shared(words, best)) >= _LEAST else None


def _words_of(mine: _Owned, passage: Passage) -> dict[str, set[tuple[int, int]]]:
    """The words of the statement's part, with the places where the paragraphs say each."""
    return {
        word.text: places
        for word in mine.part.words
        if word.content
        and (places := {(p.reading.number, p.word.start) for p in passage.places(word) if p.word.content})
    }


def _shared(words: dict[str, set[tuple[int, int]]], owned: _Owned) -> set[str]:
    number, part = owned.reading.number, owned.part
    return {w for w, places in words.items() if any(n == number and part.start <= s < part.end for n, s in places)}


def _change(figure: Figure, statement: Reading, known: list[_Owned]) -> Check | None:
    """A rise by so much that the paragraphs tell as a fall; from one value to another told the other way round."""
    change = figure.change
    if change is None or not change.difference:  # growth that slows to 2.5 % is down in one language and up in another
        return None
    same = [owned for owned in known if owned.figure.change and same_value(figure, statement, owned.figure)]
    turned = [owned for owned in same if _opposite(change.direction, owned)]
    if not turned or len(turned) < len(same):
        return None
    wanted = statement.said(figure.span)
    at = turned[0]
    return differs("direction", "direction-reversed", wanted=wanted, at=at.reading, span=at.figure.span)


def _measured_otherwise(figure: Figure, statement: Reading, known: list[_Owned]) -> Check | None:
    """A number of a measure that is surely another than the paragraphs': revenue told as profit, 环比 as 同比."""
    same = [owned for owned in known if not compare(figure, statement, owned.figure, owned.reading).reason]
    if not same or not (
        all(_excluded(figure.measure, owned.figure.measure) for owned in same)
        or all(_other_base(figure, owned.figure) for owned in same)
    ):
        return None
    wanted, at = statement.said(figure.span), same[0]
    return differs("numbers", "of-something-else", wanted=wanted, at=at.reading, span=at.figure.span)


def _compared_otherwise(figure: Figure, statement: Reading, known: list[_Owned]) -> Check | None:
    """A change against the month before that is told as one against the year before: 环比 for 同比."""
    if dimension_of(figure) not in ("percent", "points"):
        return None
    mine = _bases(statement, *statement.clause_at(figure.span.start))
    same = [owned for owned in known if not compare(figure, statement, owned.figure, owned.reading).reason]
    if len(mine) != 1 or not same:
        return None
    for owned in same:
        start = owned.figure.span.start
        theirs = _bases(owned.reading, max(0, start - _JUST_BEFORE), start)
        if len(theirs) != 1 or theirs & mine:
            return None
    wanted, at = statement.said(figure.span), same[0]
    return differs("numbers", "of-something-else", wanted=wanted, at=at.reading, span=at.figure.span)


def _bases(reading: Reading, start: int, end: int) -> set[str]:
    """Whether the words there compare with the year before or with the period before."""
    shifts = marks_for(reading.language).shifts.items()
    keys = {key for key, pattern in shifts if pattern.search(reading.folded, start, end)}
    return {"year" if key.startswith("year") else "period" for key in keys}


def _excluded(one: str | None, other: str | None) -> bool:
    groups = _apart()
    return one in groups and other in groups and groups[one] != groups[other]


def _other_base(one: Figure, other: Figure) -> bool:
    """Whether one is counted against the year before, and the other against the period before."""
    bases = {figure.change.base for figure in (one, other) if figure.change}
    return one.change is not None and other.change is not None and "year" in bases and bool(bases & _SHORTER)


@functools.cache
def _apart() -> dict[str, int]:
    file = resources.files("groundwire.brief.check") / "data" / "measures.yaml"
    lines: list[str] = yaml.safe_load(file.read_text(encoding="utf-8"))["apart"]
    return {measure: number for number, line in enumerate(lines) for measure in line.split()}


def _opposite(direction: str, owned: _Owned) -> bool:
    other = owned.figure.change
    return other is not None and {direction, other.direction} == {"up", "down"}


def _bare(reading: Reading) -> list[Figure]:
    """Numbers that are counts without a word for what they count: "90 in Fukuoka"."""
    kept = reading.kept.get("bare")
    if not isinstance(kept, list):
        kept = _find_bare(reading)
        reading.kept["bare"] = kept
    return kept


def _find_bare(reading: Reading) -> list[Figure]:
    taken = [item.span for items in (reading.figures, reading.dates, reading.mentions) for item in items]
    taken += [day.span for day in calendar_days(reading)]
    return [
        Figure(
            span=Span(paragraph=reading.number or 1, start=n.start, end=n.end), kind="count", low=n.value, high=n.value
        )
        for n in reading.numbers
        if n.digits
        and not any(span.start < n.end and n.start < span.end for span in taken)
        and not _in_name(n.start, n.end, reading)
    ]


def _in_name(start: int, end: int, reading: Reading) -> bool:
    """Whether letters stand right before or behind the number, as in A320 and 5G."""
    around = reading.folded[max(0, start - 1) : start] + reading.folded[end : end + 1]
    return any(character.isascii() and character.isalpha() for character in around)


def _all_owned(passage: Passage) -> list[_Owned]:
    kept = passage.kept.get("owned")
    if not isinstance(kept, list):
        kept = [
            _owned(reading, figure) for reading in passage.readings for figure in (*reading.figures, *_bare(reading))
        ]
        passage.kept["owned"] = kept
    return kept


def _owned(reading: Reading, figure: Figure) -> _Owned:
    part = _part(reading, figure)
    period = figure.period if figure.period and not _compared(figure.period, reading) else None
    dates = (d for d in reading.dates if part.start <= d.span.start < part.end and not _compared(d, reading))
    when = period or next(dates, None)
    keys = {
        "owner": _owner(reading, figure, part),
        "measure": figure.measure,
        "time": (when.first, when.last) if when else None,
        "thing": figure.thing.entity if figure.thing else None,
        "model": model_of(reading, figure, part.start, part.end),
    }
    return _Owned(reading, figure, keys, part)


def _compared(date: DateMention, reading: Reading) -> bool:
    """Whether the time only tells what the number is compared with: a year earlier, 上年."""
    words = reading.folded[date.span.start : date.span.end]
    shifts = marks_for(reading.language).shifts.values()
    return any(match.group() in words for pattern in shifts for match in pattern.finditer(words))


def _owner(reading: Reading, figure: Figure, part: Clause) -> object:
    """Whose it is: the one known name in its part of the sentence, else whom annotation took over from another."""
    inside = {m.entity for m in reading.mentions if part.start <= m.span.start < part.end and m.entity}
    if len(inside) > 1:  # more than one may own it
        return None
    if inside:
        return inside.pop()
    return figure.owner.entity if figure.owner else None


def _part(reading: Reading, figure: Figure) -> Clause:
    """The part of the sentence that is about this figure: its clause, cut where a further figure's part begins."""
    start, end = reading.clause_at(figure.span.start)
    numbers = (*reading.figures, *_bare(reading))
    inside = [f for f in numbers if start <= f.span.start < end and f.span != figure.span]
    joints = [match.span() for match in reading.cues.joint.finditer(reading.folded, start, end)]
    for other in inside:
        low, high = sorted((other.span, figure.span), key=lambda span: span.start)
        between = [place for place in joints if low.end <= place[0] < high.start]
        if between and other.span.start < figure.span.start:
            start = max(start, between[-1][1])
        elif between:
            end = min(end, between[0][0])
    return Clause(reading, start, end)
