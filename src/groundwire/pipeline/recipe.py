"""What a desk's stages are made of, as values that travel to other processes and machines, in; the stages out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.tagger import SpacyTagger
from groundwire.brief.check.checker import Checker
from groundwire.brief.check.ports import Judge
from groundwire.models import Capture, Document, Entity, Failure, Topic
from groundwire.pipeline.stages import Stages
from groundwire.text.embedding import Embedder


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that the stages depend on besides the capture. Entities and topics are values, not paths: a worker
    may run on a machine that does not have the desk's folder.
    """

    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]
    spacy_models: tuple[tuple[str, str], ...] = ()  # language, model
    vectors: bool = False

    def annotator(self) -> Annotator:
        """What finds names, figures and events."""
        return Annotator(self.entities, tagger=SpacyTagger(dict(self.spacy_models)) if self.spacy_models else None)

    def nearness(self) -> Embedder | None:
        """What compares meanings, where that is wanted; its model is large."""
        return Embedder() if self.vectors else None

    def checker(self, annotator: Annotator, *, nearness: Embedder | None, judges: Sequence[Judge] = ()) -> Checker:
        """What judges statements."""
        entities = {entity.id: entity for entity in self.entities}
        return Checker(annotate=annotator.annotate, entities=entities, nearness=nearness, judges=judges)

    def build(self, extract: Callable[[Capture], Document | Failure]) -> Stages:
        """The stages, made from nothing: once in each worker."""
        annotator = self.annotator()
        checker = self.checker(annotator, nearness=self.nearness())
        return Stages(extract=extract, annotator=annotator, checker=checker, topics=self.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one capture may take in a worker."""

    seconds: float = 20.0  # to be extracted, and again for the stages behind it
    memory: int = 1_500_000_000  # bytes, above what the worker took for itself
