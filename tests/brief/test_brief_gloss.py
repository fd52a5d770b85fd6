"""Glosses: figures, dates and names in the reader's language, each with its span, none twice."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

from datetime import date
from decimal import Decimal

import pytest

from groundwire.brief.gloss import gloss
from groundwire.models import (
    Annotations,
    DateMention,
    Entity,
    EntityId,
    Figure,
    Mention,
    Span,
    Statement,
    Verdict,
)


def at(start: int, end: int, paragraph: int = 1) -> Span:
    return Span(paragraph=paragraph, start=start, end=end)


def money(low: str, high: str | None = None, **more: object) -> Figure:
    return Figure(span=at(1, 5), kind="money", low=Decimal(low), high=Decimal(high or low), **more)  # type: ignore[arg-type]  # options of each case


YITANG, APPLIED = EntityId("org/yitang"), EntityId("org/applied")
ENTITIES = {
    YITANG: Entity(id=YITANG, kind="organisation", labels=(("en", "Yitang Semiconductor"), ("zh", "屹唐股份")), tickers=("688729.SH",)),
    APPLIED: Entity(id=APPLIED, kind="organisation", labels=(("en", "Applied Materials"), ("zh", "应用材料")), tickers=("US:AMAT",)),
}  # fmt: skip
STATEMENT = Statement(text="x" * 50, citations=(1,), verdict=Verdict(outcome="supported"), spans=(at(0, 50),))


def said(annotations: Annotations, language: str) -> str:
    return " · ".join(part.text for part in gloss(STATEMENT, annotations, ENTITIES, language))


BOTH = Annotations(
    figures=(money("99990000", currency="CNY"),),
    mentions=(
        Mention(span=at(10, 14), entity=YITANG, kind="organisation"),
        Mention(span=at(20, 24), entity=APPLIED, kind="organisation"),
        Mention(span=at(30, 34), entity=YITANG, kind="organisation"),
        Mention(span=at(35, 38), entity=None, kind="person"),
    ),
)


def test_the_example_of_the_design() -> None:
    assert said(BOTH, "en") == "99.99 million CNY · Yitang Semiconductor (688729.SH) · Applied Materials (US:AMAT)"
    assert said(BOTH, "zh-Hans") == "9999万元人民币 · 屹唐股份 (688729.SH) · 应用材料 (US:AMAT)"


def test_each_part_leads_to_its_span() -> None:
    parts = gloss(STATEMENT, BOTH, ENTITIES, "en")
    assert [part.span for part in parts] == [at(1, 5), at(10, 14), at(20, 24)]
    assert [part.entity for part in parts] == [None, YITANG, APPLIED]


@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        (money("12000000000", "15000000000", currency="USD"), "12 billion to 15 billion USD", "120亿至150亿美元"),
        (money("1234567", currency="EUR"), "1,234,567 EUR", "123.4567万欧元"),
        (Figure(span=at(1, 5), kind="percent", low=Decimal("71.20"), high=Decimal("71.20"), qualifier="over"), "over 71.2%", "超过71.2%"),
        (Figure(span=at(1, 5), kind="points", low=Decimal(2), high=Decimal(2)), "2 percentage points", "2个百分点"),
        (Figure(span=at(1, 5), kind="multiple", low=Decimal(3), high=Decimal(3), qualifier="about"), "about 3 times", "约3倍"),
        (Figure(span=at(1, 5), kind="quantity", low=Decimal(5000), high=Decimal(5000), unit="t"), "5,000 t", "5000吨"),
        (Figure(span=at(1, 5), kind="count", low=Decimal(0), high=Decimal(0)), "0", "0"),
        (Figure(span=at(1, 5), kind="percent", low=Decimal("-3.5"), high=Decimal("-3.5")), "-3.5%", "-3.5%"),
    ],
)  # fmt: skip
def test_figures(figure: Figure, english: str, chinese: str) -> None:
    assert said(Annotations(figures=(figure,)), "en") == english
    assert said(Annotations(figures=(figure,)), "zh") == chinese


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        (date(2025, 3, 4), date(2025, 3, 4), "2025-03-04", "2025年3月4日"),
        (date(2025, 3, 1), date(2025, 3, 31), "2025-03", "2025年3月"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024", "2024年"),
        (date(2024, 1, 1), date(2024, 3, 31), "2024-01-01 to 2024-03-31", "2024年1月1日至2024年3月31日"),
    ],
)
def test_dates(first: date, last: date, english: str, chinese: str) -> None:
    annotations = Annotations(dates=(DateMention(span=at(0, 4), first=first, last=last),))
    assert said(annotations, "en") == english
    assert said(annotations, "zh") == chinese


def count(number: str, unit: str | None, start: int = 1) -> Figure:
    return Figure(span=at(start, start + 4), kind="count", low=Decimal(number), high=Decimal(number), unit=unit)


def test_a_count_has_a_sensible_label_or_none() -> None:
    for unit, english, chinese in [
        ("items", "4", "4"),
        ("entities", "4 entities", "4家实体"),
        ("cores", "4 cores", "4核"),
    ]:
        assert said(Annotations(figures=(count("4", unit),)), "en") == english
        assert said(Annotations(figures=(count("4", unit),)), "zh") == chinese
    assert said(Annotations(figures=(count("4", "tokens"),)), "fr") == "4"
    assert said(Annotations(figures=(count("1", "companies"),)), "en") == "1 company"


def test_a_quantity_is_said_once() -> None:
    about = Figure(span=at(10, 14), kind="percent", low=Decimal(30), high=Decimal(30), unit="%", qualifier="about")
    plain = Figure(span=at(20, 24), kind="percent", low=Decimal(30), high=Decimal(30), unit="%")
    assert said(Annotations(figures=(about, plain)), "en") == "about 30%"
    assert said(Annotations(figures=(count("500", None), count("500", "people", 10))), "en") == "500 people"


def test_a_fraction_is_said_with_one_decimal() -> None:
    third = Figure(span=at(1, 5), kind="percent", low=Decimal("66.6666666666667"), high=Decimal("66.6666666666667"))
    assert said(Annotations(figures=(third,)), "en") == "66.7%"


def test_a_bare_year_adds_nothing_to_a_fuller_date_of_it() -> None:
    year = DateMention(span=at(0, 4), first=date(2024, 1, 1), last=date(2024, 12, 31))
    month = DateMention(span=at(10, 14), first=date(2024, 3, 1), last=date(2024, 3, 31))
    other = DateMention(span=at(20, 24), first=date(2023, 1, 1), last=date(2023, 12, 31))
    assert said(Annotations(dates=(year, month, other)), "en") == "2024-03 · 2023"
    assert said(Annotations(dates=(year,)), "en") == "2024"


def test_what_lies_outside_the_statement_is_not_said() -> None:
    figure = Figure(span=at(48, 55), kind="percent", low=Decimal(5), high=Decimal(5))
    elsewhere = Figure(span=at(1, 5, paragraph=2), kind="percent", low=Decimal(5), high=Decimal(5))
    assert said(Annotations(figures=(figure, elsewhere)), "en") == ""


def test_an_unknown_language_reads_english_and_a_bare_ticker_is_said() -> None:
    annotations = Annotations(mentions=(Mention(span=at(0, 4), entity=None, kind="organisation", ticker="00992.HK"),))
    assert said(annotations, "sw") == "00992.HK"
    for language in ("fr", "de", "es", "ja"):
        assert "99" in said(BOTH, language)
