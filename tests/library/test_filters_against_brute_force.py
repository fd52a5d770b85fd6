"""A filtered search finds what looking at every document finds, in the same order, page after page."""

import dataclasses
import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.library.library import Library
from groundwire.library.schema import DOCUMENT_INDEXES, PASSAGE_INDEXES
from groundwire.library.table import Upkeep
from groundwire.models import Document, EntityId, Query, Record, TopicId
from groundwire.text.words import fold_words
from tests.library.library_records import START, make_record

_SYLLABLES = "稀土芯片出口"
_LANGUAGES = ["zh", "zh-Hans", "zh-Hant", "zhx", "en", "zh."]
_SOURCES = ["a", "b", "c's"]
_NAMES = ["t1", "t2", "t3"]


def _text(chance: random.Random) -> str:
    return "，".join("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 7))) for _ in range(chance.randint(1, 4)))


def _record(chance: random.Random, name: int, number: int = 1) -> Record:
    return make_record(
        f"d{name}",
        *(_text(chance) for _ in range(chance.randint(1, 3))),
        title=_text(chance),
        minutes=chance.randint(0, 30),  # several at a time
        language=chance.choice(_LANGUAGES),
        source=chance.choice(_SOURCES),
        topics=chance.sample(_NAMES, chance.randint(0, 2)),
        entity=chance.choice(_NAMES),
        event=chance.choice(_NAMES),
        number=number,
    )


def _records() -> list[Record]:
    chance = random.Random(11)  # noqa: S311 - a corpus, not a secret
    return [_record(chance, name) for name in range(150)] + [_record(chance, name, 2) for name in range(0, 150, 9)]


RECORDS = _records()
CURRENT = list({record.document.id: record for record in RECORDS}.values())


@pytest.fixture(scope="module", params=["with all indexes", "of an older desk"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Several segments and a few rows outside them; an older desk is read without the indexes that came later."""
    path: Path = tmp_path_factory.mktemp("filters")
    library = Library(path, writable=True, upkeep=Upkeep(flat_rows=64))
    for start in range(0, len(RECORDS), 19):
        library.write(RECORDS[start : start + 19])
    if request.param == "of an older desk":
        for table in (library._documents, library._passages):
            for column in ("kinds", "language", "source"):
                table.snapshot().drop_index(f"{column}_idx")
    return library


_WORDS = st.text(alphabet=_SYLLABLES, min_size=1, max_size=3)
_TIMES = st.none() | st.integers(-2, 33).map(lambda minutes: START + timedelta(minutes=minutes))
_QUERIES = st.builds(
    Query,
    text=st.lists(_WORDS, max_size=3).map(lambda words: " AND ".join(f'"{word}"' for word in words)),
    topic=st.none() | st.sampled_from([TopicId(name) for name in _NAMES]),
    entity=st.none() | st.sampled_from([EntityId(name) for name in _NAMES]),
    kind=st.none() | st.sampled_from(_NAMES),
    source=st.none() | st.sampled_from(_SOURCES),
    language=st.none() | st.sampled_from(["zh", "zh-Hans", "en"]),
    since=_TIMES,
    until=_TIMES,
    newest_first=st.booleans(),
    limit=st.integers(1, 40),
    cursor=st.none(),
    by=st.none(),
)


@settings(max_examples=30, deadline=None)
@given(_QUERIES)
def test_filters_leave_what_looking_at_every_document_leaves(library: Library, query: Query) -> None:
    expected = {record.document.id for record in CURRENT if _fits(record, query)}
    found, total = _all_pages(library, query)
    assert (set(found), len(found), total) == (expected, len(expected), len(expected))
    if query.newest_first or not query.text:
        times = {record.document.id: record.document.time for record in CURRENT}
        assert found == sorted(expected, key=lambda name: (-times[name].timestamp(), name))
    elif query.kind is None:  # scores are those of the whole table, whatever is left out
        everything, _ = _all_pages(library, Query(text=query.text, limit=200))
        assert found == [name for name in everything if name in expected]


def test_a_writer_gives_an_older_library_its_indexes(tmp_path: Path) -> None:
    library = Library(tmp_path, writable=True)
    library.write(RECORDS[:30])
    for table in (library._documents, library._passages):
        for column in ("kinds", "language", "source"):
            table.snapshot().drop_index(f"{column}_idx")
    made = Library(tmp_path, writable=True).state()
    for state, indexes in zip(made[:2], (DOCUMENT_INDEXES, PASSAGE_INDEXES), strict=True):
        assert {index.name for index in state.indexes} == {f"{column}_idx" for column in [*indexes, "words"]}
    assert Library(tmp_path).search(Query(language="zh", kind="t1")).total == sum(
        _fits(record, Query(language="zh", kind="t1")) for record in RECORDS[:30]
    )


def _all_pages(library: Library, query: Query) -> tuple[list[str], int]:
    found: list[str] = []
    while True:
        page = library.search(query)
        found += [each.record.document.id for each in page.items]
        if page.cursor is None:
            return found, page.total
        query = dataclasses.replace(query, cursor=page.cursor)


def _fits(record: Record, query: Query) -> bool:
    document = record.document
    language = query.language
    if query.topic is not None and query.topic not in {match.topic for match in record.matches}:
        return False
    if query.entity is not None and query.entity not in {each.entity for each in record.annotations.mentions}:
        return False
    if query.source is not None and document.source_name != query.source:
        return False
    if language is not None and document.language != language and not document.language.startswith(f"{language}-"):
        return False
    if query.since is not None and document.time < query.since:
        return False
    if query.until is not None and document.time >= query.until:
        return False
    return _has_words(record, query)


def _has_words(record: Record, query: Query) -> bool:
    """All in the document; where a kind is asked for as well, all in one passage that has it."""
    wanted = [fold_words(word.strip('"')) for word in query.text.split(" AND ") if word]
    texts = [fold_words(text) for text in _texts(record.document)]
    if query.kind is None:
        return all(any(word in text for text in texts) for word in wanted)
    places = {event.span.paragraph for event in record.annotations.events if event.type == query.kind}
    return any(all(word in texts[place] for word in wanted) for place in places)


def _texts(document: Document) -> Sequence[str]:
    return [document.title, *(paragraph.text for paragraph in document.paragraphs)]
