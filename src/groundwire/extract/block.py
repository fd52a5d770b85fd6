"""What body extraction hands over: blocks, and the body they make."""

from dataclasses import dataclass

from groundwire.models.document import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of a body. ``text`` is NFC, one line, white space folded."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What was found, how far the extractors agreed (0 to 1), and which of them ran."""

    blocks: tuple[Block, ...]
    confidence: float
    extractors: tuple[str, ...]
