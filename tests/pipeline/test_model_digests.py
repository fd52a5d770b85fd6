"""Digests and answers by a model over HTTP: checked, told apart from the documents' own, and never worse than them."""

import json
from pathlib import Path
from typing import Any

import pytest

from groundwire.models import Brief, CompletionError, Query
from tests.brief.abstractive.writer_fakes import in_json
from tests.completion.scripted_server import ScriptedServer, Step
from tests.pipeline.model_desk import GOOD, RIGHT, articles, model_desk, records

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


def test_the_same_digest_and_answer_are_bought_once(tmp_path: Path) -> None:
    said = in_json([(FORD, [number]) for number in range(1, 9)], ("Ford", [(WRONG, [1])]))
    with ScriptedServer([Step(content=said)]) as server:
        with model_desk(tmp_path / "desk", [server.url]) as desk:
            desk.add(articles(tmp_path, 2))
            before = desk.digest_cost(Query(), None, language="en")
            nothing = len(server.requests)
            digest = desk.digest(Query(), None, language="en", engine="model")
            answer = desk.ask(QUESTION, language="en", engine="model")
            asked = len(server.requests)
        with model_desk(tmp_path / "desk", [server.url]) as desk:
            assert desk.digest(Query(), None, language="en", engine="model") == digest
            assert desk.ask(QUESTION, language="en", engine="model") == answer
            after = desk.digest_cost(Query(), None, language="en")
            answered = desk.answer_cost(QUESTION, language="en")
            assert desk.answer_cost("谁在火星上种土豆？", language="en").requests == 0
    assert (before.requests, before.answered, nothing) == (1, 0, 0)
    assert (after.requests, after.answered, answered.requests, answered.answered) == (1, 1, 1, 1)
    assert len(server.requests) == asked


def test_a_second_judge_is_asked_where_it_is_set_and_once(tmp_path: Path) -> None:
    def script(body: dict[str, Any]) -> Step:
        if "entailed" not in str(body["messages"]):
            return Step(content=GOOD)
        return Step(content=json.dumps({"judgement": "neutral" if RIGHT[1] in str(body["messages"]) else "entailed"}))

    with ScriptedServer(script) as server, model_desk(tmp_path / "desk", [server.url], judge=True) as desk:
        desk.add(articles(tmp_path, 1))
        record = records(desk)[0]
        seen: list[Brief] = []
        brief = desk.model_briefs.write(record, "en", watch=seen.append)
        asked = len(server.requests)
        desk.rebuild()
        assert desk.model_briefs.kept(record, "en") == brief
        assert len(server.requests) == asked
    own = [each.text for each in brief.statements() if not each.stands_in]
    assert own == [RIGHT[0]]

    assert RIGHT[1] in [each.statement.text for each in brief.withheld]
