"""How much two texts share: text in, counted runs of four tokens out, and the F1 of two such counts."""

import re
from collections import Counter
from collections.abc import Iterable

SIZE = 4  # tokens a shingle, as in the published article extraction benchmarks

# A Han, kana, Hangul or Thai character is a token of its own: these scripts are written without, or with rare, spaces.
_TOKEN = re.compile(
    r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯฀-๿\U00020000-\U000323af]|[^\W぀-ヿ㐀-䶿一-鿿豈-﫿가-힯฀-๿\U00020000-\U000323af]+"
)

Shingles = Counter[tuple[str, ...]]


def shingles(texts: Iterable[str]) -> Shingles:
    """Every run of four tokens with its count; a text of fewer tokens is one run."""
    tokens = _TOKEN.findall("\n".join(texts))
    if len(tokens) < SIZE:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def overlap(left: Shingles, right: Shingles) -> float:
    """The F1 of two counts: 1 where both are the same (also where both are empty), 0 where nothing is shared."""
    total = left.total() + right.total()
    shared = sum(min(left[run], right[run]) for run in left.keys() & right.keys())
    return 2 * shared / total if total else 1.0
