"""What is measured of every block of a page: leaves and two extractors' texts in, one row of numbers a leaf out."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from groundwire.extract.leaves import Leaf, width
from groundwire.extract.said import Said, lead_anchor, squeeze, title_anchor

_STOPS = re.compile(r"[.!?。！？…।။؟۔]")
_COMMAS = re.compile(r"[,;:，、；：،؛]")
_DIGITS = re.compile(r"\d")
_ENDS = re.compile(r"[.!?。！？…।။؟۔][\"'”’»」』)）\]]*$")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]")
_CJK = re.compile(r"[぀-ヿ㐀-鿿]")
_POSITIVE = re.compile(r"article|content|entry|post|story|text|body|main|detail|正文|zhengwen|neirong", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"comment|footer|foot\b|related|relat|recommend|share|social|side|nav|menu|promo|sponsor|newsletter|subscri|"
    r"popup|modal|cookie|consent|breadcrumb|crumb|tags?\b|author|byline|copyright|disclaim|tool|widget|banner|login|"
    r"rank|hot|more|ads?\b|advert|meta|date|time|caption|credit|copy|reply|signup|paywall|outbrain|taboola",
    re.IGNORECASE,
)
_SECTIONS = ("article", "main", "section", "aside", "footer", "nav", "header", "form", "figure", "ul", "td")


@dataclass(slots=True)
class _Container:
    """Sums over the leaves under one element."""

    chars: int = 0
    links: int = 0
    leaves: int = 0
    score: float = 0.0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Features by name, each with a value for every leaf."""

    columns: dict[str, list[float]]

    def rows(self, names: Sequence[str]) -> list[tuple[float, ...]]:
        """The values of these features, a row a leaf."""
        return list(zip(*(self.columns[name] for name in names), strict=True))


@dataclass(frozen=True, slots=True)
class Vote:
    """Which leaves an extractor kept."""

    kept: list[float]
    chars: int

    @staticmethod
    def of(leaves: Sequence[Leaf], texts: Iterable[str]) -> "Vote":
        keys = [squeeze(text) for text in texts]
        exact, joined = set(keys), "\n".join(keys)
        kept = [float(leaf.key in exact or (len(leaf.key) >= 15 and leaf.key in joined)) for leaf in leaves]
        return Vote(kept=kept, chars=sum(map(len, keys)))


def is_cjk_page(leaves: Sequence[Leaf]) -> bool:
    """Whether the page is written in Chinese or Japanese."""
    return sum(len(_CJK.findall(leaf.text)) for leaf in leaves) > 0.3 * sum(len(leaf.text) for leaf in leaves)


def prose(leaf: Leaf) -> float:
    """How much a leaf looks like a sentence of an article: above zero for prose, below for furniture."""
    size = width(leaf.text)
    dense = leaf.links / max(1, len(leaf.text))
    marks = len(_STOPS.findall(leaf.text)) + len(_COMMAS.findall(leaf.text))
    if leaf.hidden or dense > 0.5:
        return -min(size, 100) / 40
    if size < 40 and not marks:
        return -0.3
    return (min(size, 1000) / 100 + min(marks, 20) * 0.5) * (1 - dense)


def _sums(leaves: Sequence[Leaf], scores: Sequence[float]) -> dict[HtmlElement, _Container]:
    sums: dict[HtmlElement, _Container] = defaultdict(_Container)
    for number, (leaf, score) in enumerate(zip(leaves, scores, strict=True)):
        for element in leaf.path:
            container = sums[element]
            if not container.leaves:
                container.first = number
            container.last = number
            container.leaves += 1
            container.chars += len(leaf.text)
            container.links += leaf.links
            container.score += score
    return sums


def _signature(leaf: Leaf) -> tuple[str, ...]:
    return tuple(f"{element.tag}.{element.get('class') or ''}" for element in leaf.path[-3:])


