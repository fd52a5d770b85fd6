"""A share in the making in, what it means and whether it is one out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.annotate.shares.phrases import Reading
from groundwire.annotate.shares.words import DATE, Frame, ShareWords
from groundwire.models import EntityId, EntityKind, Reference, Shared, ShareStage

_DONE: tuple[Shared, ...] = ("production", "capacity", "processing")
_STAGED: tuple[Shared, ...] = (*_DONE, "market", "localisation", "consumption")
_ELSEWHERE = (-1, -1)  # no words, and no place where a name begins or ends
THINGS: tuple[EntityKind, ...] = ("material", "product", "technology")


@dataclass(slots=True)
class Draft:
    """A share in the making."""

    at: int = 0  # where its figure begins
    shared: Shared | None = None
    of: Reference | None = None
    holder: Reference | None = None
    parts: Sequence[Reference] = ()
    scope: Reference | None = None
    owner: Reference | None = None  # the country or company whose it is, by its name
    pronoun: Reference | None = None  # the same by a pronoun: its revenue
    himself: Reference | None = None  # the holder by a pronoun
    named_share: bool = False  # words for a share stand in it, so that the market may be left out
    themselves: bool = False  # the thing is that of the share before, by a pronoun
    guessed: bool = False  # the thing is only what was named last
    refused: bool = False
    part: bool = False  # of the share before
    sourced: bool = False  # the holder is what it comes from
    said: tuple[int, int] | None = None  # where the words stand that say it, if no frame does


class Judge:
    """Judges the drafts of one sentence."""

    def __init__(self, reading: Reading, words: ShareWords) -> None:
        self._reading, self._words = reading, words
        self._holding: set[EntityId | None] = {None}  # whoever has a share in this sentence

    def _span(self, reference: Reference) -> tuple[int, int]:
        """Where the words stand in this sentence; what the share before it left may stand in another."""
        sentence, span = self._reading.sentence, reference.span
        if span.paragraph != sentence.paragraph or not sentence.start <= span.start < span.end <= sentence.end:
            return _ELSEWHERE
        return span.start - sentence.start, span.end - sentence.start

    def _settle(self, draft: Draft, frame: Frame) -> None:
        """What is shared where no word says so, and what scope and thing mean in it."""
        if draft.shared is None and frame.default is not None and self._is_goods(draft.of):
            draft.shared = "imports" if frame.default == "origin" and self._abroad(draft) else "production"
        if draft.shared is None and not draft.guessed and self._is_goods(draft.of) and self._kind(draft.holder):
            draft.shared = "market" if self._kind(draft.holder) == "organisation" else "production"
        if frame.default == "origin" and draft.shared in ("production", "consumption") and self._abroad(draft):
            draft.shared = "imports"
        if draft.shared == "market" and (self._kind(draft.owner) == "organisation" or (draft.pronoun and not draft.of)):
            draft.shared = "revenue"  # a part of one company's sales
        if draft.shared == "exports" and self._kind(draft.owner) == "organisation":
            draft.shared = "revenue"  # sales that went to China
        if draft.shared == "revenue" and draft.owner is None and draft.scope is not None and draft.of is not None:
            draft.shared = "market"  # global foundry revenue
        if draft.shared in _DONE and draft.pronoun and not draft.owner and self._kind(draft.holder) == "organisation":
            draft.refused = True  # a plant makes 40 % of its company's goods
        if draft.shared in ("revenue", "ownership"):
            draft.of, draft.scope = draft.owner or draft.of or draft.pronoun or self._other_company(draft), None
        else:
            draft.scope = draft.owner or draft.scope

    def _other_company(self, draft: Draft) -> Reference | None:
        """The only company of the sentence that is not the holder."""
        reading, holder = self._reading, draft.holder or draft.himself
        taken = self._holding | {part.entity for part in (holder, *draft.parts) if part is not None}
        span = holder.span if holder is not None else None
        others = [
            (at, mention)
            for at, mention in reading.begun.items()
            if mention.kind == "organisation"
            and (draft.shared != "revenue" or reading.opens(at))
            and (span is None or mention.span.start < span.start)
            and not (mention.entity in taken and mention.entity)
            and not (span and span.start <= mention.span.start < span.end)
        ]
        if len({mention.entity for _, mention in others}) != 1 or (len(others) > 1 and others[0][1].entity is None):
            return None
        at, mention = others[0]
        return reading.reference(at, mention.span.end - reading.sentence.start, mention)

    def _abroad(self, draft: Draft) -> bool:
        """Whether what a country has comes from another place: it is imported."""
        return self._kind(draft.owner) == "place" and self._kind(draft.holder) == "place"

    def _is_goods(self, reference: Reference | None) -> bool:
        """Whether it is made and traded, so that a part of it is a share even where no word says which."""
        if reference is None:
            return False
        last = self._reading.ended.get(self._span(reference)[1])
        known = self._kind(reference) in THINGS or (last is not None and last.kind in THINGS)
        return known or self._words.goods.search(self._reading.text, *self._span(reference)) is not None

    def _is_company(self, reference: Reference | None) -> bool:
        """Whether it can have owners: an organisation, or an unknown name."""
        if reference is None or self._kind(reference) is not None:
            return self._kind(reference) == "organisation"
        place = self._span(reference)
        words = self._reading.sentence.passage.wide[reference.span.start : reference.span.end].split()
        if self._words.pronoun.fullmatch(self._reading.text, *place):
            return True
        if self._words.company.search(self._reading.text, *place):
            return True
        return (
            any(word[0].isupper() for word in words)
            and self._words.shared_end.pattern.search(self._reading.text, *place) is None
        )

    def _is_business(self, reference: Reference) -> bool:
        """Whether it is one kind of a company's revenue, such as that from systems."""
        return self._words.business.search(self._reading.text, *self._span(reference)) is not None

    def _is_odd(self, draft: Draft) -> bool:
        """Whether holder and whole are one and the same: a part of a company within that company."""
        if draft.holder is None:
            return False
        others = [other for other in (draft.of, draft.scope) if other is not None]
        if draft.shared == "market":
            return draft.of is not None and draft.of.span == draft.holder.span
        return any(o.span == draft.holder.span or (o.entity and o.entity == draft.holder.entity) for o in others)

    def _is_holder(self, draft: Draft) -> bool:
        """Whether the holder is a known name, written as a name, or words for those who hold shares."""
        kind = self._kind(draft.holder)
        if draft.holder is not None and self._is_source(draft.holder):
            return False
        if draft.holder is not None and kind == "place" and draft.shared in ("revenue", "ownership"):
            end = self._span(draft.holder)[1]
            return end not in self._reading.ended or self._words.titled_end.match(self._reading.text, end) is not None
        if draft.holder is None or (kind is not None and kind not in THINGS):
            return True
        if draft.sourced and draft.shared == "revenue":
            return True
        if self._words.pronoun.fullmatch(self._reading.text, *self._span(draft.holder)):
            return True
        if kind is not None:
            return kind != "material" and draft.shared in ("market", "shipments", "revenue", "consumption")
        span = draft.holder.span
        if DATE in self._reading.text[slice(*self._span(draft.holder))]:
            return False
        first = self._reading.sentence.passage.wide[span.start : span.start + 1]
        return (
            first.isupper()
            or self._words.holder_words.search(self._reading.text, *self._span(draft.holder)) is not None
        )

    def _is_source(self, reference: Reference) -> bool:
        """Whether it is only who says so."""
        if self._kind(reference) != "organisation":
            return False
        start, end = self._span(reference)
        text, words = self._reading.text, self._words
        return words.reports.match(text, end) is not None or words.credits.search(text, 0, start) is not None

    def _is_whole(self, draft: Draft, frame: Frame) -> bool:
        """Whether enough is known to say who has what part of what."""
        if draft.shared is None:
            return False
        if frame.inherit:
            return True
        if draft.holder is None:
            return (
                draft.of is not None
                and frame.left != "holder"
                and (frame.closed or draft.shared in ("localisation", "imports"))
            )
        if draft.shared in ("market", "ownership", "revenue") and draft.of is None and draft.named_share:
            start = self._reading.bounds[self._reading.clause(draft.at)]
            return self._words.not_shared.search(self._reading.text, start, draft.at) is None
        return draft.of is not None or (draft.scope is not None and draft.shared not in ("revenue", "ownership"))

    def _kind(self, reference: Reference | None) -> EntityKind | None:
        if reference is None:
            return None
        mention = self._reading.begun.get(self._span(reference)[0])
        return mention.kind if mention else None

    def _stage(self, draft: Draft, match: re.Match[str]) -> ShareStage | None:
        """What is done, of production; what the thing is, of a market. Imports, revenue and owners are of no stage."""
        if draft.shared not in _STAGED:
            return None
        if draft.shared == "processing":
            return "refine"
        words, done = self._words, draft.shared in _DONE
        places = [draft.said or match.span(), *(self._span(reference) for reference in (draft.of,) if reference)]
        for stage, pattern in words.stages.items():
            if (not done or stage in words.process) and any(pattern.search(self._reading.text, *p) for p in places):
                return stage
        name = draft.of.entity.partition("/")[2] if draft.of is not None and draft.of.entity else ""
        if done:
            return "mine" if name in words.mined else "refine" if name in words.refined else "make"
        return "material" if self._kind(draft.of) == "material" else None

    def _is_joint(self, draft: Draft, holder: Reference) -> bool:
        """Whether the holder is several: a list of names, or the top three."""
        listed = len(draft.parts) > 1 and holder == draft.holder
        return listed or self._words.joint.search(self._reading.text, *self._span(holder)) is not None

    def _is_of_each(self, match: re.Match[str]) -> bool:
        """Whether words beside the figure say that every holder has as much."""
        at = match.start("fig")
        return self._words.each.search(self._reading.text, max(0, at - 24), match.end() + 8) is not None
