"""A statement and its cited paragraphs in, whether what it puts between quotation marks is theirs out."""

import re
from collections.abc import Iterator

from groundwire.brief.check.finding import failed, passed
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import Check

_QUOTED = re.compile(r"[“„«「『]([^“”„«»「」『』]{2,400})[”“»」』]|\"([^\"]{2,400})\"")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LEAST_WORDS = 2  # content words of a quotation that are looked for in another language; fewer are scare quotes
_LEAST_SHARE = 0.2  # of them that a right translation has in the dictionary, at the least


def check_quotation(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every quotation that is not in the paragraphs; one that passed where all are."""
    failures = [
        failed("quotation", "quote-missing", wanted=match.group())
        for match in _QUOTED.finditer(statement.text)
        if not _quoted(match, statement, passage)
    ]
    yield from failures or [passed("quotation")]


def _quoted(match: re.Match[str], statement: Reading, passage: Passage) -> bool:
    words = _NOT_LETTERS.sub("", statement.folded[match.start() + 1 : match.end() - 1])
    if any(words in _NOT_LETTERS.sub("", reading.folded) for reading in passage.readings):
        return True
    base = statement.language.split("-")[0]
    if any(reading.language.split("-")[0] == base for reading in passage.readings):
        return False
    return _translated(match, statement, passage)


def _translated(match: re.Match[str], statement: Reading, passage: Passage) -> bool:
    """Another language's quotation: there must be one, and its words must be among those that are quoted."""
    inside = [w for w in statement.words if match.start() <= w.start < match.end() and w.content]
    if len(inside) < _LEAST_WORDS:
        return True
    quoted = [(r, m) for r in passage.readings for m in _QUOTED.finditer(r.text)]
    if not quoted:
        return False
    if not (statement.cues.dictionary and passage.readings[0].cues.dictionary):
        return True
    covered = sum(any(p.word.content for p in passage.places(word)) for word in inside)
    return covered >= len(inside) * _LEAST_SHARE
