"""A brief and the document it is of in, the brief with a verdict for each of its statements out, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from groundwire.brief.check import Checker, Source
from groundwire.models import Brief, Failure, InputError, Record, Statement
from groundwire.pipeline.brief_reader import read_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBrief:
    """A brief that was given, with verdicts: every statement stands where it stood, whatever became of it."""

    record: Record  # of the document it was checked against
    brief: Brief

    @property
    def holds(self) -> bool:
        """Whether every statement is supported."""
        return all(statement.verdict.outcome == "supported" for statement in self.brief.statements())


def only_document(name: str, read: Iterable[Record | Failure]) -> Record:
    """The one document that was read under this name. Raises InputError where there is none, or more."""
    found = list(islice(read, 2))
    if len(found) == 1 and isinstance(found[0], Record):
        return found[0]
    failure = next((each for each in found if isinstance(each, Failure)), None)
    several = "It holds several documents: name one of them."
    raise InputError(f"{name}: {failure.reason if failure else several if found else 'It holds no document.'}")


def check_against(brief: Brief | str, record: Record, checker: Checker, *, language: str | None = None) -> CheckedBrief:
    """Check a brief, or a text that is one, against a document. Raises InputError where it has no statement."""
    given = brief if isinstance(brief, Brief) else read_brief(brief, record.document, language=language)
    source = checker.source(record.document, record.annotations)

    def checked(statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(_checked(each, source, checker, given.language) for each in statements)

    groups = tuple(replace(group, statements=checked(group.statements)) for group in given.groups)
    return CheckedBrief(record=record, brief=replace(given, core=checked(given.core), groups=groups))


def _checked(statement: Statement, source: Source, checker: Checker, language: str) -> Statement:
    return checker.check(statement, source, language=language)
