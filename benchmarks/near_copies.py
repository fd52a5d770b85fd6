"""Near copies: are they found, is nothing else, and does a look-up cost the same however much a desk holds.

Run: ``python -m benchmarks.near_copies [--json PATH] [--largest N]``.

Pairs: all pairs of 3,000 Chinese articles (every second of the first 6,000 of ``stories/dtels``), by the exact share of
common runs of five tokens (Jaccard over whole sets, no hashing); looked for are those of 0.8 and more. *look-up*: every
article is put into the index of a desk's state and asked for; a pair counts as found where the index gives it and the
signatures say 0.8. *fold*: the articles come in their order as in `add`; precision of "nearly the same text as", and
the share of the articles with an exact partner among the earlier ones that are folded. One article may be folded under
a report while a third is like it but not like that report; such pairs are counted and printed.

Translations: twenty sentences of one text in two languages (DEMETR: source and reference, source and machine
translation; XNLI: Chinese, English, French and German), and two English translations of it by different hands. Share of
pairs that are not folded.

Cost: the tables of the state filled with random signatures, in a file laid out as that of a desk that grew. *look-up*:
milliseconds of processor time for a batch of 32 look-ups, of which every second finds something; the median of many,
against that at 1,000 documents; *cold*: on the clock, with the file put out of the system's memory before each batch.
*state*: processor time of all that the writer asks and notes, in batches of 512 new documents, and what is written to
the disk for each.
"""

import argparse
import gzip
import hashlib
import itertools
import json
import lzma
import os
import random
import sqlite3
import statistics
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np

from groundwire.library.outcomes import Noted, Outcome
from groundwire.library.state import State
from groundwire.models import CaptureId, Document, DocumentId, Paragraph, RevisionId, Signature
from groundwire.pipeline.near_copies import NearCopies
from groundwire.stories.near import NEAR, FirstReport, near_copy
from groundwire.stories.signature import bands, likeness, signature_of
from groundwire.stories.tokens import TOKEN
from groundwire.text.scripts import fold

DATA = Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
RUN, FEWEST = 5, 30  # as the signatures are defined for Chinese
SENTENCES = 20
T = TypeVar("T")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
BATCH, ROUNDS, COLD_ROUNDS = 32, 60, 10
NOTED, NOTED_ROUNDS = 512, 6
GROWN = (0.36, 0.72, 1.0)  # shares of the keys: a tree that grows by less than half leaves its pages about 0.7 full
ASKED = 10_000  # of the documents of an index, those that look-ups find
SEED = 20261123
AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gate:
    """One measured value and what it must not fall under."""

    gate: str
    value: float
    floor: float | None
    unit: str


def _document(name: str, body: str) -> Document:
    paragraphs = [line for line in body.split("\n") if line.strip()]
    return Document(
        id=DocumentId(name), revision=RevisionId("1"), capture=CaptureId(name), url=None, title=name, source_name="",
        authors=(), published=None, fetched_at=AT, language="und", image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=each) for n, each in enumerate(paragraphs, 1)),
    )  # fmt: skip


def _articles() -> list[str]:
    path = DATA / "stories" / "dtels_zh_even_topics.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        rows = (json.loads(line)["content"] for line in file)
        return list(itertools.islice((row for row in rows if len(row) > 50), 0, 6_000, 2))


def _exact(articles: Sequence[str]) -> dict[tuple[int, int], float]:
    """The share of common runs of every pair that has any in common, the earlier first."""
    owners: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes = []
    for place, article in enumerate(articles):
        tokens = TOKEN.findall(fold(article))
        runs = {tuple(tokens[start : start + RUN]) for start in range(len(tokens) - RUN + 1)}
        sizes.append(len(runs))
        for run in runs if len(runs) >= FEWEST else ():
            owners[run].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in owners.values():
        shared.update(itertools.combinations(places, 2))
    return {(one, two): both / (sizes[one] + sizes[two] - both) for (one, two), both in shared.items()}


def _outcome(place: int, document: DocumentId, signature: Signature, keys: Sequence[int]) -> Outcome:
    noted = Noted(
        document=document,
        revision=RevisionId("1"),
        number=1,
        text_hash=document[::-1],
        signature=signature,
        bands=tuple(keys),
    )
    return Outcome(capture=CaptureId(str(place)), item=str(place), file="a", offset=place, result=noted)


