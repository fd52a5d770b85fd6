"""The facade: what is added can be asked for, nothing twice, nothing lost, and a rebuild gives the same."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwire.archive.archive import Archive
from groundwire.archive.lock import WriterLock
from groundwire.desk import Desk, open_desk
from groundwire.models import (
    DeskError,
    DeskLockedError,
    Failure,
    LibraryError,
    NotFoundError,
    Query,
    QueryError,
    Record,
    TopicError,
    TopicId,
)
from groundwire.pipeline.add_report import AddReport
from groundwire.pipeline.intake import Arrival
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs
from tests.app.fact_desk import fact_desk
from tests.conftest import NOW, OPTIONS


def article(number: int, *, figure: str = "12.4", url: str | None = None, outlet: str = "Harbour Ledger") -> str:
    """One item of a JSONL file, on export controls, so that it belongs to the first topic."""
    text = "\n".join(
        [
            f"Beijing tightened export controls on gallium and germanium in round {number}, the ministry said.",
            f"Shipments of gallium fell by {figure} percent in March, customs data showed, as licences were late.",
            "Chipmakers in Europe and Japan said that stocks of the metals would last for about six months.",
            "Analysts expect that prices of rare earths will rise again when the new licensing rules take effect.",
            "The European Commission plans to stockpile critical minerals under its raw materials act.",
        ]
    )
    return json.dumps(
        {
            "url": url or f"https://www.ledger.example/{number}",
            "title": f"Gallium curbs, round {number}",
            "text": text,
            "published": "2025-03-04T14:10:00+08:00",
            "source": outlet,
            "language": "en",
        }
    )


def jsonl(folder: Path, *items: str, name: str = "items.jsonl") -> str:
    path = folder / name
    path.write_text("\n".join(items), "utf-8")
    return str(path)


def everything(desk: Desk) -> list[Record]:
    """Every revision of every document, in a fixed order."""
    items = desk.search(Query(limit=200), fold=False).items
    records = [record for found in items for record in desk.revisions(found.record.document.id)]
    return sorted(records, key=lambda record: (record.document.id, record.revision_number))


def test_an_empty_desk_answers_and_writes_nothing(desk: Desk) -> None:
    assert desk.search("gallium").total == 0
    assert desk.topic("技术主权").found.items == ()
    assert desk.sources() == ()
    assert desk.failures().total == 0
    assert all(summary.documents == 0 for summary in desk.topics())
    with pytest.raises(NotFoundError, match="empty"):
        desk.record("abcd")
    assert not desk.path.exists()


def test_what_is_added_can_be_found(desk: Desk, tmp_path: Path) -> None:
    assert desk.add(jsonl(tmp_path, article(1), article(2))) == AddReport(new=2)
    page = desk.search("gallium licences")
    assert page.total == 2
    record = page.items[0].record
    assert record.document.source_name == "Harbour Ledger"
    assert record.document.time.isoformat() == "2025-03-04T06:10:00+00:00"
    assert record.brief is not None
    assert all(statement.verdict.outcome == "supported" for statement in record.brief.statements())
    assert desk.topic("technology-sovereignty").found.total == 2
    assert desk.record(record.document.id[:8]) == desk.record(record.document.id)


def test_the_same_again_is_nothing_new(desk: Desk, tmp_path: Path) -> None:
    items = jsonl(tmp_path, article(1), article(1))
    assert desk.add(items) == AddReport(new=1, same=1)
    assert desk.add(items) == AddReport(same=2)
    assert desk.search("gallium").total == 1


def test_changed_content_is_a_revision_and_the_old_one_is_kept(desk: Desk, tmp_path: Path) -> None:
    desk.add(jsonl(tmp_path, article(1)))
    assert desk.add(jsonl(tmp_path, article(1, figure="21.4"))) == AddReport(revisions=1)
    new, old = desk.revisions(desk.search("gallium").items[0].record.document.id)
    assert (new.revision_number, new.current, old.revision_number, old.current) == (2, True, 1, False)
    assert "12.4" in old.document.paragraph(2).text
    assert old.brief is not None
    assert desk.search('"21.4"').total == 1
    assert desk.search('"12.4"').total == 0
    assert desk.add(jsonl(tmp_path, article(1))) == AddReport(same=1)


def test_the_same_text_elsewhere_is_a_copy(desk: Desk, tmp_path: Path) -> None:
    copy = article(1, url="https://mirror.example/a", outlet="Mirror")
    assert desk.add(jsonl(tmp_path, article(1), copy)) == AddReport(new=1, copies=1)
    (found,) = desk.search("gallium").items
    (linked,) = desk.copies(found.record)
    assert (linked.source_name, linked.likeness) == ("Mirror", None)
    assert found.copies == (linked,)
    copied = desk.record(linked.document)
    assert copied.copy_of == found.record.document.id
    assert [each.document for each in desk.copies(copied)] == [found.record.document.id]
    assert {each.record.document.id for each in desk.search("gallium", fold=False).items} == {
        linked.document, found.record.document.id
    }  # fmt: skip


def test_a_bad_item_is_kept_as_a_failure_and_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    report = desk.add(jsonl(tmp_path, article(1), "{broken", article(2)), str(tmp_path / "missing.html"))
    assert report == AddReport(new=2, failed=2)
    failures = desk.failures().items
    assert {failure.item.rsplit("/", 1)[-1].split("#")[-1] for failure in failures} == {"2", "missing.html"}
    assert all(failure.reason.endswith(".") for failure in failures)


def test_a_failure_is_forgotten_once_the_item_can_be_read(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body></body></html>")
    assert desk.add(str(page)).failed == 1
    paragraphs = "".join(f"<p>{text}</p>" for text in json.loads(article(1))["text"].split("\n"))
    page.write_text(f"<html><head><title>Gallium</title></head><body><article>{paragraphs}</article></body></html>")
    assert desk.add(str(page)).new == 1
    assert desk.failures().total == 0


def test_rebuild_gives_what_was_there(desk: Desk, tmp_path: Path) -> None:
    copy = article(1, url="https://mirror.example/a")
    desk.add(jsonl(tmp_path, article(1), article(2), copy, "{broken"))
    desk.add(jsonl(tmp_path, article(1, figure="21.4")), str(tmp_path / "missing.html"))
    before, failures = everything(desk), desk.failures().items
    desk.rebuild()
    assert everything(desk) == before
    assert set(desk.failures().items) == set(failures)


def test_rebuild_of_the_samples_gives_what_was_there(sample_desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(sample_desk.path / "archive", tmp_path / "again" / "archive")
    with open_desk(tmp_path / "again", options=OPTIONS) as again:
        again.rebuild()
        assert everything(again) == everything(sample_desk)


def test_a_killed_run_is_finished_from_the_archive(desk: Desk, tmp_path: Path) -> None:
    """Captures that were archived, but not worked on, arrive with the next `add`."""
    desk.add(jsonl(tmp_path, article(1)))
    with Fetcher() as fetcher:
        left = list(read_inputs([jsonl(tmp_path, article(2), article(3))], fetcher=fetcher, now=lambda: NOW))
    archive = Archive(desk.path / "archive")
    archive.append_many([item for item in left if not isinstance(item, Failure)])
    archive.close()
    assert desk.search("gallium").total == 1
    desk.add(jsonl(tmp_path, article(4)))
    assert desk.search("gallium").total == 4


def test_an_interrupted_add_keeps_what_was_acknowledged(desk: Desk, tmp_path: Path) -> None:
    seen: list[Arrival] = []

    def stop(arrival: Arrival) -> None:
        seen.append(arrival)
        if len(seen) == 3:
            raise KeyboardInterrupt

    items = jsonl(tmp_path, *(article(number) for number in range(6)))
    with pytest.raises(KeyboardInterrupt):
        desk.add(items, report=stop)
    kept = {found.record.document.id for found in desk.search(Query(limit=50), fold=False).items}
    assert {arrival.document for arrival in seen if arrival.document} <= kept
    desk.add(items)
    assert desk.search("gallium").total == 6


def test_only_one_process_writes(desk: Desk, tmp_path: Path) -> None:
    desk.add(jsonl(tmp_path, article(1)))
    with WriterLock(desk.path / "lock"), pytest.raises(DeskLockedError):
        desk.add(jsonl(tmp_path, article(2)))
    assert desk.search("gallium").total == 1


def test_brief_stores_nothing(desk: Desk, tmp_path: Path) -> None:
    (record, failure) = desk.brief(jsonl(tmp_path, article(1)), str(tmp_path / "missing.html"))
    assert isinstance(record, Record)
    assert record.brief is not None
    assert isinstance(failure, Failure)
    assert not desk.path.exists()


def test_topics_are_found_by_any_label(sample_desk: Desk) -> None:
    names = (
        "technology-sovereignty",
        "技术主权",
        "技術主權",
        "Technological Sovereignty",
        "souveraineté technologique",
    )
    assert {sample_desk.topic(name).topic.id for name in names} == {"technology-sovereignty"}
    with pytest.raises(TopicError):
        sample_desk.topic("astrology")


def test_topic_pages_are_newest_first_and_page_by_cursor(sample_desk: Desk) -> None:
    whole = sample_desk.topic("技术主权", Query(limit=200)).found
    times = [found.record.document.time for found in whole.items]
    assert times == sorted(times, reverse=True)
    ids: list[str] = []
    cursor: str | None = None
    for part in _parts(sample_desk, cursor):
        ids += part
    assert ids == [found.record.document.id for found in whole.items]


def _parts(desk: Desk, cursor: str | None) -> Iterator[list[str]]:
    query = Query(limit=7, cursor=cursor)
    while True:
        page = desk.topic("技术主权", query).found
        yield [found.record.document.id for found in page.items]
        if page.cursor is None:
            return
        query = replace(query, cursor=page.cursor)


def test_every_shown_statement_is_supported_and_leads_to_its_words(sample_desk: Desk) -> None:
    for found in sample_desk.search(Query(limit=200), fold=False).items:
        record = found.record
        for statement in record.brief.statements() if record.brief else ():
            if record.document.paragraphs:
                assert statement.verdict.outcome == "supported"
                assert statement.spans
                assert {span.paragraph for span in statement.spans} == set(statement.citations)


def test_a_lost_library_is_told_and_rebuilt(desk: Desk, tmp_path: Path) -> None:
    desk.add(jsonl(tmp_path, article(1)))
    before = everything(desk)
    shutil.rmtree(desk.path / "library")
    with pytest.raises(DeskError, match="groundwire rebuild"):
        desk.search("gallium")
    with pytest.raises(DeskError, match="groundwire rebuild"):
        desk.add(jsonl(tmp_path, article(2)))
    desk.rebuild()
    assert everything(desk) == before


def test_a_broken_state_is_told_and_rebuilt(desk: Desk, tmp_path: Path) -> None:
    desk.add(jsonl(tmp_path, article(1)))
    before = everything(desk)
    desk.close()
    (desk.path / "state.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match="rebuild"):
        desk.failures()
    desk.rebuild()
    assert everything(desk) == before


def test_a_file_is_no_desk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with open_desk(tmp_path / "file", options=OPTIONS) as desk:
        with pytest.raises(DeskError, match="is a file"):
            desk.search("gallium")
        with pytest.raises(DeskError, match="is a file"):
            desk.add(jsonl(tmp_path, article(1)))


# --- what documents say together ------------------------------------------------------------------------------------


def test_an_empty_desk_has_no_facts(desk: Desk) -> None:
    assert desk.timeline(Query()).total == desk.ledger(Query()).total == desk.disagreements(Query()).total == 0
    assert (desk.map(Query()).edges, desk.news(Query(), NOW).documents) == ((), 0)
    assert not desk.path.exists()


def test_facts_are_read_from_what_matches(tmp_path: Path) -> None:
    with open_desk(fact_desk(tmp_path / "desk"), options=OPTIONS) as desk:
        assert (desk.timeline(Query()).documents, desk.timeline(Query()).total) == (7, 7)
        of_topic = desk.timeline(Query(topic=TopicId("技术主权")))  # by its label, as everywhere
        assert (of_topic.documents, len(of_topic.events), of_topic.events[0].origins) == (2, 1, 1)
        part = desk.ledger(Query(), documents=3)
        assert (part.documents, part.total) == (3, 7)
        with pytest.raises(QueryError, match="gossip"):
            desk.map(Query(kind="gossip"))
        with pytest.raises(TopicError):
            desk.disagreements(Query(topic=TopicId("astrology")))


def test_an_answer_is_kept_until_something_is_written(tmp_path: Path) -> None:
    with open_desk(fact_desk(tmp_path / "desk"), options=OPTIONS) as desk:
        before = desk.timeline(Query())
        assert desk.timeline(Query()) is before
        desk.add(jsonl(tmp_path, article(1)))
        after = desk.timeline(Query())
        assert (after.total, len({event.id for event in before.events} - {event.id for event in after.events})) == (
            8,
            0,
        )


def test_what_a_day_brought_is_told_against_what_was_there(tmp_path: Path) -> None:
    with open_desk(fact_desk(tmp_path / "desk"), options=OPTIONS) as desk:
        news = desk.news(Query(), datetime(2025, 7, 1, tzinfo=UTC))
        assert (news.documents, news.total, news.earlier) == (3, 3, 4)
        assert [event.state for event in news.states] == ["suspended"]
        assert [point.figure.low for point in news.figures if point.figure.currency] == [27_000_000_000]
        (change,) = news.edges
        assert change.before is not None
        assert [change.before.low, change.edge.low] == [98, 94]
        nothing = desk.news(Query(until=datetime(2025, 6, 1, tzinfo=UTC)), datetime(2025, 7, 1, tzinfo=UTC))
        assert (nothing.documents, nothing.states, nothing.figures) == (0, (), ())


def test_threads_ask_at_the_same_time(tmp_path: Path) -> None:
    with open_desk(fact_desk(tmp_path / "desk"), options=OPTIONS) as desk, ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(desk.timeline, Query(limit=n % 3 + 1)) for n in range(24)]
        assert len({answer.result().total for answer in asked}) == 1
