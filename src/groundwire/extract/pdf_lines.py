"""The lines of one PDF page: pdfium's characters with their places in, lines of text with their boxes out."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

_UNMAPPED = frozenset({0, 0xFFFD, 0xFFFF})
_HYPHENS = frozenset({0x2, 0xFFFE})  # how pdfium gives back a hyphen at the end of a line
_MOST = 60_000  # characters of a page: a drawing's labels, not a text, beyond it
_BREAK = 1.3  # ems between two words from which they are of two columns; justified text stays under it
_NEAR = 0.5  # ems up to which runs that were not drawn one after the other are of one line: gutters are wider
_SPACE = 0.22  # ems between two characters that make a space
_BULLET = re.compile(r"[•◦▪■●○‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]")
_BOLD = re.compile(rb"bold|black|heavy|cmbx|demi", re.IGNORECASE)
_BETWEEN_WIDE = re.compile(
    r"(?<=[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]) (?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, or a part of one that stands apart. ``y`` is the baseline and grows upwards."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    page: int = 0

    @property
    def width(self) -> float:
        """From the first character to the last."""
        return self.right - self.left


@dataclass(slots=True)
class _Run:
    """Characters that follow one another on one baseline, while they are gathered."""

    text: list[str]
    left: float
    right: float
    y: float
    size: float
    bold: bool  # from the first character to the last
    first: int  # index of the first character
    last: int
    order: int  # in which the page draws them


@dataclass(frozen=True, slots=True)
class _Glyph:
    code: int
    x: float
    y: float
    right: float


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page's lines, and how much of its text no font explains."""

    lines: tuple[Line, ...]
    characters: int
    unmapped: int


def read_lines(textpage: Any, *, number: int) -> PageLines:
    """The lines of a page, turned so that they lie level; vertical writing too is turned into lines."""
    raw = textpage.raw
    count = min(pdfium.FPDFText_CountChars(raw), _MOST)
    glyphs = [_glyph(raw, index) for index in range(count)]
    vertical = _is_vertical(glyphs)
    turn = 90 if vertical else _usual_angle(raw, count)
    runs = _runs(raw, glyphs, turn, None if vertical else turn)
    unmapped = sum(glyph.code in _UNMAPPED for glyph in glyphs)
    return PageLines(tuple(replace(line, page=number) for line in _lines(runs)), len(glyphs), unmapped)


def _glyph(raw: Any, index: int) -> _Glyph:
    code = int(pdfium.FPDFText_GetUnicode(raw, index))
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
    return _Glyph(code, x.value, y.value, float(box.right))


def _is_vertical(glyphs: list[_Glyph]) -> bool:
    """Whether most characters stand under the one before, as in vertical Japanese and Chinese."""
    steps = [(abs(b.x - a.x), a.y - b.y) for a, b in pairwise(glyphs) if a.code > 32 and b.code > 32]
    downwards = sum(dx < 1 and 3 < dy < 60 for dx, dy in steps)
    return len(steps) >= 4 and downwards > 0.7 * len(steps)


