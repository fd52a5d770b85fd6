"""Disks that are full, or become read-only, under one part of a desk: one sentence, nothing lost, and it goes on."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from groundwire.desk import Desk
from tests.faults.trial import Trial, Writer, archived, doctor, is_acknowledged, is_equal, opens_in_warcio
from tests.faults.writer import UNEXPECTED
from tests.test_desk import article, jsonl

Part = Literal["archive", "library", "state"]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting a disk needs root"),
]


def mounted(path: Path, *options: str) -> bool:
    return subprocess.run(["mount", *options, str(path)], capture_output=True, check=False).returncode == 0


@contextmanager
def disk_under(part: Part, desk: Path, elsewhere: Path) -> Iterator[Path]:
    """A small disk of its own for one part of a desk that is not there yet; gives where it is."""
    where = desk if part == "state" else desk / part
    where.mkdir(parents=True)
    if not mounted(where, "-t", "tmpfs", "-o", "size=30m", "none"):
        pytest.skip("no disk can be mounted here")
    try:
        if part == "state":  # the others stand on another disk
            for name in ("archive", "library"):
                (elsewhere / name).mkdir(parents=True)
                (desk / name).symlink_to(elsewhere / name)
        yield where
    finally:
        subprocess.run(["umount", "-l", str(where)], check=True)


def fill(disk: Path, *, room: int) -> Path:
    """A file that leaves so many bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(65_536))
            except OSError:
                break
    os.truncate(filler, max(filler.stat().st_size - room, 0))
    return filler


def is_one_sentence(said: str) -> None:
    sentence = said.splitlines()[0]
    assert UNEXPECTED not in sentence, said
    assert not re.search(r"\.rs:|\.py|Error\(|\[Errno", sentence), said


def begun(writer: Writer, folder: Path, inputs: list[str]) -> Trial:
    """A desk that holds something already."""
    trial = Trial(writer, folder, "add", inputs)
    first = jsonl(folder, article(0), article(1), name="first.jsonl")
    assert writer.run(folder, "add", [first]) == ""
    return trial


def goes_on(trial: Trial, undisturbed: Desk) -> None:
    trial.finish()
    with trial.desk() as desk:
        assert doctor(desk).keys() <= {"disk"}  # a disk of 30 MB has little room
        opens_in_warcio(desk)
        is_acknowledged(trial, desk)
        is_equal(desk, undisturbed)


def was_stopped(trial: Trial) -> str:
    """Runs into the fault; gives what was said."""
    said = trial.writer.run(trial.folder, trial.driver, trial.inputs)
    acknowledged = {each["item"] for each in trial.acknowledged() if each["document"]}
    with trial.desk() as desk:
        assert acknowledged <= set(archived(desk))
    return said


@pytest.mark.parametrize("room", [0, 30_000])
@pytest.mark.parametrize("part", ["archive", "library", "state"])
def test_a_full_disk(
    writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path, part: Part, room: int
) -> None:
    folder = tmp_path / "trial"
    with disk_under(part, folder / "desk", tmp_path / "elsewhere") as disk:
        trial = begun(writer, folder, inputs)
        filler = fill(disk, room=room)
        said = was_stopped(trial)
        if said or room == 0:
            is_one_sentence(said)
            assert "rebuild" not in said.splitlines()[0]  # nothing is damaged
        print(f"\n{part} with room for {room}: {said.splitlines()[0] if said else 'it was enough'}")
        filler.unlink()
        goes_on(trial, undisturbed)


@pytest.mark.parametrize("part", ["archive", "library", "state"])
def test_a_disk_that_becomes_read_only(
    writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path, part: Part
) -> None:
    folder = tmp_path / "trial"
    with disk_under(part, folder / "desk", tmp_path / "elsewhere") as disk:
        trial = begun(writer, folder, inputs)
        assert mounted(disk, "-o", "remount,ro")
        said = was_stopped(trial)
        is_one_sentence(said)
        print(f"\n{part} read-only: {said.splitlines()[0]}")
        assert mounted(disk, "-o", "remount,rw")
        goes_on(trial, undisturbed)