def _hints(element: HtmlElement) -> tuple[int, int]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) < 2:
        return 0, 0
    return int(bool(_POSITIVE.search(names))), int(bool(_NEGATIVE.search(names)))


def is_badly_named(element: HtmlElement) -> bool:
    """Whether the class or id of an element speaks of furniture."""
    return _hints(element)[1] > 0


def _smooth(values: Sequence[float], reach: int) -> list[float]:
    """The mean over ``reach`` neighbours on both sides, without the value itself."""
    total, sums = 0.0, [0.0]
    for value in values:
        total += value
        sums.append(total)
    smoothed: list[float] = []
    for i, value in enumerate(values):
        low, high = max(0, i - reach), min(len(values), i + reach + 1)
        smoothed.append((sums[high] - sums[low] - value) / max(1, high - low - 1))
    return smoothed


def _group_means(leaves: Sequence[Leaf], columns: Sequence[Sequence[float]]) -> list[list[float]]:
    """For each leaf: how many share its signature, and their mean in each column."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, leaf in enumerate(leaves):
        groups[_signature(leaf)].append(i)
    rows: list[list[float]] = [[] for _ in leaves]
    for members in groups.values():
        means = [sum(column[i] for i in members) / len(members) for column in columns]
        for i in members:
            rows[i] = [math.log1p(len(members)), *means]
    return rows


def measure(leaves: Sequence[Leaf], votes: dict[str, Vote], said: Said) -> Table:
    """All features of all leaves."""
    scores = [prose(leaf) for leaf in leaves]
    sums = _sums(leaves, scores)
    main = max(sums.values(), key=lambda c: (c.score, -c.leaves), default=_Container())
    columns: dict[str, list[float]] = {}
    _own(columns, leaves, scores, said)
    _anchored(columns, leaves, "title", title_anchor(leaves, said))
    _anchored(columns, leaves, "lead", lead_anchor(leaves, said))
    columns["series"] = _series(leaves)
    _places(columns, leaves, sums, main)
    _page(columns, leaves, votes)
    for name, vote in votes.items():
        _voted(columns, name, vote, leaves, sums)
    for reach in (1, 3, 8):
        columns[f"near{reach}.prose"] = _smooth(scores, reach)
        columns[f"near{reach}.links"] = _smooth(columns["links"], reach)
        columns[f"near{reach}.width"] = _smooth(columns["width"], reach)
    grouped = ["prose", "links", "width", *(f"{name}.vote" for name in votes)]
    for row_number, name in enumerate(["alike", *(f"alike.{g}" for g in grouped)]):
        if row_number == 0:
            rows = _group_means(leaves, [columns[g] for g in grouped])
        columns[name] = [row[row_number] for row in rows]
    return Table(columns=columns)


def _own(columns: dict[str, list[float]], leaves: Sequence[Leaf], scores: list[float], said: Said) -> None:
    seen = Counter(leaf.key for leaf in leaves)
    stated = said.body.replace(" ", "")
    features: dict[str, Callable[[Leaf], float]] = {
        "width": lambda leaf: math.log1p(width(leaf.text)),
        "links": lambda leaf: leaf.links / len(leaf.text),
        "stops": lambda leaf: len(_STOPS.findall(leaf.text)) / (10 + width(leaf.text)),
        "commas": lambda leaf: len(_COMMAS.findall(leaf.text)) / (10 + width(leaf.text)),
        "ends": lambda leaf: float(bool(_ENDS.search(leaf.text))),
        "digits": lambda leaf: len(_DIGITS.findall(leaf.text)) / len(leaf.text),
        "capitals": lambda leaf: sum(c.isupper() for c in leaf.text[:200]) / min(200, len(leaf.text)),
        "bars": lambda leaf: float(sum(c in "|>»·•/©" for c in leaf.text) / len(leaf.text)),
        "heading": lambda leaf: float(leaf.role == "heading"),
        "h1": lambda leaf: float(leaf.tag == "h1"),
        "item": lambda leaf: float(leaf.role == "item"),
        "row": lambda leaf: float(leaf.role == "row"),
        "caption": lambda leaf: float(leaf.role == "caption"),
        "quote": lambda leaf: float(leaf.role == "quote"),
        "p": lambda leaf: float(leaf.tag == "p"),
        "div": lambda leaf: float(leaf.tag in ("div", "section", "body", "td")),
        "hidden": lambda leaf: float(leaf.hidden),
        "bold": lambda leaf: float(leaf.bold),
        "broken": lambda leaf: float(leaf.broken),
        "repeats": lambda leaf: float(min(3, seen[leaf.key])),
        "title": lambda leaf: float(len(leaf.key) > 3 and any(leaf.key in title for title in said.titles)),
        "stated": lambda leaf: float(len(leaf.key) >= 12 and leaf.key in stated) - (not stated),
    }
    for name, feature in features.items():
        columns[name] = [feature(leaf) for leaf in leaves]
    columns["prose"] = scores


def _is_rival(leaf: Leaf) -> bool:
    return leaf.tag == "h1" or (leaf.tag in ("h2", "h3", "h4") and leaf.links * 2 > len(leaf.text))


def _anchored(columns: dict[str, list[float]], leaves: Sequence[Leaf], name: str, anchor: int) -> None:
    """Where a leaf stands from an anchor: in leaves, in text, in rival headings between, and in the tree."""
    distance, text, rivals, shared = ([0.0] * len(leaves) for _ in range(4))
    if anchor >= 0:
        path = leaves[anchor].path
        chars = headings = 0
        for i in range(anchor, len(leaves)):
            leaf = leaves[i]
            distance[i], text[i], rivals[i] = math.log1p(i - anchor), math.log1p(chars), float(headings)
            chars += len(leaf.text)
            headings += i > anchor and _is_rival(leaf)
        for i in range(anchor):
            distance[i], text[i], rivals[i] = -math.log1p(anchor - i), -1.0, -1.0
        for i, leaf in enumerate(leaves):
            common = sum(a is b for a, b in zip(path, leaf.path, strict=False))
            shared[i] = common / len(leaf.path)
    columns[f"{name}.distance"], columns[f"{name}.text"] = distance, text
    columns[f"{name}.rivals"], columns[f"{name}.shared"] = rivals, shared
    columns[f"{name}.known"] = [float(anchor >= 0)] * len(leaves)


def _series(leaves: Sequence[Leaf]) -> list[float]:
    """For each leaf: how many like-made siblings stand before one of the elements around it, where they are large."""
    place: dict[HtmlElement, int] = {}
    counts: dict[tuple[HtmlElement | None, str], int] = defaultdict(int)
    chars: dict[HtmlElement, int] = defaultdict(int)
    for leaf in leaves:
        for element in leaf.path:
            chars[element] += len(leaf.text)
    for leaf in leaves:
        for outer, element in zip((None, *leaf.path), leaf.path, strict=False):
            if element not in place and chars[element] > 200 and element.tag not in ("p", "li"):
                kind = (outer, f"{element.tag}.{element.get('class') or ''}")
                place[element] = counts[kind]
                counts[kind] += 1
    return [math.log1p(max((place.get(element, 0) for element in leaf.path), default=0)) for leaf in leaves]


def _places(
    columns: dict[str, list[float]], leaves: Sequence[Leaf], sums: dict[HtmlElement, _Container], main: _Container
) -> None:
    hints = {element: _hints(element) for element in sums}
    total = max(1, len(leaves))
    heading = next((i for i, leaf in enumerate(leaves) if leaf.tag == "h1"), -1)
    whole = max(1, sum(len(leaf.text) for leaf in leaves))
    rows: list[dict[str, float]] = []
    before = 0
    for i, leaf in enumerate(leaves):
        parent = sums[leaf.path[-1]]
        above = sums[leaf.path[-2]] if len(leaf.path) > 1 else parent
        over = sums[leaf.path[-3]] if len(leaf.path) > 2 else above
        tags = Counter(str(element.tag) for element in leaf.path)
        near = [hints[element] for element in leaf.path[-4:]]
        far = [hints[element] for element in leaf.path[:-4]]
        row = {
            "position": i / total,
            "text.before": before / whole,
            "after.h1": float(heading >= 0) * (1.0 if i > heading else -1.0),
            "from.h1": math.copysign(math.log1p(abs(i - heading)), i - heading) if heading >= 0 else 0.0,
            "main.inside": float(main.first <= i <= main.last),
            "main.from.start": math.copysign(math.log1p(abs(i - main.first)), i - main.first),
            "main.to.end": math.copysign(math.log1p(abs(main.last - i)), main.last - i),
            "main.share": main.chars / whole,
            "depth": float(len(leaf.path)),
            "near.good": float(sum(good for good, _ in near)),
            "near.bad": float(sum(bad for _, bad in near)),
            "own.bad": float(near[-1][1]),
            "far.good": float(sum(good for good, _ in far)),
            "far.bad": float(sum(bad for _, bad in far)),
            "parent.width": math.log1p(parent.chars),
            "parent.links": parent.links / max(1, parent.chars),
            "parent.prose": parent.score,
            "above.links": above.links / max(1, above.chars),
            "above.width": math.log1p(above.chars),
            "above.prose": above.score / max(1, above.leaves),
            "above.leaves": math.log1p(above.leaves),
            "over.links": over.links / max(1, over.chars),
            "over.prose": over.score / max(1, over.leaves),
            "over.share": over.chars / whole,
        }
        row.update({f"in.{tag}": float(min(1, tags[tag])) for tag in _SECTIONS})
        rows.append(row)
        before += len(leaf.text)
    for name in rows[0] if rows else ():
        columns[name] = [row[name] for row in rows]


def _page(columns: dict[str, list[float]], leaves: Sequence[Leaf], votes: dict[str, Vote]) -> None:
    whole = max(1, sum(len(leaf.text) for leaf in leaves))
    wide = sum(len(_WIDE.findall(leaf.text)) for leaf in leaves) / whole
    features = {
        "page.width": math.log1p(whole),
        "page.leaves": math.log1p(len(leaves)),
        "page.links": sum(leaf.links for leaf in leaves) / whole,
        "page.wide": wide,
    }
    for name, vote in votes.items():
        features[f"page.{name}"] = min(1.0, vote.chars / whole)
    for name, value in features.items():
        columns[name] = [value] * len(leaves)


def _voted(
    columns: dict[str, list[float]], name: str, vote: Vote, leaves: Sequence[Leaf], sums: dict[HtmlElement, _Container]
) -> None:
    columns[f"{name}.vote"] = vote.kept
    for reach in (1, 3, 8):
        columns[f"{name}.near{reach}"] = _smooth(vote.kept, reach)
    shares: dict[HtmlElement, float] = defaultdict(float)
    for leaf, kept in zip(leaves, vote.kept, strict=True):
        if kept:
            for element in leaf.path[-3:]:
                shares[element] += len(leaf.text)
    for level in (1, 2, 3):
        columns[f"{name}.up{level}"] = [_share(leaf, level, shares, sums) for leaf in leaves]
    kept_at = [i for i, kept in enumerate(vote.kept) if kept]
    first, last = (kept_at[0], kept_at[-1]) if kept_at else (0, -1)
    columns[f"{name}.inside"] = [float(first <= i <= last) for i in range(len(leaves))]


def _share(leaf: Leaf, level: int, shares: dict[HtmlElement, float], sums: dict[HtmlElement, _Container]) -> float:
    element = leaf.path[-level] if len(leaf.path) >= level else leaf.path[0]
    return shares[element] / max(1, sums[element].chars)
