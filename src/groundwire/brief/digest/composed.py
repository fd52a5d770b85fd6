"""An extractive digest or answer and a writer in, the same in the reader's language out: written by a model, checked.

The model is given the paragraphs that the extractive one rests on and no others. What it writes is shown where every
document that it cites bears it; what does not hold is withheld, and the documents' own sentences stand in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.abstractive.assignment import Assignment
from groundwire.brief.abstractive.options import Purpose
from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.brief.digest.across import AcrossChecker
from groundwire.brief.digest.pack import Pack, Place, make_pack
from groundwire.brief.gloss import gloss
from groundwire.models import (
    Answer,
    Brief,
    Cited,
    Digest,
    DocumentId,
    Entity,
    EntityId,
    GlossPart,
    Group,
    Record,
    Request,
    Said,
    SaidGroup,
    Span,
    Statement,
)

MakeWriter = Callable[[Checker], ModelWriter]
_PARAGRAPHS = 40  # given to the model; more do not fit small contexts, and are told worse


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What a model is given, and the way back from its answer to the documents."""

    pack: Pack
    assignment: Assignment


class Composer:
    """Has digests and answers said by a model, for one reader."""

    def __init__(
        self,
        *,
        make_writer: MakeWriter,
        checker: Checker,
        entities: Mapping[EntityId, Entity],
        origins: Mapping[DocumentId, int],
        language: str,
    ) -> None:
        self._make_writer = make_writer
        self._checker = checker
        self._entities = entities
        self._origins = origins
        self._language = language

    def digest(self, extractive: Digest, records: Sequence[Record], *, title: str) -> Digest:
        """The digest as a model says it; the extractive one where nothing of it holds. Raises CompletionError."""
        task = self._of_digest(extractive, records, title)
        if task is None:
            return extractive
        pack, brief = task.pack, self._writer(task).write(task.assignment)
        if not any(not statement.stands_in for statement in brief.statements()):
            return extractive
        return replace(
            extractive,
            core=self._said(brief.core, pack, brief),
            groups=tuple(
                SaidGroup(heading=group.heading or title, said=self._said(group.statements, pack, brief))
                for group in brief.groups
            ),
            engine=brief.engine,
            model=brief.model,
            withheld=self._said([each.statement for each in brief.withheld], pack, brief),
        )

    def digest_requests(self, extractive: Digest, records: Sequence[Record], *, title: str) -> tuple[Request, ...]:
        """What would be asked first for a digest."""
        return self._requests(self._of_digest(extractive, records, title))

    def answer(self, extractive: Answer, places: Sequence[Place], records: Sequence[Record]) -> Answer:
        """The answer as a model says it, from these paragraphs; the extractive one where nothing of it holds.

        What the documents do not say is not asked of a model. Raises CompletionError.
        """
        task = self._of_answer(extractive, places, records)
        if task is None:
            return extractive
        pack, brief = task.pack, self._writer(task).write(task.assignment)
        statements = [statement for statement in brief.statements() if not statement.stands_in]
        if not statements:
            return extractive
        return replace(
            extractive,
            said=self._said(statements, pack, brief),
            engine=brief.engine,
            model=brief.model,
            withheld=self._said([each.statement for each in brief.withheld], pack, brief),
        )

    def answer_requests(
        self, extractive: Answer, places: Sequence[Place], records: Sequence[Record]
    ) -> tuple[Request, ...]:
        """What would be asked first for an answer; nothing where the documents do not say it."""
        return self._requests(self._of_answer(extractive, places, records))

    def _of_digest(self, extractive: Digest, records: Sequence[Record], title: str) -> _Task | None:
        pack = self._pack([cited for said in extractive.said() for cited in said.cited], records, title)
        return self._task(pack, extractive.core, extractive.groups, purpose="digest") if pack else None

    def _of_answer(self, extractive: Answer, places: Sequence[Place], records: Sequence[Record]) -> _Task | None:
        cited = [cited for said in extractive.said for cited in said.cited]
        pack = self._pack(cited, records, extractive.question, more=places) if extractive.said else None
        return self._task(pack, extractive.said, (), purpose="answer", question=extractive.question) if pack else None

    def _task(
        self, pack: Pack, core: Sequence[Said], groups: Sequence[SaidGroup], *, purpose: Purpose, question: str = ""
    ) -> _Task:
        assignment = Assignment(
            document=pack.document,
            annotations=pack.annotations,
            language=self._language,
            extractive=_as_brief(core, groups, pack),
            purpose=purpose,
            question=question,
        )
        return _Task(pack=pack, assignment=assignment)

    def _writer(self, task: _Task) -> ModelWriter:
        return self._make_writer(AcrossChecker(self._checker, task.pack))

    def _requests(self, task: _Task | None) -> tuple[Request, ...]:
        return self._writer(task).requests(task.assignment) if task else ()

    def _pack(
        self, cited: Iterable[Cited], records: Sequence[Record], title: str, *, more: Sequence[Place] = ()
    ) -> Pack | None:
        there = {record.document.id: len(record.document.paragraphs) for record in records}
        places = [*((each.document, each.paragraph) for each in cited), *more]
        places = [place for place in dict.fromkeys(places) if 1 <= place[1] <= there.get(place[0], 0)]
        return make_pack(places[:_PARAGRAPHS], records, title=title, language=self._language) if places else None

    def _said(self, statements: Iterable[Statement], pack: Pack, brief: Brief) -> tuple[Said, ...]:
        return tuple(self._one(statement, pack, brief) for statement in statements)

    def _one(self, statement: Statement, pack: Pack, brief: Brief) -> Said:
        cited = sorted(_cited(statement, pack), key=lambda each: (each.time, each.document, each.paragraph))
        own = pack.records[cited[0].document].document.language if cited and statement.stands_in else brief.language
        return Said(
            text=statement.text,
            language=own,
            cited=tuple(cited),
            verdict=statement.verdict,
            origins=len({self._origins.get(each.document, -1) for each in cited}) or 1,
            stands_in=statement.stands_in,
            gloss=self._gloss(statement, cited[0], pack) if own.split("-")[0] != self._language.split("-")[0] else (),
        )

    def _gloss(self, statement: Statement, cited: Cited, pack: Pack) -> tuple[GlossPart, ...]:
        """What is known of a sentence that stands in, at its place in its own document."""
        at_home = replace(statement, spans=cited.spans)
        return gloss(at_home, pack.records[cited.document].annotations, self._entities, self._language)


