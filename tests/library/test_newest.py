"""Many records for one answer: the newest that match, the true total, and kinds that are no figure's or event's own."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from groundwire.library.library import Library
from groundwire.models import Change, Figure, Query, QueryError, Record, Share, Span
from tests.library.library_records import make_record

SPAN = Span(paragraph=1, start=0, end=1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", writable=True)


def with_figures(record: Record) -> Record:
    """Paragraph 1 has a change, paragraph 2 a share and a value after a change."""
    second = replace(SPAN, paragraph=2)
    rise = Figure(
        span=SPAN,
        kind="percent",
        low=Decimal(12),
        high=Decimal(12),
        unit="%",
        change=Change(direction="up", difference=True),
    )
    after = replace(rise, span=second, kind="count", unit="t", change=Change(direction="up", difference=False))
    share = Share(figure=replace(rise, span=second, change=None), shared="production", of=None, holder=None)
    annotations = replace(record.annotations, figures=(rise, after, share.figure), shares=(share,))
    return replace(record, annotations=annotations)


@pytest.mark.parametrize("text", ["", "芯片"])
def test_the_newest_come_first_and_the_total_is_true(library: Library, text: str) -> None:
    records = [make_record(f"d{n}", f"芯片 {n}", minutes=n) for n in range(700)]
    library.write(records)
    page = library.newest(Query(text=text, limit=600))
    assert [record.document.title for record in page.items] == [f"d{n}" for n in reversed(range(100, 700))]
    assert page.total == 700
    assert page.items[0] == records[-1]


def test_filters_narrow_what_is_read(library: Library) -> None:
    library.write([make_record("a", "芯片", language="en"), make_record("b", "芯片"), make_record("c", "稀土")])
    assert [r.document.title for r in library.newest(Query(text="芯片", language="zh", limit=5)).items] == ["b"]
    with pytest.raises(QueryError, match="at least one"):
        library.newest(Query(limit=0))


def test_changes_and_shares_are_kinds(library: Library) -> None:
    library.write([with_figures(make_record("a", "产量增长", "产量占比")), make_record("b", "产量增长", "产量占比")])

    def paragraphs(kind: str) -> list[int]:
        (found,) = library.search(Query(text="产量", kind=kind)).items
        return [hit.paragraph for hit in found.hits]

    assert paragraphs("change") == [1]
    assert paragraphs("share") == [2]
    assert paragraphs("count") == [2]


def test_the_version_tells_whether_anything_was_written(library: Library, tmp_path: Path) -> None:
    before = library.version()
    assert library.version() == before
    library.write([make_record("a", "芯片")])
    assert library.version() != before
    assert Library(tmp_path / "library").version() == library.version()
