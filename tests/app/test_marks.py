"""Pieces of a marked paragraph always spell the paragraph, whatever the marks."""

from itertools import cycle
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from groundwire.app.web.marks import Mark, MarkStyle, cut

STYLES: tuple[MarkStyle, ...] = get_args(MarkStyle)


def test_overlapping_marks_share_a_piece() -> None:
    pieces = cut("0123456789", [Mark(start=2, end=6, style="name", note="n"), Mark(start=4, end=8, style="figure")])
    assert [(piece.text, piece.styles, piece.note) for piece in pieces] == [
        ("01", "", ""),
        ("23", "name", "n"),
        ("45", "figure name", "n"),
        ("67", "figure", ""),
        ("89", "", ""),
    ]


def test_marks_outside_the_text_are_left_out() -> None:
    assert [piece.styles for piece in cut("abc", [Mark(start=1, end=9, style="hit")])] == [""]


def test_empty_text_has_no_pieces() -> None:
    assert cut("", [Mark(start=0, end=0, style="hit")]) == ()


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32)), max_size=8))
def test_pieces_spell_the_text(text: str, places: list[tuple[int, int]]) -> None:
    marks = [
        Mark(start=start, end=end, style=style) for (start, end), style in zip(places, cycle(STYLES), strict=False)
    ]
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    covered = sum(len(piece.text) for piece in pieces if piece.styles)
    wanted = {i for m in marks if 0 <= m.start < m.end <= len(text) for i in range(m.start, m.end)}
    assert covered == len(wanted)
