"""The rows of tables in a passage in, the unit of each of their bare numbers out, as a line or a head above says it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from groundwire.annotate.figures.tails import Tail

CELLS = " | "
_FURTHEST = 8  # lines between the one that says the unit and the first row
_UNIT_LINE = re.compile(
    r"(?:单位(?:均)?(?:为|:)|単位:)\s*(?P<han>[^\s|;,、。)]{1,12})"
    r"|\(?\s*(?:amounts? |figures |values )?(?:in|unit:|en|unidad:|unité :|einheit:) (?P<latin>[^|()]{1,30}?)"
    r"(?:,? (?:unless|except)[^|()]{0,60})?\)?\s*$"
)
_BRACKETED = re.compile(r"\(\s*(?P<unit>[^()|]{1,20}?)\s*\)\s*$|,\s?(?P<after>[^,|]{1,12})$")
_CELL_NUMBER = re.compile(r"\s*\(?\s*[-−–+]?[\d.,'’\s]+\)?\s*")

ReadUnit = Callable[[str], "CellUnit | None"]


@dataclass(frozen=True, slots=True)
class CellUnit:
    """What a bare number in a cell is a number of."""

    tail: Tail
    factor: Decimal


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    unit: CellUnit | None


class TableUnits:
    """The units of the cells of one text's tables; ``read`` understands the words for a unit (亿元, EUR million)."""

    def __init__(self, folded: str, read: ReadUnit) -> None:
        self._read = read
        self._cells = list(self._rows(folded)) if CELLS in folded else []
        self._starts = [cell.start for cell in self._cells]

    def of(self, start: int, end: int) -> CellUnit | None:
        """The unit of the number from ``start`` to ``end``, where that is all of a cell."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or end > self._cells[index].end:
            return None
        return self._cells[index].unit

    def _rows(self, folded: str) -> Iterator[_Cell]:
        said: CellUnit | None = None
        since, columns = _FURTHEST + 1, dict[int, CellUnit]()
        at = 0
        for line in folded.split("\n"):
            if CELLS in line:
                if not _numeric(line):
                    columns = self._head(line)
                yield from self._row(line, at, said if since <= _FURTHEST else None, columns)
            else:
                since, columns = since + 1, {}
            if (found := _UNIT_LINE.search(line)) and (unit := self._read(found[found.lastgroup or 0])):
                said, since = unit, 0
            at += len(line) + 1

    def _head(self, line: str) -> dict[int, CellUnit]:
        """The units that a row of words gives to its columns."""
        units = ((index, self._bracketed(cell)) for index, cell in enumerate(line.split(CELLS)))
        return {index: unit for index, unit in units if unit}

    def _row(self, line: str, at: int, said: CellUnit | None, columns: dict[int, CellUnit]) -> Iterator[_Cell]:
        cells = line.split(CELLS)
        own = self._bracketed(cells[0])
        for index, cell in enumerate(cells):
            if index and _CELL_NUMBER.fullmatch(cell):
                yield _Cell(at, at + len(cell), columns.get(index) or own or said)
            at += len(cell) + len(CELLS)

    def _bracketed(self, cell: str) -> CellUnit | None:
        found = _BRACKETED.search(cell)
        return self._read(found[found.lastgroup or 0]) if found else None


def _numeric(line: str) -> bool:
    return any(_CELL_NUMBER.fullmatch(cell) and any(map(str.isdigit, cell)) for cell in line.split(CELLS)[1:])
