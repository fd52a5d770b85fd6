"""A statement of a model in, the same with its figures written as code writes them out.

Two things are mended, both by the source's own figures and never by what a model reckoned: a figure left in the words
of the source, and digits of the source with the wrong word of scale behind them (34亿 as 34 billion).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache

from groundwire.brief.abstractive.notes import Note
from groundwire.brief.say import say_figure, wording
from groundwire.models import Figure

_DIGITS = re.compile(r"\d[\d.,]*")
_LATIN = "0-9A-Za-zÀ-ɏ"  # what a figure would be a part of; CJK characters stand beside one without a space


def mend_numbers(text: str, notes: Sequence[Note], language: str) -> str:
    """``notes`` are those of the paragraphs that the statement cites."""
    figures = [note for note in notes if note.figure]
    return _rescaled(_said(text, figures), figures, language)


def _said(text: str, notes: Sequence[Note]) -> str:
    """With the source's words of a figure replaced by what they are called; a bare number is left as it is."""
    said: dict[str, set[str]] = {}
    for note in notes:
        if not _DIGITS.fullmatch(note.words) and len(note.words) > 1:
            said.setdefault(note.words, set()).add(note.said)
    certain = {words: next(iter(ways)) for words, ways in said.items() if len(ways) == 1}
    if not certain:
        return text
    longest_first = sorted(certain, key=len, reverse=True)
    pattern = rf"(?<![{_LATIN}.,])(?:{'|'.join(map(re.escape, longest_first))})(?![{_LATIN}])"
    return re.sub(pattern, lambda match: certain[match[0]], text)


def _rescaled(text: str, notes: Sequence[Note], language: str) -> str:
    scales = _scales(language)
    if scales is None:
        return text
    figures = [note.figure for note in notes if note.figure]
    values = {abs(value) for figure in figures for value in (figure.low, figure.high)}

    def mended(match: re.Match[str]) -> str:
        digits = _plain(match[1], language)
        if digits is None or digits * Decimal(wording(language)["scales"][match[2]]) in values:
            return match[0]
        ways = {_number(note.figure, language) for note in notes if note.figure and _same_digits(note, digits)}
        return ways.pop() if len(ways) == 1 else match[0]

    return scales.sub(mended, text)


@cache
def _scales(language: str) -> re.Pattern[str] | None:
    scales = sorted(wording(language)["scales"], key=len, reverse=True)
    if not scales:
        return None
    return re.compile(rf"(?<![\d.,])(\d[\d.,]*)\s?({'|'.join(map(re.escape, scales))})(?![a-z])")


def _plain(digits: str, language: str) -> Decimal | None:
    words = wording(language)
    plain = digits.replace(words["thousands"], "") if words["thousands"] else digits
    return _decimal(plain.replace(words["decimal"], "."))


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits.rstrip(".,"))
    except InvalidOperation:
        return None


def _same_digits(note: Note, digits: Decimal) -> bool:
    figure = note.figure
    if figure is None or figure.low != figure.high:
        return False
    found = _DIGITS.findall(note.words)
    return len(found) == 1 and _decimal(found[0].replace(",", "")) == digits


def _number(figure: Figure, language: str) -> str:
    """The number of a figure with its scale: ``3.4 billion``."""
    plain = replace(
        figure, kind="count", unit=None, currency=None, usd=None, per=None, qualifier=None, change=None, role="actual",
        low=abs(figure.low), high=abs(figure.high),
    )  # fmt: skip
    return say_figure(plain, language)
