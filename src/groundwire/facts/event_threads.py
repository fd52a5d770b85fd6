"""Reports of events in, threads out: what is one happening, from the first rumour to its end, is in one thread.

Every report is compared with a bounded number of threads that share a name with it, so the cost follows the number of
reports. Signs that two reports mean the same are added up: shared names, the same day, the same amount; names that
cannot both be right count against it.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from groundwire.facts.event_reports import Report, event_rules
from groundwire.models import Entity, EntityId, Figure

_SAME = 3  # signs that two reports of one time mean the same
_THREAD = 4  # signs that reports of different times are of one thread: who and what, or who and the amount
_NEAR = timedelta(days=1)  # between two days that may be one: midnight lies elsewhere for somebody else
_STORY = timedelta(days=14)  # reports without a date are of one time only so long after the first
_LONG = timedelta(days=1100)  # nothing is followed for longer than three years
_LATEST = 12  # threads of one type and name that a report is compared with, the latest first
_CLOSE_ENOUGH = Decimal("0.05")  # between two amounts: one of them is rounded
_RECALL = 2  # what the day counts by which a later report calls an act of state
_TYPE = 1  # what another, close type counts against


class _Window(NamedTuple):
    """When a report's event happened; ``day`` is the day it most likely was, None for a longer period."""

    first: date
    last: date
    day: date | None


def _window(report: Report) -> _Window:
    if not report.dated:
        return _Window(report.first, report.last, report.day)
    return _Window(report.first, report.last, report.last if report.last - report.first <= _NEAR else None)


def _same_time(left: _Window, right: _Window) -> bool:
    if left.day is not None and right.day is not None:
        return abs(left.day - right.day) <= _NEAR
    return (left.first, left.last) == (right.first, right.last)


class Thread:
    """Reports of one happening, in order, with what they have said so far."""

    def __init__(self, first: Report) -> None:
        self.reports: list[Report] = []
        self.weights: dict[str, int] = {}
        self.types: Counter[str] = Counter()
        self._states: set[str] = set()
        self._days: set[tuple[str, date]] = set()  # states with the days that texts give for them
        self._dated: dict[_Window, None] = {}
        self._undated: deque[_Window] = deque(maxlen=_LATEST)
        self._roles: defaultdict[str, set[str]] = defaultdict(set)
        self._objects: set[str] = set()
        self._amounts: list[Figure] = []
        self.add(first)

    def add(self, report: Report) -> None:
        """One more report of it."""
        self.reports.append(report)
        self.weights.update(report.weights)
        self.types[report.event.type] += 1
        self._states |= {state for state, _, _ in report.states}
        self._days |= {(state, day) for state, day, dated in report.states if dated}
        if not report.dated:
            self._undated.append(_window(report))
        elif len(self._dated) < _LATEST:
            self._dated[_window(report)] = None
        for role, key in report.roles:
            self._roles[role].add(key)
        if report.object is not None:
            self._objects.add(report.object.key)
        if report.event.amount is not None and len(self._amounts) < _LATEST:
            self._amounts.append(report.event.amount)

    def signs(self, report: Report, entities: Mapping[EntityId, Entity]) -> int:
        """How much speaks for this report being of this thread, the day left aside."""
        shared = self._shared(report)
        if not shared:
            return 0
        against = _TYPE if self._is_of_other_type(report.event.type) else 0
        against += 2 * self._other_object(report, entities) + 2 * self._other_parties(report, entities)
        return (
            shared - against + self._amount_sign(report.event.amount) + self._same_words(report) + self._recalls(report)
        )

    def _is_of_other_type(self, type_: str) -> bool:
        rules = event_rules()
        return type_ not in self.types and type_ not in rules.vague and not rules.vague.issuperset(self.types)

    def _recalls(self, report: Report) -> int:
        """It calls the other by its day: "suspends the measures announced on 9 October"."""
        earlier = {(state, day) for state, day, dated in report.states if dated and state != report.event.state}
        later = {(state, day) for state, day in self._days if (state, day) in earlier}
        return _RECALL if later and report.event.type in event_rules().acts_of_state else 0

    def _shared(self, report: Report) -> int:
        """What the shared names tell; many places tell no more than two."""
        found = Counter(weight for key, weight in report.weights.items() if key in self.weights)
        return min(found[1], 2) + 2 * found[2]

    def _same_words(self, report: Report) -> int:
        """Both call the thing by the same words, though they are no name."""
        thing = report.object
        return int(thing is not None and report.weights.get(thing.key) == 1 and thing.key in self._objects)

    def nearness(self, report: Report) -> int | None:
        """1 on the same day, or in the same period as both say; 0 at a time that can be the same; None at another."""
        windows = [*self._dated]
        if report.dated or report.day - self.reports[0].day <= _STORY:
            windows += self._undated
        best: int | None = None
        for window in windows:
            if report.first - window.last <= _NEAR and window.first - report.last <= _NEAR:
                best = max(best or 0, int(_same_time(window, _window(report))))
        return best

    def follows(self, report: Report) -> bool:
        """Whether this report can be of a later (or earlier) state of it, or look back on it."""
        rules = event_rules()
        if report.event.type in rules.once or report.day - self.reports[-1].day > _LONG:
            return False
        return not report.dated or any(state not in self._states for state, _, _ in report.states)

    def _other_object(self, report: Report, entities: Mapping[EntityId, Entity]) -> bool:
        """Both say what it is about, in names that are known, and not the same."""
        thing = report.object
        if thing is None or thing.entity is None or thing.key in self.weights:
            return False
        return any(EntityId(key) in entities and key not in report.weights for key in self._objects)

    def _other_parties(self, report: Report, entities: Mapping[EntityId, Entity]) -> bool:
        """Both name somebody in the same role, and nobody is in both."""
        for role, key in report.roles:
            others = self._roles.get(role, set())
            if (
                _is_known(key, entities)
                and key not in self.weights
                and any(_is_known(each, entities) for each in others)
            ):
                same_role = {each for each_role, each in report.roles if each_role == role}
                if not same_role & others:
                    return True
        return False

    def _amount_sign(self, amount: Figure | None) -> int:
        comparable = [each for each in self._amounts if amount is not None and _comparable(each, amount)]
        if amount is None or not comparable:
            return 0
        return 2 if any(_close_amounts(each, amount) for each in comparable) else -1


