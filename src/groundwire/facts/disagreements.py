"""Records of many documents in, disagreements out: figures that cannot both hold, and those that only look so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from groundwire.facts.apart import NOTHING
from groundwire.facts.explain import Comparison, compare, may_differ
from groundwire.facts.ledger import Names, measured_points
from groundwire.facts.readings import Reading, is_cut, is_generic, is_vague, read_point
from groundwire.facts.sameness import Sameness, What, is_same_digits, names_of, what_of
from groundwire.models import (
    Disagreement,
    Disagreements,
    DocumentId,
    Entity,
    EntityId,
    EntityKind,
    Explanation,
    LedgerPoint,
    Record,
    Span,
    newest,
)

_EXPLAINED = 3  # pairs shown of one measure that only look like a conflict
_PLAIN = 3.5  # what must speak for a pair to be of one thing before it is explained why it is not
_TOGETHER = 30  # days between two reports that a reader may take for a conflict
_LIKE_NUMBERS = 10  # and how many times one may be the other


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
    read = newest(records)
    sameness = Sameness({record.document.id: record for record in read})
    pairs = _Pairs(sameness=sameness)
    pairs.weigh(_claims(read, origins, sameness, Names(entities)))
    found = [*map(_conflict, _connected(pairs.sure())), *pairs.lookalikes()]
    return Disagreements(found=tuple(sorted(found, key=_order)), documents=len(read), total=total)


def _order(one: Disagreement) -> tuple[object, ...]:
    newest = max(point.quote.time for point in one.points)
    first = one.points[0].quote
    return not one.conflict, -one.origins, -newest.timestamp(), first.document, first.span


@dataclass(slots=True, kw_only=True)
class _Pair:
    """Two claims, the earlier first, and what comparing them found."""

    left: Reading
    right: Reading
    comparison: Comparison


_Subject = tuple[DocumentId, What, tuple[str | None, str | None]]


@dataclass(slots=True, kw_only=True)
class _Pairs:
    """The pairs of claims that differ."""

    sameness: Sameness
    conflicts: list[_Pair] = field(default_factory=list)
    explained: list[_Pair] = field(default_factory=list)
    unsure: set[_Subject] = field(default_factory=set)  # of what a document gives two values itself

    def weigh(self, claims: Sequence[Reading]) -> None:
        """Compares all that may be of one thing."""
        for left, right in self.sameness.candidates(claims):
            if not may_differ(left, right):
                continue
            if _one(left, right):
                if _subject(left) == _subject(right) and compare(left, right).conflict:
                    self.unsure.add(_subject(left))
            elif not self.sameness.knows(left, right) and self.sameness.one_thing(left, right):
                story = self.sameness.one_story(left, right)
                alike = story and self.sameness.is_told_alike(left, right)
                self._add(_Pair(left=left, right=right, comparison=compare(left, right, story=story, alike=alike)))

    def _add(self, pair: _Pair) -> None:
        if pair.comparison.conflict:
            if self.sameness.one_case(pair.left, pair.right):
                self.conflicts.append(pair)
        elif not pair.comparison.agree and self._is_plain(pair):
            self.explained.append(pair)

    def _is_plain(self, pair: _Pair) -> bool:
        """Whether a reader would put both side by side."""
        plain = _is_plainly_one(pair) and _misleads(pair)
        return plain and self.sameness.weight(pair.left, pair.right) >= _PLAIN

    def sure(self) -> Iterator[_Pair]:
        """Conflicts; of a claim with two of the other document the one that is more surely of one thing, if any is."""
        rivals: defaultdict[tuple[int, DocumentId], list[_Pair]] = defaultdict(list)
        for pair in self.conflicts:
            for end in _ends(pair):
                rivals[end].append(pair)
        for pair in self.conflicts:
            subjects = {_subject(pair.left), _subject(pair.right)}
            others = (other for end in _ends(pair) for other in rivals[end] if other is not pair)
            if not subjects & self.unsure and all(self._surer(pair) > self._surer(other) for other in others):
                yield pair

    def _surer(self, pair: _Pair) -> tuple[bool, float]:
        """How much speaks for a pair to be of one thing."""
        return is_same_digits(pair.left, pair.right), self.sameness.weight(pair.left, pair.right)

    def lookalikes(self) -> Iterator[Disagreement]:
        """For each measure and set of reasons the pair that was said closest together."""
        nearest: dict[_Subject, dict[frozenset[str], _Pair]] = {}
        for pair in sorted(self.explained, key=_days_apart):
            of_one = nearest.setdefault((DocumentId(""), *_subject(pair.left)[1:]), {})
            whys = frozenset(why.why for why in pair.comparison.explanations)
            if whys in of_one or len(of_one) < _EXPLAINED:
                of_one.setdefault(whys, pair)
        for pairs in nearest.values():
            yield from (_disagreement([pair], conflict=False) for pair in pairs.values())


def _subject(reading: Reading) -> _Subject:
    return reading.point.quote.document, what_of(reading), names_of(reading).keys


def _ends(pair: _Pair) -> tuple[tuple[int, DocumentId], tuple[int, DocumentId]]:
    """Each claim with the other's document."""
    left, right = pair.left, pair.right
    return (id(left), right.point.quote.document), (id(right), left.point.quote.document)


