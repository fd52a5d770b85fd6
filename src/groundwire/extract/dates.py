"""Written times: a string from a page in, stamps (a clock reading, with its offset where one was written) out."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib.resources import files
from zoneinfo import ZoneInfo

from groundwire.models.document import Moment, Precision

_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: a template's default, not a publication
_AHEAD = timedelta(days=1)  # clocks and zones differ by less
_LONGEST = 400  # characters of a string that claims to be one time
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d[./]\d\d[./]\d\d|令和|平成|民國|民国")
_REACH = 40  # characters: a day's longest writing on either side of its year
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as written: naive where no offset was written, UTC where seconds were counted."""

    at: datetime
    precision: Precision
    counted: bool = False  # seconds since 1970, which say nothing of the clock on the writer's wall

    @property
    def aware(self) -> bool:
        """Whether the offset was written."""
        return self.at.tzinfo is not None


def to_moment(stamp: Stamp, zone: str) -> Moment:
    """The moment a stamp denotes where clocks are kept in ``zone``."""
    if stamp.precision == "day":
        day = stamp.at.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
        return Moment(at=day, precision="day")
    if stamp.counted:
        return instant(stamp.at, zone)
    local = stamp.at if stamp.aware else stamp.at.replace(tzinfo=ZoneInfo(zone))
    return Moment(
        at=local.astimezone(UTC),
        precision=stamp.precision,
        assumed_zone=None if stamp.aware else zone,
        offset=_minutes(local),
    )


def instant(at: datetime, zone: str) -> Moment:
    """The moment of an exact time that came without its writer's offset, whose clock is kept in ``zone``."""
    return Moment(at=at, offset=_minutes(at.astimezone(ZoneInfo(zone))))


def _minutes(local: datetime) -> int:
    return round((local.utcoffset() or timedelta()) / timedelta(minutes=1))


def plausible(moment: Moment, fetched_at: datetime) -> bool:
    """Whether a page fetched then can have been published at this moment."""
    return _OLDEST <= moment.at <= fetched_at + _AHEAD


# -- names ----------------------------------------------------------------------------------------------------------


def _rows(name: str) -> list[list[str]]:
    text = (files("groundwire.extract") / "data" / name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@functools.cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, *names in _rows("months.txt") for name in names}


@functools.cache
def _zones() -> dict[str, tzinfo]:
    return {name: _zone(key) for key, *names in _rows("offsets.txt") for name in names}


def _zone(key: str) -> tzinfo:
    return timezone(timedelta(minutes=int(key))) if re.fullmatch(r"-?\d+", key) else ZoneInfo(key)


# -- patterns -------------------------------------------------------------------------------------------------------


