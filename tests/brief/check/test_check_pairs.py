"""Right statements and wrong ones about the same paragraph, and what each wrong one fails for."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import pytest

from tests.brief.check.checked import check, reasons, source

BYD = "比亚迪上半年营收3000亿元，同比增长15.8%，净利润136亿元，下降24.4%。"
FAB = "台积电拟收购英特尔的晶圆厂。"
SUIT = "高通被华为起诉，双方尚未达成和解。"
CHIPS = "美国商务部12月2日宣布限制向中国出口高带宽存储器。"
SHARES = "英伟达股价上涨逾3%，市值突破4万亿美元。"
CASES = "截至7月25日，大阪府新增确诊病例141例，福冈县新增90例。"
ARIZONA = "TSMC will invest $65 billion in Arizona by 2028."
STORE = "Huawei opened 23 stores in Germany in March, but did not close any."

GUIDE = "公司预计全年毛利率为25%至28%，约六成收入来自海外。"
MARGIN = "三季度毛利率为31.5%，环比上升2.3个百分点。"
ERROR = "更正：此前稿件把二季度出货量误写为46万台。"
PROBE = "商务部10月8日对进口模拟芯片发起反倾销调查，并把三家公司列入不可靠实体清单。"

RIGHT = [
    (GUIDE, "zh", "en", "The company expects a full-year gross margin of at least 25%."),
    (ERROR, "zh", "en", "An earlier report wrongly gave second-quarter shipments as 460,000 units."),
    (PROBE, "zh", "en", "On October 8 the Ministry of Commerce opened an anti-dumping investigation into imported analogue chips."),
    (BYD, "zh", "en", "BYD's first-half revenue rose 15.8% to 300 billion yuan while net profit fell 24.4% to 13.6 billion yuan."),
    (FAB, "zh", "en", "TSMC plans to acquire Intel's fabs."),
    (SUIT, "zh", "en", "Huawei sued Qualcomm; the two sides have not reached a settlement."),
    (SUIT, "zh", "en", "Qualcomm was sued by Huawei."),
    (CHIPS, "zh", "en", "The US Commerce Department announced restrictions on exports of high-bandwidth memory to China on December 2."),
    (SHARES, "zh", "en", "Nvidia's shares rose more than 3%, taking its market value past $4 trillion."),
    (CASES, "zh", "en", "As of July 25 there were 141 new confirmed cases in Osaka and 90 in Fukuoka."),
    (ARIZONA, "en", "zh", "台积电将在2028年前在亚利桑那州投资650亿美元。"),
    (STORE, "en", "en", "In March, Huawei opened 23 stores in Germany."),
    ("波罗申科与施泰因迈尔在柏林会晤。", "zh", "en", "Poroshenko and Steinmeier met in Berlin."),
    ("许正宇对香港的金融稳定表示乐观。", "zh", "en", "Xu Zhengyu expressed optimism about Hong Kong's financial stability."),
    ("现有确诊病例4178027例。", "zh", "en", "There are 4.18 million confirmed cases."),
]  # fmt: skip
WRONG = [
    (GUIDE, "zh", "en", "The company expects a full-year gross margin of over 27%.", "value-differs"),
    (GUIDE, "zh", "en", "Over 60% of revenue comes from abroad.", "qualifier-stronger"),
    (MARGIN, "zh", "en", "Gross margin rose 2.3% to 31.5% in the third quarter.", "points-for-percent"),
    (MARGIN, "zh", "zh", "三季度毛利率为31.5%，同比上升2.3个百分点。", "of-something-else"),
    (MARGIN, "zh", "en", "Capacity utilisation was 31.5% in the third quarter.", "of-something-else"),
    (ERROR, "zh", "en", "Second-quarter shipments were 460,000 units.", "value-differs"),
    (PROBE, "zh", "en", "The Ministry of Commerce closed its anti-dumping investigation into imported analogue chips.", "direction-reversed"),
    ("小鹏汽车（09868.HK）三季度营收203.8亿元。", "zh", "zh", "理想汽车三季度营收203.8亿元。", "name-missing"),
    (BYD, "zh", "en", "BYD's net profit was 300 billion yuan in the first half.", "of-something-else"),
    (BYD, "zh", "en", "BYD's revenue was 300 billion dollars.", "currency-differs"),
    (BYD, "zh", "en", "BYD's revenue was 30 billion yuan.", "scale-differs"),
    (BYD, "zh", "en", "BYD's revenue rose 15.8 percentage points.", "points-for-percent"),
    (FAB, "zh", "en", "Intel plans to acquire TSMC's fabs.", "actors-swapped"),
    (FAB, "zh", "en", "TSMC acquired Intel's fabs.", "more-certain"),
    (FAB, "zh", "en", "Samsung plans to acquire Intel's fabs.", "name-missing"),
    (FAB, "zh", "en", "Will TSMC acquire Intel's fabs?", "other-time"),
    (SUIT, "zh", "en", "Qualcomm sued Huawei.", "actors-swapped"),
    (SUIT, "zh", "en", "The two sides reached a settlement.", "not-negated"),
    (CHIPS, "zh", "en", "The US Commerce Department announced restrictions on exports of high-bandwidth memory to China on December 12.", "date-differs"),
    (CHIPS, "zh", "en", "The US Commerce Department did not announce restrictions on exports of high-bandwidth memory.", "negated"),
    (SHARES, "zh", "en", "Nvidia's shares fell more than 3%.", "direction-reversed"),
    (SHARES, "zh", "en", "Nvidia's shares rose more than 3%, taking its market value past $40 trillion.", "scale-differs"),
    (SHARES, "zh", "en", "Farmers in the valley harvested more potatoes.", "off-topic"),
    (CASES, "zh", "en", "There were 791 new confirmed cases in Osaka.", "value-missing"),
    (ARIZONA, "en", "zh", "台积电将投资65亿美元。", "scale-differs"),
    (ARIZONA, "en", "zh", "台积电将在得克萨斯州投资650亿美元。", "name-missing"),
    (STORE, "en", "en", "Huawei closed 23 stores in Germany in March.", "direction-reversed"),
    (STORE, "en", "en", "Huawei opened 23 stores in France in March.", "name-missing"),
    ("他说：“我们会坚持到底。”", "zh", "zh", "他说：“我们准备放弃。”", "quote-missing"),
    ("波罗申科与施泰因迈尔在柏林会晤。", "zh", "en", "Zeman and Steinmeier met in Berlin.", "name-missing"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "of", "language", "text"), RIGHT)
def test_right_statement_is_supported(paragraph: str, of: str, language: str, text: str) -> None:
    verdict = check(text, source(paragraph, of), language)
    assert verdict.outcome == "supported", reasons(verdict)


@pytest.mark.parametrize(("paragraph", "of", "language", "text", "reason"), WRONG)
def test_wrong_statement_fails_for_its_reason(paragraph: str, of: str, language: str, text: str, reason: str) -> None:
    verdict = check(text, source(paragraph, of), language)
    assert verdict.outcome in ("unsupported", "contradicted")
    assert (
        {"value-missing", "value-differs"} & reasons(verdict)
        if reason == "value-missing"
        else reason in reasons(verdict)
    )


@pytest.mark.parametrize(
    ("paragraph", "of", "right", "wrong"),
    [
        ("Der Umsatz von Siemens stieg um 12 Prozent auf 20 Milliarden Euro.", "de", "Siemens revenue rose 12% to 20 billion euros.", "Siemens revenue rose 13% to 20 billion euros."),
        ("Renault a vendu 500 000 voitures en 2023.", "fr", "Renault sold 500,000 cars in 2023.", "Renault sold 500,000 cars in 2022."),
        ("Telefónica invertirá 1.200 millones de euros en Brasil.", "es", "Telefónica will invest 1.2 billion euros in Brazil.", "Telefónica will invest 2.2 billion euros in Brazil."),
        ("トヨタは2023年に1000万台を販売した。", "ja", "Toyota sold 10 million vehicles in 2023.", "Toyota sold 11 million vehicles in 2023."),
    ],
)  # fmt: skip
def test_other_languages(paragraph: str, of: str, right: str, wrong: str) -> None:
    against = source(paragraph, of)
    kept = check(right, against)
    assert kept.outcome == "supported", reasons(kept)
    assert "no-dictionary" in kept.unseen
    assert check(wrong, against).outcome in ("unsupported", "contradicted")


def test_right_statement_scores_above_wrong_one() -> None:
    against = source(BYD)
    right = check("BYD's first-half revenue rose 15.8%.", against)
    wrong = check("BYD's first-half revenue rose 25.8%.", against)
    assert 0 <= wrong.score < right.score <= 1
