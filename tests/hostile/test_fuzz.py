"""Every parser of outside bytes on files that are nearly real: a value or one sentence, in bounded time, and no more.

`pytest -m fuzz` runs each of them for FUZZ_SECONDS (20 by default), also on the files of GROUNDWIRE_DATA.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.hostile.mutations import LARGEST, Changed, mutated
from tests.hostile.outside import outside
from tests.hostile.targets import TARGETS, Target, outcome

SLOWEST = 3.0  # seconds of this process for LARGEST bytes, on a machine that does other things too
QUICK = {
    "html": 3,
    "mail": 5,
    "text": 5,
    "markdown": 6,
    "pdf": 4,
    "stages": 4,
    "entities": 3,
    "entity yaml": 3,
    "entity csv": 3,
    "entity jsonl": 3,
}


def _run(target: Target, samples: Sequence[bytes], examples: int, start: int, phases: Sequence[Phase]) -> None:
    outcome(target, samples[0])  # what is built once is not the changed file's time

    @seed(start)
    @settings(
        max_examples=examples, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    @given(mutated(samples))
    def read(changed: Changed) -> None:
        began = time.process_time()
        try:
            outcome(target, changed.data)
            assert time.process_time() - began < SLOWEST * max(1.0, len(changed.data) / LARGEST)
        except BaseException as error:
            kept = Path(tempfile.gettempdir()) / f"fuzz-{hashlib.sha256(changed.data).hexdigest()[:12]}"
            kept.write_bytes(changed.data)
            raise AssertionError(f"{type(error).__name__} on what is kept in {kept}") from error

    read()


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_nearly_real_is_read_or_refused(name: str) -> None:
    target = TARGETS[name]
    _run(target, list(target.samples()), QUICK.get(name, 15), start=0, phases=[Phase.generate])


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TARGETS)
def test_for_a_long_time(name: str) -> None:
    target = TARGETS[name]
    samples = [*target.samples(), *outside(name)]
    until = time.monotonic() + float(os.environ.get("FUZZ_SECONDS", "20"))
    start = int(os.environ.get("FUZZ_SEED", str(time.time_ns() % 2**32)))
    while time.monotonic() < until:
        start += 1
        _run(target, samples, 50, start, phases=[Phase.generate, Phase.shrink])
