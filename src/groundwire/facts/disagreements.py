"""Records of many documents in, disagreements out: figures that cannot both hold, and those that only look so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from groundwire.facts.explain import NOTHING, Comparison, compare
from groundwire.facts.ledger import base_unit, in_base, ledger
from groundwire.facts.readings import Reading, is_vague, key_of, likeness, likeness_needed, read_point
from groundwire.models import (
    Disagreement,
    Disagreements,
    DocumentId,
    Entity,
    EntityId,
    Explanation,
    Figure,
    Ledger,
    LedgerPoint,
    LedgerSeries,
    Record,
    Span,
)

_NEIGHBOURS = 60  # claims that one is compared with, the last before it: bounds the work for a measure told daily
_EXPLAINED = 3  # pairs shown of one measure that only look like a conflict
_TOGETHER = 30  # days between two reports that a reader may take for a conflict
_LIKE_NUMBERS = 10  # and how many times one may be the other

Value = tuple[str, Decimal]


class _What(NamedTuple):
    """What figures must share to be compared. ``who`` is the owner, or the place where no owner is named."""

    measure: str
    who: str | None
    thing: str | None
    of: str
    per: str | None


def disagreements(
    records: Iterable[Record],
    origins: Mapping[DocumentId, int],
    entities: Mapping[EntityId, Entity],
    *,
    total: int,
) -> Disagreements:
    """Where documents differ about one measure of one thing: conflicts first, the widest reported first.

    A document that also gives the other's value knows of it, and does not disagree.
    """
    read = tuple(records)
    return disagreements_in(ledger(read, origins, entities, total=total), read)


def disagreements_in(books: Ledger, read: Iterable[Record]) -> Disagreements:
    """The disagreements of a ledger that was made from these records."""
    records = {record.document.id: record for record in read}
    given = {name: _values(record.annotations.figures) for name, record in records.items()}
    found: list[Disagreement] = []
    for what, series in sorted(_comparable(books).items(), key=repr):
        found += _Matter(what=what, given=given, records=records).judge(series)
    return Disagreements(found=tuple(sorted(found, key=_order)), documents=books.documents, total=books.total)


def _order(one: Disagreement) -> tuple[object, ...]:
    newest = max(point.quote.time for point in one.points)
    first = one.points[0].quote
    return not one.conflict, -one.origins, -newest.timestamp(), first.document, first.span


def _values(figures: Iterable[Figure]) -> frozenset[Value]:
    """What figures say in base units, whatever they measure."""
    return frozenset(
        (figure.currency or base_unit(figure.unit) or figure.kind, abs(value))
        for figure in figures
        for value in (in_base(figure.low, figure), in_base(figure.high, figure))
    )


def _comparable(ledger: Ledger) -> Mapping[_What, list[LedgerSeries]]:
    together: defaultdict[_What, list[LedgerSeries]] = defaultdict(list)
    for series in ledger.series:
        measured = series.measured
        who, thing = key_of(measured.owner) or key_of(measured.scope), key_of(measured.thing)
        if who or thing:
            of = "money" if measured.currency else base_unit(measured.unit) or ""
            together[_What(measured.measure, who, thing, of, measured.per)].append(series)
    return together


@dataclass(slots=True, kw_only=True)
class _Pair:
    """Two claims, the earlier first, and what comparing them found."""

    left: Reading
    right: Reading
    comparison: Comparison


@dataclass(slots=True, kw_only=True)
class _Matter:
    """Everything said about one measure of one thing."""

    what: _What
    given: Mapping[DocumentId, frozenset[Value]]
    records: Mapping[DocumentId, Record]
    conflicts: list[_Pair] = field(default_factory=list)
    explained: list[_Pair] = field(default_factory=list)

    def judge(self, series: Sequence[LedgerSeries]) -> Iterator[Disagreement]:
        """The disagreements among all points of these series."""
        claims = _claims(series)
        if len({claim.point.quote.document for claim in claims}) < 2:
            return
        for index, right in enumerate(claims):
            for left in claims[max(index - _NEIGHBOURS, 0) : index]:
                self._weigh(left, right)
        unsure = {pair.left.point.quote.document for pair in self.conflicts if _one_document(pair)}
        sure = [pair for pair in self.conflicts if not unsure & {*_documents(pair)}]
        yield from map(_conflict, _connected(sure))
        yield from self._lookalikes()

    def _weigh(self, left: Reading, right: Reading) -> None:
        comparison = compare(left, right)
        if (
            comparison.agree
            or not (self._names(left) and self._names(right))
            or (not _one(left, right) and self._knows(left, right))
        ):
            return
        pair = _Pair(left=left, right=right, comparison=comparison)
        if not comparison.conflict:
            self.explained.append(pair)
        elif _one(left, right) or _same_thing(left, right):
            self.conflicts.append(pair)

    def _names(self, reading: Reading) -> bool:
        """Whether what the figure is of is a name, known or not, and no word that happens to stand there."""
        figure = reading.point.figure
        if any(name and name.entity for name in (reading.measured.owner, reading.measured.thing)):
            return True
        spans = [reference.span for reference in (figure.owner, figure.thing) if reference]
        mentions = self.records[reading.point.quote.document].annotations.mentions
        return any(_inside(mention.span, span) for mention in mentions for span in spans)

    def _knows(self, left: Reading, right: Reading) -> bool:
        """Whether either document gives the other's value too."""
        return self._gives(left, right) or self._gives(right, left)

    def _gives(self, left: Reading, right: Reading) -> bool:
        return not self.given[left.point.quote.document].isdisjoint(_values([right.point.figure]))

    def _lookalikes(self) -> Iterator[Disagreement]:
        """For each set of reasons the pair that was said closest together."""
        nearest: dict[frozenset[str], _Pair] = {}
        for pair in sorted(filter(self._misleads, self.explained), key=_days_apart):
            nearest.setdefault(frozenset(why.why for why in pair.comparison.explanations), pair)
        for pair in list(nearest.values())[:_EXPLAINED]:
            yield _disagreement([pair], conflict=False)

    def _misleads(self, pair: _Pair) -> bool:
        """Whether a reader may take it for a conflict: other voices, told at one time, numbers of one size."""
        revised = any(why.why == "revised" for why in pair.comparison.explanations)
        if _one_document(pair) or not _shown(pair) or (pair.left.voice == pair.right.voice and not revised):
            return False
        small, large = sorted((abs(pair.left.high), abs(pair.right.high)))
        like = pair.left.point.figure.currency != pair.right.point.figure.currency or large <= small * _LIKE_NUMBERS
        return like and _days_apart(pair) <= _TOGETHER and _same_thing(pair.left, pair.right)


