"""A topic and a time, or a question in; the digest or the answer that the desk's documents give out."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from groundwire.annotate.annotator import Annotator
from groundwire.brief.check.checker import Checker
from groundwire.brief.digest.answer import best_passages, compared, write_answer
from groundwire.brief.digest.composed import Composer, MakeWriter
from groundwire.brief.digest.digest import Known, Wish, write_digest
from groundwire.brief.digest.question import Question, read_question
from groundwire.facts.disagreements import disagreements
from groundwire.facts.timeline import timeline
from groundwire.library.library import Library
from groundwire.models import Answer, Digest, DocumentId, Entity, EntityId, Query, Record, Request
from groundwire.pipeline.fact_reader import FactReader
from groundwire.stories.origins import origins
from groundwire.text.language import detect_language

Engine = Literal["extractive", "model"]  # who writes
_WORDS, _NAMED = 30, 20  # documents read that have the words, and that have each name
_NAMES = 3  # of a question that are looked for in every language
_PLACES = 8  # paragraphs beside those of the extractive answer that a model is given
_ALIASES = 12  # of a name that one search asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A model to write with: a writer for a checker, and the checker of single documents that it is made of."""

    make_writer: MakeWriter
    checker: Callable[[], Checker]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OwnDigest:
    """A digest of the documents' own sentences, and what it was made of."""

    digest: Digest
    records: Sequence[Record]
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class _OwnAnswer:
    """An answer of the documents' own sentences, what it was made of, and where more of it may stand."""

    answer: Answer
    places: tuple[tuple[DocumentId, int], ...]
    records: Sequence[Record]
    known: Known


class Digester:
    """Writes digests and answers. Safe for several threads."""

    def __init__(
        self,
        library: Library | None,
        entities: Mapping[EntityId, Entity],
        *,
        facts: FactReader,
        annotator: Callable[[], Annotator],
        writing: Writing | None = None,
    ) -> None:
        self._library = library  # None for a desk that has nothing yet
        self._entities = entities
        self._facts = facts
        self._annotator = annotator
        self._writing = writing

    def digest(self, query: Query, since: datetime | None, *, language: str, documents: int, title: str = "") -> Digest:
        """What the documents of a query say since a time, under a title. Raises CompletionError."""
        own = self._own_digest(query, since, language=language, documents=documents)
        if self._writing is None:
            return own.digest
        return self._composer(own.known, language).digest(own.digest, own.records, title=title)

    def digest_requests(
        self, query: Query, since: datetime | None, *, language: str, documents: int, title: str = ""
    ) -> tuple[Request, ...]:
        """What a model would be asked first for that digest."""
        own = self._own_digest(query, since, language=language, documents=documents)
        return self._composer(own.known, language).digest_requests(own.digest, own.records, title=title)

    def ask(self, question: str, query: Query, *, language: str, day: date) -> Answer:
        """What the documents of a query say to a question. ``day``: what "today" and "last week" are counted from."""
        own = self._own_answer(question, query, language=language, day=day)
        if self._writing is None:
            return own.answer
        return self._composer(own.known, language).answer(own.answer, own.places, own.records)

    def answer_requests(self, question: str, query: Query, *, language: str, day: date) -> tuple[Request, ...]:
        """What a model would be asked first for that answer; nothing where the documents do not say it."""
        own = self._own_answer(question, query, language=language, day=day)
        return self._composer(own.known, language).answer_requests(own.answer, own.places, own.records)

    def _own_digest(self, query: Query, since: datetime | None, *, language: str, documents: int) -> _OwnDigest:
        start = max(filter(None, (query.since, since)), default=None)
        page, known = self._facts.together(replace(query, since=start), documents)
        wish = Wish(language=language, since=start, topic=query.topic, matching=page.total)
        return _OwnDigest(digest=write_digest(page.items, known, wish), records=page.items, known=known)

    def _own_answer(self, question: str, query: Query, *, language: str, day: date) -> _OwnAnswer:
        asked = self._read(question, language, day)
        records = list(self._documents(asked, query))
        scored = best_passages(records, asked)
        known = self._known(compared(scored))
        found = write_answer(asked, scored, known, language=language, documents=len(records))
        return _OwnAnswer(
            answer=replace(found, matching=self._within(query)),
            places=tuple((each.passage.record.document.id, each.passage.number) for each in scored[:_PLACES]),
            records=tuple(compared(scored)),
            known=known,
        )

    def _composer(self, known: Known, language: str) -> Composer:
        if self._writing is None:
            raise ValueError("nobody writes")
        return Composer(
            make_writer=self._writing.make_writer,
            checker=self._writing.checker(),
            entities=self._entities,
            origins=known.origins,
            language=language,
        )

    def _read(self, question: str, language: str, day: date) -> Question:
        text = " ".join(question.split())
        spoken = detect_language(text, language)
        found = self._annotator().annotate_text(text, spoken, day)
        return read_question(text, spoken, found, self._entities)

    def _documents(self, asked: Question, query: Query) -> Iterator[Record]:
        """The documents that may answer: those with its words, and those with its names under whatever name."""
        if self._library is None or not asked.sought:
            return
        seen: set[DocumentId] = set()
        for search in self._searches(asked, query):
            for found in self._library.search(search).items:
                if found.record.document.id not in seen and found.record.copy_of not in seen:
                    seen.add(found.record.document.id)
                    yield found.record

    def _within(self, query: Query) -> int:
        """How many documents the filters of a query leave."""
        if self._library is None:
            return 0
        return self._library.search(replace(query, text="", newest_first=True, limit=1, cursor=None)).total

    def _searches(self, asked: Question, query: Query) -> Iterator[Query]:
        if asked.words.strip():
            yield replace(query, text=asked.words, newest_first=False, limit=_WORDS, cursor=None)
        names = asked.entities[:_NAMES]
        for name in names:
            others = [alias for other in names if other != name for alias in self._aliases(other)]
            yield replace(query, text=" OR ".join(others), entity=name, newest_first=False, limit=_NAMED, cursor=None)

    def _aliases(self, name: EntityId) -> Iterator[str]:
        entity = self._entities[name]
        every = dict.fromkeys((*(label for _, label in entity.labels), *entity.aliases))
        clean = (alias for alias in every if not set(alias) & set('"“”„«»()（）'))
        yield from (f'"{alias}"' for alias in itertools.islice(clean, _ALIASES))

    def _known(self, records: list[Record]) -> Known:
        """What the documents that answer say together."""
        numbers = origins(records)
        return Known(
            origins=numbers,
            timeline=timeline(records, numbers, self._entities, total=len(records)),
            disagreements=disagreements(records, numbers, self._entities, total=len(records)).found,
            alike={},
            entities=self._entities,
        )
