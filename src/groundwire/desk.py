"""The facade that every shell calls: one desk, opened from a folder.

A desk object is cheap: nothing is read before the first question, and nothing is written before the first `add`. What
only some questions need is loaded with the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from groundwire.library.library import Library
from groundwire.library.vectors import Backlog
from groundwire.models import (
    Answer,
    Brief,
    Copy,
    DependencyMap,
    Digest,
    Disagreements,
    Entity,
    EntityId,
    Failure,
    Found,
    GlossPart,
    Ledger,
    MapEdge,
    News,
    NotFoundError,
    Page,
    Query,
    Record,
    RevisionId,
    SourceStatus,
    Statement,
    SumNote,
    Timeline,
    Topic,
    TopicId,
    TopicPage,
    TopicSummary,
)
from groundwire.pipeline.asked import checked_query, kinds
from groundwire.pipeline.folding import Folding
from groundwire.pipeline.home import folder_of
from groundwire.pipeline.options import DeskOptions
from groundwire.pipeline.parts import Parts
from groundwire.topics.find import find_topic

if TYPE_CHECKING:
    from groundwire.completion.completer import Estimate
    from groundwire.pipeline.add_report import AddReport
    from groundwire.pipeline.bulk.engine import EngineName
    from groundwire.pipeline.bulk.run import Passed
    from groundwire.pipeline.checking import CheckedBrief
    from groundwire.pipeline.digester import Digester, Engine
    from groundwire.pipeline.fact_reader import FactReader
    from groundwire.pipeline.intake import Arrival
    from groundwire.pipeline.keeping import Keeper
    from groundwire.pipeline.model_briefs import ModelBriefs
    from groundwire.pipeline.vectors import EmbedReport

_OWN: Engine = "extractive"  # the documents' own sentences
DOCUMENTS = 1_000  # read for one answer from many documents; they take about two seconds


def open_desk(path: str | Path, *, options: DeskOptions | None = None) -> Desk:
    """The desk in this folder, or under ``s3://bucket/prefix``; where there is nothing yet it is empty."""
    return Desk(folder_of(str(path)), options=options or DeskOptions())


