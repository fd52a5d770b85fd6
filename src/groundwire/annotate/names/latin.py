"""Names in Latin letters that are in no list: half-width text in, persons, organisations and places out.

Runs of capitalised words are found in one pass; the words in and beside a run tell what it is, if anything.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from groundwire.annotate.language_data import language_data
from groundwire.annotate.names.han import FoundUnlisted
from groundwire.models import EntityKind

_SMALL = "of|for|and|on|the|de|du|des|la|le|les|l'|van|von|der|den|del|las|los|y|und|et|für|al|bin|di|da|dos|&|e"
# A day or a month after "on" or "of" belongs to no name: Ministry of Commerce on October 9.
_NO_DAY = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b)"
)
_WORD_END = r"[\w&-]*(?:['’][A-Za-zÀ-ÿ]{2,})?"
_WORD = rf"(?:(?:[A-Z]\.)+|[A-ZÀ-Þ]{_WORD_END})"
# The first letter stands before what is asked of it, so that the search skips to capitals.
_FIRST = rf"[A-ZÀ-Þ](?<![\w&-].)(?:(?<=[A-Z])\.(?:[A-Z]\.)*|{_WORD_END})"
_RUN = re.compile(rf"{_FIRST}(?: (?:(?:{_SMALL}) ){{0,3}}{_NO_DAY}{_WORD})*")
_TOKEN = re.compile(r"\S+")
# Read backwards, for a search forwards would try every place before.
_WORDS_BEFORE = re.compile(r"\n? ([A-Za-zÀ-ÿ.'-]+)(?: ([A-Za-zÀ-ÿ.'-]+))?")
_APPOSITION = re.compile(r", ([\wÀ-ÿ-]+)([^.;\n]{0,60})")
_NEXT = re.compile(r" ([\wÀ-ÿ]+)(?: ([\wÀ-ÿ]+))?")
_AND = frozenset(("and", "&", "y", "e", "et", "und"))
_LONGEST_NAME = 4  # words of a person's name, small ones too
_LONGEST_ORGANISATION = 9


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool


class LatinRules:
    """The rules of one language's data."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        def words(key: str) -> frozenset[str]:
            listed = data.get(key, ())
            return frozenset(listed.split() if isinstance(listed, str) else listed)

        self._titles, self._courtesy, self._acts = words("titles"), words("courtesy"), words("acts")
        self._appositions, self._first_names = words("appositions"), words("first_names")
        self._particles, self._little = words("particles"), words("little")
        self._organisations, self._endings = words("organisations"), words("endings")
        self._forms, self._elisions = words("forms"), words("elisions")
        self._ends = self._organisations | self._endings | frozenset(data["companies"])
        self._places, self._place_starts = words("places"), words("place_starts")
        self._demonyms: Mapping[str, str] = data["demonyms"]
        self._actors = words("actors")
        self._demonym = _demonym(self._demonyms, self._actors)

    def find(self, text: str, known_ends: Collection[int]) -> Iterator[FoundUnlisted]:
        """Every name, in order; ``known_ends`` are where names of the list end."""
        for match in _RUN.finditer(text):
            if " " in match[0]:
                yield from self._of_run(text, match.start(), match.end(), known_ends)
            else:
                yield from self._of_word(text, match.start(), match.end())
        if self._demonym is not None:
            for match in self._demonym.finditer(text):
                yield FoundUnlisted(
                    start=match.start(),
                    end=match.end(),
                    kind="place",
                    entity=f"place/country-{self._demonyms[match[0]]}",
                )

    def _of_word(self, text: str, start: int, end: int) -> Iterator[FoundUnlisted]:
        """A single word: only a form of address before it makes it a name."""
        if self._title_before(text, start) not in self._courtesy:
            return
        if text[start + 1 : start + 2] in ("'", "’") and text[start] in self._elisions:
            return  # L'Université: no form of address stands right before the word itself
        word = text[start:end]
        one = word.lower().rstrip(".")
        if word not in self._little and one not in self._courtesy and self._is_person([word], single=True):
            yield _name(start, end, "person")

    def _of_run(self, text: str, start: int, end: int, known_ends: Collection[int]) -> Iterator[FoundUnlisted]:
        tokens = [
            _Token(start + m.start(), start + m.end(), m[0], m[0][0].isupper())
            for m in _TOKEN.finditer(text[start:end])
        ]
        if tokens[0].text[1:2] in ("'", "’") and tokens[0].text[0] in self._elisions:  # L'Université
            tokens[0] = tokens[0]._replace(start=tokens[0].start + 2, text=tokens[0].text[2:])
        while tokens and (tokens[0].text in self._little or not tokens[0].capital):
            tokens.pop(0)
        if not tokens:
            return
        while (organisation := self._organisation(tokens)) is not None:
            first, last = organisation
            yield _name(tokens[first].start, tokens[last].end, "organisation")
            tokens = tokens[last + 1 :]
        for part in _parts(tokens, self._particles, self._first_names):
            found = self._part(text, part, known_ends)
            if found is not None:
                yield found

    def _organisation(self, tokens: Sequence[_Token]) -> tuple[int, int] | None:
        """The first and last word of an organisation's name by its head: University of X, X University."""
        for at, token in enumerate(tokens):
            if token.text not in self._organisations:
                continue
            last = at
            if (
                at + 2 < len(tokens)
                and not tokens[at + 1].capital
                and tokens[at + 1].text not in ("and", "&", "y", "et", "und")
            ):
                last = _through(tokens, at + 1, self._ends)
            first = at
            while first and tokens[first - 1].capital and tokens[first - 1].text not in self._little:
                first -= 1
            if last > first and last - first < _LONGEST_ORGANISATION:
                return first, last
        return None

    def _part(self, text: str, part: Sequence[_Token], known_ends: Collection[int]) -> FoundUnlisted | None:
        title, rest = self._after_title(text, part)
        start, end = rest[0].start if rest else 0, rest[-1].end if rest else 0
        names = [token.text for token in rest]
        if rest and title and self._is_person(names, single=title in self._courtesy):
            return _name(start, end, "person")
        if len(rest) < 2:
            return None
        if names[0] in self._first_names and self._is_person(names, single=False):
            return _name(start, end, "person")
        if names[-1] in self._endings:
            return FoundUnlisted(start=start, end=end, kind="organisation", form=names[-1] in self._forms)
        if names[-1] in self._places or (
            names[0] in self._place_starts and names[0] not in ("North", "South", "East", "West")
        ):
            return _name(start, end, "place") if end not in known_ends else None
        if self._is_person(names, single=False) and end not in known_ends and self._is_told_of(text, end):
            return _name(start, end, "person")
        return None

    def _after_title(self, text: str, part: Sequence[_Token]) -> tuple[str, Sequence[_Token]]:
        """The title before a name, and the name's words."""
        title = self._title_before(text, part[0].start)
        rest = part
        while rest:
            two = " ".join(token.text for token in rest[:2]).lower()
            one = rest[0].text.lower().rstrip(".")
            if len(rest) > 1 and two in self._titles:
                title, rest = two, rest[2:]
            elif one in self._titles and (len(rest) > 2 or one in self._courtesy):
                title, rest = one, rest[1:]
            else:
                break
        return title, rest

    def _title_before(self, text: str, start: int) -> str:
        """The title right before ``start``, "" where none is."""
        match = _WORDS_BEFORE.match(text[max(0, start - 40) : start][::-1])
        if match is None:
            return ""
        last = match[1][::-1].lower()
        if match[2] and (two := f"{match[2][::-1].lower()} {last}") in self._titles:
            return two
        one = last.rstrip(".")
        return one if one in self._titles else ""

    def _is_person(self, names: Sequence[str], *, single: bool) -> bool:
        if not (single or len(names) > 1) or len(names) > _LONGEST_NAME:
            return False
        capital = [name for name in names if name[0].isupper()]
        if any(name in self._little or name in self._organisations or name in self._endings for name in capital):
            return False
        return (
            names[-1][0].isupper()
            and len(names[-1]) > 2
            and not any(
                (len(name) > 2 and name.isupper()) or any(c.isdigit() or c == "&" for c in name) for name in names
            )
        )

    def _is_told_of(self, text: str, end: int) -> bool:
        """Whether what follows says so: an act, or a comma and who somebody is."""
        follows = _NEXT.match(text, end)
        if follows and (follows[1] in self._acts or f"{follows[1]} {follows[2]}" in self._acts):
            return True
        told = _APPOSITION.match(text, end)
        if told is None or told[1] not in self._appositions:
            return False
        return any(word.strip(",") in self._titles for word in (told[1] + told[2]).lower().split())


