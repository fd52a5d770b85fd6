"""What stands beside a number and makes it a figure: units, currencies, per cent, by language, as look-up tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from groundwire.models import FigureKind, Qualifier
from groundwire.text.scripts import is_cjk

V = TypeVar("V")

_LONGEST_SPACED = 20  # characters in a word with spaces in it

TailClass = Literal["money", "percent", "points", "unit", "count", "generic", "duration", "multiple"]

_KINDS: dict[TailClass, FigureKind] = {
    "money": "money",
    "percent": "percent",
    "points": "points",
    "unit": "quantity",
    "count": "count",
    "generic": "count",
    "duration": "quantity",
    "multiple": "multiple",
}


@dataclass(frozen=True, slots=True)
class Tail:
    """What a word behind a number means: its class, the unit or currency, and the factor for the value."""

    type: TailClass
    name: str
    factor: Decimal = Decimal(1)

    @property
    def kind(self) -> FigureKind:
        """The kind of the figure that this makes."""
        return _KINDS[self.type]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word that is a figure by itself (半数, tenfold)."""

    kind: FigureKind
    value: Decimal
    qualifier: Qualifier | None


class Lookup(Generic[V]):
    """A table of texts, asked for the longest that begins or ends at a place of a text."""

    def __init__(self, table: dict[str, V]) -> None:
        self._table = table
        self._first = _lengths(table, 0)
        self._last = _lengths(table, -1)

    @property
    def first(self) -> frozenset[str]:
        """The characters that an entry begins with."""
        return frozenset(self._first)

    @property
    def last(self) -> frozenset[str]:
        """The characters that an entry ends with."""
        return frozenset(self._last)

    def values(self) -> Iterable[V]:
        """What all entries mean."""
        return self._table.values()

    def begins(self, text: str, at: int) -> tuple[V, int] | None:
        """The value and length of the longest entry that begins at ``at`` and ends where a word can end."""
        for length in self._first.get(text[at : at + 1], ()):
            piece = text[at : at + length]
            if piece in self._table and len(piece) == length and not _inside(text, at + length):
                return self._table[piece], length
        return None

    def ends(self, text: str, at: int) -> tuple[V, int] | None:
        """The value and length of the longest entry that ends at ``at`` and begins where a word can begin."""
        for length in self._last.get(text[at - 1], ()) if at else ():
            piece = text[max(0, at - length) : at]
            if piece in self._table and len(piece) == length and not _inside(text, at - length):
                return self._table[piece], length
        return None


def _lengths(table: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the entries with each first (0) or last (-1) character, longest first."""
    found: dict[str, set[int]] = {}
    for key in table:
        if key:
            found.setdefault(key[place], set()).add(len(key))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


class SpacedWords(Generic[V]):
    """Han words that a text may write with spaces between their characters (百 分 之)."""

    def __init__(self, table: dict[str, V]) -> None:
        self._table = {word: value for word, value in table.items() if is_cjk(word[0])}
        longest = sorted(self._table, key=len, reverse=True)
        written = "|".join(" {0,2}".join(map(re.escape, word)) for word in longest) or "(?!)"
        self._begin = re.compile(rf" {{0,4}}({written})")
        self._end = re.compile(rf"({written}) {{0,2}}$")
        self._last = {word[-1] for word in longest}

    @property
    def last(self) -> frozenset[str]:
        """The characters that a word ends with."""
        return frozenset(self._last)

    def begins(self, text: str, at: int) -> tuple[V, int] | None:
        """The value of the word that begins at ``at`` or some spaces after, and the length with those."""
        match = self._begin.match(text, at)
        return (self._table[match[1].replace(" ", "")], match.end() - at) if match else None

    def ends(self, text: str, at: int) -> tuple[V, int] | None:
        """The value of the word that ends at ``at`` or some spaces before, and the length with those."""
        if text[max(0, at - 3) : at].rstrip(" ")[-1:] not in self._last:
            return None
        match = self._end.search(text, max(0, at - _LONGEST_SPACED), at)
        return (self._table[match[1].replace(" ", "")], at - match.start()) if match else None


def _wordy(character: str) -> bool:
    return character.isalpha() and not is_cjk(character)


def _inside(text: str, at: int) -> bool:
    """Whether ``at`` lies inside a word of letters."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdigit():  # m2 in 24703m212
        return after.isdigit()
    return _wordy(before) and (_wordy(after) or after.isdigit())
