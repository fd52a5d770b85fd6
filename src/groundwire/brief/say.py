"""Figures and periods in, the same said in the reader's language out; numbers are scaled only where that is exact."""

import functools
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

from groundwire.models import DateMention, Figure

_DECIMALS = 4  # a number is scaled (万, million) only if that many decimals hold it exactly
_MOST_DECIMALS = 6  # more than any text writes: the value of a fraction
_ROUGH_DIGITS = 3  # of an amount converted at the day's rate


def say_figure(figure: Figure, language: str) -> str:
    """The amount with its unit, what it is per, its direction and its role: ``up 27.7% year on year``."""
    words = wording(language)
    said = words["qualifiers"].get(figure.qualifier, "{}").format(_amount(figure, words))
    if figure.change and figure.change.difference:
        said = words["directions"][figure.change.direction].format(said)
        said = words["bases"].get(figure.change.base, "{}").format(said)
    return str(words["roles"].get(figure.role, "{}").format(said))


def say_period(mentioned: DateMention, language: str) -> str:
    """A day, a month, a year, or from day to day."""
    words = wording(language)
    first, last = mentioned.first, mentioned.last
    if first == last:
        return _date("day", first, words)
    if is_year(mentioned):
        return _date("year", first, words)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return _date("month", first, words)
    return str(words["range"].format(low=_date("day", first, words), high=_date("day", last, words)))


def is_year(mentioned: DateMention) -> bool:
    """Whether this is a calendar year."""
    first, last = mentioned.first, mentioned.last
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year


def wording(language: str) -> dict[str, Any]:
    """How things are said in this language; in English where it has no file."""
    return _wording(language.split("-")[0].lower())


@functools.cache
def _wording(base: str) -> dict[str, Any]:
    folder = resources.files("groundwire.brief") / "data" / "gloss"
    file = folder / f"{base}.yaml"
    loaded: dict[str, Any] = yaml.safe_load((file if file.is_file() else folder / "en.yaml").read_text("utf-8"))
    return loaded


def _amount(figure: Figure, words: dict[str, Any]) -> str:
    said = _with_unit(figure, _range(figure.low, figure.high, words), words)
    if figure.usd and figure.currency != "USD":
        low, high = (_rough(value) for value in figure.usd)
        dollars = words["money"].format(number=_range(low, high, words), currency=_currency("USD", words))
        said = words["usd"].format(money=said, usd=dollars)
    return str(said)


def _with_unit(figure: Figure, number: str, words: dict[str, Any]) -> str:
    if figure.kind in ("money", "price"):
        money = str(words["money"].format(number=number, currency=_currency(figure.currency or "", words))).strip()
        return _per("price", figure, words, price=money) if figure.per else money
    if figure.kind in ("percent", "points", "multiple", "rank"):
        return str(words[figure.kind].format(number=number))
    quantity = str(words["quantity"].format(number=number, unit=_unit(figure, words))).strip()
    return _per("rate", figure, words, number=quantity) if figure.per else quantity


def _per(form: str, figure: Figure, words: dict[str, Any], **said: str) -> str:
    unit = figure.per or ""
    return str(words[form].format(unit=words["per"].get(unit, words["units"].get(unit, unit)), **said))


def _currency(code: str, words: dict[str, Any]) -> str:
    return str(words["currencies"].get(code, code))


def _unit(figure: Figure, words: dict[str, Any]) -> str:
    """The name of the unit, "" where this language has none for it: a number alone is better than a wrong label."""
    unit = figure.unit or ""
    if figure.low == figure.high == 1 and unit in words.get("one", {}):
        return str(words["one"][unit])
    is_word = figure.kind == "count" and not words["english"]
    return str(words["units"].get(unit, "" if is_word else unit))


def _range(low: Decimal, high: Decimal, words: dict[str, Any]) -> str:
    first, last = _number(low, words), _number(high, words)
    return first if low == high else str(words["range"].format(low=first, high=last))


def _rough(value: Decimal) -> Decimal:
    return round(value, _ROUGH_DIGITS - 1 - value.adjusted()) if value else value


def _number(value: Decimal, words: dict[str, Any]) -> str:
    if value != round(value, _MOST_DECIMALS):
        value = round(value, 1)  # two thirds are 66.7 %
    for scale, size in words["scales"].items():
        scaled = value / Decimal(size)
        if abs(scaled) >= 1 and scaled == round(scaled, _DECIMALS):
            return str(words["scaled"].format(number=_digits(scaled, words), scale=scale))
    return _digits(value, words)


def _digits(value: Decimal, words: dict[str, Any]) -> str:
    plain = f"{value:,f}"
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", words["thousands"])
    return f"{whole}{words['decimal']}{fraction}" if fraction else whole


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def _date(form: str, day: date, words: dict[str, Any]) -> str:
    return str(words[form].format(year=day.year, month=day.month, day=day.day))
