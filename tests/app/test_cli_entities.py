"""`groundwire entities …`: what it prints, what it writes, how it ends."""

import json
from pathlib import Path

import pytest

from groundwire.app.cli import main


def run(capsys: pytest.CaptureFixture[str], desk: Path, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--desk", str(desk), "entities", *arguments])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def test_names_are_listed_and_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, tmp_path, "list", "中芯", "--lang", "zh")
    assert status == 0
    assert "org/smic\t中芯国际\torganisation\tCN\t688981.SH 00981.HK" in out
    status, out, _ = run(capsys, tmp_path, "show", "中芯国际", "--json")
    assert json.loads(out)["id"] == "org/smic"
    status, out, _ = run(capsys, tmp_path, "list", "--kind", "material", "--json", "--limit", "3")
    assert len(json.loads(out)) == 3


def test_what_does_not_exist_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, tmp_path, "show", "Nobody & Sons")
    assert status == 1
    assert "Nobody & Sons" in err
    status, _, err = run(capsys, tmp_path, "list", "--kind", "planet")
    assert status == 1
    assert "planet" in err


def test_a_list_is_imported_and_found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = tmp_path / "mine.csv"
    names.write_text("label.en,country\nFarhill Micro,CN\n,CN\n", encoding="utf-8")
    status, out, err = run(capsys, tmp_path / "desk", "import", str(names))
    assert status == 3
    assert "1 imported" in out
    assert "line 3" in err
    status, out, _ = run(capsys, tmp_path / "desk", "show", "Farhill Micro", "--json")
    assert json.loads(out)["id"] == "org/farhill-micro"
    status, out, _ = run(capsys, tmp_path / "desk", "import", str(names), "--json")
    assert json.loads(out)["imported"] == 1
