"""What is shown of an answer while it is being written: checked statements, and nothing else."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from groundwire.archive.answers import AnswerArchive
from groundwire.brief.abstractive.as_written import AsWritten
from groundwire.brief.abstractive.options import WriterOptions
from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.completion.completer import Completer
from groundwire.completion.options import CompletionOptions, EndpointOptions
from groundwire.models import Brief, Completion, CompletionError, Request
from tests.brief.abstractive.writer_fakes import assigned, in_json, known, texts
from tests.brief.brief_documents import ZH
from tests.completion.scripted_server import ScriptedServer, Step, said_so_far
from tests.pipeline.model_desk import CORE, FORD, GOOD, WRONG

LINES = f"Core Insights\n- {CORE[0]} [1]\nGroup 1: Output\n- {WRONG[0]} [2]\n- {FORD[0]} [5]"


class Slow:
    """Writes an answer a few characters at a time, and waits until each piece was looked at."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def __call__(self, request: Request, told: Callable[[str], None] | None = None) -> Completion:
        if told and request.task == "brief":
            assert isinstance(told, AsWritten)
            for end in range(0, len(self._answer), 20):
                told(self._answer[:end])
        return Completion(text=self._answer if request.task == "brief" else "{}", model="slow")


def watched(writer_asks: object, *, rounds: int = 0, method: str = "brief") -> tuple[list[list[str]], Brief]:
    entities, annotator = known()
    seen: list[list[str]] = []
    writer = ModelWriter(
        complete=writer_asks,  # type: ignore[arg-type]  # any of these
        checker=Checker(annotate=annotator.annotate, entities=entities),
        entities=entities,
        options=WriterOptions(rounds=rounds, method=method),  # type: ignore[arg-type]
    )
    brief = writer.write(assigned(ZH), lambda part: seen.append(own(part)))
    return seen, brief


def own(brief: Brief) -> list[str]:
    return texts([each for each in brief.statements() if not each.stands_in])


@pytest.mark.parametrize("answer", [GOOD, LINES, json.dumps(json.loads(GOOD), indent=2)])
def test_only_what_holds_is_shown_and_never_half_a_statement(answer: str) -> None:
    seen, brief = watched(Slow(answer))
    assert own(brief) == [CORE[0], FORD[0]]
    assert all(set(part) <= {CORE[0], FORD[0]} for part in seen)
    assert sorted(map(len, seen)) == list(map(len, seen))


def test_a_statement_is_there_before_the_next_is_written(tmp_path: Path) -> None:
    shown = threading.Event()
    waited: list[bool] = []

    def between(event: str) -> None:
        if "Ford" in said_so_far(sent) and not waited:
            waited.append(shown.wait(10))
        sent.append(event)

    sent: list[str] = []
    answer = in_json([CORE], ("Plants", [FORD, FORD]))
    entities, annotator = known()
    with ScriptedServer([Step(content=answer, between=between), Step(content="{}")]) as server:
        endpoint = EndpointOptions(base_url=server.url, model="small", timeout=20)
        writer = ModelWriter(
            complete=Completer(CompletionOptions(endpoints=(endpoint,)), answers=AnswerArchive(tmp_path)),
            checker=Checker(annotate=annotator.annotate, entities=entities), entities=entities,
        )  # fmt: skip
        brief = writer.write(assigned(ZH), lambda part: shown.set() if own(part) == [CORE[0]] else None)
        assert waited == [True]
        assert server.requests[0]["stream"] is True
        again: list[Brief] = []
        assert writer.write(assigned(ZH), again.append) == brief
        assert len(server.requests) == 1


def test_sentences_are_shown_one_by_one() -> None:
    seen, brief = watched(lambda request, told=None: Completion(text=FORD[0], model="m"), method="sentences")
    assert len(seen) >= len(list(brief.statements()))


def test_an_error_while_it_is_shown_is_met_with_the_whole_answer() -> None:
    shown: list[str] = []
    done = threading.Event()

    def show(text: str) -> None:
        shown.append(text)
        done.set()
        raise CompletionError("The judge does not answer.")

    with AsWritten(show) as tell:
        tell("a")
        done.wait(10)
        tell("ab")
    assert shown == ["a"]


def test_what_came_meanwhile_is_skipped_and_nothing_is_shown_after_the_end() -> None:
    shown: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def show(text: str) -> None:
        shown.append(text)
        begun.set()
        go_on.wait(10)

    with AsWritten(show) as tell:
        tell("a")
        begun.wait(10)
        for text in ("ab", "abc"):
            tell(text)
        threading.Timer(0.05, go_on.set).start()
    tell("abcd")
    assert shown == ["a"]
