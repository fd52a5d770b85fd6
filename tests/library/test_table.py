"""However the rows come, few are outside the index, the index has few parts, and old versions go."""

import shutil
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import lance
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.library.library import Library
from groundwire.library.schema import DOCUMENT_INDEXES, DOCUMENTS, document_row, passage_words
from groundwire.library.table import Table, Upkeep, _to_merge
from groundwire.models import Query, Record
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
        count = _to_merge(segments, rows, 10**9)
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


@pytest.mark.parametrize("flat", [0, 8])
def test_what_was_replaced_is_not_found_again_when_files_are_put_together(tmp_path: Path, flat: int) -> None:
    """Lance's index names rows that are gone as soon as no file says that they are."""
    library = Library(tmp_path / "library", writable=True, upkeep=Upkeep(flat_rows=flat))
    for n in range(40):
        library.write([make_record(f"d{n % 9}", "gallium", number=n // 9 + 1), make_record(f"e{n}", "gallium")])
        assert library.search(Query(text="gallium")).total == min(n + 1, 9) + n + 1
    assert state(library._documents)[2] < 40


def test_what_was_replaced_is_not_found_again_where_all_was_in_one_segment(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", writable=True)
    library.write([make_record(f"d{n}", "gallium") for n in range(5)])
    library.optimize()
    library.write([make_record("d1", "germanium", number=2)])
    for _ in range(2):
        library.optimize()
        assert len(library.search(Query(text="gallium")).items) == 4
        assert library.search(Query(text="gallium")).total == 4
    assert state(library._documents) == (0, 1, 1)


class _Killed(BaseException):
    """Ends a write where a kill would: behind the commit, before the indexes."""


_UPKEEP = Upkeep(flat_rows=32, append_rows=24, merge_rows=100)
_STEPS = st.lists(st.tuples(st.sampled_from(["single", "batch", "killed", "revise"]), st.integers(1, 12)), max_size=8)


@settings(max_examples=8, deadline=None)
@given(_STEPS)
def test_no_query_scans_more_than_a_bounded_number_of_rows(steps: list[tuple[str, int]]) -> None:
    most = _UPKEEP.flat_rows + _UPKEEP.append_rows
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), writable=True, upkeep=_UPKEEP)
        written = 0
        for step, number in steps:
            names = range(written, written + (1 if step == "single" else number * 3))
            if step == "revise":
                names = range(min(number, written))
            records = [make_record(f"d{n}", f"word{n} {step}", "稀土", number=1 + (step == "revise")) for n in names]
            written = max(written, names.stop)
            if step == "killed":
                _write_killed(library, records)
                assert _unindexed(library) <= most
                library = Library(Path(folder), writable=True, upkeep=_UPKEEP)
            library.write(records)
            assert _unindexed(library) <= most
        assert library.count() == written
        assert library.index_gaps() == []


def _write_killed(library: Library, records: Sequence[Record]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "tidy", _kill)
        with suppress(_Killed):  # nothing is written where there are no records
            library.write(records)


def _kill(_: Table) -> None:
    raise _Killed


def _unindexed(library: Library) -> int:
    return max(index.unindexed for table in library.state() for index in table.indexes)


@given(st.lists(st.integers(1, 3_000), max_size=200), st.integers(0, 3_000))
def test_a_write_never_waits_for_a_large_merge(segments: list[int], fresh: int) -> None:
    count = _to_merge(segments, fresh, 5_000)
    assert count == 0 or fresh + sum(segments[len(segments) - count :]) <= 5_000


def test_what_writes_put_off_is_merged_when_they_settle(tmp_path: Path) -> None:
    library = Library(tmp_path, writable=True, upkeep=Upkeep(flat_rows=2, merge_rows=12))
    for n in range(40):
        library.write([make_record(f"d{n}", "芯片", "稀土")])
    words = {each.name: each for each in library.state()[1].indexes}["words_idx"]
    assert words.segments >= 8
    library.settle()
    words = {each.name: each for each in library.state()[1].indexes}["words_idx"]
    assert (words.segments, words.unindexed, words.rows) == (1, 0, 120)
    assert library.search(Query(text="芯片")).total == 40


def test_a_write_killed_between_new_rows_and_old_loses_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path, writable=True)
    old, new = make_record("d1", "old"), make_record("d1", "new", number=2)
    library.write([old])
    _write_killed(library, [new])
    library = Library(tmp_path, writable=True)
    library.write([new])
    revisions = library.revisions(old.document.id)
    assert [(record.revision_number, record.current) for record in revisions] == [(1, False), (2, True)]
    assert library.count() == 1
    assert library.passage_counts() == {(new.document.id, new.document.revision): (2, 2)}


def test_optimizing_removes_files_of_old_versions_and_leaves_one_segment(tmp_path: Path) -> None:
    library = Library(tmp_path, writable=True, upkeep=Upkeep(flat_rows=2, keep=timedelta(0)))
    for n in range(12):
        library.write([make_record(f"d{n % 4}", f"word{n}", number=n // 4 + 1)])
    before = sum(table.bytes for table in library.state())
    library.optimize()
    after = library.state()
    assert sum(table.bytes for table in after) < before
    assert [table.versions for table in after] == [1, 1]
    assert [table.files for table in after] == [1, 1]
    assert {index.segments for table in after for index in table.indexes} == {1}
    assert len(list((tmp_path / "passages.lance" / "data").iterdir())) == 1
    assert library.search(Query(text="word11")).total == 1


def test_a_reader_goes_on_while_another_library_takes_the_place(tmp_path: Path) -> None:
    for name in ("library", "other"):
        Library(tmp_path / name, writable=True).write([make_record("d1", "芯片")])
    reader = Library(tmp_path / "library")
    reader.search(Query(text="芯片"))

    def change() -> None:
        (tmp_path / "library").rename(tmp_path / "old")
        (tmp_path / "other").rename(tmp_path / "library")
        shutil.rmtree(tmp_path / "old")

    changing = threading.Thread(target=change)
    changing.start()
    for _ in range(20):
        assert reader.search(Query(text="芯片")).total == 1
    changing.join()


@pytest.mark.parametrize("left", ["nothing", "one index", "no index"])
def test_a_table_whose_making_was_cut_off_is_made_whole(tmp_path: Path, left: str) -> None:
    path = tmp_path / "library" / "passages.lance"
    if left == "nothing":
        (path / "_versions").mkdir(parents=True)
    else:
        Library(tmp_path / "library", writable=True).close()
        dataset = lance.dataset(str(path))
        for index in dataset.describe_indices():
            if left == "no index" or index.name != "document_id_idx":
                dataset.drop_index(index.name)
    library = Library(tmp_path / "library", writable=True)
    library.close()
    assert {"document_id_idx", "words_idx"} <= {each.name for each in lance.dataset(str(path)).describe_indices()}
