"""The passages of a library in; the same passages in SQLite FTS5 and bm25s out, to be asked the same questions."""

import importlib
import itertools
import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import lance

from benchmarks.scale_rows import disk
from groundwire.library.schema import as_rows

Ask = Callable[[list[str]], object]
Kinds = tuple[str, ...]
_Asks = tuple[Ask, Ask | None]
_How = tuple[Callable[[Path, Path], None], Callable[[Path], _Asks]]
_WORDS = ("1 word", "2 words", "3 words")
_PAGE = 20


@dataclass(frozen=True, slots=True)
class Peer:
    """Another search engine with the same passages."""

    name: str
    ask: Ask  # the twenty best rows
    count: Ask | None  # of all rows that answer, which is what a page of ours says as well
    kinds: Kinds
    seconds: float  # to build
    bytes: int


def peers(folder: Path, library: Path) -> Iterator[Peer]:
    """One after the other, each built when it is asked for, and kept in the folder."""
    folder.mkdir(exist_ok=True)
    yield _built("FTS5 trigram", folder / "trigram.db", library, (_make_trigram, _trigram), (*_WORDS, "phrase"))
    yield _built("FTS5 unicode61", folder / "words.db", library, (_make_unicode, _unicode), (*_WORDS, "phrase"))
    if find_spec("bm25s") is not None:
        yield _built("bm25s", folder / "bm25s", library, (_make_bm25s, _bm25s), _WORDS)


def _built(name: str, path: Path, library: Path, how: _How, kinds: Kinds) -> Peer:
    """What a run that was cut off left is made anew."""
    make, opened = how
    done = path.with_suffix(".json")
    if not done.exists():
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
        began = time.perf_counter()
        make(path, library)
        done.write_text(json.dumps(time.perf_counter() - began), "utf-8")
    return Peer(name, *opened(path), kinds, float(json.loads(done.read_text("utf-8"))), disk(path))


def _texts(library: Path) -> Iterator[str]:
    """What the passages say, title first, document after document."""
    dataset: Any = lance.dataset(str(library / "documents.lance"))
    for batch in dataset.to_batches(columns=["record"], filter="current", batch_size=512):
        for record in as_rows(batch["record"].to_pylist()):
            yield record.document.title
            yield from (paragraph.text for paragraph in record.document.paragraphs)


def _words(library: Path) -> Iterator[str]:
    """The words of the passages, as we index them."""
    dataset: Any = lance.dataset(str(library / "passages.lance"))
    for batch in dataset.to_batches(columns=["words"], batch_size=4_096):
        yield from batch["words"].to_pylist()


def _make_trigram(path: Path, library: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
    database.executemany("INSERT INTO passages VALUES (?)", ((text,) for text in _texts(library)))
    database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    database.commit()
    database.close()


def _trigram(path: Path) -> _Asks:
    """Words of two characters, which trigrams cannot find, by a scan of the text: the first twenty, in no order."""
    database = sqlite3.connect(path)

    def where(words: list[str]) -> tuple[str, list[str]]:
        long, short = [f'"{word}"' for word in words if len(word) > 2], [word for word in words if len(word) <= 2]
        parts = (["passages MATCH ?"] if long else []) + ["instr(text, ?)"] * len(short)
        return f"{' AND '.join(parts)} {'ORDER BY rank' if long else ''}", [" AND ".join(long), *short][not long :]

    def ask(words: list[str]) -> object:
        asked, values = where(words)
        sql = f"SELECT rowid FROM passages WHERE {asked} LIMIT {_PAGE}"  # noqa: S608 - no outside text
        return database.execute(sql, values).fetchall()

    def count(words: list[str]) -> object:
        asked, values = where(words)
        sql = f"SELECT count(*) FROM passages WHERE {asked.removesuffix('ORDER BY rank')}"  # noqa: S608 - the same
        return database.execute(sql, values).fetchall()

    return ask, count


def _make_unicode(path: Path, library: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='unicode61')")
    database.executemany("INSERT INTO passages(text) VALUES (?)", ((words,) for words in _words(library)))
    database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    database.commit()
    database.close()


def _unicode(path: Path) -> _Asks:
    """Its default tokenizer over our words; a word is asked for as the phrase of its pairs of characters."""
    database = sqlite3.connect(path)

    def asked(words: list[str]) -> list[str]:
        pairs = (" ".join(map("".join, itertools.pairwise(word))) for word in words)
        return [" AND ".join(f'"{each}"' for each in pairs)]

    best = f"SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT {_PAGE}"  # noqa: S608 - a number
    number = "SELECT count(*) FROM passages WHERE passages MATCH ?"
    return (
        lambda words: database.execute(best, asked(words)).fetchall(),
        lambda words: database.execute(number, asked(words)).fetchall(),
    )


def _make_bm25s(path: Path, library: Path) -> None:
    index = importlib.import_module("bm25s").BM25()
    ids: dict[str, int] = {}
    tokens = [[ids.setdefault(word, len(ids)) for word in words.split()] for words in _words(library)]
    index.index((tokens, ids), show_progress=False)
    index.save(str(path))


def _bm25s(path: Path) -> _Asks:
    """Its index in memory over our words: it scores any of the words asked for."""
    index = importlib.import_module("bm25s").BM25.load(str(path))
    ids = index.vocab_dict

    def ask(words: list[str]) -> object:
        pairs = ["".join(pair) for word in words for pair in itertools.pairwise(word)]
        return index.retrieve([[pair for pair in pairs if pair in ids]], k=_PAGE, show_progress=False)

    return ask, None
