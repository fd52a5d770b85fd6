"""A desk in, what is wrong with it out: one finding for each check. Nothing is changed.

The archive is looked at record by record, the state and the library against it. What a check finds is said by a key
with its numbers; the shells have the words.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from groundwire.annotate.names.entity_files import load_entities
from groundwire.archive.place import Place
from groundwire.library.audit import StateAudit
from groundwire.library.library import Library
from groundwire.models import DeskError, GroundwireError
from groundwire.pipeline import rebuilding
from groundwire.pipeline.home import Home, ObjectHome
from groundwire.topics.load import load_topics

Check = Literal[
    "writer", "leftovers", "archive", "tail", "records", "answers", "state", "mark", "noted", "bulk", "library",
    "files", "indexes", "revisions", "passages", "copies", "failures", "settings", "topics", "entities", "disk",
]  # fmt: skip
Says = Literal[
    "fine", "unreadable", "writing", "rebuild-unfinished", "rebuild-cut-off", "files-missing", "files-unknown", "torn",
    "damaged", "missing", "state-damaged", "other-form", "mark-beyond", "unnoted", "not-archived", "unfinished",
    "no-original", "no-capture", "rows-unreadable", "index-gaps", "unindexed", "not-in-library", "not-once",
    "passages-wrong", "little-room", "shards-unfinished", "elsewhere", "other-making",
]  # fmt: skip
CHECKS: tuple[Check, ...] = get_args(Check)
SAYS: tuple[Says, ...] = get_args(Says)
Status = Literal["ok", "warning", "broken"]
_SHOWN = 10  # places of one finding
_AT_ONCE = 1_000  # captures asked about at a time
_ROOM = 1_000_000_000  # bytes that ought to be free
_UNINDEXED = 10_000  # rows outside an index that cost a query a tenth of a second


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found: ``says`` is a key for words, ``number`` what it counts, ``places`` the first of them."""

    check: Check
    status: Status = "ok"
    says: Says = "fine"
    number: int = 0
    places: tuple[str, ...] = ()


def is_clean(findings: Sequence[Finding]) -> bool:
    """Whether nothing is wrong."""
    return all(finding.status == "ok" for finding in findings)


