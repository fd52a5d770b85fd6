"""What search indexes and asks for, and what scoring counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.text.scripts import is_han
from groundwire.text.words import BREAK, LONGEST, Run, Word, fold_words, pieces, plain_words, search_words, sequence


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("商务部对镓、锗实施管制", "镓"),
        ("国产芯片产能", "芯片"),
        ("國產晶片與芯片", "芯片"),
        ("半導體設備", "半导体"),
        ("稀土出口管制", "出口管制"),
        ("サプライチェーンの再編", "サプライチェーン"),
        ("半導体の輸出規制", "输出"),
        ("반도체 산업", "반도체"),
        ("The U.S. and China’s export controls", "US export control"),
        ("ＡＩ芯片", "ai"),
        ("a 5-nm process", "5nm"),
        ("1,234.5 tonnes", "1234.5"),
        ("中芯国际(688981.SH)", "688981.sh"),
        ("souveraineté technologique", "souverainete"),
        ("Straßenverkehr", "strassenverkehr"),
        ("las sanciones", "sanción"),
        ("companies, taxes and switches", "company tax switch"),
        ("GPUs", "gpu"),
        ("l'Europe d’aujourd'hui", "europe"),
    ],
)
def test_a_term_is_found_in_a_text(text: str, term: str) -> None:
    assert set(search_words(term)) <= set(search_words(text))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("he said so", "AI"),
        ("news", "new"),
        ("a glass", "glas"),
        ("the analysis", "analysi"),
        ("が", "か"),
        ("123,4 million", "1234"),
        ("planes", "plan"),
    ],
)
def test_a_term_is_not_found_in_another_word(text: str, term: str) -> None:
    assert not set(search_words(term)) & set(search_words(text))


def test_every_han_character_and_pair_is_a_word() -> None:
    assert set("稀土出口管制") | {"稀土", "土出", "出口", "口管", "管制"} <= set(search_words("稀土出口管制"))


def test_compounds_are_found_whole_and_by_part() -> None:
    words = ["ecommerc", "688981sh", "att", "e", "commerc", "688981", "sh", "at", "t"]
    assert search_words("e-commerce 688981.SH AT&T") == words


def test_a_phrase_is_an_unbroken_part_of_the_sequence() -> None:
    assert sequence(pieces("国产AI芯片 for 5-nm chips")) == ["国产", "ai", "芯片", "for", "5nm", "chip"]
    assert sequence(pieces("半导，导体")) == ["半导", BREAK, "导体"]
    assert BREAK not in search_words("半导，导体")


def test_plain_words_come_once_and_in_order() -> None:
    words = ["稀土", "出口", "管制", "5nm", "chip", "的", "半导体", "产能"]
    assert plain_words("稀土出口管制 5-nm chips 的半導體产能", "zh-Hans") == words


def test_pieces_say_where_they_stand() -> None:
    text = "AI芯片 and the E.U.’s rules"
    found = [(text[piece.start : piece.end], type(piece)) for piece in pieces(text)]
    assert found == [("AI", Word), ("芯片", Run), ("and", Word), ("the", Word), ("E.U.", Word), ("rules", Word)]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_words(text)) == len(text)


@given(st.text())
def test_words_hold_no_white_space_and_are_short(text: str) -> None:
    assert all(word and not any(map(str.isspace, word)) and len(word) <= LONGEST for word in search_words(text))


@given(st.text(alphabet="中芯国际稀土出口管制の半导体AI said-.5", min_size=1))
def test_plain_words_of_a_text_are_among_its_search_words(text: str) -> None:
    searched = set(search_words(text))
    assert all(word in searched or (len(word) == 1 and not is_han(word)) for word in plain_words(text, "zh"))


@given(st.text(), st.text())
def test_words_depend_on_nothing_but_the_text(left: str, right: str) -> None:
    assert sorted(search_words(f"{left}\n{right}")) == sorted(search_words(left) + search_words(right))


@given(st.lists(st.text(alphabet="中芯国际稀土出口管制新闻"), max_size=4))
def test_runs_are_cut_each_for_itself_whether_remembered_or_not(runs: list[str]) -> None:
    cut = [word for run in runs for word in plain_words(run, "zh")]
    assert plain_words("，".join(runs), "zh") == cut == plain_words("，".join(runs), "zh")


@given(st.text(alphabet="aZé9'’.,-_& İ"))
def test_words_with_and_without_accents_are_found_alike(text: str) -> None:
    beside = [word for word in plain_words(f"{text} 中", "en") if word != "中"]
    assert plain_words(text, "en") == beside
