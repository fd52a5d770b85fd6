"""Digests and answers by a model over HTTP: checked, told apart from the documents' own, and never worse than them."""

from pathlib import Path

import pytest

from groundwire.models import CompletionError, Query
from tests.brief.abstractive.writer_fakes import in_json
from tests.completion.scripted_server import ScriptedServer, Step
from tests.pipeline.model_desk import articles, model_desk

QUESTION = "福特为什么关闭芝加哥工厂？"
FORD = "Ford Motor closed its Chicago plant for a week in May because of a magnet shortage."
WRONG = "Ford Motor closed its Detroit plant for 9 weeks because of a strike."


def test_a_digest_by_a_model_shows_only_what_holds(tmp_path: Path) -> None:
    said = in_json([(FORD, [number]) for number in range(1, 9)], ("Ford", [(WRONG, [1])]))
    with ScriptedServer([Step(content=said)]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 2))
        own = desk.digest(Query(), None, language="en")
        digest = desk.digest(Query(), None, language="en", engine="model")

    texts = [each.text for each in digest.said()]
    assert WRONG not in texts
    assert all(each.verdict.outcome == "supported" for each in digest.said())
    assert (digest.documents, digest.matching) == (own.documents, own.matching)
    if digest.engine == "model-1":
        assert digest.model == "small"
        assert FORD in texts


def test_an_answer_by_a_model_cites_the_paragraph_that_bears_it(tmp_path: Path) -> None:
    said = in_json([(FORD, [1])])
    with ScriptedServer([Step(content=said)]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 1))
        own = desk.ask(QUESTION, language="zh")
        answer = desk.ask(QUESTION, language="en", engine="model")

    assert "芝加哥" in own.said[0].text
    assert [each.text for each in answer.said] == [FORD]
    assert (answer.engine, answer.model) == ("model-1", "small")
    assert answer.said[0].cited[0].paragraph == own.said[0].cited[0].paragraph


def test_a_model_that_is_wrong_leaves_the_answer_of_the_documents(tmp_path: Path) -> None:
    said = in_json([(WRONG, [1])])
    with ScriptedServer([Step(content=said)]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 1))
        answer = desk.ask(QUESTION, language="en", engine="model")

    assert answer.engine.startswith("extractive")
    assert "芝加哥" in answer.said[0].text


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    with model_desk(tmp_path / "desk", []) as desk:
        desk.add(articles(tmp_path, 1))
        with pytest.raises(CompletionError, match="No language model is set"):
            desk.ask(QUESTION, language="en", engine="model")
