"""Documents in, briefs that a language model wrote in the reader's language out: asked for once, kept, made again.

The answers are in the archive and the briefs in the state; a rebuild makes the briefs again from the answers.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from groundwire.archive.answers import AnswerArchive
from groundwire.archive.object_answers import ObjectAnswers
from groundwire.brief.abstractive.assignment import Assignment
from groundwire.brief.abstractive.model_judge import ModelJudge
from groundwire.brief.abstractive.ports import Complete
from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.brief.check.ports import Judge
from groundwire.completion.budget import Spent
from groundwire.completion.completer import Completer, Estimate
from groundwire.library.state import State
from groundwire.models import (
    Brief,
    BudgetError,
    Completion,
    CompletionError,
    Entity,
    EntityId,
    Record,
    Request,
)
from groundwire.pipeline.background_briefs import BackgroundBriefs, Progress
from groundwire.pipeline.options import ModelOptions

Watch = Callable[[Brief], None]
MakeChecker = Callable[[Sequence[Judge]], Checker]  # the desk's, and these judges beside its own
_TASKS = ("brief", "digest", "answer", "revise", "merge", "say")  # what writing asks for
_FAILURES = 3  # documents in a row that no model answers for; each costs minutes of trying
_NONE_SET = "No language model is set: write base_url and model under [model] in the desk's settings.toml."


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one document of a batch: its brief, or why there is none. ``asked``: a model was."""

    record: Record
    brief: Brief | None = None
    reason: str = ""
    asked: bool = True


class KeptSpending:
    """The spending of each day, in the state."""

    def __init__(self, state: Callable[[], State]) -> None:
        self._state = state

    def spent(self, day: date) -> Spent:
        """What was spent on this day."""
        tokens, usd = self._state().spent(day)
        return Spent(tokens=tokens, usd=usd)

    def add(self, day: date, spent: Spent) -> None:
        """Count what was spent."""
        self._state().add_spent(day, tokens=spent.tokens, usd=spent.usd)


