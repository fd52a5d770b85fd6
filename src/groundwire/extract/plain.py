"""Plain text and Markdown: bytes in, a draft with headings, lists, quotes and tables as roles out."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.extract.bylines import is_byline, names_alone
from groundwire.extract.charset import decode
from groundwire.extract.dates import Stamp, find_stamps, parse_stamp, plausible, to_moment
from groundwire.extract.draft import Draft, Piece, one_line
from groundwire.extract.guard import LONGEST
from groundwire.extract.zones import zone_for
from groundwire.models.capture import Capture
from groundwire.models.document import Moment
from groundwire.models.errors import ExtractError
from groundwire.text.language import detect_language

LONGEST_BLOCK = 100_000  # characters: a long book's chapter without a break; beyond, no paragraph that anyone wrote


def read_text(capture: Capture) -> Draft:
    """The draft of a plain text file: blank lines part paragraphs, and so do lines where none are blank."""
    pieces = list(plain_pieces(decode(capture.body, capture.charset)))
    title = ""
    if len(pieces) > 1 and _is_heading(pieces[0].text):
        title = pieces.pop(0).text
    byline = _taken_byline(pieces) if title else Byline()
    published = _moment(capture, byline.stamp, pieces, capture.hints.language)
    return Draft(pieces=tuple(pieces), title=title, authors=byline.names, published=published)


def _bounded(text: str) -> str:
    """The text. Raises ExtractError (resource-limit) where it, or one line of it, is longer than any article's."""
    if len(text) > LONGEST:
        reason = f"The text has {len(text):,} characters, more than any article has."
        raise ExtractError("text", "resource-limit", reason)
    longest = max(map(len, text.splitlines()), default=0)
    if longest > LONGEST_BLOCK:
        reason = f"One line of the text has {longest:,} characters, more than any paragraph has."
        raise ExtractError("text", "resource-limit", reason)
    return text


# -- bylines --------------------------------------------------------------------------------------------------------

_BAR = re.compile(r"\s*[|｜·•]\s*")
_AFTER_YEAR = re.compile(r".*?(?:19|20)\d\d[-/.\s\d:,()+年月日时時分TZ]*(?:[^\W\d]{1,5}\.?[\s\d:.,()+-]*){0,2}")
_LONGEST_BYLINE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a line under the title says: names, a time, or both."""

    names: tuple[str, ...] = ()
    stamp: Stamp | None = None


def _taken_byline(pieces: list[Piece]) -> Byline:
    """Takes the bylines, two lines at most, from the start of the pieces; one piece always stays."""
    byline = Byline()
    for _ in range(2):
        found = read_byline(pieces[0].text) if len(pieces) > 1 and pieces[0].role == "text" else None
        if found is None:
            break
        pieces.pop(0)
        byline = Byline(names=byline.names or found.names, stamp=byline.stamp or found.stamp)
    return byline


def read_byline(line: str) -> Byline | None:
    """``By Jane Doe, 2025-03-04``, ``Jane Doe | March 4, 2025``, or either part; None for a line that says more."""
    if len(line) > _LONGEST_BYLINE:
        return None
    start, stamp = next(find_stamps(line), (len(line), None))
    before = line[:start].strip(" ,，|｜·•—–-(（")
    parts = _BAR.split(line[start:])
    if stamp is not None and not _AFTER_YEAR.fullmatch(parts[0]):
        return None
    written = [part for part in (*_BAR.split(before), *parts[1:]) if part]
    barred = stamp is not None and _BAR.search(line) is not None
    names = [names_alone(part) if barred or is_byline(part) else () for part in written]
    if not all(names) or not (written or stamp):
        return None
    return Byline(names=tuple(dict.fromkeys(name for found in names for name in found)), stamp=stamp)


def _moment(capture: Capture, stamp: Stamp | None, pieces: list[Piece], claimed: str | None) -> Moment | None:
    if stamp is None:
        return None
    language = detect_language(" ".join(piece.text for piece in pieces[:20]), claimed)
    moment = to_moment(stamp, zone_for(None, language))
    return moment if plausible(moment, capture.fetched_at) else None


def plain_pieces(text: str) -> tuple[Piece, ...]:
    """The paragraphs of a text without any markup."""
    lines = [one_line(line) for line in re.split(r"\r\n|[\n\r\f\u2028\u2029]", _bounded(text))]
    return tuple(Piece(role="text", text=block) for block in _blocks(lines))


_HARD_WRAP = range(40, 101)  # columns at which editors and mail programs break lines


def _blocks(lines: list[str]) -> list[str]:
    """Paragraphs out of lines, which may be hard-wrapped or a paragraph each."""
    if "" not in lines[1:-1] or not _wrapped(lines):
        return [line for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [_joined(block) for block in blocks if block]


def _wrapped(lines: list[str]) -> bool:
    """Whether lines end where the column ends and not where a sentence does."""
    inner = [line for line, following in itertools.pairwise(lines) if line and following]
    if not inner:
        return False
    open_ended = sum(not line.endswith((".", "!", "?", ":", "。", "！", "？", "：", "”", '"')) for line in inner)
    return open_ended > len(inner) / 2 and max(map(len, lines)) <= _HARD_WRAP.stop


def _joined(block: list[str]) -> str:
    parts = block[:1]
    for before, line in itertools.pairwise(block):
        glued = before[-1:] > "\u2e80" and line[:1] > "\u2e80"  # scripts written without spaces
        parts.append(line if glued else f" {line}")
    return "".join(parts)


def _is_heading(line: str) -> bool:
    return len(line) <= 150 and not line.endswith((".", "。", "!", "！", ";", "；", ",", "，", "…"))


# -- Markdown -------------------------------------------------------------------------------------------------------

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*)\s*:\s*(.*)$")
_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*)$")
_CLOSING = re.compile(r"(?:^|\s)#+$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$")
_QUOTE = re.compile(r"^\s{0,3}>\s?(.*)$")
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_RULE = re.compile(r"^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INLINE = (
    (re.compile(r"!\[([^\]]{0,1000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]]{1,1000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]]{1,1000})\]\[[^\]]{0,1000}\]"), r"\1"),
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>]{0,300}>"), ""),
    (re.compile(r"(`{1,9})(.{1,2000}?)\1"), r"\2"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,2000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]{1,2000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"~~(.{1,2000}?)~~"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def read_markdown(capture: Capture) -> Draft:
    """The draft of a Markdown file; front matter gives title, author, date, language and source."""
    text = _bounded(decode(capture.body, capture.charset)).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    fields = _fields(front.group(1)) if front else {}
    pieces = list(_pieces(_COMMENT.sub("", text[front.end() :] if front else text).split("\n")))
    title = (fields.get("title") or [""])[0]
    if pieces and pieces[0].role == "heading" and (not title or pieces[0].text == title):
        title = pieces.pop(0).text
    byline = _taken_byline(pieces) if title else Byline()
    return Draft(
        pieces=tuple(pieces),
        title=one_line(title),
        authors=tuple(fields.get("authors") or fields.get("author") or byline.names),
        source_name=next(iter(fields.get("source") or fields.get("publisher") or ()), ""),
        published=_published(capture, fields, pieces, byline),
        language=next(iter(fields.get("lang") or fields.get("language") or ()), None),
        image=next(iter(fields.get("image") or ()), None),
    )


def _fields(front: str) -> dict[str, list[str]]:
    """Front matter's plain fields and lists, read without YAML: a document is no configuration to be trusted."""
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    for line in front.split("\n"):
        match = _FIELD.match(line)
        if match:
            current = fields.setdefault(match.group(1).lower(), [])
            value = match.group(2).strip()
            inner = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
            current.extend(text for part in inner if (text := part.strip().strip("\"'")))
        elif re.match(r"\s*-\s+\S", line):
            current.append(line.strip()[1:].strip().strip("\"'"))
    return fields


