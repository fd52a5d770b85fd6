"""What is near in meaning is found, in any language; the vectors follow revisions, models and rebuilds."""

import random
from pathlib import Path

import pytest

from groundwire.library import vectors as vectors_module
from groundwire.library.library import Library
from groundwire.library.meaning import fused
from groundwire.library.vectors import NAME, Embedded, Vectors, copy_vectors
from groundwire.models import CompletionError, LibraryError, Query, QueryError, Record
from tests.library.fake_meaning import FakeMeaning
from tests.library.library_records import START, make_record

ENGLISH = make_record(
    "en", "Licences for rare earth magnets are needed.", title="China tightens rare earth exports", language="en"
)
CHINESE = make_record("zh", "半导体企业受到影响。", title="芯片出口管制升级")
FRENCH = make_record("fr", "La batterie est moins chère.", title="Une batterie au sodium", language="fr")


def embedded(record: Record, meaning: FakeMeaning, *, passages: bool = False) -> Embedded:
    document = record.document
    rows = [(0, meaning.vector(f"{document.title} {document.paragraphs[0].text}"))]
    rows += [(each.number, meaning.vector(each.text)) for each in document.paragraphs] if passages else []
    return Embedded(
        document=document.id, revision=document.revision, time=document.time, passages=passages, vectors=rows
    )


@pytest.fixture
def meaning() -> FakeMeaning:
    return FakeMeaning()


@pytest.fixture
def library(tmp_path: Path, meaning: FakeMeaning) -> Library:
    made = Library(tmp_path / "library", writable=True, meaning=meaning)
    made.write([ENGLISH, CHINESE, FRENCH])
    return made


def titles(library: Library, query: Query) -> list[str]:
    return [found.record.document.title for found in library.search(query).items]


def embed(library: Library, meaning: FakeMeaning, *records: Record) -> None:
    library.write_vectors([embedded(record, meaning) for record in records])


def test_a_question_finds_documents_in_other_languages(library: Library, meaning: FakeMeaning) -> None:
    embed(library, meaning, ENGLISH, CHINESE, FRENCH)
    assert titles(library, Query(text="稀土", by="words")) == []
    assert titles(library, Query(text="稀土", by="meaning"))[0] == ENGLISH.document.title
    found = library.search(Query(text="semiconductor", by="both")).items[0]
    assert found.record.document.id == CHINESE.document.id
    assert [(hit.paragraph, hit.spans) for hit in found.hits] == [(1, ())]


def test_both_puts_first_what_words_and_meaning_agree_on(library: Library, meaning: FakeMeaning) -> None:
    embed(library, meaning, ENGLISH, CHINESE, FRENCH)
    page = library.search(Query(text="rare earth", by="both"))
    assert page.items[0].record.document.id == ENGLISH.document.id
    assert page.items[0].hits[0].spans  # found by its words: they are marked
    assert page.total == 3
    assert fused(["a", "b"], ["b", "c"]) == pytest.approx({"a": 1 / 11, "b": 1 / 12 + 1 / 11, "c": 1 / 12})


def test_words_alone_do_until_there_are_vectors(library: Library, meaning: FakeMeaning) -> None:
    question = Query(text="licences for rare earth magnets")
    assert titles(library, question) == [ENGLISH.document.title]
    assert meaning.asked == []
    with pytest.raises(QueryError, match="groundwire embed"):
        library.search(Query(text="licences", by="meaning"))
    embed(library, meaning, ENGLISH, CHINESE)
    assert titles(library, question)[0] == ENGLISH.document.title
    assert meaning.asked == [question.text]


@pytest.mark.parametrize("text", ["rare earth", '"rare earth magnets" licences needed', "licences OR magnets OR x", ""])
def test_terms_phrases_and_operators_are_taken_at_their_word(library: Library, meaning: FakeMeaning, text: str) -> None:
    embed(library, meaning, ENGLISH, CHINESE, FRENCH)
    library.search(Query(text=text))
    library.search(Query(text="licences for rare earth magnets", newest_first=True))
    assert meaning.asked == []


def test_words_do_where_no_vector_of_the_question_comes(library: Library, tmp_path: Path, meaning: FakeMeaning) -> None:
    class Broken(FakeMeaning):
        def __call__(self, question: str) -> list[float]:
            raise CompletionError("far cannot be reached")

    embed(library, meaning, ENGLISH)
    broken = Library(tmp_path / "library", meaning=Broken())
    assert titles(broken, Query(text="licences for rare earth magnets")) == [ENGLISH.document.title]
    with pytest.raises(CompletionError):
        broken.search(Query(text="licences for rare earth magnets", by="both"))


def test_filters_hold_for_what_is_near(library: Library, meaning: FakeMeaning, monkeypatch: pytest.MonkeyPatch) -> None:
    embed(library, meaning, ENGLISH, CHINESE, FRENCH)
    for few in (2_000, 0):  # compared one by one, and sifted from what is nearest
        monkeypatch.setattr("groundwire.library.meaning._FEW", few)
        source = FRENCH.document.source_name
        found = library.search(Query(text="rare earth", by="meaning", source=source, language="fr"))
        assert {each.record.document.language for each in found.items} <= {"fr"}
        assert library.search(Query(text="rare earth", by="meaning", source="nobody")).total == 0


