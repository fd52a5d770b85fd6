"""`--engine model` on the command line: what it would cost, what it writes, how it stops."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import Run
from tests.brief.abstractive.writer_fakes import in_json
from tests.completion.scripted_server import ScriptedServer, Step
from tests.pipeline.model_desk import GOOD, RIGHT, WRONG, articles

TOPIC = ("topic", "technology-sovereignty", "--lang", "en")


def configured(desk: Path, url: str, more: str = "") -> Path:
    desk.mkdir(exist_ok=True)
    (desk / "settings.toml").write_text(
        f'[model]\nbase_url = "{url}"\nmodel = "small"\nattempts = 1\nconcurrency = 1\n{more}'
    )
    return desk


def test_a_brief_by_a_model_and_its_estimate(run: Run, tmp_path: Path) -> None:
    file = articles(tmp_path, 1)
    with ScriptedServer([Step(content=GOOD)]) as server:
        desk = configured(tmp_path / "desk", server.url, "price_input = 1\nprice_output = 2\n")
        told = run(desk, "brief", file, "--engine", "model", "--lang", "en", "--dry-run")
        assert (told.returncode, len(server.requests)) == (0, 0)
        assert told.stdout.startswith("Questions to a model: 1, of which 0 were answered before; about ")
        assert "at most $0.0" in told.stdout
        done = run(desk, "brief", file, "--engine", "model", "--lang", "en")
    assert done.returncode == 0
    assert all(each in done.stdout for each in RIGHT)
    assert WRONG[0] not in done.stdout
    assert done.stderr.startswith("Written by small (model-1); 1 statement withheld: ")
    assert done.stderr.endswith(" ×1.\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("style", [(), ("--json",)])
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "None of the statements of small (model-1) could be used"),
        ("zh", "small（model-1）所写陈述均不可用"),
    ],
)
@pytest.mark.parametrize("answer", [in_json([WRONG], ("Output", [WRONG])), GOOD[:40]])
def test_where_nothing_of_the_model_holds_it_is_said(
    run: Run, tmp_path: Path, answer: str, lang: str, told: str, style: tuple[str, ...]
) -> None:
    file = articles(tmp_path, 1)
    with ScriptedServer([Step(content=answer)]) as server:
        desk = configured(tmp_path / "desk", server.url)
        done = run(desk, "brief", file, "--engine", "model", "--lang", lang, *style)
    assert done.returncode == 3
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1
    if not style:
        assert done.stdout == run(tmp_path / "none", "brief", file).stdout


def test_where_no_model_answers_the_documents_own_sentences_stand(run: Run, tmp_path: Path) -> None:
    file = articles(tmp_path, 1)
    with ScriptedServer([Step(status=400, raw="{}")]) as server:
        desk = configured(tmp_path / "desk", server.url)
        done = run(desk, "brief", file, "--engine", "model", "--lang", "en")
    assert done.returncode == 3
    assert done.stderr == "No brief by a model: small at 127.0.0.1 refuses the question.\n"
    assert done.stdout == run(tmp_path / "none", "brief", file).stdout


@pytest.mark.parametrize("command", [("brief", "{file}"), TOPIC])
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_without_a_model_one_sentence_says_what_to_set(
    run: Run, tmp_path: Path, command: tuple[str, ...], more: tuple[str, ...]
) -> None:
    file = articles(tmp_path, 1)
    done = run(tmp_path / "none", *(each.format(file=file) for each in command), "--engine", "model", *more)
    assert done.returncode == 1
    assert "write base_url and model under [model]" in done.stderr.splitlines()[-1]


def test_a_topic_is_written_about_until_the_budget_ends_and_goes_on_later(run: Run, tmp_path: Path) -> None:
    with ScriptedServer([Step(content=GOOD)]) as server:
        desk = configured(tmp_path / "desk", server.url, "tokens_per_run = 6200\n")
        run(desk, "add", articles(tmp_path, 4))
        told = json.loads(run(desk, *TOPIC, "--engine", "model", "--dry-run", "--json").stdout)
        assert (told["requests"], told["answered"]) == (4, 0)
        done = run(desk, *TOPIC, "--engine", "model")
        assert done.returncode == 3
        assert 0 < done.stdout.count(RIGHT[0]) < 4
        assert "over the budget of 6,200 tokens for this run" in done.stderr
        assert "of 4 documents remain without a model's brief" in done.stderr
        configured(desk, server.url)
        done = run(desk, *TOPIC, "--engine", "model")
        assert (done.returncode, done.stdout.count(RIGHT[0])) == (0, 4)
        assert done.stderr.count("Written by small (model-1); 1 statement withheld: ") == 4
        for style in ("markdown", "html"):
            printed = run(desk, *TOPIC, "--engine", "model", "--format", style).stdout
            assert printed.count("Written by small (model-1); 1 statement withheld: ") == 4
        asked = len(server.requests)
        assert run(desk, "rebuild").returncode == 0
        assert run(desk, *TOPIC, "--engine", "model").stdout == done.stdout
        assert len(server.requests) == asked
    assert RIGHT[0] not in run(desk, *TOPIC).stdout


def test_a_topic_of_which_nothing_holds_is_an_error_and_of_which_some_does_is_none(run: Run, tmp_path: Path) -> None:
    def script(body: dict[str, Any]) -> Step:
        return Step(content=GOOD if right and "这是第1篇报道" in str(body["messages"]) else in_json([WRONG]))

    right = False
    with ScriptedServer(script) as server:
        desk = configured(tmp_path / "desk", server.url, "rounds = 0\n")
        run(desk, "add", articles(tmp_path, 2))
        done = run(desk, *TOPIC, "--engine", "model")
        assert done.returncode == 1
        assert "No document got a brief by a model (2 asked about)" in done.stderr
    right = True
    with ScriptedServer(script) as server:
        desk = configured(tmp_path / "other", server.url, "rounds = 0\n")
        run(desk, "add", articles(tmp_path / "again", 2))
        done = run(desk, *TOPIC, "--engine", "model")
    assert done.returncode == 0
    assert "Of 1 of 2 documents nothing that the model wrote could be shown" in done.stderr


def test_what_a_digest_or_an_answer_would_cost_is_told_without_asking(run: Run, tmp_path: Path) -> None:
    with ScriptedServer([Step(content="{}")]) as server:
        desk = configured(tmp_path / "desk", server.url, "price_input = 1\nprice_output = 2\n")
        run(desk, "add", articles(tmp_path, 1))
        for command in (("digest", "--since", "2025-10-01"), ("ask", "福特为什么关闭芝加哥工厂？")):
            told = run(desk, *command, "--engine", "model", "--lang", "en", "--dry-run")
            assert told.returncode == 0
            assert told.stdout.startswith("Questions to a model: 1, of which 0 were answered before; about ")
        assert server.requests == []


def test_a_model_may_judge_what_is_checked(run: Run, tmp_path: Path) -> None:
    brief = tmp_path / "brief.txt"
    brief.write_text(f"{RIGHT[0]} [1]\n{RIGHT[1]} [5]\n", "utf-8")
    file = articles(tmp_path, 1)
    command = ("check", str(brief), "--against", file, "--lang", "en", "--judge", "model")
    with ScriptedServer(lambda body: Step(content="neutral" if RIGHT[1] in str(body["messages"]) else "entailed")) as s:
        desk = configured(tmp_path / "desk", s.url)
        assert run(desk, *command[:-2]).returncode == 0
        assert s.requests == []
        done = run(desk, *command)
        asked = len(s.requests)
        assert run(desk, *command).stdout == done.stdout
        assert len(s.requests) == asked == 2
    assert done.returncode == 3
    assert "the second opinion doubts it" in done.stdout
    none = run(tmp_path / "none", *command)
    assert none.returncode == 1
    assert "write base_url and model under [model]" in none.stderr
