"""A statement and its source in, the statement with its verdict out; no model, no network, always the same answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from groundwire.brief.check.coverage import check_coverage, cover
from groundwire.brief.check.dates import check_dates
from groundwire.brief.check.direction import check_direction
from groundwire.brief.check.finding import failed, passed
from groundwire.brief.check.modality import check_modality
from groundwire.brief.check.names import Names
from groundwire.brief.check.negation import check_negation
from groundwire.brief.check.numbers import check_numbers
from groundwire.brief.check.ports import Annotate, Judge, Nearness
from groundwire.brief.check.quotation import check_quotation
from groundwire.brief.check.reading import Reading, read_text
from groundwire.brief.check.source import Passage, Source
from groundwire.brief.check.verbatim import verbatim_verdict
from groundwire.models import (
    Annotations,
    Brief,
    Check,
    Document,
    Entity,
    EntityId,
    Group,
    Outcome,
    Paragraph,
    Statement,
    Verdict,
    Withheld,
)

_LONGEST = 2_000  # characters of a statement that are read: a sentence has a tenth of it
Rule = Callable[[Reading, Passage], Iterator[Check]]


class Checker:
    """Checks statements against paragraphs of their document; built once, used for any number of briefs."""

    def __init__(
        self,
        *,
        annotate: Annotate,
        entities: Mapping[EntityId, Entity],
        nearness: Nearness | None = None,
        judges: Sequence[Judge] = (),
    ) -> None:
        self._annotate = annotate
        self._entities = entities
        self._nearness = nearness
        self._judges = tuple(judges)
        self._rules: tuple[Rule, ...] = (check_numbers, Names(entities).check, check_dates, check_direction, check_negation, check_modality, check_quotation, check_coverage)

    def source(self, document: Document, annotations: Annotations) -> Source:
        """The document, ready for any number of statements."""
        return Source(document, annotations)

    def check(self, statement: Statement, source: Source, *, language: str) -> Statement:
        """The statement with its verdict; its citations are another paragraph's where only that one says it."""
        early = _before_reading(statement, source)
        if early is not None:
            return replace(statement, verdict=early)
        own = verbatim_verdict(statement, source.document)
        if own is not None:
            return replace(statement, verdict=own)
        reading = self._read(statement, source.document, language)
        return replace(statement, verdict=self._verdict(reading, source.passage(statement.citations)))

    def check_brief(self, brief: Brief, source: Source) -> Brief:
        """The brief without what did not check; that is kept apart."""
        withheld: list[Withheld] = list(brief.withheld)
        core = self._kept(brief.core, source, brief.language, withheld, None)
        groups = [
            Group(
                heading=group.heading, statements=self._kept(group.statements, source, brief.language, withheld, index)
            )
            for index, group in enumerate(brief.groups)
        ]
        return replace(brief, core=core, groups=tuple(groups), withheld=tuple(withheld))

    def _kept(
        self,
        statements: Sequence[Statement],
        source: Source,
        language: str,
        withheld: list[Withheld],
        group: int | None,
    ) -> tuple[Statement, ...]:
        kept: list[Statement] = []
        for statement in statements:
            checked = self.check(statement, source, language=language)
            if checked.verdict.outcome in ("unsupported", "contradicted"):
                withheld.append(Withheld(statement=checked, group=group))
            else:
                kept.append(checked)
        return tuple(kept)

    def _read(self, statement: Statement, document: Document, language: str) -> Reading:
        text = " ".join(statement.text.split())[:_LONGEST]
        only = replace(document, language=language, paragraphs=(Paragraph(number=1, role="text", text=text),))
        return read_text(text, language, self._annotate(only))

    def _verdict(self, reading: Reading, passage: Passage) -> Verdict:
        checks = (passed("citations"), *(check for rule in self._rules for check in rule(reading, passage)))
        return Verdict(outcome=_outcome(checks), checks=checks, score=_score(checks, cover(reading, passage).share))


def _score(checks: Sequence[Check], covered: float) -> float:
    """Halved by every failed check, so that one that fails none is above any that does, whatever is covered."""
    failures = sum(not check.passed for check in checks)
    return round((0.5 + covered / 2) / 2**failures, 4)


def _outcome(checks: Sequence[Check]) -> Outcome:
    if all(check.passed for check in checks):
        return "supported"
    return "contradicted" if any(check.contradicts for check in checks if not check.passed) else "unsupported"


def _before_reading(statement: Statement, source: Source) -> Verdict | None:
    """The verdict where there is nothing to compare: no source text, no citation, no words."""
    document = source.document
    if not any(paragraph.text.strip() for paragraph in document.paragraphs):
        return Verdict(outcome="unchecked", checks=(failed("source", "no-source"),), score=0.0)
    if not statement.citations:
        return Verdict(outcome="unsupported", checks=(failed("citations", "no-citation"),), score=0.0)
    missing = [number for number in statement.citations if not 1 <= number <= len(document.paragraphs)]
    if missing:
        wanted = ", ".join(map(str, missing))
        return Verdict(
            outcome="unsupported", checks=(failed("citations", "no-such-paragraph", wanted=wanted),), score=0.0
        )
    if not any(character.isalnum() for character in statement.text):
        return Verdict(outcome="unsupported", checks=(failed("coverage", "clause-uncovered"),), score=0.0)
    return None
