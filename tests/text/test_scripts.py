"""Folding keeps every offset and makes equal what a reader takes for equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.text.scripts import fold, is_cjk


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("one", "other"), [("晶圓", "晶圆"), ("ＡＩ", "ai"), ("ASML", "asml"), ("９９", "99")])
def test_equal_writings(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_scripts() -> None:
    assert [is_cjk(c) for c in "芯かカA한é"] == [True, True, True, False, False, False]
    assert fold("技術主權") == "技术主权"