def _looked_up(folder: Path, signatures: Sequence[Signature | None]) -> set[tuple[int, int]]:
    """The pairs that the index gives and the signatures confirm."""
    state = State(f"sqlite:///{folder / 'pairs.db'}")
    known = [(place, each, bands(each)) for place, each in enumerate(signatures) if each is not None]
    state.note([_outcome(place, DocumentId(str(place)), each, keys) for place, each, keys in known])
    found = set()
    for place, signature, keys in known:
        _, kept = state.kept_under(keys)
        others = {int(each.document) for each in kept.values() if likeness(signature, each.signature) >= NEAR}
        found |= {(other, place) for other in others if other < place}
    state.close()
    return found


def _folded(folder: Path, signatures: Sequence[Signature | None]) -> dict[int, int]:
    """The first report of each article that is folded, when they come in batches as in `add`."""
    state = State(f"sqlite:///{folder / 'fold.db'}")
    first: dict[int, int] = {}
    numbered = list(enumerate(signatures))
    for start in range(0, len(numbered), 200):
        batch = numbered[start : start + 200]
        near = NearCopies(state, ((DocumentId(str(place)), signature) for place, signature in batch))
        outcomes = []
        for place, signature in batch:
            placed = near.place(DocumentId(str(place)), signature, None)
            if placed.near:
                first[place] = int(placed.near.first)
            elif placed.signature:
                outcomes.append(_outcome(place, DocumentId(str(place)), placed.signature, placed.bands))
        state.note(outcomes)
    state.close()
    return first


def pairs(folder: Path) -> Iterator[Gate]:
    """Precision and recall against the exact share of common runs."""
    articles = _articles()
    exact = _exact(articles)
    like = {pair for pair, share in exact.items() if share >= NEAR}
    began = time.process_time()
    signatures = [signature_of(_document(str(place), article)) for place, article in enumerate(articles)]
    yield Gate("near copies signature", (time.process_time() - began) * 1e3 / len(articles), None, "ms/document")
    found = _looked_up(folder, signatures)
    yield Gate("near copies look-up precision", len(found & like) / len(found), 0.97, "of pairs found")
    yield Gate("near copies look-up recall", len(found & like) / len(like), 0.95, "of pairs of 0.8 and more")
    errors = [likeness(signatures[a], signatures[b]) - share for (a, b), share in exact.items() if share >= 0.5]  # type: ignore[arg-type]  # every text of a pair is long enough
    yield Gate("near copies error of the likeness", statistics.pstdev(errors), None, "standard deviation")
    first = _folded(folder, signatures)
    claimed = {(one, place) for place, one in first.items()}
    wanted = {later for _, later in like}
    yield Gate("near copies fold precision", len(claimed & like) / len(claimed), 0.97, "of articles folded")
    yield Gate("near copies fold recall", len(wanted & first.keys()) / len(wanted), 0.95, "of articles to be folded")
    roots = {place: first.get(place, place) for pair in like for place in pair}
    together = sum(roots[one] == roots[two] for one, two in like)
    yield Gate("near copies pairs under one first report", together / len(like), None, "of pairs of 0.8 and more")
    print(
        f"\n{len(articles)} articles, {len(like)} pairs of {NEAR:g} and more, {len(found)} found, {len(first)} folded"
    )


def _demetr() -> Iterator[tuple[str, str]]:
    """Source and reference, source and machine translation, reference and machine translation."""
    with tarfile.open(DATA / "checking" / "demetr.tar.xz") as archive:
        member = next(each for each in archive if each.name.endswith("base_id35_reference.json"))
        file = archive.extractfile(member)
        rows = json.load(file) if file else []
    by_language: defaultdict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows:
        by_language[row["lang_tag"]].setdefault(row["src_sent"], row)
    for sentences in by_language.values():
        for some in _groups(list(sentences.values())):
            texts = ["\n".join(row[key] for row in some) for key in ("src_sent", "eng_sent", "mt_sent")]
            yield from itertools.combinations(texts, 2)


