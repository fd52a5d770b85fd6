"""Reading order and paragraphs of a PDF: the lines of its pages in, blocks with roles and page numbers out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from groundwire.extract.draft import Piece, one_line
from groundwire.extract.pdf_lines import Line
from groundwire.models.document import Role

_MARGIN = 0.12  # of a page's height: where running headers and footers stand
_EDGE_LINES = 3  # lines at the top and at the bottom of a page that may be such
_NUMBER = re.compile(
    r"[\s\-–—|·.]*(?:page|seite|página|pagina|pag|p|s|第)?\.?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:页|頁|ページ)?"
    r"(?:\s*(?:of|von|de|sur|di|/|共)\s*\d{1,4}\s*(?:页|頁)?)?[\s\-–—|·.]*",
    re.IGNORECASE,
)
_END = (".", "!", "?", "。", "！", "？", "…", ":", "：", "”", '"', "»", "」", "』", "）", ")", ";", "；")
_BULLET = re.compile(r"^(?:[•◦▪■●○‣*–—]|-(?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_NARROWEST = 9  # ems of a column of prose; cells of a table are mostly narrower
_QUOTES = ("“", '"', "„", "«", "»", "「", "『", "‘")
_LARGER = 1.13  # times the size of the body, from which a line is a heading
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a PDF reads as; ``largest`` is the first page's biggest text, which is mostly the title."""

    pieces: tuple[Piece, ...]
    largest: str


def lay_out(pages: Sequence[Sequence[Line]]) -> Layout:
    """The blocks of all pages, in the order in which people read them."""
    kept = _without_running(pages)
    body = _body_size(kept)
    ordered = [block for page in kept for block in _blocks(_in_order(list(page)))]
    margin = Counter(round(line.left) for page in kept for line in page).most_common(1)[0][0] if any(kept) else 0
    words = Counter(re.findall(r"\w[\w-]*\w", " ".join(line.text for page in kept for line in page)))
    pieces = [_piece(block, body, margin, words) for block in _continued(ordered)]
    return Layout(pieces=tuple(piece for piece in pieces if piece.text), largest=_largest(kept, body))


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


# -- what repeats on every page -----------------------------------------------------------------------------------


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running headers, footers and page numbers."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for lines in edges for key in {_pattern(line.text) for line in lines})
    often = max(2, round(len(pages) * 0.3)) if len(pages) > 1 else 2
    return [
        [
            line
            for line in page
            if line not in edge or not (_NUMBER.fullmatch(line.text) or seen[_pattern(line.text)] >= often)
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line]) -> set[Line]:
    """The lines at the page's top and bottom that stand in its margins."""
    if not page:
        return set()
    heights = sorted({round(line.y) for line in page}, reverse=True)
    top, bottom = heights[0], heights[-1]
    reach = (top - bottom) * _MARGIN
    first, last = heights[:_EDGE_LINES], heights[-_EDGE_LINES:]
    return {
        line
        for line in page
        if (round(line.y) in first and top - line.y <= reach) or (round(line.y) in last and line.y - bottom <= reach)
    }


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold()


# -- reading order ------------------------------------------------------------------------------------------------


def _in_order(lines: list[Line], depth: int = 0) -> list[Line]:
    """Lines column by column; a line across the columns parts what is above it from what is below."""
    gutter = _gutter(lines) if depth < 3 else None
    if gutter is None:
        return sorted(lines, key=lambda line: (-line.y, line.left))
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.left)):
        if line.left < gutter < line.right:
            ordered += _columns(band, gutter, depth)
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return ordered + _columns(band, gutter, depth)


def _columns(band: list[Line], gutter: float, depth: int) -> list[Line]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    return _in_order(left, depth + 1) + _in_order(right, depth + 1)


def _gutter(lines: list[Line]) -> float | None:
    """The place of the white strip that parts two columns of text, None where there is none."""
    if len(lines) < 8:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    size = median(line.size for line in lines)
    best: tuple[float, float] | None = None
    for start in sorted({line.left for line in lines}):
        place = start - size * 0.3
        if not left + (right - left) * 0.15 < place < left + (right - left) * 0.85:
            continue
        score = _parting(lines, place)
        if score is not None and (best is None or score > best[0]):
            best = (score, place)
    return best[1] if best else None


def _parting(lines: list[Line], place: float) -> float | None:
    """How well a vertical line parts the lines: None where it cuts too many, or where it parts the cells of a table."""
    crossing = sum(line.left < place < line.right for line in lines)
    left = [line for line in lines if line.right <= place]
    right = [line for line in lines if line.left >= place]
    if min(len(left), len(right)) < 4 or crossing > 0.3 * len(lines):
        return None
    narrowest = min(_typical_width(left), _typical_width(right))
    return None if narrowest < _NARROWEST else len(lines) - crossing * 2


def _typical_width(lines: list[Line]) -> float:
    """The width of a typical line in ems: a dozen and more in prose, a few in the cells of a table."""
    return median(line.width / line.size for line in lines)


