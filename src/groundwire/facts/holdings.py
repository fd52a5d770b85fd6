"""Records in; every share of theirs out, with names that compare, as one holding of one document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from groundwire.facts.ledger import Names
from groundwire.facts.names import is_worldwide, quote_of, words_key, words_of
from groundwire.facts.precision import Bounds, bounds, rounded
from groundwire.facts.qualified import qualified_key
from groundwire.models import (
    DocumentId,
    Figure,
    Name,
    Qualifier,
    Quote,
    Record,
    Reference,
    Share,
    Shared,
    ShareStage,
    Span,
)

WORLD = "world"
ABROAD = Name(key="abroad", words="abroad")  # who holds an import dependence of which no country is named
DOMESTIC = Name(key="domestic", words="domestic")  # who holds a localisation rate
_PLANNED = ("target", "announced", "limit")  # what nobody holds yet


class Relation(NamedTuple):
    """What shares of one edge have in common; names by their keys."""

    holder: str
    of: str
    shared: Shared
    stage: ShareStage | None
    scope: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One share as one document says it."""

    relation: Relation
    holder: Name
    of: Name
    scope: Name | None
    low: Decimal
    high: Decimal
    meant: Bounds  # the values that the words allow
    qualifier: Qualifier | None  # "about", "over" …; None where it is said exactly
    day: date  # the last day of its period, else the document's
    dated: bool  # it says of what time it is
    joint: bool  # several hold it together
    quote: Quote

    @property
    def exact(self) -> bool:
        """Whether the value is said without "about" or "over"."""
        return self.qualifier is None


def holdings(records: Iterable[Record], origins: Mapping[DocumentId, int], names: Names) -> Iterator[Holding]:
    """Every share of the records that says of what it is and that holds, or held."""
    for record in records:
        origin = origins.get(record.document.id, -1)
        outer = {share.figure.span: share for share in record.annotations.shares}
        for share in record.annotations.shares:
            if share.of is None or share.figure.role in _PLANNED:
                continue
            holding = _holding(share, outer, record, names, origin)
            if holding is not None:
                yield holding


def _holding(share: Share, outer: Mapping[Span, Share], record: Record, names: Names, origin: int) -> Holding | None:
    of, holder = _of(share.of, record, names), _holder(share, record, names)
    if of is None or holder is None:
        return None
    scope = _scope(share, outer, record, names)
    figure = share.figure
    return Holding(
        relation=Relation(holder.key, of.key, share.shared, share.stage, scope.key if scope else None),
        holder=holder,
        of=of,
        scope=scope,
        low=figure.low,
        high=figure.high,
        meant=bounds(figure, rounded(figure, words_of(figure.span, record))),
        qualifier=figure.qualifier,
        day=_day(figure, record),
        dated=figure.period is not None,
        joint=share.joint,
        quote=quote_of(record, figure.span, origin),
    )


def _of(reference: Reference | None, record: Record, names: Names) -> Name | None:
    """What it is a share of; words that narrow a listed thing are one in every language."""
    name = names.name(reference, record)
    if reference is None or name is None or name.entity is not None:
        return name
    key = qualified_key(reference.span, record)
    return replace(name, key=key) if key else name


def _holder(share: Share, record: Record, names: Names) -> Name | None:
    if share.holder is not None:
        return names.name(share.holder, record)
    return {"imports": ABROAD, "localisation": DOMESTIC}.get(share.shared)


def _scope(share: Share, outer: Mapping[Span, Share], record: Record, names: Names) -> Name | None:
    """Whose market it is; a part of a part is in the scope of who holds the whole part, imports apart."""
    around = outer.get(share.within) if share.within else None
    if around is not None and around.holder is not None and share.shared != "imports":
        return names.name(around.holder, record)
    return _worldwide(share.scope, record) or names.name(share.scope, record)


def _worldwide(scope: Reference | None, record: Record) -> Name | None:
    if scope is None or scope.entity is not None:
        return None
    words = words_of(scope.span, record)
    keys = {words_key(words, record.document.language), words_key(words, "und")}
    return Name(key=WORLD, words=words) if any(map(is_worldwide, keys)) else None


def _day(figure: Figure, record: Record) -> date:
    if figure.period is not None:
        return figure.period.last
    return record.document.day or record.document.time.date()
