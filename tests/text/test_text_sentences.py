"""Sentences: where they end and where they do not, per language, in linear time."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.text.sentences import split_sentences

CASES = [
    ("en", ["Exports fell in the U.S. [5].", "The U.S. Treasury said so."]),
    ("en", ["Mr. J. P. Smith paid $3.5 million to Acme Inc. in Washington, D.C., on Jan. 5.", "Shares rose."]),
    ("en", ["Sales went to Acme Inc.", "The firm agreed."]),
    ("en", ["“We won. It is done,” he said.", '"Why?" she asked.', '"It was hard. But good."', "They left."]),
    ("en", ["It rose 5 percent.[6]", "Then it fell. [7][8]", "It ended."]),
    ("en", ["Wait... there is more, e.g. chips vs. tools.", "Yes!", "No?"]),
    ("en", ["1. The company grew.", "2. It shrank."]),
    ("en", ["It opened at 9 a.m. on Monday.", "It (the bank, i.e. the lender) closed."]),
    ("zh-Hans", ["产量达3.5万吨；价格上涨。", "他说：“我们会坚持。一定会。”", "随后他离开了。", "真的吗？！", "是的……没错。"]),
    ("zh-Hans", ["“好。”他说。", "（据报道。）", "公司（注：非上市。）表示同意。"]),
    ("zh-Hans", ["《为什么？》一书出版。", "中芯国际(688981.SH)涨9%。", "增长12%[3]。", "下一句。"]),
    ("zh-Hant", ["他表示：「台積電會擴產。」", "市場反應正面。"]),
    ("ja", ["氏は「規制を強化する。」と述べた。", "GDPは3.5％増えた。"]),
    ("de", ["Am 3. März kam z. B. Hr. Dr. Meier nach Bonn.", "Die Fa. zahlte ca. 5 Mio. Euro usw. an ihn.", "„Alles gut. Ja.“", "Er ging."]),
    ("fr", ["M. Dupont a dit « Oui. Non. » hier.", "Voir p. 5, art. 3.", "Il part."]),
    ("es", ["El núm. 5 llegó de EE. UU. con el Sr. López.", "¿Qué pasó?", "¡Nada!", "Fin."]),
    ("hi", ["यह पहला वाक्य है।", "यह दूसरा है।"]),
    ("und", ["Dr. Lee came.", "Who?", "Me."]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_sentences(language: str, sentences: list[str]) -> None:
    text = ("" if language.startswith(("zh", "ja")) else " ").join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, language)] == sentences


def test_lines_end_sentences() -> None:
    text = "First line\nSecond line. Third"
    assert [text[start:end] for start, end in split_sentences(text, "en")] == ["First line", "Second line.", "Third"]


def test_a_very_long_quotation_is_split() -> None:
    text = "他说：“" + "我们会坚持到底。" * 60 + "”"
    assert len(split_sentences(text, "zh")) > 10


PIECE = st.sampled_from(
    [
        "。",
        "”",
        "“",
        ". ",
        "A",
        "a",
        "中",
        " ",
        "\n",
        "[5]",
        "...",
        "…",
        '"',
        "(",
        ")",
        "？",
        "3",
        "U.S.",
        "「",
        "」",
        "\u00a0",
    ]
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(PIECE, st.text(max_size=4)), max_size=40).map("".join),
    st.sampled_from(["zh", "en", "de", "ja", "xx"]),
)
def test_offsets_are_ordered_and_lose_nothing_but_white_space(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    begin = 0
    for start, end in spans:
        assert begin <= start < end
        assert not text[begin:start].strip()
        assert text[start:end] == text[start:end].strip()
        begin = end
    assert not text[begin:].strip()


@pytest.mark.parametrize("unit", ["a. ", "。", "“", "(", '"', "他说“", "x “a。”", " ", "U.S. [5]", "...", "\n"])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * size
        began = time.process_time()
        split_sentences(text, "en")
        return time.process_time() - began

    seconds(100)
    assert seconds(16000) < 0.2 + 12 * seconds(4000)
