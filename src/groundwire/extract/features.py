"""What is measured of every block of a page: leaves and an extractor's texts in, a column of numbers a measure out.

A page has some hundred blocks and twice as many elements around them, so what holds of an element is worked out once
for each, and what can be is for all blocks at once.
"""

import functools
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from groundwire.extract.leaves import Leaf, width
from groundwire.extract.said import Said, lead_anchor, squeeze, title_anchor

_STOPS = ".!?。！？…।။؟۔"
_COMMAS = ",;:，、；：،؛"
_BARS = "|>»·•/©"
_ENDING = frozenset(_STOPS)
_CLOSING = "\"'”’»」』)）]"  # what may stand behind the stop that ends a sentence
_DIGITS = re.compile(r"\d+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]+")
_CJK = re.compile(r"[぀-ヿ㐀-鿿]+")
_POSITIVE = re.compile(r"article|content|entry|post|story|text|body|main|detail|正文|zhengwen|neirong", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"comment|footer|foot\b|related|relat|recommend|share|social|side|nav|menu|promo|sponsor|newsletter|subscri|"
    r"popup|modal|cookie|consent|breadcrumb|crumb|tags?\b|author|byline|copyright|disclaim|tool|widget|banner|login|"
    r"rank|hot|more|ads?\b|advert|meta|date|time|caption|credit|copy|reply|signup|paywall|outbrain|taboola",
    re.IGNORECASE,
)
_SECTIONS = ("article", "main", "section", "aside", "footer", "nav", "header", "form", "figure", "ul", "td")


Column = NDArray[np.float64]
Columns = dict[str, Column]


@dataclass(frozen=True, slots=True)
class Table:
    """Features by name, each with a value for every leaf."""

    columns: Columns

    def only(self, names: Sequence[str]) -> NDArray[np.float64]:
        """The values of these features, a row a feature."""
        return np.array([self.columns[name] for name in names])


