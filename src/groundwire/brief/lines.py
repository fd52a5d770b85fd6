"""The line a brief is written as, ``Core Viewpoint - … [2][8] Group 1: heading - … [2]``: values to text, and back.

Words of a statement that would be read as layout get an invisible word joiner (U+2060) inside, which reading
takes out again, so what is read back is what was written. Where statements are cited, their citations end them and a
dash inside is only a dash; a statement without any that stands among them is ended by a joiner.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from groundwire.models import Brief, BriefKind, Group, Statement, Verdict

JOINER = "\u2060"
DIGEST_ENGINE = "digest"

_LABELS: dict[BriefKind, str] = {"viewpoint": "Core Viewpoint", "insights": "Core Insights"}
_CORE = re.compile(
    r"(?P<viewpoint>core\s+viewpoints?|key\s+viewpoints?|核心[观觀][点點]|中心思想|核心論点)"
    r"|(?P<insights>core\s+insights?|key\s+insights?|核心洞[察见見]|核心[见見]解|核心要[点點]|主要洞察)",
    re.IGNORECASE,
)
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_GROUP = re.compile(
    rf"(?:\bgroup\s+{_NUMERAL}\s*(?:[:：]|(?=\s-\s))|第\s?{_NUMERAL}\s?[组組](?:[:：]|(?=\s-\s))|[组組]\s?{_NUMERAL}\s?[:：])",
    re.IGNORECASE,
)
_NUMBERS = r"\d{1,4}(?:\s?[-–~至]\s?\d{1,4})?"
_CITATION = re.compile(rf"[\[［【]\s?({_NUMBERS}(?:\s?[,，、;；]\s?{_NUMBERS})*)\s?[\]］】]")
_SEPARATOR = re.compile(r"\s+[-–]\s+")
_SEPARATED = re.compile(r"\s*[-–—:：]")  # behind the label of the core
_CONTINUED = re.compile(r"\s*[,，、;；]\s*[^\s\-–]")  # behind a citation: the statement goes on
_WORD = re.compile(r"[^\s\u2060]")
_BULLET = re.compile(r"^\s*[-–•*·]\s+")
_LONGEST_RANGE = 200  # a citation of more paragraphs than this is not a citation
_END = ".。.;；,，"
_STOPS = ("", *_END, *"!?！？:：、")


def render_brief(brief: Brief) -> str:
    """The brief on one line. Line breaks in its words become spaces."""
    parts = []
    if brief.core:
        parts.append(_LABELS[brief.kind] + _render_statements(brief.core))
    for number, group in enumerate(brief.groups, 1):
        heading = f" {harmless(group.heading)}" if group.heading else ""
        parts.append(f"Group {number}:{heading}{_render_statements(group.statements)}")
    return " ".join(parts)


def _render_statements(statements: tuple[Statement, ...]) -> str:
    bare = JOINER if any(each.citations for each in statements) else ""
    return "".join(f" - {harmless(each.text)}{_render_citations(each.citations) or bare}" for each in statements)


def _render_citations(citations: tuple[int, ...]) -> str:
    return " " + "".join(f"[{number}]" for number in citations) if citations else ""


def harmless(text: str) -> str:
    """``text`` on one line, with whatever would be read as layout broken by an invisible joiner."""
    flat = " ".join(text.replace(JOINER, "").split()) + " - "  # what may follow it: "Group 3 - " would be a label
    for pattern in (_CORE, _GROUP, _CITATION):
        flat = pattern.sub(lambda match: match[0][0] + JOINER + match[0][1:], flat)
    flat = flat[:-3]
    return re.sub(r"(^|\s)([-–•*·])(?=\s|$)", rf"\1{JOINER}\2{JOINER}", flat)


def _plain(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


@dataclass
class _Draft:
    """A brief while it is read."""

    language: str
    kind: BriefKind = "insights"
    core: list[Statement] = field(default_factory=list)
    groups: list[tuple[str | None, list[Statement]]] = field(default_factory=list)
    in_core: bool = False

    def add(self, text: str, citations: list[int]) -> None:
        plain = _plain(text)
        if not plain:
            return
        statement = Statement(
            text=plain, citations=tuple(dict.fromkeys(citations)), verdict=Verdict(outcome="unchecked")
        )
        if self.in_core:
            self.core.append(statement)
        else:
            if not self.groups:
                self.groups.append((None, []))
            self.groups[-1][1].append(statement)

    def open_group(self, heading: str | None) -> None:
        self.in_core = False
        self.groups.append((heading, []))

    def brief(self) -> Brief:
        groups = tuple(
            Group(heading=heading, statements=tuple(statements))
            for heading, statements in self.groups
            if heading or statements
        )
        return Brief(kind=self.kind, core=tuple(self.core), groups=groups, language=self.language, engine=DIGEST_ENGINE)


def parse_brief(text: str, language: str) -> Brief:
    """Read the line of a brief, or its lines; nothing is refused, what has no place becomes a statement.

    The core line and the group numbers may be missing, a statement may have several citations (``[2][8]``, ``[2, 8]``,
    ``[2-4]``, ``［2］``, ``【2】``), and labels may be Chinese.
    """
    draft = _Draft(language)
    for section in _sections(text):
        _read_section(draft, section)
    return draft.brief()


def is_laid_out(text: str) -> bool:
    """Whether the text has the labels of a brief; other text is only sentences."""
    return any(_SEPARATED.match(text, match.end()) for match in _CORE.finditer(text)) or bool(_GROUP.search(text))


def cut_citations(text: str) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    """The text without its citations, and each of them: where in that text it stood, and its numbers."""
    plain, begin = "", 0
    cited: list[tuple[int, tuple[int, ...]]] = []
    for match in _CITATION.finditer(text):
        plain += text[begin : match.start()]
        begin = match.end()
        if text[begin : begin + 1] in _STOPS:  # "rose 5% [2]." is "rose 5%."
            plain = plain.rstrip()
        cited.append((len(plain), tuple(_expand(match[1]))))
    return plain + text[begin:], cited


def _sections(text: str) -> Iterator[str]:
    """Pieces that begin at a label, or at a line that is not a bullet."""
    lines: list[str] = []
    for line in text.splitlines():
        if _BULLET.match(line) and lines:
            lines[-1] += f"{JOINER} - " + _BULLET.sub("", line).strip()
        elif line.strip():
            lines.append(line.strip())
    for line in lines:
        begin = 0
        for match in _GROUP.finditer(line):
            yield line[begin : match.start()]
            begin = match.start()
        yield line[begin:]


def _read_section(draft: _Draft, section: str) -> None:
    section = section.strip() + " "  # a separator has a space on both sides
    core = _CORE.match(section)
    group = _GROUP.match(section)
    if core:
        draft.in_core = True
        draft.kind = "viewpoint" if core["viewpoint"] else "insights"
        _read_statements(draft, section[core.end() :].lstrip(":： "))
    elif group:
        heading, rest = _cut_heading(" " + section[group.end() :] + " ")
        draft.open_group(heading)
        _read_statements(draft, rest)
    elif section.strip():
        _read_headless(draft, section)


def _cut_heading(text: str) -> tuple[str | None, str]:
    separator = _SEPARATOR.search(text)
    cited = _CITATION.search(text)
    if cited and (separator is None or cited.start() < separator.start()):
        return None, text
    if separator is None:
        return _plain(text) or None, ""
    return _plain(text[: separator.start()]) or None, text[separator.start() :]


def _read_headless(draft: _Draft, section: str) -> None:
    """A section without a label: a heading if statements follow it, else statements."""
    separator = _SEPARATOR.search(section)
    cited = _CITATION.search(section)
    starts_with_heading = separator and separator.start() and not (cited and cited.start() < separator.start())
    if separator and starts_with_heading and not _BULLET.match(section):
        draft.open_group(_plain(section[: separator.start()]))
        section = section[separator.start() :]
    _read_statements(draft, section)


def _read_statements(draft: _Draft, text: str) -> None:
    """Statements, and the words between a citation and a separator, which are a new group's heading."""
    for piece in _parted(" " + text.strip() + " "):
        words, citations, rest = _take_cited(piece)
        draft.add(words, citations)
        if rest:
            draft.open_group(_plain(rest))


