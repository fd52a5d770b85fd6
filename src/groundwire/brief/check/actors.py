"""A statement and its cited paragraphs in, whether their events have the same parties, and people the same sex, out."""

from collections.abc import Iterator

from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import Actor, Check, Event, Span

_AGENTS = frozenset({"agent", "buyer", "investor", "plaintiff", "supplier", "court", "seller"})
_OTHERS = frozenset({"target", "defendant", "customer", "recipient", "issuer"})
_APART = 90  # characters between two names above which one verb hardly joins them


def check_actors(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for two who have changed places; one that passed where none have."""
    failures = [*_events(statement, passage), *_gender(statement, passage)]
    yield from failures[:1] or [passed("actors")]


def _events(statement: Reading, passage: Passage) -> Iterator[Check]:
    """Events of one type whose known parties stand on opposite sides."""
    for event in statement.events:
        mine = _parties(event.actors)
        for reading, other in passage.events:
            theirs = _parties(other.actors)
            turned = len(mine) > 1 and mine == {name: not side for name, side in theirs.items()}
            if turned and other.type == event.type and not _same_event(event, statement, passage):
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


def _gender(statement: Reading, passage: Passage) -> Iterator[Check]:
    """He for she, where the paragraphs have only the one."""
    mine = _genders(statement)
    theirs = set().union(*(_genders(reading) for reading in passage.readings))
    if len(mine) == 1 and len(theirs) == 1 and mine != theirs:
        reading = next(r for r in passage.readings if _genders(r))
        match = reading.cues.he.search(reading.folded) or reading.cues.she.search(reading.folded)
        own = statement.cues.he.search(statement.folded) or statement.cues.she.search(statement.folded)
        if match is None or own is None:
            return
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