@dataclass(frozen=True, slots=True)
class Vote:
    """Which leaves an extractor kept."""

    kept: Column
    chars: int

    @staticmethod
    def of(leaves: Sequence[Leaf], texts: Iterable[str]) -> "Vote":
        keys = [squeeze(text) for text in texts]
        exact, joined = set(keys), "\n".join(keys)
        kept = [leaf.key in exact or (len(leaf.key) >= 15 and leaf.key in joined) for leaf in leaves]
        return Vote(kept=np.array(kept, dtype=float), chars=sum(map(len, keys)))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is counted in the texts of all leaves, once."""

    chars: Column
    widths: Column
    links: Column
    stops: Column
    commas: Column

    @staticmethod
    def of(leaves: Sequence[Leaf]) -> "_Marks":
        return _Marks(
            chars=_column(len(leaf.text) for leaf in leaves),
            widths=_column(width(leaf.text) for leaf in leaves),
            links=_column(leaf.links for leaf in leaves),
            stops=_column(_count(leaf.text, _STOPS) for leaf in leaves),
            commas=_column(_count(leaf.text, _COMMAS) for leaf in leaves),
        )


def _column(values: Iterable[float]) -> Column:
    return np.fromiter(values, dtype=float)


def _count(text: str, signs: str) -> int:
    """How many of these signs stand in a text; the first three alone are ASCII."""
    return sum(map(text.count, signs[:3] if text.isascii() else signs))


def _total(pattern: re.Pattern[str], text: str) -> int:
    """The length of all runs together."""
    return sum(map(len, pattern.findall(text)))


def is_cjk_page(leaves: Sequence[Leaf]) -> bool:
    """Whether the page is written in Chinese or Japanese."""
    wide = sum(_total(_CJK, leaf.text) for leaf in leaves if not leaf.text.isascii())
    return wide > 0.3 * sum(len(leaf.text) for leaf in leaves)


def _prose(leaves: Sequence[Leaf], marks: _Marks) -> Column:
    """How much a leaf looks like a sentence of an article: above zero for prose, below for furniture."""
    dense = marks.links / marks.chars
    signs = marks.stops + marks.commas
    hidden = np.array([leaf.hidden for leaf in leaves], dtype=bool)
    good = (np.minimum(marks.widths, 1000) / 100 + np.minimum(signs, 20) * 0.5) * (1 - dense)
    short = np.where((marks.widths < 40) & (signs == 0), -0.3, good)
    return np.where(hidden | (dense > 0.5), -np.minimum(marks.widths, 100) / 40, short)


class _Containers:
    """The elements that hold leaves, numbered with outer ones first, and what stands under each.

    The leaves under one element follow each other. Names speak of an article (good) or of furniture (bad).
    """

    def __init__(self, leaves: Sequence[Leaf], marks: _Marks, scores: Column) -> None:
        self.numbers: dict[HtmlElement, int] = {}
        self.kinds: list[str] = []  # tag and class
        self.own_bad: list[int] = []
        self.good: list[int] = []  # names on the way from the body down to it
        self.bad: list[int] = []
        self.sections: list[frozenset[str]] = []  # tags on this way
        self.outer: list[int] = []  # the body's is the body
        self._first: list[int] = []
        for place, leaf in enumerate(leaves):
            self._enter(leaf.path, place)
        inner = [self.numbers[leaf.path[-1]] for leaf in leaves]
        above = np.array(self.outer)[inner]
        self.ways = (np.array(inner), above, np.array(self.outer)[above])  # the nearest three around each leaf
        self._last = self._first.copy()
        for place, number in enumerate(inner):
            self._last[number] = place
        for number in range(len(self._last) - 1, 0, -1):  # inner ones first
            outer = self.outer[number]
            self._last[outer] = max(self._last[outer], self._last[number])
        self.leaves = np.array(self._last) - self._first + 1
        self.chars, self.links = self._sums(marks.chars), self._sums(marks.links)
        listed = scores.tolist()
        self.score = _column(sum(listed[a : b + 1]) for a, b in zip(self._first, self._last, strict=True))
        self.series = self._series()

    def _enter(self, path: Sequence[HtmlElement], place: int) -> None:
        """Takes in what is new of a leaf's path."""
        level = len(path)
        while level and path[level - 1] not in self.numbers:
            level -= 1
        for element in path[level:]:
            self._add(element, place, self.numbers[path[level - 1]] if level else None)
            level += 1

    def _add(self, element: HtmlElement, place: int, outer: int | None) -> None:
        own, names = len(self.kinds), element.get("class") or ""
        good, bad = _hints(names, element.get("id") or "")
        above = frozenset[str]() if outer is None else self.sections[outer]
        self.numbers[element] = own
        self.kinds.append(f"{element.tag}.{names}")
        self.own_bad.append(bad)
        self.good.append(good if outer is None else good + self.good[outer])
        self.bad.append(bad if outer is None else bad + self.bad[outer])
        self.sections.append(above | {str(element.tag)} if element.tag in _SECTIONS else above)
        self.outer.append(own if outer is None else outer)
        self._first.append(place)

    def _sums(self, column: Column) -> Column:
        sums = np.concatenate(([0.0], np.cumsum(column)))
        return np.asarray(sums[np.array(self._last, dtype=int) + 1] - sums[self._first])

    def _series(self) -> list[int]:
        """For each element: how many like-made siblings stand before it or one that it is in, where they are large."""
        most: list[int] = []
        counts: dict[tuple[int, str], int] = defaultdict(int)
        for (element, number), chars in zip(self.numbers.items(), self.chars.tolist(), strict=True):
            outer = self.outer[number]
            before = 0 if outer == number else most[outer]
            if chars > 200 and element.tag not in ("p", "li"):
                kind = (-1 if outer == number else outer, self.kinds[number])
                before = max(before, counts[kind])
                counts[kind] += 1
            most.append(before)
        return most

    def main(self) -> tuple[int, int, float]:
        """The first and last leaf of the element with most prose, the smallest such, and its length."""
        sizes = zip(self.score.tolist(), (-self.leaves).tolist(), strict=True)
        best = max(enumerate(sizes), key=operator.itemgetter(1))[0]
        return self._first[best], self._last[best], float(self.chars[best])


@functools.lru_cache(maxsize=20_000)
def _hints(names: str, identifier: str) -> tuple[int, int]:
    """Whether a class or an id speaks of an article, and whether of furniture."""
    said = f"{names} {identifier}"
    return int(bool(_POSITIVE.search(said))), int(bool(_NEGATIVE.search(said)))


def is_badly_named(element: HtmlElement) -> bool:
    """Whether the class or id of an element speaks of furniture."""
    return _hints(element.get("class") or "", element.get("id") or "")[1] > 0


