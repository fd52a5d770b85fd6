"""Chinese words in, the English words that mean them, and how names sound in Latin letters, out."""

import functools
import re
from collections.abc import Iterable
from typing import Any

from groundwire.text.words import plain_words

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:\S+")
_REFERENCE = re.compile(r"^(?:old |archaic |Japanese |erhua )?variant of |^see |^surname |^also written ")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_GLOSSES = 7  # where the segmenter's details of a word begin to be its meanings
_SHORTEST = 4  # letters of an English word of content
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ions?|ings?|ed|e[rs]?s?|i?ti|i|y)$")
_STEM = 6  # letters in which the forms of a word agree: produce, production
_PIECE = 2  # characters: what a single one means says too much
_SYLLABLES = (2, 3)  # of a name


@functools.lru_cache(maxsize=20_000)
def english_of(word: str) -> frozenset[str]:
    """The stems of the English words of content that a Chinese word or its parts are explained with."""
    tokens = _tokenizer().tokenize(word)
    pieces = tokens if len(tokens) == 1 else [token for token in tokens if len(token.surface) >= _PIECE]
    glosses = (gloss for token in pieces for gloss in _glosses(token.details))
    return stems(one for gloss in glosses for one in plain_words(gloss, "en"))


def stems(english: Iterable[str]) -> frozenset[str]:
    """What the forms of each English word of content have in common."""
    return frozenset(_ENDING.sub("", word)[:_STEM] for word in english if len(word) >= _SHORTEST)


def _glosses(details: list[str]) -> list[str]:
    """The dictionary's line cut into meanings, without asides and references to other entries."""
    meanings = (_ASIDE.sub("", entry).strip(" ,") for entry in ",".join(details[_GLOSSES:]).split("/"))
    return [meaning for meaning in meanings if meaning and meaning != "*" and not _REFERENCE.match(meaning)]


def shared_meanings(chinese: Iterable[str], english: Iterable[str]) -> int:
    """How many of the Chinese words have one of the English words for a meaning."""
    known = stems(english)
    return sum(not known.isdisjoint(english_of(word)) for word in chinese)


@functools.lru_cache(maxsize=4096)
def sounds_of(text: str) -> frozenset[str]:
    """How each two and three neighbouring Chinese characters of a text are read, without tones: xingchi of 星驰."""
    found: set[str] = set()
    for run in _HAN_RUN.findall(text):
        heard = [_syllable(character) for character in run]
        for length in _SYLLABLES:
            found |= {"".join(heard[n : n + length]) for n in range(len(heard) - length + 1)}
    return frozenset(found)


@functools.lru_cache(maxsize=20_000)
def _syllable(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # its tables are read when first needed

    return "".join(lazy_pinyin(character, style=Style.NORMAL))


@functools.cache
def _tokenizer() -> Any:
    import lindera  # type: ignore[import-untyped,unused-ignore]  # reads 70 MB: only where languages are compared

    return lindera.Tokenizer(lindera.load_dictionary("embedded://cc-cedict"), mode="normal")
