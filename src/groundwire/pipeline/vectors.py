"""Documents that have no vector yet in, their vectors in the library out: batch by batch, by several processes.

What is left to do is found by comparing ids, once for each run, so a run that was killed anywhere is gone on with by
the next one; a batch is whole in the library or is not there.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from groundwire.library.library import Library
from groundwire.library.schema import passage_texts
from groundwire.library.vectors import Embedded
from groundwire.models import DocumentId, GroundwireError, Record
from groundwire.pipeline.drivers import usable_cores
from groundwire.pipeline.options import VectorOptions
from groundwire.text.embedding import Embedder
from groundwire.text.tokens import estimate_tokens

LEAD_TOKENS = 128  # of title and first paragraphs: see "Vectors" in docs/scale.md
PASSAGE_TOKENS = 256
_AT_ONCE = 4  # texts that a process is given: more are not faster
_AT_REMOTE = 32  # and that an endpoint is asked for in one request
_DOCUMENTS = 32  # for each worker, written in one commit: about ten seconds of work
_KEPT = 64  # questions whose vectors are kept, for their next pages
T = TypeVar("T")


class Embeds(Protocol):
    """Makes vectors of questions, and of what they are to find."""

    @property
    def model(self) -> str: ...

    def questions(self, texts: Sequence[str]) -> Any: ...

    def passages(self, texts: Sequence[str]) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedReport:
    """What one run did: documents and vectors, and how many documents were left."""

    documents: int
    vectors: int
    waiting: int


class Asker:
    """The vector of a question: a `Meaning` of the library. Built with the first question; safe for several threads."""

    def __init__(self, options: VectorOptions, make: Callable[[], Embeds]) -> None:
        self.model = options.model
        self._make = make
        self._kept: dict[str, Sequence[float]] = {}
        self._lock = threading.Lock()

    @cached_property
    def _embeds(self) -> Embeds:
        return self._make()

    def __call__(self, question: str) -> Sequence[float]:
        """Its vector."""
        with self._lock:
            if question not in self._kept:
                vector = self._embeds.questions([question])[0]
                self._kept = dict(islice(reversed(self._kept.items()), _KEPT - 1))
                self._kept[question] = [float(number) for number in vector]
            return self._kept[question]


def lead_text(record: Record) -> str:
    """What the vector of a document is made of: its title and as much behind it as the model is given."""
    texts = passage_texts(record)
    parts: list[str] = []
    left = LEAD_TOKENS
    for text in texts:
        parts.append(_cut(text, left))
        left -= estimate_tokens(text)
        if left <= 0:
            break
    return "\n".join(part for part in parts if part.strip()) or "-"


def texts_of(record: Record, *, passages: bool) -> list[tuple[int, str]]:
    """What of a document gets a vector, by paragraph; 0 is the lead."""
    texts = [(0, lead_text(record))]
    if passages:
        numbered = enumerate(passage_texts(record))
        texts += [(number, _cut(text, PASSAGE_TOKENS)) for number, text in numbered if number and text.strip()]
    return texts


def _cut(text: str, tokens: int) -> str:
    """The beginning of a text, about so many tokens long."""
    text = text[: tokens * 8]  # no text has more letters to a token
    estimate = estimate_tokens(text)
    return text if estimate <= tokens else text[: len(text) * tokens // estimate]


class Embedding:
    """Works off the backlog of a library. One at a time for a desk: its caller holds the lock."""

    def __init__(self, library: Library, options: VectorOptions, workers: "Workers") -> None:
        self._library = library
        self._options = options
        self._workers = workers

    def run(self, *, limit: int | None = None, report: Callable[[int, int], None] | None = None) -> EmbedReport:
        """Makes what is missing, newest documents first; tells ``report`` how many of how many are done."""
        todo = self._library.without_vectors(passages=self._options.passages)
        wanted = todo if limit is None else todo[:limit]
        done = vectors = 0
        for part in _parts(wanted, _DOCUMENTS * self._workers.size):
            written = self._work(part)
            done, vectors = done + len(part), vectors + written
            if report:
                report(done, len(wanted))
        return EmbedReport(documents=done, vectors=vectors, waiting=len(todo) - done)

    def _work(self, documents: Sequence[DocumentId]) -> int:
        records = list(self._library.records(documents).values())
        asked = [(record, number, text) for record in records for number, text in self._texts(record)]
        found: dict[DocumentId, list[tuple[int, Sequence[float]]]] = {}
        for (record, number, _), vector in zip(asked, self._workers.vectors([each[2] for each in asked]), strict=True):
            found.setdefault(record.document.id, []).append((number, vector))
        self._library.write_vectors([self._embedded(record, found) for record in records])
        return len(asked)

    def _texts(self, record: Record) -> list[tuple[int, str]]:
        return texts_of(record, passages=self._options.passages)

    def _embedded(self, record: Record, found: Mapping[DocumentId, list[tuple[int, Sequence[float]]]]) -> Embedded:
        document = record.document
        return Embedded(
            document=document.id,
            revision=document.revision,
            time=document.time,
            passages=self._options.passages,
            vectors=found[document.id],
        )


class Workers(AbstractContextManager["Workers"]):
    """Who makes vectors: processes for the model inside the extra, which has no use for threads; threads for one that
    is asked over the network; ``embeds`` itself where there are no workers.
    """

    def __init__(self, options: VectorOptions, workers: int | None, *, embeds: Callable[[], Embeds]) -> None:
        self._remote = options.endpoint is not None
        most = options.endpoint.concurrency if options.endpoint else usable_cores()
        self._count = most if workers is None else workers
        self.size = max(self._count, 1)
        self._embeds = embeds
        self._executor: Executor | None = None

    def vectors(self, texts: Sequence[str]) -> Iterator[Sequence[float]]:
        """One vector for each text, in order. Raises GroundwireError where the workers die."""
        parts = _parts(texts, _AT_REMOTE if self._remote else _AT_ONCE)
        try:
            for vectors in self._map(parts):
                yield from vectors
        except BrokenExecutor as error:
            raise GroundwireError(
                "A process that makes vectors was ended from outside; run `groundwire embed` again to go on."
            ) from error

    def _map(self, parts: Iterable[Sequence[str]]) -> Iterable[Any]:
        if not self._count:
            return map(self._embeds().passages, parts)
        if self._remote:
            self._executor = self._executor or ThreadPoolExecutor(self._count)
            return self._executor.map(self._embeds().passages, parts)
        if self._executor is None:
            self._embeds()  # says at once where the extra is missing
            self._executor = ProcessPoolExecutor(
                self._count, mp_context=get_context("spawn"), initializer=_begin, initargs=(os.getpid(),)
            )
        return self._executor.map(_passages, parts)

    def __exit__(self, *error: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


_own: list[Embedder] = []  # of a worker process


def _begin(parent: int) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"  # threads cost more than they bring: processes are the parallel part
    os.nice(5)  # whoever reads the desk comes first
    _own.append(Embedder())
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _passages(texts: Sequence[str]) -> Any:
    return _own[0].passages(texts)
