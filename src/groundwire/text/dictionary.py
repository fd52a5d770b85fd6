"""Chinese text in, its words with the English words that mean them, and how its characters sound, out.

The dictionary is CC-CEDICT, inside the segmenter's wheel; it and the readings are loaded when first asked for.
"""

import functools
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from groundwire.text.words import plain_words

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:\S+")
_VARIANT = re.compile(r"^(?:old |archaic |Japanese |erhua )?variant of |^see |^surname |^\d+th |^also written ")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_SHORTEST = 4  # letters of an English word of content
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ions?|ings?|ed|e[rs]?s?|i?ti|i|y)$")
_STEM = 6  # letters in which the forms of a word agree: produce, production
_PIECE = 2  # characters: what a single one means says too much
_SYLLABLES = (2, 3)  # of a name
_LONGEST = 2_000  # characters given to the segmenter at once: a longer paragraph is cut, which costs one word at most


class HanWord(NamedTuple):
    """A word of a Chinese text at ``start`` to ``end``, and what it is called in English, one entry a meaning."""

    text: str
    start: int
    end: int
    glosses: tuple[str, ...]


def han_words(text: str) -> list[HanWord]:
    """The words of ``text`` in order, without what lies between them."""
    found: list[HanWord] = []
    for offset in range(0, len(text), _LONGEST):
        found += _piece(text[offset : offset + _LONGEST], offset)
    return found


def _piece(text: str, offset: int) -> list[HanWord]:
    found: list[HanWord] = []
    place = 0
    for token in _tokenizer().tokenize(text):
        surface = token.surface
        start = text.find(surface, place)
        if start < 0:
            continue
        place = start + len(surface)
        if surface.strip():
            details = token.details
            glosses = _glosses(tuple(details[7:])) if len(details) > 7 and details[4] != "*" else ()
            found.append(HanWord(surface, offset + start, offset + place, glosses))
    return found


@functools.lru_cache(maxsize=20_000)
def gloss_word(word: str) -> tuple[str, ...]:
    """The meanings of ``word`` where the dictionary has it whole, else none."""
    found = _piece(word, 0)
    return found[0].glosses if len(found) == 1 else ()


@functools.lru_cache(maxsize=20_000)
def _glosses(fields: tuple[str, ...]) -> tuple[str, ...]:
    """The dictionary's line cut into meanings, without asides, measure words and references to other entries."""
    meanings = (_ASIDE.sub("", entry).strip(" ,") for entry in ",".join(fields).split("/"))
    return tuple(entry for entry in meanings if entry and not _VARIANT.match(entry))


@functools.cache
def _tokenizer() -> Any:
    import lindera  # type: ignore[import-untyped,unused-ignore]  # reads 70 MB: only where Chinese is checked

    return lindera.Tokenizer(lindera.load_dictionary("embedded://cc-cedict"), mode="normal")


@functools.lru_cache(maxsize=20_000)
def syllables(character: str) -> tuple[str, ...]:
    """How a Chinese character is read, without tones and with v for ü; the commonest reading first."""
    if not _HAN.match(character):
        return ()
    from pypinyin import Style, pinyin  # its tables are read when first needed

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return tuple(readings[0])


@functools.lru_cache(maxsize=20_000)
def english_of(word: str) -> frozenset[str]:
    """The stems of the English words of content that a Chinese word or its parts are explained with."""
    words = han_words(word)
    pieces = words if len(words) == 1 else [one for one in words if len(one.text) >= _PIECE]
    glosses = (gloss for one in pieces for gloss in one.glosses)
    return stems(one for gloss in glosses for one in plain_words(gloss, "en"))


def stems(english: Iterable[str]) -> frozenset[str]:
    """What the forms of each English word of content have in common."""
    return frozenset(_ENDING.sub("", word)[:_STEM] for word in english if len(word) >= _SHORTEST)


def shared_meanings(chinese: Iterable[str], english: Iterable[str]) -> int:
    """How many of the Chinese words have one of the English words for a meaning."""
    known = stems(english)
    return sum(not known.isdisjoint(english_of(word)) for word in chinese)


@functools.lru_cache(maxsize=4096)
def sounds_of(text: str) -> frozenset[str]:
    """How each two and three neighbouring Chinese characters of a text are read, without tones: xingchi of 星驰."""
    found: set[str] = set()
    for run in _HAN_RUN.findall(text):
        heard = [syllables(character)[0] for character in run]
        for length in _SYLLABLES:
            found |= {"".join(heard[n : n + length]) for n in range(len(heard) - length + 1)}
    return frozenset(found)
