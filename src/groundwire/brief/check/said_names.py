"""A statement in, the names it says out: what annotation found, and what else has a capital where none is due."""

import re
from typing import NamedTuple

from groundwire.brief.check.cues import Cues
from groundwire.brief.check.reading import Reading
from groundwire.models import EntityId, Mention
from groundwire.text.words import fold_words

_PROPER = frozenset({"organisation", "person", "place", "product", "law"})
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.]*(?:-[\w’']+)*|\d+[A-Z]\w*")
_JOINED = re.compile(r"^(?:\s|\s(?:of|the|de|la|du|di|da|von|van|der|bin|al|del|dos|y|e|for|and the)\s|[-–·])$")
_START = re.compile(r"(?:^|[.!?:;]\s|[“\"‘(«—–]\s*)$")
_BACK = 8  # characters before a word that tell whether a sentence begins with it
_TAIL = re.compile(r"(?:['’](?:s|m|ll|re|ve|d|t)|\.)$")
_NEXT = re.compile(r"\s([^\W\d_]+)")
_FIRST = re.compile(r"([^\W\d_]+) (?=\S)")
_LATIN = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class SaidName(NamedTuple):
    """A name of the statement. ``doubtful``: it may be an ordinary word, for a sentence begins with it."""

    text: str
    start: int
    end: int
    entity: EntityId | None = None
    kind: str = ""
    doubtful: bool = False

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return _LATIN.search(self.text) is not None


def said_names(statement: Reading) -> list[SaidName]:
    """Every name, in the order of the text."""
    kept = statement.kept.get("names")
    if not isinstance(kept, list):
        kept = _find(statement)
        statement.kept["names"] = kept
    return kept


def _find(statement: Reading) -> list[SaidName]:
    found = [_mentioned(statement, m) for m in statement.mentions if m.kind in _PROPER]
    taken = bytearray(len(statement.text) + 1)
    spans = [mention.span for mention in statement.mentions] + [figure.span for figure in statement.figures]
    for span in spans + [date.span for date in statement.dates]:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    found += _capitals(statement, taken)
    return sorted(found, key=lambda name: name.start)


def _mentioned(statement: Reading, mention: Mention) -> SaidName:
    """A name that annotation found, without a function word with a capital before it: Neither Samsung."""
    start, end = mention.span.start, mention.span.end
    if mention.entity is None:
        match = _FIRST.match(statement.text[start:end])
        if match and fold_words(match[1]) in statement.cues.stopwords:
            start += match.end()
    return SaidName(statement.text[start:end], start, end, mention.entity, mention.kind)


def _capitals(statement: Reading, taken: bytearray) -> list[SaidName]:
    """Runs of words with capitals that nothing else was found in."""
    text, cues = statement.text, statement.cues
    if text.isupper():  # a headline in capitals shows nothing
        return []
    found: list[SaidName] = []
    for match in _CAPITAL.finditer(text):
        start, end = match.start(), match.end()
        if not cues.spaced and not match.group().isascii():
            continue
        if taken[start] or (start and text[start - 1].isalnum()):
            continue
        word = _TAIL.sub("", fold_words(match.group()))
        if word in cues.not_names:
            continue
        first = _START.search(text, max(0, start - _BACK), start) is not None
        if word in cues.common and (first or not _goes_on(text, end)):
            continue
        if word in cues.stopwords and (first or not match.group().isupper() or len(word) < 2):
            continue
        end -= len(match.group()) - len(word)
        if found and _JOINED.match(text[found[-1].end : start]) and not _cut_here(found[-1], text):
            before = found[-1]
            found[-1] = SaidName(text[before.start : end], before.start, end, doubtful=before.doubtful)
            continue
        if first and not _acts(text, end, cues):
            continue
        ordinary = first and word.endswith(cues.common_endings)
        found.append(SaidName(text[start:end], start, end, doubtful=first or ordinary))
    return [name for name in found if len(name.text) > 1 and not _ordinary(name, statement)]


def _goes_on(text: str, end: int) -> bool:
    """Whether the next word has a capital too."""
    return re.match(r"[\s-]+[A-Z]", text[end:]) is not None


def _acts(text: str, end: int, cues: Cues) -> bool:
    """Whether what follows a first word makes it a name: another capital, "'s", or a verb that needs somebody."""
    match = _NEXT.match(text[end:])
    if match is None:
        return text[end : end + 1] in ",’'-"
    word = match[1].lower()
    if not match[1].islower() or word in cues.irregular or word in cues.auxiliaries:
        return True
    return word.endswith(cues.verb_endings) if cues.verb_endings else True


def _cut_here(before: SaidName, text: str) -> bool:
    return before.doubtful and " " not in before.text


def _ordinary(name: SaidName, statement: Reading) -> bool:
    """A single word that is one of the language, or looks like one at the start of a sentence."""
    if fold_words(name.text) in statement.cues.common:
        return True
    if not name.doubtful or " " in name.text or name.text[1:] != name.text[1:].lower():
        return False
    return fold_words(name.text).endswith(statement.cues.common_endings)