def _usual_angle(raw: Any, count: int) -> int:
    """By how many degrees most of the page's text is turned."""
    sample = range(0, count, max(1, count // 60))
    angles = Counter(_angle(raw, index) for index in sample if pdfium.FPDFText_GetUnicode(raw, index) > 32)
    return angles.most_common(1)[0][0] if angles else 0


def _angle(raw: Any, index: int) -> int:
    return round(math.degrees(pdfium.FPDFText_GetCharAngle(raw, index)) / 90) * 90 % 360


def _turned(glyph: _Glyph, turn: int, size: float) -> _Glyph:
    """The glyph on a page turned so that its lines lie level; the origin does not matter, only the order."""
    match turn:
        case 90:
            return _Glyph(glyph.code, -glyph.y, glyph.x, -glyph.y + size)
        case 180:
            return _Glyph(glyph.code, -glyph.x, -glyph.y, -glyph.x + size)
        case 270:
            return _Glyph(glyph.code, glyph.y, -glyph.x, glyph.y + size)
        case _:
            return glyph


def _scale(raw: Any, index: int) -> float:
    """The size in which a character is drawn, in points."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, index)) or 1.0
    if pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)):
        scale = math.hypot(matrix.c, matrix.d)
        return abs(size * scale) or 1.0
    return abs(size)


def _runs(raw: Any, glyphs: list[_Glyph], turn: int, upright: int | None) -> list[_Run]:
    """Runs of characters; those not at the ``upright`` angle are stamps in the margin and left out."""
    runs: list[_Run] = []
    current: _Run | None = None
    last: _Glyph | None = None
    for index, drawn in enumerate(glyphs):
        if drawn.code in (10, 13):
            current = None
            continue
        if drawn.code == 32:
            if current and current.text[-1] != " ":
                current.text.append(" ")
            continue
        size = current.size if current else _scale(raw, index)
        glyph = _turned(drawn, turn, size)
        if current is None or last is None or _starts_anew(current, glyph):
            size = _scale(raw, index)
            current = _Run([], glyph.x, glyph.right, glyph.y, size, _is_bold(raw, index), index, index, len(runs))
            runs.append(current)
        elif glyph.x - current.right > _SPACE * size and current.text[-1] != " ":
            current.text.append(" ")
        current.text.append(_character(glyph.code))
        current.right, current.last = max(current.right, glyph.right), index
        last = glyph
    for run in runs:
        run.bold = run.bold and _is_bold(raw, run.last)
        size = _scale(raw, (run.first + run.last) // 2)  # a line may start with a small capital or a large initial
        run.size = size if size > run.size / 4 else run.size  # characters that pdfium put in have no size
    return [run for run in runs if upright is None or _angle(raw, run.first) == upright]


def _is_bold(raw: Any, index: int) -> bool:
    """Whether the font says so by its weight or, as many do, by its name alone."""
    if pdfium.FPDFText_GetFontWeight(raw, index) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, len(name), ctypes.byref(flags))
    return bool(_BOLD.search(name.value))


def _starts_anew(run: _Run, glyph: _Glyph) -> bool:
    if not run.text:
        return False
    gap = glyph.x - run.right
    return abs(glyph.y - run.y) > 0.45 * run.size or gap > _BREAK * run.size or gap < -1.5 * run.size


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "\u00ad"
    return "\ufffd" if code in _UNMAPPED or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _lines(runs: Iterable[_Run]) -> list[Line]:
    """Runs of one baseline that are near each other made one line, from the top of the page down."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.left)):
        row = next(
            (row for row in reversed(rows[-3:]) if abs(row[0].y - run.y) < 0.35 * min(row[0].size, run.size)), None
        )
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return [line for row in rows for line in _joined(sorted(row, key=lambda run: run.left))]


def _joined(row: list[_Run]) -> list[Line]:
    lines: list[Line] = []
    order = -2
    for run in row:
        line = _line(run)
        if not line.text:
            continue
        last = lines[-1] if lines else None
        if last and line.left - last.right < _reach(last, follows=run.order == order + 1):
            glue = " " if line.left - last.right > _SPACE * line.size or run.text[0] == " " else ""
            text = _tidy(f"{last.text}{glue}{line.text}")
            lines[-1] = replace(
                last, text=text, right=line.right, size=max(last.size, line.size), bold=last.bold and line.bold
            )
        else:
            lines.append(line)
        order = run.order
    return lines


def _reach(last: Line, *, follows: bool) -> float:
    """How far behind this line a run may start to be its continuation."""
    if _BULLET.fullmatch(last.text):
        return 5 * last.size
    return (_BREAK if follows else _NEAR) * last.size


def _line(run: _Run) -> Line:
    text = _tidy("".join(run.text))
    return Line(text=text, left=run.left, right=run.right, y=run.y, size=run.size, bold=run.bold)


def _tidy(text: str) -> str:
    return _BETWEEN_WIDE.sub("", " ".join(text.split()))
