"""Random damage, clocks, second writers, hanging workers, and backups amid all of it."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from groundwire.desk import Desk, open_desk
from groundwire.pipeline.backup import restore
from tests.conftest import NOW, OPTIONS
from tests.faults.test_kills import SEED
from tests.faults.trial import (
    Trial,
    Writer,
    _is_alive,
    archived,
    doctor,
    everything,
    failed,
    is_acknowledged,
    is_equal,
    noted,
    opens_in_warcio,
    workers_of,
)
from tests.test_desk import article, jsonl

pytestmark = pytest.mark.faults


@pytest.fixture
def copy(undisturbed: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(undisturbed.path, tmp_path / "copy")
    return open_desk(tmp_path / "copy", options=OPTIONS)


@pytest.mark.parametrize("how", ["flipped", "torn"])
def test_damage_at_random_places_costs_one_record(copy: Desk, how: str) -> None:
    path = next((copy.path / "archive").glob("groundwire-*.warc.gz"))
    whole, before = path.read_bytes(), archived(copy)
    chance = random.Random(SEED)  # noqa: S311 - to be done again, not to be secret
    for _ in range(50):
        place = chance.randrange(len(whole))
        if how == "flipped":
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
            lost = before - archived(copy)
            found = doctor(copy)
            assert lost.total() <= 1
            assert set(found) & {"records", "tail", "archive"} or not lost
        else:
            path.write_bytes(whole[:place])
            found = doctor(copy)
            assert found.get("tail") == ("warning", "torn") or "noted" in found or "mark" in found
            assert all(item in before for item in archived(copy))


@pytest.mark.parametrize("lost", ["library", "state.db"])
@pytest.mark.parametrize("how", ["deleted", "overwritten", "cut"])
def test_library_and_state_are_made_again(copy: Desk, undisturbed: Desk, lost: str, how: str) -> None:
    files = [
        path for path in copy.path.rglob("*") if path.is_file() and str(path.relative_to(copy.path)).startswith(lost)
    ]
    for path in files:
        content = path.read_bytes()
        if how == "deleted":
            path.unlink()
        else:
            half = content[: len(content) // 2]
            path.write_bytes(half if how == "cut" else half + os.urandom(len(content) - len(half)))
    assert doctor(copy)
    copy.rebuild(workers=0)
    assert doctor(copy) == {}
    assert everything(copy) == everything(undisturbed)
    assert noted(copy) == noted(undisturbed)


def test_a_clock_that_jumps_back(undisturbed: Desk, inputs: list[str], tmp_path: Path) -> None:
    for days, items in ((0, slice(0, 7)), (-400, slice(7, None))):
        options = replace(OPTIONS, now=lambda days=days: NOW + timedelta(days=days))  # type: ignore[misc]
        lines = Path(inputs[0]).read_text("utf-8").splitlines()[items]
        with open_desk(tmp_path / "desk", options=options) as desk:
            desk.add(jsonl(tmp_path, *lines, name=f"{days}.jsonl"), workers=0)
    with open_desk(tmp_path / "desk", options=OPTIONS) as desk:
        assert doctor(desk) == {}
        assert noted(desk) == noted(undisturbed)
        before = everything(desk)
        desk.rebuild(workers=0)
        assert everything(desk) == before
        assert doctor(desk) == {}


def test_the_second_of_two_writers_is_refused(
    writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path
) -> None:
    trial = Trial(writer, tmp_path / "trial", "add", inputs)
    pid = writer.begin(trial.folder, "add", inputs)
    try:
        while not trial.acknowledged():
            time.sleep(0.01)
        os.kill(pid, signal.SIGSTOP)  # so that it is still there when the second comes
        program = [sys.executable, "-m", "groundwire", "--desk", str(trial.folder / "desk"), "add", *inputs]
        second = subprocess.run(program, capture_output=True, text=True, check=False)
        assert second.returncode != 0
        assert f"Process {pid} is writing here" in second.stderr
        assert "Traceback" not in second.stderr
    finally:
        os.kill(pid, signal.SIGCONT)
        assert writer.end() == 0
    with trial.desk() as desk:
        assert doctor(desk) == {}
        is_equal(desk, undisturbed)


def test_a_worker_that_hangs_costs_its_document(
    writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path
) -> None:
    trial = Trial(writer, tmp_path / "trial", "pool", inputs)
    pid = writer.begin(trial.folder, "pool", inputs)
    while not trial.acknowledged():
        time.sleep(0.005)
    for worker in workers_of(pid)[:1]:
        os.kill(worker, signal.SIGSTOP)  # it neither answers nor ends
    assert writer.end() == 0
    with trial.desk() as desk:
        assert doctor(desk) == {}
        is_acknowledged(trial, desk)
        assert {kind for _, kind, _ in failed(desk) - failed(undisturbed)} <= {"timeout"}
        assert len(failed(desk) - failed(undisturbed)) <= 1
        assert len(everything(desk)) >= len(everything(undisturbed)) - 1


def test_the_command_itself_is_killed(inputs: list[str], undisturbed: Desk, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "groundwire", "--desk", str(tmp_path / "desk"), "add", "--json", *inputs]
    chance = random.Random(SEED)  # noqa: S311 - to be done again, not to be secret
    for _ in range(3):
        with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            while not (tmp_path / "desk" / "lock").exists() and running.poll() is None:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 8))
            running.kill()
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr  # one item is broken
    with open_desk(tmp_path / "desk", options=OPTIONS) as desk:
        assert doctor(desk) == {}
        opens_in_warcio(desk)
        assert noted(desk) == noted(undisturbed)
        items = {each["item"] for each in json.loads(done.stdout)["items"] if each["document"]}
        assert items == set(archived(desk))


def test_backups_while_a_writer_is_killed(writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - to be done again, not to be secret
    trial = Trial(writer, tmp_path / "trial", "add", inputs)
    assert writer.run(trial.folder, "add", [jsonl(trial.folder, article(0), name="first.jsonl")]) == ""
    for number in range(4):
        pid = writer.begin(trial.folder, "add", inputs)
        time.sleep(chance.uniform(0, 1))
        with trial.desk() as desk:
            before = [each for each in trial.acknowledged() if each["document"]]
            desk.keeper.backup(tmp_path / "kept")
        if _is_alive(pid):
            os.kill(pid, signal.SIGKILL)
        writer.end()
        again = tmp_path / f"again-{number}"
        restore(tmp_path / "kept", again)
        with open_desk(again, options=OPTIONS) as desk:
            desk.rebuild(workers=0)
            assert doctor(desk) == {}
            assert {each["document"] for each in before} <= {record.document.id for record in everything(desk)}
            desk.add(*inputs, workers=0)
            is_equal(desk, undisturbed)
