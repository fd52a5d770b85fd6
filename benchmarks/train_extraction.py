"""Trains the forest of body extraction on the labelled pages: ``python -m benchmarks.train_extraction [--write]``.

It learns, for every block of a page, whether its labellers counted it as the article. Its pages are the four sets in
``extraction`` (labels of magic_html and trafilatura_300: Apache-2.0, of fundus_evaluation and newspaper4k: MIT). A
forest is thresholds over measures of blocks, and holds no text of a page. Its figures on pages that it learnt from
flatter it, so ``benchmarks.extraction`` reports five others: the pages fall into five folds by site, and each is read
with a forest that learnt from the other four only. Needs scikit-learn, which nothing else here needs.
"""

import argparse
import hashlib
import json
import math
import os
import tempfile
import zlib
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from importlib.metadata import version
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads than cores make small forests many times slower

from benchmarks.extraction_pages import SETS, LabelledPage, data_folder, decoded, labelled_pages
from groundwire.extract.extractors import by_trafilatura
from groundwire.extract.features import Table, Vote, measure
from groundwire.extract.forest import Forest, parse_forest
from groundwire.extract.guard import guard
from groundwire.extract.leaves import Leaf, leaves, width
from groundwire.extract.prepass import parse, prepare
from groundwire.extract.said import Said, squeeze
from groundwire.extract.shingles import shingles

FOLDS = 5
READ_BY = ("bodytree", "charset", "extractors", "features", "guard", "leaves", "prepass", "said", "shingles")
TARGET = Path(__file__).resolve().parents[1] / "src/groundwire/extract/data/blocks.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A page's leaves with their features, labels and weights."""

    page: LabelledPage
    table: Table
    labels: list[float]
    weights: list[float]


def fold_of(page: LabelledPage) -> int:
    """All pages of a site fall into one fold."""
    host = urlsplit(page.url).hostname or page.name.split("_")[0]
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3  # co.uk, com.cn
    return zlib.crc32(".".join(labels[-3 if short else -2 :]).encode()) % FOLDS


def example(page: LabelledPage) -> Example | None:
    """What the forest learns from one page."""
    text = guard(decoded(page))
    tree = parse(text)
    if tree is None:
        return None
    prepare(tree)
    found = leaves(tree)
    if not found:
        return None
    heard = [block.text for block in by_trafilatura(tree, page.url or None)]
    table = measure(found, {"T": Vote.of(found, heard)}, Said.by(tree, text, None))
    labels, weights = _by_gold(found, page) if page.gold else _by_segments(found, page)
    total = sum(weights)
    return Example(page, table, labels, [weight / total for weight in weights]) if total else None


def _by_gold(found: list[Leaf], page: LabelledPage) -> tuple[list[float], list[float]]:
    keys = [squeeze(text) for text in page.gold]
    exact, joined, optional = set(keys), "".join(keys), {squeeze(text) for text in page.optional}
    counted = shingles(page.gold)
    labels, weights = [], []
    for leaf in found:
        share = float(leaf.key in exact or (len(leaf.key) >= 12 and leaf.key in joined))
        if not share and len(leaf.key) >= 12:
            own = shingles([leaf.text])
            share = sum(one in counted for one in own) / max(1, len(own))
        labels.append(float(share > 0.6))
        doubtful = 0.3 if 0.3 < share < 0.8 else 1.0
        weights.append(0.0 if leaf.key in optional else doubtful * math.sqrt(width(leaf.text)))
    _one_of_each(found, Counter(keys), labels, weights)
    return labels, weights


