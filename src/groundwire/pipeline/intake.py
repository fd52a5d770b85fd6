"""The one run loop: captures are archived, derived, identified and written, batch by batch, and each is reported.

A batch is durable in the archive before it is worked on, and noted in the state only after the library has it; a run
that was killed in between is finished by the next one from the archive, and writing a record twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from groundwire.archive import Archive, Place
from groundwire.library import Library, Noted, Outcome, State
from groundwire.models import Capture, DocumentId, Failure, Record, RevisionId
from groundwire.pipeline.stages import Derived
from groundwire.stories import Status, identify, text_hash

BATCH_CAPTURES = 32  # about a second of work: progress moves, and a commit's cost is shared
BATCH_BYTES = 32_000_000  # bounds memory where captures are large


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What became of one item: ``record`` where a document was written or was there already, else ``failure``."""

    status: Status | Literal["failed"]
    item: str
    record: Record | None = None
    failure: Failure | None = None


class Intake:
    """Takes captures into a desk. Holds the only writers."""

    def __init__(
        self,
        *,
        stages: Callable[[Capture], Derived | Failure],
        archive: Archive,
        library: Library,
        state: State,
    ) -> None:
        self._stages = stages
        self._archive = archive
        self._library = library
        self._state = state

    def take(self, items: Iterable[Capture | Failure]) -> Iterator[Arrival]:
        """Archives and works on what comes, in order; a Failure among the items is kept and passed on."""
        for batch in _batches(items):
            captures = [item for item in batch if isinstance(item, Capture)]
            places = self._archive.append_many(captures)
            yield from self._refused(item for item in batch if isinstance(item, Failure))
            yield from self._work(list(zip(places, captures, strict=True)))

    def resume(self, after: Place | None) -> Iterator[Arrival]:
        """Works on what the archive holds behind ``after`` and the library may not have seen."""
        batch: list[tuple[Place, Capture]] = []
        for place, capture in self._archive.captures(after):
            batch.append((place, capture))
            if len(batch) >= BATCH_CAPTURES:
                yield from self._work(batch)
                batch = []
        yield from self._work(batch)

    def _refused(self, failures: Iterable[Failure]) -> Iterator[Arrival]:
        kept = list(failures)
        if kept:
            self._state.add_failures(kept)
        for failure in kept:
            yield Arrival(status="failed", item=failure.item, failure=failure)

    def _work(self, batch: list[tuple[Place, Capture]]) -> Iterator[Arrival]:
        if not batch:
            return
        overlay = _Overlay(self._state)
        arrivals: list[Arrival] = []
        outcomes: list[Outcome] = []
        for place, capture in batch:
            arrival, outcome = self._arrive(place, capture, overlay)
            arrivals.append(arrival)
            outcomes.append(outcome)
        fresh = [a.record for a in arrivals if a.record and a.status != "same"]
        if fresh:
            self._library.write(fresh)
        self._state.note(outcomes)
        yield from arrivals

    def _arrive(self, place: Place, capture: Capture, overlay: "_Overlay") -> tuple[Arrival, Outcome]:
        derived = self._stages(capture)
        if isinstance(derived, Failure):
            arrival = Arrival(status="failed", item=capture.url, failure=derived)
            return arrival, _outcome(place, capture, derived)
        document = derived.document
        said = text_hash(document)
        identity = identify(document, overlay.known_revisions(document.id), overlay.first_with_text(said, document.id))
        if identity.status != "same":
            overlay.add(document.id, document.revision, number=identity.number, text_hash=said)
        noted = Noted(
            document=document.id,
            revision=document.revision,
            number=identity.number,
            text_hash=said,
            copy_of=identity.copy_of,
        )
        record = replace(derived.as_record(), revision_number=identity.number, copy_of=identity.copy_of)
        arrival = Arrival(status=identity.status, item=capture.url, record=record)
        return arrival, _outcome(place, capture, noted)


class _Overlay:
    """The state's answers, with what this batch has decided but not yet noted."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._revisions: dict[DocumentId, list[tuple[RevisionId, int]]] = {}
        self._texts: dict[str, DocumentId] = {}

    def known_revisions(self, document: DocumentId) -> tuple[tuple[RevisionId, int], ...]:
        return (*self._state.known_revisions(document), *self._revisions.get(document, ()))

    def first_with_text(self, text_hash: str, document: DocumentId) -> DocumentId | None:
        noted = self._state.first_with_text(text_hash, other_than=document)
        if noted:
            return noted
        first = self._texts.get(text_hash)
        return first if first != document else None

    def add(self, document: DocumentId, revision: RevisionId, *, number: int, text_hash: str) -> None:
        self._revisions.setdefault(document, []).append((revision, number))
        self._texts.setdefault(text_hash, document)


def _outcome(place: Place, capture: Capture, result: Noted | Failure) -> Outcome:
    return Outcome(capture=capture.id, item=capture.url, file=place.file, offset=place.offset, result=result)


def _batches(items: Iterable[Capture | Failure]) -> Iterator[list[Capture | Failure]]:
    batch: list[Capture | Failure] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.body) if isinstance(item, Capture) else 0
        if len(batch) >= BATCH_CAPTURES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
