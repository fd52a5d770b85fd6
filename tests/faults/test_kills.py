"""Writers are killed at random moments, and again while they make up for it: nothing is missing, nothing is twice."""

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from groundwire.desk import Desk
from tests.faults.trial import Trial, Writer, archived, doctor, is_acknowledged, is_equal, opens_in_warcio

SEED = int(os.environ.get("FAULTS_SEED", "20261123"))
KILLS = int(os.environ.get("FAULTS_KILLS", "50"))  # of each driver
IN_A_ROW = 5  # of one desk, before it is left to finish


def kills(trial: Trial, undisturbed: Desk, *, seed: int, count: int) -> Counter[str]:
    """Kills so often, looks at what is left each time, and compares in the end."""
    chance, said = random.Random(seed), Counter[str]()  # noqa: S311 - to be done again, not to be secret
    for _ in range(count):
        if not trial.kill(chance):
            break  # it was done before
        said["kills"] += 1
        with trial.desk() as desk:
            found = doctor(desk, quick=True)
            said.update(f"{check}: {status} {says}" for check, (status, says) in found.items())
            captures = archived(desk)
            acknowledged = {each["item"] for each in trial.acknowledged() if each["document"]}
            assert acknowledged <= set(captures)
    trial.finish()
    with trial.desk() as desk:
        assert doctor(desk) == {}  # without a repair
        assert opens_in_warcio(desk) >= archived(desk).total()
        is_acknowledged(trial, desk)
        is_equal(desk, undisturbed)
    return said


@pytest.mark.parametrize("driver", ["add", pytest.param("pool", marks=pytest.mark.faults)])
def test_a_killed_writer_goes_on(
    writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path, driver: str
) -> None:
    trial = Trial(writer, tmp_path / "trial", driver, inputs)
    kills(trial, undisturbed, seed=SEED, count=2)


@pytest.mark.faults
@pytest.mark.parametrize("driver", ["add", "pool", "bulk"])
def test_kills_at_many_moments(
    writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path, driver: str
) -> None:
    if driver == "bulk":
        pytest.importorskip("daft")
    said, number = Counter[str](), 0
    while said["kills"] < KILLS:
        trial = Trial(writer, tmp_path / str(number), driver, inputs)
        left = min(IN_A_ROW, KILLS - said["kills"])
        said += kills(trial, undisturbed, seed=SEED + number, count=left)
        number += 1
        print(f"\n{driver}, seed {SEED}, {number} desks: {dict(said)}", flush=True)
        assert number <= KILLS, "runs are done before they can be killed"


@pytest.mark.faults
def test_killed_workers_cost_nothing(writer: Writer, inputs: list[str], undisturbed: Desk, tmp_path: Path) -> None:
    killed = 0
    for number in range(max(KILLS // 5, 1)):
        chance = random.Random(SEED + number)  # noqa: S311 - to be done again, not to be secret
        trial = Trial(writer, tmp_path / str(number), "pool", inputs)
        killed += trial.kill(chance, worker=True)
        with trial.desk() as desk:
            assert doctor(desk) == {}
            is_acknowledged(trial, desk)
            is_equal(desk, undisturbed)
    print(f"\nworkers killed: {killed}, seed {SEED}")
    assert killed