class ModelBriefs:
    """Briefs by language models, beside the extractive ones. Safe for several threads."""

    def __init__(
        self,
        options: ModelOptions,
        *,
        answers: Callable[[], AnswerArchive | ObjectAnswers],
        checker: MakeChecker,
        entities: Callable[[], Mapping[EntityId, Entity]],
        state: Callable[[], State],
    ) -> None:
        self._options = options
        self._answers = answers
        self._made: Completer | None = None
        self._making = threading.Lock()
        self._checker = checker
        self._entities = entities
        self._state = state

    @property
    def ready(self) -> bool:
        """Whether a language model is set."""
        return bool(self._options.completion.endpoints)

    @property
    def answered(self) -> bool:
        """Whether any answer is kept."""
        return bool(len(self._answers()))

    def kept(self, record: Record, language: str) -> Brief | None:
        """What was written about this revision in this language."""
        return self._state().brief(record.document.id, record.document.revision, _base(language))

    def may_write(self, kept: Brief | None) -> bool:
        """Whether asking could bring anything new: a model's answer is never asked for twice."""
        return self.ready and (
            kept is None or kept.model not in {each.model for each in self._options.completion.endpoints}
        )

    def shown(self, record: Record, language: str) -> Record:
        """The record with the brief that a model wrote in this language, where one did; else as it is."""
        kept = self.kept(record, language)
        return replace(record, brief=kept) if kept else record

    @cached_property
    def background(self) -> BackgroundBriefs:
        """Briefs that are being written while the reader reads on."""
        return BackgroundBriefs(self.write)

    def begin(self, record: Record, language: str) -> Progress:
        """Begin to write in the background. Raises CompletionError: no language model is set, or too much is asked."""
        self._require()
        return self.background.start(record, language)

    def write(self, record: Record, language: str, *, keep: bool = True, watch: Watch | None = None) -> Brief:
        """Ask for a brief, and keep it where the document is the desk's; ``watch`` is given what holds so far.

        Raises:
            CompletionError: no language model is set, or none answers. BudgetError: what may be spent is spent.
        """
        self._require()
        brief = self._write(record, language, self._completer(), watch)
        if keep:
            self._state().put_brief(record.document.id, record.document.revision, _base(language), brief)
        return brief

    def missing(self, records: Iterable[Record], language: str) -> list[Record]:
        """Those in another language, with a text, about which nothing is written in this one."""
        return [
            record
            for record in records
            if record.document.paragraphs
            and _base(record.document.language) != _base(language)
            and self.kept(record, language) is None
        ]

    def estimate(self, records: Iterable[Record], language: str) -> Estimate:
        """What writing about these documents would cost: what is asked first; failed statements cost more."""
        self._require()
        completer = self._completer()
        writer = self._writer(completer, completer)
        requests = [request for record in records for request in writer.requests(_assignment(record, language))]
        return completer.estimate(requests)

    def estimate_requests(self, requests: Sequence[Request]) -> Estimate:
        """What these questions would cost. Raises CompletionError: no language model is set."""
        self._require()
        return self._completer().estimate(requests)

    def write_all(self, records: Sequence[Record], language: str) -> Iterator[Written]:
        """Write about all of these, several at a time; each is kept as soon as it is there.

        What may be spent ends it, and so does a model that does not answer for several in a row: what is left is given
        back unasked, each with the reason.
        """
        self._require()
        batch = _Batch()
        with ThreadPoolExecutor(max_workers=max(1, self._completer().concurrency)) as pool:
            futures = [pool.submit(self._one, record, language, batch) for record in records]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                batch.stop("Stopped.")  # what has not begun when the reader goes is not asked

    def restore(self, record: Record, language: str) -> bool:
        """Make a brief again from the answers that are kept; nothing is asked. False where there are none."""
        if not self.ready:
            return False
        try:
            brief = self._write(record, language, _Replay(self._completer()))
        except CompletionError:
            return False
        self._state().put_brief(record.document.id, record.document.revision, _base(language), brief)
        return True

    def put(self, record: Record, language: str, brief: Brief) -> None:
        """Keep a brief that was written before, checked anew."""
        checker = self._checker(())
        checked = checker.check_brief(brief, checker.source(record.document, record.annotations))
        self._state().put_brief(record.document.id, record.document.revision, language, checked)

    def writer_for(self, checker: Checker) -> ModelWriter:
        """A writer that is held to another checker than the desk's. Raises CompletionError: no model is set."""
        self._require()
        completer = self._completer()
        return self._writer(completer, completer, checker)

    def judged_checker(self) -> Checker:
        """The desk's checker with a model as second judge. Raises CompletionError: no language model is set."""
        self._require()
        return self._checker((self._judge(self._completer()),))

    def checker_of_written(self) -> Checker:
        """What statements of models are held to: the desk's checker, and a second judge where the settings say so."""
        return self.judged_checker() if self._options.judge else self._checker(())

    def _judge(self, complete: Complete) -> ModelJudge:
        return ModelJudge(complete, context=self._completer().context("judge"))

    def _completer(self) -> Completer:
        """One for all threads, so that places, waits and the budget of the run are shared."""
        with self._making:
            if self._made is None:
                spending = KeptSpending(self._state)
                self._made = Completer(self._options.completion, answers=self._answers(), spending=spending)
            return self._made

    def _one(self, record: Record, language: str, batch: "_Batch") -> Written:
        if batch.reason:
            return Written(record=record, reason=batch.reason, asked=False)
        try:
            brief = self.write(record, language)
        except BudgetError as error:
            batch.stop(str(error))
            return Written(record=record, reason=str(error), asked=False)
        except CompletionError as error:
            batch.note_failure(str(error))
            return Written(record=record, reason=str(error))
        batch.note_success()
        return Written(record=record, brief=brief)

    def _write(self, record: Record, language: str, complete: Complete, watch: Watch | None = None) -> Brief:
        writer = self._writer(complete, self._completer())
        return writer.write(_assignment(record, language), watch)

    def _writer(self, complete: Complete, completer: Completer, checker: Checker | None = None) -> ModelWriter:
        options = replace(
            self._options.writer,
            context=min(completer.context(task) for task in _TASKS),
            max_output=min(completer.max_output(task) for task in _TASKS),
        )
        judges = (self._judge(complete),) if self._options.judge else ()
        held_to = checker or self._checker(judges)  # judges whose answers come from where the writer's do
        return ModelWriter(complete=complete, checker=held_to, entities=self._entities(), options=options)

    def _require(self) -> None:
        if not self.ready:
            raise CompletionError(_NONE_SET)


class _Batch:
    """Whether a batch goes on; shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self.reason = ""  # why it ended; empty while it goes on

    def stop(self, reason: str) -> None:
        with self._lock:
            self.reason = self.reason or reason

    def note_failure(self, reason: str) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES:
                self.reason = self.reason or reason

    def note_success(self) -> None:
        with self._lock:
            self._failures = 0


class _Replay:
    """Answers from what is kept alone.

    The first question must have been answered; where a later one was not (the checker may have changed since, and with
    it what goes back to the model), nothing is answered, and what failed stays withheld.
    """

    def __init__(self, completer: Completer) -> None:
        self._completer = completer
        self._found = False

    def __call__(self, request: Request, told: Callable[[str], None] | None = None) -> Completion:
        kept = self._completer.kept(request)
        if kept:
            self._found = True
            return kept
        if not self._found:
            raise CompletionError("No answer to this question is kept.")
        return Completion(text="", model="", cached=True)


def _assignment(record: Record, language: str) -> Assignment:
    return Assignment(
        document=record.document, annotations=record.annotations, language=language, extractive=record.brief
    )


def _base(language: str) -> str:
    return language.split("-")[0].lower()
