"""Pages of what documents say together: numbers lead to spans, charts say what tables say, nothing is inline."""

import html
import json
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from groundwire.app.web.application import create_app
from groundwire.desk import Desk

VIEWS = ("timeline", "figures", "disagreements", "map", "new")
TOPIC = "/topics/technology-sovereignty"


@pytest.fixture
def client(sample_desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(sample_desk, hosts=["testserver"])) as client:
        yield client


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("base", [TOPIC, "/search"])
@pytest.mark.parametrize(("language", "word"), [("zh", "时间线"), ("en", "Timeline")])
def test_every_view_speaks_the_readers_language(
    client: TestClient, base: str, view: str, language: str, word: str
) -> None:
    response = client.get(f"{base}/{view}", headers={"accept-language": language})
    assert response.status_code == 200
    assert word in response.text
    assert f'href="{base}/{view}" aria-current="page"' in response.text


@pytest.mark.parametrize("view", VIEWS)
def test_views_hold_no_inline_code(client: TestClient, view: str) -> None:
    text = client.get(f"{TOPIC}/{view}").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\s(style|on[a-z]+)=", re.sub(r">[^<]*<", "><", text))


@pytest.mark.parametrize("view", ["timeline", "figures", "map", "new"])
def test_what_is_said_leads_to_its_span(client: TestClient, view: str) -> None:
    links = re.findall(r'href="(/documents/[^"]*\?span=[^"]*)"', client.get(f"{TOPIC}/{view}").text)
    assert links
    page = client.get(html.unescape(links[0])).text
    assert "statement-span" in page


def test_a_chart_holds_the_numbers_of_its_table(client: TestClient) -> None:
    text = client.get(f"{TOPIC}/figures", headers={"accept-language": "en"}).text
    charts = [json.loads(html.unescape(data)) for data in re.findall(r'data-kind="series" data-chart="([^"]*)"', text)]
    assert charts
    for chart in charts:
        assert all(html.escape(point["label"]) in text for point in chart["points"])
        assert all(point["low"] <= point["high"] for point in chart["points"])
        assert all(point["href"].startswith("/documents/") for point in chart["points"])


def test_the_map_can_be_narrowed_to_one_thing(client: TestClient) -> None:
    text = client.get(f"{TOPIC}/map").text
    names = re.search(r'<select name="of">(.*?)</select>', text, re.DOTALL)
    assert names
    key = re.findall(r'<option value="([^"]+)"', names[1])[0]
    one = client.get(f"{TOPIC}/map", params={"of": html.unescape(key)}).text
    assert 0 < one.count('id="edge-') < text.count('id="edge-')


def test_a_part_is_sent_to_a_page_that_asks_for_a_part(client: TestClient) -> None:
    text = client.get(f"{TOPIC}/timeline", headers={"hx-request": "true"}).text
    assert "<html" not in text
    assert 'class="timeline"' in text


def test_a_wrong_span_highlights_nothing(client: TestClient, sample_desk: Desk) -> None:
    document = sample_desk.topic("技术主权").found.items[0].record.document.id
    for span in ("x", "1.2", "9999.0-5", "1.5-2", "1.0-99999999999"):
        response = client.get(f"/documents/{document}", params={"span": span})
        assert response.status_code == 200
        assert "statement-span" not in response.text


def test_marks_say_what_was_understood(client: TestClient, sample_desk: Desk) -> None:
    records = [found.record for found in sample_desk.topic("技术主权").found.items]
    measured = next(r for r in records if any(f.measure and f.owner for f in r.annotations.figures))
    text = client.get(f"/documents/{measured.document.id}", headers={"accept-language": "en"}).text
    assert re.search(r'class="[^"]*\bfigure\b[^"]*" data-note="[a-z ]+: [^"]* · [^"]+"', text)
    assert re.search(r'class="[^"]*\bevent\b[^"]*" data-note="[^"]+ · [^"]+"', text)
