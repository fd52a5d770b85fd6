"""Digests and answers on the command line and on pages: both languages, places that lead somewhere, and silence."""

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from groundwire.app.cli import digests, main
from groundwire.app.web.application import create_app
from groundwire.desk import Desk, open_desk
from groundwire.models import Query, TopicId
from tests.app.fact_desk import fact_desk
from tests.brief.abstractive.writer_fakes import in_json
from tests.completion.scripted_server import ScriptedServer, Step
from tests.conftest import OPTIONS
from tests.pipeline.model_desk import articles, model_desk

TOPIC = Query(topic=TopicId("technology-sovereignty"), since=datetime(2025, 10, 1, tzinfo=UTC))
Printed = Callable[[], str]


@pytest.fixture
def client(sample_desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(sample_desk, hosts=["testserver"])) as client:
        yield client


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Printed:
    return lambda: capfdbinary.readouterr().out.decode("utf-8")


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("核心要点", "出口管制")), ("en", ("Core insights", "rare earths"))]
)
def test_a_digest_is_printed_with_its_places(
    sample_desk: Desk, printed: Printed, lang: str, words: tuple[str, ...]
) -> None:
    digests.digest(sample_desk, TOPIC, documents=100, lang=lang, as_json=False)
    text = printed()

    assert all(word in text for word in words)
    document, paragraph = re.findall(r" ([0-9a-f]{8})#(\d+)\]", text)[0]
    assert int(paragraph) <= len(sample_desk.record(document).document.paragraphs)


def test_a_digest_is_json_too(sample_desk: Desk, printed: Printed) -> None:
    digests.digest(sample_desk, TOPIC, documents=100, lang="en", as_json=True)
    found = json.loads(printed())

    assert found["engine"].startswith("extractive")
    assert {cited["document"] for said in found["core"] for cited in said["cited"]}


def test_an_answer_is_printed_or_the_desk_does_not_say(sample_desk: Desk, printed: Printed) -> None:
    digests.ask(sample_desk, "Which company owns Nexperia?", Query(), lang="en", as_json=False)
    assert re.search(r"Wingtech.*\[The Meridian Dispatch [0-9a-f]{8}#1\]", printed())

    digests.ask(sample_desk, "台积电三季度净利润是多少？", Query(), lang="zh", as_json=False)
    assert printed() == "本台的文档没有说到。\n"


@pytest.mark.parametrize(
    ("number", "lang", "told"),
    [
        (1, "en", "Looked in 1 of 1 document.\n"),
        (3, "en", "Looked in 3 of 3 documents.\n"),
        (3, "zh", "检索了 3 篇文档中的 3 篇。\n"),
    ],
)
def test_an_answer_says_in_how_many_documents_it_was_looked_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], number: int, lang: str, told: str
) -> None:
    with open_desk(tmp_path / "desk", options=OPTIONS) as desk:
        desk.add(articles(tmp_path, number))
        digests.ask(desk, "稀土出口管制何时生效？", Query(), lang=lang, as_json=False)
    assert capfd.readouterr().err.endswith(told)


def test_figures_that_others_contradict_are_marked(tmp_path: Path, printed: Printed) -> None:
    with open_desk(fact_desk(tmp_path / "desk"), options=OPTIONS) as desk:
        digests.digest(desk, Query(), documents=100, lang="en", as_json=False)

    assert "Sources disagree: revenue: 26 billion USD" in printed()


def test_the_commands_take_days_by_name(tmp_path: Path, printed: Printed) -> None:
    fact_desk(tmp_path / "desk")

    for command in (["digest", "--since", "monday"], ["ask", "Who won?"]):
        with pytest.raises(SystemExit) as stopped:
            main(["--desk", str(tmp_path / "desk"), *command, "--lang", "en"])
        assert stopped.value.code == 0
    assert "does not say" in printed()


