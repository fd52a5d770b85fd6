"""However the rows come, few are outside the index, the index has few parts, and old versions go."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.library import Library, Upkeep
from groundwire.library.schema import DOCUMENT_INDEXES, DOCUMENTS, document_row, passage_words
from groundwire.library.table import Table, _to_merge
from groundwire.models import Query
from tests.library.library_records import make_record


def state(table: Table) -> tuple[int, int, int]:
    dataset = table.snapshot()
    statistics = dataset.stats.index_stats("words_idx")
    return statistics["num_unindexed_rows"], statistics["num_segments"], len(dataset.get_fragments())


def test_the_index_follows_many_small_writes(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", writable=True, upkeep=Upkeep(flat_rows=32))
    table = library._passages
    most = (0, 0, 0)
    for n in range(60):
        library.write([make_record(f"d{n}", f"芯片 word{n}", "稀土")])
        most = max(most[0], state(table)[0]), max(most[1], state(table)[1]), max(most[2], state(table)[2])
    assert most[0] <= 32
    assert most[1] <= 20
    assert most[2] <= 40
    assert library.search(Query(text="芯片")).total == 60
    assert library.search(Query(text="word47")).total == 1
    library.optimize()
    assert state(table)[0] == 0


@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=400))
def test_segments_stay_few_and_rows_are_merged_seldom(writes: list[int]) -> None:
    segments: list[int] = []
    merged = 0
    for rows in writes:
        count = _to_merge(segments, rows)
        merged += sum(segments[len(segments) - count :])
        segments[len(segments) - count :] = [sum(segments[len(segments) - count :]) + rows]
    assert sum(segments) == sum(writes)
    assert len(segments) <= 60
    assert merged <= 8 * sum(writes)


def test_old_versions_go_and_a_version_that_went_is_answered_by_the_newest(tmp_path: Path) -> None:
    table = Table(
        tmp_path / "t.lance",
        DOCUMENTS,
        indexes=DOCUMENT_INDEXES,
        upkeep=Upkeep(flat_rows=0, keep=timedelta(microseconds=1)),
    )
    first = table.snapshot().version
    for n in range(4):
        record = make_record(f"d{n}", "芯片")
        table.replace([document_row(record, passage_words(record))], documents=[record.document.id])
    assert len(table.snapshot().versions()) < 10
    assert table.snapshot(first).count_rows() == 4


@pytest.mark.parametrize("batch", [1, 7, 50])
def test_revisions_and_rewrites_leave_no_trace_in_the_index(tmp_path: Path, batch: int) -> None:
    library = Library(tmp_path / "library", writable=True, upkeep=Upkeep(flat_rows=8))
    records = [make_record(f"d{n % 10}", f"old{n}", number=n // 10 + 1) for n in range(50)]
    for start in range(0, len(records), batch):
        library.write(records[start : start + batch])
    library.optimize()
    assert library.count() == 10
    for n in range(50):
        assert library.search(Query(text=f'"old{n}"')).total == (1 if n >= 40 else 0), n
        assert library.search(Query(text=f"old{n}", newest_first=True)).total == (1 if n >= 40 else 0), n
