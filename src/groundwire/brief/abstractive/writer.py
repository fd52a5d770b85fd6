"""A document, its annotations and its extractive brief in; a brief by a model in the reader's language out, every
statement of it checked.

The model is asked for a brief (of parts, where the document is long); its statements are checked one by one; those that
fail go back to it with what is wrong; for what still fails a sentence of the document stands in, or nothing does.
"""

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import Self

from groundwire.brief.abstractive.as_written import AsWritten
from groundwire.brief.abstractive.assembly import Around, Held, assemble
from groundwire.brief.abstractive.assignment import Assignment
from groundwire.brief.abstractive.holding import Grounds, hold, judge
from groundwire.brief.abstractive.merging import merge
from groundwire.brief.abstractive.notes import notes_of
from groundwire.brief.abstractive.options import Purpose, WriterOptions
from groundwire.brief.abstractive.orders import orders_in
from groundwire.brief.abstractive.outline import Outline, read_outline
from groundwire.brief.abstractive.parts import Piece, parts_of, pieces_of
from groundwire.brief.abstractive.ports import Complete
from groundwire.brief.abstractive.prompts import Prompts, Size
from groundwire.brief.abstractive.schemas import OUTLINE
from groundwire.brief.abstractive.sentences import say_brief, say_requests
from groundwire.brief.check.checker import Checker
from groundwire.models import Brief, Completion, Document, Entity, EntityId, Message, Request, Statement
from groundwire.text.hashing import short_hash
from groundwire.text.tokens import estimate_tokens

