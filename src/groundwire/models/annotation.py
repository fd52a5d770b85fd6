"""Annotations: what was found in a paragraph, as offsets into its text and never as copies of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from groundwire.models.ids import EntityId
from groundwire.models.labels import nearest

EntityKind = Literal["organisation", "person", "place", "product", "material", "technology", "law"]
FigureKind = Literal["money", "percent", "points", "price", "count", "quantity", "multiple", "rank"]
Qualifier = Literal["about", "at least", "over", "nearly", "up to", "under"]
FigureRole = Literal["actual", "estimate", "target", "announced", "limit", "retracted"]  # retracted: said to be wrong
Direction = Literal["up", "down", "none"]
Base = Literal[  # a change against the same period one … before; previous: the one before, whatever its length
    "year", "quarter", "month", "week", "day", "previous", "earlier"
]  # fmt: skip
CodeKind = Literal["telephone", "version", "score", "model", "address", "hs", "eccn", "cas", "standard"]
EventState = Literal[
    "rumoured", "denied", "proposed", "announced", "agreed", "in force", "suspended", "completed", "cancelled"
]
ActorRole = Literal[
    "agent", "target", "issuer", "partner", "buyer", "seller", "investor", "recipient", "plaintiff", "defendant",
    "court", "supplier", "customer", "person", "employer",
]  # fmt: skip
Shared = Literal[
    "market", "production", "capacity", "processing", "reserves", "imports", "exports", "consumption", "shipments",
    "revenue", "localisation", "ownership",
]  # fmt: skip
ShareStage = Literal["mine", "refine", "material", "component", "tool", "design", "make", "use"]


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
class Reference:
    """Words that say who or what is meant; ``entity`` where they are a known name."""

    span: Span
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date or period in the text, resolved against the document's own date; both ends inclusive."""

    span: Span
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """That a figure is a difference (12 % up), or a value that came from another (from 3 to 5).

    ``difference`` tells which: True for the difference itself, False for the value after it.
    """

    direction: Direction
    difference: bool
    base: Base | None = None
    start: Span | None = None  # the figure of the value before, where the text gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity. ``low`` equals ``high`` unless it is a range; percent is stored as written (12 for 12 %)."""

    span: Span
    kind: FigureKind
    low: Decimal
    high: Decimal
    unit: str | None = None  # an id of the unit registry, e.g. "t", "km", "people", "%"; None for money
    currency: str | None = None  # ISO 4217
    qualifier: Qualifier | None = None
    usd: tuple[Decimal, Decimal] | None = None  # low and high of money at the rate of the document's day
    per: str | None = None  # a price or rate is for one of this unit: "t", "year", "share"
    change: Change | None = None
    role: FigureRole = "actual"
    period: DateMention | None = None  # what time it is of, where the text says so
    measure: str | None = None  # what it measures, an id of the measures data, e.g. "revenue", "production"
    measure_words: Span | None = None  # the words that say so, known or not
    owner: Reference | None = None  # whose it is: who earns, makes, pays, holds
    thing: Reference | None = None  # what is measured or counted: gallium, wafers, the plant
    scope: Reference | None = None  # where or in which market: worldwide, in China


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Digits that are no quantity, kept as what they are: a telephone number, a version, an HS heading."""

    span: Span
    kind: CodeKind
    value: str  # in one written form, e.g. "8112.92", "3A090", "7440-55-3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody's part in an event."""

    role: ActorRole
    who: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDate:
    """When an event came, or will come, to a state: announced on one day, in force from another."""

    state: EventState
    when: DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened or is announced. ``span`` is the trigger: the words that show it."""

    span: Span
    type: str  # e.g. "export-control", "investment"; the list is in annotate's data
    state: EventState = "announced"
    negated: bool = False  # the text says that it did not or will not happen
    actors: tuple[Actor, ...] = ()
    object: Reference | None = None  # what is bought, built, restricted, launched
    when: DateMention | None = None  # when it happened or will
    place: Reference | None = None
    amount: Figure | None = None
    items: tuple[Reference, ...] = ()  # goods a measure names, by name or by HS, ECCN or CAS code
    scope: Reference | None = None  # whom or what a measure applies to
    dates: tuple[StateDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Holder has x % of something: one edge of the dependency map. ``figure`` is the x %."""

    figure: Figure
    shared: Shared
    of: Reference | None  # the thing: gallium, EUV tools, the company whose revenue it is
    holder: Reference | None  # None where only the direction is said: 92 % imported
    stage: ShareStage | None = None
    scope: Reference | None = None  # whose market, imports, production: worldwide, of the United States
    within: Span | None = None  # the figure of the share that this is a share of: 70 % of the imported 92 %
    joint: bool = False  # several hold it together: the holder is a list of names, or the top three


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Everything found in one document, each list in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    events: tuple[Event, ...] = ()
    shares: tuple[Share, ...] = ()
    codes: tuple[Code, ...] = ()