def _published(capture: Capture, fields: dict[str, list[str]], pieces: list[Piece], byline: Byline) -> Moment | None:
    written = next(iter(fields.get("date") or fields.get("published") or ()), "")
    claimed = next(iter(fields.get("lang") or fields.get("language") or ()), capture.hints.language)
    return _moment(capture, (parse_stamp(written) if written else None) or byline.stamp, pieces, claimed)


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return one_line(text)


def _pieces(lines: list[str]) -> Iterator[Piece]:
    """Blocks in order. A line is enough to know a block by, except for paragraphs, quotes and set-off headings."""
    open_lines: list[str] = []
    role = "text"
    fence = ""
    for line in _with_edges(lines):
        mark = _FENCE.match(line)
        if fence or mark:
            yield from _closed(role, open_lines)
            open_lines, role = [], "text"
            if not fence and mark:
                fence = mark.group(1)
            elif line.strip().startswith(fence):
                fence = ""
            elif one_line(line):
                yield Piece(role="text", text=one_line(line))
            continue
        kind, text = _kind(line, bool(open_lines) and role == "text")
        if kind == "more" and (open_lines or text):
            open_lines.append(text)
            continue
        if kind == "setext" and open_lines:
            yield from _closed("heading", open_lines)
            open_lines, role = [], "text"
            continue
        if kind == "quote" and role == "quote" and open_lines and text:
            open_lines.append(text)
            continue
        yield from _closed(role, open_lines)
        open_lines, role = ([text] if text else []), ("text" if kind in {"more", "blank", "setext"} else kind)
        if kind in {"heading", "row"}:
            yield from _closed(role, open_lines)
            open_lines, role = [], "text"
    yield from _closed(role, open_lines)


def _with_edges(lines: list[str]) -> Iterator[str]:
    """The lines, where a table's rows all begin with a bar, as its head and rows need not."""
    in_table = False
    for line, following in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        heads = "|" in line and "|" in following and _TABLE_RULE.match(following) is not None
        in_table = "|" in line and (in_table or heads)
        yield f"|{line}" if in_table and not line.lstrip().startswith("|") else line


def _kind(line: str, in_text: bool) -> tuple[str, str]:
    if not line.strip() or (_RULE.match(line) and not (in_text and _SETEXT.match(line))):
        return "blank", ""
    heading = _ATX.match(line)
    if heading:
        return "heading", _CLOSING.sub("", heading.group(2).rstrip())
    if in_text and _SETEXT.match(line):
        return "setext", ""
    if "|" in line and (line.strip().startswith("|") or _TABLE_RULE.match(line)):
        return (
            ("blank", "")
            if _TABLE_RULE.match(line)
            else ("row", " | ".join(c.strip() for c in line.strip().strip("|").split("|")))
        )
    for pattern, kind in ((_QUOTE, "quote"), (_ITEM, "item")):
        match = pattern.match(line)
        if match:
            return kind, match.group(1)
    return "more", line.strip()


def _closed(role: str, lines: list[str]) -> Iterator[Piece]:
    text = _inline(_joined([line for line in lines if line])) if any(lines) else ""
    if text:
        yield Piece(role=role, text=text)  # type: ignore[arg-type]  # kinds other than roles never reach here
