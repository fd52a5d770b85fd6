"""A section and what was chosen from it in, its heading out: the document's own, else the best phrase of its words."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from groundwire.brief.extractive.candidates import Candidate, content_words, is_dense
from groundwire.brief.extractive.phrases import Phrase, phrases_of
from groundwire.brief.extractive.rules import Rules
from groundwire.brief.extractive.tagged import FEWEST, tells
from groundwire.text.scripts import fold

_NUMBERING = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]{1,3}[、.．，章节節]|[（(][一二三四五六七八九十\d]{1,3}[）)]、?|\d{1,2}(?:\.\d{1,2})*[.、．)）:：]\s?"
    r"|\d{1,2}\s(?=\D)|0\d\s?|(?:PART|Part)\s?\.?\s?\d{1,2}[.:：、]?|[IVX]{1,4}\.\s|[#■□◆◇●○▲△▼▽★☆※•▶>丨|｜–—-]+)\s*"
)
_MARKS = re.compile(r"[\W_]+")
_ENDING = re.compile(r"[\s。．.：:，,；;、|丨]+$")
_LONGEST_OWN, _LONGEST_OWN_WORDS = 26, 12
_LONGEST_OPENING = 8  # words of a clause that is a heading
_CLAUSES = re.compile(r"[，。；：“”（）《》]|[,;:]\s|\s[—–-]\s")
_JOINTS = frozenset("的在是和与及或等将对为被由於于与は、がをのにで")  # a word ends before and after these
_READ = 3  # sentences of a section whose phrases are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """A phrase that could head a group; ``told`` if a statement of the group holds it."""

    text: str
    worth: float
    form: float
    told: bool


class Headings:
    """Finds headings for one document, each unlike those it gave before."""

    def __init__(self, title: str, language: str, candidates: Sequence[Candidate], rules: Rules) -> None:
        self._language = language
        self._rules = rules
        self._title = _bare(title)
        self._title_words = set(content_words(title, language, rules))
        self._counts = Counter(word for each in candidates for word in each.words)
        self._candidates = candidates
        self._taken: list[set[str]] = []
        self._said: set[str] = {_bare(title)}

    def find(self, own: str | None, members: Sequence[Candidate], chosen: Sequence[Candidate]) -> str | None:
        """The heading for the statements ``chosen`` from ``members``, or None if no phrase will do."""
        for text in self._proposals(own, members, chosen):
            if text and _bare(text) not in self._said:
                self._said.add(_bare(text))
                self._taken.append(self._words(text))
                return text
        return None

    def _proposals(
        self, own: str | None, members: Sequence[Candidate], chosen: Sequence[Candidate]
    ) -> Iterator[str | None]:
        yield clean_heading(own) if own else None
        ranked = self._ranked(members, chosen)
        if self._rules.headings == "tagged":  # parts of speech tell which phrases say enough
            yield from self._whole(each for each in ranked if each.worth > 0 and each.form >= 0)
            yield from map(self._opening, chosen)
        yield from self._whole(each for each in ranked if each.worth > 0)
        yield from map(self._opening, chosen)
        yield from self._whole(each for each in ranked if each.worth > -1 and each.told)
        yield self._shortest(chosen)

    def _words(self, text: str) -> set[str]:
        return set(content_words(text, self._language, self._rules))

    def _ranked(self, members: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[_Proposal]:
        """The phrases of the statements and of their neighbours, the best first."""
        here = Counter(word for each in members for word in each.words)
        said = frozenset().union(*(each.vocabulary for each in chosen))
        found: dict[str, _Proposal] = {}
        for candidate in [*chosen, *(each for each in members if each not in chosen)][:_READ]:
            told = candidate in chosen
            for phrase in phrases_of(candidate.text, self._rules):
                text = _capital(phrase.text)
                words = self._words_in(phrase.text, candidate)
                worth = self._score(phrase, words, here) + _fit(phrase, words, told=told, source=candidate, said=said)
                if text in found:
                    worth = max(worth, found[text].worth + 0.1)
                    told = told or found[text].told
                found[text] = _Proposal(text=text, worth=worth, form=phrase.form, told=told)
        return sorted(found.values(), key=lambda each: (-each.worth, len(each.text), each.text))

    def _whole(self, proposals: Iterable[_Proposal]) -> Iterator[str]:
        return (each.text for each in proposals if not self._is_cut(each.text))

    def _is_cut(self, text: str) -> bool:
        """Whether the same character goes before or after it wherever its outermost word stands: a word cut in two.

        Word lists do not know every name; a document that uses a name twice tells where it ends.
        """
        return is_dense(text) and (
            self._goes_on(fold(text)[-3:], ahead=True) or self._goes_on(fold(text)[:3], ahead=False)
        )

    @functools.cached_property
    def _body(self) -> str:
        return " ".join(fold(each.text) for each in self._candidates)

    def _goes_on(self, edge: str, *, ahead: bool) -> bool:
        beyond = []
        place = self._body.find(edge)
        while place >= 0:
            beyond.append(
                self._body[place + len(edge) : place + len(edge) + 1] if ahead else self._body[place - 1 : place]
            )
            place = self._body.find(edge, place + 1)
        return len(beyond) > 2 and len(set(beyond)) == 1 and is_dense(beyond[0]) and beyond[0] not in _JOINTS

    def _words_in(self, phrase: str, source: Candidate) -> set[str]:
        """The content words of a phrase; without spaces, splitting it again took a third of the time of a brief."""
        if self._rules.headings == "spaced":
            return self._words(phrase)
        plain = fold(phrase)
        return {word for word in source.vocabulary if word in plain}

    def _score(self, phrase: Phrase, words: set[str], here: Counter[str]) -> float:
        if not words or (2 * len(phrase.text) > len(self._title) and _bare(phrase.text) in self._title):
            return -1.0
        weight = math.fsum(  # as a set has no order of its own, and a tie must fall alike in every process
            (0.4 + math.log2(1 + here[word])) * math.sqrt(here[word] / max(1, self._counts[word])) for word in words
        )
        value = weight / math.sqrt(len(words) + 1.5) + phrase.form
        value -= 0.6 * len(words & self._rules.weak)
        value -= 0.35 * any(character.isdigit() for character in phrase.text)
        value -= 0.8 if self._title_words and len(words & self._title_words) > 0.7 * len(self._title_words) else 0.0
        value -= 1.2 * max((len(words & taken) / len(words) for taken in self._taken), default=0.0)
        return value if len(words) > 1 or self._rules.headings != "spaced" else value - 0.8

    def _opening(self, candidate: Candidate) -> str | None:
        """The first clause of a statement that is short enough and complete in itself."""
        if candidate.dangling:
            return None
        clauses = [clause.strip() for clause in _CLAUSES.split(candidate.text)]
        if self._rules.headings == "spaced":  # a later clause mostly has no subject of its own
            clauses = clauses[:1]
        return next((_capital(clause) for clause in clauses if self._may_head(clause, candidate)), None)

    def _may_head(self, clause: str, source: Candidate) -> bool:
        words = set(content_words(clause, self._language, self._rules))
        plain = fold(clause)
        if len(words) < 2 or len(clause) > 0.7 * len(source.text) or self._rules.unfit.search(plain):
            return False
        if self._rules.headings == "spaced":
            return 2 <= len(clause.split()) <= _LONGEST_OPENING and not words & self._rules.weak
        told = plain.endswith((*self._rules.weak, *self._rules.relational))
        short = FEWEST <= len(clause) <= _LONGEST_OWN
        leans = self._rules.whole.match(plain) if self._rules.headings == "tagged" else None
        return short and not told and not leans and tells(clause, self._rules)

    def _shortest(self, chosen: Sequence[Candidate]) -> str | None:
        """The strongest single word of the statements, as written: better than no heading."""
        words = [match[0] for each in chosen for match in re.finditer(r"[^\W\d_]{2,}", each.text)]
        if chosen and is_dense(chosen[0].text):
            words = [word for each in chosen for word in content_words(each.text, self._language, self._rules)]
            words = [word for word in words if len(word) > 1 and any(word in each.text for each in chosen)]
        known = [word for word in words if content_words(word, self._language, self._rules)]
        ranked = sorted(set(known), key=lambda word: (word.islower(), -self._counts[fold(word)], -len(word), word))
        return next((_capital(word) for word in ranked if _bare(word) not in self._said), None)


def _fit(phrase: Phrase, words: set[str], *, told: bool, source: Candidate, said: frozenset[str]) -> float:
    """A heading speaks of the statements under it, and does not repeat one of them."""
    if told:
        return 0.0 if 2 * len(phrase.text) > len(source.text) else 0.9
    shared = len(words & said)
    return -2.0 if not shared else -0.9 if 2 * shared < len(words) else 0.0


def clean_heading(text: str) -> str | None:
    """A document's heading without its numbering; None if it is too long or too short to head a group."""
    stripped = _ENDING.sub("", _NUMBERING.sub("", text)).strip()
    if is_dense(stripped):
        return stripped if FEWEST <= len(stripped) <= _LONGEST_OWN else _first_clause(stripped)
    return stripped if 2 <= len(stripped.split()) <= _LONGEST_OWN_WORDS or len(stripped) >= 5 else None


def _first_clause(text: str) -> str | None:
    clauses = [each.strip() for each in re.split(r"[，：:；;！？!?\s—|]+", text)]
    return next((each for each in clauses if FEWEST + 2 <= len(each) <= _LONGEST_OWN), None)


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
