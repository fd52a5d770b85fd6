"""A model's brief on the pages: asked for by a button, checked; else the document's own sentences."""

import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from groundwire.app.web.application import create_app
from tests.brief.abstractive.writer_fakes import in_json
from tests.completion.scripted_server import ScriptedServer, Step, said_so_far
from tests.pipeline.model_desk import CORE, FORD, GOOD, RIGHT, WRONG, articles, model_desk, records

ENGLISH = {"accept-language": "en"}
PART = ENGLISH | {"hx-request": "true"}


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with one article."""
    folder = tmp_path_factory.mktemp("desk")
    with model_desk(folder / "desk", []) as desk:
        desk.add(articles(folder, 1))
    return folder / "desk"


@pytest.fixture
def filled(_made: Path, tmp_path: Path) -> Path:
    """A desk of its own for each test, with one article."""
    return Path(shutil.copytree(_made, tmp_path / "desk"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer([Step(content=GOOD)]) as server:
        yield server


def client_of(path: Path, *urls: str) -> TestClient:
    return TestClient(create_app(model_desk(path, urls), hosts=["testserver"]), raise_server_exceptions=False)


def name_of(path: Path) -> str:
    with model_desk(path, []) as desk:
        return records(desk)[0].document.id


def test_without_a_model_nothing_is_offered(filled: Path) -> None:
    client, name = client_of(filled), name_of(filled)
    assert "<button>Have" not in client.get(f"/documents/{name}", headers=ENGLISH).text
    failed = client.post(f"/documents/{name}/brief", headers=ENGLISH)
    assert failed.status_code == 503
    assert "No language model is set" in failed.text


def until_done(client: TestClient, name: str, *, whole: bool = False) -> httpx2.Response:
    """What the page is answered in the end."""
    headers = ENGLISH if whole else PART
    for _ in range(600):
        response = client.get(f"/documents/{name}/brief", headers=headers, follow_redirects=False)
        if 'hx-trigger="every' not in response.text and "refresh" not in response.headers:
            return response
        time.sleep(0.02)
    raise AssertionError("the model never came to an end")


def test_a_failing_model_leaves_the_page_as_it_was_and_says_why(filled: Path) -> None:
    with ScriptedServer([Step(status=400, raw="{}")]) as broken:
        client, name = client_of(filled, broken.url), name_of(filled)
        before = client.get(f"/documents/{name}", headers=ENGLISH).text
        begun = client.post(f"/documents/{name}/brief", headers=PART)
        part = until_done(client, name)
        client.post(f"/documents/{name}/brief", headers=ENGLISH, follow_redirects=False)
        page = until_done(client, name, whole=True)
    own = before[before.index('<div class="brief">') : before.index("Taken word for word")]
    for response in (begun, part):
        assert response.status_code == 200
        assert response.text.lstrip().startswith('<div class="panel"')
        assert own in response.text
    assert "refuses the question" in part.text
    assert "<button>Have a model write" in part.text
    assert page.status_code == 503
    assert "refuses the question" in page.text
    assert "refuses" not in client.get(f"/documents/{name}/brief", headers=PART).text


def test_a_button_brings_the_models_brief_checked_and_it_stays(filled: Path, server: ScriptedServer) -> None:
    client, name = client_of(filled, server.url), name_of(filled)
    assert "Have a model write the brief in English" in client.get("/search", headers=ENGLISH).text
    client.post(f"/documents/{name}/brief", headers=PART)
    part = until_done(client, name).text
    asked = len(server.requests)
    for text in (part, *(client.get(path, headers=ENGLISH).text for path in (f"/documents/{name}", "/search"))):
        assert all(each.replace("'", "&#39;") in text for each in RIGHT)
        assert "1 statement was withheld" in text
        assert text.index(RIGHT[1]) < text.index(WRONG[0]) < text.index("The document&#39;s own sentences")
        assert "small" in text
        assert 'hx-trigger="every' not in text
    assert RIGHT[1] not in client.get(f"/documents/{name}", headers={"accept-language": "zh"}).text
    plain = client.post(f"/documents/{name}/brief", headers=ENGLISH, follow_redirects=False)
    assert (plain.status_code, plain.headers["location"]) == (303, f"/documents/{name}/brief")
    end = client.get(f"/documents/{name}/brief", headers=ENGLISH, follow_redirects=False)
    assert (end.status_code, end.headers["location"]) == (303, f"/documents/{name}")
    assert len(server.requests) == asked


def test_while_a_model_writes_the_page_shows_what_holds_so_far(filled: Path) -> None:
    go_on = threading.Event()

    def script(body: dict[str, Any]) -> Step:
        again = FORD[0] in str(body["messages"]) or WRONG[0] in str(body["messages"])
        if again:  # the failed statement comes back: the rest holds already
            go_on.wait(20)
        return Step(content="{}" if again else GOOD)

    with ScriptedServer(script) as slow:
        client, name = client_of(filled, slow.url), name_of(filled)
        begun = client.post(f"/documents/{name}/brief", headers=PART).text
        assert f'data-stream="/documents/{name}/brief/stream"' in begun
        assert 'hx-trigger="every 3s"' in begun
        assert "A model is writing" in begun
        assert "<button>Have" not in begun
        while "2 statements hold so far" not in (text := client.get(f"/documents/{name}/brief", headers=PART).text):
            time.sleep(0.02)
        assert all(each.replace("'", "&#39;") in text for each in RIGHT)
        assert WRONG[0] not in text
        assert "Taken word for word" in text
        for _ in range(100):  # until the writing stands still
            seen = re.search(r"brief\?seen=(\d+)", text)
            assert seen
            same = client.get(f"/documents/{name}/brief?seen={seen[1]}", headers=PART)
            if same.status_code == 204:
                break
            text = same.text
            time.sleep(0.05)
        assert (same.status_code, same.text) == (204, "")
        assert "2 statements hold" in client.get(f"/documents/{name}", headers=ENGLISH).text
        page = client.get(f"/documents/{name}/brief", headers=ENGLISH)
        assert page.headers["refresh"] == f"3; url=/documents/{name}/brief"
        assert "asks again every few seconds" in page.text
        assert "2 条陈述核对属实" not in client.get(f"/documents/{name}", headers={"accept-language": "zh"}).text
        asked = len(slow.requests)
        client.post(f"/documents/{name}/brief", headers=PART)  # joins
        assert len(slow.requests) == asked
        go_on.set()
        done = until_done(client, name).text
    assert "1 statement was withheld" in done


def test_a_brief_comes_statement_by_statement_as_it_is_written(filled: Path) -> None:
    shown = threading.Event()
    held: list[bool] = []
    sent: list[str] = []

    def between(event: str) -> None:
        if "Ford" in said_so_far(sent) and not held:
            held.append(shown.wait(20))
            time.sleep(2)  # the stream looks by itself, and may be slower than the page that was asked
        sent.append(event)

    answer = in_json([CORE], ("Output", [WRONG, FORD]))
    with ScriptedServer([Step(content=answer, between=between), Step(content="{}")]) as server:
        client, name = client_of(filled, server.url), name_of(filled)
        client.post(f"/documents/{name}/brief", headers=PART)
        watcher = threading.Thread(target=_wait_for, args=(client, name, "1 statement holds so far", shown))
        watcher.start()
        with client.stream("GET", f"/documents/{name}/brief/stream", headers=ENGLISH) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            events = "".join(response.iter_text()).split("\n\n")[:-1]
        watcher.join()
    assert held == [True]
    kinds = [event.splitlines()[0] for event in events]
    assert kinds == ["event: so-far"] * (len(kinds) - 1) + ["event: end"]
    assert all(WRONG[0] not in event for event in events[:-1])
    assert any(CORE[0].replace("'", "&#39;") in event and FORD[0] not in event for event in events)
    assert "1 statement was withheld" in events[-1]
    assert "data-stream" not in events[-1]


def test_a_stream_tells_why_no_model_wrote_and_ends_where_nothing_is_written(filled: Path) -> None:
    with ScriptedServer([Step(status=400, raw="{}")]) as server:
        client, name = client_of(filled, server.url), name_of(filled)
        client.post(f"/documents/{name}/brief", headers=PART)
        failed = client.get(f"/documents/{name}/brief/stream", headers=ENGLISH).text
        again = client.get(f"/documents/{name}/brief/stream", headers=ENGLISH).text
    assert "refuses the question" in failed
    assert again.startswith("event: end\n")
    assert "refuses the question" not in again


def _wait_for(client: TestClient, name: str, words: str, seen: threading.Event) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and words not in client.get(f"/documents/{name}/brief", headers=PART).text:
        time.sleep(0.02)
    seen.set()


def _follow(address: str) -> None:
    with suppress(httpx2.HTTPError), httpx2.stream("GET", address, timeout=30) as response:
        for _ in response.iter_text():
            pass


def test_stopping_the_server_does_not_wait_for_a_model(filled: Path) -> None:
    hung = threading.Event()
    with ScriptedServer(lambda _: Step(content=GOOD) if hung.wait(30) else Step()) as server:
        name = name_of(filled)
        (filled / "settings.toml").write_text(f'[model]\nbase_url = "{server.url}"\nmodel = "small"\n', "utf-8")
        command = [sys.executable, "-m", "groundwire", "--desk", str(filled), "serve", "--port", "0"]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert served.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+", served.stdout.readline())
        assert address
        httpx2.post(f"{address[0]}/documents/{name}/brief", headers=PART, timeout=20)
        while not server.requests:
            time.sleep(0.02)
        reader = threading.Thread(target=_follow, args=(f"{address[0]}/documents/{name}/brief/stream",), daemon=True)
        reader.start()
        time.sleep(0.3)
        served.send_signal(signal.SIGINT)
        _, errors = served.communicate(timeout=20)
        hung.set()
    assert "Traceback" not in errors


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_no_other_site_can_make_it_ask(filled: Path, server: ScriptedServer, headers: dict[str, str]) -> None:
    response = client_of(filled, server.url).post(f"/documents/{name_of(filled)}/brief", headers=headers)
    assert response.status_code == 403
    assert server.requests == []
