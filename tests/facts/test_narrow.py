"""What is asked for chooses rows, and not only the documents that are read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from groundwire.facts.ledger import ledger
from groundwire.facts.map import dependency_map
from groundwire.facts.narrow import narrowed, part
from groundwire.facts.timeline import timeline
from groundwire.models import (
    DateMention,
    DependencyMap,
    EntityId,
    Figure,
    FigureKind,
    Ledger,
    Only,
    Record,
    Share,
    Timeline,
)
from tests.facts.event_records import ENTITIES, event, record, reference, span

TEXT = "The US raised tariffs on China by 25%. Nvidia paid $300 million for AMD. China has 98% of H20."
PAID = "$300 million"


def figure(words: str, value: str, kind: FigureKind, measure: str, owner: str) -> Figure:
    """A figure of these words that is of somebody."""
    number = Decimal(value)
    known = {"Nvidia": "nvidia", "China": "china", "US": "us"}[owner]
    return Figure(
        span=span(TEXT, words), kind=kind, low=number, high=number, unit="%" if kind == "percent" else None,
        currency="USD" if kind == "money" else None, measure=measure, owner=reference(TEXT, owner, known),
    )  # fmt: skip


RATE, PRICE = figure("25%", "25", "percent", "tariff", "US"), figure(PAID, "3e8", "money", "price", "Nvidia")
HELD = figure("98%", "98", "percent", "share", "China")
RECORD = record(
    "all",
    TEXT,
    event(TEXT, "tariffs", "tariff", actors={"US": ("issuer", "us"), "China": ("target", "china")}),
    event(
        TEXT, "paid", "acquisition", actors={"Nvidia": ("buyer", "nvidia"), "AMD": ("target", "amd")}, amount=PRICE
    ),
    day=date(2025, 4, 1),
)  # fmt: skip
SHARE = Share(
    figure=HELD, shared="production", of=reference(TEXT, "H20", "h20"), holder=reference(TEXT, "China", "china")
)
RECORDS: list[Record] = [
    replace(RECORD, annotations=replace(RECORD.annotations, figures=(RATE, PRICE, HELD), shares=(SHARE,)))
]


def only(kind: str | None = None, entity: str | None = None) -> Only:
    return Only(kind=kind, entity=EntityId(entity) if entity else None)


def events(asked: Only) -> Timeline:
    return narrowed(timeline(RECORDS, {}, ENTITIES, total=1), asked, RECORDS)


def figures(asked: Only) -> Ledger:
    return narrowed(ledger(RECORDS, {}, ENTITIES, total=1), asked, RECORDS)


def shares(asked: Only) -> DependencyMap:
    return narrowed(dependency_map(RECORDS, {}, ENTITIES, total=1), asked, RECORDS)


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        (only("tariff"), ["tariff"]),
        (only("money"), ["acquisition"]),
        (only("change"), []),
        (only("share"), []),
        (only(entity="amd"), ["acquisition"]),
        (only("tariff", "amd"), []),
        (only("tariff", "china"), ["tariff"]),
    ],
)
def test_a_timeline_has_the_events_that_are_asked_for(asked: Only, types: list[str]) -> None:
    found = events(asked)
    assert [each.type for each in found.events] == types
    assert (found.only, found.documents) == (asked, 1)


@pytest.mark.parametrize(
    ("asked", "measures"),
    [
        (only("percent"), {"tariff", "share"}),
        (only("money"), {"price"}),
        (only("share"), {"share"}),
        (only("tariff"), {"tariff"}),  # told in one sentence with such an event
        (only("acquisition"), {"price"}),
        (only("lawsuit"), set()),
        (only(entity="nvidia"), {"price"}),
        (only("percent", "nvidia"), set()),
    ],
)
def test_a_ledger_has_the_figures_that_are_asked_for(asked: Only, measures: set[str]) -> None:
    assert {each.measured.measure for each in figures(asked).series} <= measures
    assert len(figures(asked).series) >= bool(measures - {"share"})


def test_a_map_has_the_edges_that_are_asked_for() -> None:
    assert len(shares(only(entity="h20")).edges) == len(shares(only("share")).edges) == 1
    none = shares(only("tariff"))
    assert (none.edges, none.concentrations, none.changes) == ((), (), ())
    assert shares(only(entity="nvidia")).edges == ()


def test_a_thing_of_the_map_keeps_the_holders_that_its_concentration_was_made_of() -> None:
    whole = dependency_map(RECORDS, {}, ENTITIES, total=1)
    (concentration,) = whole.concentrations
    assert concentration.edges == whole.edges
    assert part(whole, lambda edge: edge.holder.key == "china") == whole
    assert part(whole, lambda edge: edge.holder.key == "us").concentrations == ()


def test_every_amount_leads_to_where_it_stands() -> None:
    (deal,) = events(only("acquisition")).events
    assert deal.amount_quote is not None
    assert deal.amount_quote.span == PRICE.span != deal.reports[0].span
    (raised,) = events(only("tariff")).events
    assert raised.amount_quote is None


def test_a_day_that_only_the_document_gives_is_told_apart() -> None:
    (series,) = figures(only("money")).series
    assert [point.day_of for point in series.points] == ["document"]
    period = DateMention(span=PRICE.span, first=date(2024, 1, 1), last=date(2024, 12, 31))
    told = replace(RECORDS[0], annotations=replace(RECORDS[0].annotations, figures=(replace(PRICE, period=period),)))
    (series,) = ledger([told], {}, ENTITIES, total=1).series
    assert [(point.day_of, point.day) for point in series.points] == [("period", date(2024, 12, 31))]
    assert [edge.day_of for edge in shares(Only()).edges] == ["document"]