_TOKENS_OF_A_SENTENCE = 35
_SMALLEST_PART = 200  # tokens: with less a model sees no sentence whole
_MOST = 14  # statements, however long the document is
Watch = Callable[[Brief], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One document on its way to a brief."""

    assignment: Assignment
    grounds: Grounds
    pieces: list[Piece]
    size: Size
    around: Around

    @property
    def document(self) -> Document:
        return self.assignment.document


class ModelWriter:
    """Writes briefs with a model; built once, used for any number of documents, from several threads.

    Raises, when it writes:
        CompletionError: no model answers. BudgetError: what may be spent is spent.
    """

    def __init__(
        self,
        *,
        complete: Complete,
        checker: Checker,
        entities: Mapping[EntityId, Entity],
        options: WriterOptions | None = None,
    ) -> None:
        self._complete = complete
        self._checker = checker
        self._entities = entities
        self._options = options or WriterOptions()

    def write(self, assignment: Assignment, watch: Watch | None = None) -> Brief:
        """The brief in the reader's language; nothing in it is shown that did not check.

        ``watch`` is given what holds so far whenever there is more of it: also while a model is still writing, where
        its answer comes as a stream. A document without text, or one that has no extractive brief where only that is
        said in another language, gives an empty brief without a question.
        """
        work = self._work(assignment)
        if not work.pieces:
            return assemble(Held(kind="insights", core=(), groups=()), work.around)
        if self._options.method == "sentences":
            return self._said(work, watch)
        parts = self._parts(work)
        if len(parts) == 1:
            outline, answer = _asked(work, parts[0], purpose=assignment.purpose, size=work.size, watch=watch)
            return _assembled(_held(work, outline, answer, watch=watch), answer, work)
        return self._of_parts(work, parts, watch)

    def requests(self, assignment: Assignment) -> tuple[Request, ...]:
        """What would be asked first, for an estimate; statements that fail, and joining parts, cost more."""
        work = self._work(assignment)
        if not work.pieces:
            return ()
        if self._options.method == "sentences":
            base = assignment.extractive
            return tuple(say_requests(work.grounds, base, language=work.document.language)) if base else ()
        parts = self._parts(work)
        alone = len(parts) == 1
        size, what = (work.size, assignment.purpose) if alone else (_part_size(work.size, len(parts)), "part")
        return tuple(_request(work, part, purpose=what, size=size) for part in parts)

    def _work(self, assignment: Assignment) -> _Work:
        document, language = assignment.document, assignment.language
        notes = notes_of(document, assignment.annotations, self._entities, language)
        prompts = Prompts(language)
        foreign = _base(document.language) != _base(language)
        grounds = Grounds(
            complete=self._complete,
            checker=self._checker,
            source=self._checker.source(document, assignment.annotations),
            notes=notes if foreign else {},
            prompts=prompts,
            language=language,
            foreign=foreign,
            options=self._options,
            orders=orders_in(document),
        )
        pieces = [piece for piece in pieces_of(document, grounds.notes) if piece.number not in grounds.orders]
        around = Around(
            annotations=assignment.annotations,
            entities=self._entities,
            language=language,
            idle=prompts.heading_words,
            extractive=assignment.extractive,
            orders=grounds.orders,
            model="",
        )
        size = _size(sum(piece.tokens for piece in pieces), assignment.purpose)
        return _Work(assignment=assignment, grounds=grounds, pieces=pieces, size=size, around=around)

    def _said(self, work: _Work, watch: Watch | None) -> Brief:
        """The extractive brief's sentences, one by one."""
        base = work.assignment.extractive
        base = base or Brief(kind="insights", core=(), groups=(), language=work.around.language, engine="")

        def told(held: Held) -> None:
            if watch:
                watch(_assembled(held, None, work))

        return _assembled(*say_brief(work.grounds, base, language=work.document.language, told=told), work)

    def _parts(self, work: _Work) -> list[list[Piece]]:
        shell = _request(work, [], purpose=work.assignment.purpose, size=work.size)
        taken = sum(estimate_tokens(each.text) for each in shell.messages) + estimate_tokens(shell.plain)
        schema = estimate_tokens(str(shell.schema))
        room = self._options.context - shell.max_tokens - taken - schema
        return parts_of(work.pieces, max(_SMALLEST_PART, room), work.document.language)

    def _of_parts(self, work: _Work, parts: Sequence[list[Piece]], watch: Watch | None) -> Brief:
        size = _part_size(work.size, len(parts))
        held: list[Held] = []
        for part in parts:
            outline, answer = _asked(work, part, purpose="part", size=size, watch=watch, before=held)
            held.append(_held(work, outline, answer))
            if watch:
                watch(_assembled(_joined(held), answer, work))
        rows = [(heading, statements) for each in held for heading, statements in _rows(each)]
        return _assembled(merge(work.grounds, rows, work.size), answer, work)


def _asked(
    work: _Work, part: list[Piece], *, purpose: str, size: Size, watch: Watch | None, before: Sequence[Held] = ()
) -> tuple[Outline, Completion]:
    """A model's brief; asked once more, in another way, where nothing of it can be read.

    ``watch`` is given what holds of it while it is written, behind what the parts ``before`` it hold.
    """
    request = _request(work, part, purpose=purpose, size=size)
    shown = {piece.number for piece in part}
    with _Showing(work, shown, watch, before) as showing:
        answer = showing.ask(request)
        outline = read_outline(answer.text, shown, work.around.language)
        if not outline and work.assignment.purpose != "answer":  # an answer may be that there is none
            lines = replace(
                request, schema=None, messages=_with_layout(request), subject=short_hash("lines", request.subject)
            )
            answer = showing.ask(lines)
            outline = read_outline(answer.text, shown, work.around.language)
    return outline, answer


class _Showing:
    """Asks a model and tells who watches of what holds while it writes; every statement is checked once."""

    def __init__(self, work: _Work, shown: Set[int], watch: Watch | None, before: Sequence[Held]) -> None:
        self._work = work
        self._shown = shown
        self._watch = watch
        self._before = before
        self._checked: dict[Statement, Statement] = {}
        self._as_written = AsWritten(self._show)

    def __enter__(self) -> Self:
        if self._watch:
            self._as_written.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watch:
            self._as_written.__exit__(kind, error, trace)

    def ask(self, request: Request) -> Completion:
        """What the model answers."""
        complete = self._work.grounds.complete
        return complete(request, self._as_written) if self._watch else complete(request)

    def _show(self, text: str) -> None:
        # A line may go on; in JSON only what was closed is read.
        ended = text if "{" in text else text[: text.rfind("\n") + 1]
        outline = read_outline(ended, self._shown, self._work.around.language)
        rows = [outline.core, *(group.statements for group in outline.groups)]
        new = [each for row in rows for each in row if each not in self._checked]
        for statement in new:
            self._checked[statement] = judge(self._work.grounds, statement)
        if new and self._watch:
            held = _regrouped(outline, [self._checked[each] for row in rows for each in row])
            self._watch(_assembled(_joined([*self._before, held]), None, self._work))


def _with_layout(request: Request) -> tuple[Message, ...]:
    last = request.messages[-1]
    return (*request.messages[:-1], replace(last, text=f"{last.text}\n\n{request.plain}"))


def _request(work: _Work, part: list[Piece], *, purpose: str, size: Size) -> Request:
    question = work.assignment.question
    asked = (purpose, work.around.language, question, str(work.grounds.options.temperature))
    return Request(
        task="brief" if purpose == "part" else purpose,
        messages=work.grounds.prompts.brief(work.document, part, size=size, purpose=purpose, question=question),
        schema=OUTLINE,
        plain=work.grounds.prompts.plain,
        max_tokens=work.grounds.options.max_output,
        temperature=work.grounds.options.temperature,
        subject=short_hash(*asked, work.document.title, *(piece.line for piece in part)),
    )


def _held(work: _Work, outline: Outline, answer: Completion, *, watch: Watch | None = None) -> Held:
    """The outline with every statement checked, in one go."""
    rows = [outline.core, *(group.statements for group in outline.groups)]

    def told(checked: list[Statement]) -> None:
        if watch:
            watch(_assembled(_regrouped(outline, checked), answer, work))

    checked = hold(work.grounds, [statement for row in rows for statement in row], told)
    return _regrouped(outline, checked)


def _regrouped(outline: Outline, checked: Sequence[Statement]) -> Held:
    rest = iter(checked)
    core = tuple(islice(rest, len(outline.core)))
    groups = tuple((draft.heading, tuple(islice(rest, len(draft.statements)))) for draft in outline.groups)
    return Held(kind=outline.kind, core=core, groups=groups)


def _rows(held: Held) -> list[tuple[str | None, tuple[Statement, ...]]]:
    return [(None, held.core), *held.groups] if held.core else list(held.groups)


def _joined(held: Sequence[Held]) -> Held:
    core = held[0].core
    return Held(kind=held[0].kind, core=core, groups=tuple(row for each in held for row in each.groups))


def _assembled(held: Held, answer: Completion | None, work: _Work) -> Brief:
    return assemble(held, replace(work.around, model=answer.model if answer else ""))


def _size(tokens: int, purpose: Purpose) -> Size:
    """Grows with the root of the document's length, as the extractive brief does."""
    total = max(3, min(_MOST, round(1.8 * math.sqrt(tokens / _TOKENS_OF_A_SENTENCE))))
    core = 1 if total < 6 or purpose == "answer" else 2 if total < 11 else 3
    return Size(core=core, groups=max(2, min(5, round((total - core) / 2.5))))


def _part_size(size: Size, parts: int) -> Size:
    """Statements of one part: together half as many again as the brief can take, for the choice."""
    wanted = (size.core + size.groups * 2) * 3 / 2
    return Size(core=max(2, min(8, math.ceil(wanted / parts))), groups=1)


def _base(language: str) -> str:
    return language.split("-")[0].lower()
