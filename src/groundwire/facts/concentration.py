"""Edges of a dependency map in, how concentrated each thing is out: the Herfindahl–Hirschman index, as bounds.

The low bound takes the part that no edge covers to be spread infinitely thin. The high bound takes it to be held by
one; where three or more holders are known, which is what a market's table lists, none of the rest is greater than the
smallest of them. Holders of one kind are counted, companies or countries, whichever cover more: a country and its
companies hold the same part. Several holders together are not one, and are left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from groundwire.facts.holdings import ABROAD, DOMESTIC
from groundwire.models import Concentration, Entity, EntityId, MapEdge

_WHOLE = Decimal(100)
_MOST = Decimal(105)  # percent: more is no rounding, and the edges are not parts of one whole
_TABLE = 3  # holders from which on the smallest known bounds the rest


def concentrations(edges: Iterable[MapEdge], entities: Mapping[EntityId, Entity]) -> Iterator[Concentration]:
    """The index of every thing of which two holders, or one that has half of it, are known."""
    groups: defaultdict[tuple[str | None, ...], list[MapEdge]] = defaultdict(list)
    for edge in edges:
        if not edge.joint and edge.holder not in (ABROAD, DOMESTIC):
            kind = _kind(edge, entities)
            groups[edge.of.key, edge.shared, edge.scope.key if edge.scope else None, edge.stage, kind].append(edge)
    best: dict[tuple[str | None, ...], list[MapEdge]] = {}
    for key in sorted(groups, key=repr):
        known = best.get(key[:3])
        if known is None or _covered(groups[key]) > _covered(known):
            best[key[:3]] = groups[key]
    for group in best.values():
        covered = _covered(group)
        if covered <= _MOST and (len(group) > 1 or covered * 2 >= _WHOLE):
            yield _concentration(group, min(covered, _WHOLE))


def _kind(edge: MapEdge, entities: Mapping[EntityId, Entity]) -> str:
    entity = entities.get(edge.holder.entity) if edge.holder.entity else None
    return "place" if entity is not None and entity.kind == "place" else "company"


def _covered(edges: list[MapEdge]) -> Decimal:
    return sum((edge.low for edge in edges), Decimal(0))


def _concentration(edges: list[MapEdge], covered: Decimal) -> Concentration:
    least = sum((edge.low**2 for edge in edges), Decimal(0))
    most = sum((edge.high**2 for edge in edges), Decimal(0))
    rest = max(_WHOLE - sum((edge.high for edge in edges), Decimal(0)), Decimal(0))
    largest = min(edge.low for edge in edges) if len(edges) >= _TABLE else rest
    most += rest // largest * largest**2 + (rest % largest) ** 2 if largest else 0
    first = edges[0]
    return Concentration(
        of=first.of,
        shared=first.shared,
        scope=first.scope,
        low=min(int(least), 10_000),
        high=max(min(int(most), 10_000), min(int(least), 10_000)),
        covered=covered,
        edges=tuple(sorted(edges, key=lambda edge: (-edge.high, edge.holder.key))),
    )
