"""Records of many documents in, a ledger out: the same measure of the same thing, over time and sources."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from importlib import resources
from typing import NamedTuple

import yaml

from groundwire.facts.names import is_worldwide, name_of, quote_of, words_key
from groundwire.facts.readings import is_vague, key_of
from groundwire.facts.subject import subject_of
from groundwire.facts.tellers import without_teller
from groundwire.models import (
    DocumentId,
    Entity,
    EntityId,
    Figure,
    Ledger,
    LedgerPoint,
    LedgerSeries,
    Measured,
    Name,
    Record,
    Reference,
    newest,
)
from groundwire.text.scripts import fold
from groundwire.text.units import to_base, unit

_WORLD = "world"
_FEW = 10  # of a counted thing whose owner is not said
_SHORTEST_NAME = 2  # characters that must stay: 公司 alone is not a name that ends in 公司


class _Key(NamedTuple):
    """What figures of one series have in common. ``of`` is the currency, or the base of the unit."""

    measure: str
    owner: str | None
    thing: str | None
    scope: str | None
    of: str | None
    per: str | None
    change: bool


def ledger(
    records: Iterable[Record],
    origins: Mapping[DocumentId, int],
    entities: Mapping[EntityId, Entity],
    *,
    total: int,
) -> Ledger:
    """Every figure that says what it measures and of whom or what, in series, the widest reported first.

    A change (revenue rose 12 %) is of another series than the measure that changed. Written units of one dimension
    are one series. Of several revisions of a document the newest counts.
    """
    read = newest(records)
    names = Names(entities)
    points: defaultdict[_Key, list[LedgerPoint]] = defaultdict(list)
    measured: defaultdict[_Key, Counter[Measured]] = defaultdict(Counter)
    for record in read:
        for point, what in measured_points(record, origins.get(record.document.id, -1), names):
            if not _tells(what, point.figure):
                continue
            key = _key(what)
            measured[key][what] += 1
            points[key].append(point)
    series = [_series(measured[key], points[key]) for key in points]
    return Ledger(series=tuple(sorted(series, key=_widest_first)), documents=len(read), total=total)


def _tells(what: Measured, figure: Figure) -> bool:
    """Whether a series of it can say something: not of "two companies", nor of a share of nothing named."""
    thing = key_of(what.thing)
    if what.measure == "share":
        return thing is not None
    if what.owner or (what.thing and what.thing.entity):
        return True
    return thing is not None and not (figure.kind == "count" and (is_vague(what.measure) or figure.high < _FEW))


def measured_points(
    record: Record, origin: int, names: "Names", *, nameless: bool = False
) -> Iterator[tuple[LedgerPoint, Measured]]:
    """The figures of a record that say what they measure and of whom or what, or also those that do not say of what."""
    subject = subject_of(record)
    for figure in record.annotations.figures:
        if nameless and figure.measure is None:  # the story may tell what it measures
            figure = replace(figure, measure="number")
        figure = without_teller(figure, record)
        what = _measured(_with_owner(figure, subject), record, names)
        if what and (nameless or what.owner or what.thing):
            yield _point(figure, record, origin), what


class Names:
    """Names of references; words that are the only entity's label, alias or ticker are that entity."""

    def __init__(self, entities: Mapping[EntityId, Entity]) -> None:
        self._known = entities
        self._ids: dict[str, EntityId | None] = {}
        self._home = {language: home for language, home in _homes().items() if home[0] in entities}
        for entity in entities.values():
            ambiguous = {words_key(name, "und") for name, _ in entity.needs}
            for key in {words_key(word, "und") for word in _words(entity)} - ambiguous:
                self._ids[key] = entity.id if self._ids.get(key, entity.id) == entity.id else None

    def name(self, reference: Reference | None, record: Record) -> Name | None:
        if reference is None:
            return None
        name = name_of(reference, record)
        short = without_form(name.key)
        entity = name.entity or self._ids.get(name.key) or self._ids.get(short) or self._at_home(name.key, record)
        if entity is None:
            return Name(key=short, words=name.words) if short.strip() else None
        known = self._known.get(entity)
        return Name(key=entity, words=known.label(record.document.language) if known else name.words, entity=entity)

    def _at_home(self, key: str, record: Record) -> EntityId | None:
        """The country that "the whole country" is in this language."""
        entity, words = self._home.get(record.document.language.split("-")[0], (None, frozenset()))
        return entity if key in words else None


@functools.cache
def _homes() -> dict[str, tuple[EntityId, frozenset[str]]]:
    file = resources.files("groundwire.facts") / "data" / "home.yaml"
    return {
        language: (EntityId(home["entity"]), frozenset(map(fold, home["words"])))
        for language, home in yaml.safe_load(file.read_text("utf-8")).items()
    }


