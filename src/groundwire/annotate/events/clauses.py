"""A sentence with a trigger in, its clauses and the names in them out: what roles, states and dates are read from."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from groundwire.annotate.events.inflection import all_forms
from groundwire.annotate.events.triggers import first_characters, folded_pattern, words_pattern
from groundwire.annotate.language_data import language_data
from groundwire.annotate.sentence import Sentence
from groundwire.models import EntityId, EntityKind, Reference
from groundwire.text.scripts import fold

# Commas inside numbers and whatever stands in brackets end no clause.
_BREAK = re.compile(r"\([^()\n]{0,80}\)|(?<!\d)[,:]|[,:](?!\d)|[，、。；;：！？!?—\n]|(?<=\s)[-–](?=\s)")
_LIST = "、"
# A name before a comma that only divides a list: Bosch, Infineon und NXP.
_LISTED = re.compile(
    r"\b[A-Z][\w&.'-]{0,30}(?=, [A-Z][\w&.'-]{0,30}(?: [A-Z][\w&.'-]{0,30}){0,2}"
    r"(?:, (?:and )?[A-Z]|,? (?:and|und|et|y|e|or|oder|ou|o) [A-Z]))"
)
_MOST_NAMES = 60  # in one sentence; a longer list is a table


class Clause(NamedTuple):
    """Characters ``start`` to ``end`` of the paragraph."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Who or what can have a part in an event: a mention, or a word like 法院, 该公司, regulators."""

    start: int
    end: int
    kind: EntityKind
    entity: EntityId | None = None
    known: bool = True  # a mention
    stand_in: bool = False  # "the company": stands for somebody named before
    noun: bool = False  # a word for somebody: 法院, regulators
    proper: bool = False  # a name, but nobody known: may be a person
    meant: Reference | None = None  # whom it stands for, in a sentence before


@dataclass(frozen=True, slots=True)
class RoleData:
    """What a language says of where roles stand."""

    frames: dict[str, Any]
    before: dict[str, str]  # marker before a name that stands before the trigger → role
    after: dict[str, str]  # the same behind the trigger
    marker: re.Pattern[str]  # a marker at the end of the words before a name
    follow: dict[str, str]  # what follows a name → role: 持有的 → seller, 's …
    following: re.Pattern[str]
    joined: re.Pattern[str]  # the words between two names of a list
    nouns: tuple["_Nouns", ...]
    passive_before: re.Pattern[str]
    passive_after: re.Pattern[str]
    active: re.Pattern[str]  # triggers that are never passive: is buying
    support: re.Pattern[str]  # verbs that make a topic word an event: 宣布, 实施, announced
    phrase: re.Pattern[str]  # a noun phrase right behind a trigger
    subject: re.Pattern[str]  # from the beginning of a clause to its trigger: who does it, a name or not
    speaker: re.Pattern[str]  # from the beginning of a clause: who says something in it
    marked: re.Pattern[str]  # a marker and who it marks, right before a trigger
    breaks: re.Pattern[str]  # where a clause begins without a mark
    proper: re.Pattern[str]  # names by their capitals
    no_names: re.Pattern[str]  # words with a capital that are none
    marked_after: re.Pattern[str]  # the same right behind a trigger
    where: frozenset[str]  # markers behind which an unknown name is a place
    modifier: re.Pattern[str]  # what follows a country that only says which: Russian [banks]
    verb_between: re.Pattern[str]  # a verb between a topic word and "by": the deal was blocked by
    shares: re.Pattern[str]  # words for shares behind the name of whoever issued them
    no_when_before: re.Pattern[str]  # what before or behind a date makes it a limit: by 2030, 2021年以来
    no_when_after: re.Pattern[str]
    no_noun: re.Pattern[str]  # what words in the place of a name must not have
    thing: re.Pattern[str]  # words that are no company but things: a storage factory
    verb_last: bool  # an object can stand before its verb without a marker


@functools.cache
def role_data(base: str) -> RoleData:
    """The data of a language's roles; built once."""
    data = language_data("event_roles", base)
    before = {fold(word): role for word, role in data.get("before", {}).items()}
    after = {fold(word): role for word, role in data.get("after", {}).items()}
    follow = {fold(word): role for word, role in data.get("follow", {}).items()}
    markers, follows = _any_of({*before, *after}), _any_of(follow)
    return RoleData(
        frames=data["frames"],
        before=before,
        after=after,
        marker=folded_pattern(data.get("marker", "(?P<marker>{})$").replace("{}", markers)),
        follow=follow,
        following=re.compile(rf"[\"'”’」』]?\s?(?:\([^()]{{0,40}}\))?\s?(?P<follow>{follows})"),
        joined=_pattern(data, "joined"),
        nouns=tuple(_nouns(data.get("nouns", {}))),
        passive_before=_pattern(data, "passive_before"),
        passive_after=_pattern(data, "passive_after"),
        active=_pattern(data, "active"),
        support=words_pattern(all_forms(data.get("support", []), base)),
        phrase=_pattern(data, "phrase"),
        subject=_pattern(data, "subject"),
        speaker=_pattern(data, "speaker"),
        marked=_pattern(data, "marked"),
        marked_after=_pattern(data, "marked_after"),
        breaks=_pattern(data, "breaks"),
        proper=re.compile(data.get("proper", "(?!)")),
        no_names=re.compile(data.get("no_names", "(?!)") + r"(?!\w)"),
        where=frozenset(data.get("where", [])),
        modifier=_pattern(data, "modifier"),
        verb_between=_pattern(data, "verb_between"),
        shares=_pattern(data, "shares"),
        no_when_before=_pattern(data, "no_when_before"),
        no_when_after=_pattern(data, "no_when_after"),
        no_noun=_pattern(data, "no_noun"),
        thing=re.compile(data.get("thing", "(?!)")),
        verb_last=data.get("verb_last", False),
    )


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return (
        first_characters(longest_first) + f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else "(?!)"
    )


