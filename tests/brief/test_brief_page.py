"""The topic page as text: exact layout, and what a reader of digests gets back."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import dataclasses
import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.brief.extractive.writer import write_brief
from groundwire.brief.lines import JOINER, parse_brief, render_brief
from groundwire.brief.page import render_page
from groundwire.models import Annotations, Moment, Record
from tests.brief.brief_documents import EN, ZH

SOURCE_LINE = re.compile(r"(?P<source>[^·]{1,120})· (?P<stamp>\d{4}-\d\d-\d\d \d\d:\d\d)")


def record(title: str = "T", source: str = "Harbour Wire", *, with_brief: bool = True) -> Record:
    document = dataclasses.replace(
        EN, title=title, source_name=source, published=Moment(at=datetime(2025, 3, 4, 6, 10, tzinfo=UTC))
    )
    brief = write_brief(document, Annotations()) if with_brief else None
    return Record(document=document, annotations=Annotations(), matches=(), brief=brief)


def read_back(page: str) -> list[tuple[str, str, str, str]]:
    """As a reader of digests does it: a source line, the title above it, the brief below."""
    lines = page.split("\n")
    rows = [(row, match) for row, line in enumerate(lines) if (match := SOURCE_LINE.fullmatch(line))]
    found = []
    for row, match in rows:
        below = (
            lines[row + 1]
            if row + 1 < len(lines) and not SOURCE_LINE.fullmatch("".join(lines[row + 2 : row + 3]))
            else ""
        )
        found.append((lines[row - 1].replace(JOINER, ""), match["source"], match["stamp"], below))
    return found


def test_the_layout_is_exact() -> None:
    brief = write_brief(ZH, Annotations())
    assert brief is not None
    page = render_page("技术主权", [Record(document=ZH, annotations=Annotations(), matches=(), brief=brief)])
    assert page.split("\n") == [
        "技术主权", "", "Search documents", "稀土出口管制将重塑全球供应链", "Harbour Wire· 2025-03-04 06:10", render_brief(brief), "",
    ]  # fmt: skip


def test_a_document_without_a_brief_has_two_lines() -> None:
    page = render_page("Topic", [record("One", with_brief=False), record("Two", with_brief=False)])
    assert page.split("\n")[3:] == [
        "One",
        "Harbour Wire· 2025-03-04 06:10",
        "Two",
        "Harbour Wire· 2025-03-04 06:10",
        "",
    ]


def test_an_empty_topic_is_a_page_too() -> None:
    assert render_page("Topic", []) == "Topic\n\nSearch documents\n"


NASTY = st.sampled_from(
    ["· 2025-03-04 06:10", " - ", "Search documents", "\n", "Core Viewpoint - ", "[3]", "Group 1:", "·", "A", "标题"]
)
TITLE = st.lists(NASTY, min_size=1, max_size=4).map("".join).filter(lambda text: bool(text.strip()))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TITLE, TITLE, st.booleans()), max_size=4))
def test_titles_times_and_briefs_come_back(entries: list[tuple[str, str, bool]]) -> None:
    records = [record(title, source, with_brief=with_brief) for title, source, with_brief in entries]
    back = read_back(render_page("Topic", records))
    assert [title for title, *_ in back] == [" ".join(title.split()) for title, *_ in entries]
    for made, (_, source, stamp, below) in zip(records, back, strict=True):
        assert stamp == "2025-03-04 06:10"
        assert source.replace("∙", "·") == " ".join(made.document.source_name.split())
        if made.brief:
            parsed = parse_brief(below, "en")
            assert [s.text for s in parsed.statements()] == [s.text for s in made.brief.statements()]
