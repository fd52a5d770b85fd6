"""`stats`, `doctor`, `optimize`, `backup` and `restore` as a user types them."""

import json
from pathlib import Path

import pytest

from groundwire.app.locale import load_locale
from groundwire.pipeline.doctor import CHECKS, SAYS
from tests.app.conftest import Run
from tests.pipeline.kept_desk import made_desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_desk(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_is_found_can_be_said(language: str) -> None:
    t = load_locale(language)
    for key in [*(f"check.{check}" for check in CHECKS), *(f"doctor.says.{says}" for says in SAYS)]:
        assert t(key, n="3", size="3 GB")


def test_stats_count(run: Run, made: Path) -> None:
    found = json.loads(run(made, "stats", "--json").stdout)
    assert (found["state"]["documents"], found["state"]["revisions"], found["state"]["copies"]) == (7, 8, 1)
    assert found["state"]["failures"] == 1
    assert found["unfinished"] == 0
    assert {table["name"]: table["rows"] for table in found["tables"]} == {"documents": 8, "passages": 42}
    assert "7\n" in run(made, "stats", "--lang", "zh").stdout


def test_a_sound_desk_ends_with_0(run: Run, made: Path) -> None:
    done = run(made, "doctor", "--lang", "en")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(CHECKS)
    assert all(line.startswith("ok") for line in done.stdout.splitlines())
    assert run(made, "doctor", "--quick", "--json").returncode == 0


def test_damage_is_told_in_both_languages_and_repaired(run: Run, tmp_path: Path) -> None:
    desk = made_desk(tmp_path)
    warc = desk / "archive" / "groundwire-00000001.warc.gz"
    warc.write_bytes(warc.read_bytes() + b"\x1f\x8b\x08 cut")
    (desk / "settings.toml").write_text("no_such = 1")
    told = run(desk, "doctor", "--lang", "en")
    assert told.returncode == 1
    assert "warning  end of the archive" in told.stdout
    assert "no_such" in told.stdout
    assert "存档末尾" in run(desk, "doctor", "--lang", "zh").stdout
    (desk / "settings.toml").unlink()
    assert run(desk, "doctor").returncode == 3
    assert run(desk, "doctor", "--repair", "--json").returncode == 0


def test_a_backup_is_made_and_restored(run: Run, made: Path, tmp_path: Path) -> None:
    assert "verified" in run(made, "backup", str(tmp_path / "kept.tar"), "--lang", "en").stdout
    assert json.loads(run(made, "backup", str(tmp_path / "kept"), "--json").stdout)["written"] > 0
    assert run(tmp_path / "again", "restore", str(tmp_path / "kept.tar"), "--json").returncode == 0
    assert run(tmp_path / "again", "doctor").returncode == 0
    refused = run(made, "restore", str(tmp_path / "kept.tar"))
    assert refused.returncode == 1
    assert "not empty" in refused.stderr
    assert run(tmp_path / "third", "restore", str(tmp_path / "nothing")).returncode == 1


def test_optimize_says_what_there_is_then(run: Run, tmp_path: Path) -> None:
    desk = made_desk(tmp_path)
    assert all(
        index["unindexed"] == 0
        for table in json.loads(run(desk, "optimize", "--json").stdout)["tables"]
        for index in table["indexes"]
    )
    assert run(tmp_path / "none", "optimize").returncode == 1