def _one_of_each(found: list[Leaf], gold: Counter[str], labels: list[float], weights: list[float]) -> None:
    """Of a text that stands on the page more often than in the body, only the place amid the body is right."""
    places = defaultdict(list)
    for i, leaf in enumerate(found):
        if labels[i]:
            places[leaf.key].append(i)
    long = sorted(i for members in places.values() for i in members if len(found[i].key) > 30)
    if not long:
        return
    middle = long[len(long) // 2]
    for key, members in places.items():
        if len(members) > 1 and gold[key] <= 1:
            best = min(members, key=lambda i: (found[i].hidden, abs(i - middle)))
            for i in members:
                labels[i] = float(i == best)
                weights[i] *= 1.0 if i == best else 0.3


def _by_segments(found: list[Leaf], page: LabelledPage) -> tuple[list[float], list[float]]:
    wanted, unwanted = ([squeeze(text) for text in texts] for texts in (page.wanted, page.unwanted))
    labels, weights = [], []
    for leaf in found:
        good = any(text in leaf.key or (len(leaf.key) >= 12 and leaf.key in text) for text in wanted)
        bad = any(text in leaf.key or (len(leaf.key) >= 8 and leaf.key in text) for text in unwanted)
        labels.append(float(good))
        weights.append(float(good or bad))
    return labels, weights


def train(examples: list[Example]) -> Forest:
    """A forest that has learnt these examples."""
    import numpy as np
    from sklearn.ensemble import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        HistGradientBoostingClassifier,
    )

    names = list(examples[0].table.columns)
    rows = np.concatenate([one.table.only(names).T for one in examples]).astype(np.float32)
    labels = np.array([label for one in examples for label in one.labels])
    weights = np.array([weight for one in examples for weight in one.weights])
    used = weights > 0
    model = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.1,
        max_leaf_nodes=12,
        min_samples_leaf=30,
        l2_regularization=5,
        max_features=0.4,
        random_state=0,
    )
    model.fit(rows[used], labels[used], sample_weight=weights[used] * len(weights) / weights.sum())
    return parse_forest(as_json(names, model))


def as_json(names: list[str], model: Any) -> str:
    """The forest as shipped, with the features that it never asks left out."""
    trees = [stage[0].nodes for stage in model._predictors]
    asked = sorted({int(node["feature_idx"]) for tree in trees for node in tree if not node["is_leaf"]})
    place = {feature: i for i, feature in enumerate(asked)}
    written = [
        [
            [-1, 0, 0, 0, round(float(node["value"]), 4)]
            if node["is_leaf"]
            else [
                place[int(node["feature_idx"])],
                float(f"{node['num_threshold']:.9g}"),
                int(node["left"]),
                int(node["right"]),
                0,
            ]
            for node in tree
        ]
        for tree in trees
    ]
    base = round(float(model._baseline_prediction.ravel()[0]), 4)
    return json.dumps({"features": [names[i] for i in asked], "base": base, "trees": written}, separators=(",", ":"))


def write(forest: Forest) -> None:
    """Ships a forest: a line a tree, so that changes can be read."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in forest.trees)
    head = f'{{"features":{json.dumps(forest.features)},\n"base":{forest.base},\n"trees":[\n'
    TARGET.write_text(f"{head}{trees}\n]}}\n", encoding="utf-8")


def examples_of(sets: tuple[str, ...] = SETS) -> list[Example]:
    """Every labelled page that teaches something."""
    with Pool() as pool:
        found = pool.map(example, [page for name in sets for page in labelled_pages(name)], chunksize=4)
    return [one for one in found if one is not None]


_held: list[Example] = []  # in a process that trains


def _hold(examples: list[Example]) -> None:
    _held.extend(examples)


def _without(fold: int) -> Forest:
    return train([one for one in _held if fold_of(one.page) != fold])


def held_out_forests() -> list[Forest]:
    """For each fold, a forest that has seen none of its pages; kept until the code or the data changes."""
    kept = Path(tempfile.gettempdir()) / f"groundwire-forests-{_digest()}.json"
    if kept.exists():
        return [parse_forest(json.dumps(one)) for one in json.loads(kept.read_text(encoding="utf-8"))]
    with Pool(processes=min(2, os.cpu_count() or 1), initializer=_hold, initargs=(examples_of(),)) as pool:
        forests = pool.map(_without, range(FOLDS), chunksize=1)
    kept.write_text(json.dumps([asdict(forest) for forest in forests]), encoding="utf-8")
    return forests


def _digest() -> str:
    """Of all that the forests depend on: code that reads and measures pages, libraries, archives of pages."""
    code = [Path(__file__), *(TARGET.parents[1] / f"{name}.py" for name in READ_BY)]
    archives = [data_folder() / "extraction" / f"{name}.tar.xz" for name in SETS]
    parts = [path.read_bytes() for path in code]
    parts.extend(repr(path.stat().st_size).encode() for path in archives)
    parts.extend(version(name).encode() for name in ("lxml", "scikit-learn", "trafilatura"))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def main() -> None:
    """Trains on all pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    forest = train(examples_of())
    print(f"{len(forest.trees)} trees, {len(forest.features)} features")
    if options.write:
        write(forest)


if __name__ == "__main__":
    main()
