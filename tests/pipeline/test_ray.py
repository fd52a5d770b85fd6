"""Bulk on a real Ray cluster of several processes, one of which is killed half-way."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_desk import article, jsonl

ROOT = Path(__file__).parents[2]


@pytest.mark.ray
def test_a_cluster_that_loses_a_node_ends_with_the_whole_library(tmp_path: Path) -> None:
    """In a process of its own: Daft can be told once in the life of a process where to run."""
    pytest.importorskip("ray")
    articles = jsonl(tmp_path, *(article(number) for number in range(90)))
    script = [sys.executable, "-m", "benchmarks.ray_kill_node", articles, "--documents", "90", "--shard-bytes", "5000"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "a node is killed" in done.stdout
    assert "missing 0, too many 0, twice 0, other 0" in done.stdout