def _same_thing(left: Reading, right: Reading) -> bool:
    needed = likeness_needed(left.measured), likeness_needed(right.measured)
    return None not in needed and likeness(left, right) >= max(one for one in needed if one is not None)


def _shown(pair: _Pair) -> bool:
    """Whether the reasons are plain: both sides say what sets them apart, as two years do, or mining and refining."""
    if is_vague(pair.left.measured.measure):  # a number of something that is another number the week after
        return False
    return all(
        NOTHING not in (why.left, why.right) and why.left != why.right and _dated(pair, why)
        for why in pair.comparison.explanations
    )


def _dated(pair: _Pair, why: Explanation) -> bool:
    return why.why != "period" or bool(pair.left.period and pair.right.period)


def _one(left: Reading, right: Reading) -> bool:
    return left.point.quote.document == right.point.quote.document


def _one_document(pair: _Pair) -> bool:
    return _one(pair.left, pair.right)


def _inside(inner: Span, outer: Span) -> bool:
    return inner.paragraph == outer.paragraph and outer.start <= inner.start and inner.end <= outer.end


def _documents(pair: _Pair) -> tuple[DocumentId, DocumentId]:
    return pair.left.point.quote.document, pair.right.point.quote.document


def _days_apart(pair: _Pair) -> int:
    return abs((pair.left.said - pair.right.said).days)


def _claims(series: Sequence[LedgerSeries]) -> list[Reading]:
    """Each thing said once per voice, in the order of saying."""
    points = ((point, one.measured) for one in series for point in one.points)
    ordered = sorted(points, key=lambda item: (item[0].quote.time, item[0].quote.document, item[0].quote.span))
    claims: dict[object, Reading] = {}
    for point, measured in ordered:
        reading = read_point(point, measured)
        claims.setdefault(_said(reading), reading)
    return list(claims.values())


def _said(reading: Reading) -> object:
    figure, measured = reading.point.figure, reading.measured
    contrasts = tuple(sorted((kind, contrast.value) for kind, contrast in reading.contrasts.items()))
    when = reading.period or reading.said
    return (
        reading.voice, reading.low, reading.high, figure.currency, figure.qualifier, figure.role, when, contrasts,
        measured.scope and measured.scope.key, measured.change, figure.change and figure.change.base,
    )  # fmt: skip


def _connected(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Pairs that share a claim, together."""
    groups: list[tuple[set[int], list[_Pair]]] = []
    for pair in pairs:
        ends = {id(pair.left), id(pair.right)}
        touching = [group for group in groups if group[0] & ends]
        groups = [group for group in groups if not group[0] & ends]
        merged = [one for group in touching for one in group[1]]
        groups.append((ends.union(*(group[0] for group in touching)), [*merged, pair]))
    for _, joined in groups:
        yield joined


def _conflict(pairs: list[_Pair]) -> Disagreement:
    return _disagreement(pairs, conflict=True)


def _disagreement(pairs: list[_Pair], *, conflict: bool) -> Disagreement:
    readings = {id(reading): reading for pair in pairs for reading in (pair.left, pair.right)}
    ordered = sorted(readings.values(), key=lambda one: (one.point.quote.time, one.point.quote.document))
    values: dict[object, LedgerPoint] = {}
    for reading in ordered:
        key = (reading.low, reading.high, reading.point.figure.currency) if conflict else id(reading)
        values.setdefault(key, reading.point)
    explanations = {why: None for pair in pairs for why in pair.comparison.explanations}
    return Disagreement(
        measured=ordered[0].measured,
        points=tuple(values.values()),
        conflict=conflict,
        explanations=tuple[Explanation, ...](explanations),
        origins=len({reading.voice for reading in ordered}),
    )
