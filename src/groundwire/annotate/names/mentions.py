"""Mentions of a text: known names, stock codes, unlisted names and short forms, none overlapping."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from groundwire.annotate.names.han import FoundUnlisted
from groundwire.annotate.names.index import FoundName, NameIndex, Names, by_ticker
from groundwire.annotate.names.short_forms import (
    Definition,
    find_definitions,
    initials_of,
    long_name_before,
    name_before,
)
from groundwire.annotate.names.tagger import Tagger
from groundwire.annotate.names.tickers import BRACKETED, FoundTicker, bare_ticker, find_tickers
from groundwire.annotate.names.unlisted import Known, find_unlisted
from groundwire.annotate.passage import Found, Passage
from groundwire.models import Entity, EntityId, EntityKind

_MOST_DEFINITIONS = 100  # each is looked for in the whole text; no document introduces more short forms
_MOST_PERSONS = 100  # likewise
_NAMED: frozenset[EntityKind] = frozenset({"organisation", "person", "product", "law"})  # what has a short form
_OPEN = "(（[【"
_DOTS = "·•‧・"
_LEGAL_FORM = 3  # a name this long keeps what it denotes when only a legal form is added


@dataclass(slots=True, kw_only=True)
class FoundMention(Found):
    """A mention with its place in the passage."""

    entity: EntityId | None
    kind: EntityKind
    ticker: str | None = None


class MentionFinder:
    """Finds mentions of the given entities, and of what rules can find; picklable."""

    def __init__(self, entities: Iterable[Entity], tagger: Tagger | None = None) -> None:
        known = list(entities)
        self._names = NameIndex(known)
        self._tickers = dict(by_ticker(known))
        self._ids = frozenset(entity.id for entity in known)
        self._tagger = tagger

    def find(self, passage: Passage) -> list[FoundMention]:
        """Every mention of the passage, in order."""
        names = self._names.find(passage.wide, passage.folded)
        tickers = list(self._listed(passage.wide))
        mentions = _Mentions(passage.wide, [_named(name) for name in names.sure])
        mentions.add_longer(find_unlisted(passage, mentions.known()), self._ids)
        bound = list(self._bound(passage.wide, mentions, names, tickers))
        mentions.replace(bound)
        mentions.add_around(self._ticker_mention(ticker) for ticker in tickers)
        _define(passage.wide, mentions)
        _name_again(passage.wide, mentions)
        if self._tagger is not None:
            mentions.add(_tagged(self._tagger, passage))
        return mentions.ordered()

    def _listed(self, wide: str) -> Iterator[FoundTicker]:
        yield from find_tickers(wide)
        for match in BRACKETED.finditer(wide):
            ticker = bare_ticker(match["number"])
            if ticker is not None:
                yield FoundTicker(start=match.start("number"), end=match.end("number"), ticker=ticker)

    def _ticker_mention(self, found: FoundTicker) -> FoundMention:
        entity = self._tickers.get(found.ticker)
        return FoundMention(
            start=found.start,
            end=found.end,
            entity=entity.id if entity else None,
            kind=entity.kind if entity else "organisation",
            ticker=found.ticker,
        )

    def _bound(
        self, wide: str, mentions: "_Mentions", names: Names, tickers: list[FoundTicker]
    ) -> Iterator[FoundMention]:
        """Names that stand right before a bracket with a stock code, known or not."""
        unsure = {name.end: name for name in names.unsure}
        for ticker in tickers:
            end = _bracket_before(wide, ticker.start)
            if end is None:
                continue
            entity = self._tickers.get(ticker.ticker)
            name = mentions.ending(end) or (_named(unsure[end]) if end in unsure else None)
            if name is not None and name.kind == "organisation":
                yield replace(name, ticker=ticker.ticker)
            elif (unknown := name_before(wide, end)) is not None:
                yield FoundMention(
                    start=unknown.start,
                    end=unknown.end,
                    entity=entity.id if entity else None,
                    kind="organisation",
                    ticker=ticker.ticker,
                )


class _Mentions:
    """Mentions so far, by where they begin and end, with what places they take."""

    def __init__(self, text: str, mentions: list[FoundMention]) -> None:
        self._by_start: dict[int, FoundMention] = {}
        self._by_end: dict[int, FoundMention] = {}
        self._taken = bytearray(len(text))
        for mention in mentions:
            self._put(mention)

    def _put(self, mention: FoundMention) -> None:
        self._by_start[mention.start] = self._by_end[mention.end] = mention
        self._taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention stands there."""
        return self._taken.find(1, start, end) < 0

    def ending(self, end: int) -> FoundMention | None:
        """The mention that ends at ``end``."""
        return self._by_end.get(end)

    def add(self, mentions: Iterable[FoundMention]) -> None:
        """Those whose place is free."""
        for mention in mentions:
            if self.is_free(mention.start, mention.end):
                self._put(mention)

    def replace(self, mentions: Iterable[FoundMention]) -> None:
        """Those, instead of what stands in their place."""
        for mention in mentions:
            for inside in self._touching(mention):
                del self._by_start[inside.start], self._by_end[inside.end]
                self._taken[inside.start : inside.end] = bytes(inside.end - inside.start)
            self._put(mention)

    def _touching(self, place: Found) -> list[FoundMention]:
        if self.is_free(place.start, place.end):
            return []
        begun = [self._by_start[at] for at in range(place.start, place.end) if at in self._by_start]
        ended = [self._by_end[at] for at in range(place.start + 1, place.end + 1) if at in self._by_end]
        around = [mention for mention in ended if mention.start < place.start]
        return [*around, *begun]

    def add_around(self, mentions: Iterable[FoundMention]) -> None:
        """Those whose place is free, or taken only by what lies inside (ASML in ASML.AS)."""
        for mention in mentions:
            if all(mention.start <= m.start and m.end <= mention.end for m in self._touching(mention)):
                self.replace([mention])

    def add_longer(self, found: Iterable[FoundUnlisted], ids: Container[str]) -> None:
        """Unlisted names where nothing stands, or around it; one that only adds a legal form keeps the entity."""
        for name in found:
            inside = self._touching(name)
            if any(m.end > name.end or m.start < name.start for m in inside):
                continue
            if not inside and self._taken.find(1, name.start, name.end) >= 0:
                continue  # something around it
            if any((m.start, m.end) == (name.start, name.end) for m in inside):
                continue
            if name.kind != "organisation" and any(m.kind != "place" or m.entity is None for m in inside):
                continue
            head = next((m for m in inside if m.start == name.start and m.kind == "organisation"), None)
            same = head if name.form and head is not None and head.end - head.start >= _LEGAL_FORM else None
            entity = EntityId(name.entity) if name.entity in ids and name.entity else same.entity if same else None
            ticker = same.ticker if same else None
            self.replace([FoundMention(start=name.start, end=name.end, entity=entity, kind=name.kind, ticker=ticker)])

    def known(self) -> Known:
        """Where names stand so far."""
        return Known(
            begins={mention.start: mention.kind for mention in self._by_start.values()},
            ends={mention.end: mention.start for mention in self._by_end.values()},
            place_ends={mention.end: mention.start for mention in self._by_end.values() if mention.kind == "place"},
        )

    def ordered(self) -> list[FoundMention]:
        """All, in the order of the text."""
        return [self._by_start[start] for start in sorted(self._by_start)]