def test_pages_hold_still_while_vectors_come(library: Library, meaning: FakeMeaning) -> None:
    more = [make_record(f"d{n}", "稀土 " * (n + 1), title=f"rare earth {n}") for n in range(12)]
    library.write(more)
    embed(library, meaning, *more[:8])
    query = Query(text="稀土", by="meaning", limit=3)
    whole = titles(library, Query(text="稀土", by="meaning", limit=8))
    seen: list[str] = []
    page = library.search(query)
    for _ in range(3):
        seen += [found.record.document.title for found in page.items]
        embed(library, meaning, more[8], more[9], ENGLISH)
        if page.cursor:
            page = library.search(Query(text="稀土", by="meaning", limit=3, cursor=page.cursor))
    assert seen == whole


def test_a_search_by_words_goes_on_by_words(library: Library, meaning: FakeMeaning) -> None:
    more = [make_record(f"d{n}", "x", title=f"licences for rare earth magnets {n}") for n in range(5)]
    library.write(more)
    question = Query(text="licences for rare earth magnets", limit=2)
    cursor = library.search(question).cursor
    embed(library, meaning, *more)
    assert library.search(Query(text=question.text, limit=2, cursor=cursor)).total == 6
    assert meaning.asked == []


def test_the_backlog_is_what_has_no_vector_of_its_revision(library: Library, meaning: FakeMeaning) -> None:
    assert set(library.without_vectors()) == {each.document.id for each in (ENGLISH, CHINESE, FRENCH)}
    embed(library, meaning, ENGLISH, CHINESE, FRENCH)
    assert library.without_vectors() == []
    revised = make_record("en", "Nothing of it was left.", title="An election instead", number=2)
    library.write([revised])
    assert library.without_vectors() == [ENGLISH.document.id]
    assert ENGLISH.document.id not in {
        found.record.document.id for found in library.search(Query(text="稀土", by="meaning")).items
    }
    embed(library, meaning, revised)
    assert titles(library, Query(text="选举", by="meaning"))[0] == "An election instead"
    assert library.vector_backlog().waiting == 0
    assert library.vector_backlog().documents == 3
    assert library.state()[2].rows == 3


def test_passages_are_found_by_their_own_vectors(library: Library, meaning: FakeMeaning) -> None:
    long = make_record("long", "Shares rose.", "An election is held.", "Rain.", title="Markets today")
    library.write([long])
    library.write_vectors([embedded(long, meaning)])
    assert long.document.id in library.without_vectors(passages=True)
    library.write_vectors([embedded(long, meaning, passages=True)])
    assert long.document.id not in library.without_vectors(passages=True)
    assert long.document.id not in library.without_vectors()
    found = library.search(Query(text="选举", by="meaning")).items[0]
    assert [hit.paragraph for hit in found.hits] == [2]


def test_another_model_begins_anew(library: Library, meaning: FakeMeaning, tmp_path: Path) -> None:
    embed(library, meaning, ENGLISH, CHINESE, FRENCH)
    other = FakeMeaning("other", further=3)
    second = Library(tmp_path / "library", meaning=other)
    assert len(second.without_vectors()) == 3
    embed(second, other, ENGLISH)
    assert second.vector_backlog().waiting == 2
    assert library.vector_backlog().waiting == 3
    assert titles(library, Query(text="licences for rare earth magnets")) == [ENGLISH.document.title]


def test_vectors_of_another_length_are_refused(library: Library, meaning: FakeMeaning) -> None:
    embed(library, meaning, ENGLISH)
    with pytest.raises(LibraryError, match="another name"):
        embed(library, FakeMeaning(further=1), CHINESE)


def test_a_rebuilt_library_keeps_the_vectors(library: Library, meaning: FakeMeaning, tmp_path: Path) -> None:
    embed(library, meaning, ENGLISH, CHINESE)
    new = Library(tmp_path / "new", writable=True, meaning=meaning)
    new.write([ENGLISH, CHINESE, FRENCH])
    copy_vectors(tmp_path / "library", tmp_path / "new")
    embed(library, meaning, FRENCH)  # in the old one only
    assert new.without_vectors() == [FRENCH.document.id]
    assert titles(new, Query(text="稀土", by="meaning"))[0] == ENGLISH.document.title


def test_the_index_follows_the_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "INDEX_FROM", 512)
    monkeypatch.setattr(vectors_module, "FLAT_ROWS", 64)
    chance = random.Random(7)  # noqa: S311 - a sample, not a secret
    table = Vectors(tmp_path / NAME, model="m")
    flat = 0
    for start in range(0, 900, 60):
        table.write([_random(n, chance) for n in range(start, start + 60)])
        state = table.state()
        assert state is not None
        index = [each for each in state.indexes if each.name == "vector_idx"]
        assert bool(index) == (state.rows >= 512)
        flat = max([flat, *(each.unindexed for each in index)])
        assert all(each.segments <= 16 for each in index)
        assert state.files <= 16
    assert flat <= 64
    table.optimize()
    state = table.state()
    assert state is not None
    assert [each.unindexed for each in state.indexes] == [0, 0]


def _random(number: int, chance: random.Random) -> Embedded:
    record = make_record(f"r{number}", "p")
    vector = [chance.gauss(0, 1) for _ in range(16)]
    return Embedded(
        document=record.document.id,
        revision=record.document.revision,
        time=START,
        passages=False,
        vectors=[(0, vector)],
    )
