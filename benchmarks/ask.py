"""Does an answer cite the paragraph that has it, and does the desk keep silent about what it does not hold?

xquad: paragraphs of Wikipedia in one language; every other article is left out of the desk, and the questions about
it cannot be answered. rgb: Chinese news, the answering passages of every other pair of questions left out: what remains
is about the same things and does not answer, the hardest case. Questions are counted in the order of their files; the
odd ones were used for development (``--development``), the even ones are reported.

``cited``: a shown statement cites a paragraph that has the answer. ``first``: the first one does. ``shown``: the answer
stands in a statement. ``silent``: nothing is said to what cannot be answered.
"""

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.search import Gate, make_record, plain
from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.library.library import Library
from groundwire.models import Answer, DocumentId, Query
from groundwire.pipeline.digester import Digester
from groundwire.pipeline.fact_reader import FactReader
from groundwire.text.hashing import short_hash

DATA = Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
DAY = date(2025, 3, 4)
SETS = {"xquad_zh": "zh-Hans", "xquad_en": "en", "xquad_de": "de", "xquad_es": "es", "rgb_zh": "zh-Hans"}
FLOORS = {  # a little under what the even questions gave when this was written
    "xquad_zh cited": 0.53, "xquad_zh first, of those answered": 0.92, "xquad_zh silent": 0.95,
    "xquad_en cited": 0.62, "xquad_en first, of those answered": 0.95, "xquad_en silent": 0.96,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the documents that answer it (none: it cannot be answered), and what the answer is, where known."""

    text: str
    documents: frozenset[DocumentId]
    answers: tuple[str, ...] = ()


def xquad(language: str) -> tuple[dict[str, str], list[Asked]]:
    """The paragraphs of every other article, and the questions about all."""
    with gzip.open(DATA / "retrieval" / f"xquad_r_{language}.json.gz", "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    texts: dict[str, str] = {}
    asked: list[Asked] = []
    for place, article in enumerate(articles):
        for paragraph in article["paragraphs"]:
            name = f"p{len(asked)}"
            if place % 2 == 0:
                texts[name] = paragraph["context"]
            there = frozenset({DocumentId(short_hash(name))} if place % 2 == 0 else ())
            asked += (
                Asked(each["question"], there, tuple(answer["text"] for answer in each["answers"]))
                for each in paragraph["qas"]
            )
    return texts, asked


def rgb() -> tuple[dict[str, str], list[Asked]]:
    """All passages but those that answer every other pair of questions."""
    with gzip.open(DATA / "retrieval" / "rgb_zh_refine.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file.read().split("\n") if line]
    gone = {text for place, row in enumerate(rows) if place // 2 % 2 for text in row["positive"]}
    every = dict.fromkeys(text for row in rows for text in (*row["positive"], *row["negative"]))
    names = {text: f"p{number}" for number, text in enumerate(every) if text not in gone}
    asked = [
        Asked(
            row["query"],
            frozenset(DocumentId(short_hash(names[text])) for text in row["positive"] if text in names),
        )
        for row in rows
    ]
    return {name: text for text, name in names.items()}, asked


def make_ask(texts: dict[str, str], language: str, folder: Path) -> Callable[[str], Answer]:
    """A desk of these texts, ready to be asked."""
    entities = load_entities()
    annotator = Annotator(entities.values())
    library = Library(folder, writable=True)
    records = [make_record(name, "", [text], language) for name, text in texts.items()]
    library.write([replace(record, annotations=annotator.annotate(record.document)) for record in records])
    library.optimize()
    digester = Digester(library, entities, facts=FactReader(library, entities), annotator=lambda: annotator)
    return lambda question: digester.ask(question, Query(), language=language, day=DAY)


def measure(name: str, asked: Sequence[Asked], ask: Callable[[str], Answer]) -> Iterator[Gate]:
    """The gates of one set."""
    told = [(each, ask(plain(each.text))) for each in asked]
    held = [(each, answer) for each, answer in told if each.documents]
    cited = [[any(c.document in each.documents for c in said.cited) for said in answer.said] for each, answer in held]
    yield _gate(f"{name} cited", statistics.mean(map(any, cited)))
    yield _gate(f"{name} first", statistics.mean(bool(one) and one[0] for one in cited))
    spoken = [one for one in cited if one]
    yield _gate(f"{name} first, of those answered", statistics.mean(one[0] for one in spoken))
    if any(each.answers for each in asked):
        shown = [any(text in said.text for text in each.answers for said in answer.said) for each, answer in held]
        yield _gate(f"{name} shown", statistics.mean(shown))
    silent = [not answer.said for each, answer in told if not each.documents]
    yield _gate(f"{name} silent", statistics.mean(silent))


def _gate(name: str, value: float) -> Gate:
    return Gate(f"ask {name}", value, FLOORS.get(name), "share")


def main() -> None:
    """Prints the table; exits 1 where a value is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--development", action="store_true", help="the odd questions")
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=list(SETS))
    parser.add_argument("--every", type=int, default=1, help="only one of so many questions")
    options = parser.parse_args()
    if not (DATA / "retrieval").is_dir():
        sys.exit(f"No data at {DATA / 'retrieval'}: set GROUNDWIRE_DATA to the folder that has it.")
    gates: list[Gate] = []
    for name in options.sets:
        texts, asked = rgb() if name == "rgb_zh" else xquad(name.removeprefix("xquad_"))
        some = asked[0 if options.development else 1 :: 2][:: options.every]  # counted from 1: the first is odd
        with tempfile.TemporaryDirectory() as folder:
            gates += measure(name, some, make_ask(texts, SETS[name], Path(folder)))
    print("| measure | value | floor |\n|---|---|---|")
    for gate in gates:
        print(f"| {gate.gate} | {gate.value:.3f} | {'' if gate.floor is None else f'{gate.floor:.3f}'} |")
    if options.json:
        options.json.write_text(json.dumps([_plain(gate) for gate in gates], indent=1), "utf-8")
    if any(gate.floor is not None and gate.value < gate.floor for gate in gates):
        sys.exit(1)


def _plain(gate: Gate) -> dict[str, object]:
    return {"gate": gate.gate, "value": gate.value, "floor": gate.floor, "unit": gate.unit}


if __name__ == "__main__":
    main()
