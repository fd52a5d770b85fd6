"""Records in, the statements that could stand in a digest out: their own sentences, with what they tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.digest.reports import Reports
from groundwire.brief.digest.told import Told
from groundwire.brief.extractive.candidates import candidates_of, content_words
from groundwire.brief.extractive.rules import rules_for
from groundwire.brief.extractive.verbatim import check_statement
from groundwire.models import Cited, Record, Span, Statement, Verdict
from groundwire.text.scripts import fold

_OPENING = 2  # sentences taken of a document too short for a brief


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Telling:
    """A statement of one document. ``order`` counts the statements of its brief, the core first."""

    record: Record
    statement: Statement
    order: int
    core: bool
    told: Told
    words: frozenset[str]
    titled: float  # share of the title's words that it has
    dangling: bool
    cited: tuple[Cited, ...]  # its own paragraph and those of other origins that say the same, by time
    origins: int

    @property
    def language(self) -> str:
        """Of its words."""
        return self.record.document.language

    @property
    def key(self) -> tuple[float, str, int]:
        """Where it stands among all: the first report first."""
        return self.record.document.time.timestamp(), self.record.document.id, self.order


def tellings_of(record: Record, reports: Reports) -> Iterator[Telling]:
    """The checked statements of a record's brief; of a document without one, how it begins."""
    core = record.brief.core if record.brief else ()
    for order, statement in enumerate(_statements(record)):
        if statement.verdict.outcome in ("unsupported", "contradicted"):
            continue
        yield make_telling(record, statement, reports, order=order, core=statement in core)


def make_telling(record: Record, statement: Statement, reports: Reports, *, order: int, core: bool = False) -> Telling:
    """One statement with what it tells and who else says so."""
    language = record.document.language
    rules = rules_for(language.split("-")[0].lower())
    words = frozenset(content_words(statement.text, language, rules))
    title = frozenset(content_words(record.document.title, language, rules))
    told = [reports.told(record, span) for span in statement.spans]
    cited = reports.cited(record, statement.spans) if statement.spans else reports.unseen(record, statement.citations)
    return Telling(
        record=record,
        statement=statement,
        order=order,
        core=core,
        told=Told.of(told),
        words=words,
        titled=len(words & title) / max(1, len(title)),
        dangling=rules.is_dangling(fold(statement.text) if rules.headings == "tagged" else statement.text),
        cited=cited,
        origins=reports.origins(cited),
    )


def _statements(record: Record) -> Sequence[Statement]:
    if record.brief is not None:
        return tuple(record.brief.statements())
    document = record.document
    rules = rules_for(document.language.split("-")[0].lower())
    return [sentence(record, each.span) for each in candidates_of(document, rules)[:_OPENING]]


def sentence(record: Record, span: Span) -> Statement:
    """Words of a document as a checked statement."""
    text = record.document.paragraph(span.paragraph).text[span.start : span.end]
    draft = Statement(text=text, citations=(span.paragraph,), verdict=Verdict(outcome="unchecked"), spans=(span,))
    return replace(draft, verdict=check_statement(draft, record.document))


def likeness(one: Telling, other: Telling) -> float:
    """Share of the words of the one with fewer that the other has too."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def repeats(one: Telling, other: Telling, alike: float) -> bool:
    """Whether one says what the other says: in the same words, or because each is cited for it."""
    if likeness(one, other) >= alike:
        return True
    place = (one.record.document.id, one.statement.citations[0])
    return any((each.document, each.paragraph) == place for each in other.cited if not each.verbatim) and bool(
        one.told.events & other.told.events or one.told.values & other.told.values
    )
