"""Many terms found in one pass over a text, as offsets into it, whatever their script."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

from groundwire.text.scripts import fold, is_cjk

K = TypeVar("K")
_FEW = 2_000  # terms; with 10,000 that form takes 80 MB and a quarter of a second to build


@dataclass(frozen=True, slots=True)
class TermPattern(Generic[K]):
    """A term to look for. A trailing ``*`` allows any ending; ``exact`` keeps upper and lower case apart."""

    text: str
    key: K
    exact: bool = False


class TermMatch(NamedTuple, Generic[K]):  # a text has dozens, and a tuple is made in a third of the time
    """A term found at ``start`` to ``end`` (exclusive); with an open ending, ``end`` is the word's end."""

    start: int
    end: int
    key: K


class _Term(NamedTuple, Generic[K]):
    """What is to be asked where one folded text stands."""

    opens: bool  # it begins with a character of a word: it must not continue one
    closes: bool
    patterns: list["_Wanted[K]"]


class _Wanted(NamedTuple, Generic[K]):
    """One pattern: ``exact`` is how it must be written, ``open`` means that any ending will do."""

    key: K
    exact: str | None
    open: bool


def automaton(texts: Sequence[str]) -> ahocorasick_rs.AhoCorasick:
    """The automaton that finds the texts: of few, in the form that is a third quicker and takes much more memory."""
    few = len(texts) <= _FEW
    return ahocorasick_rs.AhoCorasick(texts, implementation=ahocorasick_rs.Implementation.DFA if few else None)


def _is_word(character: str) -> bool:
    """Whether the character continues a word of a script with spaces; CJK characters are words of their own."""
    return (character.isalnum() or character == "_") and not is_cjk(character)


class TermIndex(Generic[K]):
    """An Aho–Corasick automaton over folded terms; picklable, built once per worker.

    Latin terms match whole words only (``AI`` is not in ``said``); CJK terms match anywhere.
    """

    def __init__(self, patterns: Iterable[TermPattern[K]]) -> None:
        by_text: dict[str, list[_Wanted[K]]] = {}
        for pattern in patterns:
            written = pattern.text.rstrip("*")
            text = fold(written)
            if text.strip():
                wanted = _Wanted(pattern.key, written if pattern.exact else None, pattern.text.endswith("*"))
                by_text.setdefault(text, []).append(wanted)
        self._texts = list(by_text)
        self._terms = [_Term(_is_word(text[0]), _is_word(text[-1]), wanted) for text, wanted in by_text.items()]
        self._build()

    def _build(self) -> None:
        self._automaton = automaton(self._texts)

    def __getstate__(self) -> dict[str, object]:
        return {"_texts": self._texts, "_terms": self._terms}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._build()

    def find(self, text: str, folded: str | None = None) -> Iterator[TermMatch[K]]:
        """Every match in ``text``, overlapping ones too, in the order of their ends.

        ``folded`` is ``fold(text)`` for a caller that has it already: folding costs as much as the search.
        """
        if folded is None:
            folded = fold(text)
        terms, length = self._terms, len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            opens, closes, patterns = terms[index]
            if opens and start and _is_word(folded[start - 1]):
                continue
            inside = closes and end < length and _is_word(folded[end])
            for key, exact, any_end in patterns:
                if exact is not None and text[start:end] != exact:
                    continue
                if not inside:
                    yield TermMatch(start, end, key)
                elif any_end:
                    yield TermMatch(start, _word_end(folded, end), key)


def _word_end(text: str, end: int) -> int:
    while end < len(text) and _is_word(text[end]):
        end += 1
    return end


def longest(matches: Iterable[TermMatch[K]]) -> list[TermMatch[K]]:
    """Of overlapping matches the longest, then the first; several keys of one and the same span all stay."""
    kept: list[TermMatch[K]] = []
    group: list[TermMatch[K]] = []  # each overlaps one before it
    end = 0
    for match in sorted(matches, key=_start):
        if match[0] >= end and group:
            kept += _longest_of(group) if len(group) > 1 else group
            group = []
        group.append(match)
        end = max(end, match[1])
    return kept + _longest_of(group) if group else kept


def _longest_of(group: list[TermMatch[K]]) -> list[TermMatch[K]]:
    kept: list[TermMatch[K]] = []
    places: set[tuple[int, int]] = set()
    first = group[0].start
    covered = bytearray(max(match.end for match in group) - first)
    for match in sorted(group, key=_rank):
        start, end = match.start - first, match.end - first
        if (start, end) in places or covered.find(1, start, end) < 0:
            kept.append(match)
            places.add((start, end))
            covered[start:end] = b"\1" * (end - start)
    return sorted(kept, key=_start)


def _start(match: TermMatch[K]) -> int:
    return match[0]


def _rank(match: TermMatch[K]) -> tuple[int, int]:
    return match.start - match.end, match.start
