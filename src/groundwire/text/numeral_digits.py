"""Numbers written with digits: a piece of text like ``1.234,5`` in, its value out, by the marks of a language."""

import re
from dataclasses import dataclass
from decimal import Decimal

# Longer runs of digits are identifiers, not quantities; the bound also keeps hostile text cheap.
_MOST_DIGITS = 24

# A number with marks between groups of three, else plain digits with at most one mark, else ".5". The repetition is
# bounded: without that, a megabyte of "1 234 567 …" would be read again from every group.
DIGITS = (
    r"\d{1,3}(?:(?P<mark>[.,'’ \u00a0\u202f\u2009])\d{3}(?:(?P=mark)\d{3}){0,6})(?!\d)"
    r"(?:(?!(?P=mark))[.,]\d{1,20}(?!\d))?"
    r"|\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)(?:\.\d{1,20}(?!\d))?"  # 12,34,567 as written in India
    r"|\d{1,60}(?:[.,]\d{1,20}(?!\d))?"
    r"|(?<![\w.,])[.,]\d{1,20}"
)
_SHAPE = re.compile(DIGITS)
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?:\.\d{1,20})?")
_LAST_MARK = re.compile(r"[.,](?=\d+$)")
_MARKS = ".,'’ \u00a0\u202f\u2009"
_NO_MARKS = str.maketrans("", "", _MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitMarks:
    """Which characters a language writes between groups of digits and before decimals."""

    group: frozenset[str]
    decimal: frozenset[str]
    loose_decimal: bool = False  # "3.5" is a decimal although "." marks groups, because three digits do not follow


@dataclass(frozen=True, slots=True)
class DigitNumber:
    """A value, the length of the text it was read from, and whether its thousands were marked."""

    value: Decimal
    length: int
    grouped: bool


def read_digits(text: str, marks: DigitMarks) -> DigitNumber | None:
    """The number at the beginning of ``text``, which is a match of ``DIGITS``; shorter than it if a mark is no mark."""
    if _INDIAN.fullmatch(text) and "," in marks.group:
        return DigitNumber(Decimal(text.replace(",", "")), len(text), grouped=True)
    plain = _read_grouped(text, marks) or _read_plain(text, marks)
    return plain if plain and plain.length - text.count(" ") <= _MOST_DIGITS + 8 else None


def _read_grouped(text: str, marks: DigitMarks) -> DigitNumber | None:
    shape = _SHAPE.fullmatch(text)
    mark = shape["mark"] if shape else None
    if mark is None:
        return None
    whole, tail = _split_tail(text, mark)
    several = whole.count(mark) > 1
    if (mark in marks.decimal or whole.startswith("0")) and not several and not tail:
        return None  # 1,234 where the comma is the decimal mark; 0.683 anywhere
    if mark not in marks.group and not (several or tail):
        return None
    return DigitNumber(Decimal(whole.translate(_NO_MARKS) + (f".{tail}" if tail else "")), len(text), grouped=True)


def _split_tail(text: str, mark: str) -> tuple[str, str]:
    """The part before the decimals, and the decimals: those behind a last mark that is not the mark of the groups."""
    last = _LAST_MARK.search(text)
    if last and last[0] != mark:
        return text[: last.start()], text[last.end() :]
    return text, ""


def _read_plain(text: str, marks: DigitMarks) -> DigitNumber | None:
    last = _LAST_MARK.search(text)
    head = text[: last.start()] if last else text
    if last and (last[0] in marks.decimal or (marks.loose_decimal and not _groups(head, text[last.end() :]))):
        first = re.match(r"\d*", head)
        if first and first.end() == len(head):
            return DigitNumber(Decimal(f"{head or 0}.{text[last.end() :]}"), len(text), grouped=False)
    digits = re.match(r"\d+", text)
    return DigitNumber(Decimal(digits[0]), digits.end(), grouped=False) if digits else None


def _groups(head: str, tail: str) -> bool:
    return len(tail) == 3 and len(head) <= 3 and head != "0"
