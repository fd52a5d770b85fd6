"""A store on this machine that keeps all in memory: moto's server with one empty bucket, for tests and figures."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

BUCKET = "news"
UNSET = ("AWS_PROFILE", "AWS_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN", "GROUNDWIRE_DESK")
_SECONDS = 120  # until it has begun, on a machine that is busy


@contextmanager
def local_store(log: Path | None = None) -> Iterator[str]:
    """The address of the store; what it is asked is written to ``log``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    address = f"http://127.0.0.1:{port}"
    with (log or Path("/dev/null")).open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as server:
        try:
            _wait_for(address)
            httpx.put(f"{address}/{BUCKET}").raise_for_status()
            yield address
        finally:
            server.kill()


def environment(address: str, machine: Path) -> dict[str, str]:
    """What names the store, and the folder of what stays on this machine; `UNSET` must not be set besides."""
    return {
        "AWS_ACCESS_KEY_ID": "key-id",
        "AWS_SECRET_ACCESS_KEY": "very-secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
        "XDG_STATE_HOME": str(machine),
    }


def _wait_for(address: str) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            httpx.get(address, timeout=5)
            return
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
