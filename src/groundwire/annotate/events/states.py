"""A trigger in its sentence in, how far the event has come and whether it is denied out; the cues are data."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import cast, get_args

from groundwire.annotate.events.clauses import Scene
from groundwire.annotate.events.triggers import FoundTrigger, folded_pattern
from groundwire.annotate.language_data import language_data
from groundwire.models import EventState

_BEFORE = 60  # characters before a trigger, of its clause, in which a cue counts
_AHEAD = frozenset({"proposed", "announced", "agreed"})  # what words of the trigger itself can say: plans to invest
_AFTER = 60
_STOPPED = frozenset({"suspended", "cancelled"})  # words of a trigger that say so say more than that it was announced
_GOING = frozenset({"announced", "agreed", "completed", "in force"})


@dataclass(frozen=True, slots=True)
class _Cues:
    """Patterns by place: of the whole sentence before, right before in the clause, right after."""

    sentence: tuple[tuple[EventState, re.Pattern[str]], ...]
    before: tuple[tuple[EventState, re.Pattern[str]], ...]
    after: tuple[tuple[EventState, re.Pattern[str]], ...]
    negated: re.Pattern[str]
    negated_after: re.Pattern[str]
    unreal: re.Pattern[str]  # if, whether: asserts nothing
    dated: tuple[tuple[EventState, re.Pattern[str]], ...]
    default: dict[str, EventState]
    next_clause: tuple[tuple[EventState, re.Pattern[str]], ...]  # behind it, up to the end of the next clause
    lasting: dict[str, EventState]  # types that last, and what they are once they have begun


@functools.cache
def _cues(base: str) -> _Cues:
    data = language_data("event_states", base)
    return _Cues(
        sentence=tuple(_compiled(data.get("sentence", {}))),
        before=tuple(_compiled(data.get("before", {}))),
        after=tuple(_compiled(data.get("after", {}))),
        negated=folded_pattern(data.get("negated", "(?!)")),
        negated_after=folded_pattern(data.get("negated_after", "(?!)")),
        unreal=folded_pattern(data.get("unreal", "(?!)")),
        dated=tuple(_compiled(data.get("dated", {}))),
        default=data["default"],
        next_clause=tuple(_compiled(data.get("next_clause", {}))),
        lasting=data["lasting"],
    )


def _compiled(patterns: dict[str, str]) -> Iterator[tuple[EventState, re.Pattern[str]]]:
    known = get_args(EventState)
    for state, pattern in patterns.items():
        if state not in known:
            raise ValueError(f"no such state of an event: {state!r}")
        yield cast(EventState, state), folded_pattern(pattern)


def dated_cues(base: str) -> tuple[tuple[EventState, re.Pattern[str]], ...]:
    """What beside a date says that an event comes to a state on it: effective, 起施行."""
    return _cues(base).dated


def is_unreal(scene: Scene, found: FoundTrigger) -> bool:
    """Whether its clause, or the one before it, only supposes: if, unless, whether."""
    unreal = _cues(scene.base).unreal
    number = scene.clause_at(found.start)
    before = scene.clauses[number - 1] if number else None
    own = scene.clauses[number]
    return bool(unreal.search(scene.folded, own.start, found.start)) or bool(
        before and unreal.search(scene.folded, *before)
    )


def is_negated(scene: Scene, found: FoundTrigger) -> bool:
    """Whether the text says that it did not happen, or will not."""
    cues = _cues(scene.base)
    clause = scene.clauses[scene.clause_at(found.start)]
    low = max(clause.start, found.start - _BEFORE)
    return bool(cues.negated.search(scene.folded, low, found.start)) or bool(
        cues.negated_after.match(scene.folded, found.end, min(clause.end, found.end + _AFTER))
    )


def read_state(scene: Scene, found: FoundTrigger) -> EventState:
    """How far the event has come, as the words around its trigger say."""
    cues = _cues(scene.base)
    sentence, folded = scene.sentence, scene.folded
    for state, pattern in cues.sentence:
        if pattern.search(folded, sentence.start, found.start):
            return state
    number = scene.clause_at(found.start)
    clause = scene.clauses[number]
    for state, pattern in cues.next_clause:
        if pattern.search(folded, found.end, scene.clauses[min(number + 1, len(scene.clauses) - 1)].end):
            return state
    low, high = max(clause.start, found.start - _BEFORE), min(clause.end, found.end + _AFTER)
    after = (state for state, pattern in cues.after if pattern.match(folded, found.end, high))
    before = (
        state
        for state, pattern in cues.before
        if pattern.search(folded, low, found.end if state in _AHEAD and not found.trigger.state else found.core[0])
    )
    for state in chain(after, before):
        if found.trigger.state not in _STOPPED or state not in _GOING:
            return cues.lasting.get(found.trigger.type, state) if state == "completed" else state
    return found.trigger.state or cues.default.get(found.trigger.type, "announced")
