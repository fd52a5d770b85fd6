"""The checker against public sets that nobody on this project wrote: what it catches, and what it wrongly withholds.

Run: ``python -m benchmarks.checking [--set NAME] [--lang zh] [--json PATH] [--show TYPE]``. Sets: demetr, uhgeval,
summedits, wice, xnli, speed. Odd rows were used to develop, of even ones only totals were looked at.
"""

import argparse
import json
from pathlib import Path

from benchmarks.checking_chinese import measure_uhgeval
from benchmarks.checking_demetr import measure_demetr, measure_speed
from benchmarks.checking_english import measure_summedits, measure_wice, measure_xnli
from benchmarks.checking_sets import Options, data_folder

MEASURES = {
    "demetr": measure_demetr,
    "uhgeval": measure_uhgeval,
    "summedits": measure_summedits,
    "wice": measure_wice,
    "xnli": measure_xnli,
    "speed": measure_speed,
}


def main() -> int:
    """Print the tables; 1 if a value with a floor is under it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--set", choices=sorted(MEASURES), action="append")
    parser.add_argument("--lang", default="")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", default="", help="print what went wrong in the odd half of this type")
    asked = parser.parse_args()
    if not data_folder().is_dir():
        print(f"No outside data at {data_folder()}; set GROUNDWIRE_DATA.")
        return 0
    options = Options(language=asked.lang, show=asked.show)
    gates = [gate for name in asked.set or MEASURES for gate in MEASURES[name](options)]
    if asked.json:
        asked.json.write_text(json.dumps(gates, indent=1) + "\n", encoding="utf-8")
    return int(any(g["floor"] is not None and g["value"] < g["floor"] for g in gates))


if __name__ == "__main__":
    raise SystemExit(main())
