"""What is shown of a passage that matched: cut between words, with an ellipsis where it was cut."""

from dataclasses import replace

import pytest

from groundwire.app.web.entries import EXCERPT_CHARACTERS, present_found
from groundwire.desk import Desk
from groundwire.models import Hit, Query, Record, Span

ENGLISH = "Shipments of gallium didn't recover in well-known harbours. " * 12
CHINESE = "镓的出口量在管制之后没有恢复，" * 40


def excerpt(desk: Desk, text: str, word: str, at: int) -> tuple[str, list[str]]:
    """What is shown around a word of a passage with this text, and what is marked in it."""
    (found,) = desk.search(Query(limit=1)).items
    document = found.record.document
    first = replace(document.paragraphs[0], text=text)
    record: Record = replace(found.record, document=replace(document, paragraphs=(first, *document.paragraphs[1:])))
    hit = Hit(paragraph=1, score=1.0, spans=(Span(paragraph=1, start=at, end=at + len(word)),))
    (entry,) = present_found(desk, [replace(found, record=record, hits=(hit,))], topic=None, language="en")
    pieces = entry.passages[0].pieces
    return "".join(piece.text for piece in pieces), [piece.text for piece in pieces if piece.styles]


@pytest.mark.parametrize("at", range(240, 300, 7))
def test_words_are_not_cut(sample_desk: Desk, at: int) -> None:
    start = ENGLISH.index("gallium", at)
    shown, marked = excerpt(sample_desk, ENGLISH, "gallium", start)
    assert marked == ["gallium"]
    assert (shown[0], shown[-1]) == ("…", "…")
    assert f" {shown[1:-1]} " in f" {ENGLISH}"
    assert len(shown) <= 2 * EXCERPT_CHARACTERS + 2


def test_where_nothing_is_cut_nothing_is_said(sample_desk: Desk) -> None:
    short = ENGLISH[:200]
    assert excerpt(sample_desk, short, "gallium", short.index("gallium")) == (short, ["gallium"])
    shown, marked = excerpt(sample_desk, ENGLISH, "gallium", ENGLISH.index("gallium"))
    assert shown.startswith("Shipments of gallium")
    assert shown.endswith("…")
    assert marked == ["gallium"]
    shown, _ = excerpt(sample_desk, ENGLISH, "gallium", ENGLISH.rindex("gallium"))
    assert shown.endswith("harbours.")


def test_chinese_is_cut_at_any_character(sample_desk: Desk) -> None:
    shown, marked = excerpt(sample_desk, CHINESE, "镓", CHINESE.index("镓", 300))
    assert marked == ["镓"]
    assert len(shown) == 2 * EXCERPT_CHARACTERS + 2
    assert (shown[0], shown[-1]) == ("…", "…")
    assert shown[1:-1] in CHINESE


def test_what_has_no_end_is_cut_anywhere_and_the_hit_stays_whole(sample_desk: Desk) -> None:
    text = "x" * 1_000
    shown, marked = excerpt(sample_desk, text, "x" * 300, 400)
    assert marked == ["x" * 300]
    assert shown == f"…{'x' * (EXCERPT_CHARACTERS + 300)}…"
