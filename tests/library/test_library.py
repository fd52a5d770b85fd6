"""What is written is found: by words in any script, by filters, page by page, in this process and in others."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from groundwire.library.library import Library
from groundwire.models import InputError, LibraryError, NotFoundError, Query, QueryError, SourceStatus
from tests.library.library_records import START, document_id, make_brief, make_record


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", writable=True)


def titles(library: Library, text: str = "", **filters: object) -> list[str]:
    return [found.record.document.title for found in library.search(Query(text=text, **filters)).items]  # type: ignore[arg-type]


def test_a_record_comes_back_equal(library: Library) -> None:
    record = make_record(
        "a", "稀土出口管制", topics=["t"], entity="org/smic", event="export-control", brief=make_brief("x")
    )
    library.write([record])
    assert library.record(document_id("a")) == record
    assert library.search(Query()).items[0].record == record
    assert library.count() == 1


NEWS = [
    make_record("rare", "商务部公布新规。", "对镓、锗实施出口管制，稀土企业须申请许可。", title="稀土新规"),
    make_record(
        "chip", "國產晶片與半導體設備產能擴大。", "長鑫存儲表示影響有限。", title="芯片", language="zh-Hant", minutes=1
    ),
    make_record(
        "en",
        "The ministry said export controls on 5-nm chips apply.",
        "Artificial limits.",
        title="US rules",
        language="en",
        minutes=2,
    ),
    make_record(
        "fr",
        "La souveraineté technologique de l'Europe dépend des puces.",
        title="Souveraineté",
        language="fr",
        minutes=3,
    ),
    make_record("ja", "半導体サプライチェーンの再編が進む。", title="供給網", language="ja", minutes=4),
    make_record("apart", "稀土产量上升。", "芯片出口管制收紧。", title="两段", minutes=5),
]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("news"), writable=True)
    library.write(NEWS)
    return library


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镓", {"稀土新规"}),
        ("芯片", {"芯片", "两段"}),
        ("稀土 出口管制", {"稀土新规", "两段"}),
        ("稀土出口管制", {"稀土新规", "两段"}),
        ('"稀土出口"', set()),
        ('"出口管制"', {"稀土新规", "两段"}),
        ("“芯片出口”", {"两段"}),
        ("半导体设备", {"芯片"}),
        ("長鑫存儲", {"芯片"}),
        ("长鑫存储", {"芯片"}),
        ("长存", set()),
        ("AI", set()),
        ("aid", set()),
        ("export control", {"US rules"}),
        ('"control export"', set()),
        ('"export controls"', {"US rules"}),
        ("5nm", {"US rules"}),
        ("5-nm", {"US rules"}),
        ("souverainete", {"Souveraineté"}),
        ("EUROPE", {"Souveraineté"}),
        ("サプライチェーン", {"供給網"}),
        ("稀土 -镓", {"两段"}),
        ("稀土 NOT 镓", {"两段"}),
        ('稀土 -"产量上升"', {"稀土新规"}),
        ("镓 OR puces", {"稀土新规", "Souveraineté"}),
        ("(镓 OR 芯片) AND 出口管制", {"稀土新规", "两段"}),
        ("（镓 OR 芯片）-稀土", {"芯片"}),
        ("出口管制 -(镓 OR 芯片)", set()),
        ("镓 OR 长鑫存储 OR 5nm", {"稀土新规", "芯片", "US rules"}),
        ("稀土 & 出口管制", {"稀土新规", "两段"}),
    ],
)
def test_words_find_documents(news: Library, text: str, expected: set[str]) -> None:
    assert set(titles(news, text)) == expected


def test_a_word_too_long_for_the_index_is_not_passed_over(library: Library) -> None:
    library.write([make_record("a", f"chip {'ж' * 39}")])
    assert titles(library, "chip") == ["a"]
    assert titles(library, f'"chip" AND "{"ж" * 39}"') == []


def test_where_nothing_has_all_words_what_has_any_is_found(news: Library) -> None:
    assert titles(news, "souveraineté 镓")[:2]
    assert set(titles(news, "souveraineté 镓")) == {"Souveraineté", "稀土新规"}
    assert titles(news, "souveraineté AND unicorn") == titles(news, "souveraineté unicorn")
    assert titles(news, '"souveraineté" unicorn') == []


def test_a_question_finds_what_has_most_of_its_words(news: Library) -> None:
    assert titles(news, "Which ministry said that the export controls on chips would apply this year?")[0] == "US rules"
    assert titles(news, "哪些企业在出口镓和锗的时候必须向商务部申请许可证")[0] == "稀土新规"


def test_hits_say_where_the_words_stand(news: Library) -> None:
    (found,) = [f for f in news.search(Query(text="稀土 出口管制")).items if f.record.document.title == "两段"]
    texts = ["两段", *(p.text for p in found.record.document.paragraphs)]
    marked = {texts[s.paragraph][s.start : s.end] for hit in found.hits for s in hit.spans}
    assert marked == {"稀土", "出口管制"}
    assert {hit.paragraph for hit in found.hits} == {1, 2}
    (found,) = news.search(Query(text="半导体设备")).items
    (hit,) = found.hits
    assert [found.record.document.paragraphs[0].text[s.start : s.end] for s in hit.spans] == ["半導體設備"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"language": "zh"}, ["两段", "芯片", "稀土新规"]),
        ({"language": "zh-Hant"}, ["芯片"]),
        ({"language": "z"}, []),
        ({"since": START + timedelta(minutes=4)}, ["两段", "供給網"]),
        ({"until": START + timedelta(minutes=2)}, ["芯片", "稀土新规"]),
        ({"source": "示例报", "language": "fr"}, ["Souveraineté"]),
        ({"source": "x' OR '1'='1"}, []),
        ({"topic": "t"}, []),
    ],
)
def test_filters_leave_what_fits(news: Library, filters: dict[str, object], expected: list[str]) -> None:
    assert titles(news, **filters) == expected  # type: ignore[arg-type]


EVIL = ["a'b", 'a"b', "a\\", "'; DROP TABLE documents; --", "%", "_", "a\nb", "\0", "中'文", "{x}", "$1", "--", "/*"]


def test_quotes_in_filters_mean_themselves(library: Library) -> None:
    library.write(
        [
            make_record(
                f"d{n}", "text words", source=evil, topics=[evil], entity=evil, event=evil, language=evil, title=f"t{n}"
            )
            for n, evil in enumerate(EVIL)
        ]
    )
    for n, evil in enumerate(EVIL):
        for name in ("source", "topic", "entity", "kind", "language"):
            assert titles(library, **{name: evil}) == [f"t{n}"], (name, evil)
            assert titles(library, "words", **{name: evil}) == [f"t{n}"], (name, evil)


def test_a_kind_must_stand_in_the_passage_of_the_words(library: Library) -> None:
    library.write([make_record("a", "稀土管制公布。", "芯片产能上升。", event="export-control")])
    assert titles(library, kind="export-control") == ["a"]
    assert titles(library, "稀土", kind="export-control") == ["a"]
    assert titles(library, "芯片", kind="export-control") == []
    assert titles(library, "芯片", kind="investment") == []


def test_entities_and_topics_filter(library: Library) -> None:
    library.write([make_record("a", "x", topics=["t", "u"], entity="org/smic"), make_record("b", "x", topics=["u"])])
    assert titles(library, topic="t") == ["a"]
    assert sorted(titles(library, topic="u")) == ["a", "b"]
    assert titles(library, "x", entity="org/smic", topic="u") == ["a"]
    assert library.topic_counts() == {"t": (1, START), "u": (2, START)}


@pytest.mark.parametrize(
    "text",
    [
        '"open',
        "(a",
        "a)",
        "NOT a",
        "-a",
        "a OR NOT b",
        "a OR",
        "OR a",
        "a AND",
        "AND a",
        "a NOT",
        "()",
        "!!!",
        "（）",
        "a" * 3000,
        "(" * 30 + "a" + ")" * 30,
        "NOT (a b)",
        "-a -b",
        "a AND OR b",
    ],
)
def test_what_cannot_be_understood_is_one_sentence(news: Library, text: str) -> None:
    with pytest.raises(QueryError, match=r"^[A-Z].*[.]$"):
        news.search(Query(text=text))


@pytest.mark.parametrize("cursor", ["x", "WyJuZXdlc3QiLDFd"])
@pytest.mark.parametrize("text", ["", "稀土"])
def test_a_foreign_cursor_is_one_sentence(news: Library, cursor: str, text: str) -> None:
    with pytest.raises(QueryError, match="does not belong"):
        news.search(Query(text=text, cursor=cursor))
    with pytest.raises(QueryError, match="at least one"):
        news.search(Query(text=text, limit=0))


def pages(library: Library, query: Query) -> list[str]:
    seen: list[str] = []
    cursor = None
    while True:
        fields = {name: getattr(query, name) for name in Query.__slots__} | {"cursor": cursor}
        page = library.search(Query(**fields))
        seen += [found.record.document.title for found in page.items]
        assert len(page.items) <= query.limit
        cursor = page.cursor
        if cursor is None:
            assert len(seen) == page.total
            return seen


@pytest.mark.parametrize(
    "query", [Query(limit=3), Query(text="芯片", limit=3), Query(text="芯片", newest_first=True, limit=3)]
)
def test_pages_have_no_holes_and_no_duplicates(library: Library, query: Query) -> None:
    records = [make_record(f"d{n}", *["芯片"] * (n % 3 + 1), minutes=n // 4) for n in range(20)]
    library.write(records)
    seen = pages(library, query)
    assert sorted(seen) == sorted(f"d{n}" for n in range(20))
    if not query.text or query.newest_first:
        newest = sorted(records, key=lambda r: (-r.document.time.timestamp(), r.document.id))
        assert seen == [record.document.title for record in newest]


@pytest.mark.parametrize(
    "query", [Query(limit=4), Query(text="芯片", limit=4), Query(text="芯片", newest_first=True, limit=4)]
)
def test_writing_between_pages_repeats_nothing(library: Library, query: Query) -> None:
    library.write([make_record(f"d{n}", "芯片 " * (n + 1), minutes=n) for n in range(10)])
    seen: list[str] = []
    cursor: str | None = None
    for turn in range(20):
        fields = {name: getattr(query, name) for name in Query.__slots__} | {"cursor": cursor}
        page = library.search(Query(**fields))
        seen += [found.record.document.title for found in page.items]
        library.write([make_record(f"new{turn}", "芯片 芯片", minutes=100 + turn)])
        cursor = page.cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen))
    assert {f"d{n}" for n in range(10)} <= set(seen)


def test_a_new_revision_takes_the_place_of_the_old(library: Library) -> None:
    old, new = make_record("a", "旧芯片"), make_record("a", "新稀土", number=2)
    library.write([old])
    library.write([new])
    library.write([old])
    library.optimize()
    assert titles(library, "芯片") == []
    assert titles(library, "稀土") == ["a"]
    assert library.count() == 1
    assert library.record(document_id("a")) == new
    assert [(r.revision_number, r.current) for r in library.revisions(document_id("a"))] == [(1, False), (2, True)]
    assert library.record(document_id("a"), old.document.revision).document == old.document
    with pytest.raises(NotFoundError, match="revision"):
        library.record(document_id("a"), new.document.capture)  # type: ignore[arg-type]  # an id that is none


def test_writing_again_changes_nothing(library: Library) -> None:
    records = [make_record("a", "芯片"), make_record("a", "芯片二", number=2), make_record("b", "芯片")]
    library.write(records)
    before = library.search(Query(text="芯片"))
    library.write(records)
    library.write(records[:1])
    after = library.search(Query(text="芯片"))  # scores move with every write
    assert (after.total, [each.record for each in after.items]) == (
        before.total,
        [each.record for each in before.items],
    )
    assert [r.revision_number for r in library.revisions(document_id("a"))] == [1, 2]


def test_heads_and_records_are_of_what_is_current(library: Library) -> None:
    library.write([make_record("a", "芯片"), make_record("a", "稀土", number=2), make_record("b", "芯片")])
    wanted = [document_id("a"), document_id("b"), document_id("none")]
    heads, records = library.heads(wanted), library.records(wanted)
    assert set(heads) == set(records) == {document_id("a"), document_id("b")}
    assert records[document_id("a")].revision_number == 2
    for document, head in heads.items():
        told = records[document].document
        assert (head.title, head.source_name, head.time) == (told.title, told.source_name, told.time)
    assert library.heads([]) == {}


def test_a_digest_is_found_by_its_statements(library: Library) -> None:
    library.write([make_record("a", title="摘要", brief=make_brief("长鑫存储扩产", "稀土收紧"))])
    assert titles(library, "长鑫存储") == ["摘要"]
    assert library.search(Query(text="摘要")).items[0].hits[0].paragraph == 0


def test_ids_may_be_shortened(library: Library) -> None:
    library.write([make_record(f"d{n}", "x") for n in range(3)])
    whole = document_id("d1")
    assert library.resolve(f" {whole[:6].upper()} ") == whole
    assert library.resolve(whole) == whole
    for wrong, error in (("0000", NotFoundError), ("abc", InputError), ("xyz1", InputError), ("' OR 1", InputError)):
        with pytest.raises(error):
            library.resolve(wrong)


def test_sources_are_counted(library: Library) -> None:
    library.write(
        [
            make_record("a", "x", source="甲"),
            make_record("b", "x", source="甲", minutes=5),
            make_record("c", source="乙"),
        ]
    )
    library.write([make_record("a", "y", source="甲", number=2)])
    newest = START + timedelta(minutes=5)
    assert library.sources() == (
        SourceStatus(name="甲", documents=2, newest=newest),
        SourceStatus(name="乙", documents=1, newest=START),
    )


def test_an_empty_library_answers(library: Library) -> None:
    assert titles(library) == titles(library, "芯片") == titles(library, "芯片", kind="money") == []
    assert (library.count(), library.sources(), library.topic_counts()) == (0, (), {})
    library.optimize()
    library.write([])
    with pytest.raises(NotFoundError):
        library.record(document_id("a"))


def test_readers_see_what_another_handle_writes(tmp_path: Path) -> None:
    writer = Library(tmp_path / "library", writable=True)
    reader = Library(tmp_path / "library")
    for n in range(30):
        writer.write([make_record(f"d{n}", "芯片")])
        assert reader.search(Query(text="芯片")).total == n + 1
    with pytest.raises(LibraryError, match="for reading"):
        reader.write([])


def test_a_broken_library_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library"
    Library(path, writable=True).write([make_record("a", "芯片")])
    for file in (path / "documents.lance" / "_versions").iterdir():
        file.write_bytes(b"broken")
    with pytest.raises(LibraryError, match="cannot be read"):
        Library(path)


def test_a_library_made_anew_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "library"
    Library(path, writable=True).write([make_record("a", "芯片")])
    reader = Library(path)
    assert titles(reader) == ["a"]
    shutil.rmtree(path)
    Library(path, writable=True).write([make_record("b", "芯片")])
    assert titles(reader, "芯片") == ["b"]
    reader.close()
    assert titles(reader) == ["b"]
