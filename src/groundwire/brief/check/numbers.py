"""A statement and its cited paragraphs in, whether every number of it is one of theirs out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from groundwire.brief.check.computed import reckoned
from groundwire.brief.check.dates import in_document_year, periods_in, spanned
from groundwire.brief.check.finding import differs, failed, passed
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Number, Reading, calendar_days
from groundwire.brief.check.source import Passage
from groundwire.brief.check.understood import amounts, currencies
from groundwire.brief.check.values import Match, compare, dimension_of, same_value
from groundwire.models import Check, Code, Figure, Span

_GLUED = re.compile(r"[^\W\d_]-?$")  # a number in a name or code, which is looked for as a name
_EVENING = re.compile(r"(?::\d\d)?\s?(?:p\.?m|in the (?:afternoon|evening))", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,\s\u00a0]\d+)*")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[.:h]\s?(\d{2})(?!\d)")
_AGAINST = re.compile(r"(?<!\d)(\d+)\s?(?:比|对|:|-|–|‐|to)\s?(\d+)(?!\d)")
_DECADE = re.compile(r"['’]?s\b")
_RECKONED = ("value-missing", "value-differs", "scale-differs")  # what a reader may have worked out
_OTHERS = re.compile(r" (?:other|others|more|further)\b")
_A_YEAR = 1000  # below it, a number without a unit is none
_ALL_BUT = 4  # closeness of a figure that differs only in how exactly it is meant
_REASONS_OF_UNIT = ("points-for-percent", "currency-differs", "unit-differs")

_Best = tuple[Match, Reading, Figure]


def check_numbers(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every number that is not there as it is said; one that passed where all are."""
    failures: list[Check] = []
    for figure in statement.figures:
        check = _figure(figure, statement, passage)
        how = reckoned(figure, statement, passage) if check and check.reason in _RECKONED else ""
        if how:
            yield Check(name="numbers", passed=True, wanted=statement.said(figure.span), detail=how)
        elif check:
            failures.append(check)
    for number in _bare(statement):
        check = _number(number, statement, passage)
        how = _worked_out(number, statement, passage) if check else ""
        if how:
            yield Check(name="numbers", passed=True, wanted=statement.text[number.start : number.end], detail=how)
        elif check:
            failures.append(check)
    failures += _currencies(statement, passage)
    failures += [check for code in statement.codes if (check := _code(code, statement, passage))]
    yield from failures or [passed("numbers")]


def _figure(figure: Figure, statement: Reading, passage: Passage) -> Check | None:
    matches = [(compare(figure, statement, other, at), at, other) for at, other in passage.figures]
    held = [found for found in matches if not found[0].reason]
    wanted = statement.said(figure.span)
    if held and (check := _retracted(figure, statement, held)) is None:
        return None
    if held:
        return check
    best = max(matches, key=lambda found: found[0].closeness, default=None)
    if best and best[0].closeness == _ALL_BUT:
        return differs("numbers", best[0].reason, wanted=wanted, at=best[1], span=best[2].span)
    if not _numerals_read(passage) and _written(wanted, passage):
        return None
    if _told_in_words(figure, statement, passage):
        return None
    if _rounded(figure, statement, passage) or spanned(figure, statement, passage):
        return None
    if figure.low != figure.high and _occur(_numbers_in(statement, figure.span), passage):
        return _ends(figure, statement, passage)
    return _missing(figure, statement, passage, best)


def _rounded(figure: Figure, statement: Reading, passage: Passage) -> bool:
    """Whether a rough count is said for a number that stands without its unit: over 600, of 640 of 2,100 workers."""
    if figure.qualifier is None or dimension_of(figure) != "count":
        return False
    return any(
        number.digits
        and not any(span.start <= number.start < span.end for span in _otherwise(reading))
        and same_value(figure, statement, replace(figure, low=number.value, high=number.value, qualifier=None))
        for reading in passage.readings
        for number in reading.numbers
    )


def _told_in_words(figure: Figure, statement: Reading, passage: Passage) -> bool:
    """Whether the paragraphs tell the amount without a numeral: six months of 半年, a dozen of 十几."""
    return any(
        dimension_of(amount) == dimension_of(figure) and same_value(loose, statement, amount)
        for loose in (replace(figure, qualifier=figure.qualifier or "about"),)
        for _reading, amount in _amounts(passage)
    )


def _amounts(passage: Passage) -> list[tuple[Reading, Figure]]:
    kept = passage.kept.get("amounts")
    if not isinstance(kept, list):
        kept = [(r, amount) for r in passage.readings for amount in amounts(r.folded, r.language)]
        passage.kept["amounts"] = kept
    return kept


