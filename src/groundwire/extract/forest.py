"""A small forest of regression trees: rows in, probabilities out; benchmarks/train_extraction.py trains it."""

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

Node = tuple[int, float, int, int, float]
"""Feature, threshold, left, right, value. Feature -1: a leaf of the tree, which has a value; another node sends a row
left where its feature is at most the threshold. A plain tuple, because a page asks some hundred thousand of them."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees for one probability."""

    features: tuple[str, ...]
    base: float
    trees: tuple[tuple[Node, ...], ...]

    def probability(self, row: Sequence[float]) -> float:
        """The probability for one row, whose numbers stand in the order of ``features``."""
        total = self.base
        for tree in self.trees:
            feature, threshold, left, right, value = tree[0]
            while feature >= 0:
                feature, threshold, left, right, value = tree[left if row[feature] <= threshold else right]
            total += value
        return 1 / (1 + math.exp(-total))


def parse_forest(text: str) -> Forest:
    """A forest from its JSON: features, base, and trees of [feature, threshold, left, right, value]."""
    data = json.loads(text)
    trees = tuple(
        tuple((int(f), float(t), int(low), int(high), float(v)) for f, t, low, high, v in tree)
        for tree in data["trees"]
    )
    return Forest(features=tuple(data["features"]), base=float(data["base"]), trees=trees)


@functools.cache
def block_forest() -> Forest:
    """The shipped forest that tells the blocks of a body from the rest of a page."""
    return parse_forest(resources.files("groundwire.extract").joinpath("data/blocks.json").read_text("utf-8"))