class Desk:
    """One installation's data, and everything that can be asked of it or done to it."""

    def __init__(self, path: Path, *, options: DeskOptions) -> None:
        self.path = path
        self._options = options
        self._parts = Parts(path, options=options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of files; the desk can be used again."""
        self._parts.close()

    # --- what the desk knows -------------------------------------------------------------------------------------

    @property
    def entities(self) -> Mapping[EntityId, Entity]:
        """The shipped entities, then the desk's own."""
        return self._parts.entities

    @property
    def definitions(self) -> Mapping[TopicId, Topic]:
        """The shipped topics, then the desk's own."""
        return self._parts.definitions

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What a search can be narrowed to: the kinds of figures, changes and shares, then the types of events."""
        return kinds()

    @property
    def _library(self) -> Library:
        return self._parts.library

    @property
    def exists(self) -> bool:
        """Whether anything was ever added. Raises DeskError where what was added cannot be asked for."""
        return self._parts.home.exists()

    @property
    def name(self) -> str:
        """How a person knows it: its folder, or its address in an object store."""
        return self._parts.home.name

    # --- asking --------------------------------------------------------------------------------------------------

    def search(self, query: Query | str, *, fold: bool = True) -> Page[Found]:
        """Documents that answer, with the passages that do; copies under the first report. Raises QueryError."""
        query = self._checked(Query(text=query) if isinstance(query, str) else query)
        if not self.exists:
            return Page(items=(), cursor=None, total=0)
        return self._folding.search(query) if fold else self._library.search(query)

    def _checked(self, query: Query) -> Query:
        return checked_query(query, self.definitions)

    def topic(self, name: str, query: Query | None = None) -> TopicPage:
        """The page of a topic, given by id or by its label in any language. Raises TopicError."""
        topic = self.find_topic(name)
        query = replace(query or Query(), topic=topic.id)
        return TopicPage(topic=topic, query=query, found=self.search(query))

    def find_topic(self, name: str) -> Topic:
        """A topic by id or label. Raises TopicError, naming those that come near."""
        return find_topic(self.definitions, name)

    def topics(self) -> tuple[TopicSummary, ...]:
        """All topics with how much the desk holds of each, fullest first."""
        counts = self._library.topic_counts() if self.exists else {}
        none: tuple[int, datetime | None] = (0, None)
        told = ((topic, counts.get(topic.id, none)) for topic in self.definitions.values())
        summaries = [TopicSummary(topic=topic, documents=number, newest=newest) for topic, (number, newest) in told]
        return tuple(sorted(summaries, key=lambda summary: -summary.documents))

    def record(self, document: str, revision: str | None = None) -> Record:
        """One document by its id or the start of it; the newest revision unless one is named. Raises NotFoundError."""
        if not self.exists:
            raise NotFoundError(f"No document {document!r}: this desk is empty. Add something with `groundwire add`.")
        found = self._library.resolve(document)
        return self._library.record(found, RevisionId(revision) if revision else None)

    def revisions(self, document: str) -> tuple[Record, ...]:
        """Every revision of a document, newest first. Raises NotFoundError."""
        revisions = self._library.revisions(self.record(document).document.id)
        return tuple(sorted(revisions, key=lambda record: -record.revision_number))

    def copies(self, record: Record) -> tuple[Copy, ...]:
        """Documents with this document's text, or nearly its text, under other addresses, the first report first."""
        return self._folding.copies(record) if self.exists else ()

    @property
    def _folding(self) -> Folding:
        return Folding(self._library, lambda: self._parts.state)

    def named(self, topic: TopicId | None, *, limit: int = 12) -> tuple[Entity, ...]:
        """The entities named in most documents of a topic, or of all."""
        counts = self._library.entity_counts(topic) if self.exists else {}
        known = (self.entities[each] for each in counts if each in self.entities)
        return tuple(islice(known, limit))

    def sources(self) -> tuple[SourceStatus, ...]:
        """Where the documents come from, fullest first."""
        return self._library.sources() if self.exists else ()

    def failures(self, *, limit: int = 50, cursor: str | None = None) -> Page[Failure]:
        """What could not be read, newest first, each with its reason."""
        if not self.exists:
            return Page(items=(), cursor=None, total=0)
        return self._parts.state.failures(limit=limit, cursor=cursor)

    def gloss(self, record: Record, statement: Statement, language: str) -> tuple[GlossPart, ...]:
        """What the annotations under a statement know, said in the reader's language."""
        from groundwire.brief.gloss import gloss

        return gloss(statement, record.annotations, self.entities, language)

    def check(
        self, brief: Brief | str, document: str, *, language: str | None = None, judged: bool = False
    ) -> CheckedBrief:
        """A brief, or a text that is one, checked against a document: an id, a file or an address; nothing is stored.

        ``judged``: a language model is asked about what holds otherwise. Raises InputError where there is no statement
        or not one document, NotFoundError where there is none; CompletionError where no model judges.
        """
        from groundwire.pipeline.checking import check_against

        checker = self.model_briefs.judged_checker() if judged else self._parts.checker
        return check_against(brief, self.read_one(document), checker, language=language)

    def read_one(self, document: str) -> Record:
        """One document: one of the desk by its id, else a file or an address that holds one. Raises InputError."""
        if not ("://" in document or Path(document).exists()):
            return self.record(document)
        from groundwire.pipeline.checking import only_document

        return only_document(document, self.brief(document))

    @property
    def model_briefs(self) -> ModelBriefs:
        """Briefs by language models in the reader's language, and what they cost."""
        return self._parts.model_briefs

    # --- what documents say together ---------------------------------------------------------------------------------
    # Each reads the newest `documents` that match the query (its limit and cursor are left aside) and says how many it
    # read and how many match.

    def timeline(self, query: Query, *, documents: int = DOCUMENTS) -> Timeline:
        """What happened, each event once, newest first. Raises QueryError."""
        return self._facts.timeline(self._checked(query), documents)

    def ledger(self, query: Query, *, documents: int = DOCUMENTS) -> Ledger:
        """The same measures of the same things over time and sources. Raises QueryError."""
        return self._facts.ledger(self._checked(query), documents)

    def disagreements(self, query: Query, *, documents: int = DOCUMENTS) -> Disagreements:
        """Figures that cannot all hold, and what only looks so. Raises QueryError."""
        return self._facts.disagreements(self._checked(query), documents)

    def map(self, query: Query, *, documents: int = DOCUMENTS) -> DependencyMap:
        """Who holds what share of what. Raises QueryError."""
        return self._facts.map(self._checked(query), documents)

    def part_of_map(self, whole: DependencyMap, wanted: Callable[[MapEdge], bool]) -> DependencyMap:
        """A map with only the edges that are wanted, and what is known of their things."""
        from groundwire.facts.narrow import part

        return part(whole, wanted)

    def news(self, query: Query, since: datetime, *, documents: int = DOCUMENTS) -> News:
        """What documents of this time and later say that earlier ones did not. Raises QueryError."""
        return self._facts.news(self._checked(query), since, documents)

    def digest(
        self, query: Query, since: datetime | None, *, language: str, documents: int = DOCUMENTS, engine: Engine = _OWN
    ) -> Digest:
        """What happened since a time, for a reader of this language. Raises QueryError, and CompletionError."""
        asked, title = self._checked(query), self._title(query, language)
        return self._digester(engine).digest(asked, since, language=language, documents=documents, title=title)

    def digest_cost(
        self, query: Query, since: datetime | None, *, language: str, documents: int = DOCUMENTS
    ) -> Estimate:
        """What that digest by a model would cost; nothing is asked. Raises as `digest`."""
        asked, title = self._checked(query), self._title(query, language)
        writer = self._digester("model")
        return self.model_briefs.estimate_requests(
            writer.digest_requests(asked, since, language=language, documents=documents, title=title)
        )

    def ask(self, question: str, query: Query | None = None, *, language: str, engine: Engine = _OWN) -> Answer:
        """What the documents of a query, or all, say to a question; nothing where they do not. Raises as `digest`."""
        day, checked = self._options.now().date(), self._checked(query or Query())
        return self._digester(engine).ask(question, checked, language=language, day=day)

    def answer_cost(self, question: str, query: Query | None = None, *, language: str) -> Estimate:
        """What that answer by a model would cost; nothing is asked. Raises as `digest`."""
        day, checked = self._options.now().date(), self._checked(query or Query())
        asked = self._digester("model").answer_requests(question, checked, language=language, day=day)
        return self.model_briefs.estimate_requests(asked)

    def _title(self, query: Query, language: str) -> str:
        return self.find_topic(query.topic).label(language) if query.topic else ""

    def _digester(self, engine: Engine) -> Digester:
        from groundwire.pipeline.digester import Digester, Writing

        briefs, library = self.model_briefs, self._library if self.exists else None
        model = Writing(make_writer=briefs.writer_for, checker=briefs.checker_of_written) if engine == "model" else None
        return Digester(
            library, self.entities, facts=self._facts, annotator=lambda: self._parts.annotator, writing=model
        )

    def sums(self, record: Record) -> tuple[SumNote, ...]:
        """Figures of one document that do not add up."""
        from groundwire.facts.sums import sums

        return tuple(sums(record.document, record.annotations))

    @property
    def _facts(self) -> FactReader:
        from groundwire.pipeline.fact_reader import FactReader

        return self._parts.reader if self.exists else FactReader(None, {})

    # --- doing ---------------------------------------------------------------------------------------------------

    def add(
        self, *inputs: str, report: Callable[[Arrival], None] | None = None, workers: int | None = None
    ) -> AddReport:
        """Adds files, folders, addresses, feeds, archives; tells `report` of each item as it arrives.

        Many items are worked on by several processes: as many as `workers`, or as there are cores; 0 is none but this.
        Raises DeskLockedError while another process writes. Whatever was acknowledged stays, whenever this is cut off.
        """
        from groundwire.pipeline import filling

        return filling.add(self._parts, inputs, report, workers=workers)

    def bulk(
        self,
        *inputs: str,
        engine: EngineName = "native",
        address: str | None = None,
        report: Callable[[Arrival], None] | None = None,
        passed: Callable[[Passed], None] = lambda _: None,
    ) -> AddReport:
        """Adds large inputs (WARC, Parquet, JSONL, folders; s3:// too) as `add` would, by Daft here or on Ray.

        What an earlier run has done is not done again. Raises InputError for inputs that are not there, and without
        the extras `bulk` and `ray`.
        """
        from groundwire.pipeline import filling
        from groundwire.pipeline.bulk.engine import Engine

        daft = Engine(engine, address)
        return filling.add_bulk(self._parts, inputs, report, engine=daft, passed=passed)

    def brief(self, *inputs: str) -> Iterator[Record | Failure]:
        """Reads, annotates and briefs without storing anything."""
        from groundwire.pipeline import filling

        return filling.derive(self._parts, inputs)

    def embed(
        self,
        *,
        limit: int | None = None,
        workers: int | None = None,
        report: Callable[[int, int], None] | None = None,
    ) -> EmbedReport:
        """Makes the vectors that are missing; tells `report` how many documents of how many are done.

        Documents may be added meanwhile. Cut off anywhere, the next call goes on. Raises SettingsError where vectors
        are off, CompletionError, and DeskLockedError where another process makes them.
        """
        from groundwire.pipeline.vectors import EmbedReport

        if self._options.meaning and not self.exists:
            return EmbedReport(documents=0, vectors=0, waiting=0)
        return self._parts.vectors.embed(limit=limit, workers=workers, report=report)

    @property
    def has_meanings(self) -> bool:
        """Whether documents can be looked for by meaning."""
        return self._options.meaning is not None

    def vector_backlog(self) -> Backlog | None:
        """How many documents have no vector yet; None where vectors are off."""
        return self._parts.vectors.backlog() if self._options.meaning and self.exists else None

    def rebuild(self, *, report: Callable[[Arrival], None] | None = None, workers: int | None = None) -> AddReport:
        """Makes library and state anew from the archive and the topic files.

        What is in no archive (failures that left no capture, past costs) is carried over from the old state if it can
        be read. Briefs by language models are made again from the kept answers; nothing is asked. Readers go on with
        the old ones until the new ones are whole; a rebuild that is cut off changes nothing.
        """
        from groundwire.pipeline import filling

        return filling.rebuild(self._parts, report, workers=workers)

    @cached_property
    def keeper(self) -> Keeper:
        """What keeps a desk: how much there is, what is wrong with it, upkeep, repair and backup."""
        from groundwire.pipeline.keeping import Keeper

        return Keeper(self.path, upkeep=self._options.upkeep, finish=self._finish, vectors=self._parts.vectors)

    def _finish(self) -> None:
        from groundwire.pipeline import filling

        filling.finish(self._parts)
