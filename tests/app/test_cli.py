"""The command line as a user types it, through a pipe."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from groundwire.desk import Desk, open_desk
from groundwire.models import Query
from tests.app.conftest import Run
from tests.conftest import OPTIONS
from tests.test_desk import article, jsonl


def test_add_search_show_and_failures(run: Run, tmp_path: Path) -> None:
    added = run(tmp_path / "desk", "add", jsonl(tmp_path, article(1), "{broken"))
    assert (added.returncode, added.stdout) == (3, "1 new, 1 could not be read\n")
    assert "items.jsonl#2" in added.stderr
    found = json.loads(run(tmp_path / "desk", "search", "gallium", "--json").stdout)
    name = found["items"][0]["record"]["document"]["id"]
    shown = run(tmp_path / "desk", "show", name, "--lang", "en").stdout
    assert "2* Shipments of gallium fell by 12.4 percent" in shown or "2  Shipments of gallium" in shown
    failures = json.loads(run(tmp_path / "desk", "failures", "--json").stdout)
    assert failures["total"] == 1


def test_copies_are_counted_as_people_do(run: Run, tmp_path: Path) -> None:
    one, *more = (article(1, url=f"https://paper{number}.example/1") for number in range(4))
    assert run(tmp_path / "desk", "add", jsonl(tmp_path, one)).stdout == "1 new\n"
    assert run(tmp_path / "desk", "add", jsonl(tmp_path, more[0])).stdout == "1 copy\n"
    assert run(tmp_path / "desk", "add", jsonl(tmp_path, *more[1:])).stdout == "2 copies\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "missing.html"), "missing.html"),
        (("topic", "astrology"), "astrology"),
        (("show", "ffff"), "ffff"),
        (("search", "gallium", "--since", "someday"), "someday"),
        (("topics", "show", "astrology"), "astrology"),
        (("brief", "missing.html"), "missing.html"),
    ],
)
def test_bad_input_gets_a_sentence_and_a_status(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run(tmp_path / "desk", *arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_brief_prints_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "desk", "brief", jsonl(tmp_path, article(1)))
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == ["Gallium curbs, round 1", "Harbour Ledger· 2025-03-04 06:10"]
    assert "Core " in done.stdout
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize("style", ["text", "markdown", "json", "html", "atom"])
def test_a_topic_page_in_every_format(run: Run, sample_desk: Desk, style: str) -> None:
    done = run(sample_desk.path, "topic", "技术主权", "--format", style, "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert "技术主权" in done.stdout
    if style == "json":
        assert json.loads(done.stdout)["found"]["total"] > 20
    if style == "atom":
        assert ElementTree.fromstring(done.stdout).tag.endswith("feed")  # noqa: S314 (our own text)
    if style == "html":
        assert "http-equiv" in done.stdout
        assert "<script" not in done.stdout


def test_the_text_of_a_topic_page_reads_back_as_a_digest(run: Run, sample_desk: Desk, tmp_path: Path) -> None:
    query = Query(limit=200)
    page = tmp_path / "page.txt"
    page.write_text(run(sample_desk.path, "topic", "技术主权", "--format", "text", "--limit", "200").stdout, "utf-8")
    with open_desk(tmp_path / "again", options=OPTIONS) as again:
        report = again.add(str(page))
        originals = [found.record for found in sample_desk.topic("技术主权", query).found.items]
        assert (report.new + report.same, report.failed) == (len(originals), 0)
        read = {(r.document.title, r.document.source_name): r for r in (f.record for f in again.search(query).items)}
        assert again.topic("技术主权").found.total == len(originals)
    for original in originals:
        digest = read[original.document.title, original.document.source_name]
        assert digest.document.time.replace(second=0) == original.document.time.replace(second=0, microsecond=0)
        said = [(s.text, s.citations) for s in original.brief.statements()] if original.brief else []
        assert [(s.text, s.citations) for s in digest.brief.statements()] == said if digest.brief else said == []
        for statement in digest.brief.statements() if digest.brief else ():
            assert statement.verdict.outcome == "unchecked"


def test_topics_list_show_test_and_new(run: Run, tmp_path: Path) -> None:
    listed = json.loads(run(tmp_path, "topics", "list", "--json").stdout)
    assert "technology-sovereignty" in {topic["id"] for topic in listed}
    assert "稀土" in run(tmp_path, "topics", "show", "技术主权", "--lang", "zh").stdout
    tested = run(tmp_path, "topics", "test")
    assert (tested.returncode, tested.stdout.split(", ")[-1]) == (0, "0 failed\n")
    started = run(tmp_path, "topics", "new", "Sodium batteries")
    assert (tmp_path / "topics" / "sodium-batteries.yaml").exists()
    assert run(tmp_path, "topics", "new", "Sodium batteries").returncode == 1, started.stdout
    assert run(tmp_path, "topics", "show", "sodium-batteries").returncode == 0


def test_a_pipe_gets_no_colours_and_no_control_characters(run: Run, tmp_path: Path) -> None:
    item = json.loads(article(1)) | {"title": "Gallium \x1b[31mred\x1b[0m \u202eevil"}
    run(tmp_path / "desk", "add", jsonl(tmp_path, json.dumps(item)))
    for command in (["search", "gallium"], ["topic", "技术主权", "--format", "text"], ["sources", "list"]):
        text = run(tmp_path / "desk", *command).stdout
        assert not [c for c in text if (ord(c) < 32 and c not in "\n\t") or c == "\u202e"]


def test_rebuild_says_what_came_of_it(run: Run, tmp_path: Path) -> None:
    run(tmp_path / "desk", "add", jsonl(tmp_path, article(1), article(2)))
    done = run(tmp_path / "desk", "rebuild", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["new"] == 2


def test_the_version_and_the_help(run: Run) -> None:
    from groundwire import __version__

    assert run(Path("x"), "--version").stdout.strip() == f"groundwire {__version__}"
    help_ = run(Path("x"), "--help").stdout
    assert "Filling the desk" in help_
    assert "Reading" in help_


def test_a_closed_pipe_ends_quietly(sample_desk: Desk) -> None:
    command = f"{sys.executable} -m groundwire --desk {sample_desk.path} topics show 技术主权 | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 (a pipe is meant)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
