"""Answers of language models in, WARC ``metadata`` records on disk out, and back by the hash of their request.

They stand in files of their own beside the captures (``answers-00000001.warc.gz``), because several processes ask
models while one writes captures. A record holds the request, too, so that what was sent to whom can be looked up. The
index is in memory and made by reading the files; what other processes add is found as it comes.
"""

import fcntl
import hashlib
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from groundwire.archive.members import Gap, end_of_last_member, member_at, members
from groundwire.archive.output import Output, cut, remove, sync_folder, translated
from groundwire.archive.place import Damage, Place, log_damage
from groundwire.archive.record import metadata, read_record, warcinfo
from groundwire.models import ArchiveError, Completion, Request

_NAME = re.compile(r"answers-(\d{8})\.warc\.gz")
HASH = re.compile(r"[0-9a-f]{64}")
_TYPE = "application/vnd.groundwire.answer+json"
_TARGET = "urn:groundwire:answer:"
_SUBJECT = "WARC-Groundwire-Subject"  # hash of model and subject

_FIELD_TARGET = re.compile(rf"\r\nWARC-Target-URI: {_TARGET}([0-9a-f]{{64}})(?:\r\n|$)".encode())
_FIELD_SUBJECT = re.compile(rf"\r\n{_SUBJECT}: ([0-9a-f]{{64}})(?:\r\n|$)".encode())


class AnswerArchive:
    """The answers of one archive folder; safe for threads and for several processes.

    ``put`` waits for the disk: what was paid for is there before it is used.
    """

    def __init__(
        self,
        path: Path,
        *,
        max_bytes: int = 1_000_000_000,
        software: str = "Groundwire",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        report: Callable[[Damage], None] = log_damage,
    ) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._software = software
        self._now = now
        self._report = report
        self._index: dict[str, Place] = {}
        self._about: dict[str, tuple[str, Place]] = {}  # subject → the newest answer to it and where it stands
        self._read_to: dict[str, int] = {}  # file → where its unread part begins
        self._lock = threading.RLock()

    def get(self, name: str) -> Completion | None:
        """The answer kept under this hash. What is damaged is asked again."""
        with self._lock:
            if name not in self._index:
                self._read_new()
            place = self._index.get(name)
        return self._read(place, name) if place else None

    def about(self, model: str, subject: str) -> Completion | None:
        """The newest answer of this model to a request with this subject."""
        key = subject_of(model, subject)
        with self._lock:
            if key not in self._about:
                self._read_new()
            found = self._about.get(key)
        return self._read(found[1], found[0]) if found else None

    def put(self, name: str, request: Request, answer: Completion) -> None:
        """Keep the answer; it is on the disk when this returns.

        Raises:
            ArchiveError: the disk is full, read-only or broken.
        """
        if not HASH.fullmatch(name):
            raise ArchiveError(f"{name!r} is not the hash of a request.")
        about = subject_of(answer.model, request.subject) if request.subject else ""
        with self._lock, self._writing():
            output = self._output()
            try:
                place = Place(output.path.name, output.size)
                output.write(answer_record(name, request, answer, place=place, at=self._now()))
                output.sync()
            finally:
                output.close()
            self._index[name] = place
            if about:
                self._about[about] = name, place

    def files(self) -> list[str]:
        """The names of the files in the order of writing."""
        with translated("The archive cannot be read"):
            return sorted(p.name for p in self.path.iterdir() if _NAME.fullmatch(p.name)) if self.path.is_dir() else []

    def __len__(self) -> int:
        """How many different answers there are."""
        with self._lock:
            self._read_new()
            return len(self._index)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One writer at a time; what a killed one left unfinished is cut off first."""
        with translated("The archive cannot be written"):
            self.path.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path / "answers.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._read_new()
            self._cut_torn_tail()
            yield
        finally:
            os.close(lock)

    def _cut_torn_tail(self) -> None:
        names = self.files()
        path = self.path / names[-1] if names else None
        if path is None or path.stat().st_size == self._read_to.get(path.name):
            return
        with translated(f"{path.name} cannot be read"), path.open("rb") as file:
            end = end_of_last_member(file, path.name)
        if end < path.stat().st_size:
            self._report(Damage(Place(path.name, end), "The end is no whole record and is cut off."))
            cut(path, end) if end else remove(path)

    def _output(self) -> Output:
        names = self.files()
        if names and (self.path / names[-1]).stat().st_size < self._max_bytes:
            return Output(self.path / names[-1])
        number = int(_NAME.fullmatch(names[-1])[1]) + 1 if names else 1  # type: ignore[index]  # files() gives only such names
        path = self.path / f"answers-{number:08}.warc.gz"
        output = Output(path)
        output.write(warcinfo(path.name, self._software, self._now()))
        sync_folder(self.path)
        return output

    def _read_new(self) -> None:
        """Take what was written since into the index; later answers to the same request count."""
        for name in self.files():
            path, start = self.path / name, self._read_to.get(name, 0)
            with translated(f"{name} cannot be read"), path.open("rb") as file:
                if os.fstat(file.fileno()).st_size <= start:
                    continue
                for found in members(file, name, start):
                    if isinstance(found, Gap):
                        if not found.at_end:  # an unfinished end is being written, or will be cut off
                            self._report(Damage(Place(name, found.start), "The record is damaged."))
                        continue
                    self._read_to[name] = found.end
                    self._note(Place(name, found.start), found.content)

    def _note(self, place: Place, content: bytes) -> None:
        head = content[:4096].partition(b"\r\n\r\n")[0]
        target = _FIELD_TARGET.search(head)
        if target:
            name = target[1].decode("ascii")
            self._index[name] = place
            if about := _FIELD_SUBJECT.search(head):
                self._about[about[1].decode("ascii")] = name, place

    def _read(self, place: Place, name: str) -> Completion | None:
        try:
            with translated(f"{place.file} cannot be read"), (self.path / place.file).open("rb") as file:
                member = member_at(file, place.offset)
            if member is None:
                raise ArchiveError("It is not a WARC record.")
            return completion_of(json.loads(read_record(member.content)[1].reader.read()), name)
        except (ArchiveError, ValueError, KeyError, TypeError) as error:
            self._report(Damage(place, str(error)))
            return None


def answer_record(name: str, request: Request, answer: Completion, *, place: Place, at: datetime) -> bytes:
    """The gzip member of this answer, to stand at ``place``."""
    block = json.dumps(_values(name, request, answer), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    further = {_SUBJECT: subject_of(answer.model, request.subject)} if request.subject else {}
    where = f"{place.file}:{place.offset}"
    return metadata(block, target=f"{_TARGET}{name}", media_type=_TYPE, at=at, place=where, further=further)


def subject_of(model: str, subject: str) -> str:
    """What an answer is found by that is about something: a hash of model and subject."""
    return hashlib.sha256(json.dumps([model, subject]).encode("ascii")).hexdigest()


def _values(name: str, request: Request, answer: Completion) -> dict[str, Any]:
    return {
        "hash": name,
        "request": asdict(request),
        "answer": {
            "text": answer.text,
            "model": answer.model,
            "input_tokens": answer.input_tokens,
            "output_tokens": answer.output_tokens,
            "whole": answer.whole,
            "usd": None if answer.usd is None else str(answer.usd),
        },
    }


def completion_of(values: dict[str, Any], name: str) -> Completion:
    """The answer in the block of a record. Raises ValueError, KeyError or TypeError where it is not this one."""
    if values["hash"] != name:
        raise ValueError("It answers another request.")
    answer = values["answer"]
    usd = answer.pop("usd")
    return Completion(**answer, usd=None if usd is None else Decimal(usd))
