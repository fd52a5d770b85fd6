"""A name in Latin letters and a run of Chinese characters in, how much of the name sounds as the characters do out.

Chinese writes foreign names by sound, syllable by syllable (施泰因迈尔 for Steinmeier). Both are compared as rows of
sounds: consonants in classes that the one script keeps apart and the other does not (r and l, b and p), vowels loosely,
because Chinese adds them between consonants.
"""

import functools
import re
from collections.abc import Mapping

from groundwire.brief.check.cues import sound_tables
from groundwire.text.dictionary import syllables
from groundwire.text.words import fold_words

_TABLES = sound_tables()
_SOUNDS: Mapping[str, str] = _TABLES["spellings"]
_SPELLING = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_INITIALS: Mapping[str, str] = _TABLES["initials"]
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-zêü]*)")
_NEAR = {frozenset(pair): float(cost) for pair, cost in _TABLES["near"].items()}
_WEAK = frozenset("LHYWN")  # consonants that one script leaves out now and then: Carter 卡特, Hugo 雨果
_WEAK_COST, _VOWEL_COST, _OTHER_VOWEL = 0.45, 0.12, 0.2
_VOWELS = frozenset("aeiou")


@functools.lru_cache(maxsize=20_000)
def latin_sounds(name: str) -> str:
    """The sounds of a name in Latin letters."""
    letters = re.sub(r"[^a-z]", "", fold_words(name).replace("ø", "o").replace("ł", "w").replace("ß", "ss"))
    letters = re.sub(r"([bcdfgklmnprtvz])\1", r"\1", letters)
    sounds = "".join(_SOUNDS[match.group()] for match in _SPELLING.finditer(letters))
    return re.sub(r"e$", "", sounds) if len(sounds) > 3 else sounds


@functools.lru_cache(maxsize=20_000)
def han_sounds(character: str) -> str:
    """The sounds of a character in its commonest reading."""
    read = syllables(character)
    if not read:
        return ""
    if read[0] in ("er", "ri"):
        return "L" if read[0] == "er" else "Li"
    match = _SYLLABLE.match(read[0])
    initial, final = match.groups() if match else ("", read[0])
    vowels = [letter for letter in final.replace("ü", "u").replace("v", "u") if letter in _VOWELS]
    return _INITIALS[initial] + "".join(vowels[-1:]) + ("N" if "n" in final else "")


@functools.lru_cache(maxsize=50_000)  # the same names are looked for in the same runs by several checks
def sounds_like(name: str, run: str) -> float:
    """0 to 1: how well some stretch of ``run`` sounds as ``name`` does."""
    wanted = latin_sounds(name)
    weight = sum(_cost_of(sound) for sound in wanted)
    if not weight or not run:
        return 0.0
    heard = "".join(map(han_sounds, run))
    return max(0.0, 1 - _least_cost(wanted, heard) / max(weight, 1.0))


@functools.lru_cache(maxsize=50_000)
def spelt_like(name: str, word: str) -> float:
    """0 to 1: how well some stretch of a word that is spelt in Latin letters sounds as the name does."""
    wanted = latin_sounds(name)
    weight = sum(map(_cost_of, wanted))
    return max(0.0, 1 - _least_cost(wanted, latin_sounds(word)) / max(weight, 1.0)) if wanted else 0.0


def _cost_of(sound: str) -> float:
    if sound in _VOWELS:
        return _VOWEL_COST
    return _WEAK_COST if sound in _WEAK else 1.0


def _least_cost(wanted: str, heard: str) -> float:
    """The cost of turning all of ``wanted`` into some stretch of ``heard``."""
    row = [0.0] * (len(heard) + 1)
    for sound in wanted:
        drop = _cost_of(sound)
        following = [row[0] + drop]
        for place, other in enumerate(heard):
            following.append(
                min(row[place] + _swap(sound, other), row[place + 1] + drop, following[place] + _cost_of(other))
            )
        row = following
    return min(row)


@functools.cache
def _swap(sound: str, other: str) -> float:
    if sound == other:
        return 0.0
    vowels = (sound in _VOWELS) + (other in _VOWELS)
    if vowels:
        return _OTHER_VOWEL if vowels == 2 else 1.2
    return _NEAR.get(frozenset((sound, other)), 1.2)