def _is_known(key: str, entities: Mapping[EntityId, Entity]) -> bool:
    """Whether a key is of a known name, or of a state."""
    return key.startswith("state ") or EntityId(key) in entities


def _comparable(left: Figure, right: Figure) -> bool:
    return (left.kind, left.currency, left.unit) == (right.kind, right.currency, right.unit)


def _close_amounts(left: Figure, right: Figure) -> bool:
    largest = max(abs(left.high), abs(right.high))
    return left.low - right.high <= largest * _CLOSE_ENOUGH and right.low - left.high <= largest * _CLOSE_ENOUGH


def gather_threads(reports: Iterable[Report], entities: Mapping[EntityId, Entity]) -> list[Thread]:
    """All reports, each in one thread; the same threads whatever order they come in."""
    threads: list[Thread] = []
    known: defaultdict[tuple[str, str], deque[Thread]] = defaultdict(lambda: deque(maxlen=_LATEST))
    for report in sorted(reports, key=lambda each: each.order):
        thread = _thread_of(report, known, entities)
        if thread is None:
            thread = Thread(report)
            threads.append(thread)
        else:
            thread.add(report)
        for key in report.weights:
            if thread not in known[report.event.type, key]:
                known[report.event.type, key].append(thread)
    return threads


def _thread_of(
    report: Report, known: Mapping[tuple[str, str], Iterable[Thread]], entities: Mapping[EntityId, Entity]
) -> Thread | None:
    best: tuple[int, Thread] | None = None
    for thread in _candidates(report, known):
        strength = _strength(report, thread, entities)
        if strength > 0 and (best is None or strength > best[0]):
            best = (strength, thread)
    return best[1] if best else None


def _candidates(report: Report, known: Mapping[tuple[str, str], Iterable[Thread]]) -> Iterator[Thread]:
    seen: set[int] = set()
    for type_ in event_rules().alike(report.event.type):
        for key in report.weights:
            for thread in known.get((type_, key), ()):
                if id(thread) not in seen:
                    seen.add(id(thread))
                    yield thread


def _strength(report: Report, thread: Thread, entities: Mapping[EntityId, Entity]) -> int:
    """How surely this report is of this thread; 0 where it is not."""
    signs = thread.signs(report, entities)
    near = thread.nearness(report)
    if near is not None:
        return 10 + signs + near if signs + near >= _SAME else 0
    return signs if signs >= _THREAD and thread.follows(report) else 0