def _named(name: FoundName) -> FoundMention:
    return FoundMention(start=name.start, end=name.end, entity=name.entity.id, kind=name.entity.kind)


def _bracket_before(wide: str, at: int) -> int | None:
    """Where a name would end if ``at`` begins what is in a bracket behind it."""
    open_at = at - 1
    for opener in range(at - 1, max(-1, at - 16), -1):
        if wide[opener] in _OPEN:
            open_at = opener
            break
        if wide[opener] in ")）\n。，":
            return None
    if open_at < 1 or wide[open_at] not in _OPEN:
        return None
    end = open_at - 1 if wide[open_at - 1] == " " else open_at
    while end and wide[end - 1] in '”"」』':
        end -= 1
    return end or None


def _define(wide: str, mentions: _Mentions) -> None:
    """Adds every place of the short forms that the text introduces, and long forms that only they show."""
    first = {definition.short: definition for definition in reversed(list(find_definitions(wide)))}
    for definition in islice(first.values(), _MOST_DEFINITIONS):
        name = mentions.ending(definition.name_end)
        if name is None or name.kind not in _NAMED:
            name = _long_form(wide, definition)
            if name is None:
                continue
            mentions.replace([name])
        short, *others = _everywhere(wide, definition, name)
        mentions.replace([short])
        mentions.add(others)


def _long_form(wide: str, definition: Definition) -> FoundMention | None:
    end = definition.name_end
    start = initials_of(wide, definition.short, end) if definition.short.isascii() else None
    if start is None and definition.said:
        found = long_name_before(wide, end)
        start = found.start if found else None
    return None if start is None else FoundMention(start=start, end=end, entity=None, kind="organisation")


def _everywhere(wide: str, definition: Definition, name: FoundMention) -> Iterator[FoundMention]:
    """The short form where it is introduced, then in the first line, which is the headline, and from there on."""
    first = replace(name, start=definition.start, end=definition.end)
    yield first
    headline = wide.find("\n", 0, definition.start)
    for begin, until in ((0, max(0, headline)), (definition.end, len(wide))):
        at = wide.find(definition.short, begin, until)
        while at >= 0:
            end = at + len(definition.short)
            if not _inside_word(wide, at, end):
                yield replace(name, start=at, end=end)
            at = wide.find(definition.short, end, until)


def _name_again(wide: str, mentions: _Mentions) -> None:
    """Adds persons wherever they are named again, in full or by the last part of their names."""
    parts: dict[str, FoundMention] = {}
    for mention in mentions.ordered():
        if mention.kind == "person":
            for part in _parts_of(wide[mention.start : mention.end]):
                parts.setdefault(part, mention)
    for part, person in islice(parts.items(), _MOST_PERSONS):
        at = wide.find(part)
        while at >= 0:
            end = at + len(part)
            if mentions.is_free(at, end) and not _inside_word(wide, at, end):
                mentions.add([replace(person, start=at, end=end, ticker=None)])
            at = wide.find(part, end)


def _parts_of(name: str) -> Iterator[str]:
    if len(name) > 2 or name.isascii():
        yield name
    last = re.split(rf"[ {_DOTS}=＝]", name)[-1]
    if last != name and len(last) > 1 and not last.islower():
        yield last


def _tagged(tagger: Tagger, passage: Passage) -> Iterator[FoundMention]:
    for found in tagger.tag(passage.text, passage.language):
        if 0 <= found.start < found.end <= len(passage.text):
            yield FoundMention(start=found.start, end=found.end, entity=None, kind=found.kind)


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalnum() and text[start].isascii()) or (
        after.isascii() and after.isalnum() and text[end - 1].isascii()
    )
