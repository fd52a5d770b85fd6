"""Digests: the page of DESIGN §1 as text, complete or not; and texts that only look a little like it."""

import textwrap
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.sources.digests import looks_like_digest, page_title, parse_digest

PAGE = """技术主权

Search documents
屹唐股份胜诉，获赔9999万元
环城财经· 2025-03-04 06:10
Core Viewpoint - 屹唐股份胜诉 [2][8] Group 1: 判决 - 判赔9999万元 [2] - 须停止使用 [3][5] Group 2: 影响 - 上涨 [7]
U.S. widens chip controls
The Harbour Ledger· 2025-03-03 23:59
Core Insights - New rules name 24 tools [1]
Group 1: Scope - The list covers etching [2] - Servicing
 is included as well [3][4]
Group 2: Timing - Rules apply from April [6]
Ein Titel ohne Kern
Hafenblatt· 2025-03-03 08:00
Lieferketten - Gallium wird knapp [1] - Preise steigen [2][3]
"""


def test_reads_every_entry() -> None:
    entries = list(parse_digest(PAGE))
    assert [entry.title for entry in entries] == [
        "屹唐股份胜诉，获赔9999万元",
        "U.S. widens chip controls",
        "Ein Titel ohne Kern",
    ]
    assert [entry.source_name for entry in entries] == ["环城财经", "The Harbour Ledger", "Hafenblatt"]
    assert entries[1].published == datetime(2025, 3, 3, 23, 59, tzinfo=UTC)
    assert entries[1].brief == (
        "Core Insights - New rules name 24 tools [1] Group 1: Scope - The list covers etching [2] - Servicing "
        "is included as well [3][4] Group 2: Timing - Rules apply from April [6]"
    )
    assert entries[2].body == (
        "Ein Titel ohne Kern\nHafenblatt· 2025-03-03 08:00\n"
        "Lieferketten - Gallium wird knapp [1] - Preise steigen [2][3]"
    )
    assert [entry.number for entry in entries] == [1, 2, 3]


def test_an_entry_is_read_back_as_itself() -> None:
    for entry in parse_digest(PAGE):
        assert [again.body for again in parse_digest(entry.body)] == [entry.body]
        assert looks_like_digest(entry.body)


@pytest.mark.parametrize(
    "line",
    [
        "来源· 2025-03-04 06:10",
        "来源 · 2025-03-04 06:10",
        "来源·2025-03-04 06:10",
        "来源 • 2025-03-04 06:10:59",
        "来源・2025-03-04T06:10",
        "  来源·  2025-03-04 06:10 UTC\r",
    ],
)
def test_the_source_line_may_be_written_in_several_ways(line: str) -> None:
    (entry,) = parse_digest(f"\ufeff标题\n{line}\nCore Viewpoint - 一 [1]\n")
    assert (entry.title, entry.source_name, entry.stamp) == ("标题", "来源", "2025-03-04 06:10")
    assert entry.brief == "Core Viewpoint - 一 [1]"


def test_entries_may_be_set_apart_by_empty_lines() -> None:
    text = PAGE.replace("\n", "\n\n")
    assert [entry.body for entry in parse_digest(text)] == [entry.body for entry in parse_digest(PAGE)]


def test_an_entry_without_a_brief_keeps_its_place() -> None:
    page = "Page\n\nSearch documents\nShort note\nA· 2025-03-04 06:10\n"
    text = page + "Long one\nB· 2025-03-03 06:10\nCore Insights - x [1]\n"
    assert [(entry.title, entry.brief) for entry in parse_digest(text)] == [
        ("Short note", ""),
        ("Long one", "Core Insights - x [1]"),
    ]
    assert looks_like_digest(text)
    assert looks_like_digest(page)


