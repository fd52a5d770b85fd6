"""Who does it, whether it is so, how sure it is and which way it goes: golden pairs of a source and statements about it."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import pytest

from groundwire.models import Statement
from tests.brief.check.checked import checker, source, unchecked
from tests.brief.check.checked import reasons as reasons_of


def judged(sources: list[str], text: str, *, language: str = "zh", said: str = "en") -> Statement:
    return checker().check(unchecked(text, 1), source(sources, language), language=said)


def reasons(statement: Statement) -> set[str]:
    return reasons_of(statement.verdict)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("华星科技被东湖资本收购，交易金额未披露。", "Donghu Capital acquired Huaxing Technology for an undisclosed sum.", "Huaxing Technology acquired Donghu Capital."),
        ("谷歌向微软提起诉讼，指控其垄断云市场。", "Google sued Microsoft, accusing it of monopolising the cloud market.", "Microsoft sued Google, accusing it of monopolising the cloud market."),
        ("英伟达的市值高于苹果。", "Nvidia's market value is higher than Apple's.", "Apple is worth more than Nvidia."),
        ("阿里巴巴将其持有的10%股份转让给腾讯。", "Alibaba transferred its 10% stake to Tencent.", "Tencent transferred its 10% stake to Alibaba."),
        ("法院裁定三星侵犯了京东方的专利。", "A court ruled that Samsung infringed BOE's patents.", "A court ruled that BOE infringed Samsung's patents."),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(source: str, right: str, wrong: str) -> None:
    assert judged([source], right).verdict.outcome == "supported"
    turned = judged([source], wrong)
    assert turned.verdict.outcome == "contradicted"
    assert "actors-swapped" in reasons(turned)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("该公司拟在匈牙利建设一座年产40GWh的电池工厂。", "The company plans to build a battery plant in Hungary with a capacity of 40 GWh.", "The company has built a battery plant in Hungary with a capacity of 40 GWh."),
        ("央行可能在四季度降低存款准备金率。", "The central bank may lower the reserve requirement ratio in the fourth quarter.", "The central bank will lower the reserve requirement ratio in the fourth quarter."),
        ("公司预计全年净利润增长15%。", "The company expects full-year net profit to grow by 15%.", "The company's full-year net profit grew by 15%."),
        ("如果谈判破裂，美方将加征50%的关税。", "If talks fail, the US will impose an additional tariff of 50%.", "The United States has imposed a further 50% tariff."),
        ("欧盟委员会建议对俄罗斯液化天然气实施禁令。", "The European Commission proposed a ban on Russian liquefied natural gas.", "The European Commission has banned Russian liquefied natural gas."),
        ("该厂已于5月投产。", "The plant started production in May.", "The plant plans to start production in May."),
    ],
)  # fmt: skip
def test_how_sure_it_is(source: str, right: str, wrong: str) -> None:
    assert judged([source], right).verdict.outcome == "supported"
    assert reasons(judged([source], wrong)) & {"more-certain", "other-time"}


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("外交部否认双方已达成协议。", "The foreign ministry denied that the two sides had reached an agreement.", "The foreign ministry said the two sides had reached an agreement."),
        ("截至目前，公司尚未收到监管部门的书面通知。", "So far the company has not received written notice from the regulator.", "The company has received written notice from the regulator."),
        ("事故未造成人员伤亡。", "Nobody was hurt in the accident.", "The accident caused casualties."),
        ("由于缺乏零部件，工厂无法恢复生产。", "The factory could not resume production for lack of parts.", "The factory has resumed production."),
        ("双方并未就价格达成一致。", "The two sides failed to agree on the price.", "The two sides have agreed on the price."),
    ],
)  # fmt: skip
def test_whether_it_is_so(source: str, right: str, wrong: str) -> None:
    assert judged([source], right).verdict.outcome == "supported"
    assert judged([source], wrong).verdict.outcome != "supported"


def test_not_until_is_no_denial() -> None:
    said = judged(["直到3月，该公司才恢复对欧洲的出口。"], "The company did not resume exports to Europe until March.")
    assert said.verdict.outcome == "supported"


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("公司上半年亏损3.2亿元，去年同期盈利1.1亿元。", "The company lost 320 million yuan in the first half, after a profit of 110 million a year earlier.", "The company made a profit of 320 million yuan in the first half."),
        ("贸易顺差收窄至820亿美元。", "The trade surplus narrowed to $82 billion.", "The trade surplus widened to $82 billion."),
        ("政府决定放宽外资持股限制。", "The government decided to ease limits on foreign shareholdings.", "The government decided to tighten the limits on foreign ownership."),
        ("工作许可的有效期由两年延长至三年。", "The validity of work permits is extended from two years to three.", "The validity of work permits was shortened from three years to two."),
    ],
)  # fmt: skip
def test_which_way_it_goes(source: str, right: str, wrong: str) -> None:
    assert judged([source], right).verdict.outcome == "supported"
    assert judged([source], wrong).verdict.outcome != "supported"


@pytest.mark.parametrize(
    ("source", "right", "wrong", "how"),
    [
        ("项目总投资90亿元，其中一期30亿元。", "A third of the total investment of 9 billion yuan goes into the first phase.", "A quarter of the total investment of 9 billion yuan goes into the first phase.", "that part of"),
        ("收入从40亿元增至52亿元。", "Revenue rose by 1.2 billion yuan to 5.2 billion.", "Revenue rose by 1.5 billion yuan to 5.2 billion.", "difference"),
        ("中国市场收入30亿元，海外市场收入20亿元。", "Revenue came to 5 billion yuan in total.", "Revenue came to 6 billion yuan in total.", "sum"),
    ],
)  # fmt: skip
def test_what_a_reader_works_out(source: str, right: str, wrong: str, how: str) -> None:
    kept = judged([source], right)
    assert kept.verdict.outcome == "supported"
    assert any(how in check.detail for check in kept.verdict.checks if check.name == "numbers")
    assert judged([source], wrong).verdict.outcome != "supported"


def test_a_list_has_so_many_things() -> None:
    sources = ["北京、上海、深圳、杭州和成都将首批试点。"]
    assert judged(sources, "Five cities will be the first to try it out.").verdict.outcome == "supported"
    assert judged(sources, "Seven cities will be the first to try it out.").verdict.outcome != "supported"


def test_models_have_their_own_numbers() -> None:
    sources = ["Orion 50模组最多支持64颗芯片；Orion 60模组最多支持96颗芯片。"]
    assert judged(sources, "An Orion 60 module supports up to 96 chips.").verdict.outcome == "supported"
    assert judged(sources, "An Orion 60 module supports up to 64 chips.").verdict.outcome != "supported"


def test_another_paragraph_is_cited_where_it_says_it_and_this_one_says_nothing() -> None:
    sources = ["本届展会有三千家企业参展。", "远洋造船公司第三季度交付了十二艘集装箱船，收入增长21%。"]
    text = "The shipbuilder delivered twelve container ships in the third quarter, and revenue grew by 21%."
    found = judged(sources, text)
    assert (found.verdict.outcome, found.citations, found.verdict.repaired) == ("supported", (2,), (1,))


def test_what_the_cited_paragraph_contradicts_is_not_repaired() -> None:
    sources = ["董事会否决了公司分拆方案。", "董事会批准了公司分拆方案的说法不实。董事会批准了公司分拆方案。"]
    found = judged(sources, "The board approved the company's spin-off plan.")
    assert found.verdict.outcome != "supported"
    assert not found.verdict.repaired


def test_within_one_language() -> None:
    sources = ["华为起诉联发科，称其侵犯多项专利。"]
    assert judged(sources, "联发科起诉华为，称其侵犯多项专利。", said="zh").verdict.outcome == "contradicted"
    assert judged(sources, "联发科被华为起诉，涉及多项专利。", said="zh").verdict.outcome == "supported"
    english = ["Regulators are considering whether to approve the merger of the two ports."]
    done = judged(english, "Regulators have approved the merger of the two ports.", language="en")
    assert done.verdict.outcome != "supported"


@pytest.mark.parametrize(
    "text",
    [
        "不" * 1500,
        "not " * 400,
        "可能" * 700,
        "A sold B to C, " * 120,
        "）（。，、；" * 200,
        "Beijing, Shanghai and " * 80,
    ],
)
def test_hostile_texts_cost_no_exception(text: str) -> None:
    assert judged([text * 3, "甲公司收购乙公司。"], text[:1900]).verdict.outcome
