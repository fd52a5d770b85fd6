"""A statement and its source in, the statement with its verdict out; no model, no network, always the same answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from groundwire.brief.check.actors import check_actors
from groundwire.brief.check.acts import check_acts
from groundwire.brief.check.belongs import check_belonging
from groundwire.brief.check.certainty import check_certainty
from groundwire.brief.check.coverage import check_coverage, comparable, cover
from groundwire.brief.check.dates import check_dates
from groundwire.brief.check.direction import check_direction
from groundwire.brief.check.elsewhere import likely, says_it_better, speaks_of_it
from groundwire.brief.check.finding import failed, passed
from groundwire.brief.check.modality import check_modality
from groundwire.brief.check.names import Names, names_comparable
from groundwire.brief.check.negation import check_negation
from groundwire.brief.check.numbers import check_numbers
from groundwire.brief.check.opinion import check_judges, check_meaning
from groundwire.brief.check.parts import Parts
from groundwire.brief.check.polarity import check_polarity
from groundwire.brief.check.ports import Annotate, Judge, Nearness
from groundwire.brief.check.quotation import check_quotation
from groundwire.brief.check.reading import Reading, read_text
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage, Source
from groundwire.brief.check.turned import check_turned
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
        self._rules: tuple[Rule, ...] = (
            check_numbers,
            check_belonging,
            Names(entities).check,
            check_actors,
            Parts(entities).check,
            check_dates,
            check_direction,
            check_turned,
            check_acts,
            check_negation,
            check_polarity,
            check_modality,
            check_certainty,
            check_quotation,
            check_coverage,
        )

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
        cited = tuple(dict.fromkeys(statement.citations))
        verdict = self._verdict(reading, source.passage(cited))
        if verdict.outcome == "supported":
            return replace(statement, verdict=verdict)
        if verdict.outcome == "contradicted" and speaks_of_it(reading, source.passage(cited)):
            return replace(statement, verdict=verdict)  # no other paragraph makes it right
        return self._repaired(statement, reading, source) or replace(statement, verdict=verdict)

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

    def _repaired(self, statement: Statement, reading: Reading, source: Source) -> Statement | None:
        """The statement with the paragraph that does say it; None where none does."""
        cited = source.passage(tuple(dict.fromkeys(statement.citations)))
        for number in likely(reading, source, statement.citations):
            other = source.passage((number,))
            if not says_it_better(reading, other, cited):
                continue
            verdict = self._verdict(reading, other)
            if verdict.outcome == "supported":
                noted = replace(verdict.checks[0], reason="elsewhere", found=str(number))
                found = replace(verdict, checks=(noted, *verdict.checks[1:]), repaired=statement.citations)
                return replace(statement, citations=(number,), verdict=found)
        return None

    def _read(self, statement: Statement, document: Document, language: str) -> Reading:
        text = " ".join(statement.text.split())
        only = replace(document, language=language, paragraphs=(Paragraph(number=1, role="text", text=text),))
        return read_text(text, language, self._annotate(only))

    def _verdict(self, reading: Reading, passage: Passage) -> Verdict:
        found = [check for rule in self._rules for check in rule(reading, passage)]
        if self._nearness is not None:
            found += check_meaning(reading, passage, self._nearness)
        if self._judges and all(check.passed for check in found):  # a model is asked only where its answer can matter
            found += check_judges(reading, passage, self._judges)
        checks = (passed("citations"), *_merged(found))
        return Verdict(
            outcome=_outcome(checks),
            checks=checks,
            score=_score(checks, cover(reading, passage).share),
            unseen=self._unseen(reading, passage, checks),
        )

    def _unseen(self, reading: Reading, passage: Passage, checks: Sequence[Check]) -> tuple[str, ...]:
        """What could not be judged of this statement; a judge that gives no opinion has not judged."""
        found = {
            "no-dictionary": not comparable(reading, passage),
            "names-unknown": bool(said_names(reading)) and not names_comparable(reading, passage),
            "no-vectors": self._nearness is None,
            "no-judge": not any(check.name == "judge" for check in checks),
        }
        return tuple(key for key, unseen in found.items() if unseen)


def _merged(checks: Sequence[Check]) -> list[Check]:
    """Every failed check, and of each name whose checks all passed one."""
    bad = {check.name for check in checks if not check.passed}
    told = sorted(checks, key=lambda check: bool(check.detail))  # the ones that say how are kept
    good = {check.name: check for check in told if check.passed and check.name not in bad}
    return [*(check for check in checks if not check.passed), *good.values()]


def _score(checks: Sequence[Check], covered: float) -> float:
    """Halved by every failed check, so that one that fails none is above any that does, whatever is covered."""
    failures = sum(not check.passed for check in checks)
    return round((0.5 + covered / 2) * 0.5**failures, 4)


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
    if len(statement.text) > _LONGEST or not any(character.isalnum() for character in statement.text):
        return Verdict(outcome="unsupported", checks=(failed("coverage", "clause-uncovered"),), score=0.0)
    return None
