"""Known names of a text in one pass: entities in once, then places of their names out, ambiguous ones by context."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from groundwire.annotate.passage import Found
from groundwire.models import Entity, EntityKind
from groundwire.text.data_files import read_yaml
from groundwire.text.terms import TermIndex, TermMatch, TermPattern, longest

_LOWER_TOO: frozenset[EntityKind] = frozenset({"material", "technology"})  # gallium, quantum computing
_OFFICES = "部局院行委署会省庁"  # how names of offices end that every country has
_SHORT_CAPITALS = 6  # SMIC, TSMC, EU, but not the word "it"


@dataclass(slots=True, kw_only=True)
class FoundName(Found):
    """A known name, and what it denotes."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class _Name:
    entity: Entity
    capital: bool  # must not be written in lower case
    need: int | None  # index of the context that it needs


@dataclass(frozen=True, slots=True)
class _Context:
    need: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names found in one document: sure ones, and ambiguous ones whose context is missing."""

    sure: list[FoundName]
    unsure: list[FoundName]


class NameIndex:
    """One automaton over the names of all entities and the words that ambiguous names need."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        patterns: list[TermPattern[int]] = []
        self._keys: list[_Name | _Context | None] = []  # None: a word that is no name
        for entity in entities:
            self._add(entity, patterns)
        for word in _not_names():
            patterns.append(TermPattern(word, len(self._keys), exact=word.isascii()))
            self._keys.append(None)
        self._index = TermIndex(patterns)

    def _add(self, entity: Entity, patterns: list[TermPattern[int]]) -> None:
        needs: dict[str, int] = {}
        for name, words in entity.needs:
            needs[name] = len(self._keys)  # any number that is unique serves
            for word in words:
                patterns.append(TermPattern(word, len(self._keys)))
                self._keys.append(_Context(needs[name]))
        for name in dict.fromkeys([*(label for _, label in entity.labels), *entity.aliases, *entity.exact]):
            exact = name in entity.exact or _short_capitals(name)
            patterns.append(TermPattern(name.rstrip("*"), len(self._keys), exact=exact))
            capital = entity.kind not in _LOWER_TOO and name[:1].isupper()
            self._keys.append(_Name(entity, capital, needs.get(name)))

    def find(self, text: str, folded: str | None = None) -> Names:
        """The names of a document; of overlapping ones the longest."""
        keys = self._keys
        present: set[int] = set()
        matches: list[TermMatch[int]] = []
        for match in self._index.find(text, folded):
            key = keys[match[2]]
            if isinstance(key, _Context):
                present.add(key.need)
            elif key is None or not (key.capital and text[match[0]].islower()):
                matches.append(match)
        names = longest(matches)
        sure: dict[tuple[int, int], FoundName] = {}
        unsure: list[FoundName] = []
        for match in names:
            name = keys[match.key]
            if not isinstance(name, _Name):
                continue
            found = FoundName(start=match.start, end=match.end, entity=name.entity)
            if name.need is None or name.need in present:
                sure.setdefault((found.start, found.end), found)
            else:
                unsure.append(found)
        places = {found.end: found.entity.country for found in sure.values() if found.entity.kind == "place"}
        own = {key: found for key, found in sure.items() if not _foreign(found, places.get(found.start), text)}
        return _settled(own, unsure)


def _foreign(found: FoundName, country: str | None, text: str) -> bool:
    """德国财政部 is not the ministry that 财政部 alone means in Chinese news; ``country`` is what stands before it."""
    office = found.entity.kind == "organisation" and text[found.end - 1] in _OFFICES
    return office and country is not None and country != found.entity.country


@functools.cache
def _not_names() -> tuple[str, ...]:
    file = resources.files("groundwire.annotate") / "data" / "not_names.yaml"
    return tuple(read_yaml(file))


def _settled(sure: dict[tuple[int, int], FoundName], unsure: list[FoundName]) -> Names:
    """An ambiguous name is sure where the same entity is named unambiguously elsewhere in the document."""
    named = {found.entity.id for found in sure.values()}
    left: list[FoundName] = []
    for found in unsure:
        if found.entity.id in named:
            sure.setdefault((found.start, found.end), found)
        elif (found.start, found.end) not in sure:
            left.append(found)
    return Names(sorted(sure.values(), key=lambda f: f.start), left)


def _short_capitals(name: str) -> bool:
    return len(name) <= _SHORT_CAPITALS and name.isascii() and any(c.isalpha() for c in name) and name.upper() == name


def by_ticker(entities: Iterable[Entity]) -> Iterator[tuple[str, Entity]]:
    """Each ticker with its entity."""
    for entity in entities:
        for ticker in entity.tickers:
            yield ticker, entity
