"""A page's tree as the sequence of its text blocks, each with the elements around it and what is measured of it."""

import re
import unicodedata
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from groundwire.models.document import Role

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "map",
        "audio",
        "video",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "math",
        "head",
        "title",
        "meta",
        "link",
        "area",
        "param",
        "source",
        "track",
        "datalist",
        "dialog",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "center-inline",
        "picture",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[\s​﻿­]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def fold(text: str) -> str:
    """NFC, one line, white space folded, invisible characters gone."""
    if text.isascii():  # most text of most pages, and three times as fast
        return " ".join(text.split())
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text.replace("\xad", "").replace("​", ""))).strip()


def width(text: str) -> int:
    """Length in Latin characters: a CJK character says about as much as two."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


@dataclass(slots=True)
class Leaf:
    """One block of text as a browser would show it."""

    role: Role
    tag: str
    text: str
    links: int  # characters inside links
    element: HtmlElement  # the nearest element that is shown as a block
    path: tuple[HtmlElement, ...]  # from body down to ``element``
    hidden: bool
    bold: bool
    broken: bool  # ended by a line break, not by its element
    key: str = field(default="")

    def __post_init__(self) -> None:
        self.key = self.text.replace(" ", "")


class _Walk:
    """One pass over a tree, collecting leaves."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._buffer: list[str] = []
        self._links = 0
        self._bold = 0
        self._path: list[HtmlElement] = []
        self._roles: list[Role] = ["text"]
        self._in_link = 0
        self._hidden = 0
        self._in_bold = 0

    def _write(self, text: str | None) -> None:
        if text:
            self._buffer.append(text)
            if self._in_link:
                self._links += len(text.strip())
            if self._in_bold:
                self._bold += len(text.strip())

    def _flush(self, *, broken: bool = False) -> None:
        text = fold("".join(self._buffer))
        if text:
            element = self._path[-1]
            self.leaves.append(
                Leaf(
                    role=self._roles[-1],
                    tag=str(element.tag),
                    text=text,
                    links=min(self._links, len(text)),
                    element=element,
                    path=tuple(self._path),
                    hidden=self._hidden > 0,
                    bold=self._bold * 2 > len(text),
                    broken=broken,
                )
            )
        self._buffer.clear()
        self._links = self._bold = 0

    def visit(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return
        if tag == "br":
            self._flush(broken=True)
        elif tag == "tr":
            self._row(element)
        elif tag in _INLINE and not (tag == "a" and _holds_blocks(element)):
            self._inside(element, tag)
        else:
            self._block(element, tag)

    def _inside(self, element: HtmlElement, tag: str) -> None:
        link, bold = tag == "a", tag in ("b", "strong")
        self._in_link += link
        self._in_bold += bold
        self._children(element)
        self._in_link -= link
        self._in_bold -= bold

    def _children(self, element: HtmlElement) -> None:
        self._write(element.text)
        for child in element:
            self.visit(child)
            self._write(child.tail)

    def _block(self, element: HtmlElement, tag: str) -> None:
        self._flush()
        style = element.get("style")
        hidden = (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None
        self._path.append(element)
        self._roles.append(_role(tag, self._roles[-1]))
        self._hidden += hidden
        if tag == "pre":
            self._preformatted(element)
        else:
            self._children(element)
        self._flush()
        self._hidden -= hidden
        self._roles.pop()
        self._path.pop()

    def _preformatted(self, element: HtmlElement) -> None:
        for line in element.text_content().splitlines():
            self._write(line)
            self._flush(broken=True)

    def _row(self, element: HtmlElement) -> None:
        self._flush()
        self._path.append(element)
        self._roles.append("row")
        cells = [fold(cell.text_content()) for cell in element.iter("td", "th")]
        self._links = sum(len(link.text_content().strip()) for link in element.iter("a"))
        self._buffer = [" | ".join(cell for cell in cells if cell)]
        self._flush()
        self._roles.pop()
        self._path.pop()


def _holds_blocks(element: HtmlElement) -> bool:
    return any(child.tag in ("div", "p", "h2", "h3", "li") for child in element)


def _role(tag: str, outer: Role) -> Role:
    if tag in _HEADINGS:
        return "heading"
    if tag in ("li", "dt", "dd"):
        return "item"
    if tag == "figcaption":
        return "caption"
    if tag == "blockquote":
        return "quote"
    return outer if outer in ("item", "quote", "caption", "heading") else "text"


def leaves(tree: HtmlElement) -> list[Leaf]:
    """The blocks of a page in reading order."""
    body = tree.find("body")
    walk = _Walk()
    walk.visit(tree if body is None else body)
    return walk.leaves
