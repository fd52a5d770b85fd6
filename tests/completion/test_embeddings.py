"""Vectors from a scripted server: what comes back, what is tried again, what is told, and that no key is."""

import json
import logging
import traceback
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from groundwire.completion.budget import MemorySpending
from groundwire.completion.embeddings import EndpointEmbedder
from groundwire.completion.options import BudgetOptions, EndpointOptions
from groundwire.models import BudgetError, CompletionError
from tests.completion.scripted_server import ScriptedServer, Step
from tests.completion.test_completer import NOW, SECRET, World

ANSWER = {"object": "list", "model": "m", "usage": {"prompt_tokens": 7, "total_tokens": 7}}


def vectors(*rows: list[float], **changed: Any) -> Step:
    data = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(rows)]
    return Step(raw=json.dumps({**ANSWER, "data": data, **changed}))


def embedder(server: ScriptedServer, world: World | None = None, **changed: Any) -> EndpointEmbedder:
    budget = changed.pop("budget", None)
    spending = changed.pop("spending", None)
    options = EndpointOptions(base_url=server.url, model="m", name="far", timeout=20.0, **changed)
    around = (world or World()).surroundings
    return EndpointEmbedder(options, budget=budget, spending=spending, surroundings=around)


def test_vectors_come_in_order_and_of_length_one() -> None:
    swapped = json.loads(vectors([3.0, 4.0], [0.0, 2.0]).raw or "")
    swapped["data"].reverse()
    with ScriptedServer([Step(raw=json.dumps(swapped))]) as server:
        assert embedder(server).passages(["one", ""]) == [[0.6, 0.8], [0.0, 1.0]]
        assert embedder(server).passages([]) == []
    assert [each["input"] for each in server.requests] == [["one", " "]]
    assert server.requests[0]["model"] == "m"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_or_broken_server_is_asked_again(status: int) -> None:
    world = World()
    with ScriptedServer([Step(status=status, raw="{}", headers={"retry-after": "3"}), vectors([1.0, 0.0])]) as server:
        assert embedder(server, world).passages(["one"]) == [[1.0, 0.0]]
    assert world.slept[0] == 3.0


@pytest.mark.parametrize(
    "cut", [vectors([1.0], [1.0]), vectors(), Step(raw="{}"), Step(raw="not json"), vectors([0.0])]
)
def test_what_is_no_answer_is_asked_again_and_then_told(cut: Step) -> None:
    with ScriptedServer([cut]) as server, pytest.raises(CompletionError, match="not an answer"):
        embedder(server, attempts=2).passages(["one"])
    assert len(server.requests) == 2


def test_a_server_that_stays_broken_is_told_in_one_sentence() -> None:
    with (
        ScriptedServer([Step(status=500, raw="{}")]) as server,
        pytest.raises(CompletionError, match="error of its own"),
    ):
        embedder(server, attempts=3).passages(["one"])
    assert len(server.requests) == 3


def test_vectors_of_another_length_are_told() -> None:
    with ScriptedServer([vectors([1.0, 0.0]), vectors([1.0, 0.0, 0.0])]) as server:
        made = embedder(server)
        made.passages(["one"])
        with pytest.raises(CompletionError, match="vectors of 3 numbers"):
            made.passages(["two"])


def test_the_key_is_sent_and_never_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "groundwire")
    refused = Step(status=401, raw=json.dumps({"error": {"message": f"Incorrect API key provided: {SECRET}"}}))
    with ScriptedServer([refused]) as server, pytest.raises(CompletionError, match="refuses the key") as caught:
        embedder(server, World({"FAR_KEY": SECRET}), key_env="FAR_KEY").passages(["one"])
    assert server.headers[0]["authorization"] == f"Bearer {SECRET}"
    assert SECRET not in "".join(traceback.format_exception(caught.value)) + caplog.text


def test_the_budget_ends_it_before_it_is_asked() -> None:
    spending = MemorySpending()
    with ScriptedServer([vectors([1.0])]) as server:
        made = embedder(server, budget=BudgetOptions(tokens_per_day=10), spending=spending)
        made.passages(["one"])
        assert spending.spent(NOW.date()).tokens == 7
        with pytest.raises(BudgetError):
            made.passages(["a text of more tokens than are left of the day"])
    assert len(server.requests) == 1


def test_what_it_costs_is_counted() -> None:
    spending = MemorySpending()
    with ScriptedServer([vectors([1.0])]) as server:
        embedder(server, spending=spending, price_input=Decimal(1_000_000), price_output=Decimal(0)).passages(["one"])
    assert spending.spent(NOW.date()).usd == 7


def test_the_place_of_the_key_must_hold_one() -> None:
    missing: Callable[[], object] = lambda: embedder(server, key_env="FAR_KEY").passages(["one"])  # noqa: E731
    with ScriptedServer([vectors([1.0])]) as server, pytest.raises(CompletionError, match="FAR_KEY"):
        missing()
    assert server.requests == []


def test_who_waits_for_an_answer_is_not_kept_waiting() -> None:
    world = World()
    with ScriptedServer([Step(status=500, raw="{}"), vectors([1.0])]) as server:
        made = embedder(server, world)
        with pytest.raises(CompletionError):
            made.questions(["one"])
        assert made.questions(["one"]) == [[1.0]]
    assert world.slept == []