@functools.lru_cache(maxsize=4096)
def without_form(key: str) -> str:
    """A company's folded name without its legal form: what a second mention of it is called."""
    for _ in range(3):  # Acme Holdings Co., Ltd.
        found = _forms().search(key)
        if found is None or found.start() < _SHORTEST_NAME:
            return key
        key = key[: found.start()].rstrip(" ,")
    return key


@functools.cache
def _forms() -> re.Pattern[str]:
    file = resources.files("groundwire.facts") / "data" / "company_forms.yaml"
    forms = sorted(map(fold, yaml.safe_load(file.read_text("utf-8"))["suffixes"]), key=len, reverse=True)
    spaced, dense = [f for f in forms if f.isascii()], [f for f in forms if not f.isascii()]
    either = "|".join(map(re.escape, dense))
    return re.compile(rf"(?:[ ,]+(?:{'|'.join(map(re.escape, spaced))})|(?:{either}))$")


def _words(entity: Entity) -> Iterator[str]:
    yield from (label for _, label in entity.labels)
    yield from entity.aliases
    yield from entity.tickers


def _with_owner(figure: Figure, subject: Reference | None) -> Figure:
    """The figure as its document's subject's, where it says of nobody and is of a measure that companies have."""
    if figure.owner or figure.scope or not subject or figure.measure not in _subject_measures():
        return figure
    return replace(figure, owner=subject)


@functools.cache
def _subject_measures() -> frozenset[str]:
    file = resources.files("groundwire.facts") / "data" / "measures.yaml"
    return frozenset(yaml.safe_load(file.read_text("utf-8"))["company"])


def _measured(figure: Figure, record: Record, names: Names) -> Measured | None:
    """What a figure is of; None where it does not say what it measures."""
    if figure.measure is None:
        return None
    owner, thing = names.name(figure.owner, record), names.name(figure.thing, record)
    return Measured(
        measure=figure.measure,
        owner=owner,
        thing=thing,
        scope=names.name(figure.scope, record),
        unit=figure.unit,
        currency=figure.currency,
        per=figure.per,
        change=bool(figure.change and figure.change.difference),
    )


def _key(measured: Measured) -> _Key:
    return _Key(
        measured.measure,
        measured.owner.key if measured.owner else None,
        measured.thing.key if measured.thing else None,
        _scope(measured.scope),
        measured.currency or base_unit(measured.unit),
        measured.per,
        measured.change,
    )


def _scope(scope: Name | None) -> str | None:
    """By what a scope is compared: the whole world is one in every language."""
    return None if scope is None else _WORLD if is_worldwide(scope.key) else scope.key


def base_unit(unit_id: str | None) -> str | None:
    """The unit that values of this and comparable units convert to."""
    found = unit(unit_id) if unit_id else None
    return found.base if found else unit_id


def in_base(value: Decimal, figure: Figure) -> Decimal:
    """``value`` of the figure in the base of its unit."""
    return to_base(value, figure.unit).value if figure.unit else value


def base_values(figure: Figure) -> tuple[Figure, str | None]:
    """The figure with its values in the base of its unit, and that unit."""
    base = base_unit(figure.unit)
    return replace(figure, low=in_base(figure.low, figure), high=in_base(figure.high, figure), unit=base), base


def _point(figure: Figure, record: Record, origin: int) -> LedgerPoint:
    day = figure.period.last if figure.period else record.document.day or record.document.time.date()
    return LedgerPoint(
        figure=figure,
        day=day,
        quote=quote_of(record, figure.span, origin),
        day_of="period" if figure.period else "document",
    )


def _series(measured: Counter[Measured], points: list[LedgerPoint]) -> LedgerSeries:
    """The series under the names and the unit that most of its figures have."""
    ordered = sorted(points, key=_oldest_first)
    return LedgerSeries(
        measured=min(measured, key=lambda what: (-measured[what], repr(what))),
        points=tuple(ordered),
        origins=len({_voice(point) for point in ordered}),
    )


def _voice(point: LedgerPoint) -> tuple[int, str]:
    """Documents of one origin are one voice; those whose origin is not known speak for themselves."""
    return point.quote.origin, point.quote.document if point.quote.origin < 0 else ""


def _oldest_first(point: LedgerPoint) -> tuple[object, ...]:
    return point.day, point.quote.time, point.quote.document, point.quote.span


def _widest_first(series: LedgerSeries) -> tuple[object, ...]:
    return -series.origins, -len(series.points), repr(_key(series.measured))
