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

_LEAST = 1.4  # what two clauses have in common beside names that surely say the same
_CLEARLY = 1.3  # how much more than any clause of the statement's own name the other's must have
_LEAD = 24  # characters of a clause before the name that does it: when, where, and its title


def other_doer(places: Places, statement: Reading, passage: Passage) -> Iterator[Check]:
    """Each clause of the statement whose name does what another does in the source."""
    for start, end in statement.clauses:
        name = doer_of(Clause(statement, start, end))
        if name is None or name not in places:
            continue
        scores = _told(statement, passage, start, end)
        if not scores:
            continue
        best = max(scores, key=lambda clause: scores[clause])
        own = [score for clause, score in scores.items() if _speaks_of(clause, places[name])]
        other = doer_of(best, before=True)
        if scores[best] < max(_LEAST, _CLEARLY * max(own, default=0.0)) or other is None:
            continue
        if _is_another(other, name, best.reading, places):
            span = Span(paragraph=best.reading.number, start=other.start, end=best.end)
            wanted = statement.text[start:end].strip()
            yield differs("actors", "actors-swapped", wanted=wanted, at=best.reading, span=span)


def _told(statement: Reading, passage: Passage, start: int, end: int) -> dict[Clause, float]:
    """The source's clauses with how much they have of the statement's words that are no names."""
    named = {name.start for name in said_names(statement)}
    found: dict[Clause, dict[str, float]] = {}
    for link in links(statement, passage):
        if start <= link.start < end and link.start not in named:
            one = found.setdefault(Clause(link.reading, *link.reading.clause_at(link.low)), {})
            one[link.key] = max(link.weight, one.get(link.key, 0.0))
    return {clause: sum(weights.values()) for clause, weights in found.items()}


def doer_of(clause: Clause, *, before: bool = False) -> SaidName | None:
    """The name that does what the clause tells; of its sentence's earlier clauses where it has none itself."""
    reading = clause.reading
    start = sentence_bounds(reading, clause.start)[0] if before else clause.start
    for low, high in reversed([(low, high) for low, high in reading.clauses if start <= low <= clause.start]):
        found = _first(reading, low, high)
        if found is not None:
            return found
    return None


def _first(reading: Reading, start: int, end: int) -> SaidName | None:
    """The name that a clause begins with, or the one by whom it is done."""
    marks = marks_for(reading.language)
    passive = marks.passive.search(reading.folded, start, end) is not None
    for name in said_names(reading):
        if not start <= name.start < end:
            continue
        before = reading.folded[max(start, name.start - 12) : name.start].rstrip()
        word = next((m for m in marks.aside.finditer(before) if m.end() == len(before)), None)
        if passive:
            if word is not None and marks.agent.fullmatch(word.group()):
                return name
        elif word is None and name.start < start + _LEAD and not marks.whose.match(reading.folded, name.end):
            return name
    return None


def _speaks_of(clause: Clause, spans: list[Span]) -> bool:
    """Whether the name stands in the clause, or before it in its sentence."""
    start = sentence_bounds(clause.reading, clause.start)[0]
    return any(span.paragraph == clause.reading.number and start <= span.start < clause.end for span in spans)


def _is_another(other: SaidName, name: SaidName, reading: Reading, places: Places) -> bool:
    """Whether the source's name is of the statement's kind, and is none of the statement's names."""
    kinds = {name.kind} | {
        one.kind
        for one in said_names(reading)
        if any(s.paragraph == reading.number and s.start < one.end and one.start < s.end for s in places[name])
    }
    return other.kind in kinds - {""} and not any(
        span.paragraph == reading.number and span.start < other.end and other.start < span.end
        for spans in places.values()
        for span in spans
    )
