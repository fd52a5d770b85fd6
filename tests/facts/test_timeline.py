"""Timelines: one happening is one event however often it is told, and different ones stay apart."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.facts.timeline import timeline
from groundwire.models import DocumentId, Event, EventState, Figure, Record, Reference, Span, StateDate, Timeline
from tests.facts.event_records import ENTITIES, event, record, when

APRIL_9, APRIL_15 = date(2025, 4, 9), date(2025, 4, 15)
ENGLISH = "The Commerce Department will require a licence for Nvidia H20 exports to China."
CHINESE = "美国商务部要求英伟达向中国出口H20须申请许可。"


def read(*records: Record, origins: dict[DocumentId, int] | None = None) -> Timeline:
    return timeline(records, origins or {}, ENTITIES, total=len(records))


def licence(name: str, day: date, *, state: EventState = "announced", negated: bool = False) -> Record:
    found = event(
        ENGLISH,
        "licence",
        "licence",
        actors={"The Commerce Department": ("issuer", "commerce"), "Nvidia": ("target", "nvidia")},
        thing=("H20", "h20"),
        state=state,
        negated=negated,
    )
    return record(name, ENGLISH, found, day=day)


def chinese_control(name: str, day: date) -> Record:
    found = event(
        CHINESE,
        "许可",
        "export-control",
        actors={"商务部": ("issuer", "commerce"), "英伟达": ("target", "nvidia")},
        thing=("H20", "h20"),
    )
    return record(name, CHINESE, found, day=day, language="zh-Hans")


def launch(name: str, words: str, day: date, *, product: str | None = None, maker: str = "nvidia") -> Record:
    text = f"{maker} launched {words} today."
    found = event(
        text, "launched", "product-launch", actors={maker: ("agent", maker)}, thing=(words, product), state="completed"
    )
    return record(name, text, found, day=day)


def test_reports_in_two_languages_are_one_event() -> None:
    found = read(licence("b", APRIL_15), chinese_control("a", APRIL_15 - timedelta(days=1)))
    (merged,) = found.events
    assert [quote.title for quote in merged.reports] == ["a", "b"]
    assert merged.reports[0].text == CHINESE
    assert merged.object is not None
    assert merged.object.key == "h20"
    assert {(party.role, party.name.key) for party in merged.parties} == {("issuer", "commerce"), ("target", "nvidia")}
    assert (found.documents, found.total, found.unnamed) == (2, 2, 0)


def test_copies_of_one_origin_are_counted_once() -> None:
    records = [licence("a", APRIL_15), licence("b", APRIL_15), licence("c", APRIL_15)]
    origins = {records[0].document.id: 7, records[1].document.id: 7, records[2].document.id: 8}
    (merged,) = read(*records, origins=origins).events
    assert (len(merged.reports), merged.origins) == (3, 2)


def test_different_products_on_one_day_stay_apart() -> None:
    found = read(launch("a", "the H20", APRIL_9, product="h20"), launch("b", "the MI308", APRIL_9, product="mi308"))
    assert len(found.events) == 2


def test_different_makers_stay_apart() -> None:
    found = read(launch("a", "a new accelerator", APRIL_9), launch("b", "a new accelerator", APRIL_9, maker="amd"))
    assert len(found.events) == 2


def test_the_same_launch_months_apart_is_told_again_only_if_the_words_are_the_same() -> None:
    later = APRIL_9 + timedelta(days=90)
    assert len(read(launch("a", "the Kestrel card", APRIL_9), launch("b", "the Kestrel card", later)).events) == 1
    assert len(read(launch("a", "the Kestrel card", APRIL_9), launch("b", "the Merlin card", later)).events) == 2


def test_states_become_one_thread() -> None:
    days: Sequence[tuple[EventState, date]] = [
        ("rumoured", date(2025, 1, 10)),
        ("announced", date(2025, 2, 20)),
        ("in force", date(2025, 4, 15)),
        ("suspended", date(2025, 7, 14)),
    ]
    (thread,) = read(*(licence(state, day, state=state) for state, day in days)).events
    assert [(change.state, change.day) for change in thread.states] == list(days)
    assert [change.quote.title for change in thread.states] == [state for state, _ in days]
    assert (thread.state, thread.first, thread.last) == ("suspended", date(2025, 7, 14), date(2025, 7, 14))


def test_a_denial_belongs_to_the_thread_and_reports_nothing() -> None:
    denial = licence("denial", date(2025, 4, 16), negated=True)
    (thread,) = read(licence("a", APRIL_15, state="rumoured"), denial).events
    assert [change.state for change in thread.states] == ["rumoured", "denied"]
    assert (thread.state, thread.negated) == ("denied", False)
    assert [quote.title for quote in thread.reports] == ["a"]
    (alone,) = read(denial).events
    assert (alone.negated, alone.state, len(alone.reports)) == (True, "denied", 1)


def test_a_look_back_does_not_turn_the_thread_round() -> None:
    deal = [licence("a", APRIL_15, state="completed"), licence("b", date(2025, 6, 1), state="proposed")]
    (thread,) = read(*deal).events
    assert [change.state for change in thread.states] == ["completed"]
    assert len(thread.reports) == 2


def test_what_was_suspended_can_come_again() -> None:
    states: Sequence[EventState] = ["in force", "suspended", "announced", "in force"]
    days = [APRIL_9 + timedelta(days=30 * number) for number in range(4)]
    text = "The licence rule for Nvidia H20 exports."

    def told(state: EventState, day: date) -> Record:
        found = event(
            text,
            "licence",
            "licence",
            actors={"Nvidia": ("target", "nvidia")},
            thing=("H20", "h20"),
            state=state,
            dates={state: day},
        )
        return record(f"{state} {day}", text, found, day=day)

    (thread,) = read(*(told(state, day) for state, day in zip(states, days, strict=True))).events
    assert [change.state for change in thread.states] == states


def test_a_shorter_writing_of_a_name_is_not_a_second_party() -> None:
    text = "The Beijing Chaoyang District Court ruled against Nvidia; the Chaoyang District Court said so."

    def ruling(name: str, court: str) -> Record:
        found = event(text, "ruled", "ruling", actors={court: ("court", None), "Nvidia": ("defendant", "nvidia")})
        return record(name, text, found, day=APRIL_9)

    (merged,) = read(ruling("a", "Beijing Chaoyang District Court"), ruling("b", "Chaoyang District Court")).events
    assert [party.name.words for party in merged.parties if party.role == "court"] == [
        "Beijing Chaoyang District Court"
    ]


def test_the_day_is_the_one_that_texts_give() -> None:
    dated = event(
        ENGLISH,
        "licence",
        "licence",
        actors={"Nvidia": ("target", "nvidia")},
        thing=("H20", "h20"),
        day=when(APRIL_9),
        state="completed",
    )
    (merged,) = read(record("a", ENGLISH, dated, day=date(2025, 4, 10)), licence("b", date(2025, 4, 10))).events
    assert (merged.first, merged.last, merged.dated) == (APRIL_9, APRIL_9, True)
    (undated,) = read(licence("b", APRIL_15)).events
    assert (undated.first, undated.last, undated.dated) == (APRIL_15, APRIL_15, False)


def test_what_is_to_come_stands_where_it_was_announced() -> None:
    planned = event(ENGLISH, "licence", "licence", actors={"Nvidia": ("target", "nvidia")}, day=when(date(2027, 1, 1)))
    (found,) = read(record("a", ENGLISH, planned, day=APRIL_15)).events
    assert (found.first, found.last, found.state) == (APRIL_15, APRIL_15, "announced")
    assert found.planned == (date(2027, 1, 1), date(2027, 1, 1))


def test_a_date_of_each_state_makes_the_thread_of_one_report() -> None:
    found = event(
        ENGLISH,
        "licence",
        "licence",
        actors={"Nvidia": ("target", "nvidia")},
        dates={"announced": APRIL_9, "in force": date(2025, 5, 1)},
    )
    (thread,) = read(record("a", ENGLISH, found, day=APRIL_15)).events
    assert [(change.state, change.day) for change in thread.states] == [
        ("announced", APRIL_9),
        ("in force", date(2025, 5, 1)),
    ]
    assert thread.state == "announced"  # on the day of the report


def test_events_that_name_nobody_are_counted_and_left_out() -> None:
    text = "The company signed a deal with the government."
    vague = event(text, "signed", "contract", actors={"The company": ("agent", None)}, thing=("a deal", None))
    found = read(record("a", text, vague, event(text, "deal", "partnership"), day=APRIL_9))
    assert (found.events, found.unnamed) == ((), 2)


def test_quarterly_results_are_never_one_thread() -> None:
    text = "Nvidia reported revenue."
    results = event(text, "revenue", "earnings", actors={"Nvidia": ("agent", "nvidia")}, state="completed")
    days = [date(2025, 2, 26), date(2025, 5, 28)]
    assert len(read(*(record(str(day), text, results, day=day) for day in days)).events) == 2


def money(value: str) -> Figure:
    number = Decimal(value)
    return Figure(span=Span(paragraph=1, start=0, end=1), kind="money", low=number, high=number, currency="USD")


@pytest.mark.parametrize(("other", "events"), [("5000000000", 1), ("5100000000", 1), ("900000000", 2)])
def test_amounts_tell_happenings_of_one_company_apart(other: str, events: int) -> None:
    text = "Nvidia will invest in a new site."

    def invest(name: str, amount: str) -> Record:
        found = event(text, "invest", "investment", actors={"Nvidia": ("investor", "nvidia")}, amount=money(amount))
        return record(name, text, found, day=APRIL_9)

    assert len(read(invest("a", "5000000000"), invest("b", other)).events) == events


def test_the_order_of_the_records_changes_nothing() -> None:
    records = [licence(str(n), APRIL_15 + timedelta(days=n * 3)) for n in range(9)]
    records += [launch(f"launch {n}", "the H20", APRIL_9 + timedelta(days=n), product="h20") for n in range(9)]
    expected = read(*records)
    shuffled = records.copy()
    random.Random(4).shuffle(shuffled)  # noqa: S311 (an order, no secret)
    origins = {each.document.id: number for number, each in enumerate(records)}
    assert read(*shuffled, origins=origins).events == read(*records, origins=origins).events
    assert [each.id for each in read(*shuffled).events] == [each.id for each in expected.events]
    assert len({each.id for each in expected.events}) == len(expected.events)


def test_an_empty_library_has_an_empty_timeline() -> None:
    assert read() == Timeline(events=(), documents=0, total=0)


def test_the_cost_follows_the_number_of_events() -> None:
    def seconds(count: int) -> float:
        records = [licence(str(n), date(2020, 1, 1) + timedelta(days=n % 2000)) for n in range(count)]
        records += [launch(f"x{n}", f"the card {n}", date(2020, 1, 1) + timedelta(days=n % 2000)) for n in range(count)]
        start = time.process_time()
        read(*records)
        return time.process_time() - start

    seconds(200)
    assert seconds(2400) < 12 * 4 * max(seconds(200), 0.005)  # quadratic would be 144 times as long


def test_a_document_of_nothing_but_events_is_read_in_part() -> None:
    crowded = licence("a", APRIL_15)
    many = replace(crowded.annotations, events=crowded.annotations.events * 5000)
    found = read(replace(crowded, annotations=many))
    assert len(found.events) == 1


_DAYS = st.dates()
_EVENTS = st.builds(
    lambda type_, state, negated, first, last, dates, thing: replace(
        event(ENGLISH, "licence", type_, actors={"Nvidia": ("target", "nvidia")}, state=state, negated=negated),
        when=when(min(first, last), max(first, last)),
        dates=tuple(StateDate(state=each, when=when(day)) for each, day in dates.items()),
        object=Reference(span=thing),
    ),
    st.sampled_from(["licence", "export-control", "earnings", "no-such-type"]),
    st.sampled_from(get_args(EventState)),
    st.booleans(),
    _DAYS,
    _DAYS,
    st.dictionaries(st.sampled_from(get_args(EventState)), _DAYS, max_size=3),
    st.integers(0, 70).flatmap(
        lambda start: st.integers(start, 77).map(lambda end: Span(paragraph=1, start=start, end=end))
    ),
)


@given(st.lists(st.tuples(_EVENTS, _DAYS), max_size=6))
def test_any_events_make_a_timeline(told: list[tuple[Event, date]]) -> None:
    records = [record(str(number), ENGLISH, each, day=day) for number, (each, day) in enumerate(told)]
    found = read(*records)
    assert len(found.events) <= len(records)
    assert found.unnamed == 0
    for each in found.events:
        assert each.first <= each.last
        assert each.reports
        assert each.states
        assert 1 <= each.origins <= len(each.reports)
        assert [change.day for change in each.states] == sorted(change.day for change in each.states)
        assert all(left.state != right.state for left, right in pairwise(each.states))


OCTOBER, NOVEMBER = date(2025, 10, 9), date(2025, 11, 7)


def control(text: str, trigger: str, type_: str = "export-control", **told: Any) -> Record:
    """A measure of China, or of its ministry."""
    who, entity = ("商务部", "mofcom") if "商务部" in text else ("China", "china")
    found = event(text, trigger, type_, actors={who: ("agent", entity)}, **told)
    return record(text, text, found, day=NOVEMBER if told.get("state") == "suspended" else OCTOBER)


def test_a_suspension_is_of_the_measure_with_the_same_issuer_and_goods() -> None:
    first = control("China announced export controls on H20.", "controls", thing=("H20", "h20"))
    later = control("商务部暂停H20出口管制。", "管制", thing=("H20", "h20"), state="suspended")
    (happened,) = read(first, later).events
    assert [change.state for change in happened.states] == ["announced", "suspended"]


def test_a_suspension_is_of_the_measure_that_it_calls_by_its_day() -> None:
    since: dict[EventState, date] = {"announced": OCTOBER}
    first = control("China announced controls.", "controls", dates=since, day=when(OCTOBER))
    later = control("商务部暂停措施。", "措施", "policy", state="suspended", dates=since)
    other = control("商务部暂停规定。", "规定", "policy", state="suspended")
    assert [len(found.reports) for found in read(first, later).events] == [2]
    assert len(read(first, other).events) == 2


def test_what_a_state_does_is_told_though_it_names_no_more() -> None:
    text = "China suspends export controls."
    found = event(text, "suspends", "export-control", actors={"China": ("agent", "china")}, state="suspended")
    assert read(record("a", text, found, day=APRIL_9)).unnamed == 0
    meeting = event(text, "suspends", "partnership", actors={"China": ("agent", "china")})
    assert read(record("a", text, meeting, day=APRIL_9)).unnamed == 1


def test_a_state_whose_day_no_text_gives_is_only_reported_on_it() -> None:
    found = event(ENGLISH, "licence", "licence", thing=("H20", "h20"), state="in force")
    (happened,) = read(record("a", ENGLISH, found, day=APRIL_9)).events
    assert [(change.day, change.dated) for change in happened.states] == [(APRIL_9, False)]
    march = date(2025, 3, 1)
    (happened,) = read(record("a", ENGLISH, replace(found, when=when(march)), day=APRIL_9)).events
    assert [(change.day, change.dated) for change in happened.states] == [(march, True)]


def test_what_comes_into_force_later_is_announced_until_then() -> None:
    later = date(2025, 12, 1)
    found = event(ENGLISH, "licence", "licence", thing=("H20", "h20"), state="in force")
    (happened,) = read(record("a", ENGLISH, replace(found, when=when(later)), day=APRIL_9)).events
    assert happened.state == "announced"
    assert [(change.state, change.day) for change in happened.states] == [("announced", APRIL_9), ("in force", later)]
