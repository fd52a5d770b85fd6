"""A linear-time guard before parsing: any page's text in, a page that no parser chokes on out, or an ExtractError.

Every expression here matches runs that cannot overlap, so the time grows with the page and never with its square.
"""

import re

from groundwire.models.errors import ExtractError

LONGEST = 5_000_000  # characters after repair; the longest news page seen had 3.2 million
FULLEST = 40_000  # tags, opening and closing, after repair; the fullest news page seen had 11.7 thousand elements
DEEPEST = 200  # lxml drops what lies deeper than about 255, and leaves of real pages lie under 253 at most
RAW_LONGEST = 60_000_000  # characters before repair: beyond, even reading once is too dear
BIG = 400_000  # characters from which scripts are taken out; below, metadata may want them
_MANY_ATTRIBUTES = 200

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff￾￿]+")
_DATA_URI = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%\s]{200,}")
_RAW_TEXT = re.compile(r"<(script|style|svg|template)(?=[\s/>])([^<>]{0,2000})>", re.IGNORECASE)
_CROWDED_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\s[^<>]{5000,}>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})([^<>]{0,20000})>")
_BREAKS = re.compile(r"(?:<br\s{0,9}/?>\s{0,99}){3,}", re.IGNORECASE)
_DECORATION = frozenset(
    [
        "span",
        "font",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "small",
        "big",
        "sup",
        "sub",
        "s",
        "nobr",
        "wbr",
        "ins",
        "del",
        "tt",
        "center",
        "a",
        "abbr",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# What HTML closes by itself does not nest, however often it is left open.
_SELF_CLOSING = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
        "optgroup",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)
_FLAT = _VOID | _SELF_CLOSING


def guard(html: str) -> str:
    """The page without what hurts parsers. Raises ExtractError where it cannot be mended, or is no page at all."""
    if len(html) > RAW_LONGEST:
        raise _beyond(f"the page has {len(html):,} characters")
    _refuse_binary(html)
    page = _CONTROL.sub("", html) if _has_controls(html) else html
    page = _DATA_URI.sub("data:,", page)
    if len(page) > BIG:
        page = _without_raw_text(page)
    page = _CROWDED_TAG.sub(_fewer_attributes, page)
    if len(page) > LONGEST:
        raise _beyond(f"the page has {len(page):,} characters")
    page = _flattened(page)
    return _thinned(page) if page.count("<") > FULLEST else page


def _beyond(reason: str) -> ExtractError:
    return ExtractError("page", "resource-limit", f"{reason}, more than any article has")


def _refuse_binary(html: str) -> None:
    """A picture or an archive that was served as a page."""
    start = html[:4096]
    strange = sum(len(run) for run in _CONTROL.findall(start)) + start.count("�")
    if start.startswith("%PDF-") or (strange > 20 and strange > len(start) * 0.05):
        raise ExtractError("page", "unsupported", "this is not HTML but a binary file served as such")


_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def _has_controls(html: str) -> bool:
    """Whether there is anything to take out: ten times as fast as to look for it character by character."""
    try:
        content = html.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return True
    clean = len(content.translate(None, _CONTROL_BYTES)) == len(content)
    return not clean or any(mark in content for mark in _NO_CHARACTERS)


def _without_raw_text(page: str) -> str:
    """Without scripts and styles, whose text some parsers take for the page's; JSON-LD of sane size stays."""
    parts: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while (found := _RAW_TEXT.search(page, at)) is not None:
        name = found[1].lower()
        end = None if name in unclosed else _end_tag(name).search(page, found.end())
        if end is None:
            unclosed.add(name)  # looked for once only, or a page of open scripts takes quadratic time
            parts.append(page[at : found.start()])
            at = found.end()
            continue
        keeps = "ld+json" in found[2].lower() and end.start() - found.end() < BIG
        parts.append(page[at : end.end() if keeps else found.start()])
        at = end.end()
    parts.append(page[at:])
    return "".join(parts)


_SCRIPT = re.compile(r"<!--|<(script|style)(?=[\s/>])([^<>]{0,2000})>", re.IGNORECASE)
_SCRIPT_ENDS = {name: re.compile(rf"</{name}(\s{{0,99}}>)?", re.IGNORECASE) for name in ("script", "style")}


def without_scripts(page: str) -> str:
    """The page without the scripts and styles that a parser would skip anyhow; JSON-LD and what never closes stays."""
    parts: list[str] = []
    taken = at = 0
    while (found := _SCRIPT.search(page, at)) is not None:
        if found[1] is None:
            at = page.find("-->", found.end()) + 3
            if at < 3:
                break
            continue
        end = _SCRIPT_ENDS[found[1].lower()].search(page, found.end())
        if end is None or end[1] is None:  # parsers differ on where a broken end tag ends
            break
        at = end.end()
        if "ld+json" not in found[2].lower():
            parts.append(page[taken : found.start()])
            taken = at
    parts.append(page[taken:])
    return "".join(parts)


_END_TAGS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"</{name}\s{{0,99}}>", re.IGNORECASE) for name in ("script", "style", "svg", "template")
}


def _end_tag(name: str) -> re.Pattern[str]:
    return _END_TAGS[name]


def _fewer_attributes(found: re.Match[str]) -> str:
    return f"<{found[1]}>" if found[0].count("=") > _MANY_ATTRIBUTES else found[0]


def _thinned(page: str) -> str:
    """Too many tags: runs of line breaks and all decoration go; what is left must do."""
    page = _BREAKS.sub("<br><br>", page)
    page = _TAG.sub(lambda tag: "" if tag[2].lower() in _DECORATION else tag[0], page)
    tags = page.count("<")
    if tags > FULLEST:
        raise _beyond(f"the page has {tags:,} tags")
    return page


def _flattened(page: str) -> str:
    """Without the tags that nest too deep; their text stays."""
    if _depth(page) <= DEEPEST:
        return page
    parts: list[str] = []
    at = depth = 0
    for tag in _TAG.finditer(page):
        before, depth = depth, _depth_after(tag, depth)
        if max(before, depth) > DEEPEST and before != depth:
            parts.extend((page[at : tag.start()], " "))
            at = tag.end()
    parts.append(page[at:])
    return "".join(parts)


def _depth(page: str) -> int:
    depth = deepest = 0
    for closing, name, rest in _TAG.findall(page):
        if name in _FLAT or rest.endswith("/") or name.lower() in _FLAT:
            continue
        if closing:
            depth -= depth > 0
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
    return deepest


def _depth_after(tag: re.Match[str], depth: int) -> int:
    if tag[2].lower() in _FLAT or tag[3].endswith("/"):
        return depth
    return max(0, depth - 1) if tag[1] else depth + 1
