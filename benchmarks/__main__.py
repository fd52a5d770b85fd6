"""Runs benchmarks, keeps their results, writes docs/benchmarks.md from them; fails where a value is under its floor.

`make bench` runs all; `python -m benchmarks search feeds` runs some and leaves the results of the others as they are.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / "benchmarks" / "results"
NAMES = (
    "extraction", "metadata", "feeds", "figures", "gold", "entities", "events", "disagreements", "briefs", "topics",
    "search", "checking", "checking_own", "ask", "near_copies",
)  # fmt: skip

SLOW = ("scale",)  # takes hours and a machine of its own: runs only where it is named

HEAD = """# Benchmarks

Every row is computed by the command beside it, on outside data (see [CONTRIBUTING](../CONTRIBUTING.md)) or on the
bundled samples. `make bench` runs them all and fails where a value drops under its floor. Written by
`python -m benchmarks`; each section says when and where it was run.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One benchmark's outcome: what it printed, its gates, whether it passed, when and where it ran."""

    name: str
    printed: str
    gates: list[dict[str, object]]
    passed: bool
    seconds: float
    day: str
    machine: str


def run(name: str) -> Run:
    """Runs one benchmark in a process of its own, so that caches and memory of one do not help another."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gates.json"
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", "--json", str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        return Run(
            name=name,
            printed=done.stdout,
            gates=json.loads(path.read_text("utf-8")) if path.exists() else [],
            passed=done.returncode == 0,
            seconds=time.monotonic() - began,
            day=datetime.now(UTC).date().isoformat(),
            machine=f"{os.cpu_count()} cores, Python {platform.python_version()}",
        )


def page(runs: list[Run]) -> str:
    """The Markdown page."""
    lines = [HEAD, "## Gates", "", "| gate | value | floor | unit | command |", "|---|---|---|---|---|"]
    for each in runs:
        for gate in each.gates:
            floor = "" if gate["floor"] is None else gate["floor"]
            command = f"`python -m benchmarks.{each.name}`"
            lines.append(f"| {gate['gate']} | {gate['value']:.4g} | {floor} | {gate['unit']} | {command} |")
    for each in runs:
        said = "passed" if each.passed else "**under a floor, or broken**"
        lines += ["", f"## {each.name}", ""]
        lines += [f"`python -m benchmarks.{each.name}`, {each.day}, {each.machine}, {each.seconds:.0f} s: {said}.", ""]
        lines += [each.printed.rstrip()]
    return "\n".join(lines) + "\n"


def _kept() -> list[Run]:
    paths = (RESULTS / f"{name}.json" for name in (*NAMES, *SLOW))
    return [Run(**json.loads(path.read_text("utf-8"))) for path in paths if path.exists()]


def main() -> None:
    """Runs what is named (all by default) and writes the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"benchmarks to run; without any, all: {', '.join(NAMES)}")
    names = parser.parse_args().names or list(NAMES)
    if unknown := sorted(set(names) - {*NAMES, *SLOW}):
        parser.error(f"there is no benchmark {unknown[0]!r}; there are {', '.join((*NAMES, *SLOW))}")
    RESULTS.mkdir(exist_ok=True)
    failed = []
    for name in names:
        done = run(name)
        print(
            f"## {name}: {'passed' if done.passed else 'FAILED'} in {done.seconds:.0f} s\n\n{done.printed}", flush=True
        )
        (RESULTS / f"{name}.json").write_text(json.dumps(asdict(done), ensure_ascii=False, indent=1) + "\n", "utf-8")
        failed += [] if done.passed else [name]
    PAGE.write_text(page(_kept()), "utf-8")
    if failed:
        raise SystemExit(f"under a floor, or broken: {', '.join(failed)}")


if __name__ == "__main__":
    main()
