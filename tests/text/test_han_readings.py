"""How names spell characters that are read in other tongues than Chinese."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.text.han_readings import TONGUES, name_letters, spellings


@pytest.mark.parametrize(
    ("character", "tongue", "spelling"),
    [("岛", "ja", "shima"), ("岛", "ja", "jima"), ("朴", "ko", "park"), ("郑", "yue", "cheng"), ("阮", "vi", "nguyen")],
)
def test_character_is_spelt_as_in_that_tongue(character: str, tongue: str, spelling: str) -> None:
    assert spelling in spellings(character, tongue)


def test_unknown_character_has_no_spelling() -> None:
    assert all(spellings("x", tongue) == frozenset() for tongue in TONGUES)


def test_long_vowels_and_accents_are_one_spelling() -> None:
    assert name_letters("Ōno", "ja") == name_letters("Ohno", "ja") == name_letters("Oono", "ja")
    assert name_letters("Đỗ Mười", "vi") == "domuoi"


@settings(deadline=None)  # the first name waits for the tables
@given(st.text(max_size=12))
def test_letters_are_plain(name: str) -> None:
    assert all("a" <= letter <= "z" for tongue in TONGUES for letter in name_letters(name, tongue))
