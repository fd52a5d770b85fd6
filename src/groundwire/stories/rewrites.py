"""Texts in, which of them were made from which out: copies with light edits share most of their runs of words."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count

from groundwire.stories.tokens import DENSE, DENSE_TOKEN, NUMBER, TOKEN

_WORD = re.compile(rf"[^\W_{DENSE}]{{2,}}")  # a token of more than one character
_NO_TOKEN = re.compile(r"(?:_|[^\w\U000f0000-\U0010fffd])+")
_FIRST_MARK, _MARKS = 0xF0000, 0x1FFFE  # characters of private use, one for each word; of so many, words may share one
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
    folded: str
    source: str
    day: int

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in it; few texts are ever asked for them."""
        return _numbers(self.folded)


@lru_cache(maxsize=4096)
def _numbers(folded: str) -> frozenset[str]:
    return frozenset(NUMBER.findall(folded))


class TextReader:
    """Reads texts that are to be compared: their runs of tokens, as numbers that are equal for equal runs.

    In a script without spaces almost every token is a character. There the other tokens become a character each, too,
    so that a run is a piece of a string, which is made and compared ten times faster than one of a list.
    """

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._kept: set[str] = set()  # characters that begin a run
        self._seen: set[str] = set()

    def read(self, folded: Iterable[str], *, source: str, day: int) -> Text:
        """The text of these folded paragraphs."""
        text = "\n".join(folded)[:_LONGEST]
        return Text(runs=frozenset(self._dense_runs(text) or _runs(text)), folded=text, source=source, day=day)

    def _dense_runs(self, text: str) -> list[int]:
        """The runs of a text most of whose tokens are one character; none for any other."""
        if DENSE_TOKEN.search(text) is None:
            return []
        marked, words = _WORD.subn(self._mark, text)
        tokens = _NO_TOKEN.sub("", marked)
        if words * 2 >= len(tokens):
            return []
        self._look_at(set(tokens) - self._seen)
        begins = compress(count(), map(self._kept.__contains__, tokens[: max(len(tokens) - _DENSE_RUN + 1, 0)]))
        return [hash(tokens[start : start + _DENSE_RUN]) for start in begins]

    def _mark(self, word: re.Match[str]) -> str:
        """One character of no script for a word."""
        written = word[0]
        if written not in self._words:
            mark = self._words[written] = chr(_FIRST_MARK + len(self._words) % _MARKS)
            self._seen.add(mark)
            if _is_kept(written):
                self._kept.add(mark)
        return self._words[written]

    def _look_at(self, characters: set[str]) -> None:
        self._seen |= characters
        self._kept.update(filter(_is_kept, characters))


def _runs(text: str) -> list[int]:
    tokens = TOKEN.findall(text)
    begins = compress(count(), map(_is_kept, tokens[: max(len(tokens) - _RUN + 1, 0)]))
    return [hash(tuple(tokens[start : start + _RUN])) for start in begins]


@lru_cache(maxsize=65536)
def _is_kept(token: str) -> bool:
    return zlib.crc32(token.encode("utf-8", "surrogatepass")) % _ONE_IN == 0


class _Index:
    """The places of texts by run. Most runs are of one text, and a list for each would be most of the work."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}

    def add(self, runs: frozenset[int], place: int) -> None:
        for run in runs & self._first.keys():
            self._more.setdefault(run, [self._first[run]]).append(place)
        self._first.update(dict.fromkeys(runs.difference(self._first), place))

    def known(self, runs: frozenset[int]) -> Iterator[Sequence[int]]:
        """The places of each of these runs that any text has."""
        for run in runs & self._first.keys():
            yield self._more.get(run) or (self._first[run],)


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
            index.add(text.runs, place)
    return pairs


def _most_alike(text: Text, texts: Sequence[Text], index: "_Index") -> tuple[int | None, float]:
    shared: Counter[int] = Counter()
    common = 0
    for places in index.known(text.runs):
        if len(places) <= _FURNITURE:
            for place in places:
                shared[place] += 1
        elif _tells_nothing(places, texts):
            common += 1
        else:
            shared.update(places)
    best: tuple[float, int] | None = None
    for place, runs in shared.items():
        other = texts[place]
        likeness = runs / max(min(len(text.runs), len(other.runs)) - common, _FEWEST)
        if (
            likeness >= _needed(text, other)
            and not _another_issue(text, other)
            and (best is None or (likeness, -place) > best)
        ):
            best = (likeness, -place)
    return (-best[1], best[0]) if best else (None, 0.0)


def _tells_nothing(places: Sequence[int], texts: Sequence[Text]) -> bool:
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
