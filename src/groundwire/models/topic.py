"""Topics: what belongs together, and why a document was found to belong."""

from dataclasses import dataclass

from groundwire.models.annotation import Span
from groundwire.models.ids import EntityId, TopicId
from groundwire.models.labels import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that show a concept. A trailing ``*`` matches any ending; ``exact`` keeps upper and lower case apart."""

    text: str
    language: str  # BCP-47, "und" for a term of every language
    weight: float
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One idea of a topic, said in several languages; however often it is said it counts once, with damping."""

    id: str
    labels: tuple[tuple[str, str], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A short text that a topic must match or must not."""

    text: str
    language: str
    matches: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A versioned definition of what belongs, as read from its file."""

    id: TopicId
    version: int
    labels: tuple[tuple[str, str], ...]
    description: tuple[tuple[str, str], ...]
    concepts: tuple[Concept, ...]
    required: tuple[tuple[str, ...], ...]  # of each list at least one concept must be there
    excluded: tuple[Term, ...]
    entities: tuple[tuple[EntityId, float], ...]  # with weights
    event_types: tuple[tuple[str, float], ...]  # with weights
    threshold: float
    examples: tuple[Example, ...]

    def label(self, language: str) -> str:
        """The label in this language, else in its base language, else the first."""
        return nearest(self.labels, language) or self.id

    def about(self, language: str) -> str:
        """The description in this language, else in its base language, else the first; empty where there is none."""
        return nearest(self.description, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that spoke for a match: the concept, entity or event type, what it added, and where it stands."""

    key: str  # "concept:export-control", "entity:org/smic", "event:export-control"
    weight: float
    spans: tuple[Span, ...]  # paragraph 0 is the title


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """A document's score for a topic, with its reasons, strongest first."""

    topic: TopicId
    version: int
    score: float
    threshold: float
    reasons: tuple[Reason, ...]
    excluded_by: str | None = None  # the excluded term or missing requirement that settled it

    @property
    def matched(self) -> bool:
        """Whether the document belongs to the topic."""
        return self.excluded_by is None and self.score >= self.threshold