def _pattern(data: dict[str, Any], name: str) -> re.Pattern[str]:
    """A pattern of the data; ``{np}`` in it is one character of a noun phrase."""
    return folded_pattern(data.get(name, "(?!)").replace("{np}", data.get("np", r"[^\W\d_]")))


class _Nouns(NamedTuple):
    """Words for somebody; ``needs`` is a character that all of them have, which spares most searches."""

    kind: EntityKind
    stand_in: bool
    needs: str
    pattern: re.Pattern[str]


def _nouns(data: dict[str, list[str | dict[str, str]]]) -> Iterator[_Nouns]:
    kinds: dict[str, tuple[EntityKind, bool]] = {
        "stand_in": ("organisation", True),
        "organisation": ("organisation", False),
        "person": ("person", False),
        "pronoun": ("person", True),
        "place": ("place", False),
        "thing": ("product", False),
    }
    for name, written in data.items():
        plain = [each for each in written if isinstance(each, str)]
        if plain:
            yield _Nouns(*kinds[name], "", folded_pattern("|".join(plain)))
        for each in written:
            if not isinstance(each, str):
                yield _Nouns(*kinds[name], each["needs"], folded_pattern(each["find"]))


class Scene:
    """One sentence, its clauses and names; worked out once for all its triggers."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.folded = sentence.passage.folded
        self.base = sentence.passage.base
        self.data = role_data(self.base)
        self.clauses = list(_clauses(sentence, self.data.breaks))
        self._starts = [clause.start for clause in self.clauses]

    def clause_at(self, offset: int) -> int:
        """The number of the clause that holds ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    @functools.cached_property
    def names(self) -> list[Name]:
        """The names of the sentence, in order; found when first asked for."""
        text = self.folded[self.sentence.start : self.sentence.end]
        names = [
            Name(start=m.span.start, end=m.span.end, kind=m.kind, entity=m.entity)
            for m in self.sentence.mentions[:_MOST_NAMES]
        ]
        for nouns in self.data.nouns:
            if nouns.needs in text:
                names = _with(names, nouns, nouns.pattern.finditer(self.folded, self.sentence.start, self.sentence.end))
        proper = list(self._proper(names))
        names = [name for name in names if not any(each.start <= name.start < each.end for each in proper)] + proper
        named = {name.start for name in names if name.entity is not None}
        # An attribute right before a name is no second one: 荷兰光刻机公司|阿斯麦.
        names = [name for name in names if name.entity is not None or name.end not in named]
        return sorted(names, key=lambda name: name.start)[:_MOST_NAMES]

    def _proper(self, names: list[Name]) -> Iterator[Name]:
        """Names that only their capitals show."""
        if not self.data.proper.pattern:
            return
        wide, sentence = self.sentence.passage.wide, self.sentence
        wider = {name.start for name in names if name.kind == "technology" and wide[name.start - 1 : name.start] == " "}
        taken = [(name.start, name.end) for name in names if name.start not in wider]  # AI in Stability AI
        taken += [(figure.span.start, figure.span.end) for figure in sentence.figures]
        taken += [(date.span.start, date.span.end) for date in sentence.dates]
        for match in self.data.proper.finditer(wide, sentence.start, sentence.end):
            start, end = match.span()
            start = self._behind_other_words(start, end)
            if start in wider:
                continue
            if end - start < 2 or any(low < end and start < high for low, high in taken):
                continue
            # Every word begins a sentence with a capital: there one needs a second one, or a verb behind it.
            sure = start > sentence.start or " " in wide[start:end]
            sure = sure or self.data.support.match(self.folded, end + 1, sentence.end) is not None
            yield Name(start=start, end=end, kind="organisation", known=sure, proper=True)

    def _behind_other_words(self, start: int, end: int) -> int:
        """Where a name begins behind words that only have their capital from the beginning of a sentence."""
        wide = self.sentence.passage.wide
        while match := self.data.no_names.match(wide, start, end):
            if match.end() < end and wide[match.end()] != " ":
                break
            start = min(match.end() + 1, end)
        return start

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names between two places."""
        return [name for name in self.names if start <= name.start and name.end <= end]

    def reference(self, name: Name) -> Reference:
        """A name as the reference of an annotation."""
        if name.meant is not None:
            return name.meant
        return Reference(span=self.sentence.span(name.start, name.end), entity=name.entity)


def _with(names: list[Name], nouns: _Nouns, matches: Iterable[re.Match[str]]) -> list[Name]:
    """The names with words for somebody that stand between them, or around one: 杭州 in 杭州市中级人民法院."""
    for match in matches:
        start, end = match.span()
        inside = [name for name in names if name.start < end and start < name.end]
        if all(start <= name.start and name.end < end for name in inside):
            names = [name for name in names if name not in inside]
            names.append(Name(start=start, end=end, kind=nouns.kind, known=False, stand_in=nouns.stand_in, noun=True))
    return names


def _clauses(sentence: Sentence, words: re.Pattern[str]) -> Iterator[Clause]:
    folded, start, end = sentence.passage.folded, sentence.start, sentence.end
    begin = start
    listed = {match.end() for match in _LISTED.finditer(sentence.passage.wide, start, end)}
    cuts = [m.start() for m in words.finditer(folded, start, end)]
    cuts += [m.start() for m in _BREAK.finditer(folded, start, end) if m[0][0] != "(" and m[0] != _LIST]
    cuts = [cut for cut in cuts if cut not in listed]
    for cut in sorted(cuts):
        if cut > begin:
            yield Clause(begin, cut)
            begin = cut
    if begin < end:
        yield Clause(begin, end)
