"""How a desk works: the values that settings are read into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundwire.brief.abstractive.options import WriterOptions
from groundwire.brief.check.ports import Judge
from groundwire.completion.options import BudgetOptions, CompletionOptions, EndpointOptions
from groundwire.library.table import INTERACTIVE, Upkeep
from groundwire.sources.fetch_options import FetchOptions
from groundwire.text.embedding import Embedder

if TYPE_CHECKING:
    from groundwire.completion.budget import Spending
    from groundwire.pipeline.vectors import Embeds


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """How language models are reached, and how they are made to write; without an endpoint there is none."""

    completion: CompletionOptions = field(default_factory=CompletionOptions)
    writer: WriterOptions = field(default_factory=WriterOptions)
    judge: bool = False  # whether a model is asked about every statement that a model wrote and that holds otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorOptions:
    """Which vectors there are, and what makes them."""

    passages: bool = False  # one for each passage as well
    endpoint: EndpointOptions | None = None  # the model inside the extra, where there is none
    budget: BudgetOptions = field(default_factory=BudgetOptions)

    def make(self, spending: Spending | None = None) -> Embeds:
        """What makes the vectors. Raises SettingsError where the extra is missing."""
        from groundwire.completion.embeddings import EndpointEmbedder

        if self.endpoint is None:
            return Embedder()
        return EndpointEmbedder(self.endpoint, budget=self.budget, spending=spending)

    @property
    def model(self) -> str:
        """Under which name the vectors are kept."""
        return self.endpoint.model if self.endpoint else Embedder.model


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """How a desk works; every field has a default that suits a laptop."""

    fetch: FetchOptions = field(default_factory=FetchOptions)
    archive_file_bytes: int = 1_000_000_000  # a WARC file is closed at this size
    extract_seconds: float = 20.0  # a page that takes longer is a Failure
    extract_memory: int = 1_500_000_000  # bytes; a page that needs more is a Failure
    spacy_models: Mapping[str, str] = field(default_factory=dict)  # language → model of the optional tagger
    vectors: bool = False  # whether the checker also compares meanings
    judges: Sequence[Judge] = ()  # second opinions on statements that are no sentence of their document
    meaning: VectorOptions | None = None  # vectors to find documents by; None for words alone
    models: ModelOptions = field(default_factory=ModelOptions)
    languages: tuple[str, ...] = ("en", "zh")  # of readers: what briefs by models may be written in
    upkeep: Upkeep = INTERACTIVE  # what the library's indexes may cost
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
