"""A percentage that no frame reads in, a draft of the share from the best candidate for each of its parts out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundwire.annotate.shares.drafts import THINGS, Draft
from groundwire.annotate.shares.frames import FrameReader
from groundwire.annotate.shares.phrases import Phrase, stronger
from groundwire.annotate.shares.words import FIGURE, MORE
from groundwire.models import Mention, Reference, Share, Shared

_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ][\w.&’'-]*)(?: (?:(?:of|de|du|der|del) )?[A-ZÀ-Þ][\w.&’'-]*){0,4}")
_NEAR = 4  # characters behind a percentage that are too few for what it is of
_FAR = 3  # clauses back in which a subject or a topic may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a percentage stands: its clause from the figure before it to the one behind."""

    clause: int
    left: int
    at: int
    end: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the words beside a percentage say it is of, and where they stand."""

    phrase: Phrase
    start: int
    end: int


class CandidateReader(FrameReader):
    """Gathers shares from what stands around percentages."""

    def _gathered(self, at: int, end: int) -> Draft | None:
        """Who has it from where it comes from, by whom it is done, else from the subject; of what from beside it."""
        place = self._placed(at, end)
        whole = self._behind(place) or self._beside(place)
        return self._drafted(place, whole) if whole is not None else None

    def _carried(self, at: int, end: int) -> Draft | None:
        """The same where the whole is that of what was said before."""
        place = self._placed(at, end)
        whole = self._as_before(place)
        return self._drafted(place, whole) if whole is not None else None

    def _says_of(self, at: int, end: int) -> bool:
        """Whether what the percentage is of stands right behind it."""
        place = self._placed(at, end)
        text = self._reading.text
        while place.end < place.right and text[place.end] == MORE:
            place = replace(place, end=place.end + 1)
        return self._behind(place) is not None

    def _drafted(self, place: _Place, whole: _Said) -> Draft | None:
        if whole.phrase.refused:
            return None
        at = place.at
        draft = Draft(at=at, said=(place.left, place.right))
        self._add_whole(draft, whole.phrase)
        if draft.themselves and (last := self._last_here(place)) is not None:
            draft.of, draft.shared, draft.scope, draft.part = last.of, last.shared, last.scope, True
        draft.named_share = whole.phrase.shared is not None
        done = self._done(place.left, place.right)
        draft.shared = stronger(draft.shared, done) if draft.shared in (None, "market") else draft.shared
        self._add_from(draft, place, whole)
        if draft.holder is None:
            self._add_doer(draft, place, whole)
        self._add_last_shared(draft, place)
        if draft.shared == "market" and draft.pronoun is not None:
            draft.shared, draft.of = "revenue", None  # its sales
        self._settle(draft, self._words.gathered)
        if draft.shared is None or (draft.holder is None and not self._is_closed(draft, place)):
            return None
        self._complete(draft)
        draft.refused |= self._is_nothing(place) or self._is_odd(draft) or self._is_rule(draft, place.at, place.right)
        return draft

    def _is_closed(self, draft: Draft, place: _Place) -> bool:
        """Whether it needs no holder: what is imported, or made at home."""
        having = self._words.having.search(self._reading.text, place.left, place.at)
        return draft.shared in ("imports", "localisation") and having is not None

    def _add_last_shared(self, draft: Draft, place: _Place) -> None:
        """What is shared as in the share before it, of others of the same kind."""
        last = self._last_here(place)
        if draft.shared is None and last is not None and draft.holder is not None:
            alike = last.shared == "ownership" or self._kind(last.holder) == self._kind(draft.holder)
            draft.shared = last.shared if alike else None

    def _placed(self, at: int, end: int) -> _Place:
        reading = self._reading
        clause = reading.clause(at)
        start, stop = self._clause_span(clause)
        left = max(reading.text.rfind(FIGURE, start, at), reading.text.rfind(MORE, start, at)) + 1
        right = reading.text.find(FIGURE, end, stop)
        return _Place(clause=clause, left=max(start, left), at=at, end=end, right=right if right >= 0 else stop)

    def _clause_span(self, clause: int) -> tuple[int, int]:
        bounds = self._reading.bounds
        end = bounds[clause + 1] - 1 if clause + 1 < len(bounds) else len(self._reading.text)
        return bounds[clause], end

    # of what

    def _behind(self, place: _Place) -> _Said | None:
        """What stands behind it in the genitive: 60 % of its cobalt."""
        text, words = self._reading.text, self._words
        joined = words.genitive.match(text, place.end, place.right)
        if joined is None:
            return None
        stop = self._break(joined.end(), place.right)
        phrase = self._reading.phrase(joined.end(), stop)
        if phrase.shared is None and not self._is_goods(phrase.thing):
            phrase = self._company_behind(phrase, place)
        if phrase.shared is None and not self._is_goods(phrase.thing):
            return None
        return _Said(phrase=phrase, start=joined.end(), end=stop)

    def _company_behind(self, phrase: Phrase, place: _Place) -> Phrase:
        """A company, where the share before is of one: 23 % of this and 10 % of that company."""
        last = self._last_here(place)
        company = phrase.owner or phrase.thing
        if last is None or last.shared != "ownership" or not self._is_company(company):
            return phrase
        return Phrase(thing=company, shared="ownership")

    def _beside(self, place: _Place) -> _Said | None:
        """The words before it that say what is shared: the market share of X is 60 %."""
        said = list(self._words.shared_any.pattern.finditer(self._reading.text, place.left, place.at))
        if not said:
            return None
        stop = self._break(said[-1].end(), place.at)
        start = self._noun_start(place.left, said[-1].start())
        phrase = self._reading.phrase(start, stop)
        return None if phrase.shared is None else _Said(phrase=phrase, start=start, end=stop)

    def _as_before(self, place: _Place) -> _Said | None:
        """The whole of the share before it in the sentence: Wanrun held 9 %."""
        text, words = self._reading.text, self._words
        if not words.holds.search(text, place.left, place.at) or words.genitive.match(text, place.end, place.right):
            return None
        if not self._break(place.end, place.right) - place.end < _NEAR:
            return None
        last = self._last_here(place)
        if last is None:
            return self._whole_before(place)
        if last.shared not in ("market", "production", "shipments", "capacity", "ownership"):
            return None
        return _Said(phrase=Phrase(thing=last.of, scope=last.scope), start=place.left, end=place.left)

    def _whole_before(self, place: _Place) -> _Said | None:
        """The words of the clause before that say what is shared."""
        if not place.clause:
            return None
        start, end = self._clause_span(place.clause - 1)
        said = list(self._words.shared_any.pattern.finditer(self._reading.text, start, end))
        if not said:
            return None
        phrase = self._reading.phrase(self._noun_start(start, said[-1].start()), said[-1].end())
        phrase.owner = None
        known = phrase.shared not in (None, "revenue", "ownership") and phrase.thing is not None
        return _Said(phrase=phrase, start=place.left, end=place.left) if known else None

    def _last_here(self, place: _Place) -> Share | None:
        """The share before it in the same sentence."""
        last = self._last(place.at)
        return None if last is self._before else last

    def _break(self, start: int, end: int) -> int:
        """Where a noun phrase ends."""
        for match in self._words.breaks.finditer(self._reading.text, start, end):
            if not self._inside(match.start()):
                return match.start()
        return end

    def _done(self, start: int, end: int) -> Shared | None:
        """What a verb says is done: refines."""
        match = self._words.done.pattern.search(self._reading.text, start, end)
        return self._words.done.shared[(match.lastindex or 1) - 1] if match else None

    # who

    def _add_from(self, draft: Draft, place: _Place, whole: _Said) -> None:
        """Where it comes from, or by whom it is done: the words behind such a word are the holder."""
        text, words = self._reading.text, self._words
        start = max(place.end, whole.end if whole.start >= place.end else place.end)
        for match in words.source.finditer(text, start, place.right):
            holder = self._named_at(match.end(), self._break(match.end(), place.right), draft)
            if holder.owner is None:
                continue
            if draft.sourced and draft.owner is None and self._kind(draft.holder) == "place":
                draft.owner = draft.holder  # imported by Europe, they come from China
            draft.holder, draft.parts, draft.sourced = holder.owner, holder.parts, True
        if draft.sourced:
            self._add_depending(draft, place)

    def _add_depending(self, draft: Draft, place: _Place) -> None:
        """Who gets it from there."""
        if draft.owner is not None or draft.scope is not None or draft.shared not in ("imports", "production"):
            return
        subject = next(self._subjects(place, draft), None)
        if subject is not None and self._kind(subject.owner) == "place":
            draft.owner = subject.owner

    def _add_doer(self, draft: Draft, place: _Place, whole: _Said) -> None:
        """The subject of its clause, else of one before."""
        if draft.pronoun is not None and draft.shared not in ("revenue", "ownership", "market"):
            draft.pronoun = None
        owned = whole.phrase.owner
        if (
            owned is not None
            and whole.end <= place.at
            and self._words.part.search(self._reading.text, whole.start, whole.end)
        ):
            draft.holder, draft.parts, draft.owner = owned, whole.phrase.parts, None  # TSMC's share
            return
        if self._add_kind(draft, place, whole):
            return
        last = self._last_here(place)
        alike = last is not None and place.left > self._reading.bounds[place.clause]
        if not alike and self._words.having.search(self._reading.text, place.left, place.at) is None:
            subject = self._apposed(place, draft) or self._partner(place, draft)
            if subject is not None:
                draft.holder, draft.parts = subject.owner, subject.parts
            return
        subject = self._partner(place, draft) or self._apposed(place, draft) or next(self._subjects(place, draft), None)
        subject = subject or self._following(place, draft)
        if subject is not None:
            draft.holder, draft.parts = subject.owner, subject.parts

    def _partner(self, place: _Place, draft: Draft) -> Phrase | None:
        """To whom it is sold: exports to China are 40 %."""
        if draft.shared not in ("exports", "revenue"):
            return None
        for match in self._words.partner.finditer(self._reading.text, place.left, place.at):
            name = self._named_at(match.start("name"), match.end("name"), draft)
            if name.owner is not None and self._kind(name.owner) is not None and not self._is_taken(name.owner, draft):
                return name
        return None

    def _add_kind(self, draft: Draft, place: _Place, whole: _Said) -> bool:
        """A kind of goods within a market: sales of EVs are 44 % of all car sales."""
        if whole.end > place.at or whole.start - place.left < _NEAR or draft.shared != "market":
            return False
        part = self._reading.phrase(place.left, whole.start)
        if part.shared != "market" or not self._is_goods(part.thing) or part.owner is not None:
            return False
        draft.holder = part.thing
        return True

    def _following(self, place: _Place, draft: Draft) -> Phrase | None:
        """The name right behind the clause that a sentence opens with: with 63 % of the market, TSMC."""
        if place.clause or place.clause + 1 >= len(self._reading.bounds):
            return None
        start, end = self._clause_span(place.clause + 1)
        mention = self._reading.begun.get(self._reading.bare(start, end)[0])
        if mention is None or mention.kind not in ("organisation", "place"):
            return None
        at = mention.span.start - self._reading.sentence.start
        name = self._reading.reference(at, mention.span.end - self._reading.sentence.start, mention)
        return None if self._is_taken(name, draft) else Phrase(owner=name, parts=[name])

    def _apposed(self, place: _Place, draft: Draft) -> Phrase | None:
        """The name right before a clause that begins with the percentage: sales in China, 42 % of its revenue."""
        reading = self._reading
        if not place.clause or reading.bare(place.left, place.at + 1)[0] != place.at:
            return None
        start, end = self._clause_span(place.clause - 1)
        mention = reading.ended.get(reading.bare(start, end)[1])
        if mention is None or mention.kind not in ("organisation", "place"):
            return None
        at = mention.span.start - reading.sentence.start
        name = reading.reference(at, mention.span.end - reading.sentence.start, mention)
        return None if self._is_taken(name, draft) else Phrase(owner=name, parts=[name])

    def _subjects(self, place: _Place, draft: Draft) -> Iterator[Phrase]:
        """Names before it that no preposition makes something else, the nearest clause first."""
        reading = self._reading
        for clause in range(place.clause, max(-1, place.clause - 1 - _FAR), -1):
            start, end = self._clause_span(clause)
            if clause == place.clause:
                start, end = place.left, place.at
            elif FIGURE in reading.text[start:end] and clause != place.clause - 1:
                return
            for at in sorted(a for a in reading.begun if start <= a < end):
                mention = reading.begun[at]
                if mention.kind in THINGS or mention.kind == "law" or self._is_marked(start, at):
                    continue
                subject = Phrase()
                stop = reading.peel_owner(at, end, mention, subject)
                if subject.owner is None or self._is_taken(subject.owner, draft):
                    continue
                if self._is_source(subject.owner) or self._owns(mention, stop, end):
                    continue
                yield subject
            group = self._words.group.search(reading.text, start, end)
            if group is not None and not self._is_marked(start, group.start()):
                several = reading.reference(*group.span())
                yield Phrase(owner=several, parts=[several])
            if (named := self._opening_name(start, end)) is not None and not self._is_taken(named, draft):
                yield Phrase(owner=named, parts=[named])

    def _owns(self, mention: Mention, at: int, end: int) -> bool:
        """Whether something else of his is the subject: the Commission's study, but not TSMC's share."""
        text, words = self._reading.text, self._words
        after = mention.span.end - self._reading.sentence.start
        return words.possessive.match(text, after) is not None and words.part.search(text, at, end) is None

    def _opening_name(self, start: int, end: int) -> Reference | None:
        """A name that no list has, in capital letters, at the beginning of the clause."""
        reading = self._reading
        if not self._words.capitals:
            return None
        opens = start == 0
        start, end = reading.bare(start, self._break(start, end))
        match = _CAPITALS.match(reading.sentence.passage.wide, start + reading.sentence.start)
        if match is None or start in reading.begun:
            return None
        stop = match.end() - reading.sentence.start
        if self._words.shared_any.pattern.search(reading.text, start, stop):
            return None
        several = " " in match[0] or not opens
        return reading.reference(start, stop) if several and stop <= end and stop - start > 1 else None

    def _is_marked(self, start: int, at: int) -> bool:
        """Whether a preposition stands before it."""
        return self._words.marked.search(self._reading.text, max(start, at - 24), at) is not None

    def _is_taken(self, reference: Reference, draft: Draft) -> bool:
        others = (draft.of, draft.owner, draft.scope)
        return any(
            other is not None
            and (other.span == reference.span or (other.entity is not None and other.entity == reference.entity))
            for other in others
        )

    def _named_at(self, start: int, end: int, draft: Draft) -> Phrase:
        """The name that begins there; revenue comes from businesses without one too."""
        found = self._reading.holders(start, end)
        if draft.shared == "revenue" and found.owner is not None and not found.refused:
            return found
        if found.owner is not None and self._kind(found.owner) in (*THINGS, None):
            return Phrase()
        return found

    def _is_nothing(self, place: _Place) -> bool:
        """Whether it is how much something changes, or is of what is no share."""
        if self._is_difference(place.at):
            return True
        return self._words.not_shared.search(self._reading.text, place.left, place.right) is not None
