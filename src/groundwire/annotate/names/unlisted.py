"""Names that are in no list, by precise rules: a passage and where known names stand in, further names out."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from groundwire.annotate.language_data import language_data
from groundwire.annotate.names.companies import find_companies
from groundwire.annotate.names.han import FoundUnlisted, han_rules
from groundwire.annotate.names.kana import kana_rules
from groundwire.annotate.names.latin import latin_rules
from groundwire.annotate.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Where names of the list begin and end in a text."""

    begins: Mapping[int, str]  # → their kind
    ends: Mapping[int, int]  # → where they begin
    place_ends: Mapping[int, int]


def find_unlisted(passage: Passage, known: Known) -> Iterator[FoundUnlisted]:
    """Names by the rules of the passage's language, those to be believed first before the others."""
    text, folded = passage.wide, passage.folded
    for company in find_companies(text):
        yield FoundUnlisted(start=company.start, end=company.end, kind="organisation", form=True)
    han = han_rules(passage.base)
    if han is not None:
        yield from han.find(folded, known.begins, known.place_ends)
        yield from _pairs(passage)
        yield from _products(passage)
    kana = kana_rules(passage.base)
    if kana is not None:
        yield from kana.find(text, known.ends)
    latin = latin_rules(passage.base)
    if latin is not None:
        yield from latin.find(text, known.ends)


@functools.cache
def _pair_rules(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    data = language_data("names", language)["han"]
    letters = "".join(data["pairs"])
    behind = "|".join(map(re.escape, data["pair_words"]))
    # The character in front is asked for behind the first letter, so that the search skips to letters.
    return re.compile(rf"[{letters}](?<![{letters}其当途从].)[{letters}]{{1,3}}(?={behind})"), data["pairs"]


def _pairs(passage: Passage) -> Iterator[FoundUnlisted]:
    """Countries by one character each: 中美关系."""
    pattern, entities = _pair_rules(passage.base)
    for match in pattern.finditer(passage.folded):
        for at in range(match.start(), match.end()):
            yield FoundUnlisted(start=at, end=at + 1, kind="place", entity=entities[passage.folded[at]] or None)


@functools.cache
def _product_rule(language: str) -> re.Pattern[str]:
    things = "|".join(map(re.escape, language_data("names", language)["han"]["products"]))
    return re.compile(rf"[“「]([^“”「」，。、\n]{{2,12}})[”」](?:{things})")


def _products(passage: Passage) -> Iterator[FoundUnlisted]:
    """A quoted name in front of what it is: “天问”大模型."""
    for match in _product_rule(passage.base).finditer(passage.text):
        yield FoundUnlisted(start=match.start(1), end=match.end(1), kind="product")
