"""A desk's parts in, its one writer out: an intake that has finished what an interrupted run left over."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from groundwire.archive.archive import Archive
from groundwire.archive.place import Place
from groundwire.extract.worker import ExtractWorker
from groundwire.library.library import Library
from groundwire.models import Capture, Document, Failure
from groundwire.pipeline.drivers import Driver
from groundwire.pipeline.intake import Intake
from groundwire.pipeline.options import DeskOptions
from groundwire.pipeline.parts import Parts
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.stages import Stages
from groundwire.pipeline.worker import DeriveWork

_LOG = logging.getLogger(__name__)
_MANY = 1_000  # documents, after which all merges are made that single writes do not wait for


@contextmanager
def writing(parts: Parts, workers: int | None, *, resume: bool = True) -> Iterator[Intake]:
    """Become the only writer, finish what an interrupted run left over, take in, and bring the indexes up to date.

    Raises DeskLockedError, and DeskError where adding would hide what the archive holds.
    """
    home, options = parts.home, parts.options
    home.make(anew=not resume)
    with (
        home.writing(anew=not resume),
        extract_worker(options) as worker,
        _driver(parts, worker, workers) as driver,
    ):
        archive = Archive(home.captures(), max_bytes=options.archive_file_bytes)
        library = Library(home.tables(), writable=True, upkeep=options.upkeep)
        intake = Intake(derive=driver.derive, archive=archive, library=library, state=parts.state)
        try:
            if resume:
                _finish_interrupted(parts, intake)
            yield intake
            if intake.written >= _MANY:
                library.settle()
        finally:
            library.close()
            archive.close()
            parts.close()


def limits_of(options: DeskOptions) -> Limits:
    """What one capture may take."""
    return Limits(seconds=options.extract_seconds, memory=options.extract_memory)


def extract_worker(options: DeskOptions) -> ExtractWorker:
    """The expendable process that extracts."""
    return ExtractWorker(seconds=options.extract_seconds, memory=options.extract_memory)


def stages_of(parts: Parts, extract: Callable[[Capture], Document | Failure]) -> Stages:
    """All stages, in this process."""
    topics = parts.definitions.values()
    return Stages(extract=extract, annotator=parts.annotator, checker=parts.checker, topics=topics)


def _driver(parts: Parts, worker: ExtractWorker, workers: int | None) -> Driver:
    def pool(size: int) -> WorkerPool:
        return WorkerPool(DeriveWork(parts.recipe), workers=size, limits=limits_of(parts.options))

    return Driver(workers, stages=lambda: stages_of(parts, worker.extract), pool=pool)


def _finish_interrupted(parts: Parts, intake: Intake) -> None:
    mark = parts.state.mark()
    for arrival in intake.resume(Place(*mark) if mark else None):
        _LOG.info("finished %r, left over from an interrupted run: %s", arrival.item, arrival.status)