@functools.cache
def _day_pattern() -> re.Pattern[str]:
    """A day in any of the written forms, each form with group names of its own."""
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    era = "|".join(_ERAS)
    return re.compile(
        rf"""
        (?<![\d.,/:-])(?P<ya>(?:19|20)\d\d)\s?(?P<sa>[-/.年년])\s?(?P<ma>\d\d?)\s?[-/.月월]\s?(?P<da>\d\d?)(?![\d])\s?[日号일]?
        |(?P<era>{era})\s?(?P<yg>\d{{1,3}}|元)\s?年\s?(?P<mg>\d\d?)\s?月\s?(?P<dg>\d\d?)\s?日
        |(?<![\d.,/:-])(?P<dn>\d\d?)(?:\.|º|°|ª|er|st|nd|rd|th)?[\s,./-]{{0,2}}(?:de\s|of\s|d['’])?
            (?P<mn>{month})\b\.?[\s,./-]{{0,3}}(?:de\s|del\s|of\s)?(?P<yn>(?:19|20)\d\d)(?!\d)
        |(?<!\w)(?P<mu>{month})\b\.?[\s-]{{0,2}}(?P<du>\d\d?)(?:st|nd|rd|th|\.)?\s?[,\s·-]\s{{0,2}}(?P<yu>(?:19|20)\d\d)(?!\d)
        |(?<!\w)(?P<yv>(?:19|20)\d\d)[\s-]{{1,2}}(?P<mv>{month})\b\.?[\s-]{{1,2}}(?P<dv>\d\d?)(?!\d)
        |(?<![\d.,/:-])(?P<ab>\d\d?)\s?(?P<sb>[./|-])\s?(?P<bb>\d\d?)\s?(?P=sb)\s?(?P<yb>(?:19|20)\d\d)(?![\d])
        |(?<![\d.,/:-])(?P<as>\d\d)(?P<ss>[./])(?P<bs>\d\d)(?P=ss)(?P<ys>\d\d)(?![\d./:-])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@functools.cache
def _zone_source() -> str:
    names = "|".join(sorted(map(re.escape, _zones()), key=len, reverse=True))
    number = r"[+\-−]\d\d:?\d\d(?!\d)|[+\-−]\d\d?(?![\d:.])"
    return rf"(?:(?:utc|gmt)\s?(?=[+-]\d))?(?P<offset>{number}|(?<![a-z])(?:{names})(?![a-z]))"


@functools.cache
def _after_pattern() -> re.Pattern[str]:
    """A time of day that follows a day: ``T10:20:33.000Z``, `` um 10.20 Uhr``, ``, 10:20 AM EST``, `` 10时20分``."""
    return re.compile(
        rf"""(?:\.(?=\s))?[\s,;|·•\-–—/tT@()（）]{{0,5}}(?:(?:um|at|à|a\slas|às|ore|kl\.?|klo|kello|at\s|às|о|в|saat|às|,|周.|星期.|[(（]?[月火水木金土日][)）]|[A-Za-zÀ-ÿ]{{2,9}}\.?,?)[\s|,·-]{{0,3}})?
        (?P<half>上午|下午|晚上|凌晨|午前|午後|오전|오후|晚间|早上|中午)?\s?
        (?P<hour>[01]?\d|2[0-3])\s?(?::|h|時|时|点|點|시|(?P<dot>\.))\s?(?P<minute>[0-5]\d)(?!\d)\s?[分분]?
        (?:\s?[:.]?(?<=[:.分])(?P<second>[0-5]\d)(?!\d))?(?:[.,]\d{{1,9}})?
        (?(dot)(?=\s?(?:uhr|h\b)))\s?(?:uhr|h\b|hrs?\b)?\s?(?P<noon>[ap]\.?\s?m\b\.?)?[\s,(（]{{0,3}}(?:{_zone_source()})?""",
        re.VERBOSE | re.IGNORECASE,
    )


@functools.cache
def _before_pattern() -> re.Pattern[str]:
    """A time of day that stands before its day: ``10:20 AM EST, Thu `` and ``10:20 `` (of the same line)."""
    return re.compile(
        rf"""(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s?(?P<noon>[ap]\.?m\b\.?)?\s?
        (?:\(?{_zone_source()}\)?)?[\s,|·•\-–—]{{1,4}}(?:on\s)?(?:[a-zà-ÿ]{{2,9}}\.?,?\s)?$""",
        re.VERBOSE | re.IGNORECASE,
    )


def find_stamps(text: str, *, month_first: bool = False) -> Iterator[tuple[int, Stamp]]:
    """Every time in a text that people read, with where it starts; ``month_first`` reads 3/4/2025 as 4 March."""
    for start, end in _places(text):
        for match in _day_pattern().finditer(text, start, end):
            day = _day(match, month_first)
            if day is not None:
                yield match.start(), _with_clock(text, match, day)


def _places(text: str) -> list[tuple[int, int]]:
    """The stretches that hold a year, in which alone the costly pattern looks for a day."""
    places: list[tuple[int, int]] = []
    for match in _YEAR.finditer(text):
        start, end = match.start() - _REACH, match.end() + _REACH
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], end)
        else:
            places.append((max(0, start), end))
    return places


def _day(match: re.Match[str], month_first: bool) -> datetime | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    for form in "anuv":
        if f"y{form}" in parts:
            month = parts[f"m{form}"].lower()
            number = int(month) if month.isdecimal() else _months()[month]
            return _date(int(parts[f"y{form}"]), number, int(parts[f"d{form}"]))
    if "era" in parts:
        year = 1 if parts["yg"] == "元" else int(parts["yg"])
        return _date(_ERAS[parts["era"]] + year, int(parts["mg"]), int(parts["dg"]))
    form = "b" if "yb" in parts else "s"
    return _ambiguous(parts[f"a{form}"], parts[f"b{form}"], parts[f"y{form}"], month_first and parts[f"s{form}"] != ".")


def _ambiguous(first: str, second: str, year: str, month_first: bool) -> datetime | None:
    a, b, full = int(first), int(second), int(year) if len(year) == 4 else 2000 + int(year)
    if month_first:
        a, b = b, a
    return _date(full, b, a) or _date(full, a, b)


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001  a clock reading, no moment yet
    except ValueError:
        return None


def _with_clock(text: str, match: re.Match[str], day: datetime) -> Stamp:
    clock = _after_pattern().match(text, match.end())
    if clock is None:
        start = max(0, match.start() - 40)
        clock = _before_pattern().search(text[start : match.start()].rpartition("\n")[2])
    return _clocked(day, clock) if clock else Stamp(day, "day")


def _clocked(day: datetime, clock: re.Match[str]) -> Stamp:
    parts = clock.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    hour = _of_24(hour, (parts["noon"] or parts.get("half") or "").lower())
    zone = _offset(parts["offset"])
    if hour == minute == second == 0 and (zone is None or not zone.utcoffset(None)):
        return Stamp(day, "day")  # a date that went through a date-time type
    precision: Precision = "second" if parts["second"] else "minute"
    return Stamp(day.replace(hour=hour, minute=minute, second=second, tzinfo=zone), precision)


def _of_24(hour: int, half: str) -> int:
    if hour < 12 and (half.startswith("p") or half in {"下午", "晚上", "晚间", "午後", "오후"}):
        return hour + 12
    if hour == 12 and (half.startswith("a") or half in {"凌晨", "午前", "오전"}):
        return 0
    return hour


def _offset(written: str | None) -> tzinfo | None:
    if not written:
        return None
    if written[0] not in "+-−":
        return _zones().get(written.lower())
    digits = re.sub(r"\D", "", written)
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timezone(timedelta(minutes=-minutes if written[0] != "+" else minutes)) if minutes < 24 * 60 else None


# -- machine-readable -----------------------------------------------------------------------------------------------

_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?")
_JAVA = re.compile(r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) (\d\d?) (\d\d:\d\d:\d\d) (?:([A-Z+\-:\d]{1,9}) )?(\d{4})")
_EPOCH = re.compile(r"(1?\d{9})(?:\.\d+)?|(1?\d{12})")


def parse_stamp(text: str, *, month_first: bool = False) -> Stamp | None:
    """The one time that an attribute, a header or a JSON value holds; None where it holds none."""
    value = text.strip()[:_LONGEST]
    if _EPOCH.fullmatch(value):
        return _epoch(value)
    compact = _COMPACT.fullmatch(value)
    if compact:
        return _compact(compact)
    java = _JAVA.match(value)
    if java:
        month, day, clock, zone, year = java.groups()
        value = f"{day} {month} {year} {clock} {zone or ''}"
    return next((stamp for _, stamp in find_stamps(value, month_first=month_first)), None)


def _epoch(value: str) -> Stamp:
    number = float(value)
    return Stamp(datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, UTC), "second", counted=True)


def _compact(match: re.Match[str]) -> Stamp | None:
    year, month, day, hour, minute, second, zone = match.groups()
    date = _date(int(year), int(month), int(day))
    if date is None or hour is None:
        return Stamp(date, "day") if date else None
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    at = date.replace(hour=int(hour), minute=int(minute), second=int(second or 0))
    return Stamp(at.replace(tzinfo=_offset(zone)), "second" if second else "minute")
