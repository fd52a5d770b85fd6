"""Many terms found in one pass over a text, as offsets into it, whatever their script."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick_rs

from groundwire.text.scripts import fold, is_cjk

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class TermPattern(Generic[K]):
    """A term to look for. A trailing ``*`` allows any ending; ``exact`` keeps upper and lower case apart."""

    text: str
    key: K
    exact: bool = False


@dataclass(frozen=True, slots=True)
class TermMatch(Generic[K]):
    """A term found at ``start`` to ``end`` (exclusive); with an open ending, ``end`` is the word's end."""

    start: int
    end: int
    key: K


def _is_word(character: str) -> bool:
    """Whether the character continues a word of a script with spaces; CJK characters are words of their own."""
    return (character.isalnum() or character == "_") and not is_cjk(character)


class TermIndex(Generic[K]):
    """An Aho–Corasick automaton over folded terms; picklable, built once per worker.

    Latin terms match whole words only (``AI`` is not in ``said``); CJK terms match anywhere.
    """

    def __init__(self, patterns: Iterable[TermPattern[K]]) -> None:
        by_text: dict[str, list[TermPattern[K]]] = {}
        for pattern in patterns:
            text = fold(pattern.text.rstrip("*"))
            if text.strip():
                by_text.setdefault(text, []).append(pattern)
        self._texts = list(by_text)
        self._patterns = list(by_text.values())
        self._build()

    def _build(self) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(self._texts)

    def __getstate__(self) -> dict[str, object]:
        return {"_texts": self._texts, "_patterns": self._patterns}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._build()

    def find(self, text: str, folded: str | None = None) -> Iterator[TermMatch[K]]:
        """Every match in ``text``, overlapping ones too, in the order of their ends.

        ``folded`` is ``fold(text)`` for a caller that has it already: folding costs as much as the search.
        """
        if folded is None:
            folded = fold(text)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if _is_word(folded[start]) and start and _is_word(folded[start - 1]):
                continue
            inside = _is_word(folded[end - 1]) and end < len(folded) and _is_word(folded[end])
            for pattern in self._patterns[index]:
                if pattern.exact and text[start:end] != pattern.text.rstrip("*"):
                    continue
                if inside and not pattern.text.endswith("*"):
                    continue
                yield TermMatch(start, _word_end(folded, end) if inside else end, pattern.key)


def _word_end(text: str, end: int) -> int:
    while end < len(text) and _is_word(text[end]):
        end += 1
    return end


def longest(matches: Iterable[TermMatch[K]]) -> list[TermMatch[K]]:
    """Of overlapping matches the longest, then the first; several keys of one and the same span all stay."""
    ranked = sorted(matches, key=lambda m: (m.start - m.end, m.start))
    kept: list[TermMatch[K]] = []
    places: set[tuple[int, int]] = set()
    covered = bytearray(max((match.end for match in ranked), default=0))
    for match in ranked:
        place = (match.start, match.end)
        if place in places or not any(covered[match.start : match.end]):
            kept.append(match)
            places.add(place)
            covered[match.start : match.end] = b"\1" * (match.end - match.start)
    return sorted(kept, key=lambda m: m.start)
