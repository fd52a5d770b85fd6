"""Folding of characters so that different writings of the same word compare equal, offset by offset."""

import functools
import unicodedata
from typing import Literal

import opencc

HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
KANA = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F))
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))
_REMEMBERED = 2_000  # characters: a paragraph, but no book


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(character) <= high for low, high in ranges)


def is_han(character: str) -> bool:
    """Whether this is a Chinese character (also as used in Japanese and Korean)."""
    return _within(character, HAN)


@functools.lru_cache(maxsize=20_000)  # asked for every character around a number or a term
def is_cjk(character: str) -> bool:
    """Whether this character is of a script written without spaces between words (Han or kana)."""
    return _within(character, HAN) or _within(character, KANA)


@functools.cache
def _converter(config: Literal["t2s", "s2t"]) -> opencc.OpenCC:
    return opencc.OpenCC(config)


class _FoldTable(dict[int, str]):
    """Maps a code point to one folded character, worked out on first use and remembered."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    wide = unicodedata.normalize("NFKC", character)
    folded = wide.casefold() if len(wide) == 1 else character.casefold()
    if len(folded) != 1:  # ß → ss and the like would move every offset behind them
        return character
    return str(_converter("t2s").convert(folded)) if is_han(folded) else folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Lower case, half width, simplified characters; always exactly as long as ``text``."""
    if text.isascii():  # the same, ten times as fast
        return text.lower()
    return _fold(text) if len(text) <= _REMEMBERED else text.translate(_TABLE)


@functools.lru_cache(maxsize=1024)  # the stages fold the same paragraph and its sentences half a dozen times
def _fold(text: str) -> str:
    return text.translate(_TABLE)
