"""Records in, the statements that could stand in a digest out: their own sentences, with what they tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.digest.reports import Reports
from groundwire.brief.digest.told import Told
from groundwire.brief.extractive.candidates import candidates_of, content_words, sentences_of, without_stop
from groundwire.brief.extractive.rules import rules_for
from groundwire.brief.extractive.verbatim import check_statement
from groundwire.models import Cited, DocumentId, Record, Span, Statement, Verdict
from groundwire.text.scripts import fold

_FEWEST = 5  # words that likeness is a share of
_LONGEST = 400  # characters of a line of news
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
    found = [each.span for each in candidates_of(document, rules)[:_OPENING]]
    return [sentence(record, span) for span in found or _flash(record)]


def _flash(record: Record) -> list[Span]:
    """The first sentence of a text too short for anything else: a headline that came with a line of news."""
    document = record.document
    for paragraph in document.paragraphs:
        for start, end in sentences_of(paragraph.text, document.language)[:1]:
            if paragraph.role == "text" and end - start <= _LONGEST:
                return [Span(paragraph=paragraph.number, start=start, end=end)]
    return []


def sentence(record: Record, span: Span) -> Statement:
    """Words of a document as a checked statement."""
    text = record.document.paragraph(span.paragraph).text[span.start : span.end]
    draft = Statement(text=text, citations=(span.paragraph,), verdict=Verdict(outcome="unchecked"), spans=(span,))
    return replace(draft, verdict=check_statement(draft, record.document))


def in_language(telling: Telling, records: Mapping[DocumentId, Record], reports: Reports, language: str) -> Telling:
    """The sentence of another report that says all of it in the reader's language, else the same statement."""
    base = language.split("-")[0]
    if telling.language.split("-")[0] == base:
        return telling
    for cited in telling.cited:
        record = records[cited.document]
        if cited.verbatim or not cited.spans or record.document.language.split("-")[0] != base:
            continue
        span = _sentence_around(record, cited.spans[0])
        other = make_telling(record, sentence(record, span), reports, order=telling.order, core=telling.core)
        supported = other.statement.verdict.outcome == "supported"
        if supported and other.origins >= telling.origins and telling.told.values <= other.told.values:
            return other
    return telling


def _sentence_around(record: Record, span: Span) -> Span:
    text = record.document.paragraph(span.paragraph).text
    for start, end in sentences_of(text, record.document.language):
        if start <= span.start < end:
            said = without_stop(text[start:end])
            return Span(paragraph=span.paragraph, start=start, end=start + len(said))
    return span


def likeness(one: Telling, other: Telling) -> float:
    """Share of the words of the one with fewer that the other has too; a few words are like many others."""
    return len(one.words & other.words) / max(_FEWEST, min(len(one.words), len(other.words)))


def repeats(one: Telling, other: Telling, alike: float) -> bool:
    """Whether one says nothing that the other does not say: in like words, or because both are cited for it.

    A value or a state of an event that the other does not tell is something else, however like the words are.
    """
    events = other.told.events and one.told.events - other.told.events
    if likeness(one, other) >= alike and not events and one.told.values <= other.told.values:
        return True
    common = one.told.events & other.told.events or one.told.values & other.told.values
    return bool(common) and (_is_cited(one, other) or _is_cited(other, one))


def _is_cited(one: Telling, other: Telling) -> bool:
    """Whether the paragraph of one is cited for what the other says."""
    place = (one.record.document.id, one.statement.citations[0])
    return any((each.document, each.paragraph) == place for each in other.cited if not each.verbatim)
