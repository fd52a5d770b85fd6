"""Requests against a scripted server: what comes back, what is tried again, what is told."""

import json
import logging
import re
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from groundwire.completion.answers import MemoryAnswers
from groundwire.completion.budget import MemorySpending, Spent
from groundwire.completion.completer import Completer, Surroundings
from groundwire.completion.options import BudgetOptions, CompletionOptions, EndpointOptions, TaskOptions
from groundwire.models import BudgetError, CompletionError, Message, Request, SettingsError
from tests.completion.scripted_server import Script, ScriptedServer, Step, refuse_modes

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": False}
PLAIN = Request(task="brief", messages=(Message(role="user", text="Say it."),), max_tokens=50)
STRUCTURED = replace(PLAIN, schema=SCHEMA, plain="Write one line: a = number.")
SECRET = "sk-test-0123456789abcdefghij"


class World:
    """Surroundings that do not wait but keep how long they would have."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self.slept: list[float] = []
        self.time = 0.0
        self.surroundings = Surroundings(
            environment=environment or {},
            now=lambda: NOW,
            clock=lambda: self.time,
            sleep=self.sleep,
            chance=lambda: 1.0,
        )

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def endpoint(server: ScriptedServer, **changed: Any) -> EndpointOptions:
    given: dict[str, Any] = {"base_url": server.url, "model": "small-model", "name": "first", "timeout": 20.0}
    return EndpointOptions(**(given | changed))


def completer(*endpoints: EndpointOptions, world: World | None = None, **options: Any) -> Completer:
    around = (world or World()).surroundings
    kept = {name: options.pop(name) for name in ("answers", "spending") if name in options}
    return Completer(CompletionOptions(endpoints=endpoints, **options), surroundings=around, **kept)


def test_an_answer_comes_back_with_what_it_took() -> None:
    with ScriptedServer([Step(content="Gallium prices rose.")]) as server:
        answer = completer(endpoint(server))(PLAIN)
    assert (answer.text, answer.model, answer.whole, answer.cached) == (
        "Gallium prices rose.",
        "small-model",
        True,
        False,
    )
    assert (answer.input_tokens, answer.output_tokens, answer.usd) == (2, 10, None)
    assert server.requests[0]["max_tokens"] == 50
    assert server.requests[0]["temperature"] == 0


def test_the_same_question_is_asked_once() -> None:
    answers = MemoryAnswers()
    with ScriptedServer([Step(content="once")]) as server:
        assert completer(endpoint(server), answers=answers)(PLAIN).cached is False
        assert completer(endpoint(server), answers=answers)(PLAIN).cached is True
        assert len(server.requests) == 1
        assert completer(endpoint(server, model="other"), answers=answers)(PLAIN).cached is False
        assert completer(endpoint(server), answers=answers)(replace(PLAIN, temperature=0.5)).cached is False


def test_an_answer_about_the_same_text_does_in_other_words() -> None:
    answers = MemoryAnswers()
    with ScriptedServer([Step(content="once")]) as server:
        ask = completer(endpoint(server), answers=answers)
        ask(replace(PLAIN, subject="s"))
        reworded = replace(PLAIN, messages=(Message(role="user", text="Say it again."),))
        assert ask(replace(reworded, subject="s")).cached is True
        assert ask(reworded).cached is False
        assert ask(replace(reworded, max_tokens=7, subject="t")).cached is False
    other = completer(endpoint(server, model="other", attempts=1), answers=answers)
    assert other.kept(replace(PLAIN, subject="s")) is None


def test_threads_that_ask_the_same_wait_for_one_answer() -> None:
    texts: list[str] = []
    with ScriptedServer([Step(content="once", delay=0.2)]) as server:
        ask = completer(endpoint(server))
        threads = [threading.Thread(target=lambda: texts.append(ask(PLAIN).text)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert texts == ["once"] * 4
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<think>Let me see [2].</think>The price rose.", "The price rose."),
        ("Let me see.\n</think>\nThe price rose.", "The price rose."),
        ("The price rose.<think>Is that right?", "The price rose."),
        ("The price <thinking>up?</thinking>rose.", "The price rose."),
        ("<THINK>a</THINK><reasoning>b</reasoning> The price rose.", "The price rose."),
    ],
)
def test_what_is_thought_aloud_is_no_answer(content: str, text: str) -> None:
    with ScriptedServer([Step(content=content)]) as server:
        assert completer(endpoint(server))(PLAIN).text == text


def test_a_model_that_only_thought_is_given_room_once() -> None:
    steps = [Step(content="", reasoning="Hm, 34 or 35?", finish="length"), Step(content="34")]
    with ScriptedServer(steps) as server:
        assert completer(endpoint(server))(PLAIN).text == "34"
        assert [each["max_tokens"] for each in server.requests] == [50, 100]


@pytest.mark.parametrize(
    "step", [Step(content=""), Step(content=None), Step(content="", reasoning="hm"), Step(content=" ")]
)
def test_an_empty_answer_is_an_error_and_is_not_kept(step: Step) -> None:
    answers = MemoryAnswers()
    with ScriptedServer([step]) as server, pytest.raises(CompletionError, match="first answers with nothing"):
        completer(endpoint(server), answers=answers)(PLAIN)
    with ScriptedServer([Step(content="now")]) as server:
        assert completer(endpoint(server), answers=answers)(PLAIN).text == "now"


def test_a_busy_server_is_waited_for_as_it_asks() -> None:
    world = World()
    busy = Step(status=429, headers={"Retry-After": "7"}, raw="{}")
    with ScriptedServer([busy, busy, Step(content="late")]) as server:
        assert completer(endpoint(server), world=world)(PLAIN).text == "late"
    assert [round(each, 3) for each in world.slept] == [7, 7]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 408])
def test_errors_that_pass_are_tried_again_with_growing_waits(status: int) -> None:
    world = World()
    with ScriptedServer([Step(status=status, raw="busy")] * 3 + [Step(content="late")]) as server:
        assert completer(endpoint(server), world=world)(PLAIN).text == "late"
        assert len(server.requests) == 4
    assert world.slept == [1, 2, 4]


def test_a_server_that_wants_an_hour_is_left() -> None:
    world = World()
    with (
        ScriptedServer([Step(status=429, headers={"Retry-After": "3600"}, raw="{}")]) as server,
        ScriptedServer([Step(content="second")]) as other,
    ):
        assert completer(endpoint(server), endpoint(other, name="b"), world=world)(PLAIN).text == "second"
    assert world.slept == []


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(status=500, raw="{}"), "has an error of its own"),
        (Step(status=429, raw="{}"), "takes no more questions"),
        (Step(status=401, raw="{}"), "refuses the key"),
        (Step(status=402, raw="{}"), "has no credit left"),
        (Step(status=429, raw='{"error": {"code": "insufficient_quota", "message": "no"}}'), "has no credit left"),
        (Step(status=404, raw="{}"), "does not know the model"),
        (Step(status=400, raw="{}"), "refuses the question"),
        (Step(raw="<html>It works!</html>"), "not an answer"),
        (Step(raw='{"choices": []}'), "not an answer"),
        (Step(raw='{"object": "error"}'), "not an answer"),
        (Step(content="The price", cut=40), "cannot be reached"),
        (Step(content="slow", delay=1.0), "did not answer in time"),
    ],
)
def test_what_went_wrong_is_one_sentence(step: Step, said: str) -> None:
    with ScriptedServer([step]) as server, pytest.raises(CompletionError, match=said) as caught:
        completer(endpoint(server, attempts=2, timeout=0.5 if step.delay else 20))(PLAIN)
    assert str(caught.value).startswith("first ")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "given",
    [
        {"base_url": "localhost:11434"},
        {"base_url": "ftp://llm.example.org"},
        {"base_url": "http://[bad"},
        {"base_url": "https://user:secret@llm.example.org/v1"},
        {"base_url": "https://llm.example.org/v1?key=secret"},
        {"model": ""},
    ],
)
def test_an_endpoint_that_cannot_be_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        EndpointOptions(**({"base_url": "http://localhost/v1", "model": "m"} | given))  # type: ignore[arg-type]  # strings
    assert "secret" not in str(caught.value)


def test_endpoints_are_told_apart_by_their_names() -> None:
    one = EndpointOptions(base_url="http://localhost/v1", model="m", name="one")
    with pytest.raises(SettingsError, match="same name"):
        CompletionOptions(endpoints=(one, replace(one, model="n")))
    with pytest.raises(SettingsError, match="'two'"):
        CompletionOptions(endpoints=(one,), tasks={"revise": TaskOptions(endpoints=("two",))})


def test_nobody_there_is_one_sentence() -> None:
    with ScriptedServer([]) as server:
        gone = endpoint(server, attempts=1)
    with pytest.raises(CompletionError, match="cannot be reached"):
        completer(gone)(PLAIN)
    with pytest.raises(CompletionError, match=r"No language model is set"):
        completer()(PLAIN)
    with pytest.raises(CompletionError, match=r"No language model is set"):
        completer().estimate([PLAIN])


def test_the_next_endpoint_answers_for_one_that_fails_and_is_found_again() -> None:
    answers = MemoryAnswers()
    with ScriptedServer([Step(status=500, raw="{}")]) as bad, ScriptedServer([Step(content="good")]) as good:
        pair = (endpoint(bad, attempts=1), endpoint(good, name="second", model="larger"))
        assert completer(*pair, answers=answers)(PLAIN).model == "larger"
        assert completer(*pair, answers=answers)(PLAIN).cached is True
        assert (len(bad.requests), len(good.requests)) == (1, 1)


def test_a_task_may_have_an_endpoint_of_its_own() -> None:
    with ScriptedServer([Step(content="a")]) as one, ScriptedServer([Step(content="b")]) as two:
        ask = completer(
            endpoint(one), endpoint(two, name="second"),
            tasks={"revise": TaskOptions(endpoints=("second",), max_output=33, temperature=0.7)},
        )  # fmt: skip
        assert ask(PLAIN).text == "a"
        assert ask(replace(PLAIN, task="revise")).text == "b"
        assert two.requests[0]["max_tokens"] == 33
        assert two.requests[0]["temperature"] == 0.7


def test_a_schema_goes_as_json_where_the_server_takes_it() -> None:
    with ScriptedServer([Step(content='{"a":1}')]) as server:
        assert completer(endpoint(server))(STRUCTURED).text == '{"a":1}'
    assert server.requests[0]["response_format"]["json_schema"]["schema"]["required"] == ["a"]


@pytest.mark.parametrize(
    ("refused", "counts"), [(("response_format",), (2, 3)), (("response_format", "tools"), (3, 4)), ((), (1, 2))]
)
def test_a_server_without_json_is_asked_for_a_tool_call_then_for_text(
    refused: tuple[str, ...], counts: tuple[int, int]
) -> None:
    with ScriptedServer(refuse_modes(*refused, then=Step(content='{"a":1}'))) as server:
        ask = completer(endpoint(server))
        assert ask(STRUCTURED).text == '{"a":1}'
        assert len(server.requests) == counts[0]
        assert ask(replace(STRUCTURED, max_tokens=51)).text == '{"a":1}'
        assert len(server.requests) == counts[1]  # what it takes was learnt
        asked_for_lines = "one line" in server.requests[-1]["messages"][-1]["content"]
        assert asked_for_lines == (len(refused) == 2)


@pytest.mark.parametrize("output", ["json", "tool", "text"])
def test_the_way_of_the_answer_can_be_set(output: str) -> None:
    with ScriptedServer(refuse_modes(then=Step(content='{"a":1}'))) as server:
        assert completer(endpoint(server, output=output))(STRUCTURED).text == '{"a":1}'
    assert ("response_format" in server.requests[0], "tools" in server.requests[0]) == (
        output == "json",
        output == "tool",
    )


@pytest.mark.parametrize(
    ("step", "request_", "text"),
    [
        (Step(content="The price of gallium rose."), PLAIN, "The price of gallium rose."),
        (Step(content="<think>Hm.</think>The price rose."), PLAIN, "The price rose."),
        (Step(content="The price rose.", reasoning="Hm."), PLAIN, "The price rose."),
        (Step(content='{"a":1}'), STRUCTURED, '{"a":1}'),
        (Step(content="The price rose.", usage=False), PLAIN, "The price rose."),
    ],
)
def test_an_answer_may_be_taken_as_it_is_written(step: Step, request_: Request, text: str) -> None:
    with ScriptedServer([step]) as server:
        answer = completer(endpoint(server, stream=True))(request_)
    assert (answer.text, answer.whole) == (text, True)
    assert answer.input_tokens
    assert server.requests[0]["stream"] is True


def test_a_stream_that_is_cut_off_is_asked_for_again_and_then_used_as_far_as_it_came() -> None:
    step = Step(content="The price of gallium rose by 12% in May, the ministry said.", cut=900)
    spending = MemorySpending()
    with ScriptedServer([step, Step(content="Whole.")]) as server:
        assert completer(endpoint(server, stream=True))(PLAIN).text == "Whole."
    with ScriptedServer([step]) as server:
        answer = completer(endpoint(server, stream=True, attempts=2), spending=spending)(PLAIN)
        assert len(server.requests) == 2
    assert answer.whole is False
    assert answer.text
    assert step.content
    assert step.content.startswith(answer.text)
    assert spending.spent(NOW.date()).tokens > 0
    with ScriptedServer([replace(step, cut=10)]) as server, pytest.raises(CompletionError):
        completer(endpoint(server, stream=True, attempts=2))(PLAIN)


def test_the_key_is_sent_and_shown_nowhere_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another-key-that-is-not-meant-0001")
    caplog.set_level(logging.DEBUG)
    echo = json.dumps({"error": {"message": f"Incorrect API key provided: {SECRET}"}})
    with ScriptedServer([Step(content="fine"), Step(status=401, raw=echo)]) as server:
        world = World({"DESK_KEY": SECRET})
        by_variable = endpoint(server, key_env="DESK_KEY")
        ask = completer(by_variable, world=world)
        assert ask(PLAIN).text == "fine"
        with pytest.raises(CompletionError) as caught:
            ask(replace(PLAIN, max_tokens=9))
        (tmp_path / "key").write_text(SECRET + "\n")
        with pytest.raises(CompletionError):
            completer(endpoint(server, key_file=str(tmp_path / "key")))(PLAIN)
        with pytest.raises(CompletionError):
            completer(endpoint(server))(PLAIN)
    assert [each["authorization"] for each in server.headers] == [f"Bearer {SECRET}"] * 3 + ["Bearer none"]
    shown = [*traceback.format_exception(caught.value), repr(by_variable), repr(ask.__dict__), caplog.text]
    assert "Incorrect API key" in caplog.text
    assert not any(SECRET in text or SECRET[:12] in text for text in shown)


@pytest.mark.parametrize("text", ["", "two words", "línea"])
def test_a_key_that_cannot_be_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    for given in ({"key_file": str(tmp_path / "key")}, {"key_file": str(tmp_path / "none")}, {"key_env": "UNSET"}):
        with ScriptedServer([]) as server, pytest.raises(CompletionError, match="key") as caught:
            completer(endpoint(server, **given))(PLAIN)
        assert not text or text not in str(caught.value)


def test_a_kept_answer_needs_no_key() -> None:
    answers = MemoryAnswers()
    with ScriptedServer([Step(content="kept")]) as server:
        completer(endpoint(server), answers=answers)(PLAIN)
        assert completer(endpoint(server, key_env="UNSET"), answers=answers)(PLAIN).text == "kept"


def test_money_is_counted_by_the_price_in_the_settings() -> None:
    spending = MemorySpending()
    with ScriptedServer([Step(content="a")]) as server:
        priced = endpoint(server, price_input=Decimal(1), price_output=Decimal(10))
        ask = completer(priced, spending=spending)
        assert ask(PLAIN).usd == Decimal("0.000102")
        assert ask(PLAIN).cached
    assert spending.spent(NOW.date()) == Spent(tokens=12, usd=Decimal("0.000102"))
    assert ask.budget.run.usd == Decimal("0.000102")


@pytest.mark.parametrize(
    ("url", "model", "known"),
    [
        ("https://api.openai.com/v1", "gpt-4o-mini", True),
        ("https://api.deepseek.com", "deepseek-chat", True),
        ("http://127.0.0.1:11434/v1", "gpt-4o-mini", False),  # nobody knows what stands behind it
        ("https://llm.example.org/v1", "gpt-4o-mini", False),
    ],
)
def test_an_estimate_says_where_a_price_is_not_known(url: str, model: str, known: bool) -> None:
    estimate = completer(EndpointOptions(base_url=url, model=model)).estimate([PLAIN, STRUCTURED])
    assert (estimate.requests, estimate.answered, estimate.output_tokens) == (2, 0, 100)
    assert estimate.input_tokens > 10
    assert (estimate.usd is not None) == known
    assert not known or Decimal(0) < (estimate.usd or 0) < Decimal("0.01")


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (BudgetOptions(tokens_per_run=150), "150 tokens for this run"),
        (BudgetOptions(tokens_per_day=150), "150 tokens for today"),
        (BudgetOptions(usd_per_run=Decimal("0.0015")), "0.0015 dollars for this run"),
        (BudgetOptions(usd_per_day=Decimal("0.0015")), "0.0015 dollars for today"),
    ],
)
def test_a_budget_stops_before_it_is_gone_over(budget: BudgetOptions, said: str) -> None:
    spending = MemorySpending()
    with ScriptedServer([Step(content="a")]) as server:
        priced = endpoint(server, price_output=Decimal(10))
        ask = completer(priced, budget=budget, spending=spending)
        assert ask(PLAIN).text == "a"
        with pytest.raises(BudgetError, match=said):
            [ask(replace(PLAIN, max_tokens=51 + number)) for number in range(30)]
        assert 1 < len(server.requests) < 15
        assert ask(PLAIN).cached  # what is answered is still given
    assert spending.spent(NOW.date()).tokens <= 150
    assert spending.spent(NOW.date()).usd <= Decimal("0.0015")


def test_what_was_spent_today_counts_in_the_next_run() -> None:
    spending = MemorySpending()
    spending.add(NOW.date(), Spent(tokens=100))
    with ScriptedServer([]) as server, pytest.raises(BudgetError, match="today"):
        completer(endpoint(server), budget=BudgetOptions(tokens_per_day=100), spending=spending)(PLAIN)
    assert server.requests == []


@pytest.mark.parametrize(
    ("step", "tokens"), [(Step(raw="<html>"), 7), (Step(status=500, raw="{}"), 0), (Step(content=""), 12)]
)
def test_a_question_that_failed_may_have_cost(step: Step, tokens: int) -> None:
    spending = MemorySpending()
    with ScriptedServer([step]) as server, pytest.raises(CompletionError):
        completer(endpoint(server, attempts=1), spending=spending)(PLAIN)
    assert spending.spent(NOW.date()).tokens == tokens


def test_importing_is_light() -> None:
    code = "import sys, groundwire.completion, groundwire.brief.abstractive; print({*map(str, sys.modules)})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic_ai", "openai", "genai_prices", "httpx2"} & _names(done.stdout)


def _names(text: str) -> set[str]:
    return set(re.findall(r"'(\w+)'", text))


def test_a_budget_in_dollars_needs_a_price() -> None:
    with ScriptedServer([]) as server, pytest.raises(BudgetError, match="price_input"):
        completer(endpoint(server), budget=BudgetOptions(usd_per_day=Decimal(1)))(PLAIN)
    assert server.requests == []


def test_no_more_are_asked_at_once_than_the_endpoint_takes() -> None:
    running: list[int] = []
    most: list[int] = []

    def answer(body: dict[str, Any]) -> Step:
        running.append(1)
        most.append(len(running))
        threading.Event().wait(0.05)
        running.pop()
        return Step(content=str(body["max_tokens"]))

    with ScriptedServer(answer) as server:
        ask = completer(endpoint(server, concurrency=2))
        _together([lambda n=n: ask(replace(PLAIN, max_tokens=50 + n)) for n in range(6)])  # type: ignore[misc]  # mypy takes no default
    assert max(most) <= 2  # on a busy machine they may not meet at all
    assert len(most) == 6


def _together(jobs: Sequence[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_questions_keep_their_distance() -> None:
    world = World()
    with ScriptedServer([Step(content="a")]) as server:
        ask = completer(endpoint(server, per_minute=30), world=world)
        for number in range(4):
            ask(replace(PLAIN, max_tokens=50 + number))
    assert world.slept == [2, 2, 2]


async def _in_a_loop(ask: Completer) -> str:
    return ask(PLAIN).text


def test_it_can_be_asked_where_an_event_loop_runs() -> None:
    import asyncio

    with ScriptedServer([Step(content="a")]) as server:
        assert asyncio.run(_in_a_loop(completer(endpoint(server)))) == "a"


def test_a_script_may_be_a_function() -> None:
    script: Script = lambda body: Step(content=body["messages"][-1]["content"].upper())  # noqa: E731  shorter than a def
    with ScriptedServer(script) as server:
        assert completer(endpoint(server))(PLAIN).text == "SAY IT."


@pytest.mark.parametrize(
    "script",
    [
        [Step(content="all of it")],
        [Step(content="all of it", streams=False)],
        refuse_modes("stream", then=Step(content="all of it")),
        [Step(content="", streams=False), Step(content="all of it", streams=False)],
    ],
    ids=["streams", "ignores it", "refuses it", "ignores it, and empty"],
)  # fmt: skip
def test_an_answer_is_told_of_while_it_is_written_or_comes_in_one_piece(script: Script | list[Step]) -> None:
    told: list[str] = []
    with ScriptedServer(script) as server:
        ask = completer(endpoint(server))
        answer = ask(PLAIN, told.append)
        first = len(server.requests)
        ask(replace(PLAIN, temperature=0.5), told.append)
        again = len(server.requests) - first
    assert answer.text == "all of it"
    assert all("all of it".startswith(each) for each in told)
    assert again == 1  # it is known by now whether it streams
    assert server.requests[-1].get("stream", False) is bool(told)


def test_a_stream_that_is_cut_off_is_asked_for_again_and_told_anew() -> None:
    told: list[str] = []
    with ScriptedServer([Step(content="x" * 400, cut=2_000), Step(content="all of it")]) as server:
        ask = completer(endpoint(server))
        assert ask(PLAIN, told.append).text == "all of it"
        assert ask(PLAIN, told.append).cached
    assert [request["stream"] for request in server.requests] == [True, True]
