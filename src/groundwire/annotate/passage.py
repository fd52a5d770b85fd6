"""A text prepared once for all finders: as written, half width, and folded, all of the same length."""

from dataclasses import dataclass, field
from typing import NamedTuple

from groundwire.text.numerals import numeral_text

_HALF = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\uffe5": "\xa5"}


@dataclass(slots=True, kw_only=True)  # not frozen: never changed, but made for every name, and thrice as fast so
class Found:
    """Something found at ``start`` to ``end`` (exclusive) of a passage."""

    start: int
    end: int


class Overlap(NamedTuple):
    """Places already taken, one byte a character."""

    places: bytearray

    def __call__(self, start: int, end: int) -> bool:
        """Whether anything from ``start`` to ``end`` is taken."""
        return self.places.find(1, start, end) >= 0

    def take(self, start: int, end: int) -> None:
        """Mark a place."""
        self.places[start:end] = b"\1" * (end - start)


@dataclass(slots=True)
class Passage:
    """``wide`` keeps upper and lower case, ``folded`` does not."""

    text: str
    language: str
    wide: str = field(init=False)
    folded: str = field(init=False)
    base: str = field(init=False)  # the language without script or region

    def __post_init__(self) -> None:
        self.wide = self.text
        for character in _HALF.keys() & set(self.text):  # a text has five of these or so: translating asks for each
            self.wide = self.wide.replace(character, _HALF[character])
        self.folded = numeral_text(self.text)
        self.base = self.language.split("-")[0]

    def part(self, start: int, end: int) -> "Passage":
        """Characters ``start`` to ``end`` as a passage of its own, without preparing them again."""
        if start == 0 and end == len(self.text):
            return self
        part = object.__new__(Passage)
        part.text, part.wide, part.folded = self.text[start:end], self.wide[start:end], self.folded[start:end]
        part.language, part.base = self.language, self.base
        return part

    def overlap(self) -> Overlap:
        """A clean sheet of taken places."""
        return Overlap(bytearray(len(self.text)))
