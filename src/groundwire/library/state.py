"""What became of each capture in, what is known about it out: in SQLite.

All of it can be made anew from the archive, but for what a person did.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from groundwire.library.codec import decode, encode
from groundwire.library.cursor import read_cursor, write_cursor
from groundwire.library.errors import translated_sql
from groundwire.library.many import read_many
from groundwire.library.migrations import migrate
from groundwire.library.outcomes import Outcome, put_failures, put_outcomes
from groundwire.library.signatures import (
    Folded,
    Kept,
    first_reports,
    folded_under,
    kept_under,
    known_texts,
    revisions_of,
)
from groundwire.models import Brief, CaptureId, DocumentId, Failure, Page, RevisionId

_READ = "The state cannot be read"
_NANO = 1_000_000_000
_WRITE = "The state cannot be written"
_DURABLE = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 30000")
# 64 MB at most: the upper levels of the trees stay at hand, and what a batch changes is written once, at its end. A log
# that a migration made longer is cut to as many bytes.
_PAGES = ("cache_size = -65536", "journal_size_limit = 67108864")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownShard:
    """A part of a bulk input that was taken up."""

    begun: datetime
    done: bool


class State:
    """What the desk knows apart from the library's tables. Safe for several threads and processes."""

    def __init__(self, url: str) -> None:
        with translated_sql("The state cannot be opened"):
            self._engine = _engine(url)
            migrate(self._engine)

    def known_revisions(self, documents: Iterable[DocumentId]) -> dict[DocumentId, list[tuple[RevisionId, int]]]:
        """The revisions of those of these documents that have any, with their numbers, in order."""
        with translated_sql(_READ), self._engine.connect() as connection:
            return revisions_of(connection, documents)

    def known_texts(self, text_hashes: Iterable[str]) -> set[str]:
        """Those of these texts that any document has."""
        with translated_sql(_READ), self._engine.connect() as connection:
            return known_texts(connection, text_hashes)

    def first_with_text(self, text_hash: str, other_than: DocumentId) -> DocumentId | None:
        """The document, but this one, that had this text first, in the order of the archive."""
        rows = self._read(
            "SELECT document FROM revisions WHERE text_hash = :text_hash AND document <> :document"
            " ORDER BY file, position LIMIT 1",
            text_hash=text_hash,
            document=other_than,
        )
        return DocumentId(rows[0][0]) if rows else None

    def kept_under(self, bands: Iterable[int]) -> tuple[dict[int, list[int]], dict[int, Kept]]:
        """The first reports that have each of these bands, by number, and the signature under each number."""
        with translated_sql(_READ), self._engine.connect() as connection:
            return kept_under(connection, bands)

    def first_reports(self, documents: Iterable[DocumentId]) -> set[DocumentId]:
        """Those of these documents that later ones may be folded under."""
        with translated_sql(_READ), self._engine.connect() as connection:
            return first_reports(connection, documents)

    def folded_under(self, firsts: Iterable[DocumentId]) -> list[Folded]:
        """The documents with the text, or nearly the text, of one of these, in the order of the archive."""
        with translated_sql(_READ), self._engine.connect() as connection:
            return folded_under(connection, firsts)

    def note(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of these captures, all or none of it; to be called in the order of the archive."""
        if not outcomes:
            return
        with translated_sql(_WRITE), self._engine.begin() as connection:
            put_outcomes(connection, outcomes)
            _advance_mark(connection, max((outcome.file, outcome.offset) for outcome in outcomes))

    def mark(self) -> tuple[str, int] | None:
        """The place in the archive (file, offset) up to which everything is noted."""
        value = self.meta("mark")
        file, _, offset = (value or "").rpartition(":")
        return (file, int(offset)) if value else None

    def noted(self, captures: Iterable[CaptureId]) -> set[CaptureId]:
        """Those of these captures of which it is known what became of them."""
        sql = "SELECT capture FROM captures WHERE capture IN :values"
        with translated_sql(_READ), self._engine.connect() as connection:
            return {CaptureId(row.capture) for row in read_many(connection, sql, tuple(captures))}

    def shards(self) -> dict[str, KnownShard]:
        """Every part of a bulk input that was taken up."""
        rows = self._read("SELECT shard, begun, done FROM shards")
        return {row.shard: KnownShard(begun=datetime.fromisoformat(row.begun), done=bool(row.done)) for row in rows}

    def put_shards(self, shards: Mapping[str, KnownShard]) -> None:
        """Keep when they were taken up first, and whether they are done."""
        sql = (
            "INSERT INTO shards (shard, begun, done) VALUES (:shard, :begun, :done)"
            " ON CONFLICT (shard) DO UPDATE SET done = excluded.done"
        )
        values = [
            {"shard": key, "begun": each.begun.isoformat(), "done": int(each.done)} for key, each in shards.items()
        ]
        if values:
            with translated_sql(_WRITE), self._engine.begin() as connection:
                connection.execute(text(sql), values)

    def add_failures(self, failures: Iterable[Failure]) -> None:
        """Keep failures that have no capture; a later one of the same item takes the place of the earlier."""
        with translated_sql(_WRITE), self._engine.begin() as connection:
            put_failures(connection, failures)

    def failures(self, *, limit: int = 50, cursor: str | None = None) -> Page[Failure]:
        """Failures that stand, newest first."""
        at, item = read_cursor("failures", cursor, (str, str)) if cursor else ("~", "")
        rows = self._read(
            "SELECT item, stage, kind, reason, at, capture FROM failures WHERE at < :at OR (at = :at AND item > :item)"
            " ORDER BY at DESC, item LIMIT :limit",
            at=at,
            item=item,
            limit=limit + 1,
        )
        total = self._read("SELECT COUNT(*) FROM failures")[0][0]
        more = len(rows) > limit and limit > 0
        cursor = write_cursor("failures", [rows[limit - 1].at, rows[limit - 1].item]) if more else None
        return Page(items=tuple(map(_failure, rows[:limit])), cursor=cursor, total=total)

    def validators(self, url: str) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of the last answer from this URL."""
        rows = self._read("SELECT etag, last_modified FROM validators WHERE url = :url", url=url)
        return (rows[0].etag, rows[0].last_modified) if rows else None

    def put_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Keep ETag and Last-Modified for the next conditional request."""
        self._write(
            "INSERT INTO validators (url, etag, last_modified) VALUES (:url, :etag, :last_modified)"
            " ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified",
            url=url,
            etag=etag,
            last_modified=last_modified,
        )

    def spent(self, day: date) -> tuple[int, Decimal]:
        """Tokens and US dollars that language models took on this day."""
        rows = self._read("SELECT tokens, nano_usd FROM spending WHERE day = :day", day=day.isoformat())
        return (int(rows[0].tokens), Decimal(rows[0].nano_usd) / _NANO) if rows else (0, Decimal(0))

    def add_spent(self, day: date, *, tokens: int, usd: Decimal) -> None:
        """Count what was spent on this day; several processes may."""
        self._write(
            "INSERT INTO spending (day, tokens, nano_usd) VALUES (:day, :tokens, :nano_usd)"
            " ON CONFLICT (day) DO UPDATE SET tokens = spending.tokens + excluded.tokens,"
            " nano_usd = spending.nano_usd + excluded.nano_usd",
            day=day.isoformat(),
            tokens=tokens,
            nano_usd=math.ceil(usd * _NANO),
        )

    def spending(self) -> tuple[tuple[date, int, Decimal], ...]:
        """Tokens and US dollars of every day."""
        rows = self._read("SELECT day, tokens, nano_usd FROM spending ORDER BY day")
        return tuple((date.fromisoformat(row.day), int(row.tokens), Decimal(row.nano_usd) / _NANO) for row in rows)

    def brief(self, document: DocumentId, revision: RevisionId, language: str) -> Brief | None:
        """What a language model wrote about this revision for readers of this language."""
        rows = self._read(
            "SELECT brief FROM briefs WHERE document = :document AND revision = :revision AND language = :language",
            document=document,
            revision=revision,
            language=language,
        )
        return decode(Brief, json.loads(rows[0].brief)) if rows else None

    def put_brief(self, document: DocumentId, revision: RevisionId, language: str, brief: Brief) -> None:
        """Keep it, in the place of an earlier one."""
        self._write(
            "INSERT INTO briefs (document, revision, language, brief) VALUES (:document, :revision, :language, :brief)"
            " ON CONFLICT (document, revision, language) DO UPDATE SET brief = excluded.brief",
            document=document,
            revision=revision,
            language=language,
            brief=json.dumps(encode(brief), separators=(",", ":")),
        )

    def briefs(self) -> tuple[tuple[DocumentId, RevisionId, str], ...]:
        """Which revisions have one, and for which language."""
        rows = self._read("SELECT document, revision, language FROM briefs ORDER BY document, revision, language")
        return tuple((DocumentId(row.document), RevisionId(row.revision), str(row.language)) for row in rows)

    def meta(self, key: str) -> str | None:
        """A single value kept under this key."""
        rows = self._read("SELECT value FROM meta WHERE key = :key", key=key)
        return str(rows[0].value) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a single value under this key."""
        with translated_sql(_WRITE), self._engine.begin() as connection:
            _set_meta(connection, key, value)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _read(self, sql: str, **values: object) -> Sequence[Any]:
        with translated_sql(_READ), self._engine.connect() as connection:
            return connection.execute(text(sql), values).all()

    def _write(self, sql: str, **values: object) -> None:
        with translated_sql(_WRITE), self._engine.begin() as connection:
            connection.execute(text(sql), values)


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # else the driver commits before DDL and a migration is not one transaction
    for pragma in (*_DURABLE, *_PAGES):
        connection.execute(f"PRAGMA {pragma}").close()


def _failure(row: Any) -> Failure:
    return Failure(
        item=row.item,
        stage=row.stage,
        kind=row.kind,
        reason=row.reason,
        at=datetime.fromisoformat(row.at),
        capture=row.capture and CaptureId(row.capture),
    )


def _advance_mark(connection: Connection, place: tuple[str, int]) -> None:
    value = connection.execute(text("SELECT value FROM meta WHERE key = 'mark'")).scalar()
    file, _, offset = (value or "").rpartition(":")
    if value is None or place > (file, int(offset)):
        _set_meta(connection, "mark", f"{place[0]}:{place[1]}")


def _set_meta(connection: Connection, key: str, value: str) -> None:
    sql = "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    connection.execute(text(sql), {"key": key, "value": value})
