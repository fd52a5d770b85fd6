"""The right to write: one has it at a time, and nobody keeps it who is gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from groundwire.archive.lease import Holder, Lease
from groundwire.archive.objects import Objects
from groundwire.models import DeskLockedError

pytestmark = pytest.mark.s3
ELSEWHERE = Holder(host="far.example", process=4711, machine="")  # nobody here can tell whether it lives
HOLD = """
import sys, time
from groundwire.archive.lease import Lease
from groundwire.archive.objects import Objects
from groundwire.archive.lease import Holder
holder = Holder(host="far.example", process=4711, machine="") if sys.argv[3] == "far" else None
lease = Lease(Objects(sys.argv[1]), seconds=float(sys.argv[2]), holder=holder)
lease.acquire()
print("held", flush=True)
sys.stdin.readline()
try:
    lease.check()
    print("still", flush=True)
except Exception as error:
    print(type(error).__name__, flush=True)
"""


@contextmanager
def held(store: str, seconds: float, where: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, store, str(seconds), where]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_a_second_writer_is_refused_and_told_who_writes(store: str) -> None:
    with Lease(Objects(store), holder=ELSEWHERE) as lease:
        with pytest.raises(DeskLockedError, match=r"Process 4711 on 'far.example' is writing to s3://news/"):
            Lease(Objects(store)).acquire()
        lease.check()
    with pytest.raises(DeskLockedError):
        lease.check()
    with Lease(Objects(store)) as after:
        after.check()


def test_a_claim_holds_while_it_is_renewed(store: str) -> None:
    with Lease(Objects(store), seconds=2, holder=ELSEWHERE) as lease:
        time.sleep(5.5)
        lease.check()
        with pytest.raises(DeskLockedError):
            Lease(Objects(store)).acquire()


def test_a_killed_writer_of_this_machine_is_followed_at_once(store: str) -> None:
    with held(store, 60, "here") as process:
        with pytest.raises(DeskLockedError, match=f"Process {process.pid} "):
            Lease(Objects(store)).acquire()
        process.kill()
        process.wait()
        with Lease(Objects(store)) as lease:
            lease.check()


def test_an_expired_claim_is_taken_over_and_its_holder_finds_out(store: str) -> None:
    with held(store, 2, "far") as process:
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(DeskLockedError):
            Lease(Objects(store)).acquire()
        time.sleep(6)
        with Lease(Objects(store)) as lease:
            os.kill(process.pid, signal.SIGCONT)
            assert process.stdin
            assert process.stdout
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline() == "DeskLockedError\n"
            lease.check()


def test_of_two_that_follow_one_gets_it(store: str) -> None:
    objects = Objects(store)
    with Lease(objects):
        pass
    left = objects.get("writer.lease")
    assert left
    first, second = Lease(objects, holder=ELSEWHERE), Lease(objects)
    with first, pytest.raises(DeskLockedError):
        second.acquire()


@pytest.mark.parametrize("claim", [b"", b"[]", b"{", b'{"process": "x", "host": 7, "seconds": "1e9"}', b"\xff"])
def test_a_claim_that_cannot_be_read_holds_like_any(store: str, claim: bytes) -> None:
    Objects(store).create("writer.lease", claim)
    with pytest.raises(DeskLockedError):
        Lease(Objects(store)).acquire()
