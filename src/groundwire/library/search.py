"""A query and snapshots of the two tables in; a page of what was found out.

Words are looked for in whole documents, so that they may stand in different paragraphs; where the query names a kind,
in the passages that have it. A page costs its own records and one number for each document that answers.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from groundwire.library.cursor import is_cursor, read_cursor, write_cursor
from groundwire.library.errors import translated_lance
from groundwire.library.language import parse_query
from groundwire.library.matches import Answer, Matches, among_rows, documents_of, nothing, passages_of
from groundwire.library.meaning import Meaning, Near, few, fused, nearest
from groundwire.library.plan import Plan, highlights, make_plan
from groundwire.library.schema import as_rows, passage_texts
from groundwire.library.table import Table, batches, quoted
from groundwire.library.vectors import Vectors
from groundwire.models import CompletionError, Found, Hit, Page, Query, QueryError, Record, SettingsError, Span

log = logging.getLogger(__name__)
_PASSAGES = 3  # shown for one document
_LOOSE = 1_000  # documents that a question finds at most; nobody pages further, and scoring all costs time
_NEAR = 0.3  # of the best score: what is further off has only the commonest of the words
_AT_ONCE = 500  # records asked for in one filter
_SEEN = "seen"  # cursors of what was found by meaning as well
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Part:
    """The answers of one page, and where the next begins."""

    answers: Sequence[Answer]
    cursor: str | None
    total: int
    near: dict[str, Near] = field(default_factory=dict)  # of what was found by its meaning


@dataclass(frozen=True, slots=True)
class Sight:
    """The vectors, and what makes the vector of a question."""

    vectors: Vectors
    meaning: Meaning


def search(documents: Table, passages: Table, query: Query, sight: Sight | None = None) -> Page[Found]:
    """The page of documents that a query asks for; with ``sight`` also by meaning.

    Raises:
        QueryError: the words, the limit or the cursor cannot be used.
    """
    _check_limit(query)
    plan = _plan(query)
    if plan is None:
        part, snapshot = _by_time(documents, query)
    elif sight is not None and _wants_meaning(query, plan):
        part, snapshot = _by_meaning(documents, passages, query, plan, sight)
    elif query.newest_first:
        part, snapshot = _by_words_and_time(documents, passages, query, plan)
    else:
        part, snapshot = _by_score(documents, passages, query, plan)
    return _page(part, snapshot, passages.snapshot(), query, plan)


def newest(documents: Table, passages: Table, query: Query) -> Page[Record]:
    """The newest records that answer, as many as the query's limit; without passages, so that many cost little.

    Raises:
        QueryError: the words, the limit or the cursor cannot be used.
    """
    _check_limit(query)
    plan = _plan(query)
    part, snapshot = _by_words_and_time(documents, passages, query, plan) if plan else _by_time(documents, query)
    records = _records(snapshot, part.answers)
    items = tuple(records[answer.document] for answer in part.answers if answer.document in records)
    return Page(items=items, cursor=part.cursor, total=part.total)


def _plan(query: Query) -> Plan | None:
    node = parse_query(query.text)
    return make_plan(node) if node else None


def _check_limit(query: Query) -> None:
    if query.limit < 1:
        raise QueryError(f"A page cannot have {query.limit} documents; ask for at least one.")


def filter_sql(query: Query, *, passages: bool = False) -> str:
    """The filters of a query; documents must be current, as passages always are."""
    parts = [] if passages else ["current"]
    if query.topic is not None:
        parts.append(f"array_has(topics, {quoted(query.topic)})")
    if query.entity is not None:
        parts.append(f"array_has(entities, {quoted(query.entity)})")
    if query.kind is not None:
        parts.append(f"array_has(kinds, {quoted(query.kind)})")
    if query.source is not None:
        parts.append(f"source = {quoted(query.source)}")
    if query.language is not None:
        language = quoted(query.language)
        # Behind "-" comes ".": a range, which an index of languages answers where `starts_with` reads every row.
        start, end = quoted(query.language + "-"), quoted(query.language + ".")
        parts.append(f"(language = {language} OR (language >= {start} AND language < {end}))")
    if query.since is not None:
        parts.append(f"time >= {_time_sql(_microseconds(query.since))}")
    if query.until is not None:
        parts.append(f"time < {_time_sql(_microseconds(query.until))}")
    return " AND ".join(parts)


def _microseconds(time: datetime) -> int:
    if time.tzinfo is None:
        raise QueryError(f"The time {time} has no time zone.")
    return (time - _EPOCH) // _MICROSECOND


def _time_sql(microseconds: int) -> str:
    return f"TIMESTAMP '{(_EPOCH + timedelta(microseconds=microseconds)).replace(tzinfo=None)}'"


def _by_time(documents: Table, query: Query) -> tuple[_Part, Any]:
    """Everything that the filters leave, newest first."""
    snapshot = documents.snapshot()
    return _newest_part(documents_of(snapshot, None, filter_sql(query), timed=True, most=None), query), snapshot


def _by_words_and_time(documents: Table, passages: Table, query: Query, plan: Plan) -> tuple[_Part, Any]:
    snapshot = documents.snapshot()
    return _newest_part(_matches(snapshot, passages.snapshot(), query, plan, timed=True), query), snapshot


def _newest_part(found: Matches, query: Query) -> _Part:
    """The cursor is the last document of the page, so that what comes meanwhile moves nothing."""
    first = found.before(*read_cursor("newest", query.cursor, (int, str))) if query.cursor else 0
    answers = found.ordered(found.times, first, query.limit)
    last = answers[-1] if first + query.limit < len(found) else None
    return _Part(answers, write_cursor("newest", [last.time, last.document]) if last else None, len(found))


def _by_score(documents: Table, passages: Table, query: Query, plan: Plan) -> tuple[_Part, Any]:
    """Best first. Scores move with every write, so the next page looks at the tables as they were."""
    offset, versions = 0, [None, None]
    if query.cursor:
        offset, *versions = read_cursor("best", query.cursor, (int, int, int))
    snapshot, other = documents.snapshot(versions[0]), passages.snapshot(versions[1])
    found = _matches(snapshot, other, query, plan)
    end = offset + query.limit
    cursor = write_cursor("best", [end, snapshot.version, other.version]) if end < len(found) else None
    return _Part(found.ordered(found.scores, max(offset, 0), end - max(offset, 0)), cursor, len(found)), snapshot


def _wants_meaning(query: Query, plan: Plan) -> bool:
    """As asked for; else where a question comes best first, and did so on the pages before."""
    if query.by is not None:
        return query.by != "words"
    begun_by_words = query.cursor is not None and not is_cursor(_SEEN, query.cursor)
    return plan.is_loose and not query.newest_first and not begun_by_words


def _by_meaning(documents: Table, passages: Table, query: Query, plan: Plan, sight: Sight) -> tuple[_Part, Any]:
    """What is nearest in meaning, or with ``by`` "both" that and what has the words; as the tables were on page one."""
    offset, versions = 0, [None, None, None]
    if query.cursor:
        offset, *versions = read_cursor(_SEEN, query.cursor, (int, int, int, int))
    vectors = sight.vectors.snapshot(versions[2])
    if vectors is None and query.by == "meaning":
        raise QueryError("No document has a vector of this model yet: run `groundwire embed`.")
    asked = _asked(query, sight.meaning) if vectors is not None else None
    if asked is None:
        return (_by_words_and_time if query.newest_first else _by_score)(documents, passages, query, plan)
    snapshot, other = documents.snapshot(versions[0]), passages.snapshot(versions[1])
    near = {each.document: each for each in _nearest(snapshot, vectors, query, asked)}
    words = nothing(snapshot) if query.by == "meaning" else _matches(snapshot, other, query, plan)
    scores = fused([answer.document for answer in words.ordered(words.scores, 0, len(words))], list(near))
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    if query.newest_first:
        times = _times(snapshot, ranked)
        ranked.sort(key=lambda name: (-times.get(name, 0), name))
    end = offset + query.limit
    seen = [end, snapshot.version, other.version, vectors.version]
    cursor = write_cursor(_SEEN, seen) if end < len(ranked) else None
    page = [Answer(name, scores[name]) for name in ranked[max(offset, 0) : end]]
    return _Part(page, cursor, len(ranked), near), snapshot


def _asked(query: Query, meaning: Meaning) -> Sequence[float] | None:
    """The vector of a question; None where there is none today, and nobody asked for it and was not on page one."""
    try:
        return meaning(query.text)
    except (CompletionError, SettingsError) as error:
        if query.by is not None or query.cursor is not None:
            raise
        log.warning("searching by words alone: %s", error)
        return None


def _nearest(documents: Any, vectors: Any, query: Query, vector: Sequence[float]) -> list[Near]:
    where = filter_sql(query)
    among = None if where == "current" else few(documents, where)

    def kept(names: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in batches(names, _AT_ONCE):
            with translated_lance("The library cannot be searched"):
                rows = documents.scanner(columns=["document_id", "revision"], filter=f"{_among(part)} AND {where}")
                found |= {row["document_id"]: row["revision"] for row in rows.to_table().to_pylist()}
        return found

    return nearest(vectors, vector, among=among, kept=kept) if among != [] else []


def _times(documents: Any, names: Sequence[str]) -> dict[str, int]:
    times: dict[str, int] = {}
    for part in batches(names, _AT_ONCE):
        with translated_lance("The library cannot be searched"):
            rows = documents.scanner(columns=["document_id", "time"], filter=f"{_among(part)} AND current").to_table()
        times |= {row["document_id"]: _microseconds(row["time"]) for row in rows.to_pylist()}
    return times


def _matches(documents: Any, passages: Any, query: Query, plan: Plan, *, timed: bool = False) -> Matches:
    """Every document that answers; behind few that have all words of a bare query, those that have most of them."""
    source, find = (documents, documents_of) if query.kind is None else (passages, passages_of)
    where = filter_sql(query, passages=query.kind is not None)
    where = "" if where == "current" else where.removeprefix("current AND ")  # others have no words to be found by
    found = find(source, plan.strict, where, timed=timed, most=None) if plan.strict else None
    if plan.loose is None or (found is not None and len(found) >= plan.enough):
        return nothing(source) if found is None else found
    loose = find(source, plan.loose, where, timed=timed, most=_LOOSE)
    return loose if found is None else _with_next_best(found, loose)


def _with_next_best(strict: Matches, loose: Matches) -> Matches:
    """What has any of the words, scored below what has all; behind few that have all, only what comes near them."""
    best = loose.scores.max(initial=0.0)
    near = loose.kept(loose.scores >= best * _NEAR) if len(strict) else loose
    below = replace(near, scores=near.scores - best - 1.0)  # below 0, where no strict score is
    return strict.joined(below.without(strict))


def _page(part: _Part, documents: Any, passages: Any, query: Query, plan: Plan | None) -> Page[Found]:
    records = _records(documents, part.answers)
    hits = _hits(passages, query, plan, records) if plan and records else {}
    for name, near in part.near.items():
        if name in records and name not in hits:
            hits[name] = [_near_hit(records[name], near)]
    items = [
        Found(record=records[answer.document], score=answer.score, hits=tuple(hits.get(answer.document, ())))
        for answer in part.answers
        if answer.document in records
    ]
    return Page(items=tuple(items), cursor=part.cursor, total=part.total)


def _near_hit(record: Record, near: Near) -> Hit:
    """The passage that is near, or of a lead the first paragraph; nothing in it is marked."""
    known = len(record.document.paragraphs)
    return Hit(paragraph=min(near.paragraph or 1, known), score=near.score, spans=())


def _records(documents: Any, answers: Sequence[Answer]) -> dict[str, Record]:
    """By row where the rows are known, which takes a third of the time."""
    packed: list[bytes] = []
    for start in range(0, len(answers), _AT_ONCE):
        part = answers[start : start + _AT_ONCE]
        rows = [answer.row for answer in part if answer.row is not None]
        by_row = len(rows) == len(part)
        where = among_rows(rows) if by_row else f"{_among([answer.document for answer in part])} AND current"
        with translated_lance("The library cannot be read"):
            packed += documents.scanner(columns=["record"], filter=where).to_table()["record"].to_pylist()
    return {record.document.id: record for record in as_rows(packed)}


def _among(ids: Sequence[str]) -> str:
    return f"document_id IN ({', '.join(map(quoted, ids))})"


def _hits(passages: Any, query: Query, plan: Plan, records: dict[str, Record]) -> dict[str, list[Hit]]:
    """The best passages of each document of the page, with the places to highlight."""
    where = _among(list(records))
    if query.kind is not None:
        where += f" AND array_has(kinds, {quoted(query.kind)})"
    with translated_lance("The library cannot be searched"):
        rows = passages.scanner(
            columns=["document_id", "revision", "paragraph", "_score"],
            full_text_query=plan.ranking,
            filter=where,
            prefilter=True,
        ).to_table()
    hits: dict[str, list[Hit]] = {}
    for row in sorted(rows.to_pylist(), key=lambda row: (-row["_score"], row["paragraph"])):
        record = records[row["document_id"]]
        found = hits.setdefault(record.document.id, [])
        if len(found) < _PASSAGES and row["revision"] == record.document.revision:
            found += _hit(record, row["paragraph"], row["_score"], plan)
    return hits


def _hit(record: Record, paragraph: int, score: float, plan: Plan) -> list[Hit]:
    text = record.document.title if paragraph == 0 else passage_texts(record)[paragraph]
    places = highlights(text, plan.needles)
    spans = tuple(Span(paragraph=paragraph, start=start, end=end) for start, end in places)
    return [Hit(paragraph=paragraph, score=score, spans=spans)] if spans else []
