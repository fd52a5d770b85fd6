"""What became of the captures of a batch in; rows of the state out, every table written once for the whole batch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import Connection

from groundwire.library.many import write_many
from groundwire.library.signatures import First, put_signatures, revisions_of
from groundwire.models import CaptureId, DocumentId, Failure, NearCopy, RevisionId, Signature

_CAPTURES = (
    "INSERT INTO captures (capture, file, position, document, revision)"
    " VALUES (:capture, :file, :position, :document, :revision)"
    " ON CONFLICT (capture) DO UPDATE SET document = excluded.document, revision = excluded.revision"
)
_REVISIONS = (
    "INSERT INTO revisions (document, revision, number, text_hash, copy_of, first, likeness, file, position)"
    " VALUES (:document, :revision, :number, :text_hash, :copy_of, :first, :likeness, :file, :position)"
    " ON CONFLICT (document, revision) DO NOTHING"
)
_FAILURES = (
    "INSERT INTO failures (item, stage, kind, reason, at, capture)"
    " VALUES (:item, :stage, :kind, :reason, :at, :capture) ON CONFLICT (item) DO UPDATE SET"
    " stage = excluded.stage, kind = excluded.kind, reason = excluded.reason, at = excluded.at,"
    " capture = excluded.capture"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The document that a capture gave."""

    document: DocumentId
    revision: RevisionId
    number: int  # of the revision, counted from 1
    text_hash: str
    copy_of: DocumentId | None = None
    near: NearCopy | None = None
    signature: Signature | None = None  # of a first report, to be found again by its bands
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one capture, which lies at ``file`` and ``offset`` of the archive: a document or a failure."""

    capture: CaptureId
    item: str  # as a Failure names it; success clears earlier failures of the same item
    file: str
    offset: int
    result: Noted | Failure


def put_outcomes(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """Keep what became of these captures; of what was noted before, nothing but what a capture became is changed."""
    write_many(connection, _CAPTURES, [_capture(outcome) for outcome in outcomes])
    noted = [(outcome, outcome.result) for outcome in outcomes if isinstance(outcome.result, Noted)]
    firsts = list(_firsts(connection, [each for _, each in noted]))
    write_many(connection, _REVISIONS, [_revision(outcome, each) for outcome, each in noted])
    put_signatures(connection, firsts)
    last = {each.item: each for outcome in outcomes for each in [_named(outcome)]}  # what came last of an item stands
    cleared = [(item,) for item, each in last.items() if isinstance(each, Outcome)]
    write_many(connection, "DELETE FROM failures WHERE item = :item", cleared)
    put_failures(connection, [each for each in last.values() if isinstance(each, Failure)])


def put_failures(connection: Connection, failures: Iterable[Failure]) -> None:
    """Keep failures; a later one of the same item takes the place of the earlier."""
    rows = [
        (
            failure.item,
            failure.stage,
            failure.kind,
            failure.reason,
            failure.at.astimezone(UTC).isoformat(timespec="microseconds"),
            failure.capture,
        )
        for failure in failures
    ]
    write_many(connection, _FAILURES, rows)


def _capture(outcome: Outcome) -> tuple[str | int | None, ...]:
    noted = outcome.result if isinstance(outcome.result, Noted) else None
    document, revision = (noted.document, noted.revision) if noted else (None, None)
    return outcome.capture, outcome.file, outcome.offset, document, revision


def _revision(outcome: Outcome, noted: Noted) -> tuple[str | int | float | None, ...]:
    first, likeness = (noted.near.first, noted.near.likeness) if noted.near else (noted.copy_of, None)
    own = (noted.document, noted.revision, noted.number, noted.text_hash, noted.copy_of)
    return *own, first, likeness, outcome.file, outcome.offset


def _firsts(connection: Connection, noted: Sequence[Noted]) -> Iterator[First]:
    """The first reports among these revisions, but for those that were noted before and have their signature."""
    known = revisions_of(connection, (each.document for each in noted if each.signature is not None))
    seen = {(document, revision) for document, revisions in known.items() for revision, _ in revisions}
    for each in noted:
        key = (each.document, each.revision)
        if key not in seen and each.signature is not None:
            yield First(document=each.document, revision=each.revision, signature=each.signature, bands=each.bands)
        seen.add(key)


def _named(outcome: Outcome) -> Outcome | Failure:
    return outcome.result if isinstance(outcome.result, Failure) else outcome
