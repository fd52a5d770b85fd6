"""What the checker does whatever the words: missing sources, citations, repairs, second opinions, hostile text."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.brief.check.ports import Judgement
from groundwire.models import Brief, Group
from tests.brief.brief_documents import EN, ZH, make_document
from tests.brief.check.checked import check, checker, checker_with, reasons, source, source_of, unchecked

_TWO = ["今天天气很好，公园里游人不少。", "台积电将在亚利桑那建厂，投资650亿美元。"]
_SAYS = "TSMC will build a plant in Arizona and invest $65 billion."


@pytest.mark.parametrize("paragraphs", [[], [""], ["   "]])
def test_nothing_is_supported_by_an_empty_source(paragraphs: list[str]) -> None:
    verdict = check("Anything.", source_of(make_document("", paragraphs)))
    assert verdict.outcome == "unchecked"
    assert reasons(verdict) == {"no-source"}


@pytest.mark.parametrize(
    ("citations", "reason"), [((), "no-citation"), ((3,), "no-such-paragraph"), ((0, 1), "no-such-paragraph")]
)
def test_citations_must_be_there(citations: tuple[int, ...], reason: str) -> None:
    verdict = check(_SAYS, source(_TWO), citations=citations)
    assert verdict.outcome == "unsupported"
    assert reasons(verdict) == {reason}


def test_own_words_are_supported_at_once() -> None:
    verdict = check(_TWO[1], source(_TWO), "zh", (2,))
    assert verdict.outcome == "supported"
    assert "verbatim" in {each.name for each in verdict.checks}


def test_citation_is_led_to_the_paragraph_that_says_it() -> None:
    statement = checker().check(unchecked(_SAYS, 1), source(_TWO), language="en")
    assert statement.citations == (2,)
    assert statement.verdict.outcome == "supported"
    assert statement.verdict.repaired == (1,)
    assert "elsewhere" in {each.reason for each in statement.verdict.checks}


def test_wrong_statement_is_not_led_anywhere() -> None:
    statement = checker().check(unchecked(_SAYS.replace("65", "75"), 1), source(_TWO), language="en")
    assert statement.citations == (1,)
    assert statement.verdict.outcome != "supported"


def test_name_from_an_earlier_paragraph_may_be_meant_by_a_pronoun() -> None:
    against = source(["马斯克周二访问北京。", "他表示特斯拉将扩大产能。"])
    assert check("Musk said Tesla would expand capacity.", against, citations=(2,)).outcome == "supported"


def test_failed_check_says_what_it_looked_for_and_what_stands_there() -> None:
    verdict = check("TSMC will invest $650 billion.", source(_TWO), citations=(2,))
    failed = next(each for each in verdict.checks if not each.passed)
    assert (failed.wanted, failed.found) == ("$650 billion", "650亿美元")
    assert failed.spans[0].paragraph == 2
    assert failed.detail


def test_brief_keeps_what_checks_and_withholds_the_rest() -> None:
    right, wrong = unchecked(_SAYS, 2), unchecked("TSMC will invest $650 billion.", 2)
    brief = Brief(
        kind="insights", core=(right,), groups=(Group(heading="x", statements=(wrong, right)),), language="en",
        engine="model-1",
    )  # fmt: skip
    done = checker().check_brief(brief, source(_TWO))
    assert [each.verdict.outcome for each in done.statements()] == ["supported", "supported"]
    assert [(each.group, each.statement.text) for each in done.withheld] == [(0, wrong.text)]


def _near(texts: Sequence[str]) -> "list[_Vector]":
    return [_Vector(1.0 if "TSMC" in text or "台积电" in text else 0.0) for text in texts]


class _Vector:
    """Near to its like: enough of an array for the one product that is asked of it."""

    def __init__(self, value: float) -> None:
        self.angle = value

    def __matmul__(self, other: "_Vector") -> float:
        return math.cos((self.angle - other.angle) * math.pi / 2)


def test_vectors_only_lower_a_verdict() -> None:
    against, asked = source(_TWO), checker_with(nearness=_near)
    kept = asked.check(unchecked(_SAYS, 2), against, language="en").verdict
    assert kept.outcome == "supported"
    assert "no-vectors" not in kept.unseen
    moved = asked.check(unchecked("今天公园里游人很多。", 2), against, language="zh")
    assert (moved.citations, moved.verdict.repaired) == ((1,), (2,))  # what is cited is far, the other paragraph near


class _Near:
    """Vectors that know their floor, and are all equally near."""

    def __init__(self, floor: float) -> None:
        self.floor = floor

    def __call__(self, texts: Sequence[str]) -> "list[_Vector]":
        return [_Vector(0.3 if "TSMC" in text else 0.0) for text in texts]  # cosine .89


@pytest.mark.parametrize(("floor", "outcome"), [(0.85, "supported"), (0.95, "unsupported")])
def test_vectors_bring_their_own_floor(floor: float, outcome: str) -> None:
    verdict = checker_with(nearness=_Near(floor)).check(unchecked(_SAYS, 2), source(_TWO), language="en").verdict
    assert verdict.outcome == outcome
    assert ("off-topic" in reasons(verdict)) == (outcome != "supported")


@pytest.mark.parametrize(
    ("held", "outcome"), [("entailed", "supported"), ("neutral", "unsupported"), ("contradicted", "contradicted")]
)
def test_judges_only_lower_a_verdict(held: Judgement, outcome: str) -> None:
    asked = checker_with(judges=[lambda premise, hypothesis: held])
    assert asked.check(unchecked(_SAYS, 2), source(_TWO), language="en").verdict.outcome == outcome
    wrong = unchecked(_SAYS.replace("65", "75"), 2)
    assert asked.check(wrong, source(_TWO), language="en").verdict.outcome != "supported"


def test_every_sentence_of_a_document_is_supported_by_its_paragraph() -> None:
    for document in (ZH, EN):
        against = source_of(document)
        for paragraph in document.paragraphs:
            verdict = check(paragraph.text, against, document.language, (paragraph.number,))
            assert verdict.outcome == "supported", (paragraph.text, reasons(verdict))


@pytest.mark.parametrize(
    "text",
    ["", "…", "\u200b", "A" * 5000, "(" * 2000, "“" * 999, "1" * 1900, "9" * 400 + "%", "不" * 1500, "not " * 450,
     "\ud800", "𝟙𝟚𝟛 million", "٣٤٥", "Ａｐｐｌｅ ＩＮＣ", "A-" * 900, "·" * 800],
)  # fmt: skip
def test_hostile_statements_are_never_supported_and_cost_no_exception(text: str) -> None:
    assert check(text, source(_TWO), citations=(2,)).outcome != "supported"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["zh", "en", "de", "ja", "ru", "xx"]))
def test_any_text_gives_the_same_verdict_twice(text: str, language: str) -> None:
    once, again = (check(text, source(_TWO), language, (2,)) for _ in range(2))
    assert once == again
    assert 0 <= once.score <= 1
