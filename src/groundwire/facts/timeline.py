"""Records of many documents in, one timeline out: each happening once, with everything that reports it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from groundwire.facts.event_reports import Report, event_rules, read_reports
from groundwire.facts.event_threads import Thread, gather_threads
from groundwire.facts.names import quote_of
from groundwire.models import (
    DocumentId,
    Entity,
    EntityId,
    EventState,
    Figure,
    Name,
    Party,
    Quote,
    Record,
    StateChange,
    Timeline,
    TimelineEvent,
)
from groundwire.text.hashing import short_hash

_PARTIES = 8  # shown of one event; who is in few of its reports comes last
_ANY_TIME = frozenset({"denied", "suspended", "cancelled"})


def timeline(
    records: Sequence[Record],
    origins: Mapping[DocumentId, int],
    entities: Mapping[EntityId, Entity],
    *,
    total: int,
) -> Timeline:
    """What happened, newest first. Events that name nobody and nothing are left out, and counted."""
    reports = list(read_reports(records, origins, entities))
    events = [_event(thread) for thread in gather_threads(reports, entities)]
    return Timeline(
        events=tuple(sorted(events, key=_newest_first)),
        documents=len(records),
        total=total,
        unnamed=sum(len(record.annotations.events) for record in records) - len(reports),
    )


def _newest_first(event: TimelineEvent) -> tuple[int, int, int, str]:
    """By the day it was over; "this year" is over on the day of the report, as far as that can know."""
    known = event.reports[-1].time.date()
    return (-max(event.first, min(event.last, known)).toordinal(), -event.first.toordinal(), -event.origins, event.id)


class _Period(NamedTuple):
    """When something happened, or is to; ``dated`` where a text says so."""

    first: date
    last: date
    dated: bool = True


def _event(thread: Thread) -> TimelineEvent:
    asserting = [report for report in thread.reports if not report.event.negated]
    told = asserting or thread.reports
    quotes = _quotes(told)
    newest = max(report.day for report in thread.reports)
    states = _states(thread.reports)
    present = _present(states, newest)
    period = _period(told, present)
    first, paid = thread.reports[0], _paid(told)
    return TimelineEvent(
        id=short_hash(first.record.document.id, *map(str, (first.event.span.paragraph, first.event.span.start))),
        type=Counter(report.event.type for report in told).most_common(1)[0][0],
        first=period.first,
        last=period.last,
        dated=period.dated,
        state=present.state,
        negated=not asserting,
        states=states,
        parties=_parties(told),
        object=_best(report.object for report in told),
        place=_best(report.place for report in told),
        amount=paid.event.amount if paid else None,
        amount_quote=quote_of(paid.record, paid.event.amount.span, paid.origin) if paid and paid.event.amount else None,
        items=tuple({item.key: item for report in reversed(told) for item in reversed(report.items)}.values())[::-1],
        reports=quotes,
        origins=len({quote.origin for quote in quotes}),
        planned=_planned(told, newest),
    )


def _quotes(reports: Sequence[Report]) -> tuple[Quote, ...]:
    """One for each document, the first report first: the place of it that says most."""
    best: dict[DocumentId, Report] = {}
    for report in reports:
        document = report.record.document.id
        if document not in best or _told(report) > _told(best[document]):
            best[document] = report
    return tuple(_quote(report) for report in best.values())


def _quote(report: Report) -> Quote:
    return quote_of(report.record, report.event.span, report.origin)


def _told(report: Report) -> int:
    event = report.event
    return len(report.weights) + (event.when is not None) + (event.amount is not None) + (event.place is not None)


def _best(names: Iterable[Name | None]) -> Name | None:
    """The name most reports give, the known before the unknown; of equals the first."""
    given = [name for name in names if name is not None]
    counts = Counter(name.key for name in given)
    return max(given, key=lambda name: (name.entity is not None, counts[name.key]), default=None)


def _paid(reports: Iterable[Report]) -> Report | None:
    """The first report that gives the amount which most give."""
    given = [(report, _value(report.event.amount)) for report in reports if report.event.amount is not None]
    counts = Counter(value for _, value in given)
    return max(given, key=lambda each: counts[each[1]], default=(None, None))[0]


def _value(amount: Figure) -> tuple[object, ...]:
    return amount.low, amount.high, amount.currency, amount.unit


def _parties(reports: Sequence[Report]) -> tuple[Party, ...]:
    """Who had part, each once in the role that most reports give."""
    roles = Counter((party.role, party.name.key) for report in reports for party in report.parties)
    names = {party.name.key: party.name for report in reversed(reports) for party in report.parties}
    best: dict[str, Party] = {}
    for (role, key), _ in roles.most_common():
        best.setdefault(key, Party(role=role, name=names[key]))
    parties = list(best.values())[: 2 * _PARTIES]
    return tuple([party for party in parties if not _is_part(party, parties)][:_PARTIES])


def _is_part(party: Party, others: Iterable[Party]) -> bool:
    """A shorter writing of another unknown name in the same role."""
    if party.name.entity is not None:
        return False
    key = party.name.key
    return any(key != each.name.key and key in each.name.key and party.role == each.role for each in others)


def _period(reports: Sequence[Report], present: StateChange) -> _Period:
    """When it came to its present state: the day that most give of those reports which give one, else the first's."""
    happened = [report for report in reports if report.dated and report.first <= report.day]
    of_state = [report for report in happened if report.event.state == present.state]
    given = Counter((report.first, report.last) for report in of_state or happened)
    if not given or present.day > max(last for _, last in given):
        dated = any((present.state, present.day, True) in report.states for report in reports)
        return _Period(present.day, present.day, dated)
    return _Period(*_most_given(given))


