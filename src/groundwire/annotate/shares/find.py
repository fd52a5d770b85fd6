"""Sentences in, shares out: who has what part of what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from groundwire.annotate.meaning.focus import resolve_subject
from groundwire.annotate.sentence import Sentence
from groundwire.annotate.shares.candidates import CandidateReader
from groundwire.annotate.shares.drafts import Draft
from groundwire.annotate.shares.frames import has
from groundwire.annotate.shares.phrases import Reading
from groundwire.annotate.shares.told import told_figure
from groundwire.annotate.shares.words import FIGURE, Frame, ShareWords, share_words
from groundwire.models import EntityId, EntityKind, Figure, Reference, Share

_LONGEST = 2_000  # characters; a longer sentence is a list or a table
_MOST_FIGURES = 40  # percentages; a sentence with more is a table too
_CHAIN_END = re.compile("\ue000\ue001*")


def find_shares(sentences: Sequence[Sentence], day: date | None) -> Iterator[Share]:
    """Every share of the sentences, in order."""
    before: Share | None = None
    for number, sentence in enumerate(sentences):
        figures = [figure for figure in sentence.figures if _is_part(figure)]
        if not 0 < len(figures) <= _MOST_FIGURES or sentence.end - sentence.start > _LONGEST:
            continue
        words = share_words(sentence.passage.base)
        place = sentence.passage.folded, sentence.start, sentence.end
        if not (words.trigger.search(*place) or words.shared_any.pattern.search(*place)):
            continue
        if before is not None and before.figure.span.paragraph != sentence.paragraph:
            before = None
        found = _Finder(Reading(sentence, figures, words), words, before, sentences[: number + 1]).find()
        yield from (replace(share, figure=told_figure(share)) for share in found)
        before = found[-1] if found else before


def _is_part(figure: Figure) -> bool:
    """Whether the figure can be a part of something: a percentage that is no difference."""
    return (
        figure.kind == "percent"
        and figure.role != "retracted"
        and 0 < figure.low <= figure.high <= Decimal(100)
        and not (figure.change is not None and figure.change.difference and figure.change.base is not None)
    )


class _Finder(CandidateReader):
    """Finds the shares of the last of ``sentences``; ``before`` is the last share before it."""

    def __init__(
        self, reading: Reading, words: ShareWords, before: Share | None, sentences: Sequence[Sentence]
    ) -> None:
        super().__init__(reading, words, before)
        self._sentences = sentences
        self._pairs = self._paired()
        self._used: set[int] = set()

    def find(self) -> list[Share]:
        """In the order of the text, for what is left out is taken from the share before; then of the data."""
        matches = [
            (self._place_of(match), order, frame, match)
            for order, frame in enumerate(self._words.frames)
            for match in frame.pattern.finditer(self._reading.text)
        ]
        for _, _, frame, match in sorted(matches, key=lambda item: item[:2]):
            self._try(frame, match)
        return [self._found[at] for at in sorted(self._found)]

    def _place_of(self, match: re.Match[str]) -> int:
        """By which the frames are tried: both values of a pair at once, for either may be what a frame names."""
        at = match.start("fig")
        return min(at, self._pairs.get(at, at))

    def _paired(self) -> dict[int, int]:
        """Values before and after a change, by where they begin."""
        figures = self._reading.figures
        if len(figures) < 2:
            return {}
        places = [
            (match.start("one"), match.start("two"))
            for pattern in self._words.pairs
            for match in pattern.finditer(self._reading.text)
        ]
        both = [(one, two) for one, two in places if one in figures and two in figures]
        return dict(both) | {two: one for one, two in both}

    def _try(self, frame: Frame, match: re.Match[str]) -> None:
        places = self._figures_of(match)
        if not places or not self._reading.figures.keys() >= set(places) or not self._used.isdisjoint(places):
            return
        if self._words.not_before.search(self._reading.text, max(0, match.start("fig") - 12), match.start("fig")):
            return
        if (
            frame.inherit != "within"
            and not self._says_whole(match)
            and self._last(places[0]) is not None
            and self._words.anaphor.search(self._reading.text, self._left(match)[0], places[0])
        ):
            return
        draft = self._read(frame, match)
        if draft is None or (frame.named and draft.holder is not None and not self._is_named(draft, frame)):
            return
        if draft.refused or not self._is_whole(draft, frame) or not self._is_holder(draft):
            return
        shares = self._shares(draft, places, frame, match)
        if len(draft.parts) > 1 and frame.inherit != "all":
            self._together = draft.holder
        paired = self._pairs.get(places[0]) if len(places) == 1 else None
        if paired is not None and paired not in self._used:
            shares += [replace(share, figure=self._reading.figures[paired]) for share in shares]
            places.append(paired)
        self._used.update(places if shares else ())
        self._holding.update(share.holder.entity for share in shares if share.holder)
        for number, share in enumerate(shares):
            self._found[share.figure.span.start - self._reading.sentence.start, number] = share

    def _read(self, frame: Frame, match: re.Match[str]) -> Draft | None:
        if frame is self._words.gathered:
            return self._gathered(match.start("fig"), match.end())
        if frame is self._words.carried:
            return self._carried(match.start("fig"), match.end())
        if (frame.context or frame.inherit == "same") and self._is_loose(match):
            return None
        return self._inherited(frame, match) if frame.inherit else self._draft(frame, match)

    def _is_loose(self, match: re.Match[str]) -> bool:
        """Whether a name stands beside a percentage that is another's, a difference, or says what it is of."""
        if self._is_difference(match.start("fig")) or self._says_of(match.start("fig"), match.end("fig")):
            return True
        return has(match, "holder") and self._words.enum_end.search(match["holder"]) is not None

    def _says_whole(self, match: re.Match[str]) -> bool:
        return has(match, "whole") and len(match["whole"].strip()) > 1

    def _is_named(self, draft: Draft, frame: Frame) -> bool:
        """Whether the holder is a name: known, or written as one in a list of names."""
        if draft.holder is None or self._kind(draft.holder) in ("organisation", "place", "person"):
            return True
        return bool(frame.inherit) and self._reading.named(*self._span(draft.holder)) is not None

    def _figures_of(self, match: re.Match[str]) -> list[int]:
        """Where the figures of the match begin: from ``fig`` on to the end of its list."""
        text, at = self._reading.text, match.start("fig")
        places = [at]
        while True:
            after = _CHAIN_END.match(text, at)
            following = text.find(FIGURE, after.end() if after else at + 1, match.end())
            between = self._words.chain.fullmatch(text, after.end() if after else at + 1, following)
            if following < 0 or between is None:
                break
            places.append(following)
            at = following
        return [place for place in places if place in self._reading.figures] if len(places) > 1 else places

    def _shares(self, draft: Draft, places: list[int], frame: Frame, match: re.Match[str]) -> list[Share]:
        """One share a figure, where as many hold as have one; else one."""
        if draft.shared is None:
            return []
        if len(places) > 1 and len(places) != len(draft.parts):
            return self._each_thing(draft, places, frame, match)
        each = len(places) == 1 < len(draft.parts) and self._is_of_each(match)
        places = places * len(draft.parts) if each else places
        several = len(places) > 1
        within = self._within(draft, frame, places[0])
        holders = draft.parts if several else [draft.holder]
        of, resolved = self._whole_of(draft, holders[0]), [self._resolved(holder, draft.of) for holder in holders]
        if of is not None and any(one is not None and _is_same(one, of) for one in resolved):
            return []
        if of is None and any(a is None and b is not None for b, a in zip(holders, resolved, strict=True)):
            return []  # nobody knows who has a part of what
        return [
            Share(
                figure=self._reading.figures[place],
                shared=draft.shared,
                of=of,
                holder=holder,
                stage=self._stage(draft, match),
                scope=draft.scope,
                within=within.figure.span if within else None,
                joint=holder is not None and not several and self._is_joint(draft, holder),
            )
            for place, holder in zip(places, resolved, strict=True)
        ]

    def _each_thing(self, draft: Draft, places: list[int], frame: Frame, match: re.Match[str]) -> list[Share]:
        """The shares of several things that one holder has: 98 % and 60 % of gallium and germanium."""
        things = self._reading.listed(*self._span(draft.of)) if draft.of else []
        if len(things) != len(places) or len(draft.parts) > 1:
            return []
        drafts = [replace(draft, of=thing, at=place) for thing, place in zip(things, places, strict=True)]
        return [share for each in drafts for share in self._shares(each, [each.at], frame, match)]

    def _whole_of(self, draft: Draft, holder: Reference | None) -> Reference | None:
        """What the share is of; revenue is that of the company the text is about, where nothing else is said."""
        of = self._resolved(draft.of, holder)
        named = of is not None and (self._is_company(of) or not self._is_business(of))
        if draft.shared != "revenue" or named:
            return of
        return self._in_focus(("organisation",), holder.entity if holder else None)

    def _within(self, draft: Draft, frame: Frame, place: int) -> Share | None:
        """The share that this is a part of; 其中三星占 41 % rather names one of those who have 60 % of the market."""
        last = self._last(place) if frame.inherit == "within" or draft.part else None
        if last is None or draft.shared == "localisation":
            return None
        named = draft.shared == "market" and self._reading.figures[place].high <= last.figure.low
        return None if named else last

    def _resolved(self, reference: Reference | None, other: Reference | None) -> Reference | None:
        """What a pronoun stands for: the only company before it in this sentence, else whom those before are about."""
        if reference is None or not self._words.pronoun.fullmatch(self._reading.text, *self._span(reference)):
            return reference
        country = self._words.country.fullmatch(self._reading.text, *self._span(reference)) is not None
        kinds: tuple[EntityKind, ...] = ("place",) if country else ("organisation",)
        near = self._words.near.fullmatch(self._reading.text, *self._span(reference)) is not None
        taken = other.entity if other else None
        named = {
            mention.entity: Reference(span=mention.span, entity=mention.entity)
            for mention in self._reading.sentence.mentions
            if mention.kind in kinds and mention.span.end <= reference.span.start and mention.entity != taken
            if near or self._reading.opens(mention.span.start - self._reading.sentence.start)
        }
        if named:
            return named.popitem()[1] if len(named) == 1 else None
        return self._only(reference, kinds, taken) or self._in_focus(kinds, taken)

    def _only(self, reference: Reference, kinds: Sequence[EntityKind], taken: EntityId | None) -> Reference | None:
        """The only one of its kind that the sentence names before."""
        before = [
            mention
            for mention in self._reading.sentence.mentions
            if mention.kind in kinds and mention.span.end <= reference.span.start and mention.entity != taken
        ]
        if len({mention.entity for mention in before}) != 1 or before[0].entity is None:
            return None
        return Reference(span=before[-1].span, entity=before[-1].entity)

    def _in_focus(self, kinds: Sequence[EntityKind], taken: EntityId | None) -> Reference | None:
        """Whom the sentences before are about."""
        subject = resolve_subject(self._sentences, len(self._sentences) - 2) if len(self._sentences) > 1 else None
        if subject is None or (subject.entity is not None and subject.entity == taken):
            return None
        known = [m.kind for each in self._sentences[-9:] for m in each.mentions if m.span == subject.span]
        return subject if set(known) <= set(kinds) else None


def _is_same(left: Reference, right: Reference) -> bool:
    return left.span == right.span or (left.entity is not None and left.entity == right.entity)
