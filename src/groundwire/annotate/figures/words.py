"""Everything the data files of one language say about figures, as look-up tables."""

import re
from decimal import Decimal
from typing import Any, cast

from groundwire.annotate.figures.tails import Lookup, Phrase, SpacedWords, Tail, TailClass
from groundwire.annotate.language_data import language_data
from groundwire.models import Qualifier
from groundwire.text.scripts import fold


class FigureWords:
    """Everything the data files of one language say about figures."""

    def __init__(self, language: str) -> None:
        data = language_data("figures", language)
        tails = _tails(data)
        self.exact_tails = Lookup(_exact_tails(data))
        folded_tails = {fold(word): found for word, found in tails.items()}
        self.tails = Lookup(folded_tails)
        self.both = _ambiguous(data)
        self.exact_before = Lookup(cast(dict[str, str], data["currency_before_exact"]))
        self.before = Lookup({fold(word): code for word, code in data["currency_before"].items()})
        self.letters = {word: Decimal(value) for word, value in data["money_letters"].items()}
        self.qualifiers_before = Lookup(_folded(data["qualifiers_before"]))
        self.qualifiers_after = Lookup(_folded(data["qualifiers_after"]))
        self.qualifiers_between = Lookup(_folded(data.get("qualifiers_between", {})))
        self.qualifier_gaps = Lookup({fold(word): True for word in data.get("qualifier_gaps", [])})
        self.phrases = {fold(word): _phrase(entry) for word, entry in data["phrases"].items()}
        self.ranges = frozenset(fold(word) for word in data["ranges"])
        self.between_ranges = frozenset(fold(word) for word in data.get("ranges_need_between", []))
        self.between = tuple(fold(word) for word in data["between"])
        self.origin = tuple(fold(word) for word in data["from"])
        self.of = tuple(fold(word) for word in data["of"])
        self.fraction_after = tuple(fold(word) for word in data["fraction_after"])
        self.ordinal_before = tuple(fold(word) for word in data["ordinal_before"])
        self.ordinal_after = tuple(fold(word) for word in data["ordinal_after"])
        self.not_followed = {
            fold(word): tuple(fold(next_) for next_ in nexts) for word, nexts in data.get("not_followed", {}).items()
        }
        self.vague_before = frozenset(data.get("vague_before", []))
        self.percent_tail = {fold(word): Decimal(value) for word, value in data.get("percent_tail", {}).items()}
        self.unit_tail = {fold(word): Decimal(str(value)) for word, value in data.get("unit_tail", {}).items()}
        self.percent_tail_before = data.get("percent_tail_before", "")
        percent_before = {fold(word): _decimal(value) for word, value in data["percent_before"].items()}
        self.percent_before = SpacedWords(percent_before)
        self.spaced_tails = SpacedWords({w: t for w, t in folded_tails.items() if t.type in ("percent", "points")})
        self.unit_tail_not_followed = tuple(fold(word) for word in data.get("unit_tail_not_followed", []))
        self.model_names = bool(data.get("model_names"))
        self.parts: dict[str, dict[str, int]] = data.get("parts", {})
        self.sum_words = frozenset(fold(word) for word in data.get("sum_words", []))
        self.articles = frozenset(fold(word) for word in data.get("articles", []))
        self.colloquial = frozenset(data.get("colloquial", []))
        self.colloquial_after = frozenset(data.get("colloquial_after", ""))
        self._read_judgements(data)
        self.beside = self._beside()
        self.tail_firsts, self.exact_firsts = self.tails.first, self.exact_tails.first

    def _read_judgements(self, data: dict[str, Any]) -> None:
        """What says whether a number with a unit is a figure, and of which kind."""
        self.bare_counts = bool(data["bare_counts"])
        self.change_by = tuple(fold(word) for word in data["change_by"])
        self.occasions = frozenset(fold(word) for word in data["occasions"])
        self.multiple_after = frozenset(fold(word) for word in data["multiple_after"])
        self.multiple_before = frozenset(fold(word) for word in data["multiple_before"])
        self.approximate = tuple(data["approximate"])
        self.clock_before = frozenset(data["clock_before"])
        self.clock_not_after = tuple(data["clock_not_after"])
        self.comma_groups = bool(data["comma_groups"])
        self.comma_decimals = frozenset(data["comma_decimals"])
        self.not_fractions = frozenset(data["not_fractions"])
        self.near: dict[str, dict[str, str]] = data["near"]
        self.vague_currencies = frozenset(fold(word) for word in data["vague_currencies"])
        self.local_currencies: dict[str, dict[str, str]] = data["local_currencies"]
        self.local_script = str(data["local_script"])
        self.weak_counts = {fold(word): Decimal(most) for word, most in data["weak_counts"].items()}
        self.year_words = tuple(fold(word) for word in data["year_words"])
        self.open_counts = frozenset(data["open_counts"])
        self.far_marks = frozenset(data["far_qualifier_marks"])
        self.far_qualifier = re.compile(f"{data['far_qualifier'] or '(?!)'}$")
        self.no_extent = re.compile(f"(?:{data['no_extent'] or '(?!)'})$")
        self.phrase_needs = {
            fold(word): (re.compile(f"(?:{needs[0]})$"), re.compile(needs[1]))
            for word, needs in data["phrase_needs"].items()
        }
        self.index_words = tuple(fold(word) for word in data["index_words"])
        self.index_signs = tuple(data["index_signs"])
        self.quarter_words = tuple(data["quarter_words"])
        self.named_before = re.compile(f"(?:{data['named_before'] or '(?!)'})$")
        self.colloquial_counts: dict[str, str] = data["colloquial_counts"]
        self.colloquial_after_money = str(data["colloquial_after_money"])
        self.amounts_inherit = bool(data["amounts_inherit"])
        self.noun_units = bool(data["noun_units"])
        self.counted = frozenset(fold(str(word)) for section in ("counts", "units") for word in data[section])
        self.things = Lookup({fold(word): unit for word, unit in data["things"].items()})

    def _beside(self) -> tuple[frozenset[str], frozenset[str]]:
        """The characters one of which stands before, or behind, every number that is a part of a figure."""
        joins = [word for word in (*self.ranges, *self.sum_words, *self.of) if word]
        before = self.before.last | self.exact_before.last | self.percent_before.last | {word[-1] for word in joins}
        behind = self.tails.first | self.exact_tails.first | self.qualifiers_between.first | {word[0] for word in joins}
        return before | {" "}, behind | frozenset(self.letters) | frozenset(" -‐‑([<{.,/两")