def _missing(figure: Figure, statement: Reading, passage: Passage, best: _Best | None) -> Check | None:
    """What is said of a number that no figure of the paragraphs carries."""
    wanted, numbers = statement.said(figure.span), _numbers_in(statement, figure.span)
    if best and best[0].reason in _REASONS_OF_UNIT and _sure_of_unit(figure, best[2], best[0].reason):
        return differs("numbers", best[0].reason, wanted=wanted, at=best[1], span=best[2].span)
    undated = _undated(passage)
    if numbers and all(n.value in undated for n in numbers) and _ordinal(figure, statement, passage):
        return None
    if best and best[0].closeness:
        only = best[0].reason == "scale-differs" or _only_one(figure, passage)
        return differs("numbers", best[0].reason, wanted=wanted, at=best[1], span=best[2].span, contradicts=only)
    return failed("numbers", "value-missing", wanted=wanted)


def _retracted(figure: Figure, statement: Reading, held: list[_Best]) -> Check | None:
    """A number that the text itself calls wrong, told as if it were right."""
    if figure.role == "retracted" or any(other.role != "retracted" for _match, _at, other in held):
        return None
    if marks_for(statement.language).mistaken.search(statement.folded):
        return None
    _match, at, other = held[0]
    return differs("numbers", "value-differs", wanted=statement.said(figure.span), at=at, span=other.span)


def _ends(figure: Figure, statement: Reading, passage: Passage) -> Check | None:
    """Two numbers that annotation read as one range, each by itself: only their units are in question."""
    ends = (replace(figure, low=end, high=end) for end in (figure.low, figure.high))
    checks = (check for end in ends if (check := _figure(end, statement, passage)))
    return next((check for check in checks if check.reason in _REASONS_OF_UNIT), None)


def _ordinal(figure: Figure, statement: Reading, passage: Passage) -> bool:
    """Whether the 39th is the 39th: within one language the sign of an ordinal must be there too."""
    sign = statement.cues.ordinal
    if not sign or not statement.folded[: figure.span.start].endswith(sign):
        return True
    return any(
        reading.cues.ordinal != sign
        or any(n.value == figure.low and reading.folded[: n.start].endswith(sign) for n in reading.numbers)
        for reading in passage.readings
    )


def _numerals_read(passage: Passage) -> bool:
    return all(reading.cues.numerals for reading in passage.readings)


def _written(text: str, passage: Passage) -> bool:
    """In a language whose numbers in words are not read: whether the digits stand there; words cannot be compared."""
    runs = [re.sub(r"\D", "", run) for run in _DIGITS.findall(text)]
    known = {re.sub(r"\D", "", run) for reading in passage.readings for run in _DIGITS.findall(reading.folded)}
    parts = {part for reading in passage.readings for part in re.findall(r"\d+", reading.folded)}
    return all(run in known or run in parts for run in runs)


def _sure_of_unit(figure: Figure, other: Figure, reason: str) -> bool:
    """Money, percent and points are marked beyond doubt; what is counted goes by many names."""
    if reason != "unit-differs":
        return True
    kinds = {dimension_of(figure), dimension_of(other)}
    return bool(kinds & {"money", "percent"}) and not kinds & {"count", "rank", "multiple"}


def _only_one(figure: Figure, passage: Passage) -> bool:
    """Whether the paragraphs have but one figure of this kind, so that this one must be meant."""
    kind = dimension_of(figure)
    return sum(dimension_of(other) == kind for _at, other in passage.figures) == 1


def _numbers_in(statement: Reading, span: Span) -> list[Number]:
    return [n for n in statement.numbers if n.start < span.end and span.start < n.end]


def _bare(statement: Reading) -> list[Number]:
    """Numbers outside figures, dates and codes: ordinals, parts of names, small counts."""
    taken = [item.span for items in (statement.figures, statement.dates, calendar_days(statement)) for item in items]
    return [
        number
        for number in statement.numbers
        if not any(span.start < number.end and number.start < span.end for span in taken)
        and (number.digits or number.value > 1)
        and not _GLUED.search(statement.text, max(0, number.start - 2), number.start)
    ]


def _worked_out(number: Number, statement: Reading, passage: Passage) -> str:
    """How a number without a unit follows from others."""
    span = Span(paragraph=1, start=number.start, end=number.end)
    as_count = Figure(span=span, kind="count", low=number.value, high=number.value)
    return reckoned(as_count, statement, passage) if not number.digits or number.value < _A_YEAR else ""


def _number(number: Number, statement: Reading, passage: Passage) -> Check | None:
    if not _numerals_read(passage) and _written(statement.text[number.start : number.end], passage):
        return None
    if _occur([number], passage) or _clock_or_century(number, statement, passage):
        return None
    if any(amount.low <= number.value <= amount.high for _r, amount in _amounts(passage) if amount.kind == "count"):
        return None
    if _OTHERS.match(statement.folded, number.end) and number.value + 1 in _values(passage):
        return None  # two others: of three
    if number.digits and in_document_year(int(number.value), passage):
        return None
    keys = {key for key, start, end in periods_in(statement) if start <= number.start < end}
    if any(keys & {key for key, _start, _end in periods_in(reading)} for reading in passage.readings):
        return None  # the first six months of 上半年
    return failed("numbers", "value-missing", wanted=statement.text[number.start : number.end])


