"""The line of a brief: exact layout, tolerant reading, and nothing lost in between."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.brief.lines import JOINER, parse_brief, render_brief
from groundwire.models import Brief, Group, Statement, Verdict


def said(text: str, *citations: int) -> Statement:
    return Statement(text=text, citations=citations, verdict=Verdict(outcome="unchecked"))


def shape(brief: Brief) -> object:
    def pairs(statements: tuple[Statement, ...]) -> list[tuple[str, tuple[int, ...]]]:
        return [(each.text, each.citations) for each in statements]

    return pairs(brief.core), [(group.heading, pairs(group.statements)) for group in brief.groups]


BRIEF = Brief(
    kind="viewpoint",
    core=(said("Licences now bite", 2, 8),),
    groups=(
        Group(heading="Export controls", statements=(said("A", 2), said("B", 3, 5))),
        Group(heading="Prices", statements=(said("C", 7),)),
    ),
    language="en",
    engine="extractive-1",
)


def test_the_layout_is_exact() -> None:
    assert render_brief(BRIEF) == (
        "Core Viewpoint - Licences now bite [2][8] Group 1: Export controls - A [2] - B [3][5] Group 2: Prices - C [7]"
    )


def test_reading_back_gives_the_same_unchecked() -> None:
    brief = parse_brief(render_brief(BRIEF), "en")
    assert shape(brief) == shape(BRIEF)
    assert brief.kind == "viewpoint"
    assert brief.engine == "digest"
    assert {each.verdict.outcome for each in brief.statements()} == {"unchecked"}


@pytest.mark.parametrize(
    ("text", "core", "groups"),
    [
        ("Core Insights - A [1] - B [2]", [("A", (1,)), ("B", (2,))], []),
        ("Some Heading - one - two", [], [("Some Heading", [("one", ()), ("two", ())])]),
        (
            "Core Viewpoint - A [1] First Heading - one [2] - two [3][4] Other Heading - three [5]",
            [("A", (1,))],
            [("First Heading", [("one", (2,)), ("two", (3, 4))]), ("Other Heading", [("three", (5,))])],
        ),
        ("Group 1: H - one [2, 8] - two [2-4]", [], [("H", [("one", (2, 8)), ("two", (2, 3, 4))])]),
        ("Group 1: H - 一［2］ - 二【3】[4]", [], [("H", [("一", (2,)), ("二", (3, 4))])]),
        ("核心观点 - 甲 [1] 第1组：标题 - 乙 [2] 第二组: 另一 - 丙 [3]", [("甲", (1,))],
         [("标题", [("乙", (2,))]), ("另一", [("丙", (3,))])]),
        ("核心洞察：甲 [1]", [("甲", (1,))], []),
        ("Group 1: - one [2]", [], [(None, [("one", (2,))])]),
        ("Group 1: H - sold in the U.S. [5]. Group 2: I - x [6].", [],
         [("H", [("sold in the U.S.", (5,))]), ("I", [("x.", (6,))])]),
        ("Group 1: H - rose 5% [2], and fell later [3] - next [4]", [],
         [("H", [("rose 5%, and fell later", (2, 3)), ("next", (4,))])]),
        ("Core Insights\n- A [1]\n- B [2]\nGroup 1: H\n- one [3]\nOther\n- two [4]", [("A", (1,)), ("B", (2,))],
         [("H", [("one", (3,))]), ("Other", [("two", (4,))])]),
        ("- EU-wide rules - the so-called net - apply [2]", [],
         [(None, [("EU-wide rules - the so-called net - apply", (2,))])]),
        ("Group 1: Growth - 5 - 6 % growth [99] - fell to 3 – 4 % [7][8]", [],
         [("Growth", [("5 - 6 % growth", (99,)), ("fell to 3 – 4 %", (7, 8))])]),
        ("Core Viewpoint - Prices - again - rose [1]. Group 1: H - a - b [2] Group 2: I - c - d",
         [("Prices - again - rose.", (1,))], [("H", [("a - b", (2,))]), ("I", [("c", ()), ("d", ())])]),
        ("Some Heading - one [1] - two - so to say - more [2] Other Heading - three - four [3]", [],
         [("Some Heading", [("one", (1,)), ("two - so to say - more", (2,))]),
          ("Other Heading", [("three - four", (3,))])]),
        ("Some Heading - one [1] Other Heading - two - three", [],
         [("Some Heading", [("one", (1,))]), ("Other Heading", [("two", ()), ("three", ())])]),
        ("Group 1: one [1] - two [2]", [], [(None, [("one", (1,)), ("two", (2,))])]),
        ("Group 1: H - rose [1], and - they say - fell [2] - next [3]", [],
         [("H", [("rose, and - they say - fell", (1, 2)), ("next", (3,))])]),
        ("Group 1: H - rose [1], then fell - next [2]; - last [3]", [],
         [("H", [("rose, then fell - next", (1, 2)), ("last", (3,))])]),
        ("Group 1: H\n- one - more\n- two [2]", [], [("H", [("one - more", ()), ("two", (2,))])]),
        ("just a sentence", [], [(None, [("just a sentence", ())])]),
        ("", [], []),
        ("Group 1: H - one [1-9999]", [], [("H", [("one", ())])]),
        ("Group 1: H - one [2][2]", [], [("H", [("one", (2,))])]),
    ],
)  # fmt: skip
def test_reading_is_tolerant(text: str, core: object, groups: object) -> None:
    assert shape(parse_brief(text, "en")) == (core, groups)


@pytest.mark.parametrize(
    "text",
    ["a - b", "see [3] there", "as Group 2: said", "in\ntwo lines", "x Core Viewpoint y", "Core Insights - z", "- lead",
     "ends -", "第2组：甲", "核心观点：乙", "【3】丙", "x – y", "a [2][3]", "Group 1: Group 2: [1]"],
)  # fmt: skip
def test_layout_inside_a_statement_is_harmless(text: str) -> None:
    brief = Brief(
        kind="insights",
        core=(said(text, 1),),
        groups=(Group(heading=text, statements=(said(text, 2), said("b", 3))),),
        language="en",
        engine="x",
    )
    line = render_brief(brief)
    flat = " ".join(text.split())
    assert "\n" not in line
    assert shape(parse_brief(line, "en")) == ([(flat, (1,))], [(flat, [(flat, (2,)), ("b", (3,))])])


def test_a_statement_without_citations_among_others_keeps_its_end() -> None:
    brief = Brief(
        kind="insights",
        core=(said("a", 1), said("b"), said("c - d"), said("e", 2)),
        groups=(),
        language="en",
        engine="x",
    )
    line = render_brief(brief)
    assert line.replace(JOINER, "") == "Core Insights - a [1] - b - c - d - e [2]"
    assert shape(parse_brief(line, "en")) == shape(brief)


def test_many_dashes_take_linear_time() -> None:
    (group,) = parse_brief("Group 1: H" + " - a" * 50_000 + " [1]", "en").groups
    assert len(group.statements) == 1


NASTY = st.sampled_from(
    [" - ", "- ", " -", "[3]", "［3］", "[2, 4]", "Group 2:", "group 3 - ", "\n", "Core Viewpoint", "核心观点", "第1组：", ".",
     "。", "•", " – ", "U.S.", "—", "\u2028"]
)  # fmt: skip
TEXT = (
    st.lists(st.one_of(NASTY, st.text(max_size=6)), min_size=1, max_size=6)
    .map(lambda parts: " ".join("".join(parts).replace(JOINER, "").split()))
    .filter(bool)
)
STATEMENT = st.builds(
    lambda text, numbers: said(text, *numbers),
    TEXT,
    st.lists(st.integers(1, 999), unique=True, min_size=0, max_size=3),
)
GROUP = st.builds(
    lambda heading, statements: Group(heading=heading, statements=tuple(statements)),
    st.one_of(st.none(), TEXT),
    st.lists(STATEMENT, min_size=1, max_size=3),
)


@settings(max_examples=120, deadline=None)
@given(core=st.lists(STATEMENT, max_size=3), groups=st.lists(GROUP, max_size=4), viewpoint=st.booleans())
def test_what_is_written_is_read_back(core: list[Statement], groups: list[Group], viewpoint: bool) -> None:
    brief = Brief(
        kind="viewpoint" if viewpoint else "insights",
        core=tuple(core),
        groups=tuple(groups),
        language="en",
        engine="extractive-1",
    )
    assert shape(parse_brief(render_brief(brief), "en")) == shape(brief)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(NASTY, st.text(max_size=8)), max_size=12))
def test_any_text_can_be_read_and_written_again(parts: list[str]) -> None:
    brief = parse_brief("".join(parts), "en")
    again = parse_brief(render_brief(brief), "en")
    assert shape(again) == shape(brief)
