"""Names in Chinese characters that are read in other tongues, and what a text leaves out because it is understood."""
# ruff: noqa: E501  (wide characters count twice)

import pytest

from groundwire.brief.check.pinyin import pinyin_cuts
from groundwire.brief.check.read_elsewhere import ReadElsewhere, may_be_read_elsewhere, spells_family_name
from tests.brief.check.checked import check, reasons, source

READ = [
    ("Nakamura Shuji", "中村修二"), ("Shuji Nakamura", "中村修二"), ("Fukuoka", "福冈"), ("Hitachi", "日立"), ("Kishida", "岸田"),
    ("Moon Jae-in", "文在寅"), ("Chung Eui-sun", "郑义宣"), ("Pyeongtaek", "平泽"), ("Leung Chun-ying", "梁振英"),
    ("Tsim Sha Tsui", "尖沙咀"), ("To Lam", "苏林"), ("Nguyen Van Linh", "阮文灵"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written"), READ)
def test_characters_are_read_in_other_tongues(name: str, written: str) -> None:
    assert ReadElsewhere([f"据{written}表示"]).reads(name.split())


@pytest.mark.parametrize(
    ("name", "written"), [("Kishida Fumio", "高市早苗"), ("Moon Jae-in", "尹锡悦"), ("Osaka", "福冈")]
)
def test_other_characters_are_not(name: str, written: str) -> None:
    assert not ReadElsewhere([f"据{written}表示"]).reads(name.split())


def test_family_names_of_one_character() -> None:
    assert spells_family_name("Park", "朴")
    assert not spells_family_name("Park", "李")


def test_what_looks_like_a_name_of_these_tongues() -> None:
    assert may_be_read_elsewhere("Hashimoto")
    assert may_be_read_elsewhere("Kyung-soo")
    assert not may_be_read_elsewhere("Steinmeier")


def test_only_syllables_of_pinyin_are_cut() -> None:
    assert pinyin_cuts("Luliang") == ("lu", "liang")
    assert pinyin_cuts("Reiche") == ()


def test_japanese_name_in_a_chinese_text() -> None:
    text = "东京的检察官村上健一起诉了这家公司。"
    assert check("Prosecutor Murakami Kenichi sued the company.", source(text)).outcome == "supported"
    assert "name-missing" in reasons(check("Prosecutor Ludwig Bramstedt sued the company.", source(text)))


UNDERSTOOD = [
    ("发改委公布了新的电价办法。", "China's economic planner published new rules for power prices.", "zh"),
    ("石油输出国组织决定延长减产。", "OPEC decided to extend its production cuts.", "zh"),
    ("法国政府否决了这笔交易。", "Paris vetoed the deal.", "zh"),
    ("立委林佑真要求公布名单。", "Legislator Lin You-chen demanded that the list be published.", "zh"),
    ("Le groupe chinois Lanhe a retiré son offre.", "中国的Lanhe撤回了报价。", "fr"),
]


@pytest.mark.parametrize(("text", "statement", "language"), UNDERSTOOD)
def test_what_a_text_need_not_name(text: str, statement: str, language: str) -> None:
    to = "en" if statement.isascii() else "zh-Hans"
    assert "name-missing" not in reasons(check(statement, source(text, language), to))


def test_another_country_is_not_understood() -> None:
    assert "name-missing" in reasons(
        check("Germany's economic planner published new rules.", source("发改委公布了新的办法。"))
    )
    assert "name-missing" in reasons(check("Berlin vetoed the deal.", source("法国政府否决了这笔交易。")))
