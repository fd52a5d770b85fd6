"""Codes: digits that are no quantity, kept as what they are."""

from datetime import date

import pytest

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.figures.codes import find_codes, is_cas
from groundwire.annotate.passage import Passage

ANNOTATOR = Annotator([])


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        (
            "zh",
            "参考海关商品编号：2805301200、2805301300和8112.92.10",
            [("hs", "2805.30.12.00"), ("hs", "2805.30.13.00"), ("hs", "8112.92.10")],
        ),
        ("zh", "税则号列8541.40，CAS号7440-55-3", [("hs", "8541.40"), ("cas", "7440-55-3")]),
        ("zh", "电话010-12345678，手机13812345678", [("telephone", "01012345678"), ("telephone", "13812345678")]),
        ("zh", "国足以3:2战胜日本", [("score", "3:2")]),
        ("zh", "执行GB/T 1234-2020标准", [("standard", "GB/T 1234-2020")]),
        ("zh", "国产C919与歼-20，版本3.0", [("model", "C919"), ("version", "3.0")]),
        ("en", "HS 8112.92 and 2805.30", [("hs", "8112.92"), ("hs", "2805.30")]),
        ("en", "ECCN 3B001.a.1 and 3A090", [("eccn", "3B001.a.1"), ("eccn", "3A090")]),
        ("en", "CAS No. 7440-55-3, not CAS 7440-55-4", [("cas", "7440-55-3")]),
        (
            "en",
            "H100, F-35, GB200 and DeepSeek-V3.2",
            [("model", m) for m in ("H100", "F-35", "GB200", "DeepSeek-V3.2")],
        ),
        (
            "en",
            "ISO 9001:2015 and version 2.3, v1.2.3",
            [("standard", "ISO 9001:2015"), ("version", "2.3"), ("version", "1.2.3")],
        ),
        ("en", "They won the game 3-2.", [("score", "3:2")]),
        ("en", "Call +1 (202) 555-0123 or mail a.b@c.org", [("telephone", "+12025550123"), ("address", "a.b@c.org")]),
        ("en", "See https://example.org/2024/05/12345 now", [("address", "https://example.org/2024/05/12345")]),
        ("fr", "code SH 8112.92 et 2805.30", [("hs", "8112.92"), ("hs", "2805.30")]),
        ("de", "Zolltarifnummer 8112.92 und Norm DIN 2093", [("hs", "8112.92"), ("standard", "DIN 2093")]),
        ("es", "partida arancelaria 8541.40", [("hs", "8541.40")]),
        ("ja", "HSコード8112.92、バージョン2.0", [("hs", "8112.92"), ("version", "2.0")]),
        ("en", "5G, 4K, Q3, G20, FY2024, COVID-19, RM500, USD500, 1,234.5 and 1.234.567", []),
        ("en", "at 10:30, 3rd", []),
        ("zh", "2024年5月1日，3D打印，5G基站，4季度", []),
    ],
)
def test_codes_of_a_text(language: str, text: str, codes: list[tuple[str, str]]) -> None:
    passage = Passage(text, language)
    found = find_codes(passage, passage.overlap())
    assert [(code.kind, code.value) for code in found if code.kind] == codes


def test_codes_are_no_figures() -> None:
    text = "HS 8112.92, ECCN 3B001, CAS 7440-55-3, H100, F-35, ISO 9001, v2.3.1, 202-555-0123 and a 3-2 victory"
    found = ANNOTATOR.annotate_text(text, "en", date(2025, 3, 6))
    assert found.figures == ()
    assert len(found.codes) == 9


def test_a_date_in_digits_is_no_version() -> None:
    found = ANNOTATOR.annotate_text("Am 04.03.2025 begann es.", "de", date(2025, 3, 6))
    assert [(one.first, found.codes) for one in found.dates] == [(date(2025, 3, 4), ())]


@pytest.mark.parametrize(
    ("written", "right"), [("7440-55-3", True), ("7440-55-4", False), ("50-00-0", True), ("1-2-3", False), ("", False)]
)
def test_the_check_digit_of_a_cas_number(written: str, right: bool) -> None:
    assert is_cas(written) is right


def test_hostile_texts_cost_little() -> None:
    for piece in ("HS 1234, ", "A-", "a1", "1-2-", "+1 23 ", "Aa-1", "www.", "a@b", "3:2", "ISO "):
        passage = Passage(piece * 20_000, "en")
        find_codes(passage, passage.overlap())
