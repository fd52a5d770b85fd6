"""A brief as the templates show it: statements with addresses, glosses with addresses, verdicts in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.app.locale import Locale, load_locale
from groundwire.app.rendering import document_path, spans_path
from groundwire.app.verdict_words import ToldCheck, ToldVerdict, told_verdict
from groundwire.desk import Desk
from groundwire.models import Brief, GlossPart, Record, Statement

_MOST_SPANS = 12  # in one address


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A citation: the number shown and where it leads, None where the paragraph is not here."""

    number: int
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheck:
    """A check in words, with the places where it found something."""

    told: ToldCheck
    places: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with its links and its verdict."""

    statement: Statement
    language: str  # BCP-47, of its words
    cites: tuple[Cite, ...]
    gloss: tuple[tuple[GlossPart, str], ...]  # each part with the address of its span
    verdict: ToldVerdict
    checks: tuple[ShownCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """A heading with its statements."""

    heading: str | None
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBrief:
    """A brief ready for a template."""

    brief: Brief
    core: tuple[Said, ...]
    groups: tuple[ShownGroup, ...]
    withheld: tuple[Said, ...]  # what did not check, for who opens it


def present_brief(desk: Desk, record: Record, language: str, brief: Brief | None = None) -> ShownBrief:
    """The record's brief, or another of its document, with every address. There must be one."""
    brief = brief or record.brief
    if brief is None:
        raise ValueError(f"document {record.document.id!r} has no brief")
    t, own = load_locale(language), brief == record.brief
    said = [
        _said(desk, record, brief, each, place=place if own else None, t=t)
        for place, each in enumerate(brief.statements())
    ]
    core, rest = said[: len(brief.core)], iter(said[len(brief.core) :])
    groups = (
        ShownGroup(heading=group.heading, statements=tuple(next(rest) for _ in group.statements))
        for group in brief.groups
    )
    withheld = (_said(desk, record, brief, each.statement, place=None, t=t) for each in brief.withheld)
    return ShownBrief(brief=brief, core=tuple(core), groups=tuple(groups), withheld=tuple(withheld))


def _said(desk: Desk, record: Record, brief: Brief, statement: Statement, *, place: int | None, t: Locale) -> Said:
    written_in = record.document.language if statement.stands_in else brief.language
    foreign = written_in.split("-")[0] != t.language
    gloss = desk.gloss(record, statement, t.language) if foreign else ()
    told = told_verdict(statement, t)
    return Said(
        statement=statement,
        language=written_in,
        cites=tuple(_cites(record, statement, place)),
        gloss=tuple((part, spans_path(record, [part.span])) for part in gloss),
        verdict=told,
        checks=tuple(ShownCheck(told=check, places=tuple(_places(record, check))) for check in told.checks),
    )


def _cites(record: Record, statement: Statement, place: int | None) -> Iterator[Cite]:
    """The citations; each leads to its paragraph with the words that say it in sight."""
    here = range(1, len(record.document.paragraphs) + 1)  # a digest cites paragraphs that are not here
    found = statement.spans or tuple(dict.fromkeys(span for check in statement.verdict.checks for span in check.spans))
    for number in statement.citations:
        path = spans_path(record, found[:_MOST_SPANS]) if place is None else _statement_path(record, place)
        yield Cite(number=number, href=f"{path.partition('#')[0]}#p{number}" if number in here else None)


def _statement_path(record: Record, place: int) -> str:
    path = document_path(record.document, revision=not record.current)
    return f"{path}{'&' if '?' in path else '?'}s={place}"


def _places(record: Record, check: ToldCheck) -> Iterator[Cite]:
    for number in check.paragraphs:
        if 1 <= number <= len(record.document.paragraphs):
            spans = [span for span in check.spans if span.paragraph == number]
            yield Cite(number=number, href=spans_path(record, spans[:_MOST_SPANS]))
