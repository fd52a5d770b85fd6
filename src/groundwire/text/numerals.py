"""Numbers as languages write them: a text in, the numbers in it out with their places and exact values."""

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from importlib import resources
from typing import Any, Protocol

from groundwire.text.data_files import read_yaml
from groundwire.text.numeral_digits import DigitMarks
from groundwire.text.numeral_han import HanReader
from groundwire.text.numeral_han_sum import HanNumerals
from groundwire.text.numeral_values import Numeral
from groundwire.text.numeral_words import WordNumerals, WordReader
from groundwire.text.scripts import fold

__all__ = ["Numeral", "find_numerals", "numeral_text", "parse_number", "read_numerals"]

_FULL_WIDTH_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_IS_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
_NO_WORDS = WordNumerals(values={}, scales={})
_SENTENCE = 600  # characters that a sentence has at the most


class _Reader(Protocol):
    def find(self, text: str, folded: str) -> Iterator[Numeral]: ...


class _Han:
    """A HanReader with the interface of a WordReader; the case of letters means nothing to it."""

    def __init__(self, reader: HanReader) -> None:
        self._reader = reader

    def find(self, text: str, folded: str) -> Iterator[Numeral]:
        return self._reader.find(folded)


@functools.cache
def _reader(language: str) -> _Reader:
    data = _load(language)
    marks = DigitMarks(
        group=frozenset(data["group"]),
        decimal=frozenset(data["decimal"]),
        loose_decimal=data.get("loose_decimal", False),
    )
    if "han" in data:
        return _Han(HanReader(HanNumerals(**data["han"]), marks))
    return WordReader(WordNumerals(**data["words"]) if "words" in data else _NO_WORDS, marks)


def _load(base: str) -> dict[str, Any]:
    folder = resources.files("groundwire.text") / "data" / "numerals"
    file = folder / f"{base}.yaml"
    known = file if base.isalpha() and file.is_file() else folder / "und.yaml"
    loaded: dict[str, Any] = read_yaml(known)
    return loaded


def numeral_text(text: str) -> str:
    """``text`` folded, except that a full-width comma between plain digits stays what it is: a comma of a list."""
    folded = fold(text)
    if "，" not in text:
        return folded
    return _restored(text, folded)


def _restored(text: str, folded: str) -> str:
    pieces, end = [], 0
    for comma in _FULL_WIDTH_COMMA.finditer(text):
        pieces += [folded[end : comma.start()], "，"]
        end = comma.end()
    return "".join([*pieces, folded[end:]])


def find_numerals(text: str, language: str) -> Iterator[Numeral]:
    """Every number in ``text``, in order; digits glued to letters (H100, 5nm) too, which the caller must judge."""
    wide = text.translate(_FULL_WIDTH) if _IS_FULL_WIDTH.search(text) else text
    return read_numerals(wide, numeral_text(text), language)


def read_numerals(wide: str, folded: str, language: str) -> Iterator[Numeral]:
    """The same for a caller that has the half-width and the folded (``numeral_text``) text already."""
    base = language.split("-")[0]
    if len(wide) <= _SENTENCE:
        return iter(_of_sentence(wide, folded, base))
    return _reader(base).find(wide, folded)


@functools.lru_cache(maxsize=64)  # a statement is read by annotation and then by its checker
def _of_sentence(wide: str, folded: str, base: str) -> tuple[Numeral, ...]:
    return tuple(_reader(base).find(wide, folded))


def parse_number(text: str, language: str) -> Decimal | None:
    """The value of ``text`` if all of it is one number, else None."""
    stripped = text.strip()
    for numeral in find_numerals(stripped, language):
        return numeral.value if numeral.start == 0 and numeral.end == len(stripped) else None
    return None
