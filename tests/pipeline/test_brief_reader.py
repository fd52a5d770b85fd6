"""What people have a brief in, and what is read from it."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.app.plain import plain
from groundwire.brief.lines import render_brief
from groundwire.models import Brief, InputError
from groundwire.pipeline.brief_reader import read_brief
from tests.brief.brief_documents import make_document

DOCUMENT = make_document("Gallium curbs", ["One.", "Two."])


def said(brief: Brief) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.text, each.citations) for each in brief.statements()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Exports fell 5% [2]. Imports rose [3][4].", [("Exports fell 5%.", (2,)), ("Imports rose.", (3, 4))]),
        ("Exports fell. [2] Imports rose. [3, 4]", [("Exports fell.", (2,)), ("Imports rose.", (3, 4))]),
        ("Exports fell 5% [2], and imports rose [3].", [("Exports fell 5%, and imports rose.", (2, 3))]),
        ("- [1] Exports fell.\n- [2] Imports rose.", [("Exports fell.", (1,)), ("Imports rose.", (2,))]),
        ("1. Exports fell \\[2\\]", [("Exports fell", (2,))]),
        ("出口下降5%。[2]进口上升［3］。", [("出口下降5%。", (2,)), ("进口上升。", (3,))]),
        ("Nothing is cited here.", [("Nothing is cited here.", ())]),
        ("[2]", []),
    ],
)
def test_sentences_keep_their_citations(text: str, wanted: list[tuple[str, tuple[int, ...]]]) -> None:
    if not wanted:
        with pytest.raises(InputError, match="no statement"):
            read_brief(text, DOCUMENT)
        return
    assert said(read_brief(text, DOCUMENT)) == wanted


def test_headings_name_groups_and_are_not_statements() -> None:
    brief = read_brief("# Trade\nExports fell [2].\n\nPrices\nGallium rose [3].", DOCUMENT)
    assert [(group.heading, len(group.statements)) for group in brief.groups] == [("Trade", 1), ("Prices", 1)]


def test_the_line_of_a_brief_and_a_page_of_briefs() -> None:
    line = "Core Viewpoint - Exports fell. [2][8] Group 1: Prices - Gallium rose. [3]"
    brief = read_brief(line, DOCUMENT)
    assert (brief.kind, said(brief)) == ("viewpoint", [("Exports fell.", (2, 8)), ("Gallium rose.", (3,))])
    head = "Chips\n\nSearch documents\nOther\nA· 2025-03-04 06:10\nCore Viewpoint - No. [1]\n"
    page = f"{head}Gallium curbs\nB· 2025-03-04 06:10\n{line}"
    assert said(read_brief(page, DOCUMENT)) == said(brief)
    with pytest.raises(InputError, match="2 briefs"):
        read_brief(page, replace(DOCUMENT, title="A third"))


def test_our_json_in_every_wrapping() -> None:
    brief = replace(read_brief("Core Viewpoint - Exports fell. [2] Group 1: Prices - Gallium rose. [3]", DOCUMENT))
    for value in (
        brief,
        [{"document": {"id": "x"}, "brief": brief}],
        {"found": {"items": [{"record": {"brief": brief}}]}},
    ):
        again = read_brief(json.dumps(plain(value)), DOCUMENT)
        assert (said(again), render_brief(again)) == (said(brief), render_brief(brief))
    bare = [{"text": "Exports fell.", "citations": [2]}, {"text": 5}, "x"]
    assert said(read_brief(json.dumps(bare), DOCUMENT)) == [("Exports fell.", (2,))]


def test_of_several_briefs_that_of_the_document_is_taken() -> None:
    other, own = (
        {"document": {"id": name}, "brief": {"core": [{"text": f"Of {name}.", "citations": [1]}]}}
        for name in ("a", DOCUMENT.id)
    )
    assert said(read_brief(json.dumps([other, own]), DOCUMENT)) == [(f"Of {DOCUMENT.id}.", (1,))]
    with pytest.raises(InputError, match="2 briefs"):
        read_brief(json.dumps([other, other]), DOCUMENT)


@given(st.text(alphabet=st.sampled_from("ab。. \n[]【】12,-–#{}\"':：Core Viewpoint Group \u2060\\"), max_size=200))
def test_nothing_that_is_typed_raises_anything_else(text: str) -> None:
    try:
        brief = read_brief(text, DOCUMENT)
    except InputError:
        return
    assert all(statement.verdict.outcome == "unchecked" for statement in brief.statements())


@pytest.mark.parametrize("text", ["[" * 100_000, '{"core":' * 50_000, "[1]" * 30_000, "a [1]. " * 5_000])
def test_hostile_text_is_only_text(text: str) -> None:
    start = datetime.now(UTC)
    with suppress(InputError):
        read_brief(text, DOCUMENT)
    assert (datetime.now(UTC) - start).total_seconds() < 5