def _smooth(values: Column, reach: int) -> Column:
    """The mean over ``reach`` neighbours on both sides, without the value itself."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    places = np.arange(len(values))
    low, high = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))
    return np.asarray((sums[high] - sums[low] - values) / np.maximum(1, high - low - 1))


def _alike(leaves: Sequence[Leaf], containers: _Containers, columns: Sequence[Column]) -> list[Column]:
    """How many leaves share a leaf's place among elements of the same names, and the mean of theirs in each column."""
    kinds: dict[tuple[str, ...], int] = {}
    numbers, names = containers.numbers, containers.kinds
    groups = [
        kinds.setdefault(tuple([names[numbers[element]] for element in leaf.path[-3:]]), len(kinds)) for leaf in leaves
    ]
    sizes = np.bincount(groups)
    return [np.log1p(sizes)[groups], *((np.bincount(groups, column) / sizes)[groups] for column in columns)]


def measure(leaves: Sequence[Leaf], votes: dict[str, Vote], said: Said) -> Table:
    """All features of all leaves, of which there is one at least."""
    marks = _Marks.of(leaves)
    scores = _prose(leaves, marks)
    containers = _Containers(leaves, marks, scores)
    columns: Columns = {}
    _own(columns, leaves, marks, said)
    columns["prose"] = scores
    _anchored(columns, leaves, marks, ("title", title_anchor(leaves, said)))
    _anchored(columns, leaves, marks, ("lead", lead_anchor(leaves, said)))
    columns["series"] = np.log1p(containers.series)[containers.ways[0]]
    _places(columns, leaves, marks, containers)
    _around(columns, leaves, containers)
    _page(columns, marks, votes)
    for name, vote in votes.items():
        _voted(columns, name, vote, marks, containers)
    for reach in (1, 3, 8):
        for name in ("prose", "links", "width"):
            columns[f"near{reach}.{name}"] = _smooth(columns[name], reach)
    grouped = ["prose", "links", "width", *(f"{name}.vote" for name in votes)]
    names = ["alike", *(f"alike.{name}" for name in grouped)]
    columns.update(zip(names, _alike(leaves, containers, [columns[name] for name in grouped]), strict=True))
    return Table(columns=columns)


def _own(columns: Columns, leaves: Sequence[Leaf], marks: _Marks, said: Said) -> None:
    seen = Counter(leaf.key for leaf in leaves)
    stated = said.body.replace(" ", "")
    columns["width"] = np.log1p(marks.widths)
    columns["links"] = marks.links / marks.chars
    columns["stops"] = marks.stops / (10 + marks.widths)
    columns["commas"] = marks.commas / (10 + marks.widths)
    columns["ends"] = _column(leaf.text.rstrip(_CLOSING)[-1:] in _ENDING for leaf in leaves)
    columns["digits"] = _column(_total(_DIGITS, leaf.text) for leaf in leaves) / marks.chars
    capitals = _column(sum(map(str.isupper, leaf.text[:200])) for leaf in leaves)
    columns["capitals"] = capitals / np.minimum(200, marks.chars)
    columns["bars"] = _column(sum(map(leaf.text.count, _BARS)) for leaf in leaves) / marks.chars
    columns["heading"] = _column(leaf.role == "heading" for leaf in leaves)
    columns["h1"] = _column(leaf.tag == "h1" for leaf in leaves)
    for role in ("item", "row", "caption", "quote"):
        columns[role] = _column(leaf.role == role for leaf in leaves)
    columns["p"] = _column(leaf.tag == "p" for leaf in leaves)
    columns["div"] = _column(leaf.tag in ("div", "section", "body", "td") for leaf in leaves)
    columns["hidden"] = _column(leaf.hidden for leaf in leaves)
    columns["bold"] = _column(leaf.bold for leaf in leaves)
    columns["broken"] = _column(leaf.broken for leaf in leaves)
    columns["repeats"] = _column(min(3, seen[leaf.key]) for leaf in leaves)
    columns["title"] = _column(len(leaf.key) > 3 and any(leaf.key in title for title in said.titles) for leaf in leaves)
    columns["stated"] = _column((len(leaf.key) >= 12 and leaf.key in stated) - (not stated) for leaf in leaves)


def _is_rival(leaf: Leaf) -> bool:
    return leaf.tag == "h1" or (leaf.tag in ("h2", "h3", "h4") and leaf.links * 2 > len(leaf.text))


def _anchored(columns: Columns, leaves: Sequence[Leaf], marks: _Marks, named: tuple[str, int]) -> None:
    """Where a leaf stands from an anchor: in leaves, in text, in rival headings between, and in the tree."""
    name, anchor = named
    size = len(leaves)
    distance, text, rivals, shared = (np.zeros(size) for _ in range(4))
    if anchor >= 0:
        distance = _signed(np.arange(size, dtype=float) - anchor)
        text[:anchor] = rivals[:anchor] = -1.0
        text[anchor + 1 :] = np.log1p(np.cumsum(marks.chars[anchor:-1]))
        rivals[anchor + 2 :] = np.cumsum(_column(map(_is_rival, leaves[anchor + 1 : -1])))
        own = set(leaves[anchor].path)
        shared = _column(sum(map(own.__contains__, leaf.path)) / len(leaf.path) for leaf in leaves)
    columns[f"{name}.distance"], columns[f"{name}.text"] = distance, text
    columns[f"{name}.rivals"], columns[f"{name}.shared"] = rivals, shared
    columns[f"{name}.known"] = np.full(size, float(anchor >= 0))


