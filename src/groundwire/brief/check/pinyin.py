"""A Chinese name in Latin letters in, its syllables out, and whether Chinese characters are read so."""

import functools
import re
from collections.abc import Mapping, Sequence

from groundwire.brief.check.cues import sound_tables
from groundwire.text.dictionary import syllables

_WADE_INITIALS: Mapping[str, list[str]] = sound_tables()["wade_initials"]
_WADE_FINALS: Mapping[str, list[str]] = sound_tables()["wade_finals"]
_SYLLABLES = frozenset(sound_tables()["syllables"].split())


@functools.lru_cache(maxsize=20_000)
def pinyin_cuts(name: str) -> tuple[str, ...]:
    """The syllables of a name written in pinyin: xuzhengyu → xu, zheng, yu; none where it is not pinyin."""
    letters = re.sub(r"[^a-zü]", "", name.lower().replace("’", "'"))
    cuts = _cut(letters.replace("ü", "v"))
    return tuple(cuts) if cuts else ()


def _cut(letters: str) -> list[str] | None:
    if not letters:
        return []
    for length in range(min(6, len(letters)), 0, -1):
        if letters[:length] in _SYLLABLES:
            rest = _cut(letters[length:])
            if rest is not None:
                return [letters[:length], *rest]
    return None


@functools.lru_cache(maxsize=50_000)
def reads_as(cuts: tuple[str, ...], text: str) -> bool:
    """Whether some stretch of Chinese text is read as these syllables."""
    readings = [syllables(character) for character in text]
    if any(
        all(_same_syllable(cut, readings[start + place]) for place, cut in enumerate(cuts))
        for start in range(len(text) - len(cuts) + 1)
    ):
        return True
    letters = "".join(cuts)  # nangang may be nang-ang as well as nan-gang
    return len(cuts) > 1 and any(spells(letters, readings, start) > start + 1 for start in range(len(text)))


def spells(letters: str, readings: Sequence[tuple[str, ...]], start: int) -> int:
    """Where the characters end whose syllables from ``start`` on are just these letters; 0 where they are not."""
    if not letters:
        return start
    if start >= len(readings):
        return 0
    ends = (
        spells(letters[len(syllable) :], readings, start + 1)
        for syllable in readings[start]
        if letters.startswith(syllable)
    )
    return max(ends, default=0)


def _same_syllable(cut: str, readings: tuple[str, ...]) -> bool:
    return (
        cut in readings
        or (cut.endswith("yu") and f"{cut[:-2]}yv" in readings)
        or any(r.replace("v", "u") == cut for r in readings)
    )


_WADE_SYLLABLE = re.compile(r"(tsz|ts|tz|ch|hs|sh|sz|ss|[kptjbdgmnflhrswyz]?)([aeiouv]\w*)")


@functools.lru_cache(maxsize=20_000)
def wade_cuts(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a name spelt as in Taiwan, each with what it may be in pinyin; none where it is not so spelt."""
    found: list[tuple[str, ...]] = []
    for part in re.findall(r"[a-z]+", name.lower()):
        match = _WADE_SYLLABLE.fullmatch(part)
        if match is None:
            return ()
        initials = _WADE_INITIALS.get(match[1], [match[1]])
        finals = _WADE_FINALS.get(match[2], [match[2]])
        readings = {initial + final for initial in initials for final in finals}
        known = tuple(sorted(reading for reading in readings | {part} if reading in _SYLLABLES))
        if not known:
            return ()
        found.append(known)
    return tuple(found)


@functools.lru_cache(maxsize=50_000)
def reads_as_any(cuts: tuple[tuple[str, ...], ...], text: str) -> bool:
    """Whether some stretch of Chinese text is read as one of the readings of each syllable."""
    readings = [syllables(character) for character in text]
    return any(
        all(any(_same_syllable(one, readings[start + place]) for one in cut) for place, cut in enumerate(cuts))
        for start in range(len(text) - len(cuts) + 1)
    )
