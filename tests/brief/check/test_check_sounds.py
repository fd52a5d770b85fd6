"""Names that Chinese writes by sound are found; others are not."""
# ruff: noqa: E501  (wide characters count twice)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.brief.check.pinyin import pinyin_cuts, reads_as
from groundwire.brief.check.reading import full_stem, stem
from groundwire.brief.check.sounds import sounds_like
from groundwire.text.dictionary import gloss_word, han_words, syllables

PAIRS = [
    ("Trump", "特朗普"), ("Poroshenko", "波罗申科"), ("Steinmeier", "施泰因迈尔"), ("Catri", "卡特里"), ("Fisk", "菲斯克"),
    ("Rwanda", "卢旺达"), ("Fairmont", "费尔蒙特"), ("Andanar", "安达纳尔"), ("Urumqi", "乌鲁木齐"), ("Smyrna", "士麦那"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written"), PAIRS)
def test_name_sounds_most_like_its_own_characters(name: str, written: str) -> None:
    heard = {other: sounds_like(name, other) for _name, other in PAIRS}
    assert heard[written] >= 0.58
    assert max(heard, key=lambda other: heard[other]) == written


def test_pinyin_is_cut_and_read() -> None:
    assert pinyin_cuts("Xu Zhengyu") == ("xu", "zheng", "yu")
    assert pinyin_cuts("Trump") == ()
    assert reads_as(("zheng", "yu"), "许正宇对")
    assert not reads_as(("zheng", "yi"), "许正宇对")


def test_dictionary_cuts_words_and_gives_meanings() -> None:
    words = {word.text: word.glosses for word in han_words("德国外长拒绝以色列的提议")}
    assert "Israel" in words["以色列"]
    assert any("refuse" in gloss for gloss in words["拒绝"])
    assert gloss_word("没有这样一个词") == ()
    assert syllables("x") == ()


@pytest.mark.parametrize(
    ("one", "other"), [("announced", "announcement"), ("producing", "production"), ("said", "says"), ("rose", "rising")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one, "en") == stem(other, "en")


@given(st.text(max_size=30), st.text(max_size=30))
def test_sounds_are_between_nought_and_one(name: str, run: str) -> None:
    assert 0 <= sounds_like(name, run) <= 1
    assert stem(name.lower(), "en") is not None
    assert len(full_stem(name, "en")) <= len(name) + 8
