"""Chinese news in, a desk of as many passages as are wanted out: the corpus with changes, written as `add` does.

Every repeat takes the titles of the corpus, puts paragraphs of other articles in the place of a third of theirs, and
turns every digit into another, so that a repeat is no copy of what it repeats. The words of a passage are made once.
Everything is there but annotations and briefs: archive, state with signatures, library with filters.
"""

import dataclasses
import json
import lzma
import random
import re
import time
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from benchmarks.search import DATA
from groundwire.archive.archive import Archive
from groundwire.library.library import Library
from groundwire.library.rows import Rows
from groundwire.library.schema import document_row, indexed_words, passage_rows
from groundwire.library.state import State
from groundwire.library.table import Upkeep
from groundwire.models import (
    Annotations,
    Capture,
    CaptureId,
    Document,
    DocumentId,
    Paragraph,
    Record,
    RevisionId,
    TopicId,
    TopicMatch,
)
from groundwire.pipeline.intake import Intake
from groundwire.pipeline.prepared import Prepared, Worked
from groundwire.stories.identity import text_hash
from groundwire.stories.signature import signature_of
from groundwire.text.hashing import short_hash
from groundwire.topics.load import load_topics

CORPUS = DATA / "stories" / "dtels_zh_even_topics.jsonl.xz"
BULK = Upkeep(flat_rows=60_000, append_rows=20_000, merge_rows=2_000_000, keep=timedelta(0))
START = datetime(2020, 1, 1, tzinfo=UTC)
_BUILT = "built.json"
_SEED = 20261123
_PERCENT = re.compile("[%％]|百分之")
_MONEY = re.compile("[元$]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its words, as the index takes them."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the corpus."""

    story: int
    source: str
    title: Passage
    paragraphs: tuple[Passage, ...]


def articles() -> Iterator[Article]:
    """The articles of the corpus that have a text."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            parts = [" ".join(part.split()) for part in (row["content"] or "").split("\n")]
            if paragraphs := tuple(_passage(part) for part in parts if part):
                yield Article(row["topic"], row["source"] or "", _passage(row["title"]), paragraphs)


def _passage(text: str) -> Passage:
    return Passage(text, indexed_words(text))


def build(folder: Path, passages: int) -> dict[str, float]:
    """Make the desk, or go on with the one that is there as far as it has fewer passages; what it took in all."""
    spent = _spent(folder)
    if spent["passages"] >= passages:
        return spent
    began = time.perf_counter()
    corpus = list(articles())
    read = time.perf_counter()
    archive, state = Archive(folder / "archive"), State(f"sqlite:///{folder / 'state.db'}")
    library = Library(folder / "library", writable=True, upkeep=BULK)
    intake = Intake(derive=lambda items: iter(()), archive=archive, library=library, state=state)
    for _ in intake.keep(_worked(corpus, passages, known={name for name, _, _ in library.told()})):
        pass
    written = time.perf_counter()
    library.optimize()
    done = time.perf_counter()
    documents, rows = (table.rows for table in library.state()[:2])
    archive.close()
    spent |= {"documents": documents, "passages": rows}
    for what, seconds in (("words made", read - began), ("written", written - read), ("optimized", done - written)):
        spent[f"{what} s"] = spent.get(f"{what} s", 0.0) + seconds
    (folder / _BUILT).write_text(json.dumps(spent), "utf-8")
    return spent


def _spent(folder: Path) -> dict[str, float]:
    path = folder / _BUILT
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {"passages": 0}


def _worked(corpus: Sequence[Article], passages: int, *, known: Container[str]) -> Iterator[Worked]:
    """The articles that are not known yet, of so many passages in all: always the same ones."""
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    topics = sorted(load_topics())
    made, number = 0, 0
    while made < passages:
        article = corpus[number % len(corpus)]
        changed = _changed(article, corpus, number // len(corpus), chance)
        if _id(changed, number) not in known:
            yield worked(changed, number, topics[article.story % len(topics)] if article.story % 5 == 0 else None)
        made += len(changed.paragraphs) + 1
        number += 1
        if number % 5_000 == 0:
            print(f"{made} passages, {number} documents", flush=True)


def _changed(article: Article, corpus: Sequence[Article], repeat: int, chance: random.Random) -> Article:
    if repeat == 0:
        return article
    digits = "".join(str((digit * 3 + repeat) % 10) for digit in range(10))
    table = str.maketrans("0123456789", digits)
    chosen = (
        chance.choice(chance.choice(corpus).paragraphs) if chance.random() < 1 / 3 else paragraph
        for paragraph in article.paragraphs
    )
    turned = tuple(Passage(each.text.translate(table), each.words.translate(table)) for each in chosen)
    title = Passage(article.title.text.translate(table), article.title.words.translate(table))
    return dataclasses.replace(article, title=title, paragraphs=turned)


def worked(article: Article, number: int, topic: TopicId | None) -> Worked:
    """What the stages would give the writer of this article, without annotations."""
    url = _url(article, number)
    body = "\n".join(each.text for each in (article.title, *article.paragraphs)).encode()
    at = START + timedelta(minutes=31 * number % 3_000_000)
    capture = Capture(
        id=CaptureId(uuid5(NAMESPACE_URL, url).urn),
        url=url,
        fetched_at=at,
        kind="page",
        media_type="text/plain",
        body=body,
    )
    document = Document(
        id=_id(article, number),
        revision=RevisionId(short_hash(body.decode())),
        capture=capture.id,
        url=url,
        title=article.title.text,
        source_name=article.source,
        authors=(),
        published=None,
        fetched_at=at,
        language="zh-Hans",
        image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=e.text) for n, e in enumerate(article.paragraphs, 1)),
    )
    matches = (TopicMatch(topic=topic, version=1, score=1.0, threshold=1.0, reasons=()),) if topic else ()
    record = Record(document=document, annotations=Annotations(), matches=matches, brief=None)
    prepared = Prepared(
        document=document.id,
        revision=document.revision,
        excerpt=False,
        text_hash=text_hash(document),
        signature=signature_of(document),
        rows=_rows(record, [article.title.words, *(each.words for each in article.paragraphs)]),
    )
    return Worked(capture=capture, result=prepared)


def _url(article: Article, number: int) -> str:
    return f"https://{article.source or 'news.example'}/scale/{number}"


def _id(article: Article, number: int) -> DocumentId:
    return DocumentId(short_hash(_url(article, number)))


def _rows(record: Record, words: Sequence[str]) -> Rows:
    """The rows, with kinds by a sign in the text in the place of annotations."""
    row, passages = document_row(record, words), passage_rows(record, words)
    texts = [record.document.title, *(paragraph.text for paragraph in record.document.paragraphs)]
    for passage, text in zip(passages, texts, strict=True):
        passage["kinds"] = _kinds(text)
    row["kinds"] = sorted({kind for passage in passages for kind in passage["kinds"]})
    return Rows(document=record.document.id, row=row, passages=passages)


def _kinds(text: str) -> list[str]:
    money = ["currency"] if _MONEY.search(text) else []
    return [*money, "percent"] if _PERCENT.search(text) else money


def head(count: int) -> list[Article]:
    """The first articles of the corpus."""
    return list(islice(articles(), count))
