"""An archive folder in, everything about its bytes that is wrong out; nothing is changed.

Every record is unpacked (its gzip checksum) and its digest computed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from groundwire.archive.archive import Damage, Place
from groundwire.archive.members import Gap, end_of_last_member, member_at, members
from groundwire.archive.output import cut, remove, translated
from groundwire.archive.record import decode, read_record
from groundwire.models import ArchiveError, CaptureId

_NAME = re.compile(r"(groundwire|answers)-(\d{8})\.warc\.gz")
_BESIDE = frozenset({"writer.lock", "answers.lock"})


@dataclass(slots=True)
class ArchiveAudit:
    """A look at the files of one folder; ``damages`` and ``records`` fill while `captures` or `answers` is read."""

    path: Path
    damages: list[Damage] = field(default_factory=list)
    records: int = 0
    size: int = 0  # bytes

    def files(self, kind: str = "groundwire") -> list[Path]:
        """The files of captures, or of ``answers``, in the order of writing."""
        with translated("The archive cannot be read"):
            found = sorted(self.path.iterdir()) if self.path.is_dir() else []
        return [path for path in found if (named := _NAME.fullmatch(path.name)) and named[1] == kind]

    def strangers(self) -> list[str]:
        """Files that are not ours."""
        with translated("The archive cannot be read"):
            names = sorted(path.name for path in self.path.iterdir()) if self.path.is_dir() else []
        return [name for name in names if not _NAME.fullmatch(name) and name not in _BESIDE]

    def missing_numbers(self, kind: str = "groundwire") -> list[str]:
        """Names of files that must have been there, as later ones are."""
        names = {path.name for path in self.files(kind)}
        last = max((int(name[-16:-8]) for name in names), default=0)
        wanted = (f"{kind}-{number:08}.warc.gz" for number in range(1, last + 1))
        return [name for name in wanted if name not in names]

    def bytes_behind(self, mark: tuple[str, int] | None) -> int:
        """How many bytes stand behind the record at this place; all, where there is none."""
        waiting = 0
        for path in self.files():
            if mark is None or path.name > mark[0]:
                waiting += path.stat().st_size
            elif path.name == mark[0]:
                with translated(f"{path.name} cannot be read"), path.open("rb") as file:
                    found = member_at(file, mark[1])
                waiting += path.stat().st_size - (found.end if found else mark[1])
        return waiting

    def torn(self, kind: str = "groundwire") -> tuple[Path, int] | None:
        """The last file and where its last whole record ends, where something stands behind that."""
        files = self.files(kind)
        if not files:
            return None
        with translated(f"{files[-1].name} cannot be read"), files[-1].open("rb") as file:
            end = end_of_last_member(file, files[-1].name)
        return (files[-1], end) if end < files[-1].stat().st_size else None

    def cut_torn(self, kind: str = "groundwire") -> None:
        """Cut off what is no whole record at the end; for the only writer."""
        if torn := self.torn(kind):
            path, end = torn
            cut(path, end) if end else remove(path)

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

    def _records(self, kind: str) -> Iterator[tuple[Place, bytes]]:
        files = self.files(kind)
        for path in files:
            with translated(f"{path.name} cannot be read"), path.open("rb") as file:
                for found in members(file, path.name, 0):
                    place = Place(path.name, found.start)
                    if not isinstance(found, Gap):
                        self.records += 1
                        self.size += found.end - found.start
                        yield place, found.content
                    elif not (found.at_end and path == files[-1]):  # the torn end is told apart
                        self.damages.append(Damage(place, "The record is damaged."))
