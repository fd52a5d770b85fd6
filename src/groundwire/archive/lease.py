"""An object store and a name in, the right to be the only writer out; it ends by itself when its holder is gone.

The claim is an object that is made only where there is none and changed only by who knows its tag, so of two that want
it one gets it. Its age is read from the store's clock, and its holder's own watch goes on while the machine sleeps, so
that clocks which differ, or jump, neither steal a claim nor keep one.
"""

import json
import logging
import os
import re
import secrets
import socket
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from groundwire.archive.objects import ChangedError, Held, Objects
from groundwire.models import DeskError, DeskLockedError

_LOG = logging.getLogger(__name__)
_NAME = "writer.lease"
_CLOCK = "writer.clock"
_GRACE = 2.0  # seconds that the store's times are rounded by
_LONGEST = 3_600.0  # seconds; what a claim says beyond is not believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who writes. ``machine`` is one boot and one space of process ids, or empty where it cannot be told."""

    host: str
    process: int
    machine: str

    @classmethod
    def here(cls) -> "Holder":
        """This process."""
        return cls(host=socket.gethostname(), process=os.getpid(), machine=_machine())

    def is_gone(self) -> bool:
        """Whether it is certain that this process has ended: known only where it would be seen."""
        if not self.machine or self.machine != _machine():
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        return False


class Lease:
    """The right to write under one prefix; ``check`` says whether it still holds.

    Raises:
        DeskLockedError: another process writes, or the right was lost.
    """

    def __init__(self, objects: Objects, *, seconds: float = 60.0, holder: Holder | None = None) -> None:
        self._objects = objects
        self._seconds = seconds
        self._holder = holder or Holder.here()
        self._token = secrets.token_hex(8)
        self._started = ""
        self._turn = 0
        self._tag = ""
        self._renewed = 0.0
        self._lost = False
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def acquire(self) -> None:
        """Take the right at once or raise."""
        self._started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        begun = _watch()
        try:
            self._tag = self._objects.create(_NAME, self._claim())
        except ChangedError:
            begun = self._take_over()
        self._renewed, self._lost = begun, False
        self._end.clear()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)
        self._thread.start()

    def _take_over(self) -> float:
        held = self._objects.get(_NAME)
        if held is None:
            raise DeskLockedError(f"Another process is beginning to write to {self._objects.url}; try again.")
        if not self._is_free(held):
            raise DeskLockedError(_refusal(self._objects, held))
        begun = _watch()
        try:
            self._tag = self._objects.replace(_NAME, self._claim(), held.tag)
        except ChangedError:
            raise DeskLockedError(f"Another process began to write to {self._objects.url}; try again.") from None
        return begun

    def _is_free(self, held: Held) -> bool:
        claim = _read(held.data)
        if claim.get("free") is True or _holder(claim).is_gone():
            return True
        self._objects.put(_CLOCK, self._token.encode("ascii"))
        now = self._objects.get(_CLOCK)
        return now is not None and (now.written - held.written).total_seconds() > _lasts(claim) + _GRACE

    def check(self) -> None:
        """Raises DeskLockedError where the right was lost, or may have been."""
        if self._thread is None or self._lost or _watch() - self._renewed > self._seconds * 0.8:
            raise DeskLockedError(
                f"This process lost the right to write to {self._objects.url}: it was away for too long, or could not"
                " reach the store. Run it again; what was not acknowledged is finished then."
            )

    def release(self) -> None:
        """Give the right back. The object stays: removing it could remove the claim of another."""
        if self._thread is None:
            return
        self._end.set()
        self._thread.join()
        self._thread = None
        try:
            if not self._lost:
                self._objects.replace(_NAME, self._claim(free=True), self._tag)
        except DeskError as error:
            _LOG.warning("The right to write was not given back, and ends by itself: %s", error)

    def _keep(self) -> None:
        while not self._end.wait(self._seconds / 4):
            self._renew()
            if self._lost:
                return

    def _renew(self) -> None:
        begun = _watch()
        try:
            self._tag = self._objects.replace(_NAME, self._claim(), self._tag)
        except ChangedError:
            if not self._is_still_mine():
                self._lost = True
                return
        except DeskError as error:
            _LOG.warning("The right to write was not renewed yet: %s", error)
            return
        self._renewed = begun

    def _is_still_mine(self) -> bool:
        """An answer that got lost on its way leaves an old tag here."""
        try:
            held = self._objects.get(_NAME)
        except DeskError:
            return False
        if held is None or _read(held.data).get("token") != self._token:
            return False
        self._tag = held.tag
        return True

    def _claim(self, *, free: bool = False) -> bytes:
        self._turn += 1  # the tag is a hash of the content, and must be another each time
        claim = {
            "host": self._holder.host,
            "process": self._holder.process,
            "machine": self._holder.machine,
            "started": self._started,
            "seconds": self._seconds,
            "token": self._token,
            "turn": self._turn,
            "free": free,
        }
        return json.dumps(claim).encode("ascii")

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def who_writes(objects: Objects) -> str:
    """A sentence where a claim stands that is neither given back nor, by this machine's clock, too old; else empty."""
    held = objects.get(_NAME)
    if held is None or (claim := _read(held.data)).get("free") is True or _holder(claim).is_gone():
        return ""
    age = (datetime.now(UTC) - held.written).total_seconds()
    return _refusal(objects, held) if age <= _lasts(claim) + _GRACE else ""


def _refusal(objects: Objects, held: Held) -> str:
    claim = _read(held.data)
    holder, started = _holder(claim), str(claim.get("started", "?"))[:20]
    return (
        f"Process {holder.process} on {holder.host!r} is writing to {objects.url} since {started!r};"
        f" wait until it is done, or {_lasts(claim):.0f} seconds after it was ended."
    )


def _read(data: bytes) -> dict[str, Any]:
    """What a claim says; nothing where it cannot be read, and then it holds for as long as any."""
    try:
        claim = json.loads(data)
    except ValueError:
        return {}
    return claim if isinstance(claim, dict) else {}


def _holder(claim: dict[str, Any]) -> Holder:
    process = claim.get("process")
    return Holder(
        host=re.sub(r"[^\w.-]", "?", str(claim.get("host", "?")))[:100],
        process=process if isinstance(process, int) and process > 0 else 0,
        machine=str(claim.get("machine", "")) if isinstance(process, int) and process > 0 else "",
    )


def _lasts(claim: dict[str, Any]) -> float:
    seconds = claim.get("seconds")
    return min(float(seconds), _LONGEST) if isinstance(seconds, int | float) and seconds > 0 else 60.0


def _machine() -> str:
    """This boot of this machine and this space of process ids: only there does a process id mean a process."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _watch() -> float:
    """Seconds on a watch that nobody sets, and that goes on while the machine sleeps where there is such a one."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
