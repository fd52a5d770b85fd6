"""Filters choose the rows of a view, every number leads to its own place, and an empty desk says that it is empty."""

import csv
import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from groundwire.app.fact_words import FactWords
from groundwire.app.locale import load_locale
from groundwire.app.web.application import create_app
from groundwire.desk import open_desk
from groundwire.library.library import Library
from groundwire.library.state import State
from groundwire.models import EntityId, Explanation, Figure, Mention, Record
from tests.app.fact_desk import fact_records
from tests.conftest import OPTIONS
from tests.facts.event_records import event, record, reference, span

VIEWS = ("timeline", "figures", "disagreements", "map", "new")
PRICE = Decimal(300_000_000)
DEAL = "Nvidia agreed to buy Acme for $300 million, and Acme had 50 people."


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("narrowed") / "desk"
    library = Library(path / "library", writable=True)
    library.write([_mentioning(each) for each in (*fact_records(), _deal())])
    library.close()
    State(f"sqlite:///{path / 'state.db'}").close()
    with open_desk(path, options=OPTIONS) as desk, TestClient(create_app(desk, hosts=["testserver"])) as client:
        yield client


def _mentioning(made: Record) -> Record:
    """The record with the names of those that its facts are of, by which documents are found."""
    text = made.document.paragraphs[0].text
    known = {"Nvidia": EntityId("org/nvidia"), "gallium": EntityId("material/gallium")}
    mentions = tuple(
        Mention(span=span(text, name), entity=entity, kind="organisation")
        for name, entity in known.items()
        if name in text
    )
    return replace(made, annotations=replace(made.annotations, mentions=mentions))


def _deal() -> Record:
    paid = Figure(span=span(DEAL, "$300 million"), kind="money", low=PRICE, high=PRICE, currency="USD")
    people = replace(
        paid, span=span(DEAL, "50 people"), kind="count", currency=None, unit="people", measure="employees",
        owner=reference(DEAL, "Acme"),
    )  # fmt: skip
    found = event(
        DEAL, "buy", "acquisition", actors={"Nvidia": ("buyer", "org/nvidia"), "Acme": ("target", None)}, amount=paid
    )
    made = record("deal", DEAL, found, day=date(2025, 7, 11))
    return replace(made, annotations=replace(made.annotations, figures=(paid, people)))


def text_of(pages: TestClient, view: str, language: str = "en", **asked: str) -> str:
    response = pages.get(f"/search/{view}", params=asked, headers={"accept-language": language})
    assert response.status_code == 200
    return response.text


def test_a_timeline_of_one_type_has_only_that_type(pages: TestClient) -> None:
    everything = text_of(pages, "timeline")
    assert everything.count('<li id="e-') == 2
    assert 'class="only"' not in everything
    deals = text_of(pages, "timeline", kind="acquisition")
    assert deals.count('<li id="e-') == 1
    assert "Only acquisition" in deals
    assert text_of(pages, "timeline", kind="money").count('<li id="e-') == 1
    assert "只列出：类型「收购」" in text_of(pages, "timeline", "zh", kind="acquisition")


def test_figures_of_one_kind_or_entity_only(pages: TestClient) -> None:
    money = text_of(pages, "figures", kind="money")
    assert "revenue" in money
    assert "50 people" not in re.sub(r"<blockquote.*?</blockquote>", "", money, flags=re.DOTALL)
    assert "revenue" not in re.sub(r"<option.*?</option>", "", text_of(pages, "figures", kind="count"))
    assert "26 billion" in text_of(pages, "figures", entity="org/nvidia")
    gallium = text_of(pages, "map", entity="material/gallium")
    assert 'id="edge-1"' in gallium
    assert "There is nothing of what these filters ask for" in text_of(pages, "map", entity="org/nvidia")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_what_it_was_narrowed_to(pages: TestClient, view: str) -> None:
    text = text_of(pages, view, "zh", kind="money", entity="org/nvidia", since="2025-01-01")
    assert "涉及「英伟达」" in text
    assert "查看全部" in text


def test_files_are_narrowed_too(pages: TestClient) -> None:
    found = pages.get("/search/timeline", params={"kind": "acquisition", "format": "json"}).json()
    assert {each["type"] for each in found["events"]} == {"acquisition"}
    assert found["only"] == {"kind": "acquisition", "entity": None}
    told = pages.get("/search/figures", params={"kind": "count", "format": "csv"}).text
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert {(row["kind"], row["day_of"]) for row in rows} == {("count", "document")}


def test_an_amount_leads_to_where_it_stands(pages: TestClient) -> None:
    text = text_of(pages, "timeline", kind="acquisition")
    amount = re.search(r'<dt>amount</dt><dd><a href="([^"]+)">300 million USD</a>', text)
    assert amount
    there = span(DEAL, "$300 million")
    assert f"span=1.{there.start}-{there.end}#p1" in html.unescape(amount[1])


def test_an_index_of_concentration_leads_to_its_shares(pages: TestClient) -> None:
    text = text_of(pages, "map")
    index = text[text.index("HHI") :]
    assert re.search(r'China <a href="/documents/[^"]+span=[^"]+">94</a>|China.*?<a href="/documents/[^"]+span=', index)


def test_a_day_that_only_the_report_gives_is_marked(pages: TestClient) -> None:
    assert '<span class="aside">reported 2025-07-11</span>' in text_of(pages, "figures", kind="count")
    assert "报道于 2025-07-11" in text_of(pages, "figures", "zh", kind="count")
    assert "reported" not in text_of(pages, "figures", kind="money", entity="org/nvidia")


@pytest.mark.parametrize(("language", "said"), [("zh", "案头还没有文档"), ("en", "This desk has no documents yet")])
def test_an_empty_desk_says_so(tmp_path: Path, language: str, said: str) -> None:
    with open_desk(tmp_path, options=OPTIONS) as desk, TestClient(create_app(desk, hosts=["testserver"])) as client:
        for view in VIEWS:
            text = client.get(f"/search/{view}", headers={"accept-language": language}).text
            assert said in text
            assert "groundwire add" in text


@pytest.mark.parametrize(
    ("left", "left_key", "zh", "en"),
    [
        ("target", "role.target", "目标", "target"),
        ("year", "base.year", "同比", "year on year"),
        ("over 超300亿", "qualifier.over", "超过超300亿", "over 超300亿"),
        ("up 12%", "direction.up", "增长 12%", "up 12%"),
        ("loss 5亿元", "measure.loss", "亏损 5亿元", "loss 5亿元"),
        ("refining", "contrast.stage.refine", "冶炼加工", "refining"),
        ("the chip firm", "org/nvidia", "英伟达", "Nvidia"),
        ("2025-04-03", "day.document", "报道于 2025-04-03", "reported 2025-04-03"),
        ("2023", "", "2023", "2023"),
        ("chance", "contrast.nobody.knows", "chance", "chance"),
    ],
)
def test_reasons_are_told_in_the_readers_language(tmp_path: Path, left: str, left_key: str, zh: str, en: str) -> None:
    desk = open_desk(tmp_path, options=OPTIONS)
    why = Explanation(why="role", left=left, right="–", left_key=left_key)
    for language, said in (("zh", zh), ("en", en)):
        assert f"({said} / –)" in FactWords(desk, load_locale(language)).explanation(why)
