"""Names against MSRA (Chinese news) and FiNER-ORD (English financial news), exact spans, and the speed of finding them.

Run: ``python -m benchmarks.entities [--json PATH] [--spacy LANGUAGE=MODEL]``. The sets know persons, places and
organisations; mapped here and nowhere else:

 1. Our kinds product, material, technology and law, and stock codes alone, are left out: the sets do not mark them.
 2. Where two names touch or nest, the sets mark the whole; ours do not overlap, so nothing is mapped.
 3. MSRA is annotated sentence by sentence, FiNER-ORD document by document with its tokens joined as they were printed.
"""

import argparse
import csv
import io
import json
import lzma
import os
import tarfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.names.mentions import MentionFinder
from groundwire.annotate.passage import Passage

_KINDS = {"organisation": "ORG", "person": "PER", "place": "LOC"}
_NO_SPACE_BEFORE = frozenset(",.;:!?)]}%’'”") | {"’s", "'s", "n't", "n’t", "’re", "’ve", "’ll"}
_NO_SPACE_AFTER = frozenset("([{$£€“")
_FINER = ("O", "PER", "PER", "LOC", "LOC", "ORG", "ORG")
# Set under what is measured, so that a change of a rule does not fail but the loss of one does.
_FLOORS = {"msra_zh": 0.65, "finer_ord_en": 0.63}

Name = tuple[int, int, str]  # start, end, type


@dataclass(frozen=True)
class Case:
    """A text, and where its names are."""

    text: str
    language: str
    names: frozenset[Name]


@dataclass
class Score:
    """Counts of one type."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right ones of those found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right ones of those there are."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Both in one."""
        return 2 * self.right / (self.found + self.gold) if self.right else 0.0


def data_folder() -> Path:
    """Where the outside data lies."""
    return Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).parents[2] / "shared" / "data"))


def _member(path: Path, name: str) -> str:
    with tarfile.open(path) as archive:
        member = next(m for m in archive.getmembers() if m.name.endswith(name))
        file = archive.extractfile(member)
        assert file is not None
        return file.read().decode("utf-8")


def read_msra(path: Path) -> Iterator[Case]:
    """The sentences of the Chinese set."""
    for block in _member(path, "msra_test_bio").split("\n\n"):
        pairs = [line.split("\t") for line in block.split("\n") if "\t" in line]
        if pairs:
            names = _spans([(i, i + 1, tag[:1], tag[2:]) for i, (_, tag) in enumerate(pairs)])
            yield Case("".join(character for character, _ in pairs), "zh-Hans", names)


def read_finer(path: Path) -> Iterator[Case]:
    """The documents of the English set."""
    rows = csv.DictReader(io.StringIO(_member(path, "test.csv")))
    for _, document in groupby(rows, key=lambda row: row["doc_idx"]):
        yield _finer_case(list(document))


def _finer_case(rows: list[dict[str, str]]) -> Case:
    text, before = "", ("", "")
    tokens: list[tuple[int, int, str, str]] = []
    for row in rows:
        token, label = row["gold_token"] or "", int(row["gold_label"])
        new_line = bool(text) and row["sent_idx"] != before[1]
        glued = token in _NO_SPACE_BEFORE or before[0] in _NO_SPACE_AFTER
        text += "\n" if new_line else "" if glued or not text else " "
        tokens.append((len(text), len(text) + len(token), "B" if label % 2 else "I" if label else "O", _FINER[label]))
        text += token
        before = (token, row["sent_idx"])
    return Case(text, "en", _spans(tokens))


def _spans(tokens: Sequence[tuple[int, int, str, str]]) -> frozenset[Name]:
    names: list[Name] = []
    open_type = ""
    for start, end, position, kind in tokens:
        if position == "I" and kind == open_type:
            names[-1] = (names[-1][0], end, kind)
        elif position != "O":
            names.append((start, end, kind))
        open_type = "" if position == "O" else kind
    return frozenset(names)