def _signed(distances: Column) -> Column:
    return np.copysign(np.log1p(np.abs(distances)), distances)


def _places(columns: Columns, leaves: Sequence[Leaf], marks: _Marks, containers: _Containers) -> None:
    size, whole = len(leaves), marks.chars.sum()
    places = np.arange(size, dtype=float)
    heading = next((i for i, leaf in enumerate(leaves) if leaf.tag == "h1"), -1)
    first, last, chars = containers.main()
    columns["position"] = places / size
    columns["text.before"] = (np.cumsum(marks.chars) - marks.chars) / whole
    columns["after.h1"] = np.where(places > heading, 1.0, -1.0) * (heading >= 0)
    columns["from.h1"] = _signed(places - heading) * (heading >= 0)
    columns["main.inside"] = ((first <= places) & (places <= last)).astype(float)
    columns["main.from.start"] = _signed(places - first)
    columns["main.to.end"] = _signed(last - places)
    columns["main.share"] = np.full(size, chars / whole)
    columns["depth"] = _column(len(leaf.path) for leaf in leaves)


def _around(columns: Columns, leaves: Sequence[Leaf], containers: _Containers) -> None:
    """What the elements around a leaf say and hold, from the nearest on."""
    inner, above, over = containers.ways
    fifth = [containers.numbers[leaf.path[-5]] if len(leaf.path) > 4 else -1 for leaf in leaves]
    good, bad = (np.array([*counts, 0.0]) for counts in (containers.good, containers.bad))  # -1: none
    dense = containers.links / np.maximum(1, containers.chars)
    mean, size = containers.score / containers.leaves, np.log1p(containers.chars)
    columns["near.good"], columns["near.bad"] = good[inner] - good[fifth], bad[inner] - bad[fifth]
    columns["own.bad"] = np.array(containers.own_bad, dtype=float)[inner]
    columns["far.good"], columns["far.bad"] = good[fifth], bad[fifth]
    columns["parent.width"], columns["parent.links"] = size[inner], dense[inner]
    columns["parent.prose"] = containers.score[inner]
    columns["above.links"], columns["above.width"] = dense[above], size[above]
    columns["above.prose"], columns["above.leaves"] = mean[above], np.log1p(containers.leaves)[above]
    columns["over.links"], columns["over.prose"] = dense[over], mean[over]
    columns["over.share"] = containers.chars[over] / containers.chars.max()
    sections = [containers.sections[number] for number in inner]
    for tag in _SECTIONS:
        columns[f"in.{tag}"] = _column(tag in tags for tags in sections)


def _page(columns: Columns, marks: _Marks, votes: dict[str, Vote]) -> None:
    whole = marks.chars.sum()
    features = {
        "page.width": np.log1p(whole),
        "page.leaves": np.log1p(len(marks.chars)),
        "page.links": marks.links.sum() / whole,
        "page.wide": (marks.widths.sum() - whole) / whole,
    }
    for name, vote in votes.items():
        features[f"page.{name}"] = min(1.0, vote.chars / whole)
    for name, value in features.items():
        columns[name] = np.full(len(marks.chars), value)


def _voted(columns: Columns, name: str, vote: Vote, marks: _Marks, containers: _Containers) -> None:
    columns[f"{name}.vote"] = vote.kept
    for reach in (1, 3, 8):
        columns[f"{name}.near{reach}"] = _smooth(vote.kept, reach)
    shares = np.zeros(len(containers.chars))
    taken = vote.kept * marks.chars
    for inner, outer in zip((None, *containers.ways), containers.ways, strict=False):
        shares += np.bincount(outer, taken if inner is None else taken * (inner != outer), len(shares))
    shares /= np.maximum(1, containers.chars)
    for level, way in enumerate(containers.ways, start=1):
        columns[f"{name}.up{level}"] = shares[way]
    places, kept = np.arange(len(taken)), np.flatnonzero(vote.kept)
    inside = (kept[0] <= places) & (places <= kept[-1]) if len(kept) else places < 0
    columns[f"{name}.inside"] = inside.astype(float)
