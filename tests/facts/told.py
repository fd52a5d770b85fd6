"""Figures as documents tell them, for tests: a sentence and what its figure means in, a record out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from groundwire.facts.disagreements import disagreements
from groundwire.facts.ledger import ledger
from groundwire.models import (
    Annotations,
    Base,
    Change,
    DateMention,
    Direction,
    Disagreements,
    DocumentId,
    Entity,
    EntityId,
    Figure,
    FigureKind,
    FigureRole,
    Ledger,
    Qualifier,
    Record,
    Reference,
)
from tests.facts.records import make_record, span_of

SMIC = Entity(
    id=EntityId("org/smic"),
    kind="organisation",
    labels=(("en", "SMIC"), ("zh", "中芯国际")),
    aliases=("中芯国际集成电路制造有限公司",),
)
CHINA = Entity(id=EntityId("place/cn"), kind="place", labels=(("en", "China"), ("zh", "中国")))
GALLIUM = Entity(id=EntityId("material/gallium"), kind="material", labels=(("en", "gallium"), ("zh", "镓")))
ENTITIES = {entity.id: entity for entity in (SMIC, CHINA, GALLIUM)}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A figure of a sentence, by its words."""

    written: str
    value: str
    high: str | None = None
    kind: FigureKind = "quantity"
    unit: str | None = None
    currency: str | None = None
    usd: str | None = None
    per: str | None = None
    measure: str | None = None
    owner: str | None = None
    thing: str | None = None
    scope: str | None = None
    qualifier: Qualifier | None = None
    role: FigureRole = "actual"
    year: int | None = None
    period: tuple[date, date] | None = None
    direction: Direction | None = None
    base: Base | None = None
    after: bool = False  # the value after the change, not the difference
    start: str | None = None


def figure_of(text: str, told: Told) -> Figure:
    """The figure as an annotator gives it."""
    period = told.period or ((date(told.year, 1, 1), date(told.year, 12, 31)) if told.year else None)
    span = span_of(text, told.written)
    change = None
    if told.direction:
        start = span_of(text, told.start) if told.start else None
        change = Change(direction=told.direction, difference=not told.after, base=told.base, start=start)
    return Figure(
        span=span,
        kind="money" if told.currency and told.kind == "quantity" else told.kind,
        low=Decimal(told.value),
        high=Decimal(told.high or told.value),
        unit=told.unit,
        currency=told.currency,
        qualifier=told.qualifier,
        usd=(Decimal(told.usd), Decimal(told.usd)) if told.usd else None,
        per=told.per,
        change=change,
        role=told.role,
        period=DateMention(span=span, first=period[0], last=period[1]) if period else None,
        measure=told.measure,
        owner=_reference(text, told.owner),
        thing=_reference(text, told.thing),
        scope=_reference(text, told.scope),
    )


def _reference(text: str, words: str | None) -> Reference | None:
    if words is None:
        return None
    entity = next((e.id for e in ENTITIES.values() if words in {label for _, label in e.labels}), None)
    return Reference(span=span_of(text, words), entity=entity)


def tell(
    text: str, *figures: Told, name: str, language: str = "en", days: int = 0, source: str | None = None
) -> Record:
    """A record of one paragraph with these figures."""
    found = tuple(sorted((figure_of(text, told) for told in figures), key=lambda figure: figure.span))
    record = make_record(text, name=name, language=language, days=days, annotations=Annotations(figures=found))
    return replace(record, document=replace(record.document, source_name=source)) if source else record


def origins_of(records: tuple[Record, ...], origins: dict[str, int] | None) -> dict[DocumentId, int]:
    """Each document an origin of its own unless told."""
    own = {record.document.id: place for place, record in enumerate(records)}
    return own | {DocumentId(name): number for name, number in (origins or {}).items()}


def ledger_of(*records: Record, origins: dict[str, int] | None = None) -> Ledger:
    """The ledger of these records."""
    return ledger(records, origins_of(records, origins), ENTITIES, total=len(records))


def disagreements_of(*records: Record, origins: dict[str, int] | None = None) -> Disagreements:
    """What these records disagree about."""
    return disagreements(records, origins_of(records, origins), ENTITIES, total=len(records))
