"""A model's brief on the pages: asked for by a button, checked; else the document's own sentences."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from groundwire.app.web.application import create_app
from tests.completion.scripted_server import ScriptedServer, Step
from tests.pipeline.model_desk import GOOD, RIGHT, WRONG, articles, model_desk, records

ENGLISH = {"accept-language": "en"}


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


def test_a_failing_model_leaves_the_page_as_it_was_and_says_why(filled: Path) -> None:
    with ScriptedServer([Step(status=400, raw="{}")]) as broken:
        client, name = client_of(filled, broken.url), name_of(filled)
        before = client.get(f"/documents/{name}", headers=ENGLISH).text
        part = client.post(f"/documents/{name}/brief", headers=ENGLISH | {"hx-request": "true"})
    assert part.status_code == 200
    assert part.text.lstrip().startswith('<div class="panel"')
    assert "refuses the question" in part.text
    own = before[before.index('<div class="brief">') : before.index("Taken word for word")]
    assert own in part.text


def test_a_button_brings_the_models_brief_checked_and_it_stays(filled: Path, server: ScriptedServer) -> None:
    client, name = client_of(filled, server.url), name_of(filled)
    assert "Have a model write the brief in English" in client.get("/search", headers=ENGLISH).text
    part = client.post(f"/documents/{name}/brief", headers=ENGLISH | {"hx-request": "true"}).text
    asked = len(server.requests)
    for text in (part, *(client.get(path, headers=ENGLISH).text for path in (f"/documents/{name}", "/search"))):
        assert all(each.replace("'", "&#39;") in text for each in RIGHT)
        assert "1 statement was withheld" in text
        assert text.index(RIGHT[1]) < text.index(WRONG[0]) < text.index("The document&#39;s own sentences")
        assert "small" in text
    assert RIGHT[1] not in client.get(f"/documents/{name}", headers={"accept-language": "zh"}).text
    plain = client.post(f"/documents/{name}/brief", headers=ENGLISH, follow_redirects=False)
    assert (plain.status_code, plain.headers["location"]) == (303, f"/documents/{name}")
    assert len(server.requests) == asked


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_no_other_site_can_make_it_ask(filled: Path, server: ScriptedServer, headers: dict[str, str]) -> None:
    response = client_of(filled, server.url).post(f"/documents/{name_of(filled)}/brief", headers=headers)
    assert response.status_code == 403
    assert server.requests == []
