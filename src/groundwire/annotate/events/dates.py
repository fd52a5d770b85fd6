"""A trigger in its sentence in, when it happened and when it came to each state out; dates are resolved already."""

from collections.abc import Iterator

from groundwire.annotate.events.clauses import Scene
from groundwire.annotate.events.states import dated_cues
from groundwire.annotate.events.triggers import FoundTrigger
from groundwire.models import DateMention, EventState, StateDate

_CUE_REACH = 14  # characters on either side of a date in which the word for its state stands


def state_dates(scene: Scene, bounds: tuple[int, int]) -> tuple[StateDate, ...]:
    """The dates in a part of the sentence that words beside them bind to a state."""
    low, high = bounds
    dates = [d for d in scene.sentence.dates if low <= d.span.start and d.span.end <= high]
    return tuple(StateDate(state=state, when=when) for when in dates for state in _states_of(scene, when))


def _states_of(scene: Scene, when: DateMention) -> Iterator[EventState]:
    clause = scene.clauses[scene.clause_at(when.span.start)]
    low, high = max(clause.start, when.span.start - _CUE_REACH), min(clause.end, when.span.end + _CUE_REACH)
    for state, pattern in dated_cues(scene.base):
        if pattern.search(scene.folded, low, when.span.start) or pattern.search(scene.folded, when.span.end, high):
            yield state
            return


def choose_date(
    scene: Scene, found: FoundTrigger, bounds: tuple[int, int], dates: tuple[StateDate, ...], state: EventState
) -> DateMention | None:
    """When the event was or will be: the date of its clause, else the one that governs the sentence, else None."""
    clause = scene.clause_at(found.start)
    from_then = (each.when for each in dates if each.state == "in force")
    here = next((when for when in from_then if scene.clause_at(when.span.start) == clause), None)
    of_state = here or next((each.when for each in dates if each.state == state), None)
    if of_state is not None:
        return of_state
    bound = {each.when.span for each in dates}
    free = [date for date in scene.sentence.dates if date.span not in bound and not _is_bound(scene, date)]
    own = [date for date in free if scene.clause_at(date.span.start) == clause]
    if own:
        return min(own, key=lambda date: _distance(date, found))
    before = [date for date in free if date.span.end <= found.start]
    if before:
        return before[-1]
    after = [date for date in free if date.span.start < bounds[1] and _opens(scene, date, clause + 1)]
    return after[0] if after else next((each.when for each in dates), None)


def _is_bound(scene: Scene, when: DateMention) -> bool:
    """Whether a date says until or since when, or what something is compared with: by 2030, 创2021年以来新低."""
    start, end = when.span.start, when.span.end
    before, after = scene.data.no_when_before, scene.data.no_when_after
    return bool(before.search(scene.folded, max(0, start - _CUE_REACH), start)) or bool(after.match(scene.folded, end))


def _opens(scene: Scene, when: DateMention, clause: int) -> bool:
    """Whether a date stands at the beginning of a clause."""
    start = when.span.start
    return scene.clause_at(start) == clause and start - scene.clauses[clause].start <= _CUE_REACH


def _distance(date: DateMention, found: FoundTrigger) -> int:
    return max(date.span.start - found.end, found.start - date.span.end)
