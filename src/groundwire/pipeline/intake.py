"""The one run loop: captures that were worked on are archived, identified and written, batch by batch, and reported.

A batch is durable in the archive before the library has it, and noted in the state only after; a run that was killed in
between is finished by the next one from the archive, and writing a record twice changes nothing. Who works on the
captures, and on how many at a time, is not known here: `Derive` is a port, and its results come in order.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from groundwire.archive.archive import Archive
from groundwire.archive.place import Place
from groundwire.library.library import Library
from groundwire.library.outcomes import Noted, Outcome
from groundwire.library.rows import Rows
from groundwire.library.state import State
from groundwire.models import Capture, DocumentId, Failure, RevisionId
from groundwire.pipeline.near_copies import NearCopies, Placed
from groundwire.pipeline.prepared import Derive, Prepared, Worked
from groundwire.stories.identity import Status, identify

BATCH_ITEMS = 512
BATCH_BYTES = 32_000_000  # bounds memory where captures are large
BATCH_SECONDS = 2.0  # what a person waits to hear that something is safe
_SHARE = 8  # a batch is collected for this many times as long as the last commit took, so that commits cost a ninth


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What became of one item: ``document`` where one was written or was there already, else ``failure``."""

    status: Status | Literal["failed"]
    item: str
    document: DocumentId | None = None
    failure: Failure | None = None


class Intake:
    """Takes captures into a desk. Holds the only writers."""

    def __init__(self, *, derive: Derive, archive: Archive, library: Library, state: State) -> None:
        self._derive = derive
        self._archive = archive
        self._library = library
        self._state = state
        self.written = 0  # documents

    def take(self, items: Iterable[Capture | Failure]) -> Iterator[Arrival]:
        """Works on what comes and keeps it, in order; a Failure among the items is kept and passed on."""
        return self.keep(self._derive(items))

    def keep(self, results: Iterable[Worked | Failure]) -> Iterator[Arrival]:
        """Keeps what was worked on elsewhere, in order. What has arrived is safe."""
        for batch in _batches(results):
            worked = [each for each in batch if isinstance(each, Worked)]
            places = self._archive.append_many([each.capture for each in worked])
            yield from self._refused([each for each in batch if isinstance(each, Failure)])
            yield from self._write(list(zip(places, worked, strict=True)))

    def resume(self, after: Place | None) -> Iterator[Arrival]:
        """Works on what the archive holds behind ``after`` and the library may not have seen."""
        places: deque[Place] = deque()

        def captures() -> Iterator[Capture]:
            for place, capture in self._archive.captures(after):
                places.append(place)
                yield capture

        for batch in _batches(self._derive(captures())):
            yield from self._write([(places.popleft(), each) for each in batch if isinstance(each, Worked)])

    def _refused(self, failures: Sequence[Failure]) -> Iterator[Arrival]:
        if failures:
            self._state.add_failures(failures)
        for failure in failures:
            yield Arrival(status="failed", item=failure.item, failure=failure)

    def _write(self, batch: Sequence[tuple[Place, Worked]]) -> Iterator[Arrival]:
        if not batch:
            return
        overlay = _Overlay(self._state, [each.result for _, each in batch if isinstance(each.result, Prepared)])
        arrivals: list[Arrival] = []
        outcomes: list[Outcome] = []
        fresh: list[Rows] = []
        for place, worked in batch:
            arrival, outcome = self._arrive(place, worked, overlay)
            arrivals.append(arrival)
            outcomes.append(outcome)
            if isinstance(worked.result, Prepared) and isinstance(outcome.result, Noted) and arrival.status != "same":
                noted = outcome.result
                fresh.append(worked.result.rows.numbered(noted.number, noted.copy_of, noted.near))
        if fresh:
            self._library.write_rows(fresh)
            self.written += len(fresh)
        self._state.note(outcomes)
        yield from arrivals

    def _arrive(self, place: Place, worked: Worked, overlay: "_Overlay") -> tuple[Arrival, Outcome]:
        capture, prepared = worked.capture, worked.result
        if isinstance(prepared, Failure):
            arrival = Arrival(status="failed", item=capture.url, failure=prepared)
            return arrival, _outcome(place, capture, prepared)
        document, said = prepared.document, prepared.text_hash
        identity = identify(prepared, overlay.known_revisions(document), overlay.first_with_text(said, document))
        placed = Placed()
        if identity.status != "same":
            overlay.add(document, prepared.revision, number=identity.number, text_hash=said)
            placed = overlay.near.place(document, prepared.signature, identity.copy_of)
        noted = Noted(
            document=document,
            revision=prepared.revision,
            number=identity.number,
            text_hash=said,
            copy_of=identity.copy_of,
            near=placed.near,
            signature=placed.signature,
            bands=placed.bands,
        )
        arrival = Arrival(status=identity.status, item=capture.url, document=document)
        return arrival, _outcome(place, capture, noted)


class _Overlay:
    """The state's answers, asked for at once, with what this batch has decided but not yet noted."""

    def __init__(self, state: State, batch: Sequence[Prepared]) -> None:
        self._state = state
        self.near = NearCopies(state, ((each.document, each.signature) for each in batch))
        self._revisions = state.known_revisions(each.document for each in batch)
        self._noted_texts = state.known_texts(each.text_hash for each in batch)
        self._texts: dict[str, DocumentId] = {}

    def known_revisions(self, document: DocumentId) -> Sequence[tuple[RevisionId, int]]:
        return self._revisions.get(document, ())

    def first_with_text(self, text_hash: str, document: DocumentId) -> DocumentId | None:
        noted = text_hash in self._noted_texts and self._state.first_with_text(text_hash, other_than=document)
        if noted:
            return noted
        first = self._texts.get(text_hash)
        return first if first != document else None

    def add(self, document: DocumentId, revision: RevisionId, *, number: int, text_hash: str) -> None:
        self._revisions.setdefault(document, []).append((revision, number))
        self._texts.setdefault(text_hash, document)


def _outcome(place: Place, capture: Capture, result: Noted | Failure) -> Outcome:
    return Outcome(capture=capture.id, item=capture.url, file=place.file, offset=place.offset, result=result)


def _batches(results: Iterable[Worked | Failure]) -> Iterator[list[Worked | Failure]]:
    """What comes in a few seconds, so that a commit's cost is shared, and nobody waits long to hear that it is safe."""
    batch: list[Worked | Failure] = []
    size, begun, patience = 0, time.monotonic(), BATCH_SECONDS
    for result in results:
        batch.append(result)
        size += len(result.capture.body) if isinstance(result, Worked) else 0
        now = time.monotonic()
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES or now - begun >= patience:
            yield batch
            batch, size, begun = [], 0, time.monotonic()
            patience = max(BATCH_SECONDS, _SHARE * (begun - now))
    if batch:
        yield batch
