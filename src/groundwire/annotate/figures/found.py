"""What the finders of figures hand on: a figure with its place in the passage."""

from dataclasses import dataclass
from decimal import Decimal

from groundwire.annotate.passage import Found
from groundwire.models import FigureKind, Qualifier


@dataclass(slots=True, kw_only=True)
class FoundFigure(Found):
    """A figure with its place in the passage."""

    kind: FigureKind
    low: Decimal
    high: Decimal
    unit: str | None = None
    currency: str | None = None
    qualifier: Qualifier | None = None
    per: str | None = None
