"""Stock codes in their written forms: a text in, places and canonical forms (688981.SH, 00981.HK, US:AMAT) out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.annotate.passage import Found

# Suffixes as written by exchanges and data services → the suffix used here.
_SUFFIXES = {
    "SH": "SH", "SS": "SH", "SSE": "SH", "SZ": "SZ", "SZSE": "SZ", "BJ": "BJ", "HK": "HK", "TW": "TW", "TWO": "TWO",
    "T": "T", "TYO": "T", "JP": "T", "KS": "KS", "KQ": "KQ", "AS": "AS", "PA": "PA", "DE": "DE", "F": "DE", "L":
    "L", "MI": "MI", "SW": "SW",
    "ST": "ST", "HE": "HE", "OL": "OL", "CO": "CO", "MC": "MC", "BR": "BR", "VI": "VI", "AX": "AX", "TO": "TO",
    "V": "V", "NS": "NS", "BO": "BO", "SI": "SI",
    "KL": "KL", "TA": "TA",
}  # fmt: skip
_US = {"O", "N", "US", "OQ", "NQ"}
# Names of exchanges in front of a code → the suffix used here; "" for the United States.
_EXCHANGES = {
    "NASDAQ": "", "NYSE": "", "NYSE AMERICAN": "", "AMEX": "", "NYSEARCA": "", "纳斯达克": "", "納斯達克": "", "纽交所":
    "", "紐交所": "", "美股": "", "纽约证券交易所": "", "US": "",
    "OTCMKTS": "", "SHA": "SH", "SSE": "SH", "SH": "SH", "上交所": "SH", "上证": "SH", "SHE": "SZ", "SZSE": "SZ",
    "SZ": "SZ", "深交所": "SZ", "BJ": "BJ", "BSE": "BJ", "北交所": "BJ",
    "HKG": "HK", "HKEX": "HK", "SEHK": "HK", "HK": "HK", "港交所": "HK", "港股": "HK", "TPE": "TW", "TWSE": "TW",
    "TYO": "T", "TSE": "T", "東証": "T", "东证": "T",
    "KRX": "KS", "KOSDAQ": "KQ", "AMS": "AS", "EPA": "PA", "EURONEXT PARIS": "PA", "ETR": "DE", "FRA": "DE",
    "XETRA": "DE", "LSE": "L", "LON": "L",
    "BIT": "MI", "SWX": "SW", "SIX": "SW", "STO": "ST", "HEL": "HE", "BME": "MC", "ASX": "AX", "TSX": "TO",
    "TSXV": "V", "NSE": "NS", "SGX": "SI", "KLSE": "KL",
}  # fmt: skip
_BEFORE = "|".join(sorted(map(re.escape, _EXCHANGES), key=len, reverse=True))
_AFTER = "|".join(sorted({*_SUFFIXES, *_US}, key=len, reverse=True))

_FIRST = f"[A-Z0-9${''.join(sorted({name[0] for name in _EXCHANGES if not name.isascii()}))}]"
# Where a form can begin: every one has two such characters at least.
_STARTS = re.compile(rf"{_FIRST}(?<![A-Za-z0-9.$].)(?=[A-Z0-9\u4e00-\u9fff])")
_FORMS = re.compile(
    rf"(?={_FIRST})(?<![A-Za-z0-9.$])(?:"
    rf"(?P<code>\d{{4,6}}|\d{{3}}[A-Z]|[A-Z]{{2,10}}\d?(?:-[A-Z])?)\.(?P<suffix>{_AFTER})(?![A-Za-z0-9])"
    rf"|(?P<exchange>{_BEFORE}|SH|SZ|BJ)(?:[ ]?[:：][ ]?|[ ](?=\d{{4,6}}))"
    rf"(?P<listed>[A-Z]{{1,5}}(?:\.[AB])?|\d{{4,6}})(?![A-Za-z0-9])"
    rf"|(?P<market>SH|SZ|BJ)\.?(?P<number>\d{{6}})(?!\d)"
    rf"|\$(?P<cash>[A-Z]{{1,5}}(?:\.[AB])?)(?![A-Za-z0-9$])"
    rf")",
)
# A bare number counts only in brackets right behind a name.
BRACKETED = re.compile(
    r"[(（\[【][ ]?(?:(?:股票|证券)?代[码號号][:： ]?|股票代號[:： ]?|[Tt]icker: ?)?(?P<number>\d{5,6})[ ]?[)）\]】]"
)


@dataclass(slots=True, kw_only=True)
class FoundTicker(Found):
    """A stock code and its canonical form."""

    ticker: str


def find_tickers(wide: str) -> Iterator[FoundTicker]:
    """Every stock code with its exchange, in half-width text."""
    end = 0
    for start in _STARTS.finditer(wide):
        match = _FORMS.match(wide, start.start()) if start.start() >= end else None
        if match is None:
            continue
        end = match.end()
        ticker = _ticker(match)
        if ticker is not None:
            yield FoundTicker(start=match.start(), end=end, ticker=ticker)


def canonical_ticker(written: str) -> str | None:
    """The canonical form of a stock code, None where it is none."""
    match = _FORMS.fullmatch(written)
    return _ticker(match) if match else None


def _ticker(match: re.Match[str]) -> str | None:
    if match["cash"]:
        return f"US:{match['cash']}"
    if match["market"]:
        return f"{match['number']}.{match['market']}"
    if match["exchange"]:
        return _listed(match["listed"], _EXCHANGES[match["exchange"].upper()])
    suffix = match["suffix"]
    return _listed(match["code"], "" if suffix in _US else _SUFFIXES[suffix])


def _listed(code: str, suffix: str) -> str | None:
    if suffix == "":
        return f"US:{code}" if code[0].isalpha() and not code[-1].isdigit() else None
    if suffix == "HK":
        return f"{int(code):05d}.HK" if code.isdigit() and int(code) < 100_000 else None
    length = {"SH": 6, "SZ": 6, "BJ": 6, "KS": 6, "KQ": 6, "TW": 4, "TWO": 4, "T": 4, "KL": 4}.get(suffix)
    if suffix == "T" and len(code) == 4 and code[:3].isdigit():
        return f"{code}.T"  # 285A.T: the last place may be a letter
    if length is not None:
        return f"{code}.{suffix}" if code.isdigit() and len(code) == length else None
    return f"{code}.{suffix}" if code[0].isalpha() else None


def bare_ticker(number: str) -> str | None:
    """The stock code that a number alone in brackets behind a name means, by the ranges that the exchanges use."""
    if len(number) == 5:
        return f"{number}.HK" if number[0] in "0289" else None
    if number.startswith(("60", "68", "900")):
        return f"{number}.SH"
    if number.startswith(("00", "30", "20")):
        return f"{number}.SZ"
    return f"{number}.BJ" if number.startswith(("43", "83", "87", "88", "92")) else None
