"""Figures against the specs of Recognizers-Text, span and value exact, and the speed of annotation.

Run: ``python -m benchmarks.figures [--json PATH] [--show LANGUAGE MODEL] [--articles N]``. Where the convention of
the specs is not ours, it is mapped here and nowhere else; these are all the rules:

 1. Number is asked of ``text.numerals``: we annotate no bare numbers. Numbers glued to letters (180ml) are left out.
 2. A result without a value (``percent`` or ``dollar`` alone) is not a figure and is left out on their side.
 3. Where a spec gives no offsets, or some at which its text does not stand (an end past the end), the place is the
    first one at which its text stands.
 4. Percent: our fractions and halves (五分之一, the half) are percentages too; the specs count them as numbers, so
    they are left out.
 5. Currency: cents, pence, 分 and the like are parts of their currency for us (12 cents is 0.12), units for the specs.
    Where the spec names no ISO code ("Dollar", "Pound"), the currency is not compared.
 6. Dimension: durations are quantities for us and another model there; they are left out. Units are not compared.
 7. Values are compared to 12 digits: the specs print 15 and round fractions.
"""

import argparse
import json
import lzma
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from groundwire.annotate import Annotator, load_entities
from groundwire.models import CaptureId, Document, DocumentId, Figure, Moment, Paragraph, RevisionId
from groundwire.text.numerals import Numeral, find_numerals

LANGUAGES = {"zh": "Chinese", "en": "English", "fr": "French", "de": "German", "ja": "Japanese", "es": "Spanish"}
MODELS = {"Number": "Number", "Percent": "Number", "Currency": "NumberWithUnit", "Dimension": "NumberWithUnit"}
# What the README of the data gives for its own Python port.
PORT = {
    ("zh", "Number"): 359,
    ("zh", "Percent"): 152,
    ("zh", "Currency"): 29,
    ("en", "Currency"): 130,
    ("en", "Dimension"): 82,
}
_DURATIONS = {
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "seconds",
    "quarters",
    "decades",
    "centuries",
    "years old",
    "ms",
}
_PARTS = ("cent", "centavo", "céntimo", "centime", "penny", "pence", "penique", "fen", "jiao", "sen", "öre", "美分")
_FLOOR_SPEED = 150.0

Result = tuple[int, int, Decimal, str | None]


@dataclass(frozen=True)
class Case:
    """One sentence with what is expected of it."""

    text: str
    results: list[Result]
    supported: bool  # by their Python port


def data_folder() -> Path:
    """Where the outside data lies."""
    return Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).parents[2] / "shared" / "data"))


def read_cases(archive: tarfile.TarFile, language: str, model: str) -> list[Case]:
    """The cases of one spec file."""
    name = f"{MODELS[model]}/{LANGUAGES[language]}/{model}Model.json"
    member = next(m for m in archive.getmembers() if m.name.endswith(name))
    file = archive.extractfile(member)
    assert file is not None
    entries = json.loads(file.read().decode("utf-8-sig"))
    return [_case(entry, model) for entry in entries]


def _case(entry: dict[str, Any], model: str) -> Case:
    text = entry["Input"]
    results = [result for raw in entry["Results"] if (result := _result(raw, text, model))]
    return Case(text, results, "python" not in entry.get("NotSupported", ""))


def _result(raw: dict[str, Any], text: str, model: str) -> Result | None:
    resolution = raw.get("Resolution") or {}
    value = resolution.get("value")
    if value in (None, "", "null"):
        return None
    start = raw.get("Start", text.lower().find(raw["Text"].lower()))
    end = raw["End"] + 1 if "End" in raw else start + len(raw["Text"])
    if text[start : start + len(raw["Text"])].lower() == raw["Text"].lower():
        end = start + len(raw["Text"])
    number = Decimal(str(value).rstrip("%").replace(",", "."))
    if model == "Currency" and any(part == str(resolution.get("unit", "")).lower() for part in _PARTS):
        number /= 100
    return start, end, number, resolution.get("isoCurrency") if model == "Currency" else None


def _numbers(text: str, language: str) -> list[Result]:
    return [(n.start, n.end, n.value, None) for n in find_numerals(text, language) if _alone(text, n)]


def _alone(text: str, numeral: Numeral) -> bool:
    before, after = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
    glued = before.isascii() and before.isalpha() and numeral.digits
    return not glued and not (after.isascii() and after.isalpha())


def _figures(annotator: Annotator, wanted: Callable[[Figure, str], bool]) -> Callable[[str, str], list[Result]]:
    def find(text: str, language: str) -> list[Result]:
        found = annotator.annotate_text(text, language, date(2020, 1, 1)).figures
        return [(f.span.start, f.span.end, f.high, f.currency) for f in found if wanted(f, text)]

    return find


def _is_percent(figure: Figure, text: str) -> bool:
    written = text[figure.span.start : figure.span.end].replace(" ", "")
    marks = (
        "%",
        "％",
        "cent",
        "rozent",
        "cien",
        "成",
        "折",
        "割",
        "百分",
        "千分",
        "万分",
        "萬分",
        "仟分",
        "点",
        "點",
        "パーセント",
        "ポイント",
        "个",
        "個",
    )
    return figure.kind in ("percent", "points") and any(mark in written for mark in marks)


