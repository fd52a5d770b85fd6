"""How a brief looks patterns up: all at once where one would do, and in lowered text where case is nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.brief.extractive.rules import Inside, rules_for

_SOURCES = (r"(?i)\bRead (?:more|also)\b|©|^tel\.?\S\d{2}|/AP", r"\bRead\b|^Tel", r"(?i)[A-C]x\W\D|ſs")
_TEXTS = st.text(alphabet="READ MORE also tel./ap 12 abc x-©ſßİıéÉ \n")


@pytest.mark.parametrize("source", _SOURCES)
@given(text=_TEXTS)
def test_what_is_inside_is_what_the_pattern_finds(source: str, text: str) -> None:
    expected = re.compile(source).search(text)
    found = Inside(source).search(text)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("language", ["zh", "en", "de", "fr", "es", "ja", "und"])
@pytest.mark.parametrize(
    "text", ["此外，公司表示", "▲ 图", "Meanwhile, profit rose", "1. First, costs", "Außerdem sank er", "年"]
)
def test_a_text_begins_with_its_longest_opening(language: str, text: str) -> None:
    lead = rules_for(language).lead
    assert lead.longest(text) == max((len(match[0]) for each in lead.each if (match := each.match(text))), default=0)
