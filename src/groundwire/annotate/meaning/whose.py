"""A measured figure and what its sentence said before in, whose it is out: also where a pronoun or nothing says so."""

from collections.abc import Sequence

from groundwire.annotate.meaning.clauses import Spot, read_clauses
from groundwire.annotate.meaning.focus import (
    Named,
    ReadAbout,
    Subject,
    begins_with_verb,
    clause_subject,
    refer,
    relative_subject,
)
from groundwire.annotate.meaning.measures import Measured, is_inside, measure_data
from groundwire.annotate.meaning.owners import (
    Possessor,
    behind_owner,
    given_to,
    possessor,
    segment_owner,
    subject_owner,
)
from groundwire.annotate.meaning.said import Said
from groundwire.annotate.sentence import Sentence
from groundwire.models import Reference

_BACK = 6  # sentences that a subject stays in focus
_NOBODYS = frozenset(
    {"duration", "weight", "temperature", "speed", "area", "companies", "deaths", "injuries"}
)  # by their unit alone whose they are is not said


class Owners:
    """Finds the owners of the figures of one document, whose sentences are read in order."""

    def __init__(self, sentences: Sequence[Sentence], about: ReadAbout) -> None:
        self._sentences = sentences
        self._about = about
        self._subjects: dict[int, Subject | None] = {}
        self._in_focus: dict[int, Reference | None] = {}
        self._named, self._counted = Named(), 0

    def find(self, spot: Spot, measured: Measured | None, said: Said, index: int) -> Reference | None:
        """Whose the figure is; ``index`` is the place of its sentence."""
        data = measure_data(spot.clause.base)
        if measured is None:
            return None if spot.figure.kind == "quantity" else self._last_owner(said, index)
        if measured.measure == "price":
            return None  # goods have one whoever sells them
        if (taker := _taker(spot, measured, said)) is not None:
            return taker
        if measured.cue is not None and is_inside(measured, spot):
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

    def _possessed(self, found: Possessor, said: Said, index: int) -> Reference | None:
        self._settle(said, index)
        owner = self._resolved(found, said, index)
        if owner is not None:
            said.trail.append(owner)
        return owner

    def _weak_owner(self, spot: Spot, measured: Measured, said: Said, index: int) -> Reference | None:
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

    def _own(self, said: Said, index: int) -> Reference | None:
        """The subject of the clause that is being read, else who was found to own something in it."""
        self._settle(said, index)
        return said.own

    def _last_owner(self, said: Said, index: int) -> Reference | None:
        """Who was found last to own something, or to be what a clause of the sentence is about."""
        self._settle(said, index)
        return said.owner

    def _settle(self, said: Said, index: int) -> None:
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

    def _resolved(self, possessor: Possessor, said: Said, index: int) -> Reference | None:
        """Who is meant, where a word stands for a name: whoever the sentence spoke of, else the ones before it."""
        if possessor.stands_for is None or possessor.stands_for == "country":
            return possessor.reference
        if possessor.stands_for in ("latter", "former"):
            return self._one_of_two(possessor, index)
        focus = said.owner or self._focus(index)
        if focus is None and possessor.stands_for == "organisation" and (about := self._about()) and about.entity:
            return Reference(span=possessor.reference.span, entity=about.entity)
        return focus

    def _one_of_two(self, possessor: Possessor, index: int) -> Reference | None:
        """Whom "the latter" or "the former" means: the organisation named last, or first, before it."""
        before = [
            mention
            for mention in self._sentences[index].mentions
            if mention.kind == "organisation" and mention.span.end <= possessor.reference.span.start
        ]
        if not before:
            return None
        return refer(before[-1] if possessor.stands_for == "latter" else before[0])

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
        about = self._about()
        return self._named.last(about) if about is not None else self._named.most()

    def _subject(self, index: int) -> Subject | None:
        if index not in self._subjects:
            found = (clause_subject(clause) for clause in read_clauses(self._sentences[index]))
            self._subjects[index] = next((one for one in found if one and one.kind and not one.stands_for), None)
        return self._subjects[index]


def _taker(spot: Spot, measured: Measured, said: Said) -> Reference | None:
    """Whoever gets a stake, and pays for it."""
    if measured.measure == "deal-value" and measured.weak and said.figures and said.figures[-1].measure == "stake":
        return said.figures[-1].owner
    return given_to(spot) if measured.measure in ("stake", "share") else None
