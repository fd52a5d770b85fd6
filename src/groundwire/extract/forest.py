"""A small forest of regression trees: columns in, probabilities out; benchmarks/train_extraction.py trains it."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Node = tuple[int, float, int, int, float]
"""Feature, threshold, left, right, value. Feature -1: a leaf of the tree, which has a value; another node sends a row
left where its feature is at most the threshold."""


@dataclass(frozen=True)  # no slots: its nodes are laid out once
class Forest:
    """Boosted trees for one probability."""

    features: tuple[str, ...]
    base: float
    trees: tuple[tuple[Node, ...], ...]

    def probabilities(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """A probability for each column of ``values``, whose rows stand in the order of ``features``."""
        nodes = self._nodes
        count = values.shape[1]
        flat, columns = values.ravel(), np.arange(count)
        at = np.repeat(nodes.roots[:, np.newaxis], count, axis=1)
        for _ in range(nodes.depth):
            asked = flat.take(nodes.features.take(at) * count + columns)
            at = nodes.next.take(2 * at + (asked > nodes.thresholds.take(at)))
        totals = np.add.reduce(nodes.values.take(at), axis=0, initial=self.base)
        return np.asarray(1 / (1 + np.exp(-totals)))

    @functools.cached_property
    def _nodes(self) -> "_Nodes":
        return _laid_out(self.trees)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The nodes of all trees in one row, so that all trees are asked at once; a leaf leads to itself."""

    roots: NDArray[np.intp]
    features: NDArray[np.intp]
    thresholds: NDArray[np.float64]
    next: NDArray[np.intp]  # two a node: left and right
    values: NDArray[np.float64]
    depth: int


def _laid_out(trees: Sequence[Sequence[Node]]) -> _Nodes:
    roots: list[int] = []
    after: list[tuple[int, int]] = []
    for tree in trees:
        root = len(after)
        roots.append(root)
        for place, (feature, _, left, right, _) in enumerate(tree):
            after.append((root + left, root + right) if feature >= 0 else (root + place, root + place))
    nodes = [node for tree in trees for node in tree]
    return _Nodes(
        roots=np.array(roots),
        features=np.array([max(0, node[0]) for node in nodes]),
        thresholds=np.array([node[1] for node in nodes]),
        next=np.array(after).ravel(),
        values=np.array([node[4] for node in nodes]),
        depth=max(map(_depth, trees), default=0),
    )


def _depth(tree: Sequence[Node], node: int = 0) -> int:
    feature, _, left, right, _ = tree[node]
    return 0 if feature < 0 else 1 + max(_depth(tree, left), _depth(tree, right))


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
