"""Noun phrases around a share in; whose it is, of what, in which market and what is shared out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from groundwire.annotate.sentence import Sentence
from groundwire.annotate.shares.words import ASIDE, DATE, FIGURE, MORE, NAME, RANK, Peel, ShareWords
from groundwire.models import EntityId, Figure, Mention, Reference, Shared

_HOLDERS = ("organisation", "place", "person")
_ASIDE = re.compile(r" ?[(（\[【][^()（）\[\]【】\ue000]{0,60}[)）\]】]")  # an aside without a percentage says no share
_LATIN = re.compile("[a-z0-9]")
_TORN = re.compile(r"[(（]| (?:of|and|du|de|et|und|y) ")  # what would end a name inside it
_MOST_ROUNDS = 24  # more words than any noun phrase has at its ends


@dataclass(slots=True)
class Phrase:
    """What the words of one phrase say."""

    owner: Reference | None = None
    parts: list[Reference] = field(default_factory=list)  # the owners one by one, where there are several
    thing: Reference | None = None
    scope: Reference | None = None
    shared: Shared | None = None
    pronoun: Reference | None = None
    themselves: bool = False  # the thing is named before
    refused: bool = False  # it is of something else: people, votes, a country's economy


class Reading:
    """One sentence with its percentages, dates and asides out of the way; offsets count in the sentence."""

    def __init__(self, sentence: Sentence, figures: Iterable[Figure], words: ShareWords) -> None:
        self.sentence, self.words = sentence, words
        mentions = [self._resolved(mention) for mention in sentence.mentions]
        self.begun = {mention.span.start - sentence.start: mention for mention in mentions}
        self.ended = {mention.span.end - sentence.start: mention for mention in mentions}
        self.figures = {figure.span.start - sentence.start: figure for figure in figures}
        self.text = self._masked()
        ends = {m.end() for pattern in (words.boundary, words.next) for m in pattern.finditer(self.text)}
        self.bounds = sorted({0, *ends})

    def _resolved(self, mention: Mention) -> Mention:
        """The country, where a company is called by country and goods and is none here: 中国稀土产量."""
        sentence = self.sentence
        start, end = mention.span.start, mention.span.end
        if mention.kind != "organisation" or not self.words.behind_goods.match(sentence.passage.folded, end):
            return mention
        nation = self.words.nation.match(sentence.passage.folded, start, end)
        if nation is None or nation.end() == end:
            return mention
        country = EntityId(self.words.nations[nation[0]])
        return Mention(span=replace(mention.span, end=nation.end()), entity=country, kind="place")

    def _masked(self) -> str:
        sentence = self.sentence
        text = sentence.folded
        edits = [(at, figure.span.end - sentence.start, FIGURE, MORE) for at, figure in self.figures.items()]
        edits += [(d.span.start - sentence.start, d.span.end - sentence.start, DATE, DATE) for d in sentence.dates]
        for start, end, first, more in edits:
            if MORE not in text[start:end] and FIGURE not in text[start:end]:
                text = text[:start] + first + more * (end - start - 1) + text[end:]
        for start, mention in self.begun.items():
            end = mention.span.end - sentence.start
            if _TORN.search(text, start, end) or self.words.boundary.search(text, start, end):
                kept = (c if c.isalnum() or c == "." or "\ue000" <= c <= "\ue003" else NAME for c in text[start:end])
                text = text[:start] + "".join(kept) + text[end:]
        return self._without_asides(text)

    def _without_asides(self, text: str) -> str:
        text = _ASIDE.sub(lambda match: ASIDE * len(match[0]), text)
        for places in (self.begun, self.ended):
            for at in [at for at, m in places.items() if text[m.span.start - self.sentence.start] == ASIDE]:
                del places[at]
        return text

    # places

    def clause(self, at: int) -> int:
        """The number of the clause at a place."""
        return next(n for n in range(len(self.bounds) - 1, -1, -1) if self.bounds[n] <= at)

    def opens(self, at: int) -> bool:
        """Whether a clause begins with the word at this place."""
        return self.bare(self.bounds[self.clause(at)], len(self.text))[0] == at

    def reference(self, start: int, end: int, mention: Mention | None = None) -> Reference:
        """The words of a place, and the entity of the mention that they are."""
        begin = self.sentence.start
        entity = mention.entity if mention else None
        if mention is None and (short := self.words.short_names.get(self.text[start:end])):
            entity = EntityId(short)
        return Reference(span=self.sentence.span(begin + start, begin + end), entity=entity)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without marks and spaces at the ends."""
        text, edges = self.text, self.words.edges
        while start < end and text[start] in edges and start not in self.begun:
            start += 1
        while start < end and text[end - 1] in edges and end not in self.ended:
            end -= 1
        return start, end

    def bare(self, start: int, end: int) -> tuple[int, int]:
        """Without fillers at the ends either, such as ``in 2023`` and ``about``."""
        for _ in range(_MOST_ROUNDS):
            start, end = self.trimmed(start, end)
            before = (start, end)
            if self.words.pronoun.match(self.text, start, end):
                pass  # the company is no company
            elif start not in self.begun and (match := self.words.fillers_start.match(self.text, start, end)):
                start = match.end()
            if end not in self.ended and (match := self.words.fillers_end.search(self.text, start, end)):
                end = match.start()
            if (start, end) == before:
                break
        return start, end

    def named(self, start: int, end: int) -> Reference | None:
        """The words where they are written as a name: known, or every word with a capital letter."""
        reference = self._name(start, end)
        if reference is None or self.words.pronoun.fullmatch(self.text, start, end):
            return None
        begin = self.sentence.start
        words = self.sentence.passage.wide[reference.span.start : reference.span.end].split()
        capital = len(words) <= 4 and all(word[0].isupper() for word in words)
        return reference if capital or reference.span.start - begin in self.begun else None

    # who

    def holders(self, start: int, end: int) -> Phrase:
        """Who the words are, taken as a name or several."""
        said = list(self.words.said.finditer(self.text, start, end))
        start, end = self._before_cut(*self.bare(said[-1].end() if said else start, end))
        if start >= end or self.words.rest_words.match(self.text, start, end):
            return Phrase(refused=start < end)
        parts = [part for part in self._parts(start, end) if part is not None]
        parts = self._without_predicates(parts)
        if len(parts) > 1:
            joint = self.reference(parts[0].span.start - self.sentence.start, parts[-1].span.end - self.sentence.start)
            return Phrase(owner=joint, parts=parts)
        return Phrase(owner=parts[0] if parts else None, parts=parts)

    def _without_predicates(self, parts: list[Reference]) -> list[Reference]:
        """The parts up to one that is no name beside names: Taiwan and guided for."""
        begin, wide = self.sentence.start, self.sentence.passage.wide
        for number, part in enumerate(parts):
            start, first = part.span.start - begin, wide[part.span.start]
            known = start in self.begun or part.span.end - begin in self.ended
            if number and first.islower() and first.isascii() and not known and self._is_capital(parts[0]):
                return parts[:number]
        return parts

    def _is_capital(self, reference: Reference) -> bool:
        return self.sentence.passage.wide[reference.span.start].isupper()

    def _before_cut(self, start: int, end: int) -> tuple[int, int]:
        """Without what begins a predicate: TSMC will."""
        for match in self.words.cut.finditer(self.text, start + 1, end):
            if not self._inside_mention(match.start(), match.end()):
                return self.bare(start, match.start())
        return start, end

    def _parts(self, start: int, end: int) -> Iterator[Reference | None]:
        at = start
        for match in self.words.enum.finditer(self.text, start, end):
            if self._inside_mention(match.start(), match.end()):
                continue
            if match.start() > at:
                yield self._name(at, match.start())
            at = match.end()
        if at < end:
            yield self._name(at, end)

    def listed(self, start: int, end: int) -> list[Reference]:
        """The things of a list, one by one."""
        at, things = start, []
        for match in self.words.enum.finditer(self.text, start, end):
            if not self._inside_mention(match.start(), match.end()):
                things.append(self._thing(at, match.start()))
                at = match.end()
        return [thing for thing in (*things, self._thing(at, end)) if thing is not None]

    def _thing(self, start: int, end: int) -> Reference | None:
        start, end = self.bare(start, end)
        first, last = self.begun.get(start), self.ended.get(end)
        return self.reference(start, end, last if first is last else None) if start < end else None

    def _inside_mention(self, start: int, end: int) -> bool:
        return any(at <= start and end <= m.span.end - self.sentence.start for at, m in self.begun.items())

    def _name(self, start: int, end: int) -> Reference | None:
        start, end = self.bare(start, end)
        if start >= end or self._is_particle(start, end):
            return None
        first, last = self.begun.get(start), self.ended.get(end)
        if last is not None and last is not first and last.kind == "organisation":
            return self.reference(last.span.start - self.sentence.start, end, last)
        if first is not None and first.kind in _HOLDERS:
            stop = first.span.end - self.sentence.start
            generic = self.words.generic.match(self.text, stop, end)
            stop = generic.end() if generic else stop
            rest = self.words.generic_end.search(self.text, stop, end) if first.kind == "place" else None
            if rest is not None and not self._too_long(start, end):
                return self.reference(start, end, first)
            world = self.words.scope_start.fullmatch(self.text, *self.trimmed(stop, end))
            if first.kind != "place" or stop == end or world or self.words.joiner.match(self.text, stop, end):
                return self.reference(start, stop, first)
        begin = last.span.start - self.sentence.start if last is not None else 0
        if (
            last is not None
            and last is not first
            and last.kind in _HOLDERS
            and not _LATIN.match(self.text[begin - 1 : begin])
            and not (last.kind == "place" and begin > start > 0 and self._is_written_as_name(start, begin))
        ):
            return self.reference(last.span.start - self.sentence.start, end, last)
        if self._too_long(start, end) or self.words.not_name.search(self.text[start:end]):
            return None
        return self.reference(start, end, last if first is last else None)

    def _is_written_as_name(self, start: int, end: int) -> bool:
        """Whether every word has a capital letter: T-Mobile, before US."""
        begin = self.sentence.start
        words = self.sentence.passage.wide[begin + start : begin + end].split()
        return all(word[0].isupper() and word[0].isascii() for word in words) and self.text[end - 1] == " "

    def _is_particle(self, start: int, end: int) -> bool:
        """Whether it is one character that stands for nothing: 不, 量."""
        return start not in self.begun and self.words.particle.fullmatch(self.text, start, end) is not None

    def _too_long(self, start: int, end: int) -> bool:
        text = self.text[start:end]
        return len(text) > self.words.longest or text.count(" ") > 5

    # what

    def phrase(self, start: int, end: int) -> Phrase:
        """A phrase peeled from both ends until only the thing remains."""
        found = Phrase()
        said = list(self.words.said.finditer(self.text, start, end))
        start = said[-1].end() if said else start
        found.refused = self.words.not_shared.search(self.text, start, end) is not None
        end = self._before_names(start, end)
        for _ in range(_MOST_ROUNDS):
            before = (start, end)
            start, end = self.trimmed(start, end)
            start = self._peel_start(start, end, found)
            start, end = self.trimmed(start, end)
            end = self._peel_end(start, end, found)
            start, end = self.bare(start, end)
            if (start, end) == before:
                break
        if (source := self.words.source.match(self.text, start, end)) and source.end() in self.begun:
            start = end  # it comes from there, and is no thing
        start = self._split_owner(start, end, found)
        if start not in self.begun and (numeral := self.words.numeral.match(self.text, start, end)):
            start = numeral.end()
        if self.words.them.fullmatch(self.text, start, end):
            found.themselves, start = True, end
        if self.text[start:end].isdigit() or self._is_particle(start, end):
            start = end  # so many of what was named before
        if start < end and not self._too_long(start, end) and not self.words.not_name.search(self.text, start, end):
            first, last = self.begun.get(start), self.ended.get(end)
            if FIGURE in self.text[start:end] or (last is not None and last is not first and last.kind in _HOLDERS):
                return found  # it ends with somebody's name
            found.thing = self.reference(start, end, last if first is last else None)
        elif start < end:
            found.refused = True
        return found

    def _before_names(self, start: int, end: int) -> int:
        """Where a list goes on with somebody who holds something else: platinum and Russia."""
        for match in self.words.enum.finditer(self.text, start + 1, end):
            mention = self.begun.get(match.end())
            if mention is None or mention.kind not in _HOLDERS:
                continue
            if mention.span.end - self.sentence.start in (end - 1, end):
                return self.bare(start, match.start())[1]
        return end

    def _split_owner(self, start: int, end: int, found: Phrase) -> int:
        """Where the thing begins behind an owner that is no known name: Visa 的借记卡交易."""
        joiner = self.words.possessive.search(self.text, start + 1, end - 1) if end - start > 3 else None
        if joiner is None or found.owner is not None or found.shared is None or start in self.begun:
            return start
        found.owner = self._name(start, joiner.start())
        found.parts = [found.owner] if found.owner else []
        return joiner.end()

    def _peel_start(self, start: int, end: int, found: Phrase) -> int:
        mention = self.begun.get(start)
        if mention is not None and mention.kind in _HOLDERS:
            return self.peel_owner(start, end, mention, found)
        if match := self.words.pronoun.match(self.text, start, end):
            found.pronoun = found.pronoun or self.reference(start, match.end())
            return self._joined(match.end(), end)
        if found.owner is None and (match := self.words.group.match(self.text, start, end)):
            found.owner = self.reference(start, match.end())
            found.parts = [found.owner]
            return self._joined(match.end(), end)
        if match := self.words.scope_start.match(self.text, start, end):
            found.scope = found.scope or self.reference(*self._bare_scope(start, match.end()))
            return match.end()
        return self._peel_shared(self.words.shared_start, start, end, found)[1]

    def _bare_scope(self, start: int, end: int) -> tuple[int, int]:
        """Without article and ending, where that leaves anything."""
        start, end = self.trimmed(start, end)
        bare = self.bare(start, end) if _LATIN.match(self.text[start:end]) else (start, end)
        return bare if bare[0] < bare[1] else (start, end)

    def peel_owner(self, start: int, end: int, mention: Mention, found: Phrase) -> int:
        """Put the names that begin at ``start`` into the phrase; where what is theirs begins."""
        stop = mention.span.end - self.sentence.start
        if stop > end:
            return start
        generic = self.words.generic.match(self.text, stop, end)
        stop = generic.end() if generic else stop
        named = self.reference(start, stop, mention)
        if found.owner is None:
            found.owner, found.parts = named, [named]
        elif mention.kind == "place":
            found.scope = found.scope or named
        else:
            return start
        enum = self.words.enum.match(self.text, stop, end)
        if enum and (following := self.begun.get(enum.end())) and following.kind in _HOLDERS:
            return self._peel_further(start, enum.end(), end, found)
        return self._joined(stop, end)

    def _joined(self, at: int, end: int) -> int:
        """Behind the words that join an owner with what is its."""
        joiner = self.words.joiner.match(self.text, at, end)
        return joiner.end() if joiner else at

    def _peel_further(self, start: int, at: int, end: int, found: Phrase) -> int:
        """The owners behind the first."""
        further = Phrase()
        stop = self.peel_owner(at, end, self.begun[at], further)
        if further.owner is None or found.owner is None:
            return at
        found.parts += further.parts
        found.owner = self.reference(start, further.owner.span.end - self.sentence.start)
        return stop

    def _peel_end(self, start: int, end: int, found: Phrase) -> int:
        if end <= start:
            return end
        if match := self.words.scope_end.search(self.text, start, end):
            found.scope = found.scope or self.reference(*self._bare_scope(match.start(), match.end()))
            return match.start()
        mention = self.ended.get(end)
        if mention is not None:
            at = mention.span.start - self.sentence.start
            match = self.words.place_before.search(self.text, start, at) if mention.kind in _HOLDERS else None
            if match and mention.kind == "place":
                found.scope = found.scope or self.reference(at, end, mention)
            elif match and found.owner is None:
                found.owner = self.reference(at, end, mention)
                found.parts = [found.owner]
            if match:
                return match.start()
            if mention.kind not in _HOLDERS and at >= start:
                return end  # the words of a known thing are its own, such as 晶圆代工
        return self._peel_shared(self.words.shared_end, start, end, found)[0]

    def _peel_shared(self, peel: Peel, start: int, end: int, found: Phrase) -> tuple[int, int]:
        """Where the words begin that say what is shared, and where they end; ``end`` and ``start`` without any."""
        at_start = peel is self.words.shared_start
        match = peel.pattern.match(self.text, start, end) if at_start else peel.pattern.search(self.text, start, end)
        if match is None or match.end() == match.start():
            return end, start
        found.shared = stronger(found.shared, peel.shared[(match.lastindex or 1) - 1])
        return match.start(), match.end()


def stronger(*shared: Shared | None) -> Shared | None:
    """Of several words for what is shared, the one that says more."""
    return min((one for one in shared if one), key=RANK.index, default=None)
