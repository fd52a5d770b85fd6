"""Texts in, their vectors from an OpenAI-compatible endpoint out; tried again, paced and paid for as questions are."""

import logging
import math
import threading
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from groundwire.completion.budget import Budget, MemorySpending, Spending, Spent
from groundwire.completion.completer import Surroundings
from groundwire.completion.keys import Key, read_key
from groundwire.completion.options import BudgetOptions, EndpointOptions
from groundwire.completion.price import price
from groundwire.completion.rates import Turns
from groundwire.completion.trouble import Trouble, of_status, read_trouble
from groundwire.models import CompletionError
from groundwire.text.tokens import estimate_tokens

_LOG = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0  # seconds before the second attempt, doubled each time
_NO_KEY = "none"  # the client wants one, and without it takes OPENAI_API_KEY, which is not for every address


class EndpointEmbedder:
    """Vectors of length 1 by a model behind an address. Safe for several threads.

    Raises, when asked:
        CompletionError: no vectors come, or not as many or not as long as they should be; says why in one sentence.
        BudgetError: it could go over the budget and was not asked.
    """

    def __init__(
        self,
        endpoint: EndpointOptions,
        *,
        budget: BudgetOptions | None = None,
        spending: Spending | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._around = surroundings or Surroundings()
        self._budget = Budget(budget or BudgetOptions(), spending or MemorySpending(), self._around.now)
        self._turns = Turns(
            at_once=endpoint.concurrency,
            per_minute=endpoint.per_minute,
            clock=self._around.clock,
            sleep=self._around.sleep,
        )
        self._lock = threading.Lock()
        self._dimension = 0

    @property
    def model(self) -> str:
        """The model's name: the same model at another address gives the same vectors."""
        return self._endpoint.model

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each; asked once, as somebody waits for it."""
        return self._vectors(texts, attempts=1)

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each."""
        return self._vectors(texts, attempts=self._endpoint.attempts)

    def _vectors(self, texts: Sequence[str], *, attempts: int) -> list[list[float]]:
        if not texts:
            return []
        known = [text.encode("utf-8", "replace").decode("utf-8") or " " for text in texts]
        try:
            return self._tried(known, attempts)
        except Trouble as trouble:
            _LOG.warning("%s: %s %s", self._endpoint.title, trouble.kind, trouble.detail)
            raise CompletionError(trouble.sentence(self._endpoint.title)) from None

    def _tried(self, texts: Sequence[str], attempts: int) -> list[list[float]]:
        key, waits = read_key(self._endpoint, self._around.environment), self._waits(attempts)
        while True:
            try:
                return self._paid(texts, key)
            except Trouble as trouble:
                wait, asked = next(waits, None), trouble.retry_after or 0.0
                if not trouble.again or wait is None or asked > _LONGEST_WAIT:
                    raise
                self._turns.hold(asked)
                self._around.sleep(max(wait, asked))

    def _waits(self, attempts: int) -> Iterator[float]:
        for attempt in range(attempts - 1):
            yield min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt) * (0.5 + self._around.chance() / 2)

    def _paid(self, texts: Sequence[str], key: Key) -> list[list[float]]:
        tokens = sum(map(estimate_tokens, texts))
        cost = price(self._endpoint, input_tokens=tokens, output_tokens=0)
        bound = Spent(tokens=tokens, usd=cost or Decimal(0))
        with (
            self._turns.turn(),
            self._budget.question(bound, priced=cost is not None, title=self._endpoint.title) as count,
        ):
            answer = _call(texts, self._endpoint, key)
            used = answer.usage.prompt_tokens if answer.usage else tokens
            usd = price(self._endpoint, input_tokens=used, output_tokens=0)
            count(Spent(tokens=used, usd=usd or Decimal(0)))
        return self._checked(answer, len(texts))

    def _checked(self, answer: Any, texts: int) -> list[list[float]]:
        rows = sorted(answer.data or (), key=lambda row: row.index)
        if [row.index for row in rows] != list(range(texts)):
            raise Trouble("malformed", detail=f"{len(rows)} vectors for {texts} texts")
        vectors = [_unit(row.embedding) for row in rows]
        with self._lock:
            self._dimension = self._dimension or len(vectors[0])
        wrong = next((vector for vector in vectors if len(vector) != self._dimension), None)
        if wrong is not None:
            raise CompletionError(
                f"{self._endpoint.title} gives vectors of {len(wrong)} numbers, and gave some of {self._dimension}: "
                "they cannot be compared."
            )
        return vectors


def _unit(vector: Sequence[float]) -> list[float]:
    length = math.sqrt(sum(number * number for number in vector))
    if not math.isfinite(length) or length == 0:
        raise Trouble("malformed", detail="a vector without a direction")
    return [number / length for number in vector]


def _call(texts: Sequence[str], endpoint: EndpointOptions, key: Key) -> Any:
    """Ask once and wait. Raises Trouble, which has no key in it."""
    import openai

    client = openai.OpenAI(
        api_key=key.reveal() or _NO_KEY,
        base_url=endpoint.base_url,
        organization="",  # else taken from the environment, where it was not set for this address
        project="",
        max_retries=0,  # tried again here, with our own limits
        timeout=endpoint.timeout,
    )
    trouble = None
    try:
        with client:
            return client.embeddings.create(input=list(texts), model=endpoint.model, encoding_format="float")
    except openai.APIStatusError as error:
        trouble = Trouble(of_status(error.status_code), error.status_code, _asked(error.response.headers), str(error))
    except (openai.APIError, ValueError) as error:
        trouble = read_trouble(error) or Trouble("malformed", detail=str(error))
    trouble.detail = key.hide(trouble.detail)
    # Outside the handler: the library's error may repeat the key, and a traceback would print it.
    raise trouble


def _asked(headers: Any) -> float | None:
    """The seconds that a server asks to wait."""
    text = headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() else None
