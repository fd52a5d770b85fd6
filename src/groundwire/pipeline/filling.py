"""Inputs and a desk's parts in; documents kept in the desk, or worked on and given out, or everything made anew."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from groundwire.library import copy_vectors
from groundwire.models import Capture, Failure, Record
from groundwire.pipeline import bulk, rebuilding
from groundwire.pipeline.add_report import AddReport, counted
from groundwire.pipeline.carried import carry
from groundwire.pipeline.intake import Arrival
from groundwire.pipeline.parts import Parts
from groundwire.pipeline.restoring import restore_briefs
from groundwire.pipeline.stages import Derived
from groundwire.pipeline.validators import HeldValidators
from groundwire.pipeline.worker import DeriveWork
from groundwire.sources import Fetcher, read_inputs

Report = Callable[[Arrival], None] | None


def add(parts: Parts, inputs: Sequence[str], report: Report, *, workers: int | None) -> AddReport:
    """Keep what these inputs hold."""
    with parts.writing(workers) as intake:
        held = HeldValidators(parts.state)
        with Fetcher(options=parts.options.fetch, validators=held) as fetcher:
            items = read_inputs(inputs, fetcher=fetcher, now=parts.options.now)
            total = counted(held.noting(intake.take(items)), report)
        held.keep()
        return total


def add_bulk(
    parts: Parts, inputs: Sequence[str], report: Report, *, engine: bulk.Engine, passed: Callable[[bulk.Passed], None]
) -> AddReport:
    """Keep what these large inputs hold, worked on by Daft; shards that were done before are passed over."""
    shards = list(bulk.plan(inputs))
    with parts.writing(0) as intake:
        run = bulk.BulkRun(shards, state=parts.state, now=parts.options.now())
        maker, fetch = DeriveWork(parts.recipe), parts.options.fetch
        work = partial(engine.run, maker=maker, limits=parts.limits, options=fetch)
        return counted(run.take(intake, work, passed), report)


def derive(parts: Parts, inputs: Sequence[str]) -> Iterator[Record | Failure]:
    """What `add` would keep."""
    with Fetcher(options=parts.options.fetch) as fetcher, parts.worker() as worker:
        stages = parts.stages(worker.extract)
        for item in read_inputs(inputs, fetcher=fetcher, now=parts.options.now):
            derived = stages(item) if isinstance(item, Capture) else item
            yield derived.as_record() if isinstance(derived, Derived) else derived


def rebuild(parts: Parts, report: Report, *, workers: int | None) -> AddReport:
    """Library and state made beside the old ones, from the archive, and put in their place when they are whole."""
    new = Parts(parts.path, options=parts.options, derived=rebuilding.folder_of(parts.path))
    with new.writing(workers, resume=False) as intake:
        total = counted(intake.resume(None), report)
        carried = carry(parts.path, lambda: parts.state)
        carried.put_into(new.state)
        restore_briefs(new.model_briefs, new.library, carried.written, parts.options.languages)
        new.library.settle()
        new.close()
        copy_vectors(parts.derived / "library", new.derived / "library")
        parts.close()
        new.home.swap()
        parts.find_home()
        return total
