"""What a desk is made of: its folder and options in; each part out, opened when it is first asked for.

Whatever only some questions need is loaded with the part that needs it, so that a desk opens in a moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire.library.library import Library
from groundwire.models import Entity, EntityId, Topic, TopicId
from groundwire.pipeline.home import home_of, open_state
from groundwire.pipeline.options import DeskOptions

if TYPE_CHECKING:
    from groundwire.annotate.annotator import Annotator
    from groundwire.brief.check.checker import Checker
    from groundwire.brief.check.ports import Judge
    from groundwire.library.state import State
    from groundwire.pipeline.desk_vectors import DeskVectors
    from groundwire.pipeline.fact_reader import FactReader
    from groundwire.pipeline.model_briefs import ModelBriefs
    from groundwire.pipeline.recipe import Recipe
    from groundwire.text.embedding import Embedder


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
        from groundwire.annotate.names.entity_files import load_entities

        own = self.path / "entities"
        return load_entities(*([own] if own.is_dir() else []))

    @cached_property
    def definitions(self) -> Mapping[TopicId, Topic]:
        """The shipped topics, then the desk's own."""
        from groundwire.topics.load import TopicFiles

        own = self.path / "topics"
        return TopicFiles(*([own] if own.is_dir() else []))

    @cached_property
    def library(self) -> Library:
        """For reading."""
        return Library(self.home.tables(), meaning=self.vectors.asker if self.options.meaning else None)

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
        from groundwire.pipeline.fact_reader import FactReader

        return FactReader(self.library, self.entities)

    @cached_property
    def vectors(self) -> DeskVectors:
        """What is needed to find documents by meaning."""
        from groundwire.pipeline.desk_vectors import DeskVectors

        return DeskVectors(self.path, self.options.meaning, library=lambda: self.library, state=self.state_to_keep)

    @cached_property
    def recipe(self) -> Recipe:
        """What the stages are made of."""
        from groundwire.pipeline.recipe import Recipe

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
        from groundwire.pipeline.model_briefs import ModelBriefs

        return ModelBriefs(
            self.options.models,
            answers=lambda: self.home.answers(max_bytes=self.options.archive_file_bytes),
            checker=self.checker_with,
            entities=lambda: self.entities,
            state=self.state_to_keep,
        )
