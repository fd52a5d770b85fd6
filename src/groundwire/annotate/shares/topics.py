"""A share that does not say what it is of in, the best candidate of its sentence out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from groundwire.annotate.shares.drafts import THINGS, Draft
from groundwire.annotate.shares.earlier import EarlierReader
from groundwire.annotate.shares.words import DATE, FIGURE, MORE
from groundwire.models import Mention, Reference, Shared

_OWNED: tuple[Shared, ...] = ("ownership", "revenue")
_TRADED: tuple[Shared, ...] = ("market", "shipments", "production", "capacity", "exports", "consumption")


_ATTACHED = 2  # characters between a thing and the word that says what of it is shared
_OPENING = 40  # characters in which a sentence names who announces something
_MASKED = re.compile(f"[{FIGURE}{MORE}{DATE}]")


class _Candidate(NamedTuple):
    score: float
    reference: Reference


class TopicReader(EarlierReader):
    """Reads what the shares of one sentence are of, where their own words do not say."""

    def _complete(self, draft: Draft) -> None:
        self._unlist(draft)
        if draft.shared == "ownership":
            self._add_shareholder(draft)
        if draft.shared in _OWNED:
            self._part_latter(draft)
            if self._lacks_company(draft):
                draft.of = self._best(self._companies(draft)) or self._without_holder(draft)
        elif draft.of is None and draft.shared is not None and not draft.themselves:
            draft.of = self._best(self._topics(draft))

    def _unlist(self, draft: Draft) -> None:
        """Several companies are no thing but the holders: the share of A, B and C."""
        if draft.of is None or draft.shared not in ("market", "shipments", "capacity", "production"):
            return
        start, end = self._span(draft.of)
        named = [at for at, m in self._reading.begun.items() if start <= at < end and m.kind == "organisation"]
        if named and self._words.enum.search(self._reading.text, start, end):
            holders = self._reading.holders(start, end)
            draft.holder, draft.parts, draft.of = holders.owner, holders.parts, None

    def _best(self, candidates: Iterator[_Candidate]) -> Reference | None:
        """The candidate with the highest score, the last of those."""
        best: _Candidate | None = None
        for candidate in candidates:
            if candidate.score > 0 and (best is None or candidate.score >= best.score):
                best = candidate
        return best.reference if best else None

    # companies

    def _add_shareholder(self, draft: Draft) -> None:
        """A name behind a title, where nobody or only a place is found: 股东四海君芯; 北京 of 北京君正 is none."""
        if draft.holder is not None and self._kind(draft.holder) != "place":
            return
        if draft.holder is not None and self._kind(draft.holder) == "place" and len(draft.parts) < 2:
            end = self._span(draft.holder)[1]
            if not self._words.titled_end.match(self._reading.text, end):
                draft.holder, draft.parts = None, ()
        titled = [m.span("name") for m in self._words.titled.finditer(self._reading.text, 0, draft.at)]
        if draft.holder is None and titled:
            name = self._reading.holders(*titled[-1]).owner
            if name is not None:
                draft.holder, draft.parts, draft.himself = name, [name], None

    def _lacks_company(self, draft: Draft) -> bool:
        """Whether nothing, a pronoun, a kind of goods or a list with the holder in it stands for the company."""
        if draft.of is None or self._is_latter(draft.of):
            return True
        if self._words.pronoun.fullmatch(self._reading.text, *self._span(draft.of)):
            return True
        span = draft.of.span
        if draft.holder is not None and span.start < draft.holder.span.end and draft.holder.span.start < span.end:
            return True
        if draft.shared == "revenue":
            return not self._is_company(draft.of)
        return draft.holder is not None and self._bears(draft.of, draft.holder)

    def _bears(self, of: Reference, holder: Reference) -> bool:
        """Whether the holder is named in it."""
        if holder.entity is None:
            return False
        start, end = self._span(of)
        return any(m.entity == holder.entity for at, m in self._reading.begun.items() if start <= at < end)

    def _part_latter(self, draft: Draft) -> None:
        """The latter of two companies is no buyer of itself."""
        if draft.of is not None and self._is_latter(draft.of) and len(draft.parts) == 2:
            first, second = draft.parts
            draft.holder, draft.parts, draft.of = first, [first], second

    def _without_holder(self, draft: Draft) -> Reference | None:
        """What it is of, unless that is who has it."""
        if draft.of is None or draft.holder is None:
            return draft.of
        if draft.shared == "revenue" and self._kind(draft.of) in THINGS:
            return None
        one, other = draft.of.span, draft.holder.span
        return None if one.start < other.end and other.start < one.end else draft.of

    def _is_latter(self, reference: Reference) -> bool:
        return self._words.latter.fullmatch(self._reading.text, *self._span(reference)) is not None

    def _companies(self, draft: Draft) -> Iterator[_Candidate]:
        """Companies that the sentence names before the share; that it opens with, or that announces, most of all."""
        reading = self._reading
        latter = draft.of is not None and self._is_latter(draft.of)
        for match in self._words.venture.finditer(reading.text, 0, draft.at):
            if draft.shared == "ownership":
                yield _Candidate(6, reading.reference(*reading.bare(*match.span("name"))))
        if (announcing := self._announcing(draft)) is not None and not latter:
            yield _Candidate(4, announcing)
        for at, mention in reading.begun.items():
            end = mention.span.end - reading.sentence.start
            if at >= draft.at or mention.kind != "organisation" or self._is_holding(mention, draft):
                continue
            if self._words.reports.match(reading.text, end):
                continue
            if latter:
                yield _Candidate(1, reading.reference(at, end, mention))
                continue
            score = 1.0 + 2 * (reading.bare(0, end)[0] == at) + reading.opens(at)
            score += 2 * (self._words.announces.match(reading.text, end) is not None)
            score -= 0.5 * (self._words.marked.search(reading.text, 0, at) is not None)
            yield _Candidate(score, reading.reference(at, end, mention))

    def _announcing(self, draft: Draft) -> Reference | None:
        """A company that no list has and that the sentence opens with: 华岭微电公告称."""
        reading = self._reading
        said = self._words.announces.search(reading.text, 0, min(draft.at, _OPENING))
        if said is None:
            return None
        start, end = reading.bare(0, said.start())
        if reading.ended.get(end) is not None or not self._words.unlisted.fullmatch(reading.text, start, end):
            return None
        return reading.reference(start, end)

    def _is_holding(self, mention: Mention, draft: Draft) -> bool:
        """Whether it is the holder, or somebody who has another share here."""
        if mention.entity is not None and mention.entity in self._holding:
            return True
        held = [part for part in (draft.holder, draft.himself, *draft.parts) if part is not None]
        return any(
            (mention.entity is not None and mention.entity == part.entity)
            or (part.span.start < mention.span.end and mention.span.start < part.span.end)
            for part in held
        )

    # things

    def _topics(self, draft: Draft) -> Iterator[_Candidate]:
        """What the clause says it speaks of, what is shared in clauses before, goods that are named."""
        here = self._reading.clause(draft.at)
        yield from self._named_topics(draft, here)
        yield from self._earlier_wholes(draft, here)
        yield from self._earlier_goods(draft, here)
        last = self._last(draft.at)
        if last is not None and last is not self._before and last.of is not None and last.shared == draft.shared:
            yield _Candidate(4, last.of)

    def _named_topics(self, draft: Draft, here: int) -> Iterator[_Candidate]:
        """In EVs, bei Magnesium."""
        reading = self._reading
        for clause in (here, here - 1):
            if clause < 0:
                continue
            end = reading.bounds[clause + 1] - 1 if clause + 1 < len(reading.bounds) else len(reading.text)
            for match in self._words.topic.finditer(reading.text, reading.bounds[clause], end):
                sure = "sure" in match.re.groupindex and match.start("sure") >= 0
                thing = self._goods_in(*match.span("thing"), draft, sure=sure)
                if thing is not None:
                    yield _Candidate(6 - (here - clause), thing)

    def _earlier_wholes(self, draft: Draft, here: int) -> Iterator[_Candidate]:
        """What words for a whole say that it is of, in this clause and in those before."""
        reading = self._reading
        for match in self._words.shared_any.pattern.finditer(reading.text):
            clause = reading.clause(match.start())
            distance = here - clause
            if not -1 <= distance <= 4 or (distance < 0 and FIGURE in reading.text[draft.at + 1 : match.start()]):
                continue
            shared = self._words.shared_any.shared[(match.lastindex or 1) - 1]
            if shared not in (draft.shared, "market") and (draft.shared not in _TRADED or shared not in _TRADED):
                continue
            start = self._noun_start(reading.bounds[clause], match.start())
            phrase = reading.phrase(start, self._whole_end(match.end(), clause))
            if phrase.thing is None or not self._is_thing(phrase.thing, draft):
                continue
            sure = self._is_goods(phrase.thing)
            first, last = self._span(phrase.thing)
            if not (sure or first >= match.end() or match.start() - last <= _ATTACHED):
                continue  # it stands elsewhere in the clause
            yield _Candidate(3 + sure - 0.5 * abs(distance) - (distance < 0), phrase.thing)

    def _whole_end(self, at: int, clause: int) -> int:
        """Behind what words for a whole are of: sales of cars."""
        reading = self._reading
        if self._words.after_whole.match(reading.text, at) is None:
            return at
        end = reading.bounds[clause + 1] - 1 if clause + 1 < len(reading.bounds) else len(reading.text)
        return next((m.start() for m in self._words.breaks.finditer(reading.text, at + 1, end)), end)

    def _earlier_goods(self, draft: Draft, here: int) -> Iterator[_Candidate]:
        reading = self._reading
        for at, mention in reading.begun.items():
            distance = here - reading.clause(at)
            if at >= draft.at or mention.kind not in THINGS or distance > 3:
                continue
            thing = reading.reference(at, mention.span.end - reading.sentence.start, mention)
            if self._is_thing(thing, draft):
                yield _Candidate(2 - 0.5 * distance, thing)

    def _goods_in(self, start: int, end: int, draft: Draft, *, sure: bool) -> Reference | None:
        phrase = self._reading.phrase(start, end)
        thing = phrase.thing
        if thing is None or not self._is_thing(thing, draft):
            return None
        return thing if sure or self._is_goods(thing) or phrase.shared is not None else None

    def _is_thing(self, thing: Reference, draft: Draft) -> bool:
        """Whether it is neither the holder nor a name of somebody."""
        if self._kind(thing) not in (*THINGS, None) or _MASKED.search(self._reading.text, *self._span(thing)):
            return False
        held = [part for part in (draft.holder, *draft.parts) if part is not None]
        return not any(p.span.start < thing.span.end and thing.span.start < p.span.end for p in held)

    # phrases

    def _noun_start(self, start: int, end: int) -> int:
        """Where the noun phrase begins that ends there."""
        text = self._reading.text
        start = max(start, text.rfind(FIGURE, start, end) + 1, text.rfind(MORE, start, end) + 1)
        found = [match.end() for match in self._words.breaks.finditer(text, start, end)]
        return next((at for at in reversed(found) if not self._inside(at - 1)), start)

    def _inside(self, at: int) -> bool:
        begin = self._reading.sentence.start
        return any(start <= at < m.span.end - begin for start, m in self._reading.begun.items())
