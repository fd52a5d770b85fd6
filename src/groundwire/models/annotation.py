"""Annotations: what was found in a paragraph, as offsets into its text and never as copies of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from groundwire.models.ids import EntityId
from groundwire.models.labels import nearest

EntityKind = Literal["organisation", "person", "place", "product", "material", "technology", "law"]
FigureKind = Literal["money", "percent", "points", "count", "quantity", "multiple"]
Qualifier = Literal["about", "at least", "over", "nearly", "up to", "under"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of the paragraph with this number."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An organisation, person, place, product, material, technology or law that names in a text denote."""

    id: EntityId
    kind: EntityKind
    labels: tuple[tuple[str, str], ...]  # (BCP-47, label), the first is the fall-back
    aliases: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()  # canonical written form, e.g. "688981.SH", "00981.HK", "US:AMAT"
    country: str | None = None  # ISO 3166-1 alpha-2
    exact: tuple[str, ...] = ()  # names that count only as written, upper and lower case too
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()  # ambiguous name → words of which one must be in the document

    def label(self, language: str) -> str:
        """The label in this language, else in its base language, else the first."""
        return nearest(self.labels, language) or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text. ``entity`` is None where it is a name but not one that is known."""

    span: Span
    entity: EntityId | None
    kind: EntityKind
    ticker: str | None = None  # canonical form, where the mention is a ticker or carries one


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity. ``low`` equals ``high`` unless it is a range; percent is stored as written (12 for 12 %)."""

    span: Span
    kind: FigureKind
    low: Decimal
    high: Decimal
    unit: str | None = None  # normalised, e.g. "t", "km", "people", "%"; None for money
    currency: str | None = None  # ISO 4217
    qualifier: Qualifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date or period in the text, resolved against the document's own date; both ends inclusive."""

    span: Span
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened or is announced: for now its type and the words that show it."""

    span: Span
    type: str  # e.g. "export-control", "investment"; the list is in annotate's data


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Everything found in one document, each list in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    events: tuple[Event, ...] = ()
