"""Does search find the right passage, and how fast, through `Library.search` as a user gets it.

Retrieval: every passage is a document of its own; a question is asked as somebody would type it, without quotation
marks and brackets (which would ask for phrases). ``success@1``: the first document answers; ``MRR@10``: mean of one
over the rank of the first that does; ``recall@20``: mean share of those that do among the first twenty. Floors: BM25
over pairs of characters (rgb), over words in lower case (xquad), as published with the data or measured on it.

Latency: news articles, their paragraphs as passages, against SQLite FTS5 on the same passages in the same run: with
its trigram tokenizer, and with unicode61 over our words. A search of ours also counts all answers, groups them by
document, reads the records of the first page and marks the words; FTS5 gives the twenty best rows.
"""

import argparse
import gzip
import itertools
import json
import lzma
import os
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from groundwire.library.library import Library
from groundwire.models import Annotations, CaptureId, Document, DocumentId, Paragraph, Query, Record, RevisionId
from groundwire.text.hashing import short_hash
from groundwire.text.words import plain_words, search_words

DATA = Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
XQUAD_FLOORS = {"zh": 0.92, "en": 0.92, "de": 0.848, "es": 0.905}
START = datetime(2025, 1, 1, tzinfo=UTC)
SEED = 20250304


@dataclass(frozen=True, slots=True)
class Gate:
    """One measured value and what it must not fall under."""

    gate: str
    value: float
    floor: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the ids of the documents that answer."""

    text: str
    answers: frozenset[str]


def make_record(name: str, title: str, paragraphs: Sequence[str], language: str, *, minutes: int = 0) -> Record:
    """A record with nothing but text."""
    document = Document(
        id=DocumentId(short_hash(name)),
        revision=RevisionId(short_hash(title, *paragraphs)),
        capture=CaptureId("urn:uuid:00000000-0000-5000-8000-000000000000"),
        url=None,
        title=title,
        source_name="",
        authors=(),
        published=None,
        fetched_at=START + timedelta(minutes=minutes),
        language=language,
        image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(paragraphs, 1)),
    )
    return Record(document=document, annotations=Annotations(), matches=(), brief=None)


def plain(question: str) -> str:
    """A question without what the query language would take for an operator."""
    words = re.sub(r'["“”„«»()（）]', " ", question).split()
    return " ".join(word.lstrip("-") if word not in ("AND", "OR", "NOT") else word.lower() for word in words)


def rgb() -> tuple[dict[str, str], list[Question]]:
    """Chinese news questions and the passages of all of them."""
    with gzip.open(DATA / "retrieval" / "rgb_zh_refine.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file.read().split("\n") if line]
    texts = dict.fromkeys(text for row in rows for text in (*row["positive"], *row["negative"]))
    ids = {text: short_hash(f"p{number}") for number, text in enumerate(texts)}
    return (
        {f"p{number}": text for number, text in enumerate(texts)},
        [Question(plain(row["query"]), frozenset(ids[text] for text in row["positive"])) for row in rows],
    )


def xquad(language: str) -> tuple[dict[str, str], list[Question]]:
    """Questions about paragraphs, both in this language."""
    with gzip.open(DATA / "retrieval" / f"xquad_r_{language}.json.gz", "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    found = [paragraph for article in data for paragraph in article["paragraphs"]]
    return (
        {f"p{number}": paragraph["context"] for number, paragraph in enumerate(found)},
        [
            Question(plain(asked["question"]), frozenset({short_hash(f"p{number}")}))
            for number, paragraph in enumerate(found)
            for asked in paragraph["qas"]
        ],
    )


def ranks(
    texts: dict[str, str], questions: Sequence[Question], language: str, *, folder: Path, limit: int
) -> list[list[int]]:
    """For each question the ranks, counted from 1, of those that answer among the first ``limit``."""
    library = Library(folder, writable=True)
    library.write([make_record(name, "", [text], language) for name, text in texts.items()])
    library.optimize()
    result = []
    for question in questions:
        items = library.search(Query(text=question.text, limit=limit)).items
        result.append([rank for rank, found in enumerate(items, 1) if found.record.document.id in question.answers])
    return result


def retrieval(folder: Path) -> Iterator[Gate]:
    """The gates of finding."""
    texts, questions = rgb()
    found = ranks(texts, questions, "zh-Hans", folder=folder / "rgb", limit=20)
    first = [bool(one) and one[0] == 1 for one in found]
    reciprocal = [1 / one[0] if one and one[0] <= 10 else 0.0 for one in found]
    recall = [
        len(one) / len(question.answers) for one, question in zip(found, questions, strict=True) if question.answers
    ]
    yield Gate("search rgb_zh success@1", statistics.mean(first), 0.633, "share")
    yield Gate("search rgb_zh MRR@10", statistics.mean(reciprocal), 0.773, "share")
    yield Gate("search rgb_zh recall@20", statistics.mean(recall), 0.845, "share")
    for language, floor in XQUAD_FLOORS.items():
        texts, questions = xquad(language)
        found = ranks(texts, questions, language, folder=folder / f"xquad_{language}", limit=1)
        hit = statistics.mean(bool(one) and one[0] == 1 for one in found)
        yield Gate(f"search xquad_{language} hit@1", hit, floor, "share")


def articles(passages: int) -> Iterator[tuple[str, list[str]]]:
    """Titles and paragraphs of Chinese news until there are this many passages."""
    count = 0
    with lzma.open(DATA / "stories" / "dtels_zh_even_topics.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            paragraphs = [part for part in re.split(r"\n+", row["content"]) if part.strip()]
            if len(paragraphs) < 3:
                paragraphs = [part for part in re.split(r"(?<=。)", row["content"].replace("\n", "")) if part.strip()]
            yield row["title"], paragraphs
            count += len(paragraphs) + 1
            if count >= passages:
                return


def queries(corpus: Sequence[tuple[str, list[str]]], count: int) -> dict[str, list[list[str]]]:
    """Words that stand together in a title, by how many are asked for."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    titles = [[word for word in plain_words(title, "zh") if len(word) > 1] for title, _ in corpus]
    titles = [words for words in titles if len(words) >= 3]
    chosen = chance.sample(titles, min(count, len(titles)))
    kinds = {f"{n} words": [chance.sample(words, n) for words in chosen] for n in (1, 2, 3)}
    kinds["phrase"] = [["".join(words[:2])] for words in chosen]
    pool = [word for words in chosen for word in words]
    return kinds | {"question": [chance.sample(pool, 8) for _ in chosen]}  # any of eight words


