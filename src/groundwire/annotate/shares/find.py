"""Sentences in, shares out: who has what part of what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from groundwire.annotate.meaning.focus import resolve_subject
from groundwire.annotate.sentence import Sentence
from groundwire.annotate.shares.drafts import THINGS, Draft, Judge
from groundwire.annotate.shares.phrases import Phrase, Reading, stronger
from groundwire.annotate.shares.words import FIGURE, Frame, ShareWords, share_words
from groundwire.models import EntityId, EntityKind, Figure, Reference, Share, Shared

_LONGEST = 2_000  # characters; a longer sentence is a list or a table
_MOST_FIGURES = 40  # percentages; a sentence with more is a table too
_CLAUSES_BACK = 3  # how far back a clause may have the subject that the share's own does not
_OF_PLACES: tuple[Shared, ...] = ("market", "imports", "exports")


def find_shares(sentences: Sequence[Sentence], day: date | None) -> Iterator[Share]:
    """Every share of the sentences, in order."""
    before: Share | None = None
    for number, sentence in enumerate(sentences):
        figures = [figure for figure in sentence.figures if _is_part(figure)]
        if not 0 < len(figures) <= _MOST_FIGURES or sentence.end - sentence.start > _LONGEST:
            continue
        words = share_words(sentence.passage.base)
        if not words.trigger.search(sentence.passage.folded, sentence.start, sentence.end):
            continue
        if before is not None and before.figure.span.paragraph != sentence.paragraph:
            before = None
        found = _Finder(Reading(sentence, figures, words), words, before, sentences[: number + 1]).find()
        yield from found
        before = found[-1] if found else before


def _is_part(figure: Figure) -> bool:
    """Whether the figure can be a part of something: a percentage that is no difference."""
    return (
        figure.kind == "percent"
        and 0 < figure.low <= figure.high <= Decimal(100)
        and not (figure.change is not None and figure.change.difference and figure.change.base is not None)
    )


class _Finder(Judge):
    """Finds the shares of the last of ``sentences``; ``before`` is the last share before it."""

    def __init__(
        self, reading: Reading, words: ShareWords, before: Share | None, sentences: Sequence[Sentence]
    ) -> None:
        super().__init__(reading, words)
        self._before, self._sentences = before, sentences
        self._pairs = self._paired()
        self._together: Reference | None = None  # the last holders that were named side by side
        self._found: dict[tuple[int, int], Share] = {}  # by place of the figure and number of the holder
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
        draft = self._inherited(frame, match) if frame.inherit else self._draft(frame, match)
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

    def _says_whole(self, match: re.Match[str]) -> bool:
        return _has(match, "whole") and len(match["whole"].strip()) > 1

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
        last = self._last(place) if frame.inherit == "within" else None
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
        return self._in_focus(kinds, taken)

    def _in_focus(self, kinds: Sequence[EntityKind], taken: EntityId | None) -> Reference | None:
        """Whom the sentences before are about."""
        subject = resolve_subject(self._sentences, len(self._sentences) - 2) if len(self._sentences) > 1 else None
        if subject is None or (subject.entity is not None and subject.entity == taken):
            return None
        known = [m.kind for each in self._sentences[-9:] for m in each.mentions if m.span == subject.span]
        return subject if set(known) <= set(kinds) else None

    # what a frame says

    def _draft(self, frame: Frame, match: re.Match[str]) -> Draft:
        draft = Draft(at=match.start("fig"), shared=frame.shared, named_share=bool(frame.shared) or _has(match, "rest"))
        wholes = [self._reading.phrase(*match.span(name)) for name in ("whole", "rest", "rest2") if _has(match, name)]
        left = self._left(match)
        if frame.left and _has(match, "rest") and match.start("rest") == match.start():
            wholes = [self._reading.phrase(*match.span("whole"))] if _has(match, "whole") else []
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
        draft.refused |= self._is_supposed(draft, match)
        draft.holder = draft.holder or draft.himself
        if frame.default and draft.shared is None and self._words.used.search(match[0]):
            draft.shared = "consumption"
        self._settle(draft, frame)
        draft.refused |= self._is_odd(draft)
        return draft

    def _add_names(self, draft: Draft, frame: Frame, match: re.Match[str]) -> None:
        """Who the frame itself names."""
        if _has(match, "holder"):
            holder = self._reading.holders(*match.span("holder"))
            draft.refused |= holder.refused
            draft.holder, draft.parts = holder.owner, holder.parts
            self._split_goods(draft, match.span("holder"))
        if _has(match, "company"):
            start, end = match.span("company")
            cut = self._words.shared_end.pattern.search(self._reading.text, start, end)
            draft.of = self._reading.holders(start, cut.start() if cut else end).owner
            shares_out = cut is not None and self._reading.phrase(start, end).shared != "ownership"
            draft.refused |= frame.owned and (shares_out or not self._is_company(draft.of))
        if _has(match, "importer"):
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

    def _add_whole(self, draft: Draft, whole: Phrase) -> None:
        draft.refused |= whole.refused
        draft.shared = stronger(draft.shared, whole.shared)
        draft.named_share |= whole.shared in ("revenue", "ownership")
        draft.of = draft.of or whole.thing
        draft.owner = draft.owner or whole.owner
        draft.scope = draft.scope or whole.scope
        draft.pronoun = draft.pronoun or whole.pronoun
        draft.themselves |= whole.themselves

    def _is_supposed(self, draft: Draft, match: re.Match[str]) -> bool:
        """Whether it is a rule about whoever holds that much, or what somebody spends of the revenue."""
        reading, start = self._reading, self._reading.bounds[self._reading.clause(match.start())]
        if draft.shared == "ownership" and self._words.supposed.search(reading.text, start, match.end() + 12):
            return True
        first = reading.bounds[max(0, reading.clause(match.start()) - 2)]
        return draft.shared == "revenue" and self._words.costs.search(reading.text, first, match.end()) is not None

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

    def _is_only(self, parts: Sequence[Reference], place: tuple[int, int]) -> bool:
        """Whether nothing but the names stands there."""
        return self._span(parts[-1])[1] == place[1] and FIGURE not in self._reading.text[slice(*place)]

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
        self._add_whole(draft, whole)
        draft.of = draft.of or self._thing(0, match.start())

    def _only_holder(self, start: int, end: int) -> Reference | None:
        """The only organisation or place of a clause."""
        reading = self._reading
        known = [m for at, m in reading.begun.items() if start <= at < end and m.kind in ("organisation", "place")]
        start, end = reading.bare(start, end)
        begin = reading.sentence.start
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

    # what is taken from the share before

    def _last(self, at: int) -> Share | None:
        return next((self._found[key] for key in sorted(self._found, reverse=True) if key[0] < at), self._before)

    def _inherited(self, frame: Frame, match: re.Match[str]) -> Draft | None:
        before = self._last(match.start("fig"))
        if before is None or (before is self._before and (frame.inherit != "within" or self._left(match)[0] > 0)):
            return None
        if frame.inherit == "holder":
            return self._continued(frame, match, before)
        if frame.inherit == "again":
            shared = frame.shared or before.shared
            return Draft(shared=shared, of=before.of, scope=before.scope, holder=before.holder)
        if frame.inherit == "all":
            parts = [self._together] if self._together else []
            together = Draft(shared=before.shared, of=before.of, scope=before.scope, holder=self._together)
            return replace(together, parts=parts) if parts else None
        if frame.inherit == "same" and self._is_elsewhere(before, match):
            return None
        place = match.span("holder") if _has(match, "holder") else self._left(match)
        if _has(match, "holder"):
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

    def _is_elsewhere(self, before: Share, match: re.Match[str]) -> bool:
        """Whether words behind the share before say that something else is shared out now: its imports come from."""
        reading, at = self._reading, before.figure.span.start - self._reading.sentence.start
        start = reading.bounds[min(reading.clause(at) + 1, len(reading.bounds) - 1)]
        said = list(self._words.shared_any.pattern.finditer(reading.text, start, match.start("fig")))
        return bool(said) and self._words.shared_any.shared[(said[-1].lastindex or 1) - 1] != before.shared

    def _continued(self, frame: Frame, match: re.Match[str], before: Share) -> Draft | None:
        """What else the holder of the share before has a part of: 60 % of lithium and 90 % of processing."""
        draft = Draft(holder=before.holder)
        self._add_whole(draft, self._reading.phrase(*match.span("whole")))
        if draft.shared is None and draft.of is None:
            return None
        draft.shared = draft.shared or before.shared
        self._settle(draft, frame)
        draft.of = draft.of or before.of
        draft.scope = draft.scope or before.scope
        draft.refused |= self._is_odd(draft)
        return draft


_CHAIN_END = re.compile("\ue000\ue001*")


def _same(left: Reference | None, right: Reference | None) -> bool:
    return left is not None and right is not None and left.entity is not None and left.entity == right.entity


def _is_same(left: Reference, right: Reference) -> bool:
    return left.span == right.span or (left.entity is not None and left.entity == right.entity)


def _has(match: re.Match[str], name: str) -> bool:
    return name in match.re.groupindex and match.start(name) >= 0