def _currencies(statement: Reading, passage: Passage) -> list[Check]:
    """A currency that is named without an amount, where the paragraphs only have others: to be paid in euros."""
    named = currencies(statement.folded, statement.language)
    if not named:
        return []
    told = {f.currency for f in statement.figures} | {f.currency for _r, f in passage.figures} - {None}
    known = {code: r for r in passage.readings for code in currencies(r.folded, r.language)}
    if len(known) != 1:
        return []
    ((code, reading),) = known.items()
    match = currencies(reading.folded, reading.language)[code]
    span = Span(paragraph=reading.number, start=match.start(), end=match.end())
    return [
        differs("numbers", "currency-differs", wanted=match.group(), at=reading, span=span)
        for other, match in named.items()
        if other not in told and other != code
    ]


def _code(code: Code, statement: Reading, passage: Passage) -> Check | None:
    """A score, a version, a heading of a tariff: all of it must be there, and not only its digits."""
    written = statement.folded[code.span.start : code.span.end]
    codes = [(reading, other) for reading in passage.readings for other in reading.codes if other.kind == code.kind]
    if any(other.value == code.value for _r, other in codes) or any(written in r.folded for r in passage.readings):
        return None
    if code.kind == "score" and _scored(code, statement, passage):
        return None
    if code.kind != "score" or not codes:
        return None if code.kind != "score" else failed("numbers", "value-missing", wanted=statement.said(code.span))
    wanted, (reading, other) = statement.said(code.span), codes[0]
    return differs("numbers", "value-differs", wanted=wanted, at=reading, span=other.span, contradicts=len(codes) == 1)


def _scored(code: Code, statement: Reading, passage: Passage) -> bool:
    """Whether two numbers stand against each other there as they do here: 6-3 and 6比3."""
    wanted = _AGAINST.search(statement.folded[code.span.start : code.span.end])
    return wanted is not None and any(
        found.groups() == wanted.groups() for reading in passage.readings for found in _AGAINST.finditer(reading.folded)
    )


def _clock_or_century(number: Number, statement: Reading, passage: Passage) -> bool:
    """The minutes of 9:30 (9点半) and of 24:00 (24时), the hours of 9:30 p.m. (21:30), the 1800s (19世纪)."""
    before, after = statement.text[: number.start], statement.text[number.end :]
    if before.endswith(":"):
        return number.value in (0, 30)
    if _EVENING.match(after) and number.value < 12:
        return number.value + 12 in _values(passage)
    if not _DECADE.match(after):
        return False
    values = _values(passage)
    return (number.value % 100 == 0 and number.value / 100 + 1 in values) or number.value % 100 in values


def _occur(numbers: list[Number], passage: Passage) -> bool:
    values = _values(passage)
    return bool(numbers) and all(number.value in values for number in numbers)


def _undated(passage: Passage) -> frozenset[Decimal]:
    """The numbers that stand outside dates: the 21 of a 21st is no count of anything."""
    kept = passage.kept.get("undated")
    if not isinstance(kept, frozenset):
        values = {
            number.value
            for reading in passage.readings
            for number in reading.numbers
            if not any(span.start <= number.start < span.end for span in _otherwise(reading))
        }
        kept = frozenset(values | set(_counting_words(passage)))
        passage.kept["undated"] = kept
    return kept


def _otherwise(reading: Reading) -> list[Span]:
    """Where numbers are of dates, money, shares and scores: they are no count of anything else."""
    figures = [f.span for f in reading.figures if dimension_of(f) in ("money", "percent", "points")]
    return [*figures, *(date.span for date in reading.dates), *(c.span for c in reading.codes if c.kind == "score")]


def _values(passage: Passage) -> frozenset[Decimal]:
    """Every number of the paragraphs, however it is written."""
    kept = passage.kept.get("values")
    if not isinstance(kept, frozenset):
        kept = frozenset(_all_values(passage))
        passage.kept["values"] = kept
    return kept


def _all_values(passage: Passage) -> Iterator[Decimal]:
    for reading in passage.readings:
        for number in reading.numbers:
            yield number.value
        for figure in reading.figures:
            yield from (figure.low, figure.high)
        for hours, minutes in _CLOCK.findall(reading.folded):
            yield from (Decimal(hours), Decimal(minutes))
    yield from _counting_words(passage)


def _counting_words(passage: Passage) -> Iterator[Decimal]:
    for reading in passage.readings:
        for word in reading.words:
            if word.text in reading.cues.numbers:
                yield Decimal(reading.cues.numbers[word.text])
