"""Signatures are kept and found by any band; a state and a library of before they were kept open as they are."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from groundwire.library.codec import decode, encode
from groundwire.library.library import Library
from groundwire.library.migrations import MIGRATIONS, migrate
from groundwire.library.outcomes import Noted, Outcome
from groundwire.library.signatures import Folded
from groundwire.library.state import State
from groundwire.models import CaptureId, DocumentId, NearCopy, Record, RevisionId, Signature
from tests.library.library_records import make_record

A, B, C = (DocumentId(name) for name in "abc")


def noted(document: DocumentId, offset: int, *, near: NearCopy | None = None, bands: tuple[int, ...] = ()) -> Outcome:
    return Outcome(
        capture=CaptureId(document),
        item=document,
        file="f",
        offset=offset,
        result=Noted(
            document=document,
            revision=RevisionId("r"),
            number=1,
            text_hash=document,
            near=near,
            signature=Signature(document.encode()) if bands else None,
            bands=bands,
        ),
    )


def test_kept_signatures_are_found_by_any_band_in_their_order(tmp_path: Path) -> None:
    state = State(f"sqlite:///{tmp_path / 's.db'}")
    state.note([noted(A, 1, bands=(1, -(2**63), 7)), noted(B, 2, bands=(7, 2**63 - 1))])
    state.note([noted(A, 1, bands=(1, 5))])  # once more, after a kill: nothing is kept twice
    numbers, kept = state.kept_under([7, -(2**63), 5, 99])
    assert [kept[number].document for number in numbers[7]] == [A, B]
    assert [kept[number].signature for number in numbers[-(2**63)]] == [b"a"]
    assert not {5, 99} & numbers.keys()
    assert state.kept_under(range(10, 3_000)) == ({}, {})
    assert state.first_reports([A, B, C]) == {A, B}
    assert state.first_reports([]) == set()
    state.close()


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_a_state_of_before_opens_and_knows_its_copies(tmp_path: Path, steps: int) -> None:
    url = f"sqlite:///{tmp_path / 's.db'}"
    engine = create_engine(url)
    migrate(engine, MIGRATIONS[:steps])
    if steps:
        sql = "INSERT INTO revisions (document, revision, number, text_hash, copy_of, file, position) VALUES "
        with engine.begin() as connection:
            connection.execute(text(sql + "('a', 'r', 1, 't', NULL, 'f', 1), ('b', 'r', 1, 't', 'a', 'f', 2)"))
    engine.dispose()
    state = State(url)
    near = NearCopy(first=A, likeness=0.9)
    state.note([noted(C, 3, near=near)])
    expected = [Folded(document=B, revision=RevisionId("r"), first=A, likeness=None, copy_of=A)] if steps else []
    expected.append(Folded(document=C, revision=RevisionId("r"), first=A, likeness=0.9, copy_of=None))
    assert state.folded_under([A]) == expected
    state.close()


def test_bands_of_before_find_the_same_reports(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 's.db'}"
    engine = create_engine(url)
    migrate(engine, MIGRATIONS[:5])  # the last form with bands in a table beside their index
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO signatures VALUES (1, 'a', 'r', x'61'), (2, 'b', 'r', x'62')"))
        connection.execute(text("INSERT INTO bands VALUES (7, 2), (:least, 1), (7, 1)"), {"least": -(2**63)})
    engine.dispose()
    state = State(url)
    state.note([noted(C, 3, bands=(7, 9))])
    numbers, kept = state.kept_under([7, -(2**63), 9])
    assert numbers == {7: [1, 2, 3], -(2**63): [1], 9: [3]}
    assert {number: each.document for number, each in kept.items()} == {1: A, 2: B, 3: C}
    state.close()


def test_a_record_of_before_can_be_read() -> None:
    record = make_record("a", "芯片", copy_of="b")
    plain = json.loads(json.dumps(encode(record)))
    assert "near" not in plain
    assert decode(Record, plain) == record
    assert record.first == record.copy_of


def test_a_library_keeps_what_a_record_is_near_to(tmp_path: Path) -> None:
    record = replace(make_record("a", "芯片"), near=NearCopy(first=DocumentId("b"), likeness=0.93))
    library = Library(tmp_path / "library", writable=True)
    library.write([record])
    assert library.record(record.document.id) == record
    assert library.record(record.document.id).first == "b"
    library.close()
