"""Headings: whole clauses and whole noun phrases, never cut inside a word; questions state nothing; who argues."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.brief.extractive.kind import decide_kind
from groundwire.brief.extractive.phrases import phrases_of
from groundwire.brief.extractive.rules import rules_for
from groundwire.brief.extractive.writer import write_brief
from groundwire.models import Annotations
from tests.brief.brief_documents import make_document

LANGUAGES = ["zh", "en", "fr", "de", "es", "ja", "und"]


def phrases(text: str, language: str) -> set[str]:
    return {phrase.text for phrase in phrases_of(text, rules_for(language))}


def best(text: str, language: str) -> str:
    return max(phrases_of(text, rules_for(language)), key=lambda phrase: phrase.form).text


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("7月3日，湛江市区所有旅游景区停止开放，学校停课", "湛江市区所有旅游景区停止开放"),
        ("暴雨导致河水上涨，两座桥被冲毁", "暴雨导致河水上涨"),
        ("業內指出，稀土磁材的價格持續上漲。", "稀土磁材的價格持續上漲"),
    ],
)
def test_a_whole_clause_heads_a_group_best(text: str, clause: str) -> None:
    assert best(text, "zh") == clause


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("其他有海外子公司的国产设备商会不会跟进", "国产设备商会"),  # 商会 and 会不会 share a character
        ("荷兰经济事务大臣动用《货物供应法》", "荷兰经济事务大臣动用"),  # the object follows in brackets
        ("这三家公司占中国电子设计自动化（EDA）市场的80%", "占中国电子设计自动化"),
        ("公司给出的指引是收入环比持平到增长2%", "收入环比持平"),
        ("监管部门要求中央企业到2027年前完成替换", "要求中央企业"),
        ("名单上的32家实体里有23家位于中国", "位于中国"),
        ("多国领导人将访华，包括巴基斯坦总理夏巴兹·谢里夫", "巴基斯坦总理夏巴兹"),  # a name goes on
        ("公告不允许出口稀土永磁材料", "稀土永磁材料"),  # it would lose its negation
    ],
)
def test_chinese_phrases_are_whole(text: str, cut: str) -> None:
    assert cut not in phrases(text, "zh")


@pytest.mark.parametrize(
    ("language", "text", "good", "bad"),
    [
        ("en", "The United States rewrote its chip rules on December 2.", "United States", "United States rewrote"),
        ("en", "The deal covers the plant in Skellefteå.", None, "deal covers the plant"),
        ("en", "Apple makes magnets from recycled material in Fort Worth, Texas.", None, "material in Fort"),
        ("en", "The New York club scene grew.", "New York club scene", "York club scene"),
        ("en", "“Please don’t tell me,” she said.", None, "Please don"),
        (
            "fr",
            "Bharti et le Fonds stratégique de participations suivent l’opération.",
            None,
            "Fonds stratégique de participations suivent",
        ),
        (
            "de",
            "Paris will bei öffentlichen Aufträgen europäische Anbieter bevorzugen.",
            "europäische Anbieter",
            "Aufträgen europäische Anbieter",
        ),
        ("es", "Nadie ha querido construir en el tamaño previsto.", None, "querido construir en el tamaño previsto"),
    ],
)
def test_phrases_with_spaces_end_before_verbs_and_never_inside_names(
    language: str, text: str, good: str | None, bad: str
) -> None:
    found = phrases(text, language)
    assert bad not in found
    assert good is None or good in found


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=30, deadline=None)
@given(text=st.text(alphabet="稀土管制的是不会，。《》（）“”·、the of New Chip’s Ärzte und をのカ 3.", max_size=60))
def test_every_phrase_stands_in_its_text(language: str, text: str) -> None:
    assert all(phrase in text for phrase in phrases(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "其他有海外子公司的国产设备商会不会跟进。"),
        ("zh", "法院是否会就涉案专利的申请权作出行为保全；"),
        ("zh", "修复后能否保证安全。"),
        ("en", "Whether the rules can be enforced"),
        ("en", "Cost: who pays for the second plant"),
        ("fr", "Savoir si les aides suffiront"),
        ("de", "Ob die Fabrik je gebaut wird."),
        ("es", "Quién pagará la diferencia"),
        ("ja", "誰が費用を負担するのか"),
    ],
)
def test_a_question_without_its_mark_is_no_statement(language: str, text: str) -> None:
    assert rules_for(language).asks(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "法庭将决定是否对安世的管理展开正式调查，这一过程可能需要半年以上。"),
        ("zh", "减税政策是否能延长，最终取决于谁控制国会。"),
        ("zh", "公司表示，将评估是否扩产。"),
        ("en", "Whether the plant opens depends on the price of power."),
        ("en", "The court will decide whether the order stands."),
        ("de", "Ob die Fabrik kommt, entscheidet der Bund."),
        ("fr", "Si le prix baisse, la mine ferme."),
        ("es", "Si el precio cae, la mina cierra."),
    ],
)
def test_a_statement_about_a_question_is_one(language: str, text: str) -> None:
    assert not rules_for(language).asks(text)


NEWS = "日本和欧洲的磁材厂都依赖中国精炼的稀土，新矿山要到2028年才投产。"


@pytest.mark.parametrize(
    ("language", "stance"),
    [
        ("zh-Hans", "笔者认为，管制应当有可以预期的期限。在笔者看来，期限比门槛重要。"),
        ("zh-Hant", "筆者認為，管制應當有可以預期的期限。在筆者看來，期限比門檻重要。"),
        ("en", "I would argue that licences should expire. In my view a deadline is worth more than a threshold."),
        ("fr", "Je crois que les licences devraient expirer. À mon avis, un délai vaut mieux qu’un seuil."),
        ("de", "Ich glaube, dass Lizenzen ablaufen sollten. Meiner Meinung nach zählt die Frist."),
        ("es", "Creo que las licencias deberían caducar. En mi opinión, el plazo importa más."),
        ("ja", "筆者は、許可には期限が必要だと考える。私は期限こそ重要だと思う。"),
    ],
)
def test_an_author_who_says_so_argues_and_a_quoted_one_does_not(language: str, stance: str) -> None:
    rules = rules_for(language.split("-")[0])
    argued = make_document("稀土与期限", [stance, NEWS], language)
    quoted = make_document("稀土与期限", [f"“{stance}”", NEWS], language)
    assert decide_kind(argued, rules) == "viewpoint"
    assert decide_kind(quoted, rules) == "insights"


def test_what_stands_before_the_headings_goes_into_the_core() -> None:
    document = make_document(
        "稀土管制延伸到境外",
        ["商务部10月9日发布第61号公告，境外制造的磁材含中国稀土0.1%以上须申请许可。", ("heading", "两个生效日期"),
         "含量门槛自2025年12月1日起实施，技术条款当天生效。", "原产于中国的物项自公告之日起适用新规，申请须附最终用途证明。",
         ("heading", "谁受影响"), "国际能源署统计，2024年中国占精炼产量的91%，占烧结磁体产量的94%。",
         "日本从越南采购的磁体有六成使用中国原料，受到的影响最大。"],
        "zh-Hans",
    )  # fmt: skip
    brief = write_brief(document, Annotations())
    assert brief is not None
    assert [group.heading for group in brief.groups] == ["两个生效日期", "谁受影响"]
    assert "第61号公告" in brief.core[0].text


def test_a_document_tells_where_a_name_that_no_list_has_ends() -> None:
    document = make_document(
        "土耳其大选",
        ["领先的埃尔多安在首轮获得49.5%的选票，第二轮投票5月28日举行。", "支持埃尔多安的政党联盟在议会赢得322席，超过半数。",
         "分析人士说，埃尔多安连任的可能性上升，里拉当天下跌1.2%。", "反对党候选人呼吁选民在第二轮投票中改变选择，票数相差250万张。"],
        "zh-Hans",
    )  # fmt: skip
    brief = write_brief(document, Annotations())
    assert brief is not None
    assert all(not (group.heading or "").endswith(("埃尔多", "埃尔")) for group in brief.groups)
