"""A document and a language in, its brief by a model begun; how far it is, for whoever asks meanwhile."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from groundwire.models import Brief, CompletionError, GroundwireError, Group, Record

log = logging.getLogger(__name__)

MOST_AT_ONCE = 8  # threads; how many questions a model is asked at a time is the endpoint's to say
_KEPT = 300.0  # seconds that a failure waits for its reader
_Key = tuple[str, str, str]  # document, revision, language


class Write(Protocol):
    """Writes and keeps a brief, and tells of what there is of it meanwhile."""

    def __call__(self, record: Record, language: str, *, watch: Callable[[Brief], None]) -> Brief: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a brief is."""

    step: int = 0  # grows with every change
    partial: Brief | None = None  # what holds so far, and nothing else

    @property
    def holding(self) -> int:
        """How many statements hold so far."""
        return sum(1 for _ in self.partial.statements()) if self.partial else 0


class BackgroundBriefs:
    """One thread for each brief that is being written; nothing is left of one that is done, as the brief is kept.

    The threads are daemons: whoever stops the program does not wait for a model. Its answers so far are archived.
    """

    def __init__(self, write: Write, *, now: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._now = now
        self._lock = threading.Lock()
        self._running: dict[_Key, Progress] = {}
        self._failed: dict[_Key, tuple[float, str]] = {}  # when, and why

    def start(self, record: Record, language: str) -> Progress:
        """Begin to write, or join who began. Raises CompletionError where too many are being written."""
        key = _key(record, language)
        with self._lock:
            self._forget()
            if key in self._running:
                return self._running[key]
            if len(self._running) >= MOST_AT_ONCE:
                raise CompletionError(f"{MOST_AT_ONCE} briefs are being written already: try again in a minute.")
            self._failed.pop(key, None)
            self._running[key] = begun = Progress()
        threading.Thread(target=self._run, args=(key, record, language), name="groundwire-brief", daemon=True).start()
        return begun

    def progress(self, record: Record, language: str) -> Progress | None:
        """How far it is; None where nothing is being written."""
        with self._lock:
            return self._running.get(_key(record, language))

    def take_failure(self, record: Record, language: str) -> str:
        """Why the last one failed, told once; else empty."""
        with self._lock:
            self._forget()
            return self._failed.pop(_key(record, language), (0.0, ""))[1]

    def _run(self, key: _Key, record: Record, language: str) -> None:
        failure = ""
        try:
            self._write(record, language, watch=lambda partial: self._note(key, partial))
        except GroundwireError as error:
            failure = str(error)
        except Exception:
            log.exception("writing a brief of %r failed", record.document.id)
            failure = "Something went wrong that should not; the log tells what."
        with self._lock:
            self._running.pop(key, None)
            if failure:
                self._failed[key] = (self._now(), failure)

    def _note(self, key: _Key, partial: Brief) -> None:
        with self._lock:
            step = self._running[key].step + 1
            self._running[key] = Progress(step=step, partial=_what_holds(partial))

    def _forget(self) -> None:
        oldest = self._now() - _KEPT
        self._failed = {key: failed for key, failed in self._failed.items() if failed[0] >= oldest}


def _what_holds(brief: Brief) -> Brief:
    """The model's own statements that hold: what fails now may be mended yet, and is neither replaced nor withheld."""
    core = tuple(each for each in brief.core if not each.stands_in)
    groups = tuple(_own(group) for group in brief.groups)
    return replace(brief, core=core, groups=tuple(group for group in groups if group.statements), withheld=())


def _own(group: Group) -> Group:
    return replace(group, statements=tuple(each for each in group.statements if not each.stands_in))


def _key(record: Record, language: str) -> _Key:
    return record.document.id, record.document.revision, language.split("-")[0].lower()