def _xnli() -> Iterator[tuple[str, str]]:
    """The same premises in four languages."""
    premises: dict[str, list[str]] = {}
    for language in ("zh", "en", "fr", "de"):
        with gzip.open(DATA / "checking" / f"xnli_dev_{language}.tsv.gz", "rt", encoding="utf-8", newline="\n") as file:
            premises[language] = [line.split("\t")[0] for line in file]
    places = list(range(0, len(premises["en"]), 3))  # each premise has three hypotheses
    for some in _groups(places):
        yield from itertools.combinations(["\n".join(premises[each][place] for place in some) for each in premises], 2)


def _groups(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items) - SENTENCES + 1, SENTENCES):
        yield items[start : start + SENTENCES]


def translations() -> Iterator[Gate]:
    """Share of translations of one text that are not folded."""
    for name, given in (("demetr", _demetr()), ("xnli", _xnli())):
        signed = [[signature_of(_document(str(n), each)) for n, each in enumerate(pair)] for pair in given]
        told = [(one, other) for one, other in signed if one is not None and other is not None]
        kept = sum(not near_copy(b, [FirstReport(document=DocumentId("a"), signature=a)]) for a, b in told)
        likest = max(likeness(one, other) for one, other in told)
        print(f"\n{name}: {len(told)} pairs of {SENTENCES} sentences, the likest {likest:.2f}")
        yield Gate(f"translations kept apart, {name}", kept / len(told), 1.0, "of pairs")


