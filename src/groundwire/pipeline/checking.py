"""A brief and the document it is of in, the brief with a verdict for each of its statements out, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from groundwire.brief.check.checker import Checker
from groundwire.models import Brief, Failure, InputError, Record, Statement
from groundwire.pipeline.brief_reader import read_brief
from groundwire.text.language import detect_language

_MANY = 60  # letters from which one language's names no longer make another language of a sentence
_TOLD_BY_SCRIPT = frozenset({"zh", "ja", "ko"})


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
    """Check a brief, or a text that is one, against a document: each statement in the language it is written in.

    ``language``: what all of it is in; without it, every statement's own is told, and short ones follow the brief.
    Raises InputError where it has no statement.
    """
    given = brief if isinstance(brief, Brief) else read_brief(brief, record.document, language=language)
    source = checker.source(record.document, record.annotations)

    def checked(statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(
            checker.check(each, source, language=language or _language(each, given.language)) for each in statements
        )

    groups = tuple(replace(group, statements=checked(group.statements)) for group in given.groups)
    return CheckedBrief(record=record, brief=replace(given, core=checked(given.core), groups=groups))


def _language(statement: Statement, of_brief: str) -> str:
    """What a statement is written in; the brief's language where it is too short to tell."""
    told = detect_language(statement.text, of_brief)
    both = {told.split("-")[0], of_brief.split("-")[0]}
    short = sum(map(str.isalpha, statement.text)) < _MANY and not both & _TOLD_BY_SCRIPT
    return of_brief if len(both) == 1 or told == "und" or short else told
