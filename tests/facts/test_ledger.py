"""Figures of many documents in series: names, written units, changes and periods."""

import random
from dataclasses import replace
from datetime import date

from groundwire.facts.ledger import ledger
from groundwire.models import Ledger, Mention, Record
from tests.facts.operations import growth
from tests.facts.records import make_record, span_of
from tests.facts.told import ENTITIES, Told, ledger_of, tell


def revenue(name: str, value: str, *, owner: str = "SMIC", days: int = 0, year: int | None = 2024) -> Record:
    told = Told(written="8 billion", value=value, currency="USD", measure="revenue", owner=owner, year=year)
    return tell(f"{owner} had revenue of 8 billion dollars.", told, name=name, days=days)


def values(books: Ledger) -> list[list[int]]:
    return [[int(point.figure.low) for point in series.points] for series in books.series]


def test_the_same_measure_of_the_same_owner_is_one_series_oldest_first() -> None:
    books = ledger_of(revenue("a", "8"), revenue("b", "7", year=2023, days=3), revenue("c", "9", owner="TSMC"))
    assert values(books) == [[7, 8], [9]]
    assert books.series[0].origins == 2
    assert books.series[0].points[0].day == date(2023, 12, 31)
    assert books.series[0].measured.owner is not None
    assert books.series[0].measured.owner.entity == "org/smic"
    assert books.series[0].points[0].quote.text == "SMIC had revenue of 8 billion dollars."


def test_a_figure_without_a_period_has_the_day_of_its_document() -> None:
    books = ledger_of(revenue("a", "8", year=None, days=4))
    assert books.series[0].points[0].day == date(2025, 3, 5)


def test_names_join_across_languages_by_entity_label_and_alias() -> None:
    told = Told(written="80亿", value="8", currency="USD", measure="revenue", owner="中芯国际", year=2024)
    chinese = tell("中芯国际营收80亿美元。", told, name="zh", language="zh-Hans")
    unlinked = tell(
        "中芯国际集成电路制造有限公司营收80亿美元。",
        replace(told, owner="中芯国际集成电路制造有限公司"),
        name="alias",
        language="zh-Hans",
    )
    assert values(ledger_of(revenue("a", "8"), chinese, unlinked)) == [[8, 8, 8]]


def test_unknown_names_join_by_their_words() -> None:
    assert values(ledger_of(revenue("a", "8", owner="The Acme Fab"), revenue("b", "9", owner="Acme Fab"))) == [[8, 9]]


def test_a_company_is_the_same_without_its_legal_form() -> None:
    names = ("Acme Fab Holdings Co., Ltd.", "Acme Fab")
    assert values(ledger_of(*(revenue(str(n), str(n), owner=name) for n, name in enumerate(names)))) == [[0, 1]]


def test_a_figure_without_an_owner_is_of_the_only_company_of_the_title() -> None:
    text = "Acme Fab grew. Revenue was 8 billion dollars. {}"
    told = Told(written="8 billion", value="8", currency="USD", measure="revenue")

    def record(name: str, more: str, *companies: str) -> Record:
        one = tell(text.format(more), told, name=name)
        mentions = tuple(
            Mention(span=span_of(text.format(more), company), entity=None, kind="organisation") for company in companies
        )
        titled = replace(one.document, title="What Acme Fab and Zeta Works did" if companies[1:] else "Acme Fab grows")
        return replace(one, document=titled, annotations=replace(one.annotations, mentions=mentions))

    books = ledger_of(record("a", "", "Acme Fab"))
    assert books.series[0].measured.owner is not None
    assert books.series[0].measured.owner.words == "Acme Fab"
    assert ledger_of(record("b", "Zeta Works fell.", "Acme Fab", "Zeta Works")).series == ()


def test_written_units_of_one_dimension_join() -> None:
    tonnes = Told(written="5万吨", value="50000", unit="t", measure="exports", thing="镓", owner="中国", year=2024)
    kilos = Told(
        written="7000 kg", value="7000", unit="kg", measure="exports", thing="gallium", owner="China", year=2024
    )
    one = tell("中国镓出口5万吨。", tonnes, name="a", language="zh-Hans")
    other = tell("China exports of gallium were 7000 kg.", kilos, name="b")
    assert values(ledger_of(one, other)) == [[50000, 7000]]


def test_changes_currencies_rates_and_places_are_series_of_their_own() -> None:
    text = "In China SMIC had 8 dollars of revenue."
    told = Told(written="8", value="8", currency="USD", measure="revenue", owner="SMIC", year=2024)
    variants = [
        told,
        replace(told, direction="up"),
        replace(told, direction="up", after=True),
        replace(told, currency="CNY"),
        replace(told, per="month"),
        replace(told, scope="China"),
    ]
    books = ledger_of(*(tell(text, one, name=str(place)) for place, one in enumerate(variants)))
    assert sorted(len(series.points) for series in books.series) == [1, 1, 1, 1, 2]
    assert sum(series.measured.change for series in books.series) == 1


def test_figures_that_say_nothing_of_whom_or_what_are_no_series() -> None:
    nobody = tell("It was 8 dollars.", Told(written="8", value="8", currency="USD", measure="revenue"), name="a")
    unmeasured = tell("SMIC 8 dollars.", Told(written="8", value="8", currency="USD", owner="SMIC"), name="b")
    books = ledger_of(nobody, unmeasured)
    assert books.series == ()
    assert (books.documents, books.total) == (2, 2)


def test_copies_count_once_as_origins() -> None:
    books = ledger_of(revenue("a", "8"), revenue("b", "8"), revenue("c", "8"), origins={"a": 5, "b": 5, "c": 6})
    assert books.series[0].origins == 2
    assert len(books.series[0].points) == 3


def test_of_several_revisions_the_newest_counts() -> None:
    old, new = revenue("a", "8"), replace(revenue("a", "9"), revision_number=2)
    assert values(ledger_of(new, old)) == [[9]]


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [revenue(str(n), str(n % 4), days=n % 3, owner=("SMIC", "TSMC")[n % 2]) for n in range(12)]
    expected = ledger_of(*records)
    origins = {record.document.id: place for place, record in enumerate(records)}
    for seed in range(4):
        shuffled = random.Random(seed).sample(records, len(records))  # noqa: S311 an order, not a secret
        assert ledger(shuffled, origins, ENTITIES, total=12) == expected


def test_nothing_gives_an_empty_ledger() -> None:
    assert ledger([], {}, {}, total=0) == Ledger(series=(), documents=0, total=0)
    assert ledger([make_record(name="empty")], {}, {}, total=7).total == 7


def test_the_work_grows_with_the_records_and_no_faster() -> None:
    def told(size: int) -> None:
        records = [revenue(str(n), str(n), owner=f"Company {n % 100}", days=n % 50) for n in range(size)]
        origins = {record.document.id: place for place, record in enumerate(records)}
        assert len(ledger(records, origins, ENTITIES, total=size).series) == 100

    assert growth(told, 400) < 2.4


def test_a_counted_noun_alone_is_no_series() -> None:
    two = Told(
        written="two companies", value="2", kind="count", unit="companies", measure="companies", thing="companies"
    )
    assert ledger_of(tell("There were two companies.", two, name="a")).series == ()
