"""What figures, events and shares mean, said in the reader's language."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from groundwire.brief.gloss import say_measured
from groundwire.brief.say import say_figure
from groundwire.brief.told import say_event, say_share
from groundwire.models import (
    Actor,
    CaptureId,
    Change,
    DateMention,
    Document,
    DocumentId,
    Entity,
    EntityId,
    Event,
    Figure,
    Paragraph,
    Reference,
    RevisionId,
    Share,
    Span,
)

TEXT = "商务部对镓相关物项实施出口管制，中国供应全球约98%的镓。"
MOFCOM, GALLIUM = EntityId("org/mofcom"), EntityId("material/gallium")
ENTITIES = {
    MOFCOM: Entity(id=MOFCOM, kind="organisation", labels=(("en", "Ministry of Commerce"), ("zh", "商务部"))),
    GALLIUM: Entity(id=GALLIUM, kind="material", labels=(("en", "gallium"), ("zh", "镓"))),
}


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(paragraph=1, start=start, end=start + len(words))


def document() -> Document:
    return Document(
        id=DocumentId("0" * 16), revision=RevisionId("1" * 16), capture=CaptureId("c"), url=None, title="t",
        source_name="s", authors=(), published=None, fetched_at=datetime(2025, 1, 1, tzinfo=UTC), language="zh-Hans",
        image=None, paragraphs=(Paragraph(number=1, role="text", text=TEXT),),
    )  # fmt: skip


def figure(kind: str, low: str, **more: object) -> Figure:
    return Figure(span=place("98%"), kind=kind, low=Decimal(low), high=Decimal(low), **more)  # type: ignore[arg-type]  # options of each case


@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        (figure("price", "50000", currency="CNY", per="t"), "50,000 CNY per t", "每吨5万元人民币"),
        (figure("count", "30000", unit="wafers", per="month"), "30,000 wafers per month", "每月3万片"),
        (figure("rank", "3"), "No. 3", "第3"),
        (figure("percent", "12", change=Change(direction="up", difference=True, base="year")), "up 12% year on year", "同比增长12%"),
        (figure("percent", "3", change=Change(direction="down", difference=True)), "down 3%", "下降3%"),
        (figure("percent", "35", change=Change(direction="up", difference=False)), "35%", "35%"),
        (figure("money", "1000000000", currency="EUR", usd=(Decimal(1087400000), Decimal(1087400000))), "1 billion EUR (≈ 1.09 billion USD)", "10亿欧元（约合10.9亿美元）"),
        (figure("money", "1000000000", currency="USD", usd=(Decimal(1000000000), Decimal(1000000000))), "1 billion USD", "10亿美元"),
        (figure("quantity", "5", unit="GW", role="target"), "5 GW (target)", "5吉瓦（目标）"),
    ],
)  # fmt: skip
def test_figures(figure: Figure, english: str, chinese: str) -> None:
    assert say_figure(figure, "en") == english
    assert say_figure(figure, "zh-Hans") == chinese


@pytest.mark.parametrize("language", ["en", "zh", "fr", "de", "ja", "es", "xx"])
def test_every_language_can_say_every_kind(language: str) -> None:
    every = [
        figure("price", "5", currency="USD", per="share"), figure("rank", "1"), figure("multiple", "2"),
        figure("count", "4", per="days"), figure("percent", "1", change=Change(direction="none", difference=True, base="quarter")),
        figure("quantity", "2", unit="t", role="limit"),
    ]  # fmt: skip
    assert all(say_figure(each, language).strip() for each in every)


def test_what_is_measured_and_whose_it_is() -> None:
    revenue = figure(
        "money", "1000000", currency="USD", measure="revenue", owner=Reference(span=place("商务部"), entity=MOFCOM)
    )
    assert say_measured(revenue, ENTITIES, "en") == "revenue (Ministry of Commerce): 1 million USD"
    assert say_measured(revenue, ENTITIES, "zh") == "商务部营收：100万美元"
    assert say_measured(revenue, ENTITIES, "en", owned=False) == "revenue: 1 million USD"
    assert say_measured(revenue, ENTITIES, "fr") == "1 millions USD"  # measures have names in Chinese and English


def test_an_event_names_its_parts() -> None:
    event = Event(
        span=place("出口管制"), type="export-control", state="in force", items=(Reference(span=place("镓"), entity=GALLIUM),),
        actors=(Actor(role="issuer", who=Reference(span=place("商务部"), entity=MOFCOM)),),
        when=DateMention(span=place("实施"), first=date(2023, 8, 1), last=date(2023, 8, 1)),
    )  # fmt: skip
    assert (
        say_event(event, document(), ENTITIES, "en")
        == "export control · in force · issuer: Ministry of Commerce · gallium · 2023-08-01"
    )
    assert say_event(event, document(), ENTITIES, "zh").startswith("出口管制 · ")


def test_a_share_names_holder_and_thing() -> None:
    share = Share(
        figure=figure("percent", "98", qualifier="about"), shared="production", stage="refine",
        holder=Reference(span=place("中国")), of=Reference(span=place("镓"), entity=GALLIUM),
    )  # fmt: skip
    assert say_share(share, document(), ENTITIES, "en") == "production: about 98% · refining · 中国 · gallium"
