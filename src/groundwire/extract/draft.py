"""What a format's reader hands to the assembly of a document, and the white space that every line goes through."""

import re
import unicodedata
from dataclasses import dataclass

from groundwire.models.document import Moment, Role

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block of a body, as its format's reader found it."""

    role: Role
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that is known of a document before it gets its identity; empty and None where nothing is known."""

    pieces: tuple[Piece, ...]
    title: str = ""
    source_name: str = ""
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    zone: str | None = None  # IANA, of the source's clock where its page was asked
    url: str | None = None  # canonical, None where the document has no address of its own
    language: str | None = None  # as claimed; the text decides
    image: str | None = None
    confidence: float = 1.0


def one_line(text: str) -> str:
    """The text as one NFC line with white space folded and invisible characters gone."""
    if text.isascii() and text.isprintable():  # most lines of most pages, and three times as fast
        return " ".join(text.split())
    visible = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", visible).split())