# -- paragraphs ---------------------------------------------------------------------------------------------------


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Lines in reading order parted into paragraphs, headings, items and table rows."""
    rows = _rows(lines)
    leading = _leading([row[0] for row in rows])
    blocks: list[list[Line]] = []
    centred = False
    for index, row in enumerate(rows):
        if len(row) == 1 and _is_centred(rows, index):
            blocks.append(row)
            centred = True
            continue
        if centred or len(row) > 1 or not blocks or (len(blocks[-1]) > 1 and blocks[-1][0].y == blocks[-1][1].y):
            blocks.append(row)
        elif _starts_block(blocks[-1], row[0], leading):
            blocks.append([row[0]])
        else:
            blocks[-1].append(row[0])
        centred = False
    return blocks


def _is_centred(rows: list[list[Line]], index: int) -> bool:
    """Whether the line stands in the middle between the margins of the lines around it, as headings do."""
    line = rows[index][0]
    around = [row[0] for row in (*rows[max(0, index - 2) : index], *rows[index + 1 : index + 3]) if len(row) == 1]
    widest = max(around, key=lambda other: other.width, default=None)
    if widest is None or line.width > 0.85 * widest.width or line.text.endswith((".", ",", "。", "，", ";")):
        return False
    middle = (line.left + line.right - widest.left - widest.right) / 2
    return abs(middle) < 0.5 * line.size and line.left - widest.left > 1.5 * line.size


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand beside one another on one baseline are the cells of one row."""
    rows: list[list[Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last and abs(last.y - line.y) < 0.3 * line.size and line.left >= last.right:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _leading(lines: list[Line]) -> float:
    """The usual distance between two baselines, as a multiple of the size."""
    steps = [(a.y - b.y) / b.size for a, b in pairwise(lines) if 0.8 < (a.y - b.y) / b.size < 3]
    return median(steps) if steps else 1.2


def _starts_block(block: list[Line], line: Line, leading: float) -> bool:
    last = block[-1]
    gap = (last.y - line.y) / line.size
    if abs(line.size - last.size) > 0.12 * last.size or (line.bold != last.bold and len(block) == 1):
        return True
    if gap < 0:  # the top of the next column: it goes on unless a sentence ended
        return last.text.endswith(_END)
    if gap > leading * 1.3 or _BULLET.match(line.text):
        return True
    margin, edge = min(part.left for part in block[1:] or block), max(part.right for part in block)
    indented = line.left > margin + 0.9 * line.size and not _BULLET.match(block[0].text)
    short = last.right < edge - 0.15 * (edge - margin) and last.text.endswith(_END)
    return (indented and last.text.endswith(_END)) or (short and len(block) > 1)


def _continued(blocks: list[list[Line]]) -> Iterator[list[Line]]:
    """Paragraphs that a page break cut made whole again."""
    current: list[Line] = []
    for block in blocks:
        if current and _goes_on(current, block):
            current = current + block
            continue
        if current:
            yield current
        current = block
    if current:
        yield current


def _goes_on(current: list[Line], block: list[Line]) -> bool:
    last, first = current[-1], block[0]
    if last.page == first.page or len(current) == 1 or abs(last.size - first.size) > 0.1 * last.size:
        return False
    open_ended = not last.text.endswith(_END)
    return open_ended and (first.text[:1].islower() or bool(_WIDE.match(first.text)) or bool(_HYPHEN.search(last.text)))


def _piece(block: list[Line], body: float, margin: float, words: Counter[str]) -> Piece:
    first = block[0]
    if len(block) > 1 and block[0].y == block[1].y and block[0].page == block[1].page:
        return Piece(role="row", text=one_line(" | ".join(line.text for line in block)), page=first.page)
    text = _joined([line.text for line in block], words)
    role = _role(block, text, body, margin)
    text = _BULLET.sub("", text) if role == "item" else text
    return Piece(role=role, text=one_line(text), page=first.page)


def _role(block: list[Line], text: str, body: float, margin: float) -> Role:
    larger = min(line.size for line in block) >= body * _LARGER
    bold = all(line.bold for line in block) and len(block) <= 3 and not text.endswith((".", "。", ",", ";"))
    if (larger or bold) and len(text) <= _LONGEST_HEADING and any(c.isalpha() for c in text):
        return "heading"
    set_off = min(line.left for line in block) > margin + body and max(line.size for line in block) < body * 0.95
    if set_off and text.startswith(_QUOTES):
        return "quote"
    return "item" if _BULLET.match(text) and len(text) > 3 else "text"


def _joined(lines: list[str], words: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        if _HYPHEN.search(text) and line[:1].islower():
            text = _dehyphenated(text, line, words)
        elif (_WIDE.match(line) and _WIDE.match(text[-1:])) or re.search(r"\w[–/@]$", text):
            text += line
        else:
            text = f"{text.rstrip(chr(0xAD))} {line}"
    return text.replace("\u00ad", "")


def _dehyphenated(text: str, line: str, words: Counter[str]) -> str:
    """One word again, or a compound that keeps its hyphen where the document writes it so elsewhere."""
    head = re.search(r"(\w+)[-\u00ad\u2010]$", text)
    tail = re.match(r"\w+", line)
    if head and tail and words[f"{head.group(1)}-{tail.group()}"] > words[head.group(1) + tail.group()]:
        return text[:-1] + "-" + line
    return text[:-1] + line


def _largest(pages: Sequence[Sequence[Line]], body: float) -> str:
    """The biggest text of the first page that has any, as one line, where it is bigger than the body."""
    first = next((page for page in pages if page), [])
    worthy = [line for line in first if sum(c.isalpha() for c in line.text) >= 2]
    size = max((line.size for line in worthy), default=0.0)
    if size < body * _LARGER:
        return ""
    chosen = [line for line in worthy if line.size >= size * 0.95]
    top = sorted(chosen, key=lambda line: (-line.y, line.left))[:4]
    return one_line(_joined([line.text for line in top], Counter()))[:300]
