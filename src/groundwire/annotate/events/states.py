"""A trigger in its sentence in, how far the event has come and whether it is denied out; the cues are data."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import cast, get_args

from groundwire.annotate.events.clauses import Scene
from groundwire.annotate.events.triggers import FoundTrigger, folded_pattern
from groundwire.annotate.language_data import language_data
from groundwire.models import EventState, StateDate

_BEFORE = 60  # characters before a trigger, of its clause, in which a cue counts
_AHEAD = frozenset({"proposed", "announced", "agreed"})  # what words of the trigger itself can say: plans to invest
_AFTER = 60
_STOPPED = frozenset({"suspended", "cancelled"})  # words of a trigger that say so say more than that it was announced
_COMING = frozenset({"announced", "agreed"})  # states of a measure that its day has come to overtake
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
    expected: re.Pattern[str]  # before it: a forecast
    expected_after: re.Pattern[str]
    at_once: re.Pattern[str]  # in its sentence: effective immediately
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
        expected=folded_pattern(data.get("expected", "(?!)")),
        expected_after=folded_pattern(data.get("expected_after", "(?!)")),
        at_once=folded_pattern(data.get("at_once", "(?!)")),
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


def read_state(scene: Scene, found: FoundTrigger, dates: tuple[StateDate, ...], day: date | None) -> EventState:
    """How far the event has come on that day, as the words and dates around its trigger say."""
    cues = _cues(scene.base)
    state = _said_state(scene, found)
    if state == "in force" and found.trigger.type in cues.default:
        state = "completed"  # what happens is never in force: mass production that has begun
    if state == "completed" and found.trigger.type in cues.default and _is_forecast(scene, found):
        return "announced"
    if state in _COMING and cues.lasting.get(found.trigger.type) == "in force" and _has_begun(scene, found, dates, day):
        return "in force"
    return state


def _is_forecast(scene: Scene, found: FoundTrigger) -> bool:
    """Whether what a trigger tells is only expected: results, prices, milestones that are still to come."""
    cues = _cues(scene.base)
    number = scene.clause_at(found.start)
    clause = scene.clauses[number]
    return bool(
        cues.expected.search(scene.folded, scene.clauses[max(0, number - 1)].start, found.start)
        or cues.expected_after.match(scene.folded, found.end, clause.end)
    )


def _has_begun(scene: Scene, found: FoundTrigger, dates: tuple[StateDate, ...], day: date | None) -> bool:
    if day is not None and any(each.state == "in force" and each.when.first <= day for each in dates):
        return True
    return _cues(scene.base).at_once.search(scene.folded, scene.sentence.start, scene.sentence.end) is not None


def _said_state(scene: Scene, found: FoundTrigger) -> EventState:
    """What the words alone say."""
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
    after = (
        state
        for state, pattern in cues.after
        if not (state == "proposed" and found.trigger.then) and pattern.match(folded, found.end, high)
    )  # a plan that is issued is no plan to issue it
    before = (
        state
        for state, pattern in cues.before
        if pattern.search(folded, low, found.end if state in _AHEAD and not found.trigger.state else found.core[0])
    )
    for state in chain(after, before):
        if found.trigger.state not in _STOPPED or state not in _GOING:
            return cues.lasting.get(found.trigger.type, state) if state == "completed" else state
    own = found.trigger.state or cues.default.get(found.trigger.type, "announced")
    return cues.lasting.get(found.trigger.type, own) if own == "completed" else own
