"""What later documents say that earlier ones did not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from groundwire.annotate.names.entity_files import load_entities
from groundwire.facts.news import news
from groundwire.models import Moment, News, Record
from tests.app.fact_desk import fact_records, revenue
from tests.facts.event_records import when

SINCE = datetime(2025, 7, 1, tzinfo=UTC)
ENTITIES = load_entities()


def told(records: Sequence[Record], since: datetime = SINCE) -> News:
    before = [record for record in records if record.document.time < since]
    after = [record for record in records if record.document.time >= since]
    origins = {record.document.id: number for number, record in enumerate(records)}
    return news(before, after, since, origins, ENTITIES, total=len(after))


def test_a_changed_state_is_news_and_its_thread_is_not_lost() -> None:
    (event,) = told(fact_records()).states
    assert [change.state for change in event.states] == ["announced", "suspended"]


def test_an_event_told_again_is_no_news() -> None:
    records = fact_records()[:2]  # the second report comes a day later
    assert told(records, datetime(2025, 4, 15, tzinfo=UTC)).states == ()
    assert len(told(records, datetime(2025, 4, 1, tzinfo=UTC)).states) == 1


def test_what_happened_long_ago_is_background() -> None:
    records = fact_records()[:1]  # of April
    assert told(records, datetime(2025, 4, 10, tzinfo=UTC)).states
    (late,) = records
    day = datetime(2026, 3, 1, tzinfo=UTC)
    event = replace(late.annotations.events[0], when=when(date(2025, 4, 14)), state="completed")
    looking_back = replace(
        late,
        document=replace(late.document, published=Moment(at=day)),
        annotations=replace(late.annotations, events=(event,)),
    )
    assert told([looking_back], datetime(2026, 2, 20, tzinfo=UTC)).states == ()


def test_a_figure_is_new_once_and_only_if_nobody_gave_it_before() -> None:
    records = [*fact_records(), revenue("c", "27", date(2025, 7, 11)), revenue("d", "26", date(2025, 7, 12))]
    found = told(records)
    money = [point for point in found.figures if point.figure.currency]
    assert [(point.quote.title, point.figure.low) for point in money] == [("revenue b", Decimal("27e9"))]
    series = [each for each in found.series if each.measured.measure == "revenue"]
    assert [each.points for each in series] == [tuple(money)]


def test_an_edge_with_another_value_says_what_it_was() -> None:
    (change,) = told(fact_records()).edges
    assert change.before is not None
    assert [change.before.low, change.edge.low] == [98, 94]
    assert change.day == date(2025, 7, 12)
    assert [each.before for each in told(fact_records(), datetime(2025, 1, 1, tzinfo=UTC)).edges][:1] == [None]


def test_a_claim_turned_round_is_between_then_and_now() -> None:
    close = [revenue("a", "26", date(2025, 6, 29)), revenue("b", "31", date(2025, 7, 2))]
    (turned,) = told(close).reversed
    assert turned.conflict
    assert {point.figure.low for point in turned.points} == {Decimal("26e9"), Decimal("31e9")}
    assert told(close, datetime(2025, 6, 1, tzinfo=UTC)).reversed == ()  # both are new: a disagreement, not a reversal


def test_nothing_before_and_nothing_after() -> None:
    assert told([]) == News(since=SINCE, figures=(), states=(), edges=(), reversed=(), documents=0)
    everything = told(fact_records(), datetime(2000, 1, 1, tzinfo=UTC))
    assert (everything.earlier, everything.documents, len(everything.states)) == (0, 7, 1)


def test_the_beginning_of_time_is_a_day_too() -> None:
    start = datetime(1, 1, 1, tzinfo=UTC)
    assert news([], [], start, {}, {}, total=0).since == start
