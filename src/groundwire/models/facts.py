"""What documents say together: timelines, ledgers, disagreements, maps; every item leads to its places."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from groundwire.models.annotation import ActorRole, EventState, Figure, Qualifier, Shared, ShareStage, Span
from groundwire.models.ids import DocumentId, EntityId, RevisionId

Why = Literal[
    "period", "scope", "stage", "role", "rounding", "qualifier", "unit slip", "currency", "change", "same origin",
    "revised",
]  # fmt: skip
SumKind = Literal["parts", "rate", "growth", "conversion"]
DayOf = Literal["period", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Who or what, the same for all documents. ``key`` is the entity's id, or the folded words of an unknown name."""

    key: str
    words: str  # as first written
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence of a document that says something, and where. Documents of one origin have the same number."""

    document: DocumentId
    revision: RevisionId
    title: str
    source_name: str
    time: datetime  # the document's, aware UTC
    language: str
    span: Span  # what the fact was read from: the figure, the trigger
    text: str  # the sentence around it
    start: int  # where the sentence begins in its paragraph
    origin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What the rows of an answer were narrowed to: a kind of figure or type of event, an entity."""

    kind: str | None = None
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody's part in an event of a timeline."""

    role: ActorRole
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """An event came to this state, as this quote says."""

    state: EventState
    day: date
    quote: Quote
    dated: bool = True  # False: no text gives the day, and it is the one of the first report that tells of the state


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One event as all its reports tell it, the first report first; ``states`` is its thread, oldest first."""

    id: str  # 16 hex digits, the same whenever the same documents are read
    type: str
    first: date
    last: date
    dated: bool  # False: no text gives a date, and the day of the first report stands for it
    state: EventState
    negated: bool
    states: tuple[StateChange, ...]
    parties: tuple[Party, ...]
    object: Name | None
    place: Name | None
    amount: Figure | None
    items: tuple[Name, ...]
    reports: tuple[Quote, ...]
    origins: int  # independent origins among the reports
    planned: tuple[date, date] | None = None  # when it is to happen, where that is still ahead of the newest report
    amount_quote: Quote | None = None  # where the amount stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Events newest first, read from ``documents`` of the ``total`` that match."""

    events: tuple[TimelineEvent, ...]
    documents: int
    total: int
    unnamed: int = 0  # events that name nobody and nothing, and are not in the list
    only: Only | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a figure is of; figures of one ledger series share it."""

    measure: str
    owner: Name | None
    thing: Name | None
    scope: Name | None
    unit: str | None
    currency: str | None
    per: str | None
    change: bool = False  # it is how much the measure changed (12 % up), not the measure itself


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPoint:
    """One figure of a series. ``day`` is the last day of its period, else the day of its document: ``day_of``."""

    figure: Figure
    day: date
    quote: Quote
    day_of: DayOf = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSeries:
    """The same measure of the same thing over time and sources, oldest first."""

    measured: Measured
    points: tuple[LedgerPoint, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Series, the one with the most origins first."""

    series: tuple[LedgerSeries, ...]
    documents: int
    total: int
    only: Only | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two figures may differ without either being wrong, or how one of them went wrong."""

    why: Why
    left: str  # what one says, in its words: "2023", "refining", "target"
    right: str
    left_key: str = ""  # what that is in the vocabulary: "role.target", "contrast.stage.refine"; or an entity's id
    right_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Figures that cannot both hold. ``conflict`` is False where the explanations make both right."""

    measured: Measured
    points: tuple[LedgerPoint, ...]  # one per value, the first reported first
    conflict: bool
    explanations: tuple[Explanation, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreements:
    """Conflicts first, then what only looks like one."""

    found: tuple[Disagreement, ...]
    documents: int
    total: int
    only: Only | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumNote:
    """Figures of one document that do not add up; ``formula`` is the arithmetic in digits: ``12 + 30 = 42 ≠ 50``."""

    kind: SumKind
    formula: str
    expected: Decimal
    found: Decimal
    spans: tuple[Span, ...]  # of the figures, the one in doubt last


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEdge:
    """Holder has ``low`` to ``high`` percent of something, as the quotes say, newest first."""

    holder: Name
    of: Name
    shared: Shared
    stage: ShareStage | None
    scope: Name | None
    low: Decimal
    high: Decimal
    first: date  # of the periods or documents
    last: date
    quotes: tuple[Quote, ...]
    origins: int
    joint: bool = False  # the holder's name is of several who hold it together
    qualifier: Qualifier | None = None  # of a value that is only said so: over 90 %; None where one says it exactly
    low_quote: Quote | None = None  # who says ``low``
    high_quote: Quote | None = None
    day_of: DayOf = "period"  # "document" where no quote says what time it speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Herfindahl–Hirschman index of one thing's holders, 0 to 10 000: bounds, for the rest may be many or one."""

    of: Name
    shared: Shared
    scope: Name | None
    low: int
    high: int
    covered: Decimal  # percent that the known holders have together
    edges: tuple[MapEdge, ...] = ()  # what it was made of, the largest first


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeChange:
    """An edge that is new (``before`` None) or has another value than before."""

    edge: MapEdge
    before: MapEdge | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyMap:
    """Who holds what share of what."""

    edges: tuple[MapEdge, ...]
    concentrations: tuple[Concentration, ...]
    changes: tuple[EdgeChange, ...]  # newest first
    documents: int
    total: int
    only: Only | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What documents that came since a moment say that was not said before."""

    since: datetime
    figures: tuple[LedgerPoint, ...]
    states: tuple[TimelineEvent, ...]  # new events, and events whose state changed
    edges: tuple[EdgeChange, ...]
    reversed: tuple[Disagreement, ...]  # a new figure or state that turns an earlier one round
    documents: int
    total: int = 0  # of which that many were read
    earlier: int = 0  # older documents they were compared with
    series: tuple[LedgerSeries, ...] = ()  # the new figures again, with what they are of
    only: Only | None = None
