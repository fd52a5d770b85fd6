"""The figures of a passage in, large bare numbers among them with the currency that their sentence told before out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundwire.annotate.figures.found import FoundFigure
from groundwire.annotate.figures.words import FigureWords

_LARGE = 1_000_000
_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")
_CLAUSE = re.compile(r"[,;:，；：]\s|[()（）]")
_WORD = re.compile(r"[^\W\d_]+")
_FURTHEST = 300  # characters between an amount and one whose currency it takes


def with_currencies(
    figures: Sequence[FoundFigure], folded: str, words: FigureWords, bare: Mapping[int, bool]
) -> list[FoundFigure]:
    """Raised 1.7 billion euros, put in 1.3 billion: ``bare`` has the starts of such, True if they are nothing else."""
    if not (bare and words.amounts_inherit):
        return [figure for figure in figures if not bare.get(figure.start)]
    given: list[FoundFigure] = []
    for figure in figures:
        only_money = bare.get(figure.start)
        if only_money is None or figure.kind != "count":
            given.append(figure)
            continue
        currency = _currency(figure, given[::-1], folded, words)
        if currency is not None:
            given.append(replace(figure, kind="money", currency=currency))
        elif not only_money:
            given.append(figure)
    return given


def _currency(figure: FoundFigure, others: list[FoundFigure], folded: str, words: FigureWords) -> str | None:
    """The currency of the nearest amount before it in the sentence, unless the clause tells what is counted."""
    if abs(figure.high) < _LARGE or _counts(figure, folded, words):
        return None
    for other in others:
        if other.kind == "money" and other.currency and abs(other.high) >= _LARGE:
            between = folded[other.end : figure.start]
            if len(between) <= _FURTHEST and not _SENTENCE.search(between):
                return other.currency
    return None


def _counts(figure: FoundFigure, folded: str, words: FigureWords) -> bool:
    """Whether the clause before the figure names what is counted: users rose to 3 million."""
    clause = _CLAUSE.split(_SENTENCE.split(folded[max(0, figure.start - _FURTHEST) : figure.start])[-1])[-1]
    return any(word in words.counted for word in _WORD.findall(clause))
