"""A share that leaves something out in, what the clauses and the share before it say of that out."""

import re

from groundwire.annotate.shares.drafts import THINGS, Draft
from groundwire.annotate.shares.phrases import Phrase, Reading
from groundwire.annotate.shares.subjects import SubjectReader
from groundwire.annotate.shares.words import FIGURE, Frame, ShareWords
from groundwire.models import Reference, Share, Shared

_CLAUSES_BACK = 3  # how far back a clause may have the subject that the share's own does not
_OF_PLACES: tuple[Shared, ...] = ("market", "imports", "exports")


class EarlierReader(SubjectReader):
    """Reads what comes before a share; ``before`` is the last share before the sentence."""

    def __init__(self, reading: Reading, words: ShareWords, before: Share | None) -> None:
        super().__init__(reading, words)
        self._before = before
        self._found: dict[tuple[int, int], Share] = {}  # by place of the figure and number of the holder

    def _add_earlier(self, draft: Draft, number: int, frame: Frame) -> None:
        """What the share's own clause leaves out, from the clauses before it."""
        bounds = self._reading.bounds
        for clause in range(number - 1, max(-1, number - 1 - _CLAUSES_BACK), -1):
            if not self._lacks(draft, frame):
                return
            start, end = bounds[clause], bounds[clause + 1] - 1
            if draft.holder is not None and start < self._span(draft.holder)[1] and end > self._span(draft.holder)[0]:
                continue  # one of those who hold it
            start = self._list_start(start, end)
            verb = self._words.verb.search(self._reading.text, start + 1, end)
            topic = self._topic(draft, frame, start, verb.start() if verb else end)
            if draft.holder is None and frame.left == "holder" and len(listed := self._names(start, end)) > 1:
                draft.holder, draft.parts = self._reading.holders(start, end).owner, listed
            if draft.shared == "revenue" and clause and topic.owner and topic.thing and not verb:
                draft.owner = draft.owner or topic.owner  # Apple, TSMC's biggest customer
                continue
            draft.scope = draft.scope or topic.scope
            self._add_topic(draft, topic, frame, (start, end))
            if draft.holder is None and frame.left == "holder" and verb and not clause:
                draft.holder = self._opening(draft, start, verb.start())
            missing = draft.holder is None and frame.left == "holder" and draft.shared != "ownership"
            if missing and clause == number - 1 and (only := self._only_holder(start, end)):
                draft.holder, draft.parts = only, [only]
            if draft.shared is None and (role := self._words.roles.pattern.search(self._reading.text, start, end)):
                draft.shared = self._words.roles.shared[(role.lastindex or 1) - 1]
            if draft.of is None:
                draft.of = self._thing(start, end)
                draft.guessed = self._words.shared_any.pattern.search(self._reading.text, start, end) is None

    def _topic(self, draft: Draft, frame: Frame, start: int, end: int) -> Phrase:
        """What a clause before is about."""
        topic = self._reading.phrase(start, end)
        if draft.shared == "ownership" and frame.left == "holder" and self._kind(topic.owner) == "place":
            named = self._reading.holders(start, end)  # 上海创稷 is not Shanghai
            topic.owner, topic.parts, topic.thing = named.owner, named.parts, None
        return topic

    def _opening(self, draft: Draft, start: int, end: int) -> Reference | None:
        """The name that the sentence opens with; a shareholder need not be a known one."""
        named = self._reading.named(start, end)
        return self._reading.holders(start, end).owner if named is None and draft.shared == "ownership" else named

    def _names(self, start: int, end: int) -> list[Reference]:
        """The names of a list, if it is one of names only."""
        parts = self._reading.holders(start, end).parts
        return parts if all(self._reading.named(*self._span(part)) for part in parts) else []

    def _add_topic(self, draft: Draft, topic: Phrase, frame: Frame, clause: tuple[int, int]) -> None:
        if draft.holder is None and frame.left == "holder" and topic.owner is not None:
            draft.holder, draft.parts = topic.owner, topic.parts
        elif frame.left == "owner" and draft.owner is None:
            begins = topic.owner is not None and self._span(topic.owner)[0] == self._reading.bare(*clause)[0]
            draft.owner = topic.owner if begins or draft.shared != "revenue" else None
        elif draft.shared in ("ownership", "revenue") and draft.of is None and draft.owner is None:
            named = self._kind(topic.owner) == "organisation" and FIGURE not in self._reading.text[slice(*clause)]
            draft.owner = topic.owner if named else None
        elif draft.scope is None and draft.owner is None and self._kind(topic.owner) == "place":
            bare = not (topic.thing or topic.shared or FIGURE in self._reading.text[slice(*clause)])
            draft.owner = topic.owner if topic.shared in _OF_PLACES or bare else None
        elif draft.shared is None and topic.shared is not None and self._kind(topic.owner) == "place":
            draft.owner = draft.owner or topic.owner
        if draft.of is None and topic.shared is not None and (draft.shared or topic.shared) in (topic.shared, "market"):
            draft.of = topic.thing
        draft.shared = draft.shared or topic.shared

    def _add_context(self, draft: Draft, match: re.Match[str]) -> None:
        """What is shared, from the last words before it that say so."""
        reading = self._reading
        figure = reading.figures[match.start("fig")]
        draft.refused |= figure.change is not None and figure.change.difference
        last = self._last(match.start("fig"))
        said = list(self._words.shared_any.pattern.finditer(reading.text, 0, match.start("fig")))
        if last is not None and last is not self._before:
            draft.scope = last.scope
            if said and reading.clause(said[-1].start()) > reading.clause(
                last.figure.span.start - reading.sentence.start
            ):
                said = said[-1:]  # something else is shared out since
            else:
                draft.shared, draft.of = last.shared, last.of
            if draft.shared == "localisation" and self._kind(draft.holder) not in ("organisation", "place"):
                draft.of, draft.holder, draft.parts = draft.holder, last.holder, ()
        if draft.shared is not None or not said:
            return
        whole = reading.phrase(reading.bounds[reading.clause(said[-1].start())], said[-1].end())
        whole.owner = None if self._kind(whole.owner) == "organisation" else whole.owner
        self._add_whole(draft, whole)
        draft.of = draft.of or self._thing(0, match.start())

    def _only_holder(self, start: int, end: int) -> Reference | None:
        """The only organisation or place of a clause."""
        reading = self._reading
        known = [m for at, m in reading.begun.items() if start <= at < end and m.kind in ("organisation", "place")]
        start, end = reading.bare(start, end)
        begin = reading.sentence.start
        if len(known) == 1 and self._words.marked.search(
            reading.text, start, known[0].span.start - reading.sentence.start
        ):
            return None  # the largest outside China
        if len(known) != 1 or (known[0].span.start - begin != start and known[0].span.end - begin != end):
            return None
        return reading.reference(known[0].span.start - begin, known[0].span.end - begin, known[0])

    def _lacks(self, draft: Draft, frame: Frame) -> bool:
        if frame.left == "owner" and draft.owner is None:
            return True
        if draft.shared == "market" and draft.scope is None and draft.owner is None:
            return True
        return (draft.holder is None and frame.left == "holder") or draft.shared is None or draft.of is None

    def _thing(self, start: int, end: int) -> Reference | None:
        """The last known material, product or technology of a place."""
        reading = self._reading
        known = [at for at, mention in reading.begun.items() if start <= at < end and mention.kind in THINGS]
        if not known:
            return None
        mention = reading.begun[max(known)]
        return reading.reference(max(known), mention.span.end - reading.sentence.start, mention)

    def _add_last(self, draft: Draft, frame: Frame, at: int) -> None:
        """What the share before it in the sentence says once for both."""
        last = self._last(at)
        if last is None or last is self._before:
            return
        if frame.left != "holder":
            same = frame.closed or (draft.shared == "imports" and draft.holder is None)
            draft.scope = draft.scope or (last.scope if same and last.shared == draft.shared else None)
            return
        plain = draft.shared is None and draft.of is None and draft.scope is None and draft.owner is None
        if plain and self._kind(draft.holder) is not None and self._kind(draft.holder) == self._kind(last.holder):
            draft.shared = last.shared  # Samsung 13 %
        if last.shared != draft.shared and not _same(last.of, draft.of):
            return
        draft.of = draft.of or last.of
        draft.scope = draft.scope or last.scope

    def _last(self, at: int) -> Share | None:
        return next((self._found[key] for key in sorted(self._found, reverse=True) if key[0] < at), self._before)


def _same(left: Reference | None, right: Reference | None) -> bool:
    return left is not None and right is not None and left.entity is not None and left.entity == right.entity
