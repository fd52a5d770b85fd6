"""Sentences in, the same with what their figures mean out: measure, owner, thing, scope, period, role and change."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from groundwire.annotate.changes import Told, comparable, find_base, find_change
from groundwire.annotate.clauses import Clause, Spot, read_clauses, read_spots
from groundwire.annotate.focus import Subject, clause_subject, most_named
from groundwire.annotate.measures import Measured, by_unit, find_measure, fits, is_rate_before, measure_data
from groundwire.annotate.owners import Possessor, possessor, subject_owner
from groundwire.annotate.periods import is_day, later_in_clause, nearest_before, own_period
from groundwire.annotate.roles import find_role, last_role
from groundwire.annotate.sentence import Sentence
from groundwire.annotate.things import find_scope, find_thing
from groundwire.models import Change, DateMention, Figure, FigureRole, Reference

_BACK = 6  # sentences that a subject stays in focus


def understand_figures(sentences: Sequence[Sentence], day: date | None) -> list[Sentence]:
    """The sentences with what the words around each figure say of it. ``day`` is the document's, if known."""
    reader = _Reader(sentences, day)
    return [reader.read(index) if sentence.figures else sentence for index, sentence in enumerate(sentences)]


@dataclass(slots=True)
class _Said:
    """What the clauses of a sentence have said so far, which the next ones build on."""

    measured: Measured | None = None
    told: Told | None = None
    owner: Reference | None = None
    owned: bool = False  # whether any clause had a subject
    thing: Reference | None = None
    scope: Reference | None = None
    period: DateMention | None = None
    role: FigureRole | None = None
    figures: list[Figure] = field(default_factory=list)


class _Reader:
    """Reads the sentences of one document in order."""

    def __init__(self, sentences: Sequence[Sentence], day: date | None) -> None:
        self._sentences = sentences
        self._day = day
        self._subjects: dict[int, Subject | None] = {}
        self._period: tuple[int, DateMention] | None = None  # paragraph, the last period there

    def read(self, index: int) -> Sentence:
        """The sentence with its figures understood."""
        sentence = self._sentences[index]
        said = _Said()
        if self._period is not None and self._period[0] == sentence.paragraph:
            said.period = self._period[1]
        for clause in read_clauses(sentence):
            self._clause(clause, said, index)
        if said.period is not None:
            self._period = (sentence.paragraph, said.period)
        return (
            replace(sentence, figures=tuple(said.figures)) if len(said.figures) == len(sentence.figures) else sentence
        )

    def _clause(self, clause: Clause, said: _Said, index: int) -> None:
        subject = clause_subject(clause)
        owner = self._resolved(subject_owner(subject), index) if subject else None
        if owner is not None:
            said.owner = owner
        if not clause.figures:
            self._carry(clause, said)
            return
        before: Measured | None = None
        told: Told | None = None
        for spot in read_spots(clause):
            measured, told = self._measure(spot, before, told, said)
            figure = self._figure(spot, measured, told, said, index)
            said.figures.append(figure)
            _link_start(said.figures, spot, told)
            before = measured or before
        said.measured = before
        cue = last_role([cue for cue in clause.cues if cue.word.role != "limit"])
        if cue is not None and cue.word.role in ("estimate", "target"):
            said.role = cue.word.role
        found = nearest_before(clause, clause.end)
        said.period = found or said.period

    def _carry(self, clause: Clause, said: _Said) -> None:
        """What a clause without figures tells of those behind it."""
        cue = last_role(clause.cues)
        if cue is not None and cue.word.role in ("estimate", "target"):
            said.role = cue.word.role
        said.period = nearest_before(clause, clause.end) or said.period
        measure = next((cue for cue in reversed(clause.cues) if cue.word.measure), None)
        if measure is not None and measure.word.measure is not None:
            said.measured = Measured(measure=measure.word.measure, cue=None)

    def _measure(
        self, spot: Spot, before: Measured | None, last: Told | None, said: _Said
    ) -> tuple[Measured | None, Told]:
        told = find_change(spot, last, measured=is_rate_before(spot))
        difference = told.change is not None and told.change.difference
        measured = find_measure(spot, difference=difference, before=before)
        if measured is None and said.measured is not None and (difference or _light(spot)):
            base = spot.clause.sentence.passage.base
            if fits(said.measured.measure, spot.figure, difference=difference, base=base):
                measured = said.measured
        return measured or (None if difference else by_unit(spot)), told

    def _figure(self, spot: Spot, measured: Measured | None, told: Told, said: _Said, index: int) -> Figure:
        period = self._find_period(spot, measured, said)
        change = told.change
        if change is not None:
            change = replace(change, base=find_base(spot, told, period))
        owner = self._owner(spot, measured, said, index)
        thing = find_thing(spot, measured)
        scope = find_scope(spot, owner)
        name = measured.measure if measured else None
        role = find_role(spot, measure=name, before=said.role, period=period, day=self._day)
        words = None
        if measured is not None and measured.cue is not None:
            words = spot.clause.sentence.span(measured.cue.start, measured.cue.end)
        return replace(
            spot.figure,
            measure=name,
            measure_words=words,
            change=change,
            period=period,
            owner=owner,
            thing=thing,
            scope=scope,
            role=role,
        )

    def _find_period(self, spot: Spot, measured: Measured | None, said: _Said) -> DateMention | None:
        data = measure_data(spot.clause.sentence.passage.base)
        long = measured is not None and measured.measure in data.of_periods
        for found in (own_period(spot), later_in_clause(spot), said.period):
            if found is not None and not (long and is_day(found)):
                return found
        return None

    def _owner(self, spot: Spot, measured: Measured | None, said: _Said, index: int) -> Reference | None:
        if measured is None:
            return None
        cue = measured.cue
        inside = cue is not None and spot.clause.start <= cue.start < spot.clause.end
        if cue is not None and inside:
            found = possessor(spot, cue)
            if found is not None:
                said.owner = self._resolved(found, index) or said.owner
                return self._resolved(found, index)
        if said.owner is not None:
            return said.owner
        data = measure_data(spot.clause.sentence.passage.base)
        return self._focus(index) if measured.measure in data.of_companies else None

    def _resolved(self, possessor: Possessor, index: int) -> Reference | None:
        """Who is meant, where a word stands for a name."""
        if possessor.stands_for is None or possessor.stands_for == "country":
            return possessor.reference
        return self._focus(index)

    def _focus(self, index: int) -> Reference | None:
        """The organisation that the sentences before are about, else the one named most."""
        for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
            subject = self._subject(back)
            if subject is not None and subject.kind in ("organisation", "person"):
                return subject.reference
        return most_named(self._sentences[: index + 1])

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
        gap = gap.replace(spot.clause.text[cue.start : cue.end], "")
    for found in spot.clause.dates:
        gap = gap.replace(spot.clause.text[found.span.start : found.span.end], "")
    return len(gap.split()) <= 2 if gap.isascii() else len(gap.strip()) <= 4


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
