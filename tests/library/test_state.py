"""What is noted is known afterwards, all or none of it, in this process and in others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from groundwire.library.migrations import migrate
from groundwire.library.outcomes import Noted, Outcome
from groundwire.library.state import State
from groundwire.models import CaptureId, DocumentId, Failure, LibraryError, QueryError, RevisionId

AT = datetime(2025, 3, 4, 6, 10, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'state.db'}"


@pytest.fixture
def state(url: str) -> Iterator[State]:
    state = State(url)
    yield state
    state.close()


def noted(document: str, revision: str = "r1", *, number: int = 1, text_hash: str = "t", offset: int = 0) -> Outcome:
    return Outcome(
        capture=CaptureId(f"urn:uuid:{document}-{revision}"),
        item=f"https://example.org/{document}",
        file="groundwire-00000001.warc.gz",
        offset=offset,
        result=Noted(document=DocumentId(document), revision=RevisionId(revision), number=number, text_hash=text_hash),
    )


def failure(item: str, minutes: int = 0) -> Failure:
    return Failure(
        item=item, stage="extract", kind="paywall", reason="It is a stub.", at=AT + timedelta(minutes=minutes)
    )


def test_revisions_are_known_in_order(state: State) -> None:
    state.note([noted("d", "r1", number=1), noted("d", "r2", number=2, offset=5), noted("e", offset=9)])
    state.note([noted("d", "r1", number=1)])
    first, second, unknown = DocumentId("d"), DocumentId("e"), DocumentId("x")
    known = state.known_revisions([unknown, second, first])
    assert known == {first: [(RevisionId("r1"), 1), (RevisionId("r2"), 2)], second: [(RevisionId("r1"), 1)]}


def test_texts_are_known_from_any_document(state: State) -> None:
    state.note([noted("b"), noted("c", offset=600, text_hash="other")])
    assert state.known_texts(["other", "t", "new"]) == {"other", "t"}
    assert state.known_texts([]) == set()


def test_the_first_with_a_text_is_the_first_in_the_archive(state: State) -> None:
    state.note([noted("b", offset=500), noted("c", offset=600, text_hash="other")])
    state.note([noted("a", offset=70)])
    assert state.first_with_text("t", DocumentId("b")) == "a"
    assert state.first_with_text("t", DocumentId("a")) == "b"
    assert state.first_with_text("other", DocumentId("c")) is None


def test_the_mark_only_goes_forward(state: State) -> None:
    assert state.mark() is None
    state.note([noted("a", offset=900)])
    state.note([noted("b", offset=1000), noted("c", offset=20)])
    state.note([])
    assert state.mark() == ("groundwire-00000001.warc.gz", 1000)
    state.note([noted("a", offset=900)])
    assert state.mark() == ("groundwire-00000001.warc.gz", 1000)


def test_success_clears_earlier_failures_of_the_item(state: State) -> None:
    failed = failure("https://example.org/a")
    outcome = Outcome(capture=CaptureId("c"), item=failed.item, file="f", offset=1, result=failed)
    state.note([outcome])
    state.add_failures([failure("other")])
    assert {f.item for f in state.failures().items} == {failed.item, "other"}
    assert state.noted([CaptureId("c"), CaptureId("d")]) == {"c"}
    state.note([noted("a", offset=2)])
    assert [f.item for f in state.failures().items] == ["other"]


def test_of_an_item_that_comes_twice_in_a_batch_the_last_stands(state: State) -> None:
    one, other = noted("a", offset=1), noted("b", offset=2)
    failed = [
        Outcome(capture=CaptureId(f"f-{each.item}"), item=each.item, file="f", offset=3, result=failure(each.item))
        for each in (one, other)
    ]
    state.note([one, failed[0], failed[1], other])
    assert [each.item for each in state.failures().items] == [one.item]
    state.note([failed[1], one])
    assert [each.item for each in state.failures().items] == [other.item]


def test_a_capture_that_comes_again_tells_what_it_became_last(state: State) -> None:
    first = noted("a", offset=1)
    again = replace(noted("a", number=2, text_hash="u", offset=9), capture=CaptureId("other"))
    state.note([first, again, replace(first, offset=5)])
    assert state.noted(["x", first.capture, "other"]) == {first.capture, "other"}  # type: ignore[list-item]  # plain names
    assert state.known_revisions([DocumentId("a")]) == {"a": [("r1", 1)]}
    assert state.known_texts(["t", "u"]) == {"t"}
    assert state.noted(CaptureId(str(n)) for n in range(1_200)) == set()


def test_a_batch_is_noted_whole_or_not_at_all(state: State) -> None:
    broken = noted("b", number=None, offset=1)  # type: ignore[arg-type]  # the database refuses it half-way
    with pytest.raises(LibraryError, match="NOT NULL"):
        state.note([noted("a"), broken])
    assert state.known_revisions([DocumentId("a")]) == {}
    assert state.mark() is None


def test_failures_are_paged_newest_first_without_holes(state: State) -> None:
    failures = [failure(f"item {number:02}", minutes=number // 3) for number in range(20)]
    state.add_failures(failures)
    state.add_failures([failure("item 00", minutes=0)])
    seen: list[Failure] = []
    cursor = None
    while True:
        page = state.failures(limit=3, cursor=cursor)
        assert page.total == 20
        seen += page.items
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == sorted(failures, key=lambda f: (-f.at.timestamp(), f.item))


@pytest.mark.parametrize("cursor", ["", "nonsense", "WyJvdGhlciIsMV0", "é", "====", "[" * 9])
def test_a_foreign_cursor_is_one_sentence(state: State, cursor: str) -> None:
    if cursor:
        with pytest.raises(QueryError, match="does not belong"):
            state.failures(cursor=cursor)


def test_validators_and_meta_are_kept(state: State, url: str) -> None:
    state.put_validators("https://example.org/", '"a"', None)
    state.put_validators("https://example.org/", '"b"', "Tue")
    state.set_meta("key", "1")
    state.set_meta("key", "值'; DROP TABLE meta; --")
    state.close()
    other = State(url)
    assert other.validators("https://example.org/") == ('"b"', "Tue")
    assert other.validators("https://example.org/x") is None
    assert other.meta("key") == "值'; DROP TABLE meta; --"
    assert other.meta("other") is None
    other.close()


def test_a_migration_happens_once_and_whole(url: str) -> None:
    engine = create_engine(url)
    steps: tuple[tuple[str, ...], ...] = (("CREATE TABLE a (x INTEGER)",),)
    migrate(engine, steps)
    migrate(engine, steps)
    migrate(engine, (*steps, ("ALTER TABLE a ADD COLUMN y INTEGER",)))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT MAX(number) FROM migrations")).scalar() == 2
        connection.execute(text("SELECT x, y FROM a"))
    engine.dispose()


def test_what_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError, match="file is not a database"):
        State(f"sqlite:///{tmp_path / 'state.db'}")
