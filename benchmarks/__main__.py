"""Runs every benchmark, writes docs/benchmarks.md, and fails where a value is under its floor: `make bench`."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
NAMES = ("extraction", "metadata", "feeds", "figures", "briefs", "topics", "search")

HEAD = """# Benchmarks

Every row is computed by the command beside it, on outside data (see CONTRIBUTING) or on the bundled samples. A row with
a floor fails `make bench` when it drops under it. Written by `make bench` on {day}, {machine}.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One benchmark's outcome: what it printed, its gates, and whether it passed."""

    name: str
    printed: str
    gates: list[dict[str, object]]
    passed: bool
    seconds: float


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
        gates = json.loads(path.read_text("utf-8")) if path.exists() else []
        return Run(
            name=name,
            printed=done.stdout,
            gates=gates,
            passed=done.returncode == 0,
            seconds=time.monotonic() - began,
        )


def page(runs: list[Run]) -> str:
    """The Markdown page."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine)]
    lines += ["## Gates", "", "| gate | value | floor | unit | command |", "|---|---|---|---|---|"]
    for each in runs:
        for gate in each.gates:
            floor = gate["floor"] if gate["floor"] is not None else ""
            command = f"`python -m benchmarks.{each.name}`"
            lines.append(f"| {gate['gate']} | {gate['value']:.4g} | {floor} | {gate['unit']} | {command} |")
    for each in runs:
        lines += ["", f"## {each.name}", "", f"`python -m benchmarks.{each.name}` ({each.seconds:.0f} s)", ""]
        lines += [each.printed.rstrip()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Runs what is named (all by default); the page is written only when all ran."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="benchmarks to run; all without any")
    names = parser.parse_args().names or list(NAMES)
    runs = []
    for name in names:
        done = run(name)
        runs.append(done)
        print(
            f"## {name}: {'passed' if done.passed else 'FAILED'} in {done.seconds:.0f} s\n\n{done.printed}", flush=True
        )
    if names == list(NAMES):
        PAGE.write_text(page(runs), "utf-8")
    failed = [each.name for each in runs if not each.passed]
    if failed:
        raise SystemExit(f"under a floor, or broken: {', '.join(failed)}")


if __name__ == "__main__":
    main()
