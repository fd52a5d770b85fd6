"""Answers of language models in, objects out, and back by the hash of their request: one WARC file for each answer.

Several processes may ask models at the same time: each answer has a name of its own, so none is in another's way, and
to look for one takes one request however many there are.
"""

import io
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from groundwire.archive.answers import HASH, answer_record, completion_of, subject_of
from groundwire.archive.members import Gap, members
from groundwire.archive.objects import Objects
from groundwire.archive.place import Damage, Place, log_damage
from groundwire.archive.record import read_record, warcinfo
from groundwire.models import ArchiveError, Completion, Request

_DATE = re.compile(rb"\r\nWARC-Date: (\S+)")
_PREFIX = "answers"
_ABOUT = "answers-about"  # by model and subject: the hash of the newest answer


class ObjectAnswers:
    """The answers under one prefix of an object store; safe for threads and for several processes."""

    def __init__(
        self,
        objects: Objects,
        *,
        software: str = "Groundwire",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        report: Callable[[Damage], None] = log_damage,
    ) -> None:
        self._objects = objects
        self._software = software
        self._now = now
        self._report = report

    def get(self, name: str) -> Completion | None:
        """The answer kept under this hash. What is damaged is asked again."""
        held = self._objects.get(f"{_PREFIX}/{_file(name)}") if HASH.fullmatch(name) else None
        return self._read(held.data, name) if held else None

    def about(self, model: str, subject: str) -> Completion | None:
        """The newest answer of this model to a request with this subject."""
        held = self._objects.get(f"{_ABOUT}/{subject_of(model, subject)}")
        return self.get(held.data.decode("ascii", "replace")) if held else None

    def put(self, name: str, request: Request, answer: Completion) -> None:
        """Keep the answer; it is in the store when this returns. Raises DeskError."""
        if not HASH.fullmatch(name):
            raise ArchiveError(f"{name!r} is not the hash of a request.")
        head = warcinfo(_file(name), self._software, self._now())
        record = answer_record(name, request, answer, place=Place(_file(name), len(head)), at=self._now())
        self._objects.put(f"{_PREFIX}/{_file(name)}", head + record)
        if request.subject:
            self._objects.put(f"{_ABOUT}/{subject_of(answer.model, request.subject)}", name.encode("ascii"))

    def __len__(self) -> int:
        """How many different answers there are."""
        return len(self._objects.sizes(_PREFIX))

    def _read(self, data: bytes, name: str) -> Completion | None:
        try:
            found = [each for each in members(io.BytesIO(data), _file(name), 0) if not isinstance(each, Gap)]
            if len(found) != 2:
                raise ArchiveError("It is not a WARC record.")
            return completion_of(json.loads(read_record(found[1].content)[1].reader.read()), name)
        except (ArchiveError, ValueError, KeyError, TypeError) as error:
            self._report(Damage(Place(_file(name), 0), str(error)))
            return None


def gather(answers: Path, archive: Path) -> None:
    """Copies of these objects, where there are any, made into one file of a folder's archive, the oldest first."""
    if not answers.is_dir():
        return
    dated = sorted((_date(path), path) for path in answers.glob("*.warc.gz"))
    archive.mkdir(exist_ok=True)
    with (archive / "answers-00000001.warc.gz").open("xb") as file:
        for _, path in dated:
            file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    shutil.rmtree(answers)


def _date(path: Path) -> str:
    """When the answer was kept."""
    with path.open("rb") as file:
        found = [each.content for each in members(file, path.name, 0) if not isinstance(each, Gap)]
    dates = [date[1].decode("ascii", "replace") for content in found if (date := _DATE.search(content[:4096]))]
    return max(dates, default="")


def _file(name: str) -> str:
    return f"{name}.warc.gz"