def _is_money(figure: Figure, _text: str) -> bool:
    return figure.kind == "money"


def _is_dimension(figure: Figure, _text: str) -> bool:
    return figure.kind == "quantity" and figure.unit not in _DURATIONS


def matches(expected: list[Result], found: list[Result], *, iso: bool) -> bool:
    """Whether the found results are those expected, each with span, value and, for money, currency."""
    return len(expected) == len(found) and all(_same(e, f, iso=iso) for e, f in zip(expected, found, strict=True))


def _same(expected: Result, found: Result, *, iso: bool) -> bool:
    near = abs(expected[2] - found[2]) <= abs(found[2]) * Decimal("1e-12")
    return expected[:2] == found[:2] and near and (not iso or expected[3] is None or expected[3] == found[3])


def measure_figures(
    archive: tarfile.TarFile, annotator: Annotator, show: tuple[str, str] | None
) -> Iterator[dict[str, Any]]:
    """One row for each language and model; prints the misses of the one to show."""
    finders: dict[str, Callable[[str, str], list[Result]]] = {
        "Number": _numbers,
        "Percent": _figures(annotator, _is_percent),
        "Currency": _figures(annotator, _is_money),
        "Dimension": _figures(annotator, _is_dimension),
    }
    for language in LANGUAGES:
        for model in MODELS:
            cases = read_cases(archive, language, model)
            if show and show != (language, model):
                continue
            hits = [matches(c.results, finders[model](c.text, language), iso=model == "Currency") for c in cases]
            if show:
                _print_misses(cases, hits, finders[model], language)
            supported = sum(c.supported for c in cases)
            right = sum(hit for case, hit in zip(cases, hits, strict=True) if case.supported)
            yield {
                "language": language,
                "model": model,
                "right": sum(hits),
                "all": len(cases),
                "supported": supported,
                "right_supported": right,
            }


def _print_misses(cases: list[Case], hits: list[bool], find: Callable[[str, str], list[Result]], language: str) -> None:
    for case, hit in zip(cases, hits, strict=True):
        if not hit:
            expected = [(case.text[s:e], str(v), c) for s, e, v, c in case.results]
            found = [(case.text[s:e], str(v), c) for s, e, v, c in find(case.text, language)]
            note = "" if case.supported else "   [not supported by the port]"
            print(f"{case.text[:160]!r}\n    expected {expected}\n    found    {found}{note}")


def measure_speed(path: Path, annotator: Annotator, count: int) -> float:
    """Documents a second of CPU time, one process, on the Chinese news corpus."""
    documents = list(_articles(path, count))
    started = time.process_time()
    for document in documents:
        annotator.annotate(document)
    return len(documents) / (time.process_time() - started)


def _articles(path: Path, count: int) -> Iterator[Document]:
    now = datetime(2024, 6, 1, tzinfo=UTC)
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for index, line in zip(range(count), lines, strict=False):
            article = json.loads(line)
            texts = [text.strip() for text in article["content"].split("\n") if text.strip()]
            yield Document(
                id=DocumentId(str(index)),
                revision=RevisionId("r"),
                capture=CaptureId("c"),
                url=None,
                title=article["title"],
                source_name=article["source"] or "",
                authors=(),
                published=Moment(at=now),
                fetched_at=now,
                language="zh-Hans",
                image=None,
                paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(texts, 1)),
            )


def main() -> int:
    """Print the table; 1 if a value with a floor is under it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", nargs=2, metavar=("LANGUAGE", "MODEL"))
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    archive_path = data_folder() / "figures" / "recognizers_specs.tar.xz"
    if not archive_path.exists():
        print(f"No outside data at {archive_path}; set GROUNDWIRE_DATA.")
        return 0
    annotator = Annotator(load_entities().values())
    gates: list[dict[str, Any]] = []
    print(
        "| language | model | right | of | share | their Python port | right where it supports the case |\n|---|"
        "---|---|---|---|---|---|"
    )
    with tarfile.open(archive_path) as archive:
        for row in measure_figures(archive, annotator, tuple(options.show) if options.show else None):
            port = PORT.get((row["language"], row["model"]))
            share = row["right"] / row["all"]
            counted = f"{row['right']} | {row['all']} | {share:.3f} | {port or '–'}"
            supported = f"{row['right_supported']}/{row['supported']}"
            print(f"| {row['language']} | {row['model']} | {counted} | {supported} |")
            gates.append(
                {
                    "gate": f"figures.{row['language']}.{row['model'].lower()}",
                    "value": share,
                    "floor": None,
                    "unit": "exact",
                }
            )
    if not options.show:
        corpus = data_folder() / "stories" / "dtels_zh_even_topics.jsonl.xz"
        speed = measure_speed(corpus, annotator, options.articles)
        print(
            f"\nannotate: {speed:.0f} documents/s of CPU on {options.articles} Chinese articles, one process (floor "
            f"{_FLOOR_SPEED:.0f})"
        )
        gates.append({"gate": "annotate.speed", "value": speed, "floor": _FLOOR_SPEED, "unit": "documents/s"})
    if options.json:
        options.json.write_text(json.dumps(gates, indent=1) + "\n", encoding="utf-8")
    return int(any(g["floor"] is not None and g["value"] < g["floor"] for g in gates))


if __name__ == "__main__":
    raise SystemExit(main())
