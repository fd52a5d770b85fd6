"""A statement and its cited paragraphs in, whether what it tells of one name they tell of another out.

Who does what is compared clause by clause: the source's clause that has clearly most of what the statement's says
beside names has one who does it, in it or before it in its sentence. That must not be another of the same kind, whom
the statement does not name at all, while the statement's own stands elsewhere.
"""

from collections.abc import Iterator

from groundwire.brief.check.align import Clause
from groundwire.brief.check.finding import differs
from groundwire.brief.check.linked import links, sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.places import Places
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.said_names import SaidName, said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_LEAST = 1.8  # what two clauses have in common beside names that surely say the same
_CLEARLY = 2  # how much more than any clause of the statement's own name the other's must have
_STOPS = " ,，:：.。"  # what ends a clause
_LEAD = 24  # characters of a clause before the name that does it: when, where, and its title


def other_doer(places: Places, statement: Reading, passage: Passage) -> Iterator[Check]:
    """Each clause of the statement whose name does what another does in the source."""
    for start, end in statement.clauses:
        names = [name for name in _of_statement(statement, start, end) if name in places]
        scores = _told(statement, passage, start, end) if names else {}
        if not scores:
            continue
        best = max(scores, key=lambda clause: scores[clause])
        others = doers_of(best)
        for name in names:
            own = [score for clause, score in scores.items() if _speaks_of(clause, places[name])]
            if scores[best] < max(_LEAST, _CLEARLY * max(own, default=0.0)):
                continue
            alike = [other for other in others if _is_alike(other, name, best.reading, places)]
            if alike and not any(_is_named(other, best.reading, places) for other in alike):
                span = Span(paragraph=best.reading.number, start=alike[-1].start, end=best.end)
                wanted = statement.text[start:end].strip()
                yield differs("actors", "actors-swapped", wanted=wanted, at=best.reading, span=span)


def _of_statement(statement: Reading, start: int, end: int) -> list[SaidName]:
    """Who does what the clause tells: whoever is said to say so, else the names it begins with."""
    low, high = sentence_bounds(statement, start)
    marks = marks_for(statement.language)
    for first, last in statement.clauses:
        text = statement.folded[first:last].strip(_STOPS)
        if low <= first < high and (first, last) != (start, end):
            if marks.credit.match(text):
                return [name for name in said_names(statement) if first <= name.start < last]
            if marks.frame.search(text):
                return lead(statement, first, last)
    return lead(statement, start, end)


def _told(statement: Reading, passage: Passage, start: int, end: int) -> dict[Clause, float]:
    """The source's clauses with how much they have of the statement's words that are no names."""
    named = {name.start for name in said_names(statement)}
    found: dict[Clause, dict[str, float]] = {}
    for link in links(statement, passage):
        if start <= link.start < end and link.start not in named:
            one = found.setdefault(Clause(link.reading, *link.reading.clause_at(link.low)), {})
            one[link.key] = max(link.weight, one.get(link.key, 0.0))
    return {clause: sum(weights.values()) for clause, weights in found.items()}


def doers_of(clause: Clause) -> list[SaidName]:
    """The names that do what the clause of the source tells; where it has none itself, those before it."""
    reading = clause.reading
    start = sentence_bounds(reading, clause.start)[0]
    before = [(low, high) for low, high in reading.clauses if start <= low <= clause.start]
    for low, high in reversed(before):
        found = lead(reading, low, high, topic=low < clause.start)
        if found:
            return found
    cues = reading.cues
    if start and (
        cues.he.search(reading.folded, start, clause.end) or cues.she.search(reading.folded, start, clause.end)
    ):
        return [name for name in said_names(reading) if name.kind == "person" and name.start < start][-1:]
    return []


def lead(reading: Reading, start: int, end: int, *, topic: bool = False) -> list[SaidName]:
    """The names that a clause begins with, or by whom it is done; ``topic``: also whose thing stands first."""
    marks = marks_for(reading.language)
    passive = marks.passive.search(reading.folded, start, end) is not None
    found: list[SaidName] = []
    for name in said_names(reading):
        if not start <= name.start < end:
            continue
        before = reading.folded[max(start, name.start - 12) : name.start].rstrip()
        word = next((m for m in marks.aside.finditer(before) if m.end() == len(before)), None)
        if passive:
            if word is not None and marks.agent.fullmatch(word.group()):
                return [name]
            continue
        near = name.start < (found[-1].end if found else start) + _LEAD
        if word is None and near and (topic or not marks.whose.match(reading.folded, name.end)):
            found.append(name)
    return found


def _speaks_of(clause: Clause, spans: list[Span]) -> bool:
    """Whether the name stands in the clause, or before it in its sentence."""
    start = sentence_bounds(clause.reading, clause.start)[0]
    return any(span.paragraph == clause.reading.number and start <= span.start < clause.end for span in spans)


def _is_alike(other: SaidName, name: SaidName, reading: Reading, places: Places) -> bool:
    """Whether the source's name is of the kind of the statement's."""
    kinds = {name.kind} | {
        one.kind
        for one in said_names(reading)
        if any(s.paragraph == reading.number and s.start < one.end and one.start < s.end for s in places[name])
    }
    return other.kind in kinds - {"", "place"}


def _is_named(other: SaidName, reading: Reading, places: Places) -> bool:
    """Whether the source's name is one of the statement's."""
    return any(
        span.paragraph == reading.number and span.start < other.end and other.start < span.end
        for spans in places.values()
        for span in spans
    )
