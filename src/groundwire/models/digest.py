"""What many documents say together, as cited statements: the digest of a topic, and the answer to a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from groundwire.models.annotation import Span
from groundwire.models.brief import Verdict
from groundwire.models.facts import Disagreement
from groundwire.models.ids import DocumentId, RevisionId
from groundwire.models.record import GlossPart

Wanted = Literal["amount", "share", "time", "person", "organisation", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A paragraph of a document that a statement rests on, and whose it is; written ``document#paragraph``."""

    document: DocumentId
    revision: RevisionId
    paragraph: int
    title: str
    source_name: str
    time: datetime  # aware UTC, of the document
    spans: tuple[Span, ...] = ()  # the words that say it
    verbatim: bool = False  # the statement is this paragraph's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement over many documents; ``cited`` holds the first report first."""

    text: str
    language: str  # BCP-47
    cited: tuple[Cited, ...]
    verdict: Verdict
    origins: int = 1  # independent origins among the documents that say it, copies and rewrites counted once
    stands_in: bool = False  # a document's own sentence, in the place of one that was withheld
    gloss: tuple[GlossPart, ...] = ()  # of the words cited, where they are not in the reader's language
    disputed: tuple[Disagreement, ...] = ()  # figures of it that other documents contradict


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGroup:
    """Statements under a heading."""

    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What happened in the documents of a query since a time: the same shape as a brief, over many documents."""

    core: tuple[Said, ...]
    groups: tuple[SaidGroup, ...]
    language: str  # BCP-47, the reader's
    engine: str
    since: datetime | None
    documents: int  # read
    matching: int  # that the query found; more than were read where there are too many
    model: str = ""
    withheld: tuple[Said, ...] = ()

    def said(self) -> Iterator[Said]:
        """Every statement in the order of the page."""
        yield from self.core
        for group in self.groups:
            yield from group.said


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk says to a question; without statements, it does not say."""

    question: str
    said: tuple[Said, ...]
    language: str  # BCP-47, the reader's
    engine: str
    documents: int  # read
    matching: int = 0  # that could have been: those of the topic, the source and the time that were asked for
    model: str = ""
    withheld: tuple[Said, ...] = ()
    sought: tuple[str, ...] = ()  # the words and names that were looked for
    wanted: Wanted | None = None  # the kind of thing that is asked for
