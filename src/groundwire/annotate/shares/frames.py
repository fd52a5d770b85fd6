"""A way to say a share and where it stands in, a draft of what it says out."""

import re
from dataclasses import replace

from groundwire.annotate.shares.drafts import THINGS, Draft
from groundwire.annotate.shares.phrases import Reading
from groundwire.annotate.shares.topics import TopicReader
from groundwire.annotate.shares.words import Frame, ShareWords
from groundwire.models import Reference, Share


class FrameReader(TopicReader):
    """Reads the frames of one sentence."""

    def __init__(self, reading: Reading, words: ShareWords, before: Share | None) -> None:
        super().__init__(reading, words, before)
        self._together: Reference | None = None  # the last holders that were named side by side

    def _draft(self, frame: Frame, match: re.Match[str]) -> Draft:
        draft = Draft(at=match.start("fig"), shared=frame.shared, named_share=bool(frame.shared) or has(match, "rest"))
        wholes = [self._reading.phrase(*match.span(name)) for name in ("whole", "rest", "rest2") if has(match, name)]
        left = self._left(match)
        if frame.left and has(match, "rest") and match.start("rest") == match.start():
            wholes = [self._reading.phrase(*match.span("whole"))] if has(match, "whole") else []
            left = left[0], match.end("rest")  # X 的 市场份额 is one phrase
        if frame.left == "whole":
            wholes.append(self._reading.phrase(*left))
        for whole in wholes:
            self._add_whole(draft, whole)
        self._add_names(draft, frame, match)
        self._add_left(draft, frame, left)
        self._add_last(draft, frame, match.start("fig"))
        if not frame.closed:
            self._add_earlier(draft, self._reading.clause(match.start()), frame)
        if frame.context:
            self._add_context(draft, match)
        if draft.themselves and (last := self._last(match.start("fig"))) is not None:
            draft.of, draft.scope = last.of, draft.scope or last.scope
        draft.refused |= self._is_rule(draft, match.start(), match.end())
        draft.holder = draft.holder or draft.himself
        if frame.default and draft.shared is None and self._words.used.search(match[0]):
            draft.shared = "consumption"
        self._settle(draft, frame)
        if not frame.closed and not frame.context and not self._is_difference(draft.at):
            self._complete(draft)
        draft.refused |= self._is_odd(draft)
        return draft

    def _is_difference(self, at: int) -> bool:
        change = self._reading.figures[at].change
        return change is not None and change.difference

    def _add_names(self, draft: Draft, frame: Frame, match: re.Match[str]) -> None:
        """Who the frame itself names."""
        if has(match, "holder"):
            holder = self._reading.holders(*match.span("holder"))
            draft.refused |= holder.refused
            draft.holder, draft.parts = holder.owner, holder.parts
            self._split_goods(draft, match.span("holder"))
        if has(match, "company"):
            start, end = match.span("company")
            whole = self._reading.phrase(start, end)
            if frame.shared == "ownership" and not frame.owned and whole.shared not in (None, "ownership", "revenue"):
                draft.shared, draft.of, draft.scope = whole.shared, whole.thing, whole.scope  # 60 % of a market
                return
            cut = self._words.shared_end.pattern.search(self._reading.text, start, end)
            draft.of = self._reading.holders(start, cut.start() if cut else end).owner
            shares_out = cut is not None and self._reading.phrase(start, end).shared != "ownership"
            draft.refused |= frame.owned and (shares_out or not self._is_company(draft.of))
        if has(match, "importer"):
            draft.owner, draft.shared = self._reading.holders(*match.span("importer")).owner, "imports"

    def _split_goods(self, draft: Draft, place: tuple[int, int]) -> None:
        """Holder and thing where they stand as one: 中国石墨."""
        if draft.shared != "imports" or draft.of is not None or self._kind(draft.holder) != "place":
            return
        whole = self._reading.phrase(*place)
        if whole.owner is not None and self._is_goods(whole.thing):
            draft.holder, draft.parts, draft.of = whole.owner, whole.parts, whole.thing

    def _add_left(self, draft: Draft, frame: Frame, left: tuple[int, int]) -> None:
        """Who stands before it."""
        if frame.left == "company":
            draft.of = self._reading.holders(*left).owner
        elif frame.left == "owner":
            draft.owner = self._reading.holders(*left).owner or draft.owner
        elif frame.left == "holder":
            self._add_subject(draft, left)

    def _left(self, match: re.Match[str]) -> tuple[int, int]:
        reading = self._reading
        number = reading.clause(match.start())
        return self._list_start(reading.bounds[number], match.start()), match.start()

    def _is_rule(self, draft: Draft, start: int, end: int) -> bool:
        """Whether it is a rule about whoever holds that much, or what somebody spends of the revenue."""
        reading, clause = self._reading, self._reading.clause(start)
        if draft.shared == "ownership" and self._words.supposed.search(reading.text, reading.bounds[clause], end + 12):
            return True
        first = reading.bounds[max(0, clause - 2)]
        return draft.shared == "revenue" and self._words.costs.search(reading.text, first, end) is not None

    def _inherited(self, frame: Frame, match: re.Match[str]) -> Draft | None:
        before = self._last(match.start("fig"))
        if before is None or (before is self._before and not self._continues(frame, match)):
            return None
        if frame.inherit == "holder":
            return self._continued(frame, match, before)
        if frame.inherit == "again":
            shared = frame.shared or before.shared
            of = self._reading.phrase(*match.span("whole")).thing if has(match, "whole") else None
            return Draft(shared=shared, of=of or before.of, scope=before.scope, holder=before.holder)
        if frame.inherit == "all":
            parts = [self._together] if self._together else []
            together = Draft(shared=before.shared, of=before.of, scope=before.scope, holder=self._together)
            return replace(together, parts=parts) if parts else None
        if frame.inherit == "same" and self._is_elsewhere(before, match):
            return None
        place = match.span("holder") if has(match, "holder") else self._left(match)
        if has(match, "holder"):
            place = self._list_start(*place), place[1]
        holder = self._reading.holders(*place)
        if holder.owner is None:
            return None
        draft = Draft(shared=frame.shared or before.shared, of=before.of, scope=before.scope, refused=holder.refused)
        draft.holder, draft.parts = holder.owner, holder.parts
        if self._kind(draft.holder) in THINGS and before.holder is not None and before.of is not None:
            draft.of, draft.holder, draft.parts = draft.holder, before.holder, ()  # what else he has a part of
        alone = before.holder is None and before.shared == "imports"  # what else comes from abroad
        if (alone or draft.shared == "localisation") and self._kind(draft.holder) not in ("organisation", "place"):
            draft.of, draft.holder, draft.parts = draft.holder, before.holder, ()  # what else is made at home
            draft.refused |= alone and not self._is_goods(draft.of)
        return draft

    def _continues(self, frame: Frame, match: re.Match[str]) -> bool:
        """Whether the share of a sentence before goes on: of that; Samsung followed with 9 %."""
        if frame.inherit == "within":
            return self._left(match)[0] == 0
        return frame.inherit == "same" and self._words.follows.search(self._reading.text) is not None

    def _is_elsewhere(self, before: Share, match: re.Match[str]) -> bool:
        """Whether words behind the share before say that something else is shared out now: its imports come from."""
        reading, at = self._reading, before.figure.span.start - self._reading.sentence.start
        number = reading.clause(at) + 1 if at >= 0 else 0
        start = reading.bounds[number] if number < len(reading.bounds) else match.start("fig")
        said = list(self._words.shared_any.pattern.finditer(reading.text, start, match.start("fig")))
        return bool(said) and self._words.shared_any.shared[(said[-1].lastindex or 1) - 1] != before.shared

    def _continued(self, frame: Frame, match: re.Match[str], before: Share) -> Draft | None:
        """What else the holder of the share before has a part of: 60 % of lithium and 90 % of processing."""
        draft = Draft(holder=before.holder)
        self._add_whole(draft, self._reading.phrase(*match.span("whole")))
        if draft.shared is None and draft.of is None:
            return None
        if draft.shared is None and self._words.used.search(self._reading.text, *_and_behind(match)):
            draft.shared = "consumption"
        draft.shared = draft.shared or before.shared
        self._settle(draft, frame)
        draft.of = draft.of or before.of
        draft.scope = draft.scope or (before.scope if draft.shared != "consumption" else None)
        draft.refused |= self._is_odd(draft)
        return draft


def _and_behind(match: re.Match[str]) -> tuple[int, int]:
    """The place of a match and the next words."""
    return match.start(), match.end() + 16


def has(match: re.Match[str], name: str) -> bool:
    """Whether a group of the frame stands there."""
    return name in match.re.groupindex and match.start(name) >= 0
