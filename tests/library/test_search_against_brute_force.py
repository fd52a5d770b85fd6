"""Searches find exactly the documents whose folded text has what was asked for, however the query is built."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.library.language import And, Node, Or, Term, parse_query
from groundwire.library.library import Library
from groundwire.library.table import Upkeep
from groundwire.models import Query, QueryError, Record
from groundwire.text.words import fold_words
from tests.library.library_records import make_record

_SYLLABLES = "稀土芯片出口管制镓锗中国产能"


def _text(chance: random.Random) -> str:
    return "，".join("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 8))) for _ in range(chance.randint(1, 4)))


def _records() -> list[Record]:
    chance = random.Random(7)  # noqa: S311 - a corpus, not a secret
    return [make_record(f"d{n}", _text(chance), _text(chance), title=_text(chance)) for n in range(120)]


RECORDS = _records()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path: Path = tmp_path_factory.mktemp("brute")
    library = Library(path, writable=True, upkeep=Upkeep(flat_rows=64))
    for start in range(0, len(RECORDS), 17):  # several segments, and a few rows outside them
        library.write(RECORDS[start : start + 17])
    return library


_WORDS = st.text(alphabet=_SYLLABLES, min_size=1, max_size=3)
_TERMS = st.builds(Term, _WORDS, st.booleans())
_NODES: st.SearchStrategy[Node] = st.recursive(
    _TERMS,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts)))
        | st.builds(
            lambda parts, without: And(tuple(parts), tuple(without)),
            st.lists(inner, min_size=2, max_size=3),
            st.lists(inner, max_size=2),
        )
    ),
    max_leaves=6,
)


def write(node: Node) -> str:
    """A query that means this tree; AND is written out, so that nothing falls back to any of the words."""
    if isinstance(node, Term):
        return f'"{node.text}"'
    if isinstance(node, Or):
        return "(" + " OR ".join(write(part) for part in node.parts) + ")"
    return "(" + " AND ".join(map(write, node.parts)) + "".join(f" -{write(part)}" for part in node.without) + ")"


def holds(node: Node, texts: list[str]) -> bool:
    if isinstance(node, Term):
        return any(fold_words(node.text) in text for text in texts)
    if isinstance(node, Or):
        return any(holds(part, texts) for part in node.parts)
    return all(holds(part, texts) for part in node.parts) and not any(holds(part, texts) for part in node.without)


@settings(max_examples=120, deadline=None)
@given(_NODES)
def test_what_is_found_is_what_has_it(library: Library, node: Node) -> None:
    expected = {
        record.document.id
        for record in RECORDS
        if holds(node, [fold_words(t) for t in (record.document.title, *(p.text for p in record.document.paragraphs))])
    }
    page = library.search(Query(text=write(node), limit=200))
    assert {found.record.document.id for found in page.items} == expected
    assert page.total == len(expected)
    for found in page.items:
        texts = [found.record.document.title, *(p.text for p in found.record.document.paragraphs)]
        assert all(hit.spans and span.end <= len(texts[span.paragraph]) for hit in found.hits for span in hit.spans)


@given(st.text(alphabet='稀土 a"()（）-“”ANDORT', max_size=30))
def test_any_query_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        node, complaint = parse_query(text), ""
    except QueryError as error:
        node, complaint = None, str(error)
    assert (node is not None) == bool(text.strip() and not complaint)
    assert not complaint or complaint.endswith(".")