def sqlite_trigram(corpus: Iterable[tuple[str, list[str]]], path: Path) -> Callable[[list[str]], object]:
    """FTS5 with trigrams; words of two characters, which it cannot index, by a scan of the text."""
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
    rows = ((text,) for title, paragraphs in corpus for text in (title, *paragraphs))
    database.executemany("INSERT INTO passages VALUES (?)", rows)
    database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    database.commit()

    def ask(words: list[str]) -> object:
        long = [f'"{word}"' for word in words if len(word) > 2]
        short = [word for word in words if len(word) <= 2]
        where = (["passages MATCH ?"] if long else []) + ["instr(text, ?)"] * len(short)
        values = [" AND ".join(long), *short] if long else short
        order = "ORDER BY rank" if long else ""
        sql = f"SELECT rowid FROM passages WHERE {' AND '.join(where)} {order} LIMIT 20"  # noqa: S608 - no outside text
        return database.execute(sql, values).fetchall()

    return ask


def sqlite_words(corpus: Iterable[tuple[str, list[str]]], path: Path) -> Callable[[list[str]], object]:
    """FTS5 over the words that we index, in its default tokenizer; more than three words are any of them."""
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='unicode61')")
    rows = ((" ".join(search_words(text)),) for title, paragraphs in corpus for text in (title, *paragraphs))
    database.executemany("INSERT INTO passages(text) VALUES (?)", rows)
    database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    database.commit()
    sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 20"

    def ask(words: list[str]) -> object:
        asked = [f'"{pair}"' for word in words for pair in map("".join, itertools.pairwise(word))]
        return database.execute(sql, [(" OR " if len(words) > 3 else " AND ").join(asked)]).fetchall()

    return ask


def timed(ask: Callable[[Any], object], asked: Iterable[Any]) -> tuple[float, float]:
    """p50 and p95 in milliseconds, each query once, after three to warm up."""
    asked = list(asked)
    for query in asked[:3]:
        ask(query)
    times = []
    for query in asked:
        began = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - began) * 1_000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


def latency(folder: Path, passages: int, count: int) -> Iterator[Gate]:
    """The gates of speed, with the baselines."""
    corpus = list(articles(passages))
    library = Library(folder / "news", writable=True)
    records = [make_record(f"d{n}", title, texts, "zh-Hans", minutes=n) for n, (title, texts) in enumerate(corpus)]
    began = time.perf_counter()
    for start in range(0, len(records), 100):
        library.write(records[start : start + 100])
    spent = time.perf_counter() - began
    library.optimize()
    yield Gate(f"search write, {passages} passages", spent / len(records) * 1_000, None, "ms/document")

    def ask(words: list[str]) -> object:
        question = len(words) > 3
        return library.search(Query(text=" ".join(words) if question else " AND ".join(f'"{word}"' for word in words)))

    trigram = sqlite_trigram(corpus, folder / "trigram.db")
    words = sqlite_words(corpus, folder / "words.db")
    for kind, asked in queries(corpus, count).items():
        median, high = timed(ask, asked)
        yield Gate(f"search {kind} p50", median, None, "ms")
        yield Gate(f"search {kind} p95", high, None, "ms")
        baselines = [("FTS5 unicode61 over our words", words)]
        for name, other in baselines if kind == "question" else [("FTS5 trigram", trigram), *baselines]:
            their_median, their_high = timed(other, asked)
            yield Gate(f"{name} {kind} p50", their_median, None, "ms")
            yield Gate(f"{name} {kind} p95", their_high, None, "ms")
            yield Gate(f"{name} / search {kind} p95", their_high / high, None, "times")
    median, high = timed(lambda query: library.search(query), [Query()] * count)
    yield Gate("search newest page p50", median, None, "ms")


def main() -> None:
    """Print the table; exit 1 where a value is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the gates here")
    parser.add_argument("--passages", type=int, default=30_000, help="of the corpus for latency; 0 leaves it out")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    options = parser.parse_args()
    if not (DATA / "retrieval").is_dir():
        sys.exit(f"The outside data is not at {DATA}; set GROUNDWIRE_DATA.")
    gates: list[Gate] = []
    print("| gate | value | floor | unit |\n|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        measured = latency(Path(folder), options.passages, options.queries) if options.passages else ()
        for gate in itertools.chain(retrieval(Path(folder)), measured):
            gates.append(gate)
            print(f"| {gate.gate} | {gate.value:.3f} | {gate.floor if gate.floor else ''} | {gate.unit} |", flush=True)
    if options.json:
        rows = [{"gate": g.gate, "value": g.value, "floor": g.floor, "unit": g.unit} for g in gates]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    sys.exit(any(gate.floor is not None and gate.value < gate.floor for gate in gates))


if __name__ == "__main__":
    main()
