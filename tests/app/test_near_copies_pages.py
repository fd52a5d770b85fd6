"""Copies and near copies on pages, in feeds and in a terminal: one entry for one text, links both ways, zh and en."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from groundwire.app.web.application import create_app
from groundwire.desk import Desk, open_desk
from groundwire.models import Query, Record
from tests.app.conftest import Run
from tests.conftest import OPTIONS
from tests.stories.test_signature import EN, ZH

TOPIC = "technology-sovereignty"


def item(name: str, text: str, *, day: int, language: str, source: str) -> str:
    return json.dumps(
        {
            "url": f"https://{name}.example/1",
            "title": f"{'镓出口管制' if language == 'zh' else 'Gallium export controls'} {name}",
            "text": text,
            "published": f"2025-03-{day:02}T08:00:00+00:00",
            "source": source,
            "language": language,
        }
    )


ITEMS = [
    item("zh-first", ZH, day=4, language="zh", source="甲报"),
    item("en-first", EN, day=4, language="en", source="Ledger"),
    item("zh-near", ZH.replace("周二", "周三"), day=5, language="zh", source="乙报"),
    item("zh-same", ZH, day=6, language="zh", source="丙报"),
    item("en-near", EN.replace("Tuesday", "4 March"), day=7, language="en", source="Courier"),
    item("zh-teaser", ZH[:70], day=8, language="zh", source="丁报"),
]


@pytest.fixture(scope="module")
def folded_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("near")
    (folder / "items.jsonl").write_text("\n".join(ITEMS), "utf-8")
    with open_desk(folder / "desk", options=OPTIONS) as desk:
        desk.add(str(folder / "items.jsonl"), workers=0)
        yield desk


@pytest.fixture(scope="module")
def pages(folded_desk: Desk) -> TestClient:
    return TestClient(create_app(folded_desk, hosts=["testserver"]))


def by_name(desk: Desk) -> dict[str, Record]:
    found = desk.search(Query(limit=50), fold=False).items
    return {each.record.document.title.split()[-1]: each.record for each in found}


def test_near_copies_point_at_the_first_report(folded_desk: Desk) -> None:
    records = by_name(folded_desk)
    firsts = {name: record.first for name, record in records.items()}
    zh, en = records["zh-first"].document.id, records["en-first"].document.id
    assert firsts == {
        "zh-first": None, "en-first": None, "zh-near": zh, "zh-same": zh, "en-near": en, "zh-teaser": None,
    }  # fmt: skip
    assert records["zh-same"].near is None
    assert records["zh-near"].near is not None
    assert 0.8 <= records["zh-near"].near.likeness < 1


def test_one_text_is_one_entry(folded_desk: Desk) -> None:
    page = folded_desk.topic(TOPIC)
    shown = {each.record.document.title.split()[-1]: each for each in page.found.items}
    assert not {"zh-near", "zh-same", "en-near"} & shown.keys()
    assert [copy.source_name for copy in shown["zh-first"].copies] == ["乙报", "丙报"]
    assert [copy.likeness is None for copy in shown["zh-first"].copies] == [False, True]
    assert page.found.total > len(page.found.items)


def test_a_page_is_filled_where_copies_were_left_out(folded_desk: Desk) -> None:
    everything = [each.record.document.id for each in folded_desk.search(Query(limit=50)).items]
    query, seen = Query(limit=1), []
    for _ in range(10):
        page = folded_desk.search(query)
        assert page.items
        seen += [each.record.document.id for each in page.items]
        if page.cursor is None:
            break
        query = Query(limit=1, cursor=page.cursor)
    assert seen == everything


def test_a_copy_is_shown_where_the_first_report_does_not_answer(folded_desk: Desk) -> None:
    (found,) = folded_desk.search(Query(source="丙报")).items
    records = by_name(folded_desk)
    assert found.record == records["zh-same"]
    assert [copy.source_name for copy in found.copies] == ["甲报", "乙报"]


@pytest.mark.parametrize(
    ("language", "folded", "near"),
    [("en", "and 2 copies: 乙报, 丙报", "Nearly the same text as"), ("zh", "另有 2 篇转载：乙报、丙报", "几乎相同")],
)
def test_pages_say_it_in_both_languages(
    pages: TestClient, folded_desk: Desk, language: str, folded: str, near: str
) -> None:
    records, headers = by_name(folded_desk), {"accept-language": language}
    topic = pages.get(f"/topics/{TOPIC}", headers=headers).text
    assert f'<details class="copies"><summary>{folded}</summary>' in topic
    for name in ("zh-near", "zh-same"):
        assert f'href="/documents/{records[name].document.id}"' in topic
    first, copy = records["zh-first"], records["zh-near"]
    assert copy.near
    for one, other in ((first, copy), (copy, first)):
        page = pages.get(f"/documents/{one.document.id}", headers=headers).text
        assert near in page
        assert f'href="/documents/{other.document.id}"' in page
        assert f"({copy.near.likeness:.2f})" in page


def test_the_feed_has_one_entry_for_one_text(pages: TestClient, folded_desk: Desk) -> None:
    feed = pages.get(f"/topics/{TOPIC}/feed.atom", headers={"accept-language": "en"}).text
    records = by_name(folded_desk)
    assert f"urn:groundwire:document:{records['zh-near'].document.id}" not in feed
    assert "and 2 copies: 乙报, 丙报" in feed
    assert f"/documents/{records['zh-near'].document.id}" in feed


def test_the_command_line_says_it_too(folded_desk: Desk, run: Run) -> None:
    records = by_name(folded_desk)
    listed = run(folded_desk.path, "search", "镓").stdout
    assert "乙报, 丙报" in listed or "乙报、丙报" in listed
    found = json.loads(run(folded_desk.path, "search", "镓", "--json").stdout)["items"]
    copies = next(each["copies"] for each in found if each["record"]["document"]["title"].endswith("zh-first"))
    assert [copy["source_name"] for copy in copies] == ["乙报", "丙报"]
    shown = run(folded_desk.path, "show", records["zh-near"].document.id).stdout
    assert records["zh-first"].document.id in shown
    assert records["zh-near"].document.id in run(folded_desk.path, "show", records["zh-first"].document.id).stdout


def test_a_rebuild_folds_the_same(folded_desk: Desk) -> None:
    before = by_name(folded_desk)
    folded_desk.rebuild()
    assert by_name(folded_desk) == before
