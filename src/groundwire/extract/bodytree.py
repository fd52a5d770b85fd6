"""trafilatura's body as blocks: its tree in, blocks in reading order out, with nothing glued and nothing prefixed."""

from typing import Any

from groundwire.extract.block import Block
from groundwire.extract.leaves import fold
from groundwire.models.document import Role

_ROLES: dict[str, Role] = {"head": "heading", "item": "item", "quote": "quote", "blockquote": "quote", "li": "item"}
_BLOCKS = frozenset(
    [
        "p",
        "head",
        "quote",
        "item",
        "list",
        "table",
        "cell",
        "code",
        "fw",
        "div",
        "body",
        "main",
        "section",
        "article",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "figcaption",
        "pre",
        "td",
        "lb",
        "br",
    ]
)


def body_blocks(body: Any) -> list[Block]:
    """The blocks of an element that trafilatura calls a body."""
    walk = _Walk()
    walk.visit(body, "text")
    walk.flush("text")
    return walk.blocks


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._buffer: list[str] = []

    def flush(self, role: Role) -> None:
        text = fold("".join(self._buffer))
        self._buffer.clear()
        if text:
            self.blocks.append(Block(role=role, text=text))

    def visit(self, element: Any, outer: Role) -> None:
        if not isinstance(element.tag, str):  # a comment
            return
        if element.tag in ("row", "tr"):
            self._row(element, outer)
            return
        role = _ROLES.get(element.tag, outer)
        block = element.tag in _BLOCKS
        if block:
            self.flush(outer)
        self._buffer.append(element.text or "")
        for child in element:
            self.visit(child, role)
            self._buffer.append(child.tail or "")
        if block:
            self.flush(role)

    def _row(self, row: Any, outer: Role) -> None:
        self.flush(outer)
        cells = (fold("".join(cell.itertext())) for cell in row)
        self._buffer.append(" | ".join(cell for cell in cells if cell))
        self.flush("row")
