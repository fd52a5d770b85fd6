"""Statements of right amounts in other words than their source: what follows from its figures, bounds and years."""

import pytest

from tests.brief.check.checked import check, reasons, source

RIGHT = [
    (
        "演习共进行了11次，比去年同期多4次。",
        "zh",
        "Eleven drills were held, against seven in the same period last year.",
    ),
    ("Die Quote sank von 7,4 auf 5,9 Prozent.", "de", "The ratio fell by 1.5 percentage points."),
    ("大桥原定3月通车，现推迟至8月。", "zh", "The bridge will open five months late."),
    ("船东没收了2400万美元定金，买方要求返还其中一半。", "zh", "The buyer wants $12 million back."),
    ("公司预计全年营收增长不少于20%。", "zh", "The company expects revenue growth of no less than 20%."),
    ("库存为4.2万吨，比一年前低52%。", "zh", "Stocks are less than half of what they were a year ago."),
    ("远航重工 | 41 | -17.6%", "zh", "Orders dropped by more than 17 percent to 41."),
    ("The port lost about 430 of 1,900 workers.", "en", "The port lost more than 400 workers."),
    ("Sales were 1.2 million tonnes, up from 0.4 million last year.", "en", "Sales tripled to 1.2 million tonnes."),
    ("The range was 64% to 69% of the market.", "en", "Its share was never less than 64% of the market."),
]


@pytest.mark.parametrize(("text", "language", "statement"), RIGHT)
def test_an_amount_that_follows_is_let_be(text: str, language: str, statement: str) -> None:
    verdict = check(statement, source(text, language))
    assert not [c for c in verdict.checks if c.name in ("numbers", "dates", "direction") and not c.passed]


WRONG = [
    (
        "演习共进行了11次，比去年同期多4次。",
        "zh",
        "Eleven drills were held, against five in the same period last year.",
    ),
    ("Die Quote sank von 7,4 auf 5,9 Prozent.", "de", "The ratio fell by 1.9 percentage points."),
    ("大桥原定3月通车，现推迟至8月。", "zh", "The bridge will open nine months late."),
    ("船东没收了2400万美元定金，买方要求返还其中一半。", "zh", "The buyer wants $16 million back."),
    ("远航重工 | 41 | -17.6%", "zh", "Orders rose by 17.6 percent to 41."),
    ("The port lost about 430 of 1,900 workers.", "en", "The port lost more than 700 workers."),
    ("湖区面积为2450平方公里，其中约三分之一为沼泽。", "zh", "The lake covers 2,150 square kilometres."),
]


@pytest.mark.parametrize(("text", "language", "statement"), WRONG)
def test_another_amount_follows_from_nothing(text: str, language: str, statement: str) -> None:
    assert reasons(check(statement, source(text, language)))


def test_doubled_is_one_more_time_in_chinese() -> None:
    told = source("Orders more than doubled to 2.4 billion yuan.", "en")
    verdict = check("订单增加一倍以上，达到24亿元。", told, "zh-Hans")
    assert not [c for c in verdict.checks if c.name == "numbers" and not c.passed]


def test_two_names_that_did_not_do_it() -> None:
    told = source("班轮公司马士基和中远海运都表示，尚未调整航线。")
    assert "negated" not in reasons(check("Neither Maersk nor COSCO has changed its routes.", told))


def test_a_clause_with_its_number_rests_on_something() -> None:
    told = source("Harlow's revenue rose 7% last year, while its headcount fell from 1,800 to 1,500.", "en")
    assert "clause-uncovered" not in reasons(check("Harlow去年收入增长7%，员工却减少了300人。", told, "zh-Hans"))
