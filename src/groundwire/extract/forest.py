"""A small forest of regression trees: rows in, probabilities out; benchmarks/train_extraction.py trains it."""

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf has a value and no feature; another node sends a row left where its feature is at most the threshold."""

    feature: int  # -1: a leaf of the tree
    threshold: float
    left: int
    right: int
    value: float


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
            node = tree[0]
            while node.feature >= 0:
                node = tree[node.left if row[node.feature] <= node.threshold else node.right]
            total += node.value
        return 1 / (1 + math.exp(-total))


def parse_forest(text: str) -> Forest:
    """A forest from its JSON: features, base, and trees of [feature, threshold, left, right, value]."""
    data = json.loads(text)
    trees = tuple(tuple(Node(*node) for node in tree) for tree in data["trees"])
    return Forest(features=tuple(data["features"]), base=float(data["base"]), trees=trees)


@functools.cache
def block_forest() -> Forest:
    """The shipped forest that tells the blocks of a body from the rest of a page."""
    return parse_forest(resources.files("groundwire.extract").joinpath("data/blocks.json").read_text("utf-8"))
