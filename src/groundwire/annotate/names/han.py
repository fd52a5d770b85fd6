"""Names in Chinese characters that are in no list: folded text in, persons, organisations and places out.

Words beside a name (a title, what somebody says, what an organisation's name ends with) point at it; a word segmenter,
asked about those few characters only, tells where it begins.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import rjieba

from groundwire.annotate.language_data import language_data
from groundwire.annotate.names.segmenter import holds_word, in_dictionary, is_common, is_person_word, is_word, word_at
from groundwire.annotate.passage import Found
from groundwire.models import EntityKind
from groundwire.text.terms import automaton

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TAIL = re.compile(r"[\u4e00-\u9fff]++$")
_LONGEST_ORGANISATION = 24
_LONGEST_FOREIGN = 8
_MOST_IN_A_ROW = 30  # names of one enumeration
_DOT = "·•‧"
_DOTS = re.compile("[·•‧]")
_NOUNS = frozenset(
    {"n", "ns", "nt", "nz", "nr", "nrt", "nrfg", "ng", "j", "b", "vn", "an", "l", "s", "i", "f", "m", "eng"}
)
_PLACES = frozenset({"ns", "nt"})
_BEFORE = frozenset("据从与和及由对向被让给是为经按像以因请 ")  # words of one character that stand before a name
_COURTESY = frozenset(("先生", "女士"))
_NO_LETTERS = frozenset("一二三四五六七八九十两几多各每该此本某这那其全")


@dataclass(slots=True, kw_only=True)
class FoundUnlisted(Found):
    """A name that no list has."""

    kind: EntityKind
    entity: str | None = None  # what it denotes, where the rule knows
    form: bool = False  # it ends with a legal form or the like, so that it denotes what it does without


@dataclass(frozen=True, slots=True)
class _Cues:
    """Where the words that point at names stand in one text."""

    title_ends: dict[int, int]  # where a title ends → where it begins
    acts: set[int]  # where a word begins that stands behind a name
    heads: list[tuple[int, int]]
    brands: list[tuple[int, int]]
    places: list[tuple[int, int]]


@dataclass(slots=True)
class _Roles:
    words: dict[str, set[str]] = field(default_factory=dict)

    def add(self, role: str, words: list[str]) -> None:
        for word in words:
            self.words.setdefault(word, set()).add(role)


class HanRules:
    """The rules of one language's data."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        roles = _Roles()
        for role, key in (("title", "titles"), ("act", "acts"), ("head", "organisations"), ("brand", "brands")):
            roles.add(role, data[key])
        roles.add("place", data["places"])
        roles.add("no place", data["not_places"])
        self._roles = [tuple(roles_) for roles_ in roles.words.values()]
        self._automaton = automaton(list(roles.words))
        self._surnames = frozenset("".join(data["surnames"].split()))
        self._compound = frozenset(data["compound_surnames"])
        self._after = frozenset(data["after"]) | {" ", "\n"}
        self._not_given = frozenset(data["not_given"])
        self._foreign = frozenset("".join(data["foreign"].split()))
        self._weak = frozenset(data["weak_organisations"])
        self._forms = tuple(data["companies"]) + tuple(data["no_names"])
        self._no_names = frozenset(data["no_names"])
        self._not_organisations = frozenset(data["not_organisations"])
        self._not_persons = frozenset(data["not_persons"])
        self._honorifics = frozenset(data["honorifics"])
        self._parts = frozenset(data["parts"])
        self._alone = _surname_and_two(self._surnames, self._compound)
        given = rf"(?:(?![{re.escape(data['not_given'])}])[\u4e00-\u9fff]){{2}}"
        self._probable = re.compile(rf"[{data['common_surnames']}](?={given})")
        self._anchors = frozenset(data["anchors"])
        self._inner = frozenset(data["inner"])

    def find(self, text: str, begins: Mapping[int, str], place_ends: Mapping[int, int]) -> Iterator[FoundUnlisted]:
        """Persons, organisations, places of a folded text, given where names of the list stand in it."""
        cues = self._cues(text)
        for name in self._persons(text, cues):
            yield FoundUnlisted(start=name.start, end=name.end, kind="person")
        for name in self._named_by_heads(text, cues, begins):
            form = text[name.start : name.end].endswith(self._forms)
            yield FoundUnlisted(start=name.start, end=name.end, kind="organisation", form=form)
        for name in self._named_by_ends(text, cues, place_ends):
            yield FoundUnlisted(start=name.start, end=name.end, kind="place")

    def _cues(self, text: str) -> _Cues:
        """The words of the text that point at names."""
        cues = _Cues({}, set(), [], [], [])
        no_places: set[int] = set()
        roles = self._roles
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for role in roles[index]:
                if role == "title":
                    cues.title_ends[end] = min(start, cues.title_ends.get(end, start))
                elif role == "act":
                    cues.acts.add(start)
                elif role == "head":
                    cues.heads.append((start, end))
                elif role == "brand":
                    cues.brands.append((start, end))
                elif role == "place":
                    cues.places.append((start, end))
                else:
                    no_places.update(range(start, end))
        if no_places:
            cues.places[:] = [place for place in cues.places if place[0] not in no_places]
        return cues

    # Persons

    def _persons(self, text: str, cues: _Cues) -> list[Found]:
        """Persons by title, by what they say, by the dot in foreign names, and in a row with those."""
        found: dict[int, int] = {}
        found.update(self._dotted(text, cues))
        for match in self._alone.finditer(text):
            word, tag = rjieba.tag(match[0])[0]
            if (
                word == match[0]
                and tag.startswith("nr")
                and self._is_name(text, match.start(), match.end(), len(word) - 2)
            ):
                found[match.start()] = match.end()
        for match in self._probable.finditer(text):
            at = match.start()
            if at not in found and self._is_seen(text, at):
                found[at] = at + 3
        for at in sorted(cues.title_ends):
            self._after_title(text, at, cues, found)
        for at in sorted(cues.acts):
            self._before_act(text, at, cues, found)
        return [Found(start=start, end=end) for start, end in sorted(found.items())]

    def _after_title(self, text: str, at: int, cues: _Cues, found: dict[int, int]) -> None:
        start = at + 1 if text[at : at + 1] in (" ", ":", "：") else at
        for _ in range(_MOST_IN_A_ROW):
            end = found.get(start) or self._name_at(text, start, cues)
            if end is None:
                return
            found[start] = end
            if text[end : end + 1] not in ("、", " "):
                return
            start = end + 1

    def _name_at(self, text: str, start: int, cues: _Cues) -> int | None:
        """Where a name that begins at ``start`` ends."""
        surname = (
            2 if text[start : start + 2] in self._compound else 1 if text[start : start + 1] in self._surnames else 0
        )
        if surname:
            for given in (2, 1):
                end = start + surname + given
                if self._is_name(text, start, end, surname, sure=True) and self._ends_name(text, end, cues):
                    return end
            return self._segmented(text, start)
        return self._foreign_at(text, start, cues)

    def _is_name(self, text: str, start: int, end: int, surname: int, *, sure: bool = False) -> bool:
        """Whether this can be a name; ``sure``: a title says so, and only a word that begins it speaks against it."""
        given = text[start + surname : end]
        if len(given) != end - start - surname or not given or given in self._honorifics or given[0] in "某姓":
            return False
        if text[start:end] in self._not_persons:
            return False
        if not all("\u4e00" <= character <= "\u9fff" and character not in self._not_given for character in given):
            return False
        return not is_word(text[start:end]) and not holds_word(text[start:end], surname if sure else 0)

    def _ends_name(self, text: str, end: int, cues: _Cues) -> bool:
        follower = text[end : end + 1]
        return not follower or follower in self._after or end in cues.acts or not _HAN.match(follower)

    @staticmethod
    def _is_seen(text: str, start: int) -> bool:
        """Whether the segmenter sees a full name that is no word there, given what stands around it."""
        if text[start + 1 : start + 3] in _COURTESY or in_dictionary(text[start : start + 2]):
            return False
        at = max(0, start - 4)
        window = text[at : start + 7]
        for word in rjieba.cut(window, True):
            if at >= start:
                return at == start and len(word) == 3 and is_person_word(word, window)
            at += len(word)
        return False

    def _segmented(self, text: str, start: int) -> int | None:
        """A full name that the segmenter sees where nothing shows its end."""
        word, tag = rjieba.tag(text[start : start + 6])[0]
        return start + len(word) if tag.startswith("nr") and len(word) == 3 and not rjieba.has_word(word) else None

    def _foreign_at(self, text: str, start: int, cues: _Cues) -> int | None:
        end = start
        while end < len(text) and end - start < _LONGEST_FOREIGN and text[end] in self._foreign:
            end += 1
        if end - start < 2 or not self._ends_name(text, end, cues) or is_word(text[start:end]):
            return None
        return end

    def _before_act(self, text: str, at: int, cues: _Cues, found: dict[int, int]) -> None:
        end = at
        for _ in range(_MOST_IN_A_ROW):
            start = self._name_to(text, end, cues)
            if start is None or start in found:
                return
            found[start] = end
            if text[start - 1 : start] != "、":
                return
            end = start - 1

    def _name_to(self, text: str, end: int, cues: _Cues) -> int | None:
        """Where a name that ends at ``end`` begins."""
        for length in (3, 2, 4):
            start = end - length
            if start < 0:
                continue
            surname = 2 if length > 2 and text[start : start + 2] in self._compound else 1
            if surname == 1 and (length == 4 or text[start] not in self._surnames):
                continue
            if self._begins_name(text, start, cues) and self._is_name(text, start, end, surname, sure=length > 2):
                return start
        return None

    @staticmethod
    def _begins_name(text: str, start: int, cues: _Cues) -> bool:
        before = text[start - 1 : start]
        return not before or not _HAN.match(before) or before in _BEFORE or start in cues.title_ends

    def _dotted(self, text: str, cues: _Cues) -> Iterator[tuple[int, int]]:
        last = 0
        for dot in _DOTS.finditer(text):
            at = dot.start()
            if at < last:
                continue
            start, end = at, at
            while start > last and at - start < _LONGEST_FOREIGN and text[start - 1] in self._foreign:
                start -= 1
                if start in cues.title_ends:
                    break
            while end < len(text) and text[end] in _DOT:
                word = end + 1
                while word < len(text) and word - end <= _LONGEST_FOREIGN and text[word] in self._foreign:
                    word += 1
                if word - end < 2:
                    break
                end = word
            if start < at and end > at + 1:
                last = end
                yield start, end

    # Organisations

    def _named_by_heads(self, text: str, cues: _Cues, known: Mapping[int, str]) -> Iterator[Found]:
        """Names by their last word; ``known`` tells where names of the list begin, and their kind."""
        heads = dict[int, int]()
        for start, end in cues.heads:
            heads[end] = min(start, heads.get(end, start))
        last = 0
        for end, start in sorted(heads.items()):
            if text[end : end + 1] in ("长", "员"):
                continue
            begin = self._organisation_begin(text, start, end, known)
            if begin is not None and begin >= last and text[begin:end] not in self._not_organisations:
                last = end
                yield Found(start=begin, end=end)
        for start, end in cues.brands:
            begin = self._brand_begin(text, start, end)
            if begin is not None:
                yield Found(start=begin, end=end)

    def _organisation_begin(self, text: str, head: int, end: int, known: Mapping[int, str]) -> int | None:
        tail = _TAIL.search(text, max(0, end - _LONGEST_ORGANISATION), end)
        if tail is None:
            return None
        at, words = end, rjieba.tag(tail[0])
        anchor: int | None = None
        single = False
        for word, tag in reversed(words):
            inside = at <= head
            at -= len(word)
            if inside and tag not in _NOUNS and word not in self._inner:
                break
            if word[0] in _NO_LETTERS and len(word) <= 2 and word not in self._inner:
                break
            if (tag in _PLACES or word in self._anchors or known.get(at) in ("place", "organisation")) and at < head:
                anchor, single = at, tag == "nt" and at + len(word) == end
        if anchor is None:
            return None
        if single:
            return None if text[head:end] in self._no_names else anchor
        between = head - anchor - len(word_at(words, anchor - (end - len(tail[0]))))
        return None if between <= 0 and text[head:end] in self._weak | self._no_names else anchor

    def _brand_begin(self, text: str, head: int, end: int) -> int | None:
        tail = _TAIL.search(text, max(0, head - 8), head)
        if tail is None or (_HAN.match(text[end : end + 1]) and rjieba.has_word(text[head : end + 1])):
            return None
        words = rjieba.tag(tail[0], False)
        start = head
        for word, tag in reversed(words):
            if (len(word) > 1 and not (tag in ("nz", "ns", "nr", "nrt") and start == head)) or tag in (
                "p",
                "uj",
                "d",
                "c",
                "r",
            ):
                break
            start -= len(word)
            if len(word) > 1 or head - start >= 4:
                break
        length = head - start
        bounded = start == tail.start() or text[start - 1] in _BEFORE
        if not 2 <= length <= 4 or not bounded or text[start] in _NO_LETTERS or text[start] in _BEFORE:
            return None
        return start

    # Places

    def _named_by_ends(self, text: str, cues: _Cues, place_ends: Mapping[int, int]) -> Iterator[Found]:
        """Places by their last character: right behind another place, or where the segmenter knows them."""
        ends = dict(place_ends)
        for start, end in sorted(cues.places):
            if ends.get(end, start + 1) <= start:
                continue
            begin = self._place_begin(text, start, end, ends)
            if begin is not None:
                ends[end] = begin
                yield Found(start=begin, end=end)

    def _place_begin(self, text: str, head: int, end: int, ends: Mapping[int, int]) -> int | None:
        for length in (2, 1, 3, 4):
            if text[head:end] not in self._parts or head - length not in ends:
                continue
            words = rjieba.tag(text[head - length : end])
            plain = len(words) <= 2 and words[0][1] in ("ns", "nz", "nr", "n", "nrt", "a") and not is_common(words[0])
            if plain and not set(text[head - length : head]) & self._not_given:
                return head - length
        tail = _TAIL.search(text, max(0, end - 8), end)
        if tail is None:
            return None
        word, tag = rjieba.tag(tail[0])[-1]
        return end - len(word) if tag == "ns" and len(word) > end - head + 1 else None


def _surname_and_two(surnames: Iterable[str], compound: Iterable[str]) -> re.Pattern[str]:
    """A surname and two characters that stand alone, or in a row of names.

    It begins with one set of characters and asks then what stood before: so the search skips to these characters.
    """
    one, firsts = "".join(surnames), "".join({name[0] for name in compound})
    before = r"(?<![\u4e00-\u9fff].)"
    two = "|".join(f"(?<={name[0]}){name[1:]}" for name in compound)
    given = r"[\u4e00-\u9fff]{2}(?=[等和与]|[^\u4e00-\u9fff]|$)"
    return re.compile(rf"[{one}{firsts}]{before}(?:(?<=[{one}]){given}|(?:{two}){given})")


@functools.cache
def han_rules(language: str) -> HanRules | None:
    """The rules for a language that has them."""
    data = language_data("names", language).get("han")
    return HanRules(data) if data else None
