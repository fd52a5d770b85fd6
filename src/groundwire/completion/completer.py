"""Requests in, completions out: from the archive where there is one, else from the first endpoint that gives one.

Endpoints are asked in their order. One that is busy, slow or broken is tried again with growing waits, then the next
one is asked; one that cannot be held to a schema is asked for a call of a tool, then for lines of text.
"""

import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from weakref import WeakValueDictionary

from groundwire.completion.answers import Answers, MemoryAnswers
from groundwire.completion.budget import Budget, MemorySpending, Spending, Spent
from groundwire.completion.call import Mode, Told, call
from groundwire.completion.keys import Key, read_key
from groundwire.completion.options import CompletionOptions, EndpointOptions, TaskOptions
from groundwire.completion.price import price
from groundwire.completion.rates import Turns
from groundwire.completion.request_hash import request_hash
from groundwire.completion.trouble import Reply, Trouble
from groundwire.models import Completion, CompletionError, Request
from groundwire.text.tokens import estimate_tokens

_LOG = logging.getLogger(__name__)
_NO_MODEL = "No language model is set; write base_url and model under [model] in the settings."
_FIRST_WAIT = 1.0  # seconds before the second attempt; doubled each time
_LONGEST_WAIT = 60.0  # a server that wants more is left for the next endpoint
_MODES: tuple[Mode, ...] = ("json", "tool", "text")
_REFUSES_MODE = frozenset({"rejected", "malformed"})  # what servers say to a schema or a tool they do not know
_REFUSES_STREAM = frozenset(
    {"rejected", "malformed"}
)  # and to being asked for a stream; what ignores that is no stream
_PERHAPS_PAID = frozenset({"timeout", "malformed"})  # the question at least; an answer that did not come is not counted
_NOTHING = Reply(text="", thoughts="", input_tokens=0, output_tokens=0, whole=False)
_THINKING = 2  # times as long an answer is allowed to a model that thought until nothing was left


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What requests would cost: ``answered`` of them nothing. ``usd`` is None where a price is not known."""

    requests: int
    answered: int
    input_tokens: int
    output_tokens: int  # at most
    usd: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The world outside: replaced in tests."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)  # it may hold keys
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random  # 0 to 1, spreads the waits of several writers


class Completer:
    """Asks language models; safe for threads.

    Raises, when called:
        CompletionError: no endpoint gives an answer. Says what the last one lacked, in one sentence.
        BudgetError: the question could go over the budget and was not asked.
    """

    def __init__(
        self,
        options: CompletionOptions,
        *,
        answers: Answers | None = None,
        spending: Spending | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._options = options
        self._answers: Answers = answers if answers is not None else MemoryAnswers()
        self._around = surroundings or Surroundings()
        self.budget = Budget(options.budget, spending or MemorySpending(), self._around.now)
        self._modes: dict[EndpointOptions, Mode] = {}
        self._whole: set[EndpointOptions] = set()  # those that answer only in one piece
        self._turns = {endpoint: self._make_turns(endpoint) for endpoint in options.endpoints}
        self._asking: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._lock = threading.Lock()

    def _make_turns(self, endpoint: EndpointOptions) -> Turns:
        return Turns(
            at_once=endpoint.concurrency,
            per_minute=endpoint.per_minute,
            clock=self._around.clock,
            sleep=self._around.sleep,
        )

    @property
    def concurrency(self) -> int:
        """How many questions are worth asking at the same time."""
        return sum(endpoint.concurrency for endpoint in self._options.endpoints[:1])

    def context(self, task: str) -> int:
        """The tokens of question and answer that every endpoint of this task takes."""
        return min((endpoint.context for endpoint in self._endpoints(task)), default=0)

    def max_output(self, task: str) -> int:
        """The tokens of one answer that every endpoint of this task gives."""
        return min((endpoint.max_output for endpoint in self._endpoints(task)), default=0)

    def __call__(self, request: Request, told: Told | None = None) -> Completion:
        """The answer, from the archive or from a model.

        ``told`` is given what a model has written so far, from the beginning, as often as there is more of it; nothing
        where the endpoint answers in one piece, and less than before where an answer was cut off and is asked for anew.
        """
        if kept := self.kept(request):
            return kept
        with self._alone(request):
            return self.kept(request) or self._bought(request, told)

    def kept(self, request: Request) -> Completion | None:
        """The answer that was given before, by whichever endpoint; nothing is asked.

        Where words of a request have changed since (another version of Groundwire notes other figures, say), an answer
        about the same text does as well: it is checked like any other, and is not bought again.
        """
        endpoints = self._endpoints(request.task)
        for endpoint in endpoints:
            answer = self._answers.get(request_hash(self._fitted(request, endpoint), endpoint.model))
            if answer:
                return replace(answer, cached=True)
        for endpoint in endpoints if request.subject else ():
            answer = self._answers.about(endpoint.model, request.subject)
            if answer and answer.whole:
                return replace(answer, cached=True)
        return None

    def estimate(self, requests: Sequence[Request]) -> Estimate:
        """What these requests would cost at the endpoint that is asked first. Raises CompletionError without one."""
        if not self._options.endpoints:
            raise CompletionError(_NO_MODEL)
        asked = [request for request in requests if not self.kept(request)]
        inputs = sum(map(_input_tokens, asked))
        outputs = sum(request.max_tokens for request in asked)
        costs = [self._most(request, self._endpoints(request.task)[0]) for request in asked]
        usd = None if None in costs else sum((cost for cost in costs if cost), Decimal(0))
        return Estimate(
            requests=len(requests),
            answered=len(requests) - len(asked),
            input_tokens=inputs,
            output_tokens=outputs,
            usd=usd,
        )

    def _most(self, request: Request, endpoint: EndpointOptions) -> Decimal | None:
        fitted = self._fitted(request, endpoint)
        return price(endpoint, input_tokens=_input_tokens(fitted), output_tokens=fitted.max_tokens)

    def _alone(self, request: Request) -> threading.Lock:
        """The lock of this very question, so that two threads do not buy the same answer."""
        with self._lock:
            return self._asking.setdefault(request_hash(request, ""), threading.Lock())

    def _endpoints(self, task: str) -> tuple[EndpointOptions, ...]:
        wanted = self._options.tasks.get(task, TaskOptions()).endpoints
        if not wanted:
            return self._options.endpoints
        named = {endpoint.name: endpoint for endpoint in self._options.endpoints}
        return tuple(named[name] for name in wanted)

    def _fitted(self, request: Request, endpoint: EndpointOptions) -> Request:
        """The request with what the settings change for its task."""
        task = self._options.tasks.get(request.task, TaskOptions())
        most = min(task.max_output or request.max_tokens, endpoint.max_output)
        temperature = request.temperature if task.temperature is None else task.temperature
        return replace(request, max_tokens=most, temperature=temperature)

    def _bought(self, request: Request, told: Told | None) -> Completion:
        last: CompletionError | None = None
        for endpoint in self._endpoints(request.task):
            try:
                return self._ask(self._fitted(request, endpoint), endpoint, told)
            except Trouble as trouble:
                _LOG.warning("%s: %s %s", endpoint.title, trouble.kind, trouble.detail)
                last = CompletionError(trouble.sentence(endpoint.title))
        raise last or CompletionError(_NO_MODEL)

    def _ask(self, request: Request, endpoint: EndpointOptions, told: Told | None) -> Completion:
        key = read_key(endpoint, self._around.environment)
        name = request_hash(request, endpoint.model)
        for mode in self._possible_modes(request, endpoint):
            try:
                answer = self._streamed(request, endpoint, key=key, mode=mode, told=told)
            except Trouble as trouble:
                if trouble.kind not in _REFUSES_MODE or mode == "text":
                    raise
                _LOG.info("%s does not take %s: %s", endpoint.title, mode, trouble.detail)
                continue
            if request.schema is not None:
                self._modes[endpoint] = mode
            self._answers.put(name, request, answer)
            return answer
        raise Trouble("rejected")

    def _possible_modes(self, request: Request, endpoint: EndpointOptions) -> Sequence[Mode]:
        wanted = self._options.tasks.get(request.task, TaskOptions()).output or endpoint.output
        if request.schema is None or wanted == "text":
            return ("text",)
        if wanted != "auto":
            return (wanted,)
        found = self._modes.get(endpoint)
        return _MODES[_MODES.index(found) :] if found else _MODES

    def _streamed(
        self, request: Request, endpoint: EndpointOptions, *, key: Key, mode: Mode, told: Told | None
    ) -> Completion:
        """The answer as it is written where somebody is told of it; in one piece where the endpoint does not stream."""
        if told is None or endpoint in self._whole:
            return self._attempts(request, endpoint, key=key, mode=mode)
        try:
            return self._attempts(request, endpoint, key=key, mode=mode, told=told)
        except Trouble as trouble:
            if not _refuses_stream(trouble):
                raise
            _LOG.info("%s does not stream: %s", endpoint.title, trouble.detail)
        answer = self._attempts(request, endpoint, key=key, mode=mode)
        self._whole.add(endpoint)
        return answer

    def _attempts(
        self, request: Request, endpoint: EndpointOptions, *, key: Key, mode: Mode, told: Told | None = None
    ) -> Completion:
        waits = self._waits(endpoint)
        while True:
            try:
                return self._once(request, endpoint, key=key, mode=mode, told=told)
            except Trouble as trouble:
                if told and _refuses_stream(trouble):
                    raise
                wait = next(waits, None)
                asked = trouble.retry_after or 0.0
                if not trouble.again or wait is None or asked > _LONGEST_WAIT:
                    if trouble.partial and trouble.partial.text:  # paid for, and read as far as it goes
                        return self._completion(trouble.partial, request, endpoint)
                    raise
                _LOG.info("%s: %s, again in %.1f s", endpoint.title, trouble.kind, max(wait, asked))
                self._turns[endpoint].hold(asked)
                self._around.sleep(max(wait, asked))

    def _waits(self, endpoint: EndpointOptions) -> Iterator[float]:
        for attempt in range(endpoint.attempts - 1):
            yield min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt) * (0.5 + self._around.chance() / 2)

    def _once(
        self, request: Request, endpoint: EndpointOptions, *, key: Key, mode: Mode, told: Told | None
    ) -> Completion:
        reply = self._paid(request, endpoint, key=key, mode=mode, told=told)
        if not reply.text and reply.thoughts:
            longer = min(endpoint.max_output, request.max_tokens * _THINKING)
            reply = self._paid(replace(request, max_tokens=longer), endpoint, key=key, mode=mode, told=told)
        if not reply.text:
            raise Trouble("empty", detail=f"{reply.output_tokens} tokens, none of them an answer")
        return self._completion(reply, request, endpoint)

    def _completion(self, reply: Reply, request: Request, endpoint: EndpointOptions) -> Completion:
        reply = _counted(reply, request)
        return Completion(
            text=reply.text,
            model=endpoint.model,
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
            whole=reply.whole,
            usd=_cost(reply, endpoint),
        )

    def _paid(self, request: Request, endpoint: EndpointOptions, *, key: Key, mode: Mode, told: Told | None) -> Reply:
        """One question within the budget."""
        most = self._most(request, endpoint)
        bound = Spent(tokens=_input_tokens(request) + request.max_tokens, usd=most or Decimal(0))
        with (
            self._turns[endpoint].turn(),
            self.budget.question(bound, priced=most is not None, title=endpoint.title) as count,
        ):
            try:
                reply = _counted(call(request, endpoint, key=key, mode=mode, told=told), request)
            except Trouble as trouble:
                if trouble.partial or trouble.kind in _PERHAPS_PAID:
                    count(_spent(_counted(trouble.partial or _NOTHING, request), endpoint))
                raise
            count(_spent(reply, endpoint))
        return reply


def _refuses_stream(trouble: Trouble) -> bool:
    """Whether the same question may be answered in one piece: nothing came, and not for want of a server."""
    return trouble.kind in _REFUSES_STREAM and not (trouble.partial and trouble.partial.text)


def _spent(reply: Reply, endpoint: EndpointOptions) -> Spent:
    return Spent(tokens=reply.input_tokens + reply.output_tokens, usd=_cost(reply, endpoint) or Decimal(0))


def _cost(reply: Reply, endpoint: EndpointOptions) -> Decimal | None:
    return price(endpoint, input_tokens=reply.input_tokens, output_tokens=reply.output_tokens)


def _counted(reply: Reply, request: Request) -> Reply:
    """With tokens estimated where the server did not count them."""
    if reply.input_tokens:
        return reply
    written = estimate_tokens(reply.text) + estimate_tokens(reply.thoughts)
    return replace(reply, input_tokens=_input_tokens(request), output_tokens=written)


def _input_tokens(request: Request) -> int:
    shown = sum(estimate_tokens(message.text) + 4 for message in request.messages)  # 4: the marks of a turn
    return shown + estimate_tokens(str(request.schema or "")) + estimate_tokens(request.plain)
