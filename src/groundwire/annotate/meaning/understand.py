"""Sentences in, the same with what their figures mean out: measure, owner, thing, scope, period, role and change."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.changes import Told, comparable, find_base, find_change, is_list, value_after
from groundwire.annotate.meaning.clauses import Clause, Spot, read_clauses, read_spots
from groundwire.annotate.meaning.focus import (
    About,
    Named,
    Subject,
    begins_with_verb,
    clause_subject,
    refer,
    refold,
    relative_subject,
)
from groundwire.annotate.meaning.measures import (
    Measured,
    by_unit,
    find_measure,
    fits,
    is_paid_for,
    is_rate_before,
    measure_data,
    refined,
    share_of,
)
from groundwire.annotate.meaning.owners import (
    Possessor,
    behind_owner,
    given_to,
    possessor,
    segment_owner,
    subject_owner,
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
from groundwire.annotate.meaning.things import find_scope, find_thing
from groundwire.annotate.sentence import Sentence
from groundwire.models import Change, DateMention, Figure, FigureRole, Reference

_BACK = 6  # sentences that a subject stays in focus
_MOST = 80  # figures of a clause; what has more is a dump of numbers, and costs only time
_NEXT = 2  # sentences that a period stays in force
_AT_END = 3  # characters behind a measure that still end its clause: 出口方面，
_NOBODYS = frozenset(
    {"duration", "weight", "temperature", "speed", "area"}
)  # by their unit alone whose they are is not said


def understand_figures(sentences: Sequence[Sentence], day: date | None, about: About | None = None) -> list[Sentence]:
    """The sentences with what the words around each figure say of it. ``day`` is the document's, if known.

    ``about`` is the organisation that its title begins with: who "the company" is where nobody else was spoken of.
    """
    reader = _Reader(sentences, day, about)
    return [reader.read(index) if sentence.figures else sentence for index, sentence in enumerate(sentences)]


@dataclass(slots=True)
class _Said:
    """What the clauses of a sentence have said so far, which the next ones build on."""

    measured: Measured | None = None
    loose: Measured | None = None  # named in a clause without figures: what a bare change behind it is of
    told: Told | None = None
    trail: list[Clause | Reference] = field(default_factory=list)  # where owners are: clauses, and those found there
    last: Clause | None = None  # the last clause whose subject was looked for
    own: Reference | None = None  # the subject of the last clause, once settled
    owner: Reference | None = None  # the last one of all, once settled
    thing: Reference | None = None
    goods: Reference | None = None  # the last ones named in any clause
    product: Reference | None = None  # the first one named in the sentence
    scope: Reference | None = None
    period: DateMention | None = None
    opening: DateMention | None = None  # one told by a clause of its own: 截至2024年末，
    before: DateMention | None = None  # the period of the sentence before
    role: FigureRole | None = None
    will: bool = False  # whether the last clause told of what will be
    figures: list[Figure] = field(default_factory=list)


class _Reader:
    """Reads the sentences of one document in order."""

    def __init__(self, sentences: Sequence[Sentence], day: date | None, about: About | None) -> None:
        self._sentences = sentences
        self._about = about
        self._day = day
        self._subjects: dict[int, Subject | None] = {}
        self._in_focus: dict[int, Reference | None] = {}
        self._named, self._counted = Named(), 0
        self._period: tuple[int, int, DateMention] | None = None  # paragraph and sentence of the last period

    def read(self, index: int) -> Sentence:
        """The sentence with its figures understood."""
        sentence = self._sentences[index]
        said = _Said()
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

    def _clause(self, clause: Clause, said: _Said, index: int) -> None:
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
        if clause.mark in ("(", "（") and said.figures and _is_converted(spots[0], said.figures[-1]):
            said.figures += [_converted(spot.figure, said.figures[-1]) for spot in spots]
            return
        for spot in spots:
            measured, told = self._measure(spot, before, told, said)
            figure = self._figure(spot, measured, told, said, index)
            told = Told(change=figure.change, cue=told.cue, origin=told.origin)
            said.figures.append(figure)
            _link_start(said.figures, spot, told)
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

    def _carry(self, clause: Clause, said: _Said) -> None:
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
        self, spot: Spot, before: Measured | None, last: Told | None, said: _Said
    ) -> tuple[Measured | None, Told]:
        told = find_change(spot, last, measured=is_rate_before(spot))
        difference = told.change is not None and told.change.difference
        measured = find_measure(spot, difference=difference, before=before)
        parts = measure_data(spot.clause.base).parts | {"tariff-rate"}
        percent = spot.figure.kind == "percent" and not difference
        if percent and share_of(spot) is not None:
            measured = measured or share_of(spot)
        part = bool(said.figures) and _opens_part(spot, said.figures[-1])
        light = part or _light(spot) or _goes_on(spot)
        if measured is not None and measured.weak and part:
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

    def _figure(self, spot: Spot, measured: Measured | None, told: Told, said: _Said, index: int) -> Figure:
        period = compared_period(spot) if told.origin else self._find_period(spot, measured, said)
        change = told.change or value_after(spot, said.told)
        if change is not None:
            change = replace(change, base=find_base(spot, told, period) or change.base)
        owner = self._owner(spot, measured, said, index)
        thing = find_thing(spot, measured)
        scope = find_scope(spot, owner, measured.measure if measured else None)
        if measured is not None and not measured.weak and not _is_inside(measured, spot):
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
            goes_on = said.will and bool(said.figures) and _follows(spot, said.figures[-1])
            before = said.role or ("announced" if goes_on else None)
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

    def _find_period(self, spot: Spot, measured: Measured | None, said: _Said) -> DateMention | None:
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

    def _owner(self, spot: Spot, measured: Measured | None, said: _Said, index: int) -> Reference | None:
        data = measure_data(spot.clause.base)
        if measured is None:
            return None if spot.figure.kind == "quantity" else self._last_owner(said, index)
        if measured.measure == "price":
            return None  # goods have one whoever sells them
        if measured.measure in ("stake", "share") and (taker := given_to(spot)) is not None:
            return taker
        if measured.cue is not None and _is_inside(measured, spot):
            found = possessor(spot, measured.cue)
            if found is not None:
                return self._possessed(found, said, index)
        if measured.measure in data.of_things:
            return None
        nearer = segment_owner(spot) if spot.index or measured.measure in data.parts else None
        if nearer is not None:
            return self._resolved(nearer, said, index)
        if measured.weak:
            return self._weak_owner(spot, measured, said, index)
        owner = self._last_owner(said, index)
        if owner is None and measured.measure in data.of_companies:
            return self._focus(index)
        return owner

    def _possessed(self, found: Possessor, said: _Said, index: int) -> Reference | None:
        self._settle(said, index)
        owner = self._resolved(found, said, index)
        if owner is not None:
            said.trail.append(owner)
        return owner

    def _weak_owner(self, spot: Spot, measured: Measured, said: _Said, index: int) -> Reference | None:
        """Whose a figure is that only its unit gives a measure."""
        if measured.measure in measure_data(spot.clause.base).parts:
            behind = behind_owner(spot) if measured.measure in ("share", "market-share") else None
            return self._own(said, index) or behind or self._last_owner(said, index)
        if measured.measure in _NOBODYS:
            return None
        own = self._own(said, index)
        if measured.measure == "rank" and own is None:
            return self._last_owner(said, index)
        return self._last_owner(said, index) if own is None and begins_with_verb(spot.clause) else own

    def _own(self, said: _Said, index: int) -> Reference | None:
        """The subject of the clause that is being read, else who was found to own something in it."""
        self._settle(said, index)
        return said.own

    def _last_owner(self, said: _Said, index: int) -> Reference | None:
        """Who was found last to own something, or to be what a clause of the sentence is about."""
        self._settle(said, index)
        return said.owner

    def _settle(self, said: _Said, index: int) -> None:
        """Find the subjects of the clauses read since the last time, which most figures do not need."""
        for step in said.trail:
            if isinstance(step, Reference):
                said.owner = step
                continue
            subject = relative_subject(step, said.last) if said.last else None
            subject = subject or clause_subject(step)
            said.last = step
            said.own = self._resolved(subject_owner(subject), said, index) if subject else None
            said.owner = said.own or said.owner
        said.trail.clear()

    def _resolved(self, possessor: Possessor, said: _Said, index: int) -> Reference | None:
        """Who is meant, where a word stands for a name: whoever the sentence spoke of, else the ones before it."""
        if possessor.stands_for is None or possessor.stands_for == "country":
            return possessor.reference
        focus = said.owner or self._focus(index)
        if focus is None and self._about is not None and self._about.entity and possessor.stands_for == "organisation":
            return Reference(span=possessor.reference.span, entity=self._about.entity)
        return focus

    def _focus(self, index: int) -> Reference | None:
        """The organisation that the sentences before are about, else the one named most."""
        if index not in self._in_focus:
            self._in_focus = {index: self._find_focus(index)}
        return self._in_focus[index]

    def _find_focus(self, index: int) -> Reference | None:
        # What the sentence itself names later is not what its pronoun stands for: the startup … led by SoftBank.
        for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
            subject = self._subject(back)
            if subject is not None and subject.kind in ("organisation", "person"):
                return subject.reference
        self._named.count(self._sentences[self._counted : index])
        self._counted = index
        # A document about one company does not mean another by the word, however often it names it.
        return self._named.last(self._about) if self._about is not None else self._named.most()

    def _subject(self, index: int) -> Subject | None:
        if index not in self._subjects:
            found = (clause_subject(clause) for clause in read_clauses(self._sentences[index]))
            self._subjects[index] = next((one for one in found if one and one.kind and not one.stands_for), None)
        return self._subjects[index]


def _light(spot: Spot) -> bool:
    """Whether hardly anything stands before the figure in its clause: 达到5亿元, (4 billion)."""
    if spot.index:
        return False
    gap = spot.clause.text[spot.clause.start : spot.start]
    for cue in spot.before:
        if cue.word.measure is None or cue.word.direction:
            gap = gap.replace(spot.clause.text[cue.start : cue.end], " ")
    for found in spot.clause.dates:
        gap = gap.replace(spot.clause.text[found.span.start : found.span.end], " ")
    named = [mention for mention in spot.clause.mentions if mention.kind in ("organisation", "place")]
    if len(named) == 1 and named[0].span.start <= spot.start:
        gap = gap.replace(spot.clause.text[named[0].span.start : named[0].span.end], " ")
    return _fillers(spot.clause.base).fullmatch(gap) is not None


@functools.cache
def _fillers(base: str) -> re.Pattern[str]:
    return re.compile(str(language_data("owners", base).get("light", r"\s*")))


def _number(spot: Spot) -> Measured | None:
    """A bare number of things that are named is a number of them: 12 critical minerals."""
    if spot.figure.kind != "count" or spot.figure.unit is not None or find_thing(spot, None) is None:
        return None
    return Measured(measure="number", weak=True)


@functools.cache
def _openings(base: str, name: str) -> re.Pattern[str]:
    """What clauses open with that go on from the one before."""
    end = "" if language_data("owners", base).get("no_spaces") else r"(?!\w)"
    return re.compile(rf"\s*(?:{refold(language_data('owners', base).get(name, []))}){end}")


def _goes_on(spot: Spot) -> bool:
    """Whether the clause only compares the value before with another: 高于分析师预期的11.8%, versus $5bn."""
    clause = spot.clause
    if spot.index or any(cue.word.measure and not cue.word.direction for cue in spot.before):
        return False
    return _openings(clause.base, "goes_on").match(clause.text, clause.start, spot.start) is not None


def _opens_part(spot: Spot, before: Figure) -> bool:
    """Whether the figure is a part of the one before: of which 3,800 in Germany, 其中纯电动车176.49万辆."""
    clause = spot.clause
    if before.kind != spot.figure.kind or before.measure is None:
        return False
    if spot.figure.unit is not None and before.unit != spot.figure.unit:
        return False
    part = _openings(clause.base, "parts_open").match(clause.text, clause.start, spot.start) is not None
    return part or (spot.index > 0 and is_list(clause.text[spot.floor : spot.floor + 1]))


def _note_goods(clause: Clause, said: _Said) -> None:
    for mention in clause.mentions:
        if mention.kind in ("material", "product", "technology"):
            said.goods = refer(mention)


def _follows(spot: Spot, before: Figure) -> bool:
    """Whether the figure only goes on about the one before, in a clause of its own."""
    return not spot.index and (_light(spot) or _goes_on(spot) or _opens_part(spot, before))


def _as_before(measured: Measured, before: Measured, spot: Spot) -> Measured:
    """Sales in money beside revenue are revenue; people beside layoffs are those laid off."""
    if measured.measure == "sales" and before.measure == "revenue" and spot.figure.kind == "money":
        return replace(measured, measure="revenue")
    return measured


def _is_inside(measured: Measured, spot: Spot) -> bool:
    """Whether the word of the measure stands in the clause of the figure."""
    return measured.cue is not None and spot.clause.start <= measured.cue.start < spot.clause.end


def _expected(spot: Spot) -> bool:
    """Whether a value that is compared with is what was expected: 高于分析师预期的11.8%."""
    return any(cue.word.role == "estimate" and spot.start - cue.end <= _AT_END for cue in spot.before[-1:])


def _overlap(one: Reference, other: Reference) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _as_layoffs(
    measured: Measured | None, spot: Spot, told: Told, before: Measured | None
) -> tuple[Measured | None, Told]:
    """Jobs that are cut are layoffs: cut 1,000 jobs; cut its workforce by 5 %, or 1,000 people."""
    if measured is not None and measured.measure == "people" and _light(spot) and before is not None:
        people = before.measure in ("headcount", "layoffs", "jobs")
        return (replace(measured, measure="layoffs"), told) if people else (measured, told)
    if measured is None or measured.measure != "jobs" or spot.figure.kind != "count":
        return measured, told
    directions = {cue.word.direction for cue in spot.clause.cues if cue.word.direction}
    return (replace(measured, measure="layoffs"), Told(change=None)) if directions == {"down"} else (measured, told)


def _is_converted(spot: Spot, before: Figure) -> bool:
    """Whether money in a bracket is the money before it in another currency."""
    money = spot.figure.kind == before.kind == "money" and spot.figure.currency != before.currency
    return money and _light(spot)


def _converted(figure: Figure, before: Figure) -> Figure:
    return replace(
        figure,
        measure=before.measure,
        measure_words=before.measure_words,
        owner=before.owner,
        thing=before.thing,
        scope=before.scope,
        period=before.period,
        role=before.role,
        change=replace(before.change, start=None) if before.change else None,
    )


def _link_start(figures: list[Figure], spot: Spot, told: Told) -> None:
    """Join the value after a change with the one before it: from 3 to 5, to 5 from 3."""
    if len(figures) < 2:
        return
    previous, last = figures[-2], figures[-1]
    if not comparable(previous, last):
        return
    if told.origin and previous.change and not previous.change.difference:
        figures[-2] = replace(previous, change=replace(previous.change, start=last.span))
    elif told.origin:
        if told.cue is not None and told.cue.word.direction:
            change = Change(direction=told.cue.word.direction, difference=False, start=last.span)
            figures[-2] = replace(previous, change=change)
    elif last.change and not last.change.difference and spot.index:
        figures[-1] = replace(last, change=replace(last.change, start=previous.span))