def _folded(table: dict[str, Any]) -> dict[str, Qualifier | None]:
    return {fold(word): cast("Qualifier | None", value) for word, value in table.items()}


def _tails(data: dict[str, Any]) -> dict[str, Tail]:
    tails: dict[str, Tail] = {}
    sections: list[tuple[str, TailClass]] = [
        ("durations", "duration"),
        ("generic_units", "generic"),
        ("counts", "count"),
        ("units", "unit"),
        ("index_points", "unit"),
        ("currency_after", "money"),
    ]
    for section, type_ in sections:
        tails |= {str(word): _tail(type_, name) for word, name in data[section].items()}
    factors: list[tuple[str, TailClass, str]] = [
        ("percent", "percent", "%"),
        ("points", "points", "percentage points"),
        ("multiples", "multiple", "times"),
    ]
    for section, kind, name in factors:
        tails |= {word: Tail(kind, name, _decimal(factor)) for word, factor in data[section].items()}
    for word, (code, factor) in data.get("subunits", {}).items():
        tails[word] = Tail("money", code, _decimal(factor))
    return tails


def _tail(type_: TailClass, unit: str | list[Any]) -> Tail:
    """The unit, or the unit it is written as and how many of it it is: kt is [t, 1000]."""
    return Tail(type_, unit) if isinstance(unit, str) else Tail(type_, unit[0], _decimal(unit[1]))


def _exact_tails(data: dict[str, Any]) -> dict[str, Tail]:
    units = {str(word): _tail("unit", name) for word, name in data["units_exact"].items()}
    return units | {str(word): Tail("money", code) for word, code in data["currency_after_exact"].items()}


def _ambiguous(data: dict[str, Any]) -> dict[str, Tail]:
    """Words that are a currency and a unit (pound): money from a million on, else the unit."""
    return {fold(word): _tail("unit", data["units"][word]) for word in data["currency_after"] if word in data["units"]}


def _phrase(entry: dict[str, Any]) -> Phrase:
    return Phrase(entry["kind"], _decimal(entry["value"]), entry.get("qualifier"))


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))
