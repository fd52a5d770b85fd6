"""Texts in, which of them were made from which out: copies with light edits share most of their runs of words."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from groundwire.text.scripts import fold

# A character of a script without spaces is a token, and so is a word of the others; punctuation is none, so that a
# reprint with other quotation marks stays the same. Numbers are tokens, too.
_DENSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\u0e00-\u0eff\U00020000-\U000323af"
_TOKEN = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_RUN, _DENSE_RUN = 4, 8  # tokens a run: four words, or about four words of Chinese
_ONE_IN = 4  # runs kept; a word either begins runs that are kept or not, in every text, so what is shared stays so
_LONGEST = 20_000  # characters; what a longer text repeats of another stands before that
_FEWEST = 12  # kept runs, about 50 words: shorter texts share so many by chance or by form
_SHARED = 0.5  # of the runs of the shorter text of runs: below, reports of one event by other hands begin
_WHOLE = 0.8  # a text so like an earlier one brings no runs that the earlier one has not
_COMMON = 60  # texts of different origins that share a run: then it is a form or a disclaimer, and tells nothing
_FURNITURE = 4  # texts of one source and of different origins that share a run: then it is part of its pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is compared of a document, ``day`` as days since year 1."""

    runs: frozenset[int]
    numbers: frozenset[str]
    source: str
    day: int


def read_text(paragraphs: Iterable[str], *, source: str, day: int) -> Text:
    """The runs and numbers of a text."""
    folded = fold("\n".join(paragraphs)[:_LONGEST])
    tokens = _TOKEN.findall(folded)
    return Text(runs=frozenset(_runs(tokens)), numbers=frozenset(_NUMBER.findall(folded)), source=source, day=day)


def _runs(tokens: Sequence[str]) -> Iterable[int]:
    dense = sum(len(token) == 1 for token in tokens) * 2 > len(tokens)
    size = _DENSE_RUN if dense else _RUN
    for start, token in enumerate(tokens[: len(tokens) - size + 1]):
        if _kept(token):
            yield zlib.crc32(" ".join(tokens[start : start + size]).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65536)
def _kept(token: str) -> bool:
    return zlib.crc32(token.encode("utf-8", "surrogatepass")) % _ONE_IN == 0


class _Index:
    """The places of texts by run. Most runs are of one text, and a list for each would be most of the work."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}

    def add(self, run: int, place: int) -> None:
        first = self._first.setdefault(run, place)
        if first != place:
            self._more.setdefault(run, [first]).append(place)

    def get(self, run: int) -> Sequence[int] | None:
        first = self._first.get(run)
        return None if first is None else self._more.get(run) or (first,)


def rewrites(texts: Sequence[Text]) -> list[tuple[int, int]]:
    """Pairs of places of ``texts``: a text, and an earlier one that it repeats. Linear in the texts for real news."""
    index = _Index()
    pairs: list[tuple[int, int]] = []
    for place, text in enumerate(texts):
        if len(text.runs) < _FEWEST:
            continue
        earlier, likeness = _most_alike(text, texts, index)
        if earlier is not None:
            pairs.append((earlier, place))
        if likeness < _WHOLE:
            for run in text.runs:
                index.add(run, place)
    return pairs


def _most_alike(text: Text, texts: Sequence[Text], index: "_Index") -> tuple[int | None, float]:
    shared: Counter[int] = Counter()
    common = 0
    for run in text.runs:
        places = index.get(run)
        if places is None:
            continue
        if _tells_nothing(places, texts):
            common += 1
        else:
            shared.update(places)
    best: tuple[float, int] | None = None
    for place, count in shared.items():
        other = texts[place]
        likeness = count / max(min(len(text.runs), len(other.runs)) - common, _FEWEST)
        if (
            likeness >= _needed(text, other)
            and not _another_issue(text, other)
            and (best is None or (likeness, -place) > best)
        ):
            best = (likeness, -place)
    return (-best[1], best[0]) if best else (None, 0.0)


def _tells_nothing(places: Sequence[int], texts: Sequence[Text]) -> bool:
    if len(places) <= _FURNITURE:
        return False
    return len(places) > _COMMON or len({texts[place].source for place in places}) == 1


def _needed(text: Text, other: Text) -> float:
    """One source's pages share their furniture, so that two of its reports must share more to be one."""
    return _WHOLE if text.source == other.source and text.day != other.day else _SHARED


def _another_issue(text: Text, other: Text) -> bool:
    """The same form filled with other numbers on another day: a daily price report is not a copy of yesterday's."""
    if text.source != other.source or text.day == other.day:
        return False
    fewest = min(len(text.numbers), len(other.numbers))
    return fewest > 0 and len(text.numbers & other.numbers) * 2 < fewest
