"""Records of many documents in, a dependency map out: who holds what share of what, since when, and who says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from groundwire.facts.concentration import concentrations
from groundwire.facts.holdings import WORLD, Holding, Relation, holdings
from groundwire.facts.ledger import Names
from groundwire.models import DependencyMap, DocumentId, EdgeChange, Entity, EntityId, MapEdge, Name, Record, newest

_Groups = dict[Relation, list[Holding]]


def dependency_map(
    records: Iterable[Record],
    origins: Mapping[DocumentId, int],
    entities: Mapping[EntityId, Entity],
    *,
    total: int,
) -> DependencyMap:
    """The newest value of every edge, how concentrated its things are, and every change, newest first.

    Shares are one edge where holder, thing, what is shared, stage and scope agree. Values of one year that rounding
    or their words can make one are one value; else the edge has their range. Values of later years that differ are
    changes. ``records`` may come in any order; of several revisions of a document the newest counts.
    """
    read = newest(records)
    groups: defaultdict[Relation, list[Holding]] = defaultdict(list)
    for holding in holdings(read, origins, Names(entities)):
        groups[holding.relation].append(holding)
    versions = [_versions(group) for group in _joined(groups).values()]
    edges = sorted((each[-1] for each in versions), key=_widest_first)
    return DependencyMap(
        edges=tuple(edges),
        concentrations=tuple(sorted(concentrations(edges, entities), key=lambda one: (-one.low, -one.high, repr(one)))),
        changes=tuple(sorted(_changes(versions), key=_newest_first)),
        documents=len(read),
        total=total,
    )


def _joined(groups: Mapping[Relation, list[Holding]]) -> _Groups:
    """Edges that leave out stage or scope, with the only one that says it and is the same otherwise."""
    fuller: defaultdict[Relation, list[Relation]] = defaultdict(list)
    for relation in groups:
        blanks = {relation._replace(stage=None), relation._replace(scope=None)}
        for blank in blanks | {relation._replace(stage=None, scope=None)} - {relation}:
            fuller[blank].append(relation)
    joined: _Groups = {relation: list(group) for relation, group in groups.items()}
    for relation in groups:
        other = _only([other for other in fuller.get(relation, []) if other != relation], relation)
        if other is not None:
            joined[other] += joined.pop(relation)
    return joined


def _only(others: list[Relation], relation: Relation) -> Relation | None:
    """The one that says most; of several scopes the world, which is what most often goes without saying."""
    most = [other for other in others if other.stage and other.scope] or others
    if len(most) > 1 and relation.scope is None:
        most = [other for other in most if other.scope == WORLD]
    return most[0] if len(most) == 1 else None


def _versions(group: list[Holding]) -> list[MapEdge]:
    """The values of one edge, the oldest first."""
    years: defaultdict[int, list[Holding]] = defaultdict(list)
    for holding in group:
        years[holding.day.year].append(holding)
    periods: list[list[Holding]] = []
    for year in sorted(years):
        if periods and _agree([*periods[-1], *years[year]]):
            periods[-1] += years[year]
        else:
            periods.append(years[year])
    return [_edge(period) for period in periods]


def _agree(holdings: Sequence[Holding]) -> bool:
    """Whether one value can be what all of them mean."""
    return max(holding.meant.low for holding in holdings) < min(holding.meant.high for holding in holdings)


def _edge(holdings: list[Holding]) -> MapEdge:
    ordered = sorted(holdings, key=_order, reverse=True)
    exact = [holding for holding in ordered if holding.exact] if _agree(ordered) else ordered
    values = exact or ordered
    first = ordered[-1]
    lowest, highest = min(values, key=lambda one: one.low), max(values, key=lambda one: one.high)
    return MapEdge(
        holder=_name(holding.holder for holding in ordered),
        of=_name(holding.of for holding in ordered),
        shared=first.relation.shared,
        stage=next((holding.relation.stage for holding in ordered if holding.relation.stage), None),
        scope=_name(holding.scope for holding in ordered if holding.scope) if any(h.scope for h in ordered) else None,
        low=lowest.low,
        high=highest.high,
        low_quote=lowest.quote,
        high_quote=highest.quote,
        first=min(holding.day for holding in ordered),
        last=max(holding.day for holding in ordered),
        quotes=tuple(holding.quote for holding in ordered),
        origins=len({_voice(holding) for holding in ordered}),
        joint=any(holding.joint for holding in ordered),
        qualifier=None if exact else first.qualifier,
        day_of="period" if any(holding.dated for holding in ordered) else "document",
    )


def _name(names: Iterable[Name]) -> Name:
    """The name as most documents write it."""
    counts: defaultdict[Name, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    return min(counts, key=lambda name: (-counts[name], name.words))


def _voice(holding: Holding) -> tuple[int, str]:
    """Documents of one origin are one voice; those whose origin is not known speak for themselves."""
    return holding.quote.origin, holding.quote.document if holding.quote.origin < 0 else ""


def _order(holding: Holding) -> tuple[object, ...]:
    quote = holding.quote
    return quote.time, quote.document, quote.span, holding.low


def _changes(versions: Iterable[Sequence[MapEdge]]) -> Iterator[EdgeChange]:
    for edges in versions:
        yield EdgeChange(edge=edges[0], before=None, day=edges[0].first)
        for before, edge in pairwise(edges):
            yield EdgeChange(edge=edge, before=before, day=edge.first)


def _relation(edge: MapEdge) -> tuple[str, ...]:
    return edge.of.key, edge.shared, edge.scope.key if edge.scope else "", edge.stage or "", edge.holder.key


def _widest_first(edge: MapEdge) -> tuple[int, Decimal, tuple[str, ...]]:
    return -edge.origins, -edge.high, _relation(edge)


def _newest_first(change: EdgeChange) -> tuple[object, ...]:
    return -change.day.toordinal(), _relation(change.edge)
