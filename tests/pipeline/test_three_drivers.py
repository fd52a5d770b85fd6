"""The same inputs through every driver: the same documents, records, statuses and failures."""

import gzip
import json
from collections.abc import Iterator

import pyarrow as pa
import pytest
from pyarrow import parquet

from groundwire.archive.record import encode
from groundwire.desk import Desk, open_desk
from groundwire.models import Query, Record
from groundwire.pipeline.add_report import AddReport
from groundwire.pipeline.bulk import shards
from groundwire.pipeline.intake import Arrival
from groundwire.samples import samples_path
from groundwire.sources.capture import make_capture
from tests.conftest import NOW, OPTIONS
from tests.test_desk import article


def warc_of_pages(count: int) -> bytes:
    """A WARC file, packed, with this many pages of the web and a picture."""
    members: list[bytes] = []
    for number in range(count + 1):
        told = json.loads(article(60 + number))
        paragraphs = "".join(f"<p>{line}</p>" for line in told["text"].split("\n"))
        page = f"<html><head><title>{told['title']}</title></head><body><article>{paragraphs}</article></body></html>"
        kind, body = ("text/html", page.encode()) if number < count else ("image/png", b"\x89PNG\r\n")
        capture = make_capture(
            url=f"https://www.port.example/{number}", fetched_at=NOW, kind="page", media_type=kind, body=body
        )
        members.append(encode(capture, f"elsewhere:{number}"))
    return b"".join(members)


def everything(desk: Desk) -> list[Record]:
    """Every revision of every document, in a fixed order."""
    items = desk.search(Query(limit=1000), fold=False).items
    records = [record for found in items for record in desk.revisions(found.record.document.id)]
    return sorted(records, key=lambda record: (record.document.id, record.revision_number))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Of every kind, with a copy, a revision, a document that comes twice, and what cannot be read."""
    folder = tmp_path_factory.mktemp("inputs")
    lines = [article(number) for number in range(1, 9)]
    broken = ["{", json.dumps({"title": "no text"}), "", article(3), article(2, figure="77.7")]
    (folder / "items.jsonl").write_text("\n".join([*lines, *broken, article(1, url="https://copy.example/1")]), "utf-8")
    (folder / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(article(n) for n in range(20, 26)).encode()))
    rows = [json.loads(article(number)) for number in range(30, 36)] + [{"title": "nothing in it"}]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "rows.parquet", row_group_size=2)
    pages = folder / "pages"
    pages.mkdir()
    for page in sorted(samples_path().rglob("*.html"))[:3]:
        (pages / page.name).write_bytes(page.read_bytes())
    (pages / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "pages.warc.gz").write_bytes(warc_of_pages(5))
    return [str(folder / name) for name in ("items.jsonl", "more.jsonl.gz", "rows.parquet", "pages", "pages.warc.gz")]


@pytest.fixture(scope="module")
def added(
    inputs: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, list[Arrival], AddReport]]:
    """What `add` makes of them in one process."""
    arrivals: list[Arrival] = []
    with open_desk(tmp_path_factory.mktemp("added") / "desk", options=OPTIONS) as desk:
        yield desk, arrivals, desk.add(*inputs, report=arrivals.append, workers=0)


def same(desk: Desk, arrivals: list[Arrival], report: AddReport, added: tuple[Desk, list[Arrival], AddReport]) -> None:
    expected, expected_arrivals, expected_report = added
    assert report == expected_report
    key = lambda arrival: (arrival.item, arrival.status, arrival.document or "")  # noqa: E731
    assert sorted(map(key, arrivals)) == sorted(map(key, expected_arrivals))
    assert everything(desk) == everything(expected)
    assert set(desk.failures().items) == set(expected.failures().items)


def test_the_inputs_bring_everything(added: tuple[Desk, list[Arrival], AddReport]) -> None:
    desk, _, report = added
    assert report == AddReport(new=28, revisions=1, copies=1, same=1, failed=4)
    assert {failure.kind for failure in desk.failures().items} == {"malformed", "empty"}


def test_a_pool_gives_the_same(inputs: list[str], added: tuple[Desk, list[Arrival], AddReport], desk: Desk) -> None:
    arrivals: list[Arrival] = []
    report = desk.add(*inputs, report=arrivals.append, workers=2)
    same(desk, arrivals, report, added)


def test_bulk_gives_the_same(
    inputs: list[str],
    added: tuple[Desk, list[Arrival], AddReport],
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("daft")
    for name, size in (("LINES_BYTES", 2_000), ("WARC_BYTES", 3_000), ("ROWS", 2), ("FILES", 2)):
        monkeypatch.setattr(shards, name, size)
    arrivals: list[Arrival] = []
    report = desk.bulk(*inputs, engine="native", report=arrivals.append)
    same(desk, arrivals, report, added)
    assert desk.bulk(*inputs) == AddReport()
