"""Briefs by a model beside the extractive ones: bought once, held to a budget, there again after a rebuild."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwire.completion.budget import Spent
from groundwire.desk import Desk
from groundwire.library.state import State
from groundwire.models import Brief, CompletionError
from groundwire.pipeline.model_briefs import KeptSpending
from tests.completion.scripted_server import ScriptedServer, Step
from tests.pipeline.model_desk import GOOD, RIGHT, articles, model_desk, records


def own(brief: Brief | None) -> list[str]:
    assert brief
    return [each.text for each in brief.statements() if not each.stands_in]


def spent_today(desk: Desk) -> Spent:
    state = State(f"sqlite:///{desk.path / 'state.db'}")
    spent = KeptSpending(lambda: state).spent(datetime.now(UTC).date())
    state.close()
    return spent


def test_what_is_written_is_kept_and_a_rebuild_gives_the_same_without_asking(tmp_path: Path) -> None:
    with ScriptedServer([Step(content=GOOD)]) as server:
        with model_desk(tmp_path / "desk", [server.url]) as desk:
            desk.add(articles(tmp_path, 1))
            (record,) = records(desk)
            assert desk.model_briefs.shown(record, "en") == record
            written = desk.model_briefs.write(record, "en")
            asked = len(server.requests)
            assert own(written) == RIGHT
            assert (written.engine, written.model, written.language) == ("model-1", "small", "en")
            assert [each.statement.verdict.outcome != "supported" for each in written.withheld] == [True]
            spent = spent_today(desk)
            assert spent.tokens > 0
        with model_desk(tmp_path / "desk", [server.url]) as again:
            for _ in range(2):
                again.rebuild()
                (record,) = records(again)
                assert again.model_briefs.kept(record, "en") == written
                assert spent_today(again) == spent
            (tmp_path / "desk" / "state.db").write_bytes(b"no database")  # what was written must be found out then
            again.close()
            again.rebuild()
            assert again.model_briefs.kept(records(again)[0], "en") == written
            assert again.model_briefs.kept(records(again)[0], "zh") is None
        assert len(server.requests) == asked


def test_a_rebuild_without_a_model_keeps_what_was_written_and_checks_it_anew(tmp_path: Path) -> None:
    with ScriptedServer([Step(content=GOOD)]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 1))
        written = desk.model_briefs.write(records(desk)[0], "en")
    with model_desk(tmp_path / "desk", []) as without:
        without.rebuild()
        assert without.model_briefs.kept(records(without)[0], "en") == written


def test_a_batch_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with ScriptedServer([Step(content=GOOD)]) as server:
        with model_desk(tmp_path / "desk", [server.url], tokens_per_run=6_200) as desk:
            desk.add(articles(tmp_path, 4))
            missing = desk.model_briefs.missing(records(desk), "en")
            assert len(missing) == 4
            estimate = desk.model_briefs.estimate(missing, "en")
            assert (estimate.requests, estimate.answered, len(server.requests)) == (4, 0, 0)
            done = list(desk.model_briefs.write_all(missing, "en"))
            left = [each for each in done if each.brief is None]
            assert 0 < len(left) < 4
            assert all("over the budget" in each.reason and not each.asked for each in left)
        with model_desk(tmp_path / "desk", [server.url]) as desk:
            missing = desk.model_briefs.missing(records(desk), "en")
            assert {each.document.id for each in missing} == {each.record.document.id for each in left}
            assert all(own(each.brief) == RIGHT for each in desk.model_briefs.write_all(missing, "en"))
            assert desk.model_briefs.missing(records(desk), "en") == []


def test_the_budget_of_a_day_holds_over_runs(tmp_path: Path) -> None:
    with ScriptedServer([Step(content=GOOD)]) as server:
        for number in range(3):
            with model_desk(tmp_path / "desk", [server.url], tokens_per_day=6_200) as desk:
                if number == 0:
                    desk.add(articles(tmp_path, 4))
                list(desk.model_briefs.write_all(desk.model_briefs.missing(records(desk), "en"), "en"))
                desk.rebuild()
                left = len(desk.model_briefs.missing(records(desk), "en"))
            assert 0 < left < 4


def test_a_model_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    with ScriptedServer([Step(status=400, raw="{}")]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 6))
        done = list(desk.model_briefs.write_all(records(desk), "en"))
    assert [each.brief for each in done] == [None] * 6
    assert sum(each.asked for each in done) == 3
    assert {each.reason for each in done} == {"small at 127.0.0.1 refuses the question."}


def test_the_next_endpoint_answers_for_one_that_fails(tmp_path: Path) -> None:
    broken, good = ScriptedServer([Step(status=400, raw="{}")]), ScriptedServer([Step(content=GOOD)])
    with broken, good, model_desk(tmp_path / "desk", [broken.url, good.url]) as desk:
        desk.add(articles(tmp_path, 1))
        assert own(desk.model_briefs.write(records(desk)[0], "en")) == RIGHT


def test_without_a_model_it_is_said_what_to_set(tmp_path: Path) -> None:
    with model_desk(tmp_path / "desk", []) as desk:
        desk.add(articles(tmp_path, 1))
        with pytest.raises(CompletionError, match=r"write base_url and model under \[model\]"):
            desk.model_briefs.write(records(desk)[0], "en")


def test_a_document_that_is_not_the_desks_is_written_about_once_and_not_kept(tmp_path: Path) -> None:
    with ScriptedServer([Step(content=GOOD)]) as server:
        for _ in range(2):
            with model_desk(tmp_path / "desk", [server.url]) as desk:
                (record,) = desk.brief(articles(tmp_path, 1))
                assert own(desk.model_briefs.write(record, "en", keep=False)) == RIGHT  # type: ignore[arg-type]  # read
                assert desk.model_briefs.kept(record, "en") is None  # type: ignore[arg-type]
                asked = len(server.requests)
                assert not desk.exists
        assert len(server.requests) == asked
