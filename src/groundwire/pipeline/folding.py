"""A query in, the documents that answer it out, each with its copies folded under it; for one document, its copies.

A copy is left out where the first report of its text answers as well and still reads like it; nothing disappears that
has not a place under another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from groundwire.library.library import Library
from groundwire.models import Copy, DocumentId, Found, Page, Query, Record
from groundwire.stories.near import still_near
from groundwire.stories.signature import signature_of

if TYPE_CHECKING:
    from groundwire.library.signatures import Folded
    from groundwire.library.state import State

_PAGES = 5  # read for one, where most that was found are copies


class Folding:
    """Reads the library as a person does who wants each text once."""

    def __init__(self, library: Library, state: Callable[[], State]) -> None:
        self._library = library
        self._state = state

    def search(self, query: Query) -> Page[Found]:
        """The page that the library gives, without copies; filled up from the next ones."""
        page = self._library.search(query)
        items = self._standing(page.items, query, ())
        for _ in range(_PAGES):
            if page.cursor is None or len(items) >= query.limit:
                break
            page = self._library.search(replace(query, cursor=page.cursor, limit=query.limit - len(items)))
            items += self._standing(page.items, query, items)
        return Page(items=tuple(self._with_copies(items)), cursor=page.cursor, total=page.total)

    def copies(self, record: Record) -> tuple[Copy, ...]:
        """What has the text of this document, or nearly has it: the first report of it, then others as they came."""
        own, first = record.document.id, record.first
        likenesses: dict[DocumentId, float | None] = {record.copy_of: None} if record.copy_of else {}
        if first is not None and first not in likenesses:
            likenesses[first] = record.near.likeness if record.near else None
        rows = self._folded([first or own])
        for row in rows:
            same = row.copy_of is not None and row.copy_of in (own, record.copy_of)
            if row.document != own and (same or first is None):
                likenesses.setdefault(row.document, None if same else row.likeness)
        heads = self._library.heads(likenesses)
        return tuple(replace(heads[each], likeness=like) for each, like in likenesses.items() if each in heads)

    def _standing(self, items: Sequence[Found], query: Query, earlier: Iterable[Found]) -> list[Found]:
        known = {found.record.document.id: found.record for found in (*earlier, *items)}
        shown = {found.record.first for found in earlier} - {None}
        firsts = self._firsts(items, known, query)
        standing: list[Found] = []
        for found in items:
            first = found.record.first
            if first is None:
                standing.append(found)
            elif not (first in firsts and _still_reads(found.record, firsts[first])):
                standing += [] if first in shown else [found]  # one for all copies of a first report that is not here
                shown.add(first)
        return standing

    def _firsts(
        self, items: Iterable[Found], known: dict[DocumentId, Record], query: Query
    ) -> dict[DocumentId, Record]:
        """The first reports that answer as well. Where words were asked for, only those that were found by them."""
        wanted = {found.record.first for found in items if found.record.first}
        firsts = {each: known[each] for each in wanted if each in known}
        if not query.text:
            read = self._library.records(wanted - known.keys())
            firsts |= {each: record for each, record in read.items() if _answers(record, query)}
        return {each: record for each, record in firsts.items() if record.first is None}

    def _with_copies(self, items: Sequence[Found]) -> list[Found]:
        rows: dict[DocumentId, list[Folded]] = {}
        for row in self._folded([found.record.first or found.record.document.id for found in items]):
            rows.setdefault(row.first, []).append(row)
        roots = {found.record.first for found in items if found.record.first}
        heads = self._library.heads({row.document for under in rows.values() for row in under} | roots)
        return [replace(found, copies=_copies(found.record, rows, heads)) for found in items]

    def _folded(self, firsts: Iterable[DocumentId]) -> list[Folded]:
        return self._state().folded_under(firsts)


def _copies(record: Record, rows: dict[DocumentId, list[Folded]], heads: dict[DocumentId, Copy]) -> tuple[Copy, ...]:
    own, first = record.document.id, record.first
    likenesses = {first: record.near.likeness if record.near else None} if first else {}
    likenesses |= {row.document: row.likeness for row in rows.get(first or own, ()) if row.document != own}
    return tuple(replace(heads[each], likeness=like) for each, like in likenesses.items() if each in heads)


def _still_reads(record: Record, first: Record) -> bool:
    """Whether the first report, as it reads now, is still like its copy."""
    if first.revision_number == 1:
        return True
    return still_near(signature_of(record.document), signature_of(first.document))


def _answers(record: Record, query: Query) -> bool:
    """Whether a document passes the filters of a query, as the library would say."""
    document, annotations = record.document, record.annotations
    time, language = document.time, document.language
    kinds = {figure.kind for figure in annotations.figures} | {event.type for event in annotations.events}
    return (
        (query.topic is None or any(match.topic == query.topic and match.matched for match in record.matches))
        and (query.entity is None or any(mention.entity == query.entity for mention in annotations.mentions))
        and (query.kind is None or query.kind in kinds)
        and (query.source is None or document.source_name == query.source)
        and (query.language is None or f"{language}-".startswith(f"{query.language}-"))
        and (query.since is None or time >= query.since)
        and (query.until is None or time < query.until)
    )
