"""Bulk inputs in an object store: the same documents as from a folder, in parts, and not done again."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

import groundwire
from groundwire.archive.objects import Objects
from groundwire.desk import Desk
from groundwire.models import InputError
from groundwire.pipeline.add_report import AddReport
from groundwire.pipeline.bulk import shards
from groundwire.pipeline.bulk.shards import plan
from groundwire.samples import samples_path
from tests.object_store.local_store import BUCKET
from tests.pipeline.test_three_drivers import everything, warc_of_pages
from tests.test_desk import article

pytestmark = pytest.mark.s3
CONTAINERS = ("items.jsonl", "more.jsonl.gz", "rows.parquet", "pages.warc.gz")


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small file is many parts."""
    pytest.importorskip("daft")
    for name, size in (("LINES_BYTES", 2_000), ("WARC_BYTES", 3_000), ("ROWS", 2), ("FILES", 2)):
        monkeypatch.setattr(shards, name, size)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder with a file of every kind; one line and one page cannot be read."""
    folder = tmp_path / "crawl"
    (folder / "pages" / "deeper").mkdir(parents=True)
    lines = [*(article(number) for number in range(1, 9)), "{", article(2, figure="77.7")]
    (folder / "items.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(article(n) for n in range(20, 26)).encode()))
    rows = [json.loads(article(number)) for number in range(30, 36)]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "rows.parquet", row_group_size=2)
    (folder / "pages.warc.gz").write_bytes(warc_of_pages(5))
    for page, name in zip(sorted(samples_path().rglob("*.html")), ("1.html", "deeper/二 页.html"), strict=False):
        (folder / "pages" / name).write_bytes(page.read_bytes())
    (folder / "pages" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "pages" / "empty.html").write_bytes(b"")
    return folder


def sent(crawl: Path, prefix: str) -> str:
    """The same files as objects under a prefix beside the desk's; gives its address."""
    objects = Objects(f"s3://{BUCKET}")
    for path in sorted(crawl.rglob("*")):
        if path.is_file():
            objects.put(f"{prefix}/{path.relative_to(crawl)}", path.read_bytes())
    objects.put(f"{prefix}/pages/deeper", b"")  # as some tools make for a folder
    return f"s3://{BUCKET}/{prefix}"


def prefix_beside(store: str) -> str:
    return f"{store.rpartition('/')[2]}-crawl"


def titles(desk: Desk) -> list[str]:
    return sorted(record.document.title for record in everything(desk))


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_prefix_gives_what_the_folder_gives(store: str, tmp_path: Path, crawl: Path, where: str) -> None:
    remote = sent(crawl, prefix_beside(store))
    with (
        groundwire.open(tmp_path / "local") as desk,
        groundwire.open(store if where == "there" else tmp_path / "other") as other,
    ):
        expected = desk.bulk(str(crawl))
        assert expected == AddReport(new=27, revisions=1, failed=3)
        assert other.bulk(f"{remote}/") == expected
        assert titles(other) == titles(desk)
        failed = {(each.item, each.kind) for each in other.failures().items}
        assert failed == {
            (f"{remote}/items.jsonl#9", "malformed"),
            (f"{remote}/pages/broken.pdf", "malformed"),
            (f"{remote}/pages/empty.html", "empty"),
        }
        assert other.bulk(remote) == AddReport()


def test_containers_give_the_same_records(store: str, tmp_path: Path, crawl: Path) -> None:
    remote = sent(crawl, prefix_beside(store))
    assert len(list(plan([f"{remote}/{name}" for name in CONTAINERS]))) > 8
    with groundwire.open(tmp_path / "local") as desk, groundwire.open(tmp_path / "other") as other:
        expected = desk.bulk(*(str(crawl / name) for name in CONTAINERS))
        assert other.bulk(*(f"{remote}/{name}" for name in CONTAINERS)) == expected
        assert [record.document.id for record in everything(other)] == [r.document.id for r in everything(desk)]
        assert [record.annotations for record in everything(other)] == [r.annotations for r in everything(desk)]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.jsonl*", {"items.jsonl", "more.jsonl.gz"}),
        ("pages/*.html", {"pages/1.html", "pages/empty.html"}),
        ("pages/**/*.html", {"pages/1.html", "pages/empty.html", "pages/deeper/二 页.html"}),
        ("pages/?.html", {"pages/1.html"}),
        ("rows.parquet", {"rows.parquet"}),
        ("pages/deeper/", {"pages/deeper/二 页.html"}),
    ],
)
def test_wildcards_choose(store: str, crawl: Path, pattern: str, names: set[str]) -> None:
    remote = sent(crawl, prefix_beside(store))
    chosen = {path for shard in plan([f"{remote}/{pattern}"]) for path in shard.paths}
    assert chosen == {f"{remote}/{name}" for name in names}


def test_an_object_that_changed_is_another_shard(store: str) -> None:
    objects = Objects(store)
    objects.put("in/items.jsonl", article(1).encode())
    (before,) = plan([f"{store}/in"])
    assert [shard.id for shard in plan([f"{store}/in", f"{store}/in/items.jsonl"])] == [before.id]
    objects.put("in/items.jsonl", article(2).encode())
    (after,) = plan([f"{store}/in"])
    assert (after.id != before.id, after.bytes) == (True, before.bytes)


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT", "AWS_ENDPOINT_URL_S3"])
def test_the_store_is_named_as_for_desks(
    store: str, crawl: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    remote = sent(crawl, prefix_beside(store))
    monkeypatch.setenv(variable, Objects(store).lance_options()["aws_endpoint"])
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.delenv("AWS_REGION")
    assert list(plan([f"{remote}/items.jsonl"]))


def test_what_is_not_there_or_may_not_be_read_is_said(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="there is nothing"):
        list(plan([f"{store}/nothing"]))
    with pytest.raises(InputError, match="no bucket 'nowhere'"):
        list(plan(["s3://nowhere/at/all"]))
    with pytest.raises(InputError, match="without keys") as keyed:
        list(plan(["s3://id:very-secret@bucket/x"]))
    assert "secret" not in str(keyed.value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://someone:very-secret@127.0.0.1:1")
    monkeypatch.setattr("groundwire.archive.objects._RETRIES", {"max_retries": 0})
    with pytest.raises(InputError, match=r"127.0.0.1:1 cannot be reached") as refused:
        list(plan([f"{store}/nothing"]))
    assert "secret" not in str(refused.value)