def _planned(reports: Sequence[Report], newest: date) -> tuple[date, date] | None:
    """When it is to happen, as the reports say that look ahead of the newest."""
    given = Counter((report.first, report.last) for report in reports if report.dated and report.first > newest)
    return _most_given(given) if given else None


def _most_given(given: Mapping[tuple[date, date], int]) -> tuple[date, date]:
    """The period that most give; of equals the narrowest, then the first."""
    return min(given, key=lambda each: (-given[each], each[1] - each[0], each[0]))


# --- the thread of its states ------------------------------------------------------------------------------------


class _Said(NamedTuple):
    state: EventState
    day: date
    dated: bool
    report: Report


def _states(reports: Sequence[Report]) -> tuple[StateChange, ...]:
    """The states as they followed each other, each with the first report that says so."""
    said = [_Said(state, day, dated, report) for report in reports for state, day, dated in report.states]
    changes: list[_Said] = []
    for each in sorted(_settled(said), key=lambda each: (each.day, event_rules().rank.get(each.state, 3))):
        if changes and _looks_back(each, changes):
            continue
        if changes and changes[-1].day == each.day and each.state not in _ANY_TIME:
            changes.pop()  # on one day only how far it came counts: announced and completed is completed
        if not changes or changes[-1].state != each.state:
            changes.append(each)
    return tuple(
        StateChange(state=each.state, day=each.day, quote=_quote(each.report), dated=each.dated) for each in changes
    )


def _settled(said: Sequence[_Said]) -> list[_Said]:
    """One day for each state where no text gives a day, the first; and each day that a text gives."""
    dated = {each.state for each in said if each.dated}
    kept: dict[tuple[EventState, date | None], _Said] = {}
    for each in said:
        if each.dated:
            kept.setdefault((each.state, each.day), each)
        elif each.state not in dated:
            kept.setdefault((each.state, None), each)
    return list(kept.values())


def _looks_back(said: _Said, changes: Sequence[_Said]) -> bool:
    """It tells of a state that the thread was in before: "the deal, which was announced …" after the deal is done."""
    if said.state in _ANY_TIME or changes[-1].state in _ANY_TIME:
        return False
    rank = event_rules().rank
    return rank.get(said.state, 3) < max(rank.get(each.state, 0) for each in changes)


def _present(states: Sequence[StateChange], day: date) -> StateChange:
    """The state on the day of the newest report; what is to come later is not yet."""
    come = [change for change in states if change.day <= day]
    return come[-1] if come else states[0]
