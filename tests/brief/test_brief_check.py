"""What makes a statement supported, and what never does."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import pytest

from groundwire.brief.extractive.verbatim import check_statement
from groundwire.models import Statement, Verdict
from tests.brief.brief_documents import EN, make_document

FIRST = (
    "Three chip toolmakers said on Monday that new export licences were taking an average of 140 days, twice as long as "
    "a year ago"
)


def outcome(text: str, *citations: int) -> str:
    statement = Statement(text=text, citations=citations, verdict=Verdict(outcome="unchecked"))
    return check_statement(statement, EN).outcome


@pytest.mark.parametrize(
    ("text", "citations", "expected"),
    [
        (FIRST, (1,), "supported"),
        (FIRST + ". The delays affect shipments worth $2.3 billion", (1,), "supported"),
        (FIRST, (2,), "unsupported"),
        (FIRST, (), "unsupported"),
        (FIRST, (99,), "unsupported"),
        (FIRST, (0,), "unsupported"),
        (FIRST.replace("140", "150"), (1,), "unsupported"),
        ("", (1,), "unsupported"),
        ("new export licences were taking an average of 140 days", (1,), "unsupported"),
        ("security officials oppose any exemption", (5,), "unsupported"),
    ],
)
def test_statements(text: str, citations: tuple[int, ...], expected: str) -> None:
    assert outcome(text, *citations) == expected


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("The company did not say that it will build a plant in Ohio.", "it will build a plant in Ohio", "en"),
        ("If demand holds, the company will build a second plant.", "the company will build a second plant", "en"),
        ("公司表示，不会扩大在当地的成熟制程产能。", "会扩大在当地的成熟制程产能", "zh-Hans"),
        ("如果需求保持强劲，公司将新建一座工厂。", "公司将新建一座工厂", "zh-Hans"),
        ("据知情人士透露，公司将收购当地一家芯片企业。", "公司将收购当地一家芯片企业", "zh-Hans"),
        ("The plant will open in 2027, unless subsidies are withdrawn.", "The plant will open in 2027", "en"),
    ],
)
def test_cutting_off_a_negation_a_condition_or_a_source_is_not_support(source: str, text: str, language: str) -> None:
    document = make_document("T", [source], language)
    statement = Statement(text=text, citations=(1,), verdict=Verdict(outcome="unchecked"))
    verdict = check_statement(statement, document)
    assert verdict.outcome == "unsupported"
    assert [check.name for check in verdict.checks if not check.passed] == ["verbatim"]


def test_without_paragraphs_nothing_is_checked() -> None:
    statement = Statement(text="Anything", citations=(1,), verdict=Verdict(outcome="supported"))
    assert check_statement(statement, make_document("T", [])).outcome == "unchecked"


def test_the_checks_say_what_failed() -> None:
    statement = Statement(text="Orders rose 99 percent", citations=(3,), verdict=Verdict(outcome="unchecked"))
    failed = {check.name: check.detail for check in check_statement(statement, EN).checks if not check.passed}
    assert set(failed) == {"verbatim", "numbers"}
    assert "99" in failed["numbers"]
