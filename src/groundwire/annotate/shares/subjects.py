"""The words before a share in, who has it out, and of what where they say so too."""

from collections.abc import Sequence

from groundwire.annotate.shares.drafts import THINGS, Draft, Judge
from groundwire.annotate.shares.phrases import Phrase, stronger
from groundwire.annotate.shares.words import FIGURE
from groundwire.models import Reference


class SubjectReader(Judge):
    """Reads the subjects of one sentence."""

    def _list_start(self, start: int, end: int) -> int:
        """Where the names begin of which the last stand from ``start`` to ``end``: A, B and C."""
        reading = self._reading
        number = reading.clause(start)
        while number and len(reading.holders(start, end).parts) > 1:
            number -= 1
            before = reading.bare(reading.bounds[number], reading.bounds[number + 1] - 1)
            parts = reading.holders(*before).parts
            if (
                not parts
                or not all(reading.named(*self._span(part)) for part in parts)
                or not self._is_only(parts, before)
            ):
                break
            start = before[0]
        return start

    def _is_only(self, parts: Sequence[Reference], place: tuple[int, int]) -> bool:
        """Whether nothing but the names stands there."""
        return self._span(parts[-1])[1] == place[1] and FIGURE not in self._reading.text[slice(*place)]

    def _add_whole(self, draft: Draft, whole: Phrase) -> None:
        draft.refused |= whole.refused
        draft.shared = stronger(draft.shared, whole.shared)
        draft.named_share |= whole.shared in ("revenue", "ownership")
        draft.of = draft.of or whole.thing
        draft.owner = draft.owner or whole.owner
        draft.scope = draft.scope or whole.scope
        draft.pronoun = draft.pronoun or whole.pronoun
        draft.themselves |= whole.themselves

    def _add_subject(self, draft: Draft, place: tuple[int, int]) -> None:
        subject = self._subject(place)
        if subject.thing is not None and draft.shared == "revenue" and subject.shared is not None:
            draft.owner, draft.pronoun = draft.owner or subject.owner, draft.pronoun or subject.pronoun
            subject = self._reading.holders(*self._span(subject.thing))  # a customer or business, not its sales
        elif draft.shared == "revenue" and subject.scope is not None and self._kind(subject.owner) == "organisation":
            draft.owner = draft.owner or subject.owner
            subject = Phrase(owner=subject.scope, parts=[subject.scope])  # 北方华创海外收入
        draft.refused |= subject.refused
        draft.holder, draft.parts, draft.himself = subject.owner, subject.parts, subject.pronoun
        draft.shared = stronger(draft.shared, subject.shared)
        draft.of = draft.of or subject.thing
        draft.scope = draft.scope or subject.scope

    def _subject(self, place: tuple[int, int]) -> Phrase:
        """Who has it, and perhaps of what: 中国, 中国镓产量, 中国企业在全球锂电池市场的份额."""
        if (name := self._relative(place[0])) is not None:
            return Phrase(owner=name, parts=[name])
        inside = self._words.inside.search(self._reading.text, *place)
        subject = self._reading.phrase(inside.end() if inside else place[0], place[1])
        if inside and inside.start() > place[0]:
            holder = self._reading.holders(place[0], inside.start())
            if holder.owner is not None:
                subject.scope = subject.scope or subject.owner
                subject.owner, subject.parts = holder.owner, holder.parts
                return subject
        if subject.shared is None or (subject.owner is None and subject.thing is None and subject.scope is not None):
            named = self._named_last(place)
            return named if subject.shared is None or named.owner is not None else subject
        home = subject.scope if subject.owner is None else None
        if home is not None and self._words.home.fullmatch(self._reading.text, *self._span(home)):
            subject.owner, subject.parts, subject.scope = home, [home], None
        if subject.owner is not None and self._words.pronoun.fullmatch(self._reading.text, *self._span(subject.owner)):
            subject.pronoun, subject.owner, subject.parts = subject.owner, None, []
        return subject

    def _relative(self, start: int) -> Reference | None:
        """The name before a clause that is about it: China, which refines 60 %."""
        reading = self._reading
        number = reading.clause(start)
        if not number or not self._words.relative.match(reading.text, *reading.trimmed(start, len(reading.text))):
            return None
        end = reading.trimmed(reading.bounds[number - 1], reading.bounds[number] - 1)[1]
        mention = reading.ended.get(end)
        if mention is None or mention.kind in THINGS:
            return None
        return reading.reference(mention.span.start - reading.sentence.start, end, mention)

    def _named_last(self, place: tuple[int, int]) -> Phrase:
        """A holder whose name may come after what it has a part of: 全球锗资源中国."""
        subject = self._reading.holders(*place)
        if subject.owner is None:
            return subject
        if self._words.pronoun.fullmatch(self._reading.text, *self._span(subject.owner)):
            return Phrase(pronoun=subject.owner)
        prefix = self._reading.phrase(place[0], self._span(subject.owner)[0])
        if prefix.shared or prefix.scope:
            subject.shared, subject.scope, subject.thing = prefix.shared, prefix.scope, prefix.thing
        return subject