def _is_plainly_one(pair: _Pair) -> bool:
    """Whether both name the same, so that a reader would put them side by side."""
    one, other = names_of(pair.left).keys, names_of(pair.right).keys
    return one == other and one != (None, None) and what_of(pair.left) == what_of(pair.right)


def _misleads(pair: _Pair) -> bool:
    """Whether a reader may take it for a conflict: other voices, told at one time, numbers of one size."""
    revised = any(why.why == "revised" for why in pair.comparison.explanations)
    if not _shown(pair) or (pair.left.voice == pair.right.voice and not revised):
        return False
    small, large = sorted((abs(pair.left.high), abs(pair.right.high)))
    like = pair.left.point.figure.currency != pair.right.point.figure.currency or large <= small * _LIKE_NUMBERS
    return like and _days_apart(pair) <= _TOGETHER


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


def _days_apart(pair: _Pair) -> int:
    return abs((pair.left.said - pair.right.said).days)


def _claims(
    read: Iterable[Record], origins: Mapping[DocumentId, int], sameness: Sameness, names: Names
) -> list[Reading]:
    """Each thing said once per voice, in the order of saying; of what, must be said but by one story to another."""
    claims: dict[object, Reading] = {}
    for record in read:
        document = record.document.id
        nameless = sameness.is_told_again(document)
        named = _names_by_paragraph(record)
        for point, measured in measured_points(record, origins.get(document, -1), names, nameless=nameless):
            quote, span = point.quote, point.figure.span
            if is_cut(quote.text, span.start - quote.start, span.end - quote.start):
                continue
            reading = read_point(point, measured, named.get(point.figure.span.paragraph, ()))
            claims.setdefault((what_of(reading), names_of(reading).keys, _said(reading)), reading)
    return list(claims.values())


_NARROWING: frozenset[EntityKind] = frozenset({"place", "material", "technology"})  # 国内 narrows, 中芯国际 does not


def _names_by_paragraph(record: Record) -> Mapping[int, Sequence[Span]]:
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for mention in record.annotations.mentions:
        if mention.kind not in _NARROWING:
            spans[mention.span.paragraph].append(mention.span)
    return spans


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
        figure = reading.point.figure
        key = (reading.low, reading.high, figure.currency, figure.kind) if conflict else id(reading)
        values.setdefault(key, reading.point)
    explanations = {why: None for pair in pairs for why in pair.comparison.explanations}
    return Disagreement(
        measured=min(ordered, key=lambda one: is_generic(one.measured.measure)).measured,
        points=tuple(values.values()),
        conflict=conflict,
        explanations=tuple[Explanation, ...](explanations),
        origins=len({reading.voice for reading in ordered}),
    )