@pytest.mark.parametrize(("language", "word"), [("zh", "摘要"), ("en", "Digest")])
def test_the_digest_is_a_view_of_a_topic(client: TestClient, language: str, word: str) -> None:
    address = "/topics/technology-sovereignty/digest"
    page = client.get(f"{address}?since=2025-10-01", headers={"accept-language": language}).text

    assert f'href="{address}?since=2025-10-01" aria-current="page">{word}<' in page
    links = re.findall(r'class="who" href="(/documents/[^"]*\?span=[^"]*)"', page)
    assert "statement-span" in client.get(html.unescape(links[0])).text
    assert not re.search(r"\s(style|on[a-z]+)=", re.sub(r">[^<]*<", "><", page))


def test_a_question_is_asked_on_a_page(client: TestClient) -> None:
    page = client.get("/ask?question=Which+company+owns+Nexperia%3F", headers={"accept-language": "en"}).text
    part = client.get("/ask?question=Which+company+owns+Nexperia%3F", headers={"hx-request": "true"}).text
    nothing = client.get("/ask?question=Who+won+the+cup%3F", headers={"accept-language": "en"}).text

    assert "owned by China’s Wingtech Technology" in page
    assert "<html" not in part
    assert "The desk does not say." in nothing
    assert client.get("/ask").status_code == 200
    assert client.get("/ask?question=x&topic=no-such-topic").status_code == 404
    assert "<script>" not in client.get("/ask?question=%3Cscript%3Ealert(1)%3C/script%3E").text


def test_both_are_json_for_programs(client: TestClient) -> None:
    digest = client.get("/search/digest?since=2025-11-01&format=json").json()
    answer = client.get("/ask?question=Which+company+owns+Nexperia%3F&format=json").json()

    assert digest["documents"] == digest["matching"] > 3
    assert answer["said"][0]["cited"]


def test_a_model_is_asked_by_a_form_and_never_by_a_link(tmp_path: Path) -> None:
    said = in_json([("Ford Motor closed its Chicago plant for a week in May because of a magnet shortage.", [1])])
    address, headers = "/ask?question=福特为什么关闭芝加哥工厂", {"accept-language": "en"}
    with ScriptedServer([Step(content=said)]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 1))
        with TestClient(create_app(desk, hosts=["testserver"])) as client:
            own = client.get(f"{address}&engine=model", headers=headers).text
            foreign = client.post(address, headers={**headers, "sec-fetch-site": "cross-site"}).text
            before = len(server.requests)
            written = client.post(address, headers=headers).text

    assert (before, len(server.requests)) == (0, 1)
    assert "Have a model write" in own
    assert "Ford Motor closed" not in own + foreign
    assert "Ford Motor closed its Chicago plant" in written


def test_a_digest_by_a_model_says_so_and_why_statements_are_withheld(tmp_path: Path) -> None:
    wrong = "Ford Motor closed its Detroit plant for 9 weeks because of a strike."
    core = "China's Ministry of Commerce announced export controls on rare earths, effective November 8."
    said = in_json([(core, [1]), (core, [2])], ("Ford", [(wrong, [1])]))
    address, headers = "/search/digest?since=2025-10-01", {"accept-language": "en"}
    with ScriptedServer([Step(content=said)]) as server, model_desk(tmp_path / "desk", [server.url]) as desk:
        desk.add(articles(tmp_path, 1))
        with TestClient(create_app(desk, hosts=["testserver"])) as client:
            own = client.get(address, headers=headers).text
            written = client.post(address, headers=headers).text

    assert "in its own sentences" in own
    assert "as a model puts it" in written
    assert wrong in written
    assert 'class="unsure"' in written.partition(wrong)[2]


def test_where_no_model_answers_the_documents_do(tmp_path: Path, printed: Printed) -> None:
    with open_desk(fact_desk(tmp_path / "desk"), options=OPTIONS) as desk:
        digests.digest(desk, Query(), documents=100, lang="en", as_json=False, engine="model")

    assert "Nvidia had revenue" in printed()
