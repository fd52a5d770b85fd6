"""The files of an archive in, everything about their bytes that is wrong out; nothing is changed.

Every record is unpacked (its gzip checksum) and its digest computed.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from groundwire.archive.archive import Damage, Place
from groundwire.archive.audited import AuditedFiles, FolderFiles, Kind, ObjectFiles
from groundwire.archive.members import Gap, end_of_last_member, member_at, members
from groundwire.archive.objects import Objects
from groundwire.archive.output import cut, remove
from groundwire.archive.record import decode, read_record
from groundwire.models import ArchiveError, CaptureId


class ArchiveAudit:
    """A look at the files of one folder, or under one prefix of an object store.

    ``damages`` and ``records`` fill while `captures` or `read_answers` reads.
    """

    def __init__(self, place: Path | Objects) -> None:
        self._files: AuditedFiles = FolderFiles(place) if isinstance(place, Path) else ObjectFiles(place)
        self.damages: list[Damage] = []
        self.records = 0
        self.size = 0  # bytes

    @property
    def grows(self) -> bool:
        """Whether files grow; objects stay as they were written."""
        return self._files.grows

    def sizes(self, kind: Kind = "groundwire") -> dict[str, int]:
        """The files of captures, or of answers, in the order of writing, each with its bytes."""
        return self._files.sizes(kind)

    def open(self, name: str, kind: Kind = "groundwire") -> AbstractContextManager[BinaryIO]:
        """One file for reading. Raises ArchiveError."""
        return self._files.open(kind, name)

    def strangers(self) -> list[str]:
        """Files that are not ours."""
        return self._files.strangers()

    def missing_numbers(self, kind: Kind = "groundwire") -> list[str]:
        """Names of files that must have been there, as later ones are; answers may have names without numbers."""
        names = self.sizes(kind).keys()
        numbered = [int(name[-16:-8]) for name in names if name.startswith(f"{kind}-")]
        wanted = (f"{kind}-{number:08}.warc.gz" for number in range(1, max(numbered, default=0) + 1))
        return [name for name in wanted if name not in names]

    def bytes_behind(self, mark: tuple[str, int] | None) -> int:
        """How many bytes stand behind the record at this place; all, where there is none."""
        waiting = 0
        for name, size in self.sizes().items():
            if mark is None or name > mark[0]:
                waiting += size
            elif name == mark[0]:
                with self.open(name) as file:
                    found = member_at(file, mark[1])
                waiting += size - (found.end if found else mark[1])
        return waiting

    def torn(self, kind: Kind = "groundwire") -> tuple[str, int] | None:
        """The last file and where its last whole record ends, where something stands behind that."""
        sizes = self.sizes(kind) if self._files.grows else {}
        if not sizes:
            return None
        name, size = list(sizes.items())[-1]
        with self.open(name, kind) as file:
            end = end_of_last_member(file, name)
        return (name, end) if end < size else None

    def captures(self) -> Iterator[tuple[Place, CaptureId]]:
        """Every capture that can be used, with its place."""
        for place, content in self._records("groundwire"):
            try:
                capture = decode(read_record(content)[1])
            except ArchiveError as error:
                self.damages.append(Damage(place, str(error)))
                continue
            if capture:
                yield place, capture.id

    def read_answers(self) -> None:
        """Look at every answer."""
        for place, content in self._records("answers"):
            try:
                read_record(content)
            except ArchiveError as error:
                self.damages.append(Damage(place, str(error)))

    def _records(self, kind: Kind) -> Iterator[tuple[Place, bytes]]:
        names = list(self.sizes(kind))
        for name in names:
            with self.open(name, kind) as file:
                for found in members(file, name, 0):
                    place = Place(name, found.start)
                    if not isinstance(found, Gap):
                        self.records += 1
                        self.size += found.end - found.start
                        yield place, found.content
                    elif not (self._files.grows and found.at_end and name == names[-1]):  # the torn end is told apart
                        self.damages.append(Damage(place, "The record is damaged."))


def cut_torn(folder: Path, kind: Kind = "groundwire") -> None:
    """Cut off what is no whole record at the end of an archive in a folder; for the only writer."""
    if torn := ArchiveAudit(folder).torn(kind):
        name, end = torn
        cut(folder / name, end) if end else remove(folder / name)
