"""Numbers as languages write them."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.text.numerals import find_numerals, numeral_text, parse_number

CASES = [
    ("zh", "三亿五千万", "350000000"),
    ("zh", "1.4亿", "140000000"),
    ("zh", "两千", "2000"),
    ("zh", "４，５６５", "4565"),
    ("zh", "四百五", "450"),
    ("zh", "一千零五", "1005"),
    ("zh", "十余万", "100000"),
    ("zh", "4.78万亿", "4780000000000"),
    ("zh", "五分之一", "0.2"),
    ("zh", "十五点七", "15.7"),
    ("zh", "負三十二", "-32"),
    ("zh", "5亿1万4千6百", "500014600"),
    ("zh", "二〇二五", "2025"),
    ("zh", "九十二萬四", "924000"),
    ("ja", "1兆2000億", "1200000000000"),
    ("ja", "三百一", "301"),
    ("en", "1,234,567", "1234567"),
    ("en", "two hundred and six", "206"),
    ("en", "1.2bn", "1200000000"),
    ("en", "half a million", "500000"),
    ("en", "3 million and a half", "3500000"),
    ("en", "two thirds", "0.666666666666667"),
    ("en", "3 lakh", "300000"),
    ("en", "12,34,567", "1234567"),
    ("en", "five point five", "5.5"),
    ("en", "-1 4/5", "-1.8"),
    ("fr", "1 234,5", "1234.5"),
    ("fr", "1\u202f234,5", "1234.5"),
    ("fr", "quatre-vingt-dix-sept", "97"),
    ("fr", "vingt et un", "21"),
    ("fr", "1,2 milliard", "1200000000"),
    ("fr", "un million et demi", "1500000"),
    ("de", "1.234,5", "1234.5"),
    ("de", "einhundertneunundneunzig", "199"),
    ("de", "3,5 Milliarden", "3500000000"),
    ("de", "1'234", "1234"),
    ("es", "1.200 millones", "1200000000"),
    ("es", "un billón", "1000000000000"),
    ("es", "trescientos cuarenta y siete", "347"),
    ("und", "1,234.5", "1234.5"),
]


@pytest.mark.parametrize(("language", "text", "value"), CASES)
def test_reads_the_value_as_the_language_means_it(language: str, text: str, value: str) -> None:
    assert parse_number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "万"), ("zh", "芯片"), ("en", "and"), ("en", "12 apples"), ("fr", ""), ("de", "Haus")]
)
def test_what_is_not_wholly_a_number_has_no_value(language: str, text: str) -> None:
    assert parse_number(text, language) is None


def test_the_comma_means_what_the_language_says() -> None:
    assert parse_number("1,234", "en") == 1234
    assert parse_number("1,234", "de") == Decimal("1.234")
    assert parse_number("1.234", "es") == 1234


def test_a_full_width_comma_between_digits_is_a_comma_of_a_list() -> None:
    assert [n.value for n in find_numerals("100，200", "zh")] == [100, 200]
    assert len(numeral_text("100，200，５，６")) == len("100，200，５，６")


def test_words_that_hold_a_numeral_are_no_numbers() -> None:
    assert list(find_numerals("一切都是唯一的，第一", "zh")) == []


@pytest.mark.parametrize("language", ["zh", "en", "fr", "de", "ja", "es"])
@pytest.mark.parametrize(
    "text", ["1" * 50_000, "1 " * 10_000, "123 " * 10_000, "一万" * 10_000, "one hundred and " * 1_000]
)
def test_hostile_text_costs_time_in_proportion(language: str, text: str) -> None:
    started = time.process_time()
    sum(1 for _ in find_numerals(text, language))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2e5", "200000"), ("2^-1", "0.5"), (".5", "0.5"), ("-12e-1", "-1.2"), ("五分之壹", "0.2"), ("壹打", "12"),
        ("负壹又二分之壹", "-1.5"), ("百三", "130"), ("半百", "50"),
    ],
)  # fmt: skip
def test_exponents_and_forms_that_stand_alone_in_chinese(text: str, value: str) -> None:
    assert parse_number(text, "zh") == Decimal(value)


@pytest.mark.parametrize("text", ["第八十一", "长三角", "2e5f", "壹号", "五花八门"])
def test_what_only_looks_like_a_number_in_chinese(text: str) -> None:
    assert [n for n in find_numerals(text, "zh") if not n.digits] == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("eine halbe Million", "de", "500000"), ("medio millón", "es", "500000"), ("un demi-million", "fr", "500000"),
        ("ein halbes Dutzend", "de", "6"), ("half a million", "en", "500000"), ("moins 5", "fr", "-5"),
    ],
)  # fmt: skip
def test_half_of_a_scale(text: str, language: str, value: str) -> None:
    assert parse_number(text, language) == Decimal(value)


@settings(deadline=None)  # a busy machine is no bug
@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["zh", "en", "fr", "de", "ja", "es"]))
def test_plain_digits_read_back(number: int, language: str) -> None:
    assert parse_number(str(number), language) == number


@settings(deadline=None)  # a busy machine is no bug
@given(st.integers(min_value=1000, max_value=10**12))
def test_marked_thousands_read_back(number: int) -> None:
    assert parse_number(f"{number:,}", "en") == number
    assert parse_number(f"{number:,}".replace(",", "."), "de") == number
    assert parse_number(f"{number:,}".replace(",", "\u202f"), "fr") == number


@settings(deadline=None)  # a busy machine is no bug
@given(
    st.text(alphabet="0123456789一二三四五六七八九十百千万亿点半余零折打又分之壹 ,.-/^%abcone", max_size=40),
    st.sampled_from(["zh", "en", "fr", "de", "ja", "es", "und"]),
)
def test_places_lie_in_the_text_and_do_not_overlap(text: str, language: str) -> None:
    end = 0
    for numeral in find_numerals(text, language):
        assert end <= numeral.start < numeral.end <= len(text)
        end = numeral.end
