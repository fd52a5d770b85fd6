"""Words in, the piece of a regular expression that matches one of them out: the longest that fits, quick to search."""

import re
from collections.abc import Iterable

NEVER = "(?!)"  # matches nowhere: what stands for no words at all


def one_of(words: Iterable[str]) -> str:
    """One of the words as they are written, longer ones before those that they begin with."""
    listed = sorted(set(words), key=_rank)
    return "|".join(map(re.escape, listed)) if listed else NEVER


def behind_first(words: Iterable[str]) -> str:
    """The rest of one of the words, where its first character has been matched already."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(rf"(?<={re.escape(first)})(?:{one_of(rest)})" for first, rest in rests.items()) or NEVER


def search_one_of(words: Iterable[str], asked: str = "") -> str:
    """The same as ``one_of``, begun with one set of characters, so that a search skips from one of these to the next.

    ``asked`` is an expression without width that must hold behind the first character.
    """
    listed = list(words)
    firsts = "".join(sorted({re.escape(word[0]) for word in listed}))
    return rf"[{firsts}]{asked}(?:{behind_first(listed)})" if listed else NEVER


def _rank(word: str) -> tuple[int, str]:
    return -len(word), word