def _fill(path: Path, size: int) -> State:
    """A state that holds so many random signatures; those that are asked for have bands of their own, others any."""
    state = State(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        for pragma in ("synchronous = OFF", "cache_size = -1000000"):
            connection.execute(f"PRAGMA {pragma}")
        for start in range(1, size + 1, 10_000):
            _fill_documents(connection, range(start, min(start + 10_000, size + 1)))
        _fill_bands(connection, size)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a desk, which writes little at a time, does so as it goes
    connection.close()
    return state


def _fill_documents(connection: sqlite3.Connection, numbers: range) -> None:
    named = [(n, hashlib.blake2b(n.to_bytes(8, "big"), digest_size=8).hexdigest()) for n in numbers]
    captures = [(f"urn:uuid:{name}-{name}-{n:03}", "groundwire-00000001.warc.gz", n, name, name) for n, name in named]
    connection.executemany("INSERT INTO captures VALUES (?, ?, ?, ?, ?)", captures)
    connection.executemany(
        "INSERT INTO revisions (document, revision, number, text_hash, file, position) VALUES (?, ?, 1, ?, ?, ?)",
        [(name, name, name[::-1], "groundwire-00000001.warc.gz", n) for n, name in named],
    )
    kept = [(n, name, name, _random(n)) for n, name in named]
    connection.executemany("INSERT INTO signatures (number, document, revision, signature) VALUES (?, ?, ?, ?)", kept)


def _fill_bands(connection: sqlite3.Connection, size: int) -> None:
    """Some at a time, each time in the order of the index, in which it is filled fastest."""
    chance = np.random.default_rng(SEED)
    known = [band for n in range(1, min(size, ASKED) + 1) for band in bands(_random(n))]
    each = len(known) // min(size, ASKED)
    others = chance.integers(-(2**63), 2**63 - 1, each * size - len(known))
    keys, owners = np.concatenate([np.array(known, dtype=np.int64), others]), np.repeat(np.arange(1, size + 1), each)
    mixed = chance.permutation(len(keys))
    for some in np.split(mixed, [int(share * len(mixed)) for share in GROWN[:-1]]):
        order = some[np.argsort(keys[some], kind="stable")]
        for part in np.array_split(order, max(len(order) // 100_000, 1)):
            pairs = zip(keys[part].tolist(), owners[part].tolist(), strict=True)
            connection.executemany("INSERT INTO bands (band, number) VALUES (?, ?)", pairs)


def _random(number: int) -> Signature:
    return Signature(hashlib.shake_128(number.to_bytes(8, "big")).digest(512))


def _batch_cost(path: Path, size: int, *, cold: bool) -> float:
    """Milliseconds for a batch; every second text is one that the index holds."""
    chosen = random.Random(SEED + cold)  # noqa: S311 (a sample, no secret)
    times = []
    state = State(f"sqlite:///{path}")
    for turn in range(COLD_ROUNDS if cold else ROUNDS):
        new = range(size + 1 + turn * BATCH, size + 1 + (turn + 1) * BATCH)
        texts = [
            (DocumentId(f"new{n}"), _random(n if n % 2 else chosen.randrange(1, min(size, ASKED) + 1))) for n in new
        ]  # fmt: skip
        if cold:
            state.close()
            _forget(path)
            state = State(f"sqlite:///{path}")
        clock = time.perf_counter if cold else time.process_time  # the disk is waited for, other processes are not
        began = clock()
        near = NearCopies(state, texts)
        found = sum(near.place(document, signature, None).near is not None for document, signature in texts)
        times.append((clock() - began) * 1e3)
        assert found == BATCH // 2
    state.close()
    return statistics.median(times)


def _forget(path: Path) -> None:
    """Have the system read the file from the disk again."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _state_cost(path: Path, size: int) -> tuple[float, float]:
    """Milliseconds of processor time, and kilobytes written, for a new document that comes in a batch."""
    state = State(f"sqlite:///{path}")
    spent, written = 0.0, _written()
    for turn in range(NOTED_ROUNDS):
        new = range(2 * size + turn * NOTED, 2 * size + (turn + 1) * NOTED)
        texts = [(DocumentId(hashlib.blake2b(b"%d" % n, digest_size=8).hexdigest()), _random(n + size)) for n in new]
        began = time.process_time()
        near = NearCopies(state, texts)
        state.known_revisions(document for document, _ in texts)
        state.known_texts(document[::-1] for document, _ in texts)
        outcomes = []
        for n, (document, signature) in zip(new, texts, strict=True):
            placed = near.place(document, signature, None)
            outcome = _outcome(n, document, signature, placed.bands)
            outcomes.append(
                replace(outcome, capture=CaptureId(f"urn:uuid:{document}"), file="groundwire-00000002.warc.gz")
            )
        state.note(outcomes)
        spent += time.process_time() - began
    state.close()
    documents = NOTED * NOTED_ROUNDS
    return spent * 1e3 / documents, (_written() - written) / 1e3 / documents


def _written() -> int:
    """Bytes that this process has given to the system to write, where the system tells."""
    path = Path("/proc/self/io")
    lines = path.read_text("ascii").splitlines() if path.exists() else ["wchar: 0"]
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar"))


def cost(folder: Path, largest: int) -> Iterator[Gate]:
    """A look-up, and all that the state is asked and told, at growing sizes."""
    costs: dict[int, float] = {}
    for size in (each for each in SIZES if each <= largest):
        path = folder / f"{size}.db"
        _fill(path, size).close()
        print(f"\n{size:,} documents: {path.stat().st_size / size:.0f} bytes each")
        costs[size] = _batch_cost(path, size, cold=False)
        yield Gate(f"near copies look-up of {BATCH} among {size:,}", costs[size], None, "ms of processor")
        if hasattr(os, "posix_fadvise"):
            yield Gate(
                f"near copies look-up of {BATCH} among {size:,}, cold", _batch_cost(path, size, cold=True), None, "ms"
            )
        spent, written = _state_cost(path, size)
        yield Gate(f"state with {size:,} noted", spent, None, "ms of processor/document")
        yield Gate(f"state with {size:,} noted, written to the disk", written, None, "kB/document")
        path.unlink()
    for size in costs:
        if size != SIZES[0]:
            floor = 0.5 if size == SIZES[-1] else None  # 0.67 is the aim; a page of a large tree is not in a near cache
            yield Gate(f"near copies speed at {size:,} over 1,000", costs[SIZES[0]] / costs[size], floor, "ratio")


def main() -> None:
    """Print the table; exit 1 where a value is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the gates here")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="documents in the largest index")
    options = parser.parse_args()
    if not (DATA / "stories").is_dir():
        sys.exit(f"The outside data is not at {DATA}; set GROUNDWIRE_DATA.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gates = [*pairs(folder), *translations(), *cost(folder, options.largest)]
    print("\n| gate | value | floor | unit |\n|---|---:|---:|---|")
    for gate in gates:
        print(f"| {gate.gate} | {gate.value:.3f} | {'' if gate.floor is None else gate.floor} | {gate.unit} |")
    if options.json:
        options.json.write_text(json.dumps([asdict(gate) for gate in gates], indent=1) + "\n", "utf-8")
    sys.exit(any(gate.floor is not None and gate.value < gate.floor for gate in gates))


if __name__ == "__main__":
    main()