def _cited(statement: Statement, pack: Pack) -> list[Cited]:
    """Where the statement's paragraphs stand in their own documents."""
    found: list[Cited] = []
    for number in dict.fromkeys(statement.citations):
        place = pack.place(number)
        if place is None:
            continue
        document = pack.records[place[0]].document
        spans = [Span(paragraph=place[1], start=s.start, end=s.end) for s in statement.spans if s.paragraph == number]
        found.append(
            Cited(
                document=document.id,
                revision=document.revision,
                paragraph=place[1],
                title=document.title,
                source_name=document.source_name,
                time=document.time,
                spans=tuple(spans),
                verbatim=bool(spans) and statement.stands_in,
            )
        )
    return found


def _as_brief(core: Sequence[Said], groups: Sequence[SaidGroup], pack: Pack) -> Brief:
    """What stands in for statements that do not hold: the documents' own."""
    return Brief(
        kind="insights",
        core=tuple(each for said in core for each in _statements(said, pack)),
        groups=tuple(
            Group(
                heading=group.heading, statements=tuple(each for said in group.said for each in _statements(said, pack))
            )
            for group in groups
        ),
        language=pack.document.language,
        engine="",
    )


def _statements(said: Said, pack: Pack) -> list[Statement]:
    """The statement as the pack numbers its own paragraph; none where that is not in the pack."""
    own = [each for each in said.cited if each.verbatim]
    numbers = pack.numbers(own)
    spans = [replace(span, paragraph=number) for number, each in zip(numbers, own, strict=False) for span in each.spans]
    return [Statement(text=said.text, citations=numbers, verdict=said.verdict, spans=tuple(spans))] if numbers else []
