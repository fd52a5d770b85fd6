"""A statement and its cited paragraphs in, whether it has the parts of those it names the right way round out."""

import itertools
from collections.abc import Iterator, Mapping

from groundwire.brief.check.align import Clause, sentence_of, shared
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.locate import locate
from groundwire.brief.check.reading import Reading, Word, full_stem
from groundwire.brief.check.said_names import SaidName, said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Actor, Check, Entity, EntityId, Event, Span

_AGENTS = frozenset({"agent", "buyer", "investor", "plaintiff", "supplier", "court", "seller"})
_OTHERS = frozenset({"target", "defendant", "customer", "recipient", "issuer"})
_APART = 90  # characters between two names above which one verb hardly joins them


class Actors:
    """Compares who does what; holds the entities."""

    def __init__(self, entities: Mapping[EntityId, Entity]) -> None:
        self._entities = entities

    def check(self, statement: Reading, passage: Passage) -> Iterator[Check]:
        """A check that fails for two who have changed places; one that passed where none have."""
        names = _certain(statement)
        places = {name: locate(name, passage, self._entities) for name in names} if len(names) > 1 else {}
        failures = [*_events(statement, passage), *_order(places, statement, passage), *_gender(statement, passage)]
        yield from failures[:1] or [passed("actors")]


def _certain(statement: Reading) -> list[SaidName]:
    return [name for name in said_names(statement) if not name.doubtful or name.entity]


def _events(statement: Reading, passage: Passage) -> Iterator[Check]:
    """Events of one type whose known parties stand on opposite sides."""
    for event in statement.events:
        mine = _parties(event.actors)
        for reading, other in passage.events:
            theirs = _parties(other.actors)
            if other.type == event.type and len(mine) > 1 and mine == {name: not side for name, side in theirs.items()}:
                if not _same_event(event, statement, passage):
                    wanted = statement.said(event.span)
                    yield differs("actors", "actors-swapped", wanted=wanted, at=reading, span=other.span)


def _same_event(event: Event, statement: Reading, passage: Passage) -> bool:
    mine = _parties(event.actors)
    return any(other.type == event.type and _parties(other.actors) == mine for _reading, other in passage.events)


def _parties(actors: tuple[Actor, ...]) -> dict[object, bool]:
    """Known names, with whether they are those who do it."""
    found: dict[object, bool] = {}
    for actor in actors:
        if actor.who.entity and actor.role in _AGENTS | _OTHERS:
            found[actor.who.entity] = actor.role in _AGENTS
    return found


def _order(places: Mapping[SaidName, list[Span]], statement: Reading, passage: Passage) -> Iterator[Check]:
    """Two names with a verb between them: who comes first does it, unless the verb is passive."""
    for first, second in itertools.pairwise(places):
        if second.start - first.end > _APART or _same(first, second):
            continue
        one, other = places[first], places[second]
        if len(one) == len(other) == 1 and one[0].paragraph == other[0].paragraph:
            turned = _turned(first, second, one[0], other[0], statement, passage)
            if turned is not None:
                yield turned


def _same(first: SaidName, second: SaidName) -> bool:
    return first.entity is not None and first.entity == second.entity


def _turned(
    first: SaidName, second: SaidName, one: Span, other: Span, statement: Reading, passage: Passage
) -> Check | None:
    reading = next(r for r in passage.readings if r.number == one.paragraph)
    clause = sentence_of(reading, one.start)
    if not (clause.start <= other.start < clause.end) or one.start == other.start:
        return None
    verb = _verb(statement, first.end, second.start, passage, reading)
    if verb is None:
        return None
    said, place = verb
    mine = not _passive(Clause(statement, first.start, second.end), said)
    low, high = sorted((one, other), key=lambda span: span.start)
    if not (low.end <= place.start and (place.end <= high.start or place.start <= high.end + _APART // 6)):
        return None
    theirs = (one.start < other.start) != _passive(Clause(reading, low.start, max(high.end, place.end)), place)
    if mine == theirs:
        return None
    span = Span(paragraph=reading.number, start=low.start, end=max(high.end, place.end))
    return differs("actors", "actors-swapped", wanted=statement.text[first.start : second.end], at=reading, span=span)


def _verb(statement: Reading, start: int, end: int, passage: Passage, reading: Reading) -> tuple[Word, Word] | None:
    """A word between the names, and the word of the paragraph that says the same."""
    text = statement.folded[start:end]
    if statement.cues.joint.fullmatch(text.strip()) or statement.cues.possessive.search(text):
        return None
    for word in statement.words:
        if start <= word.start < end:
            for place in shared(word, passage):
                if place.reading is reading and _is_verb(place.word, reading):
                    return word, place.word
    return None


def _is_verb(word: Word, reading: Reading) -> bool:
    """By its meanings where there is a dictionary, else by having an ending."""
    if word.glosses:
        return any(gloss.startswith("to ") for gloss in word.glosses)
    return reading.cues.spaced and full_stem(word.text, reading.language.split("-")[0]) != word.text


def _passive(clause: Clause, verb: Word) -> bool:
    return clause.reading.cues.passive.search(clause.text) is not None


def _gender(statement: Reading, passage: Passage) -> Iterator[Check]:
    """He for she, where the paragraphs have only the one."""
    mine = _genders(statement)
    theirs = set().union(*(_genders(reading) for reading in passage.readings))
    if len(mine) == 1 and len(theirs) == 1 and mine != theirs:
        reading = next(r for r in passage.readings if _genders(r))
        match = reading.cues.he.search(reading.folded) or reading.cues.she.search(reading.folded)
        own = statement.cues.he.search(statement.folded) or statement.cues.she.search(statement.folded)
        assert match is not None and own is not None
        span = Span(paragraph=reading.number, start=match.start(), end=match.end())
        yield differs("actors", "actors-swapped", wanted=own.group(), at=reading, span=span)


def _genders(reading: Reading) -> set[str]:
    kept = reading.kept.get("genders")
    if isinstance(kept, set):
        return kept
    cues = reading.cues
    kept = {name for name, pattern in (("he", cues.he), ("she", cues.she)) if pattern.search(reading.folded)}
    reading.kept["genders"] = kept
    return kept
