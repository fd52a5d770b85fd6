"""Speed and size, in one table with the command for each row: bulk, pages, search in a large desk, cost of starting.

Slow, and opt-in: `--part` runs one part, `--documents`, `--pages` and `--passages` less of it. Figures hold for a
machine that does nothing else; how busy it was stands in the first row of each part.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scale_bulk import bulk
from benchmarks.scale_html import html
from benchmarks.scale_rows import Row
from benchmarks.scale_search import search
from benchmarks.scale_start import start
from benchmarks.search import DATA

PARTS = ("start", "bulk", "html", "search")


def rows(part: str, folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """The rows of one part, with the load of the machine at its begin."""
    yield Row("load of the machine at the begin", os.getloadavg()[0], "")
    match part:
        case "bulk":
            yield from bulk(folder, options.documents)
        case "html":
            yield from html(options.pages, options.runs)
        case "search":
            yield from search(options.desk or folder / "desk", folder, options.passages, options.queries)
        case "start":
            yield from start()


def command(part: str, options: argparse.Namespace) -> str:
    """What runs this part again."""
    sizes = {
        "bulk": f" --documents {options.documents}",
        "html": f" --pages {options.pages} --runs {options.runs}",
        "search": f" --passages {options.passages} --queries {options.queries}",
    }
    return f"python -m benchmarks.scale --part {part}{sizes.get(part, '')}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="by default all")
    parser.add_argument("--json", type=Path, help="write the rows here")
    parser.add_argument("--documents", type=int, default=18_589, help="of the bulk runs")
    parser.add_argument("--pages", type=int, default=100, help="of each set of pages")
    parser.add_argument("--runs", type=int, default=5, help="over these pages")
    parser.add_argument("--passages", type=int, default=1_000_000, help="of the desk that is searched")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--desk", type=Path, help="where the large desk is, or is made and left")
    options = parser.parse_args()
    if not (DATA / "stories").is_dir():
        sys.exit(f"The outside data is not at {DATA}; set GROUNDWIRE_DATA.")
    gates: list[dict[str, object]] = []
    print("| part | what | value | unit | aim | met | command |\n|---|---|---:|---|---|---|---|")
    for part in options.part or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for row in rows(part, Path(folder), options):
                aim = "" if row.aim is None else f"{'≤' if row.most else '≥'} {row.aim:g}"
                print(
                    f"| {part} | {row.what} | {row.value:.4g} | {row.unit} | {aim} | {row.met} |"
                    f" `{command(part, options)}` |",
                    flush=True,
                )
                # Aims are no floors: what a busy machine misses breaks no build.
                gates.append({"gate": f"scale {part}: {row.what}", "value": row.value, "floor": None, "unit": row.unit})
    if options.json:
        options.json.write_text(json.dumps(gates, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