def _through(tokens: Sequence[_Token], at: int, heads: Set[str]) -> int:
    """The last word of what follows a head: of the small words and capitalised ones behind them."""
    last = at - 1
    while at < len(tokens):
        if tokens[at].capital:
            last = at
        elif tokens[at].text in _AND and heads & {token.text for token in tokens[at:]}:
            break  # another organisation: the University of X and Y Group
        at += 1
    return last


def _parts(
    tokens: Sequence[_Token], particles: Collection[str], first_names: Collection[str]
) -> Iterator[list[_Token]]:
    """The run cut at small words, except those that stand inside a person's name."""
    part: list[_Token] = []
    for index, token in enumerate(tokens):
        inside = token.text in particles and part and index + 1 < len(tokens)
        inside = inside and (part[-1].text in first_names or not part[-1].capital)
        if token.capital or inside:
            part.append(token)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _demonym(demonyms: Mapping[str, str], actors: Collection[str]) -> re.Pattern[str] | None:
    if not demonyms:
        return None
    by_first: dict[str, list[str]] = {}
    for name in sorted(demonyms, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    firsts = "".join(by_first)  # one set of characters, so that the search skips to them
    names = "|".join(rf"(?<={first})(?:{'|'.join(rest)})" for first, rest in by_first.items())
    acting = "|".join(sorted(actors, key=len, reverse=True))
    return re.compile(rf"[{firsts}](?<!\w.)(?:{names})(?= (?:{acting})\b)")


def _name(start: int, end: int, kind: EntityKind) -> FoundUnlisted:
    return FoundUnlisted(start=start, end=end, kind=kind)


@functools.cache
def latin_rules(language: str) -> LatinRules | None:
    """The rules for a language that has them."""
    data = language_data("names", language)
    return LatinRules({**data["latin"], "companies": data["companies"]}) if "latin" in data else None