def test_missing_titles_and_impossible_dates_are_told() -> None:
    text = "A· 2025-03-04 06:10\nCore Insights - x [1]\nTitle\nB· 2025-02-30 06:10\nCore Insights - y [1]\n"
    first, second = parse_digest(text)
    assert first.title == ""
    assert second.published is None
    only = list(parse_digest("Page\nSearch documents\nA· 2025-03-04 06:10\nx"))
    assert [entry.title for entry in only] == [""]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PAGE, "技术主权"),
        ("\ufeffHome\nTechnology\n\nSearch documents\nT\nS· 2025-03-04 06:10\nx", "Technology"),
        ("Technology\n\nT\nS· 2025-03-04 06:10\nCore Insights - x [1]", "Technology"),
        ("Technology\nSearch documents\nS· 2025-03-04 06:10\nx", "Technology"),
        ("Search documents\nT\nS· 2025-03-04 06:10\nx", ""),
        ("T\nS· 2025-03-04 06:10\nCore Insights - x [1]", ""),
        ("S· 2025-03-04 06:10\nx", ""),
        (f"{'word ' * 40}\nT\nS· 2025-03-04 06:10\nx", ""),
        ("nothing of the kind", ""),
        ("", ""),
    ],
)
def test_the_page_has_a_title_or_none(text: str, title: str) -> None:
    assert page_title(text) == title


def test_there_is_no_cap() -> None:
    text = "\n".join(f"T{n}\nS· 2025-03-04 06:10\nCore Insights - x [1]" for n in range(5000))
    assert sum(1 for _ in parse_digest(text)) == 5000


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "T\nS· 2025-03-04 06:10\nSome Heading - one thing [1] - another [2][3]",
        "T\nS· 2025-03-04 06:10\nHeading - one thing [2, 8] - another\nT2\nS· 2025-03-04 06:10\nHeading - third",
        "T\nS· 2025-03-04 06:10\nA - b - c\nT2\nS· 2025-03-04 06:10\nB - d - e",
        "标题\n来源· 2025-03-04 06:10\n核心观点 - 一 [1]",
    ],
)
def test_digests_are_recognised(text: str) -> None:
    assert looks_like_digest(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just a line of text on 2025-03-04 06:10 and nothing more.",
        "Chip rules widened\nThe Ledger · 2025-03-04 06:10\nThe ministry said that it would widen its rules.",
        "Chip rules\nThe Ledger · 2025-03-04 06:10\nBEIJING - The ministry widened its rules.[1] More will follow.[2]",
        "A log\nserver· 2025-03-04 06:10\nstarted\nserver· 2025-03-04 06:11\nstopped\n",
        "会议纪要\n时间· 2025-03-04 06:10\n讨论了出口管制的影响。\n",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not looks_like_digest(text)


LINE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["S· 2025-03-04 06:10", "S· 2025-99-04 06:10", "Core Insights - x [1]", "Search documents", "", "Title"]
    ),
)


@given(lines=st.lists(LINE, max_size=12))
def test_any_text_can_be_read(lines: list[str]) -> None:
    text = "\n".join(lines)
    looks_like_digest(text)
    for entry in parse_digest(text):
        assert "\n" not in entry.brief
        if entry.title and entry.published:
            assert [again.body for again in parse_digest(entry.body)] == [entry.body]


WORDS = st.text(alphabet="abc 稀土[]12-:,.", min_size=1, max_size=40).map(lambda s: " ".join(s.split())).filter(bool)


@settings(max_examples=40)
@given(entries=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6), width=st.integers(10, 60))
def test_a_written_page_is_read_back_however_it_is_wrapped(entries: list[tuple[str, str, str]], width: int) -> None:
    page = ["Page", "", "Search documents"]
    for title, source, brief in entries:
        page += [title, f"{source}· 2025-03-04 06:10", *textwrap.wrap(f"Core Insights - {brief}", width)]
    read = [(entry.title, entry.source_name) for entry in parse_digest("\n".join(page))]
    assert read == [(title, source) for title, source, _ in entries]
