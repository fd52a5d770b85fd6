"""Alternatives: the same words are found as by plain comparison, the longest first, and none where there are none."""

import re

from hypothesis import given
from hypothesis import strategies as st

from groundwire.text.alternatives import NEVER, behind_first, one_of, search_one_of

_WORDS = st.lists(st.text(alphabet="ab将.于[]^-\\", min_size=1, max_size=3), max_size=6)
_TEXTS = st.text(alphabet="ab将.于[]^-\\", max_size=20)


@given(_WORDS, _TEXTS)
def test_a_search_by_first_characters_finds_what_the_plain_one_finds(words: list[str], text: str) -> None:
    plain = [match.span() for match in re.finditer(one_of(words), text)]
    assert [match.span() for match in re.finditer(search_one_of(words), text)] == plain


@given(_WORDS.filter(bool), _TEXTS)
def test_the_longest_word_is_taken(words: list[str], text: str) -> None:
    match = re.match(one_of(words), text)
    begun = [word for word in words if text.startswith(word)]
    assert (match[0] if match else "") == max(begun, key=len, default="")


def test_no_words_match_nowhere() -> None:
    assert one_of([]) == behind_first([]) == search_one_of([]) == NEVER


def test_words_of_one_character_have_an_empty_rest() -> None:
    assert re.findall(search_one_of(["拟", "将于"], r"(?<!模.)"), "模拟将于拟") == ["将于", "拟"]
