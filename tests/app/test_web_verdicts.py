"""Verdicts on pages: every check on demand, what was repaired, what was withheld and why."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from starlette.testclient import TestClient

from groundwire.app.locale import load_locale
from groundwire.app.web.application import create_app
from groundwire.desk import open_desk
from groundwire.library.library import Library
from groundwire.library.state import State
from groundwire.models import Brief, Check, Group, Record, Span, Statement, Verdict, Withheld
from groundwire.models.brief import CheckName, Outcome
from tests.facts.event_records import record

TEXT = "Gallium exports fell by 12.4 percent in March."
FOUND = Span(paragraph=1, start=24, end=36)


def statement(text: str, outcome: Outcome, *checks: Check, **more: object) -> Statement:
    made = Statement(text=text, citations=(1,), verdict=Verdict(outcome=outcome, checks=checks))
    return replace(made, **more)  # type: ignore[arg-type]  # fields of a statement


def checked() -> Record:
    good = statement(
        "Exports fell 12.4%.", "supported", Check(name="numbers", passed=True, found="12.4 percent", spans=(FOUND,))
    )
    repaired = replace(good, text="They fell.", verdict=replace(good.verdict, repaired=(7,), unseen=("no-judge",)))
    wrong = Check(
        name="numbers", passed=False, reason="value-differs", wanted="<b>60%</b>", found="12.4 percent", spans=(FOUND,)
    )
    bad = statement("Exports fell 60%.", "contradicted", wrong)
    brief = Brief(
        kind="viewpoint",
        core=(good,),
        groups=(Group(heading="More", statements=(repaired, statement("As it stood.", "supported", stands_in=True))),),
        language="en",
        engine="model-1",
        model="tiny",
        withheld=(Withheld(statement=bad, group=0),),
    )
    return replace(record("one", TEXT, day=date(2025, 4, 14)), brief=brief)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    library = Library(tmp_path / "library", writable=True)
    library.write([checked()])
    library.close()
    State(f"sqlite:///{tmp_path / 'state.db'}").close()
    with open_desk(tmp_path) as desk, TestClient(create_app(desk, hosts=["testserver"])) as client:
        yield client


def page(client: TestClient, language: str, path: str = f"/documents/{checked().document.id}") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize("path", [f"/documents/{checked().document.id}", "/search"])
def test_what_was_withheld_is_counted_with_its_reason_and_can_be_opened(client: TestClient, path: str) -> None:
    text = page(client, "en", path)
    assert "1 statement was withheld" in text
    assert "the cited paragraphs give another number" in text
    assert "&lt;b&gt;60%&lt;/b&gt;" in text
    assert "未予显示" in page(client, "zh", path)
    assert "所引段落的数字不同" in page(client, "zh", path)


def test_each_statement_opens_to_its_checks_and_their_places(client: TestClient) -> None:
    text = page(client, "en")
    assert text.count('<details class="verdict') == 3  # the two that were checked, and the one withheld
    link = re.search(r'href="([^"]+span=1\.24-36[^"]*)"', text)
    assert link
    assert 'statement-span">12.4 percent<' in page(client, "en", link[1].replace("&amp;", "&").split("#")[0])


def test_it_says_what_was_repaired_and_what_stands_in(client: TestClient) -> None:
    assert "it cited [7] and is said in [1]" in page(client, "en")
    assert "原引 [7]，实见于 [1]" in page(client, "zh")
    assert "The document&#39;s own sentence" in page(client, "en")


def test_it_says_who_wrote_it_in_which_language(client: TestClient) -> None:
    assert "Written by tiny (model-1) in English" in page(client, "en")
    assert "tiny（model-1）以英语撰写" in page(client, "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_check_outcome_and_reason_has_words(language: str) -> None:
    texts = load_locale(language).texts
    sources = (Path(__file__).parents[2] / "src" / "groundwire" / "brief").rglob("*.py")
    code = "\n".join(path.read_text("utf-8") for path in sources)
    reasons = set(re.findall(r'(?:failed|differs)\(\s*"[a-z]+",\s*"([a-z-]+)"', code)) | set(
        re.findall(r'reason="([a-z-]+)"', code)
    )
    assert len(reasons) > 15
    wanted = {f"reason.{each}" for each in reasons}
    wanted |= {f"check.{each}" for each in get_args(CheckName)} | {f"verdict.{each}" for each in get_args(Outcome)}
    assert wanted - texts.keys() == set()
