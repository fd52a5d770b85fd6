"""What a desk is made of: its folder and options in; each part out, opened when it is first asked for."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from groundwire.annotate import Annotator, load_entities
from groundwire.archive import Archive, Place
from groundwire.brief.check import Checker, Judge
from groundwire.extract.worker import ExtractWorker
from groundwire.library import Library, State
from groundwire.models import Capture, Document, Entity, EntityId, Failure, Topic, TopicId
from groundwire.pipeline.desk_vectors import DeskVectors
from groundwire.pipeline.drivers import Driver
from groundwire.pipeline.fact_reader import FactReader
from groundwire.pipeline.home import home_of, open_state
from groundwire.pipeline.intake import Intake
from groundwire.pipeline.model_briefs import ModelBriefs
from groundwire.pipeline.options import DeskOptions
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.recipe import Limits, Recipe
from groundwire.pipeline.stages import Stages
from groundwire.pipeline.worker import DeriveWork
from groundwire.text.embedding import Embedder
from groundwire.topics import load_topics

_LOG = logging.getLogger(__name__)
_MANY = 1_000  # documents, after which all merges are made that single writes do not wait for


class Parts:
    """The parts of one desk. ``derived``: where library and state stand; a rebuild makes them elsewhere."""

    def __init__(self, path: Path, *, options: DeskOptions, derived: Path | None = None) -> None:
        self.path = path
        self.derived = derived or path
        self.options = options
        self.home = home_of(path, self.derived)

    def close(self) -> None:
        """Lets go of files; the parts can be used again."""
        self.__dict__.pop("reader", None)  # it reads from the library
        for name in ("library", "state"):
            held = self.__dict__.pop(name, None)
            if held is not None:
                held.close()

    def find_home(self) -> None:
        """Look anew where everything stands: something else is there now."""
        self.home = home_of(self.path, self.derived)

    @cached_property
    def entities(self) -> Mapping[EntityId, Entity]:
        """The shipped entities, then the desk's own."""
        own = self.path / "entities"
        return load_entities(*([own] if own.is_dir() else []))

    @cached_property
    def definitions(self) -> Mapping[TopicId, Topic]:
        """The shipped topics, then the desk's own."""
        own = self.path / "topics"
        return load_topics(*([own] if own.is_dir() else []))

    @cached_property
    def library(self) -> Library:
        """For reading."""
        return Library(self.home.tables(), meaning=self.vectors.asker)

    @cached_property
    def state(self) -> State:
        """For reading and writing. Raises LibraryError."""
        return open_state(self.home)

    def state_to_keep(self) -> State:
        """The state, also where nothing was added yet: what a model costs is counted there, too."""
        self.home.make(anew=True)
        return self.state

    @cached_property
    def reader(self) -> FactReader:
        """What documents say together."""
        return FactReader(self.library, self.entities)

    @cached_property
    def vectors(self) -> DeskVectors:
        """What is needed to find documents by meaning."""
        return DeskVectors(self.path, self.options.meaning, library=lambda: self.library, state=self.state_to_keep)

    @cached_property
    def recipe(self) -> Recipe:
        """What the stages are made of."""
        return Recipe(
            entities=tuple(self.entities.values()),
            topics=tuple(self.definitions.values()),
            spacy_models=tuple(self.options.spacy_models.items()),
            vectors=self.options.vectors,
        )

    @cached_property
    def annotator(self) -> Annotator:
        """What finds names, figures and events."""
        return self.recipe.annotator()

    @cached_property
    def checker(self) -> Checker:
        """What judges statements."""
        return self.checker_with(())

    def checker_with(self, judges: Sequence[Judge]) -> Checker:
        """The same, with these second opinions besides those of the options."""
        every = (*self.options.judges, *judges)
        return self.recipe.checker(self.annotator, nearness=self._nearness, judges=every)

    @cached_property
    def _nearness(self) -> Embedder | None:
        return self.recipe.nearness()

    @cached_property
    def model_briefs(self) -> ModelBriefs:
        """Briefs by language models in the reader's language, and what they cost."""
        return ModelBriefs(
            self.options.models,
            answers=lambda: self.home.answers(max_bytes=self.options.archive_file_bytes),
            checker=self.checker_with,
            entities=lambda: self.entities,
            state=self.state_to_keep,
        )

    @property
    def limits(self) -> Limits:
        """What one capture may take."""
        return Limits(seconds=self.options.extract_seconds, memory=self.options.extract_memory)

    def worker(self) -> ExtractWorker:
        """The expendable process that extracts."""
        return ExtractWorker(seconds=self.options.extract_seconds, memory=self.options.extract_memory)

    def stages(self, extract: Callable[[Capture], Document | Failure]) -> Stages:
        """All stages, in this process."""
        topics = self.definitions.values()
        return Stages(extract=extract, annotator=self.annotator, checker=self.checker, topics=topics)

    @contextmanager
    def writing(self, workers: int | None, *, resume: bool = True) -> Iterator[Intake]:
        """Become the only writer, finish what an interrupted run left over, take in, and bring the indexes up to date.

        Raises DeskLockedError, and DeskError where adding would hide what the archive holds.
        """
        self.home.make(anew=not resume)
        with (
            self.home.writing(anew=not resume),
            self.worker() as worker,
            self._driver(worker, workers) as driver,
        ):
            archive = Archive(self.home.captures(), max_bytes=self.options.archive_file_bytes)
            library = Library(self.home.tables(), writable=True, upkeep=self.options.upkeep)
            intake = Intake(derive=driver.derive, archive=archive, library=library, state=self.state)
            try:
                if resume:
                    self._finish_interrupted(intake)
                yield intake
                if intake.written >= _MANY:
                    library.settle()
            finally:
                library.close()
                archive.close()
                self.close()

    def _driver(self, worker: ExtractWorker, workers: int | None) -> Driver:
        def pool(size: int) -> WorkerPool:
            return WorkerPool(DeriveWork(self.recipe), workers=size, limits=self.limits)

        return Driver(workers, stages=lambda: self.stages(worker.extract), pool=pool)

    def _finish_interrupted(self, intake: Intake) -> None:
        mark = self.state.mark()
        for arrival in intake.resume(Place(*mark) if mark else None):
            _LOG.info("finished %r, left over from an interrupted run: %s", arrival.item, arrival.status)
