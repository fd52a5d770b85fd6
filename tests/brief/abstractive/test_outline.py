"""Reading what models write: good JSON, bad JSON, lines, rewrites, choices; nothing raises and nothing is slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.brief.abstractive.loose_json import read_json
from groundwire.brief.abstractive.outline import Outline, read_choice, read_outline, read_rewrites
from tests.brief.abstractive.writer_fakes import in_json

SHOWN = {1, 2, 3, 8}
JSON = in_json([("Core says.", [2, 8])], ("Prices", [("One.", [1]), ("Two.", [3])]), kind="viewpoint")


def shape(outline: Outline) -> list[object]:
    groups = [(group.heading, [(each.text, each.citations) for each in group.statements]) for group in outline.groups]
    return [outline.kind, [(each.text, each.citations) for each in outline.core], groups]


WHOLE = ["viewpoint", [("Core says.", (2, 8))], [("Prices", [("One.", (1,)), ("Two.", (3,))])]]


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f"Here is the brief:\n```json\n{JSON}\n```\nI hope it helps {{really}}.",
        JSON.replace("}]", "},]"),
        JSON.replace('"Two."', '"Two.\n"'),
        JSON.replace("[2, 8]", '["[2]", "p. 8"]'),
        "Core Viewpoint - Core says. [2][8] Group 1: Prices - One. [1] - Two. [3]",
        "**Core Viewpoint**\n- Core says. [2, 8]\n### Group 1: Prices\n- One. [1]\n- Two.[3]\n\nDid it help?",
        "核心观点\n- Core says. 【2】【8】\n第1组：Prices\n- One. [1]\n- Two. [3]",
    ],
)
def test_a_brief_is_read_however_it_is_written(text: str) -> None:
    assert shape(read_outline(text, SHOWN, "en")) == WHOLE


@pytest.mark.parametrize("kept", [0.55, 0.7, 0.8, 0.9, 0.99])
def test_what_was_cut_off_is_kept_statement_by_statement(kept: float) -> None:
    read = shape(read_outline(JSON[: int(len(JSON) * kept)], SHOWN, "en"))
    said = [text for text, _ in read[1]] + [text for _, group in read[2] for text, _ in group]  # type: ignore[attr-defined]  # objects of a test
    assert said == ["Core says.", "One.", "Two."][: len(said)]
    assert said[0] == "Core says."


def test_json_that_cannot_be_mended_gives_its_statements() -> None:
    text = '{"core": [{"text": "He said \\"no\\".", "paragraphs": [2]}, oops {"text": "One.", "paragraphs": [1]}'
    read = read_outline(text, SHOWN, "en")
    assert "One." in [each.text for group in (read.core, *(g.statements for g in read.groups)) for each in group]


def test_paragraphs_that_were_not_shown_are_not_cited() -> None:
    text = in_json([("Core.", [2, 99])], ("G", [("One.", [4, 5]), ("Two.", [True, 1.5, None, 3]), ("Three.", [])]))
    read = read_outline(text, SHOWN, "en")
    assert [each.citations for each in read.core] == [(2,)]
    assert [each.citations for each in read.groups[0].statements] == [(4, 5), (3,), ()]  # the check refuses 4 and 5


def test_what_is_no_statement_is_left_out() -> None:
    text = in_json([("", [1]), ("…", [1]), ("x" * 5000, [1])], ("G", [("  \n ", [1])]))
    assert not read_outline(text, SHOWN, "en")
    assert not read_outline('{"core": {"a": 1}, "groups": [1, null, {"statements": "x"}]}', SHOWN, "en").core
    for talk in ("", "I cannot help with that.", "Sure! What would you like?", "null", "[]", "{}"):
        assert not read_outline(talk, SHOWN, "en")


def test_what_is_not_seen_is_taken_out() -> None:
    read = read_outline(
        in_json([("Prices\u202e rose\u200b.\U000e0041", [2])], ("He\u200bad", [("One.", [1])])), SHOWN, "en"
    )
    assert read.core[0].text == "Prices rose."
    assert read.groups[0].heading == "Head"


def test_citations_inside_the_words_are_taken_out() -> None:
    read = read_outline('{"core": ["Prices rose [2][8]."], "groups": []}', SHOWN, "en")
    assert shape(read)[1] == [("Prices rose.", (2, 8))]


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": [{"id": 3, "text": "New.", "paragraphs": [2]}, {"id": "4", "text": ""}]}',
        '[{"id": 3, "text": "New.", "paragraphs": ["2"]}, {"id": 4, "text": null, "paragraphs": []}]',
        "3. New. [2]\n4.",
        "Here they are:\n- 3) New. [2]\n- 4)",
    ],
)
def test_rewrites_are_read_by_their_ids(text: str) -> None:
    found = read_rewrites(text, SHOWN)
    assert {n: (each.text, each.citations) if each else None for n, each in found.items()} == {
        3: ("New.", (2,)),
        4: None,
    }


def test_a_choice_takes_every_number_once() -> None:
    groups = '[{"heading": "H", "statements": [1, 2, "3"]}, {"statements": [1]}]'
    text = f'{{"kind": "insights", "core": [2, 2, 9], "groups": {groups}}}'
    choice = read_choice(text, {1, 2, 3})
    assert choice
    assert (choice.core, choice.groups) == ((2,), (("H", (1, 3)),))
    lines = read_choice("Here:\n**Core:** 2, 2\nGroup 1: H: 1, 3\nGroup 2: Other thing: 2\n", {1, 2, 3})
    assert lines
    assert (lines.core, lines.groups) == ((2,), (("H", (1, 3)),))
    assert read_choice("no", {1}) is None
    assert read_choice('{"core": [7]}', {1}) is None


@given(st.text(alphabet='{}[]",:\\ab1 \n', max_size=60))
def test_no_text_raises(text: str) -> None:
    read_json(text)
    read_outline(text, SHOWN, "en")
    read_rewrites(text, SHOWN)
    read_choice(text, SHOWN)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 300_000, "[{" * 150_000, '{"a":' * 100_000, '{"core": [' + '{"text": "a", "paragraphs": [1]},' * 9_000,
        '"text": "' * 40_000, "[2] " * 90_000, "- a [1]\n" * 40_000, '{"a": "' + "\\" * 300_000, "1. " * 100_000,
        "Group 1: " * 40_000, "group " * 60_000, "core: 1, " * 40_000, "Group 1: a: 1\n" * 20_000, "**" * 150_000,
    ],
)  # fmt: skip
def test_hostile_answers_are_read_in_time(text: str) -> None:
    begin = time.perf_counter()
    read_outline(text, SHOWN, "en")
    read_rewrites(text, SHOWN)
    read_choice(text, SHOWN)
    assert time.perf_counter() - begin < 5
