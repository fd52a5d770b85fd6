"""SummEdits, WiCE, XNLI: English summaries with edits, claims with supporting sentences, Chinese–English pairs."""

import csv
import gzip
import io
import json
from typing import Any

from benchmarks.checking_sets import (
    Gate,
    Options,
    checked,
    data_folder,
    json_lines,
    members,
    source_of,
    told,
    verdict_of,
)

_WICE_ROWS = 200  # claims of each file; their pages have hundreds of sentences
_XNLI_STEP = 2


def measure_summedits(options: Options) -> list[Gate]:
    """Balanced accuracy of the verdict and, best threshold on the odd half, of the score."""
    gates: list[Gate] = []
    print("\n| summedits | half | consistent kept | edited caught | balanced accuracy | with the score's threshold |")
    print("|---|---|---|---|---|---|")
    for name in ("news", "ectsum"):
        with gzip.open(data_folder() / f"summedits_{name}.json.gz") as file:
            rows = json.load(file)
        judged = [_summary(row, index % 2, options) for index, row in enumerate(rows)]
        best = max({score for half, _l, _k, score in judged if half}, key=lambda level: _by_score(judged, 1, level))
        for half in (1, 0):
            kept = _rate(judged, half, label=1, kept=True)
            caught = _rate(judged, half, label=0, kept=False)
            accuracy, scored = (kept + caught) / 2, _by_score(judged, half, best)
            word = "odd" if half else "even"
            print(f"| {name} | {word} | {kept:.3f} | {caught:.3f} | {accuracy:.3f} | {scored:.3f} |")
            if not half:
                gates.append(_gate(f"summedits.{name}", max(accuracy, scored), "balanced accuracy, even half"))
    return gates


def _summary(row: dict[str, Any], half: int, options: Options) -> tuple[int, int, bool, float]:
    paragraphs = [part.strip() for part in row["doc"].split("\n") if part.strip()]
    source = source_of(paragraphs, "en")
    every = tuple(range(1, len(paragraphs) + 1))
    verdict = verdict_of(" ".join(row["summary"].split()), source, "en", every)
    kept = verdict.outcome == "supported"
    if half and options.show == "summedits" and kept != bool(row["label"]):
        print(row["label"], row.get("edit_types"), row["summary"], told(verdict))
    return half, int(row["label"]), kept, verdict.score


def _rate(judged: list[tuple[int, int, bool, float]], half: int, *, label: int, kept: bool) -> float:
    rows = [k == kept for h, lab, k, _s in judged if h == half and lab == label]
    return sum(rows) / len(rows) if rows else 0.0


def _by_score(judged: list[tuple[int, int, bool, float]], half: int, level: float) -> float:
    moved = [(h, label, score >= level, score) for h, label, _k, score in judged]
    return (_rate(moved, half, label=1, kept=True) + _rate(moved, half, label=0, kept=False)) / 2


def measure_wice(options: Options) -> list[Gate]:
    """How often a supported claim that cites a wrong sentence is led to one that supports it."""
    gates: list[Gate] = []
    print("\n| wice | supported claims | led to a supporting sentence | likeliest is one |\n|---|---|---|---|")
    for name, data in members("wice.tar.xz", ".jsonl"):
        rows = [row for row in json_lines(data)[:_WICE_ROWS] if row["label"] == "supported"]
        results = [_claim(row) for row in rows]
        led, first = (sum(result[i] for result in results) / max(1, len(results)) for i in (0, 1))
        half = "odd" if name.endswith("dev.jsonl") else "even"
        print(f"| {'dev' if half == 'odd' else 'test'} | {len(rows)} | {led:.3f} | {first:.3f} |")
        if half == "even":
            gates.append(_gate("wice.supporting", first, "share, test"))
    return gates


def _claim(row: dict[str, Any]) -> tuple[bool, bool]:
    from groundwire.brief.check.elsewhere import likely
    from groundwire.brief.check.reading import read_text
    from groundwire.models import Annotations

    sentences = [text if text.strip() else "-" for text in row["evidence"]]
    right = {index + 1 for several in row["supporting_sentences"] for index in several}
    wrong = next((n for n in range(len(sentences), 0, -1) if n not in right), 1)
    source = source_of(sentences, "en")
    statement = checked(row["claim"], source, "en", (wrong,))
    likeliest = likely(read_text(row["claim"], "en", Annotations()), source, (wrong,))[:1]
    return bool(set(statement.citations) & right), bool(set(likeliest) & right)


def measure_xnli(options: Options) -> list[Gate]:
    """AUC of the score, entailment over contradiction: Chinese premise, English hypothesis."""
    chinese, english = _tsv("zh"), _tsv("en")
    scores: dict[tuple[int, str], list[float]] = {}
    for index in range(0, len(chinese), _XNLI_STEP):
        premise, label = chinese[index][0], english[index][2]
        if label != "neutral":
            verdict = verdict_of(english[index][1], source_of([premise], "zh"), "en")
            scores.setdefault((index // _XNLI_STEP % 2, label), []).append(verdict.score)
    print("\n| xnli zh→en | half | AUC | pairs |\n|---|---|---|---|")
    gates: list[Gate] = []
    for half in (1, 0):
        value = _auc(scores[half, "entailment"], scores[half, "contradiction"])
        number = len(scores[half, "entailment"]) + len(scores[half, "contradiction"])
        print(f"| contradiction against entailment | {'odd' if half else 'even'} | {value:.3f} | {number} |")
        if not half:
            gates.append(_gate("xnli.zh_en", value, "AUC, even half"))
    return gates


def _tsv(language: str) -> list[list[str]]:
    data = gzip.decompress((data_folder() / f"xnli_dev_{language}.tsv.gz").read_bytes()).decode("utf-8")
    return list(csv.reader(io.StringIO(data), delimiter="\t", quoting=csv.QUOTE_NONE))


def _auc(higher: list[float], lower: list[float]) -> float:
    wins = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a in higher for b in lower)
    return wins / (len(higher) * len(lower)) if higher and lower else 0.0


def _gate(name: str, value: float, unit: str) -> Gate:
    return {"gate": f"checking.{name}", "value": value, "floor": None, "unit": unit}