def _parted(text: str) -> Iterator[str]:
    """The text cut where statements end: at their citations, or at every separator of a group that cites nothing."""
    ends = [match.end() for match in _CITATION.finditer(text)]
    begin = group = 0
    for separator in _SEPARATOR.finditer(text):
        at = bisect_left(ends, separator.start() + 1)
        cited = at > 0 and ends[at - 1] > begin and not _CONTINUED.match(text, ends[at - 1])
        bare = at == len(ends) and (not ends or ends[-1] <= group)
        ended = text[separator.start() - 1] == JOINER or _WORD.search(text, begin, separator.start()) is None
        if cited or bare or ended:
            yield text[begin : separator.start()]
            begin = separator.end()
            group = begin if cited and _WORD.search(text, ends[at - 1], separator.start()) else group
    yield text[begin:]


def _take_cited(piece: str) -> tuple[str, list[int], str]:
    """The words of a piece, its citations, and what follows the last of them."""
    found = list(_CITATION.finditer(piece))
    numbers = [number for match in found for number in _expand(match[1])]
    if not found:
        return piece, [], ""
    rest = piece[found[-1].end() :].strip().removesuffix(JOINER)
    words = "".join(_between(piece, found)).rstrip()
    if _CONTINUED.match(rest):
        return words + rest, numbers, ""
    stop = rest[:1] if rest and rest[0] in _END else ""
    if stop in (".", "。") and stop and not words.endswith(stop):
        words += stop
    return words, numbers, rest.lstrip(_END + "!！?？ ")


def _between(piece: str, found: list[re.Match[str]]) -> Iterator[str]:
    begin = 0
    for match in found:
        before = piece[begin : match.start()]
        yield before.rstrip() if piece[match.end() : match.end() + 1] in ("", " ", *_END) else before
        begin = match.end()


def _expand(numbers: str) -> Iterator[int]:
    for part in re.split(r"[,，、;；]", numbers):
        ends = [int(each) for each in re.findall(r"\d+", part)]
        if ends[-1] - ends[0] <= _LONGEST_RANGE:
            yield from range(ends[0], ends[-1] + 1)
