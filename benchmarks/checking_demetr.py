"""DEMETR: a source sentence, two right translations and one with a planted error; each statement against its source."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.checking_sets import Gate, Options, annotator, checker, members, source_of, told, verdict_of
from groundwire.annotate.names.entity_files import load_entities
from groundwire.brief.check.checker import Checker
from groundwire.brief.check.source import Source
from groundwire.models import Annotations, Document, Statement, Verdict

LANGUAGES = {
    "chinese_simple": "zh", "german": "de", "french": "fr", "japanese": "ja", "spanish": "es", "italian": "it",
    "russian": "ru", "polish": "pl", "czech": "cs", "hindi": "hi",
}  # fmt: skip
TYPES = {
    "critical_id10_numbers_replaced": "number",
    "critical_id9_ne_replaced": "name",
    "critical_id8_negation": "negation",
    "critical_id7_antonym": "antonym",
    "critical_id6_addition": "addition",
    "major_id17_tense": "tense",
    "major_id19_question": "question",
    "critical_id11_gender": "gender",
}
_FLOORS = {  # just under what is reached
    ("zh", "right"): 0.84,
    ("zh", "number"): 0.97,
    ("zh", "name"): 0.85,
    ("zh", "negation"): 0.82,
}


@dataclass
class Count:
    """Pairs of one type and half."""

    pairs: int = 0
    caught: int = 0
    higher: float = 0.0  # the right one scores higher; a tie counts half


def measure_demetr(options: Options) -> list[Gate]:
    """Detection by type and language, and how many right translations are withheld."""
    rows = [row for row in _rows() if not options.language or row["language"] == options.language]
    right: dict[str, tuple[Any, Any]] = {}
    alarms: dict[tuple[str, int], list[bool]] = {}
    counts: dict[tuple[str, str, int], Count] = {}
    for row in rows:
        language, half = row["language"], row["id"] % 2
        if row["src_sent"] not in right:
            source = source_of([row["src_sent"]], language)
            verdicts = [verdict_of(row[key], source, "en") for key in ("mt_sent", "eng_sent")]
            right[row["src_sent"]] = source, verdicts[0]
            for key, verdict in zip(("mt_sent", "eng_sent"), verdicts, strict=True):
                alarms.setdefault((language, half), []).append(verdict.outcome != "supported")
                if half and options.show == "right" and verdict.outcome != "supported":
                    print(f"{row['src_sent']}\n  {key}: {row[key]}\n  {told(verdict)}")
        source, good = right[row["src_sent"]]
        bad = verdict_of(row["pert_sent"], source, "en")
        count = counts.setdefault((language, row["type"], half), Count())
        count.pairs += 1
        count.caught += bad.outcome != "supported"
        count.higher += 1.0 if bad.score < good.score else 0.5 if bad.score == good.score else 0.0
        if half and options.show == row["type"] and bad.outcome == "supported":
            print(f"{row['src_sent']}\n  R {row['mt_sent']}\n  P {row['pert_sent']}")
    return list(_report(alarms, counts))


def measure_speed(_options: Options) -> list[Gate]:
    """Statements a second of CPU time, with and without the annotation of the statement; the source is ready."""
    rows = [row for row in _rows() if row["language"] == "zh" and row["type"] == "negation"]
    source = source_of([row["src_sent"] for row in rows], "zh")
    texts = [(row["mt_sent"], number) for number, row in enumerate(rows, 1)]
    documents: dict[str, Annotations] = {}

    def annotated(document: Document) -> Annotations:
        text = document.paragraphs[0].text
        if text not in documents:
            documents[text] = annotator().annotate(document)
        return documents[text]

    prepared = Checker(annotate=annotated, entities=load_entities())
    speeds = [_speed(checker(), texts, source), _speed(prepared, texts, source)]
    print("\n| speed | statements/s |\n|---|---|")
    print(f"| with annotating each statement | {speeds[0]:.0f} |\n| without | {speeds[1]:.0f} |")
    names = ("checking.speed.annotating", "checking.speed")
    return [
        {"gate": name, "value": speed, "floor": None, "unit": "statements/s"}
        for name, speed in zip(names, speeds, strict=True)
    ]


def _speed(with_checker: Checker, texts: list[tuple[str, int]], source: Source) -> float:
    statements = [
        Statement(text=text, citations=(number,), verdict=Verdict(outcome="unchecked")) for text, number in texts
    ]
    for statement in statements:  # the source is read, and the dictionary and tables are loaded, the first time
        with_checker.check(statement, source, language="en")
    started = time.process_time()
    for statement in statements:
        with_checker.check(statement, source, language="en")
    return len(statements) / (time.process_time() - started)


def _rows() -> Iterator[dict[str, Any]]:
    for name, data in members("demetr.tar.xz", ".json"):
        kind = TYPES.get(name.rpartition("/")[2].removesuffix(".json"))
        if kind:
            for row in json.loads(data):
                if row["pert_check"] and row["lang_tag"] in LANGUAGES:
                    yield {**row, "language": LANGUAGES[row["lang_tag"]], "type": kind}


def _report(alarms: dict[tuple[str, int], list[bool]], counts: dict[tuple[str, str, int], Count]) -> Iterator[Gate]:
    print("\n| demetr | type | caught, odd | caught, even | right scores higher, odd | even | pairs |")
    print("|---|---|---|---|---|---|---|")
    for language in dict.fromkeys(key[0] for key in counts):
        odd, even = (_share(alarms.get((language, half), [])) for half in (1, 0))
        number = len(alarms.get((language, 1), [])) + len(alarms.get((language, 0), []))
        print(f"| {language} | right ones withheld | {odd:.3f} | {even:.3f} | | | {number} |")
        yield {
            "gate": f"checking.demetr.{language}.right_kept",
            "value": 1 - even,
            "floor": _FLOORS.get((language, "right")),
            "unit": "share, even half",
        }
        for kind in TYPES.values():
            one, other = (counts.get((language, kind, half), Count()) for half in (1, 0))
            print(
                f"| {language} | {kind} | {_of(one.caught, one):.3f} | {_of(other.caught, other):.3f} "
                f"| {_of(one.higher, one):.3f} | {_of(other.higher, other):.3f} | {one.pairs + other.pairs} |"
            )
            yield {
                "gate": f"checking.demetr.{language}.{kind}",
                "value": _of(other.caught, other),
                "floor": _FLOORS.get((language, kind)),
                "unit": "share caught, even half",
            }


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _of(value: float, count: Count) -> float:
    return value / count.pairs if count.pairs else 0.0
