"""UHGEval: Chinese continuations of news, each keyword marked as right or wrong; the news itself is the evidence."""

import re
from collections.abc import Iterator
from typing import Any

from benchmarks.checking_sets import Gate, Options, json_lines, members, source_of, verdict_of
from groundwire.models import Verdict

_NUMERAL = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千万亿两]+(?:%|％|个|人|名|年|月|日|元|次|家|项|成|倍|万|亿|分之)"
)
_STEP = 4  # every fourth continuation of each half: 20,000 checks take minutes and give the same figures


def measure_uhgeval(options: Options) -> list[Gate]:
    """Precision, recall and F1 of wrong keywords, those with numbers apart."""
    counts: dict[tuple[str, int], list[int]] = {}
    for _name, data in members("uhgeval_zh.tar.xz", ".jsonl"):
        for index, row in enumerate(json_lines(data)[:: _STEP // 2]):
            _count(row, index % 2, counts, options)
    print("\n| uhgeval | half | precision | recall | F1 | wrong keywords |\n|---|---|---|---|---|---|")
    return [gate for key in sorted(counts) for gate in _report(key, counts[key])]


def _count(row: dict[str, Any], half: int, counts: dict[tuple[str, int], list[int]], options: Options) -> None:
    source = source_of([row["newsBeginning"] + row["newsRemainder"]], "zh", title=row["headLine"])
    text = row["hallucinatedContinuation"].strip()
    for keyword, wrong in _keywords(row):
        flagged = _flagged(keyword, verdict_of(_sentence(keyword, text), source, "zh"))
        kinds = ["all"] + (["number"] if _NUMERAL.search(keyword) else [])
        for kind in kinds:
            tally = counts.setdefault((kind, half), [0, 0, 0, 0])
            tally[2 * wrong + flagged] += 1
        if half and options.show == "uhgeval" and _NUMERAL.search(keyword) and flagged != wrong:
            print(f"{'missed' if wrong else 'alarm'} {keyword!r} in {text!r}")


def _keywords(row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for annotation in row["annotations"]:
        keyword, _, label = annotation.partition("<sep>")
        if keyword and label:
            yield keyword, label.startswith("不合理")


def _sentence(keyword: str, text: str) -> str:
    return next((part for part in re.split(r"(?<=[。！？])", text) if keyword in part), text)


def _flagged(keyword: str, verdict: Verdict) -> bool:
    """Whether some failed check is about words of the keyword."""
    return any(
        not check.passed and check.wanted and (check.wanted in keyword or keyword in check.wanted)
        for check in verdict.checks
    )


def _report(key: tuple[str, int], tally: list[int]) -> Iterator[Gate]:
    _right, alarms, missed, caught = tally
    precision = caught / (caught + alarms) if caught + alarms else 0.0
    recall = caught / (caught + missed) if caught + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    half = "odd" if key[1] else "even"
    print(f"| {key[0]} | {half} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {caught + missed} |")
    if not key[1]:
        yield {"gate": f"checking.uhgeval.{key[0]}", "value": f1, "floor": None, "unit": "F1, even half"}
