"""Terms are found as whole words, in every script, at the right place."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.text.terms import TermIndex, TermMatch, TermPattern, longest

INDEX = TermIndex(
    [
        TermPattern("AI", "ai"),
        TermPattern("芯片", "chip"),
        TermPattern("出口管制", "control"),
        TermPattern("出口", "export"),
        TermPattern("Halbleiter*", "semiconductor"),
        TermPattern("Arm", "arm", exact=True),
        TermPattern("rare earth", "rare"),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[match.start : match.end], match.key) for match in longest(INDEX.find(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said AI.", [("AI", "ai")]),
        ("AI芯片與晶片", [("AI", "ai"), ("芯片", "chip")]),
        ("ＡＩ出口管制", [("ＡＩ", "ai"), ("出口管制", "control")]),
        ("die Halbleiterindustrie", [("Halbleiterindustrie", "semiconductor")]),
        ("Arm's arm, an army", [("Arm", "arm")]),
        ("RARE EARTH rare earths", [("RARE EARTH", "rare")]),
        ("AI_x AI2 2AI", []),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_two_keys_of_one_place_both_stay() -> None:
    index = TermIndex([TermPattern("Honor", 1), TermPattern("honor", 2), TermPattern("on", 3)])
    assert {match.key for match in longest(index.find("Honor"))} == {1, 2}


def test_the_index_survives_pickling() -> None:
    again: TermIndex[str] = pickle.loads(pickle.dumps(INDEX))  # noqa: S301 (our own bytes)
    assert list(again.find("AI芯片")) == list(INDEX.find("AI芯片"))


@given(st.text(alphabet="AIai芯片晶出口管制 ß.", max_size=40))
def test_matches_lie_inside_the_text_and_do_not_overlap(text: str) -> None:
    matches: list[TermMatch[str]] = longest(INDEX.find(text))
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))
