"""Inputs and a desk's parts in; documents kept in the desk, or worked on and given out, or everything made anew."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from groundwire.library.vectors import copy_vectors
from groundwire.models import Capture, Failure, Record
from groundwire.pipeline import rebuilding
from groundwire.pipeline.add_report import AddReport, counted
from groundwire.pipeline.bulk.engine import Engine
from groundwire.pipeline.bulk.run import BulkRun, Passed
from groundwire.pipeline.bulk.shards import plan
from groundwire.pipeline.carried import carry
from groundwire.pipeline.intake import Arrival
from groundwire.pipeline.parts import Parts
from groundwire.pipeline.restoring import restore_briefs
from groundwire.pipeline.stages import Derived
from groundwire.pipeline.validators import HeldValidators
from groundwire.pipeline.worker import DeriveWork
from groundwire.pipeline.writing import extract_worker, limits_of, stages_of, writing
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs

Report = Callable[[Arrival], None] | None


def add(parts: Parts, inputs: Sequence[str], report: Report, *, workers: int | None) -> AddReport:
    """Keep what these inputs hold."""
    with writing(parts, workers) as intake:
        held = HeldValidators(parts.state)
        with Fetcher(options=parts.options.fetch, validators=held) as fetcher:
            items = read_inputs(inputs, fetcher=fetcher, now=parts.options.now)
            total = counted(held.noting(intake.take(items)), report)
        held.keep()
        return total


def add_bulk(
    parts: Parts, inputs: Sequence[str], report: Report, *, engine: Engine, passed: Callable[[Passed], None]
) -> AddReport:
    """Keep what these large inputs hold, worked on by Daft; shards that were done before are passed over."""
    shards = list(plan(inputs))
    with writing(parts, 0) as intake:
        run = BulkRun(shards, state=parts.state, now=parts.options.now())
        maker, fetch = DeriveWork(parts.recipe), parts.options.fetch
        work = partial(engine.run, maker=maker, limits=limits_of(parts.options), options=fetch)
        return counted(run.take(intake, work, passed), report)


def derive(parts: Parts, inputs: Sequence[str]) -> Iterator[Record | Failure]:
    """What `add` would keep."""
    with Fetcher(options=parts.options.fetch) as fetcher, extract_worker(parts.options) as worker:
        stages = stages_of(parts, worker.extract)
        for item in read_inputs(inputs, fetcher=fetcher, now=parts.options.now):
            derived = stages(item) if isinstance(item, Capture) else item
            yield derived.as_record() if isinstance(derived, Derived) else derived


def rebuild(parts: Parts, report: Report, *, workers: int | None) -> AddReport:
    """Library and state made beside the old ones, from the archive, and put in their place when they are whole."""
    new = Parts(parts.path, options=parts.options, derived=rebuilding.folder_of(parts.path))
    with writing(new, workers, resume=False) as intake:
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


def finish(parts: Parts) -> None:
    """Finish what an interrupted run left over: it is, when the writers open."""
    with writing(parts, 0):
        """Nothing more."""
