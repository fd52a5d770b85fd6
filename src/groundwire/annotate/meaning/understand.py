"""Sentences in, the same with what their figures mean out: measure, owner, thing, scope, period, role and change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from groundwire.annotate.meaning.changes import Told, find_base, find_change, value_after
from groundwire.annotate.meaning.clauses import Clause, Spot, read_clauses, read_spots
from groundwire.annotate.meaning.continued import (
    converted,
    follows,
    goes_on,
    is_converted,
    is_light,
    link_start,
    opens_part,
)
from groundwire.annotate.meaning.focus import ReadAbout, refer
from groundwire.annotate.meaning.measures import (
    Measured,
    by_unit,
    find_measure,
    fits,
    is_inside,
    is_paid_for,
    is_rate_before,
    measure_data,
    refined,
    share_of,
)
from groundwire.annotate.meaning.pairs import pair_in_order
from groundwire.annotate.meaning.periods import (
    compared_period,
    is_day,
    is_limit,
    later_in_clause,
    nearest_before,
    own_period,
)
from groundwire.annotate.meaning.roles import find_role, last_role
from groundwire.annotate.meaning.said import Said
from groundwire.annotate.meaning.things import find_scope, find_thing
from groundwire.annotate.meaning.whose import Owners
from groundwire.annotate.sentence import Sentence
from groundwire.models import DateMention, Figure, FigureRole, Reference

_MOST = 80  # figures of a clause; what has more is a dump of numbers, and costs only time
_NEXT = 2  # sentences that a period stays in force
_AT_END = 3  # characters behind a measure that still end its clause: 出口方面，


def understand_figures(
    sentences: Sequence[Sentence], day: date | None, about: ReadAbout = lambda: None
) -> list[Sentence]:
    """The sentences with what the words around each figure say of it. ``day`` is the document's, if known.

    ``about`` finds the organisation that its title begins with: who "the company" is where nobody else was spoken of.
    """
    reader = _Reader(sentences, day, about)
    return [reader.read(index) if sentence.figures else sentence for index, sentence in enumerate(sentences)]


class _Reader:
    """Reads the sentences of one document in order."""

    def __init__(self, sentences: Sequence[Sentence], day: date | None, about: ReadAbout) -> None:
        self._sentences = sentences
        self._owners = Owners(sentences, about)
        self._day = day
        self._period: tuple[int, int, DateMention] | None = None  # paragraph and sentence of the last period

    def read(self, index: int) -> Sentence:
        """The sentence with its figures understood."""
        sentence = self._sentences[index]
        said = Said()
        if self._period is not None and self._period[0] == sentence.paragraph and index - self._period[1] <= _NEXT:
            said.before = self._period[2]
        clauses = read_clauses(sentence)
        for clause in clauses:
            if len(clause.figures) <= _MOST:
                self._clause(clause, said, index)
            else:
                said.figures += clause.figures
            if len(said.figures) == len(sentence.figures):
                break
        if len(said.figures) > 1:
            said.figures = pair_in_order(clauses, said.figures)
        if said.period is not None:
            self._period = (sentence.paragraph, index, said.period)
        return (
            replace(sentence, figures=tuple(said.figures)) if len(said.figures) == len(sentence.figures) else sentence
        )

    def _clause(self, clause: Clause, said: Said, index: int) -> None:
        said.trail.append(clause)
        for mention in clause.mentions:
            if mention.kind == "product" and said.product is None:
                said.product = refer(mention)
        if not clause.figures:
            self._carry(clause, said)
            return
        before: Measured | None = None
        told: Told | None = None
        spots = read_spots(clause)
        if clause.mark in ("(", "（") and said.figures and is_converted(spots[0], said.figures[-1]):
            said.figures += [converted(spot.figure, said.figures[-1]) for spot in spots]
            return
        for spot in spots:
            measured, told = self._measure(spot, before, told, said)
            figure = self._figure(spot, measured, told, said, index)
            told = Told(change=figure.change, cue=told.cue, origin=told.origin)
            said.figures.append(figure)
            link_start(said.figures, spot, told)
            said.thing, said.scope, said.told = figure.thing or said.thing, figure.scope or said.scope, told
            if measured and spot.figure.kind == "multiple":
                measured = replace(measured, behind=False)  # to triple sales to 15 trillion yen
            before = measured if measured and not measured.weak else before
        said.measured = before or said.measured
        cue = last_role([cue for cue in clause.cues if cue.word.role != "limit"])
        if cue is not None and cue.word.role in ("estimate", "target", "announced"):
            said.role = cue.word.role
        said.will = cue is not None and cue.word.will
        _note_goods(clause, said)
        found = nearest_before(clause, clause.end)
        said.period = found or said.period

    def _carry(self, clause: Clause, said: Said) -> None:
        """What a clause without figures tells of those behind it."""
        _note_goods(clause, said)
        cue = last_role(clause.cues)
        if cue is not None and cue.word.role in ("estimate", "target", "announced"):
            said.role = cue.word.role
        said.opening = nearest_before(clause, clause.end) or said.opening
        said.period = nearest_before(clause, clause.end) or said.period
        measure = next((cue for cue in reversed(clause.cues) if cue.word.measure), None)
        if measure is not None and measure.word.measure is not None:
            said.loose = Measured(measure=measure.word.measure, cue=None)
            said.measured = said.loose if clause.end - measure.end <= _AT_END else said.measured

    def _measure(
        self, spot: Spot, before: Measured | None, last: Told | None, said: Said
    ) -> tuple[Measured | None, Told]:
        told = find_change(spot, last, measured=is_rate_before(spot))
        difference = told.change is not None and told.change.difference
        measured = find_measure(spot, difference=difference, before=before)
        parts = measure_data(spot.clause.base).parts | {"tariff-rate"}
        percent = spot.figure.kind == "percent" and not difference
        if percent and share_of(spot) is not None:
            measured = measured or share_of(spot)
        part = bool(said.figures) and opens_part(spot, said.figures[-1])
        light = part or is_light(spot) or goes_on(spot)
        if measured is not None and measured.weak and (part or _again(spot, said)):
            measured = said.measured or measured
        if measured is None and said.measured is not None and (difference or percent or light or told.origin):
            base = spot.clause.base
            listed = not percent or said.measured.measure in parts or light
            if listed and fits(said.measured.measure, spot.figure, difference=difference, base=base):
                measured = said.measured
        if measured is None and said.measured is None and said.loose is not None:
            bare = difference or spot.figure.kind == "money"
            if bare and fits(said.loose.measure, spot.figure, difference=difference, base=spot.clause.base):
                measured = said.loose
        if measured is None and said.figures and is_paid_for(spot, said.figures[-1]):
            measured = Measured(measure="deal-value", weak=True)
        if measured is None and not difference:
            measured = share_of(spot) or by_unit(spot) or _number(spot)
        if measured is not None and said.measured is not None and not difference:
            measured = _as_before(measured, said.measured, spot)
        return _as_layoffs(refined(measured, spot) if measured else None, spot, told, said.measured)

    def _figure(self, spot: Spot, measured: Measured | None, told: Told, said: Said, index: int) -> Figure:
        period = compared_period(spot) if told.origin else self._find_period(spot, measured, said)
        change = told.change or value_after(spot, said.told)
        if change is not None:
            change = replace(change, base=find_base(spot, told, period) or change.base)
        owner = self._owners.find(spot, measured, said, index)
        thing = find_thing(spot, measured)
        scope = find_scope(spot, owner, measured.measure if measured else None)
        if measured is not None and not measured.weak and not is_inside(measured, spot):
            thing, scope = thing or said.thing, scope or (said.scope if change and change.difference else None)
        if thing is None and measured is not None and measured.measure in ("share", "market-share"):
            thing = said.thing or said.goods  # 阿斯麦占61.2%, 佳能占34.1%: of the market that the sentence speaks of
        if thing is None and measured is not None and measured.measure in measure_data(spot.clause.base).of_products:
            thing = said.product
        if thing is not None and owner is not None and _overlap(thing, owner):
            thing = None
        name = measured.measure if measured and measured.measure != "index-points" else None
        role: FigureRole = "actual"
        if not told.origin or _expected(spot):  # what a change starts from is known
            continues = said.will and bool(said.figures) and follows(spot, said.figures[-1])
            before = said.role or ("announced" if continues else None)
            role = find_role(spot, measure=name, before=before, period=period, day=self._day)
        words = None
        if measured is not None and measured.cue is not None:
            words = spot.clause.sentence.span(measured.cue.start, measured.cue.end)
        figure = spot.figure
        return Figure(  # made outright, for replacing fields costs three times as much
            span=figure.span,
            kind=figure.kind,
            low=figure.low,
            high=figure.high,
            unit=figure.unit,
            currency=figure.currency,
            qualifier=figure.qualifier,
            usd=figure.usd,
            per=figure.per,
            change=change,
            role=role,
            period=period,
            measure=name,
            measure_words=words,
            owner=owner,
            thing=thing,
            scope=scope,
        )

    def _find_period(self, spot: Spot, measured: Measured | None, said: Said) -> DateMention | None:
        data = measure_data(spot.clause.base)
        measure = measured.measure if measured else ""
        if measure in data.timeless:
            return None
        carried = said.opening if measure in data.of_now else said.period
        for found in (own_period(spot), later_in_clause(spot), carried):
            if found is not None and (not is_day(found) or measure in data.of_days or is_limit(spot, found)):
                return found
        inherits = measure in data.of_periods or measure in data.of_companies
        return said.before if inherits and said.before is not None and not is_day(said.before) else None


def _number(spot: Spot) -> Measured | None:
    """A bare number of things that are named is a number of them: 12 critical minerals."""
    if spot.figure.kind != "count" or spot.figure.unit is not None or find_thing(spot, None) is None:
        return None
    return Measured(measure="number", weak=True)


def _again(spot: Spot, said: Said) -> bool:
    """Whether the count only goes on about what was counted in a clause before: 1—6月累计172108辆."""
    if spot.figure.kind != "count" or not is_light(spot) or said.measured is None or said.measured.cue is None:
        return False
    measure, unit = said.measured.measure, spot.figure.unit
    return unit is not None and any(one.measure == measure and one.unit == unit for one in said.figures)


def _note_goods(clause: Clause, said: Said) -> None:
    for mention in clause.mentions:
        if mention.kind in ("material", "product", "technology"):
            said.goods = refer(mention)


def _as_before(measured: Measured, before: Measured, spot: Spot) -> Measured:
    """Sales in money beside revenue are revenue; people beside layoffs are those laid off."""
    if measured.measure == "sales" and before.measure == "revenue" and spot.figure.kind == "money":
        return replace(measured, measure="revenue")
    return measured


def _expected(spot: Spot) -> bool:
    """Whether a value that is compared with is what was expected: 高于分析师预期的11.8%."""
    return any(cue.word.role == "estimate" and spot.start - cue.end <= _AT_END for cue in spot.before[-1:])


def _overlap(one: Reference, other: Reference) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _as_layoffs(
    measured: Measured | None, spot: Spot, told: Told, before: Measured | None
) -> tuple[Measured | None, Told]:
    """Jobs that are cut are layoffs: cut 1,000 jobs; cut its workforce by 5 %, or 1,000 people."""
    if measured is not None and measured.measure == "people" and is_light(spot) and before is not None:
        people = before.measure in ("headcount", "layoffs", "jobs")
        return (replace(measured, measure="layoffs"), told) if people else (measured, told)
    laid_off = before is not None and before.measure == "layoffs" and spot.figure.kind == "percent" and goes_on(spot)
    if laid_off and measured is not None and measured.measure in ("share", "headcount"):
        return replace(measured, measure="layoffs"), told  # 340 jobs, or 11% of its workforce
    if measured is None or measured.measure != "jobs" or spot.figure.kind != "count":
        return measured, told
    directions = {cue.word.direction for cue in spot.clause.cues if cue.word.direction}
    return (replace(measured, measure="layoffs"), Told(change=None)) if directions == {"down"} else (measured, told)