def score(cases: Iterable[Case], finder: MentionFinder) -> dict[str, Score]:
    """Counts for each type and for all."""
    scores = {kind: Score() for kind in ("PER", "LOC", "ORG", "all")}
    for case in cases:
        found = finder.find(Passage(case.text, case.language))
        names = {(m.start, m.end, _KINDS[m.kind]) for m in found if m.kind in _KINDS and not m.ticker}
        for kind, counted in scores.items():
            ours, gold = _of(names, kind), _of(case.names, kind)
            counted.right += len(ours & gold)
            counted.found += len(ours)
            counted.gold += len(gold)
    return scores


def _of(names: Iterable[Name], kind: str) -> set[Name]:
    return {name for name in names if kind in ("all", name[2])}


def measure_speed(path: Path, finder: MentionFinder, count: int) -> float:
    """Milliseconds of CPU time that finding the names of one Chinese article takes."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        passages = [
            Passage(json.loads(line)["content"], "zh-Hans") for _, line in zip(range(count), lines, strict=False)
        ]
    for passage in passages[:20]:
        finder.find(passage)
    started = time.process_time()
    for passage in passages:
        finder.find(passage)
    return (time.process_time() - started) / len(passages) * 1000


def _rows(name: str, scores: dict[str, Score]) -> Iterator[str]:
    for kind, counted in scores.items():
        shares = f"{counted.precision:.3f} | {counted.recall:.3f} | {counted.f1:.3f}"
        yield f"| {name} | {kind} | {counted.gold} | {shares} |"


def _gates(name: str, scores: dict[str, Score]) -> Iterator[dict[str, Any]]:
    for kind, counted in scores.items():
        floor = _FLOORS.get(name) if kind == "all" else None
        yield {"gate": f"entities.{name}.{kind.lower()}", "value": counted.f1, "floor": floor, "unit": "F1"}


def _finders(models: Sequence[str]) -> Iterator[tuple[str, MentionFinder]]:
    entities = list(load_entities().values())
    yield "", MentionFinder(entities)
    if models:
        from groundwire.annotate.names.tagger import SpacyTagger

        tagger = SpacyTagger(dict(model.split("=", 1) for model in models))
        yield "+spacy", MentionFinder(entities, tagger)


def main() -> int:
    """Print the table; 1 if a value with a floor is under it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--spacy", nargs="*", default=[], metavar="LANGUAGE=MODEL", help="with the extra too")
    parser.add_argument("--articles", type=int, default=500)
    options = parser.parse_args()
    folder = data_folder()
    sets = {
        "msra_zh": (folder / "entities" / "msra_zh_test.tar.xz", read_msra),
        "finer_ord_en": (folder / "entities" / "finer_ord_en.tar.xz", read_finer),
    }
    gates: list[dict[str, Any]] = []
    print("| set | type | names | precision | recall | F1 |\n|---|---|---|---|---|---|")
    finders = list(_finders(options.spacy))
    for name, (path, read) in sets.items():
        if not path.exists():
            print(f"No outside data at {path}; set GROUNDWIRE_DATA.")
            continue
        cases = list(read(path))
        for suffix, finder in finders:
            scores = score(cases, finder)
            print("\n".join(_rows(name + suffix, scores)))
            gates += _gates(name + suffix, scores)
    corpus = folder / "stories" / "dtels_zh_even_topics.jsonl.xz"
    if corpus.exists():
        spent = measure_speed(corpus, finders[0][1], options.articles)
        print(f"\nnames: {spent:.2f} ms of CPU for a Chinese article ({options.articles} articles, one process)")
        gates.append({"gate": "entities.speed", "value": spent, "floor": None, "unit": "ms/document"})
    if options.json:
        options.json.write_text(json.dumps(gates, indent=1) + "\n", encoding="utf-8")
    return int(any(gate["floor"] is not None and gate["value"] < gate["floor"] for gate in gates))


if __name__ == "__main__":
    raise SystemExit(main())
