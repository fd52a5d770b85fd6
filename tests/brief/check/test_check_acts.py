"""Another act, another one who does it, and what is told as surer than its source."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import pytest

from tests.brief.check.checked import check, reasons, source

HALT = "宁德时代10月8日宣布停止向福特供应电池，原因是双方未能就价格达成一致。"
DELAY = "欧盟委员会8月推迟对中国轮胎征收反倾销税，并要求固特异提交补充材料。"
RENT = "小米4月租下北京亦庄一栋办公楼，租期十年，年租金约2亿元。"
RUNS = "蔚来董事长李斌表示，公司没有停产，第二工厂的设备调试已经完成，预计12月交付新车。"
LEVY = "商务部决定自11月10日起暂停实施对美国农产品加征的15%关税，为期一年。"
STEEL = "日本制铁以149亿美元收购美国钢铁公司的交易6月获特朗普批准，工会此前强烈反对。"
PLANT = "Hyundai did not close its plant in Russia but sold it to Art-Finance; it kept an option to buy it back within two years."
ERICSSON = "Intel may sell its networking unit, which it bought in 2014, if talks with Ericsson succeed, two people said. Ericsson declined to comment."
GUIDE = "华虹半导体给出的四季度收入指引为6.5亿至6.6亿美元，毛利率12%至14%。"
POACH = "字节跳动的芯片团队去年从寒武纪挖走了9名工程师。"

RIGHT = [
    (HALT, "zh", "en", "CATL said on October 8 it was halting battery deliveries to Ford because the two had failed to agree on a price."),
    (HALT, "zh", "en", "CATL will no longer supply Ford with batteries."),
    (DELAY, "zh", "en", "In August the European Commission postponed the anti-dumping duties on Chinese tyres and asked Goodyear for more documents."),
    (RENT, "zh", "en", "Xiaomi leased an office building in Beijing in April."),
    (RUNS, "zh", "en", "Nio's chairman said production continues and that the second plant's equipment has been set up."),
    (LEVY, "zh", "en", "China will suspend its additional 15% tariffs on US farm goods for one year from November 10."),
    (STEEL, "zh", "en", "Nippon Steel's takeover of US Steel won Trump's approval in June."),
    (PLANT, "en", "en", "Art-Finance bought Hyundai's plant in Russia."),
    (ERICSSON, "en", "zh", "如果与爱立信的谈判成功，英特尔可能出售网络部门。"),
    (GUIDE, "zh", "en", "Hua Hong guided to fourth-quarter revenue of $650 million to $660 million."),
    (POACH, "zh", "en", "Last year ByteDance poached nine engineers from Cambricon."),
]  # fmt: skip
WRONG = [
    (HALT, "zh", "en", "CATL announced on October 8 that it would continue to supply batteries to Ford.", "other-act"),
    (DELAY, "zh", "en", "The European Commission cancelled anti-dumping duties on Chinese tyres in August.", "other-act"),
    (DELAY, "zh", "en", "The European Commission brought forward anti-dumping duties on Chinese tyres in August.", "other-act"),
    (RENT, "zh", "en", "Xiaomi bought an office building in Yizhuang, Beijing, in April.", "other-act"),
    (RUNS, "zh", "en", "Li Bin said Nio had stopped production.", "not-negated"),
    (LEVY, "zh", "en", "The commerce ministry abolished the 15% tariff on American farm products from November 10.", "other-act"),
    (STEEL, "zh", "en", "Trump rejected Nippon Steel's $14.9 billion purchase of US Steel in June.", "other-act"),
    (PLANT, "en", "en", "Hyundai closed its plant in Russia.", "not-negated"),
    (ERICSSON, "en", "en", "Intel has sold its networking unit.", "more-certain"),
    (GUIDE, "zh", "en", "Hua Hong's gross margin was 12% to 14% in the fourth quarter.", "more-certain"),
    (POACH, "zh", "en", "Cambricon poached nine engineers from ByteDance's chip team last year.", "actors-swapped"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "from_language", "to_language", "text"), RIGHT)
def test_right_telling_of_an_act_is_supported(paragraph: str, from_language: str, to_language: str, text: str) -> None:
    verdict = check(text, source(paragraph, from_language), to_language)
    assert verdict.outcome == "supported", verdict.checks


@pytest.mark.parametrize(("paragraph", "from_language", "to_language", "text", "reason"), WRONG)
def test_wrong_telling_of_an_act_fails(
    paragraph: str, from_language: str, to_language: str, text: str, reason: str
) -> None:
    assert reason in reasons(check(text, source(paragraph, from_language), to_language))