class Doctor:
    """Looks at one desk. ``quick`` leaves out what reads every record and every row."""

    def __init__(self, desk: Path, home: Home, *, quick: bool = False) -> None:
        self._desk = desk
        self._home = home
        self._quick = quick
        self._archive = home.audit()
        self._state = StateAudit(desk / "state.db")
        self._library: Library | None = None
        self._sound_state = False
        self._archived: list[tuple[Place, str]] = []
        self._interrupted = False  # a run was, and what it wrote last may be half written

    def __call__(self) -> Iterator[Finding]:
        """Every finding as it is made, in the order in which things should be put right."""
        yield from self._check("writer", self._writer)
        yield from self._check("leftovers", self._leftovers)
        yield from self._check("archive", self._files)
        yield from self._check("tail", self._tail)
        if not self._quick:
            yield from self._check("records", self._records)
            yield from self._check("answers", self._answers)
        if self._is_begun():
            yield from self._derived()
        yield from self._check("topics", lambda: self._own("topics", load_topics))
        yield from self._check("entities", lambda: self._own("entities", load_entities))
        yield from self._check("disk", self._disk)

    def _is_begun(self) -> bool:
        try:
            return bool((self._desk / "state.db").exists() or self._archive.sizes())
        except DeskError:
            return False  # said before

    def _derived(self) -> Iterator[Finding]:
        yield from self._check("state", self._state_file)
        if self._sound_state:
            yield from self._check("mark", self._mark)
            if not self._quick:
                yield from self._check("noted", self._noted)
            yield from self._check("copies", self._copies)
            yield from self._check("failures", self._failures)
            yield from self._check("bulk", self._shards)
        yield from self._check("library", self._tables)
        if self._library is None:
            return
        if not self._quick:
            yield from self._check("files", self._table_files)
        yield from self._check("indexes", self._indexes)
        if self._sound_state:
            yield from self._check("revisions", self._revisions)
        if not self._quick:
            yield from self._check("passages", self._passages)
        self._library.close()

    def _check(self, check: Check, look: Callable[[], Finding]) -> Iterator[Finding]:
        """What is looked for, or that it could not be looked for."""
        try:
            yield look()
        except (GroundwireError, OSError) as error:
            yield Finding(check=check, status="broken", says="unreadable", places=(str(error),))

    def _writer(self) -> Finding:
        says = self._home.who_writes()
        return (
            Finding(check="writer", status="warning", says="writing", places=(says,))
            if says
            else Finding(check="writer")
        )

    def _leftovers(self) -> Finding:
        if rebuilding.is_changing(self._desk):
            return Finding(check="leftovers", status="broken", says="rebuild-unfinished")
        if self._home.is_cut_off():
            return Finding(check="leftovers", status="warning", says="rebuild-cut-off")
        return Finding(check="leftovers")

    def _files(self) -> Finding:
        missing = [*self._archive.missing_numbers(), *self._archive.missing_numbers("answers")]
        if missing:
            return _found("archive", "broken", "files-missing", missing)
        strangers = self._archive.strangers()
        if strangers:
            return _found("archive", "warning", "files-unknown", strangers)
        return Finding(check="archive", number=len(self._archive.sizes()))

    def _tail(self) -> Finding:
        torn = [each for each in (self._archive.torn(), self._archive.torn("answers")) if each]
        return _found("tail", "warning", "torn", [f"{name}:{end}" for name, end in torn])

    def _records(self) -> Finding:
        self._archived = [(place, str(capture)) for place, capture in self._archive.captures()]
        damages = [f"{each.place.file}:{each.place.offset}: {each.reason}" for each in self._archive.damages]
        found = _found("records", "broken", "damaged", damages)
        return found if damages else Finding(check="records", number=self._archive.records)

    def _answers(self) -> Finding:
        audit = self._home.audit()
        audit.read_answers()
        damages = [f"{each.place.file}:{each.place.offset}: {each.reason}" for each in audit.damages]
        return _found("answers", "broken", "damaged", damages) if damages else Finding(check="answers")

    def _state_file(self) -> Finding:
        if not (self._desk / "state.db").exists():
            if isinstance(self._home, ObjectHome):
                return Finding(check="state", says="elsewhere")
            return Finding(check="state", status="broken", says="missing")
        damage = self._state.damage()
        if damage:
            return _found("state", "broken", "state-damaged", [damage])
        done, wanted = self._state.steps()
        self._sound_state = done == wanted
        if done != wanted:
            return Finding(check="state", status="warning" if done < wanted else "broken", says="other-form")
        if not self._home.belongs():
            self._sound_state = False  # what it knows is of other tables
            return Finding(check="state", status="warning", says="other-making")
        return Finding(check="state")

    def _mark(self) -> Finding:
        mark, sizes = self._state.mark(), self._archive.sizes()
        if mark and mark[1] >= sizes.get(mark[0], 0):
            return _found("mark", "broken", "mark-beyond", [f"{mark[0]}:{mark[1]}"])
        return Finding(check="mark")

    def _noted(self) -> Finding:
        """Behind the mark is what the next writer finishes; before it is what was lost."""
        unknown: set[str] = set()
        for start in range(0, len(self._archived), _AT_ONCE):
            unknown |= self._state.unnoted([capture for _, capture in self._archived[start : start + _AT_ONCE]])
        mark = self._state.mark()
        lost = [place for place, capture in self._archived if capture in unknown and _is_before(place, mark)]
        if lost:
            return _found("noted", "broken", "unnoted", [f"{each.file}:{each.offset}" for each in lost])
        archived = {capture for _, capture in self._archived}
        gone = [f"{file}:{at}" for capture, file, at in self._state.places() if capture not in archived]
        if gone:
            return _found("noted", "broken", "not-archived", gone)
        behind = [f"{place.file}:{place.offset}" for place, capture in self._archived if capture in unknown]
        self._interrupted = bool(behind)
        return _found("noted", "warning", "unfinished", behind)

    def _copies(self) -> Finding:
        return _found("copies", "broken", "no-original", self._state.lost_originals())

    def _failures(self) -> Finding:
        return _found("failures", "broken", "no-capture", self._state.lost_failures())

    def _shards(self) -> Finding:
        """What `bulk` took up and did not finish; nothing of it is lost, and the same command goes on there."""
        unfinished = self._state.unfinished_shards()
        if unfinished:
            return Finding(check="bulk", status="warning", says="shards-unfinished", number=unfinished)
        return Finding(check="bulk")

    def _tables(self) -> Finding:
        place = self._home.whole_tables()
        if place is None:
            return Finding(check="library", status="broken", says="missing")
        library = Library(place)
        documents, _ = library.state()
        self._library = library
        return Finding(check="library", number=documents.rows)

    def _table_files(self) -> Finding:
        return _found("files", "broken", "rows-unreadable", self._opened().unreadable())

    def _indexes(self) -> Finding:
        gaps = self._opened().index_gaps()
        if gaps:
            return _found("indexes", "broken", "index-gaps", gaps)
        waiting = max(index.unindexed for table in self._opened().state() for index in table.indexes)
        if waiting > _UNINDEXED:
            return Finding(check="indexes", status="warning", says="unindexed", number=waiting)
        return Finding(check="indexes", number=waiting)

    def _revisions(self) -> Finding:
        """Every noted revision is in the library and no other is, each once, one of each document current."""
        rows = list(self._opened().told())
        held, noted = {(document, revision) for document, revision, _ in rows}, self._state.revisions()
        lost = [f"{document} {revision}" for document, revision in sorted(noted - held)]
        if lost:
            return _found("revisions", "broken", "not-in-library", lost)
        rowed = Counter((document, revision) for document, revision, _ in rows)
        current = Counter(document for document, _, is_current in rows if is_current)
        wrong = {document for (document, _), number in rowed.items() if number > 1 or current[document] != 1}
        if wrong:
            return self._half_written("revisions", "not-once", sorted(wrong))
        more = [f"{document} {revision}" for document, revision in sorted(held - noted)]
        found = _found("revisions", "warning", "unfinished", more)
        return found if more else Finding(check="revisions", number=len(held))

    def _passages(self) -> Finding:
        counts = self._opened().passage_counts()
        current = {(document, revision) for document, revision, is_current in self._opened().told() if is_current}
        wrong = {which for which, (rows, different) in counts.items() if rows != different or which not in current}
        wrong |= current - counts.keys()
        return self._half_written("passages", "passages-wrong", [f"{one} {two}" for one, two in sorted(wrong)])

    def _half_written(self, check: Check, says: Says, places: Sequence[str]) -> Finding:
        """What is wrong for good, or until the next writer does the work of an interrupted run again."""
        if self._interrupted:
            return _found(check, "warning", "unfinished", places)
        return _found(check, "broken", says, places)

    def _own(self, check: Literal["topics", "entities"], load: Callable[..., object]) -> Finding:
        folder = self._desk / check
        if folder.is_dir():
            load(folder)
        return Finding(check=check)

    def _disk(self) -> Finding:
        folder = next(path for path in (self._desk.absolute(), *self._desk.absolute().parents) if path.exists())
        free = shutil.disk_usage(folder).free
        low = free < _ROOM
        return Finding(
            check="disk", status="warning" if low else "ok", says="little-room" if low else "fine", number=free
        )

    def _opened(self) -> Library:
        if self._library is None:
            raise DeskError("The library is not open.")
        return self._library


def _found(check: Check, status: Status, says: Says, places: Sequence[str]) -> Finding:
    """A finding where there are places, else that all is well."""
    if not places:
        return Finding(check=check)
    return Finding(check=check, status=status, says=says, number=len(places), places=tuple(places[:_SHOWN]))


def _is_before(place: Place, mark: tuple[str, int] | None) -> bool:
    return mark is not None and (place.file, place.offset) <= mark
