"""A statement and its document in, a verdict out: what it cites must exist and say it in the same words."""

import functools
import re

from groundwire.brief.extractive.candidates import sentences_of, without_stop
from groundwire.brief.extractive.rules import Rules, rules_for
from groundwire.brief.extractive.trim import may_drop_tail
from groundwire.models import Check, Document, Statement, Verdict
from groundwire.text.scripts import fold

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")
_REMEMBERED = 128  # statements: each is checked when it is written, and again with its brief


def check_statement(statement: Statement, document: Document) -> Verdict:
    """Whether the cited paragraphs carry the statement, word for word up to clauses cut off at its ends.

    ``unchecked`` where the document has no paragraphs; never ``supported`` without a source.
    """
    if not document.paragraphs:
        return Verdict(outcome="unchecked", checks=(Check(name="source", passed=False, detail="no source text"),))
    cited = _check_citations(statement, document)
    sources = tuple(document.paragraph(number).text for number in statement.citations) if cited.passed else ()
    checks = (cited, _check_words(statement.text, sources, document.language), _check_numbers(statement.text, sources))
    return Verdict(outcome="supported" if all(check.passed for check in checks) else "unsupported", checks=checks)


def _check_citations(statement: Statement, document: Document) -> Check:
    missing = [number for number in statement.citations if not 1 <= number <= len(document.paragraphs)]
    if missing:
        return Check(name="citations", passed=False, detail=f"no paragraph {', '.join(map(str, missing))}")
    if not statement.citations:
        return Check(name="citations", passed=False, detail="nothing is cited")
    return Check(name="citations", passed=True)


@functools.lru_cache(maxsize=_REMEMBERED)
def _check_words(said: str, sources: tuple[str, ...], language: str) -> Check:
    rules = rules_for(language.split("-")[0].lower())
    text = _SPACE.sub(" ", said).strip()
    if not text or not any(character.isalnum() for character in text):
        return Check(name="verbatim", passed=False, detail="the statement is empty")
    for source in sources:
        place = source.find(text)
        while place >= 0:
            if _whole_clauses(source, place, place + len(text), language=language, rules=rules):
                return Check(name="verbatim", passed=True)
            place = source.find(text, place + 1)
    held = any(text in source for source in sources)
    detail = "what was cut off changes what it says" if held else "not in the words of the cited paragraphs"
    return Check(name="verbatim", passed=False, detail=detail)


def _whole_clauses(source: str, start: int, end: int, *, language: str, rules: Rules) -> bool:
    """Whether ``start`` to ``end`` are whole sentences but for leading fillers and trailing clauses that may go."""
    touched = [(low, high) for low, high in sentences_of(source, language) if low < end and high > start]
    if not touched:
        return False
    low, high = touched[0][0], touched[-1][1]
    folded = fold(source) if rules.headings == "tagged" else source
    lead = start == low or low + rules.drop_lead(folded[low:high]) == start
    left = source[start:high]
    tail = len(without_stop(left)) <= end - start or may_drop_tail(folded[start:high], end - start, rules)
    return lead and tail


@functools.lru_cache(maxsize=_REMEMBERED)
def _check_numbers(said: str, sources: tuple[str, ...]) -> Check:
    known = frozenset().union(*map(_numbers, sources))
    missing = [match for match in _NUMBER.findall(fold(said)) if _digits(match) not in known]
    if missing:
        return Check(name="numbers", passed=False, detail=f"not in the cited paragraphs: {', '.join(missing)}")
    return Check(name="numbers", passed=True)


@functools.lru_cache(maxsize=512)  # several statements cite one paragraph
def _numbers(source: str) -> frozenset[str]:
    return frozenset(_digits(match) for match in _NUMBER.findall(fold(source)))


def _digits(number: str) -> str:
    return number.replace(",", "")
