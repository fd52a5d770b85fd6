"""Mentions of a text: known names, stock codes, unlisted companies and short forms brought together, none overlapping."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from groundwire.annotate.names import FoundName, NameIndex, Names, by_ticker
from groundwire.annotate.passage import Found, Passage
from groundwire.annotate.tickers import BRACKETED, FoundTicker, bare_ticker, find_tickers
from groundwire.annotate.unlisted import Definition, find_companies, find_definitions, initials_of, name_before
from groundwire.models import Entity, EntityId, EntityKind

_OPEN = "(（[【"
_FAMILIES: dict[EntityKind, int] = {"organisation": 0}  # of the same length an organisation wins


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention(Found):
    """A mention with its place in the passage."""

    entity: EntityId | None
    kind: EntityKind
    ticker: str | None = None


class MentionFinder:
    """Finds mentions of the given entities, and of what rules can find; picklable."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        known = list(entities)
        self._names = NameIndex(known)
        self._tickers = dict(by_ticker(known))

    def find(self, passage: Passage) -> list[FoundMention]:
        """Every mention of the passage, in order."""
        names = self._names.find(passage.wide, passage.folded)
        tickers = list(self._listed(passage.wide))
        mentions = _Mentions(passage.wide, [_named(name) for name in names.sure])
        bound = list(self._bound(passage.wide, mentions, names, tickers))
        mentions.replace(bound)
        mentions.add(self._ticker_mention(ticker) for ticker in tickers)
        mentions.add_longer(_company(found) for found in find_companies(passage.wide))
        mentions.add(_defined(passage.wide, mentions))
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
    """Mentions so far, with what places they take."""

    def __init__(self, text: str, mentions: list[FoundMention]) -> None:
        self._by_start = {mention.start: mention for mention in mentions}
        self._taken = bytearray(len(text))
        for mention in mentions:
            self._mark(mention, 1)

    def _mark(self, mention: FoundMention, value: int) -> None:
        self._taken[mention.start : mention.end] = bytes([value]) * (mention.end - mention.start)

    def ending(self, end: int) -> FoundMention | None:
        """The mention that ends at ``end``."""
        if not end or not self._taken[end - 1]:
            return None
        return next((m for m in self._by_start.values() if m.end == end), None)

    def add(self, mentions: Iterable[FoundMention]) -> None:
        """Those whose place is free."""
        for mention in mentions:
            if not any(self._taken[mention.start : mention.end]):
                self._by_start[mention.start] = mention
                self._mark(mention, 1)

    def replace(self, mentions: Iterable[FoundMention]) -> None:
        """Those, instead of what stands in their place."""
        for mention in mentions:
            if any(self._taken[mention.start : mention.end]):
                self._drop(mention)
            self._by_start[mention.start] = mention
            self._mark(mention, 1)

    def add_longer(self, mentions: Iterable[FoundMention]) -> None:
        """Company names around what was found in them; one that only adds a legal form keeps the entity."""
        for mention in mentions:
            inside = [self._by_start[at] for at in range(mention.start, mention.end) if at in self._by_start]
            if any(m.end > mention.end for m in inside):
                continue
            head = next((m for m in inside if m.start == mention.start and m.kind == "organisation"), None)
            if head is not None and head.end - head.start >= 3:
                mention = replace(mention, entity=head.entity, ticker=head.ticker)
            self.replace([mention])

    def _drop(self, place: FoundMention) -> None:
        for start, mention in list(self._by_start.items()):
            if mention.start < place.end and place.start < mention.end:
                del self._by_start[start]
                self._mark(mention, 0)

    def ordered(self) -> list[FoundMention]:
        """All, in the order of the text."""
        return sorted(self._by_start.values(), key=lambda mention: mention.start)


def _named(name: FoundName) -> FoundMention:
    return FoundMention(start=name.start, end=name.end, entity=name.entity.id, kind=name.entity.kind)


def _company(found: Found) -> FoundMention:
    return FoundMention(start=found.start, end=found.end, entity=None, kind="organisation")


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


def _defined(wide: str, mentions: _Mentions) -> list[FoundMention]:
    """Every place of a short form that the text itself introduced, and the long form where only its initials show it."""
    found: list[FoundMention] = []
    for definition in find_definitions(wide):
        name = mentions.ending(definition.name_end)
        if name is None and definition.short.isascii():
            start = initials_of(wide, definition.short, definition.name_end)
            if start is None:
                continue
            name = FoundMention(start=start, end=definition.name_end, entity=None, kind="organisation")
            found.append(name)
        if name is not None and name.kind != "place":
            found += _everywhere(wide, definition, name)
    return found


def _everywhere(wide: str, definition: Definition, name: FoundMention) -> Iterator[FoundMention]:
    at = definition.start
    while at >= 0:
        end = at + len(definition.short)
        if not _inside_word(wide, at, end):
            yield FoundMention(start=at, end=end, entity=name.entity, kind=name.kind, ticker=name.ticker)
        at = wide.find(definition.short, end)


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalnum() and text[start].isascii()) or (
        after.isascii() and after.isalnum() and text[end - 1].isascii()
    )
