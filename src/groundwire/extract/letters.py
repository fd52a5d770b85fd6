"""Mail text or its paragraphs in, the same without quoted replies, signature, greeting and a telephone's line out."""

import re
from collections.abc import Iterator

from groundwire.extract.clean import matches
from groundwire.extract.draft import Piece

_QUOTED = re.compile(r"\s{0,3}>")
_SIGNATURE = re.compile(r"--\s?")  # the mark of RFC 3676, which some programs strip of its space
_LONGEST_LEAD = 200  # characters of the line that says who wrote what is quoted


def own_text(text: str) -> str:
    """The text above the signature without quoted replies; all of it where nothing else is there."""
    lines = list(_own_lines(re.split(r"\r\n|[\n\r]", text)))
    return "\n".join(lines) if any(line.strip() for line in lines) else text


def _own_lines(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if _SIGNATURE.fullmatch(line):
            return
        if not _QUOTED.match(line) and not _leads_to_quote(lines, number):
            yield line


def _leads_to_quote(lines: list[str], number: int) -> bool:
    """Whether this is a line such as ``On Monday Jane Doe wrote:`` above a quoted reply."""
    line = lines[number].strip()
    if not line.endswith((":", "：")) or len(line) > _LONGEST_LEAD:
        return False
    following = next((after for after in lines[number + 1 : number + 3] if after.strip()), "")
    return _QUOTED.match(following) is not None


def without_courtesies(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The paragraphs without a greeting that stands alone at the start, and without ``Sent from my telephone``."""
    kept = tuple(piece for piece in pieces if not matches("devices", piece.text))
    if len(kept) > 1 and matches("greetings", kept[0].text):
        kept = kept[1:]
    return kept or pieces
