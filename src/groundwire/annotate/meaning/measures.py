"""A figure in its clause in, what it measures out: the word that says so, if its kind and unit fit that measure."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.changes import is_list
from groundwire.annotate.meaning.clauses import Spot
from groundwire.annotate.meaning.cues import Cue
from groundwire.annotate.meaning.focus import refold
from groundwire.models import Figure
from groundwire.text.units import to_base, unit

_RELATIVE = ("percent", "points", "multiple")
_MOST_BACK = 6  # cues looked at before a figure
_MONEY_LEAST = 1_000_000  # a bare number from here on can be money whose currency goes without saying
_GRID_POWER = 100_000_000  # watts: from here on it is what plants have, not what a device draws
_TIMES = (
    "year",
    "month",
    "day",
    "week",
    "quarter",
    "hour",
    "years",
    "months",
    "days",
    "weeks",
    "hours",
    "share",
    "times",
)
_NEAR_HOLDING = 16  # characters at most between a verb of holding and what is held
_SLACK = 8  # characters at most to the name of whom a share is of
_SOMEBODY = frozenset({"companies", "organisations", "entities", "countries"})  # nobody makes or ships them
_BESIDE = 12  # characters at most between a figure and a word that must stand beside it
_FAR = 40  # characters to a measure before the figure that still beats one right behind it


@dataclass(frozen=True, slots=True)
class _Data:
    """What all languages know of measures, and how one joins a measure behind its figure."""

    takes: dict[str, frozenset[str]]
    by_unit: dict[str, str]
    by_dimension: dict[str, str]
    of_periods: frozenset[str]
    of_companies: frozenset[str]
    of_announcements: frozenset[str]
    goods: frozenset[str]
    of_days: frozenset[str]
    timeless: frozenset[str]
    of_now: frozenset[str]
    of_products: frozenset[str]
    of_things: frozenset[str]
    parts: frozenset[str]
    unchanging: frozenset[str]
    behind: re.Pattern[str]  # what may stand between a figure and the measure behind it
    market: str  # a word that makes a share one of a market
    imports: re.Pattern[str]  # words that make a share one of imports
    beside: frozenset[str]
    research: re.Pattern[str]  # before what is spent on it: 研发投入
    holds: re.Pattern[str]  # verbs of holding, behind which a percentage of a company is a stake
    of_before: re.Pattern[str]  # between a measure and a percentage of it: 收入的15%
    come_from: re.Pattern[str]  # behind a percentage, before where what was imported comes from
    paid_for: re.Pattern[str]  # before the money that a stake is sold for
    share_of: re.Pattern[str]  # the same where the figure is a share of what follows


@functools.cache
def measure_data(base: str) -> _Data:
    """What is known of measures in a language."""
    data = language_data("measures", base)
    spaced = not language_data("owners", base).get("no_spaces", False)
    behind, share_of = data.get("behind", "(?!)"), data.get("share_of", "(?!)")
    return _Data(
        takes={name: frozenset(values) for name, values in data["takes"].items()},
        by_unit=data["by_unit"],
        by_dimension=data["by_dimension"],
        of_periods=frozenset(data["of_periods"]),
        of_companies=frozenset(data["of_companies"]),
        of_announcements=frozenset(data["of_announcements"]),
        goods=frozenset(data["goods"]),
        of_days=frozenset(data["of_days"]),
        timeless=frozenset(data["timeless"]),
        of_products=frozenset(data["of_products"]),
        of_now=frozenset(data["of_now"]),
        of_things=frozenset(data["of_things"]),
        parts=frozenset(data["parts"]),
        unchanging=frozenset(data["unchanging"]),
        beside=frozenset(data["beside"]),
        research=re.compile(refold(data.get("research_words", []))),
        behind=re.compile(behind),
        share_of=re.compile(share_of),
        holds=re.compile(
            rf"(?<!\w)(?:{refold(data.get('holds', []))})(?!\w)" if spaced else refold(data.get("holds", []))
        ),
        of_before=re.compile(data.get("of_before", "(?!)")),
        come_from=re.compile(data.get("come_from", "(?!)")),
        paid_for=re.compile(rf"(?:{refold(data.get('paid_for', []))})\s*(?:[^\W\d]+\s){{0,2}}$"),
        market=str(data.get("market_word", "")),
        imports=re.compile(refold(data.get("import_words", []))),
    )


@dataclass(slots=True, kw_only=True)
class Measured:
    """A measure and the word that says it; no word where the unit alone tells, or where it is from another clause."""

    measure: str
    cue: Cue | None = None
    behind: bool = False
    weak: bool = False  # by the unit alone


def fits(measure: str, figure: Figure, *, difference: bool, base: str) -> bool:
    """Whether a figure of this kind and unit can be of this measure."""
    if figure.unit in _SOMEBODY and figure.unit not in measure_data(base).takes.get(measure, ()):
        return False
    if figure.kind == "multiple" or (difference and figure.kind in _RELATIVE):
        return measure not in measure_data(base).unchanging
    takes = measure_data(base).takes.get(measure, frozenset())
    if figure.kind in takes:
        return True
    if figure.kind == "count" and figure.unit is None and "money" in takes and figure.low >= _MONEY_LEAST:
        return True  # 营收200亿
    if figure.kind == "price":
        return "money" in takes and figure.per in ("year", "month", "day", "quarter", "years", "months")
    if figure.kind not in ("count", "quantity"):
        return False
    return _takes_unit(takes, figure.unit)


def _takes_unit(takes: frozenset[str], unit_id: str | None) -> bool:
    if unit_id is None:
        return "bare" in takes or "count" in takes
    if unit_id in takes:
        return True
    if unit_id in _SOMEBODY:
        return False
    name, _, per = unit_id.partition("/")
    found = unit(unit_id) or (unit(name) if per else None)
    dimension = found.dimension if found else "count"
    return dimension in takes


def is_rate_before(spot: Spot) -> bool:
    """Whether the nearest measure before the figure, behind any change word, is of percentages: 降低, 毛利率12%."""
    takes = measure_data(spot.clause.base).takes
    for cue in reversed(spot.before):
        if cue.word.direction:
            return False
        if cue.word.measure:
            return bool({"percent", "points"} & takes.get(cue.word.measure, frozenset()))
    return False


def find_measure(spot: Spot, *, difference: bool, before: "Measured | None") -> Measured | None:
    """The measure of a figure by the words of its clause. ``before`` is that of the figure before it in the clause."""
    base = spot.clause.base
    data = measure_data(base)
    figure = spot.figure
    own = next((cue for cue in spot.inside if _fits(cue, figure, difference, base)), None)
    left = _left(spot.before, figure, difference=difference, base=base)
    if left is not None and before is not None and before.behind and left is before.cue:
        left = None  # it belongs to the figure before: $39 billion in grants and $75 billion in loans
    if left is not None and left.word.measure == "share-price":
        left = next((cue for cue in spot.before if cue.word.measure == "index-points"), left)
    if left is not None and left.word.measure in data.beside and spot.start - left.end > _BESIDE:
        left = None
    if left is not None and spot.start - left.end <= _FAR:
        return Measured(measure=left.word.measure or "", cue=left)
    right = _right(spot, data, difference=difference)
    if right is not None:
        return right
    if left is not None:
        return Measured(measure=left.word.measure or "", cue=left)
    if own is not None:
        return Measured(measure=own.word.measure or "", cue=own)
    between = spot.clause.text[spot.floor : spot.start]
    if before is None or not fits(before.measure, figure, difference=difference, base=base):
        return None
    part = (
        before.measure in data.parts and before.measure != "stake" and _LINKED.match(between.strip()[-5:]) is not None
    )
    listed = figure.kind == "percent" and not difference
    listed = listed and (part or data.share_of.match(spot.clause.text, spot.end) is None)
    return before if listed or difference or is_list(between) or _joined(spot, between) else None


_LINKED = re.compile(r".*(?:\band|\bund|\bet|\by|和|と)$")


def _fits(cue: Cue, figure: Figure, difference: bool, base: str) -> bool:
    return cue.word.measure is not None and fits(cue.word.measure, figure, difference=difference, base=base)


def _left(cues: Sequence[Cue], figure: Figure, *, difference: bool, base: str) -> Cue | None:
    for cue in reversed(cues[-_MOST_BACK:]):
        if _fits(cue, figure, difference, base) and not (difference and cue.word.direction and len(cues) > 1):
            return cue
    return next((cue for cue in reversed(cues[-_MOST_BACK:]) if _fits(cue, figure, difference, base)), None)


def _joined(spot: Spot, between: str) -> bool:
    """Whether only change words, dates and little words stand between the figure before and this one."""
    bare = between
    for cue in spot.before:
        bare = bare.replace(spot.clause.text[cue.start : cue.end], "")
    for date in spot.clause.dates:
        bare = bare.replace(spot.clause.text[date.span.start : date.span.end], "")
    return len(bare.split()) <= 2 if " " in spot.clause.text[spot.clause.start : spot.clause.end] else len(bare) <= 3


def _right(spot: Spot, data: _Data, *, difference: bool) -> Measured | None:
    base = spot.clause.base
    text = spot.clause.text
    for cue in spot.after[:4]:
        if cue.word.behind and spot.figure.kind == "money" and data.behind.fullmatch(text[spot.end : cue.start]):
            return Measured(measure=cue.word.behind, cue=cue, behind=True)
        if cue.word.measure is None:
            continue
        if cue.word.measure == "cash" and (paid := _paid(spot, cue)) is not None:
            return Measured(measure="deal-value", cue=paid, behind=True)
        gap = text[spot.end : cue.start]
        if spot.figure.kind == "percent" and not difference and data.share_of.fullmatch(gap):
            if _fits(cue, spot.figure, difference, base):
                return Measured(measure=cue.word.measure, cue=cue, behind=True)
            return Measured(measure="share", cue=cue, behind=True)
        if _fits(cue, spot.figure, difference, base) and data.behind.fullmatch(_without_cues(gap, spot, cue)):
            return Measured(measure=cue.word.measure, cue=cue, behind=True)
        return None
    return None


def _paid(spot: Spot, cash: Cue) -> Cue | None:
    """What is done with the cash right behind the figure: 以140亿元现金收购."""
    return next((cue for cue in spot.after if cue.start == cash.end and cue.word.measure == "deal-value"), None)


def _without_cues(gap: str, spot: Spot, until: Cue) -> str:
    for cue in spot.after:
        if cue.end <= until.start and not cue.word.measure:
            gap = gap.replace(spot.clause.text[cue.start : cue.end], "").replace("  ", " ")
    return gap


def share_of(spot: Spot) -> Measured | None:
    """A percentage of something that no measure names: 34%的稀土, 95% of its rare earths, 10 % of a company."""
    clause = spot.clause
    data = measure_data(clause.base)
    if spot.figure.kind != "percent":
        return None
    before = clause.text[max(spot.floor, spot.start - _FAR) : spot.start]
    found = data.share_of.match(clause.text, spot.end, clause.end)
    if found is None:
        if data.come_from.match(clause.text, spot.end, clause.end):
            origins = any(cue.word.measure == "imports" for cue in spot.before)
            return Measured(measure="share" if origins else "import-dependence", weak=True)
        if spot.before and data.of_before.fullmatch(clause.text, _last_measure_end(spot), spot.start):
            return Measured(measure="share", weak=True)
        return Measured(measure="stake", weak=True) if _is_held(spot, before, data) else None
    if data.holds.search(before) and _of_company(spot, found):
        return Measured(measure="stake", weak=True)
    return Measured(measure="import-dependence" if _of_imports(spot, data) else "share", weak=True)


_LISTED = re.compile(r"[,，、]\s?\d")


def _last_measure_end(spot: Spot) -> int:
    return next((cue.end for cue in reversed(spot.before) if cue.word.measure), spot.start)


def _is_held(spot: Spot, before: str, data: _Data) -> bool:
    """Whether nothing is behind the percentage that somebody holds: TSMC hält 70 Prozent."""
    clause = spot.clause
    rest = clause.text[spot.end : spot.ceiling].strip(" .") or _LISTED.match(clause.text, clause.end)
    held = [match for match in data.holds.finditer(before) if len(before) - match.end() <= _NEAR_HOLDING]
    return bool(held) and not rest


def _of_company(spot: Spot, found: re.Match[str]) -> bool:
    """Whether an organisation is what the share is of, and not only whose output it is."""
    for mention in spot.clause.mentions:
        if found.end() - _SLACK <= mention.span.start or mention.span.start - spot.end <= _SLACK:
            if mention.span.start < spot.end or mention.kind != "organisation":
                continue
            rest = spot.clause.text[mention.span.end : spot.ceiling]
            return not rest.startswith(("'s", "’s", "的")) and not any(
                cue.word.measure and cue.start - mention.span.end <= _SLACK
                for cue in spot.after
                if cue.start >= mention.span.end
            )
    return False


def _of_imports(spot: Spot, data: _Data) -> bool:
    """Whether the share is of what is imported: 92% of its gallium from China, 稀土九成来自中国."""
    clause = spot.clause
    if any(cue.word.measure == "imports" for cue in (*spot.before, *spot.after[:2])):
        return True
    places = any(mention.kind == "place" and mention.span.start >= spot.end for mention in clause.mentions)
    return places and data.imports.search(clause.text, spot.end, clause.end) is not None


def is_paid_for(spot: Spot, before: Figure) -> bool:
    """Whether it is the money that the stake right before it is sold for: a 10 % stake for $2bn."""
    if spot.figure.kind != "money" or before.measure != "stake":
        return False
    text = spot.clause.text[max(spot.clause.start, spot.start - _FAR) : spot.start]
    return measure_data(spot.clause.base).paid_for.search(text) is not None


def refined(measured: Measured, spot: Spot) -> Measured:
    """A share that is one of the market that the sentence speaks of."""
    if measured.measure in ("investment", "cost") and _is_research(measured, spot):
        return replace(measured, measure="research-spending")
    if measured.measure == "share-price" and _is_of_goods(spot):
        return replace(measured, measure="price")
    if measured.measure != "share" or spot.figure.kind != "percent":
        return measured
    clause = spot.clause
    data = measure_data(clause.base)
    if data.market and clause.text.find(data.market, clause.sentence.start, spot.ceiling) >= 0:
        return replace(measured, measure="market-share")
    return measured


def _is_research(measured: Measured, spot: Spot) -> bool:
    """Whether it is spent on research: 在芯片研发上至少投入500亿元."""
    if measured.cue is None or spot.figure.kind != "money":
        return False
    start = max(spot.clause.start, measured.cue.start - _NEAR_HOLDING)
    return measure_data(spot.clause.base).research.search(spot.clause.text, start, measured.cue.start) is not None


def _is_of_goods(spot: Spot) -> bool:
    """Whether it is what goods cost, and no share: so much a tonne, or a clause that names materials and no company."""
    figure, mentions = spot.figure, spot.clause.mentions
    if figure.kind == "price" and figure.per not in (None, "share", "shares"):
        return True
    ahead = [mention.kind for mention in mentions if mention.span.end <= spot.start]
    return "material" in ahead and "organisation" not in ahead


def by_unit(spot: Spot) -> Measured | None:
    """What the unit alone tells; a count of things that no measure names is a number of them."""
    data = measure_data(spot.clause.base)
    figure = spot.figure
    if figure.kind == "rank":
        return Measured(measure="rank", weak=True)
    if figure.kind == "price":
        return Measured(measure="share-price" if figure.per == "share" else "price", weak=True)
    if figure.kind == "money" and figure.per == "share":
        return Measured(measure="share-price", weak=True)
    if figure.kind == "money" and figure.per is not None and figure.per not in _TIMES:
        return Measured(measure="price", weak=True)
    if figure.kind not in ("count", "quantity") or figure.unit is None:
        return None
    if measure := data.by_unit.get(figure.unit):
        return Measured(measure=measure, weak=True)
    found = unit(figure.unit)
    if found is not None and found.dimension == "power" and to_base(figure.high, figure.unit).value >= _GRID_POWER:
        return Measured(measure="installed-capacity", weak=True)
    if found is not None and (measure := data.by_dimension.get(found.dimension)):
        return Measured(measure=measure, weak=True)
    return Measured(measure="number", weak=True) if figure.kind == "count" else None


def is_inside(measured: Measured, spot: Spot) -> bool:
    """Whether the word of the measure stands in the clause of the figure."""
    return measured.cue is not None and spot.clause.start <= measured.cue.start < spot.clause.end
