"""Amounts without a numeral, currencies and units that stand once for several, periods and what they follow from."""

import pytest

from tests.brief.check.checked import check, reasons, source

RIGHT = [
    ("审批可能需要半年以上。", "Approval could take more than six months."),
    ("十几家工厂停工。", "About a dozen factories stopped work."),
    ("上万名员工受到影响。", "Some ten thousand employees are affected."),
    ("演练一天后结束。", "The drill ended after 24 hours."),
    ("上半年销量为3.2万辆。", "Sales in the first six months came to 32,000 vehicles."),
    ("两个项目分别获得4000万元和1亿元。", "The two projects got 40 million and 100 million yuan respectively."),
    ("运价由每箱820元涨到960元。", "Freight rose to 960 yuan a box, up from 820."),
    (
        "集團純利為12.5億港元，末期息每股0.3元。",
        "The group's profit was HK$1.25 billion and the final dividend HK$0.30 a share.",
    ),
    ("公司净亏损从6.4亿元收窄至2.9亿元。", "The company more than halved its net loss, to 290 million yuan."),
    ("营收同比增长21%，达到3.5亿元。", "Revenue rose by about a fifth to 350 million yuan."),
    ("8月出口环比下降6%。", "Exports fell 6% in August from July."),
    ("工厂有望在2028年上半年投产。", "The plant may start production by the end of June 2028."),
    ("三家银行被罚，恒川银行为其中之一。", "Hengchuan Bank and two other banks were fined."),
]


@pytest.mark.parametrize(("text", "statement"), RIGHT)
def test_told_in_other_words(text: str, statement: str) -> None:
    verdict = check(statement, source(text))
    assert not [c for c in verdict.checks if c.name in ("numbers", "dates") and not c.passed]


WRONG = [
    ("审批可能需要半年以上。", "Approval could take more than nine months.", "value-missing"),
    ("客户须以人民币付款。", "Customers have to pay in euros.", "currency-differs"),
    (
        "公司净亏损从6.4亿元收窄至5.9亿元。",
        "The company more than halved its net loss, to 590 million yuan.",
        "value-missing",
    ),
    ("损失不到总量的2%。", "The loss is more than 2% of the total.", "qualifier-stronger"),
    (
        "9月进口环比下降7.3%。",
        "Imports fell 7.3% in September compared with the same month of last year.",
        "of-something-else",
    ),
]


@pytest.mark.parametrize(("text", "statement", "reason"), WRONG)
def test_another_amount_is_not(text: str, statement: str, reason: str) -> None:
    assert reason in reasons(check(statement, source(text)))
