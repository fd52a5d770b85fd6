"""Figures against the specs of Recognizers-Text, span and value exact, beside their Python port, and the speed of both.

Run: ``python -m benchmarks.figures [--json PATH] [--show LANGUAGE MODEL] [--articles N]``. The port
(``recognizers-text-suite`` with ``emoji<2``) and ``quantulum3`` are asked in the same run where they are installed,
on the same cases with the same rules. The port skips what the specs mark as not supported by it: ours and its counts
are compared on the cases that it supports, and ours are given for all. Where the convention of the specs is not ours,
it is mapped here and nowhere else; these are all the rules:

 1. Number is asked of ``text.numerals``: we annotate no bare numbers. Numbers glued to letters (180ml) are left out.
 2. A result without a value (``percent`` or ``dollar`` alone) is not a figure and is left out on their side.
 3. Where a spec gives no offsets, or some at which its text does not stand (an end past the end), the place is the
    first one at which its text stands.
 4. Percent: our fractions and halves (五分之一, the half) are percentages too; the specs count them as numbers, so
    they are left out.
 5. Currency: cents, pence, 分 and the like are parts of their currency for us (12 cents is 0.12), units for the specs.
    Where the spec names no ISO code ("Dollar", "Pound"), the currency is not compared. Prices are money.
 6. Dimension: durations and points of an index are quantities for us and another model or none there; they are left
    out. Units are not compared.
 7. Values are compared to 12 digits: the specs print 15 and round fractions.
 8. A range with one unit (eight to 10 feet, 5-20%) is one figure for us. For the specs it is often only its second end;
    where a spec has no result at our first end, our range is taken as its second end.
 9. Cases of a per cent word before a number (percent of twenty) are left out on both sides: the specs read 20 %, for us
    it is a share of twenty that nobody has told.
"""

import argparse
import functools
import json
import lzma
import os
import re
import tarfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures_peers import Result, ask_port, port_model, quantulum, seconds
from groundwire.annotate.annotator import Annotator
from groundwire.annotate.dates import find_dates
from groundwire.annotate.figures.codes import find_codes
from groundwire.annotate.figures.find import FoundFigure, find_figures
from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.passage import Passage
from groundwire.models import CaptureId, Document, DocumentId, Figure, Moment, Paragraph, RevisionId
from groundwire.text.numerals import Numeral, find_numerals

LANGUAGES = {"zh": "Chinese", "en": "English", "fr": "French", "de": "German", "ja": "Japanese", "es": "Spanish"}
MODELS = {"Number": "Number", "Percent": "Number", "Currency": "NumberWithUnit", "Dimension": "NumberWithUnit"}
_DURATIONS = {
    "points",  # of an index, which the specs do not know
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
_DAY = date(2020, 1, 1)
_FLOOR_SPEED = 150.0
_FLOOR_RATIO = 20.0  # times faster than the port: its four models against our figures
_PERCENT_FIRST = re.compile(r"(?:per ?cents?|pourcent(?:age)?s?|pour cent|por ciento)\b", re.IGNORECASE)
_SPEED_CASES = 60  # a language: the port needs 60 ms for an English one
_FLOORS = {  # just under what is reached
    ("zh", "Number"): 0.94,
    ("zh", "Percent"): 0.95,
    ("zh", "Currency"): 0.88,
    ("zh", "Dimension"): 0.77,
    ("en", "Number"): 0.84,
    ("en", "Percent"): 0.99,
    ("en", "Currency"): 0.87,
    ("en", "Dimension"): 0.90,
    ("fr", "Number"): 0.74,
    ("fr", "Percent"): 0.93,
    ("fr", "Currency"): 0.96,
    ("fr", "Dimension"): 0.89,
    ("de", "Number"): 0.92,
    ("de", "Percent"): 0.99,
    ("de", "Currency"): 0.91,
    ("de", "Dimension"): 0.88,
    ("ja", "Number"): 0.76,
    ("ja", "Percent"): 0.79,
    ("ja", "Currency"): 0.86,
    ("ja", "Dimension"): 0.87,
    ("es", "Number"): 0.96,
    ("es", "Percent"): 0.99,
    ("es", "Currency"): 0.89,
    ("es", "Dimension"): 0.88,
}
_UNDER_PORT = {("es", "Dimension"): -1}  # "52 bhp" is a power for us; the spec has only the "1.171 cc" beside it


@dataclass(frozen=True)
class Case:
    """One sentence with what is expected of it."""

    text: str
    results: list[Result]
    supported: bool  # by their Python port


@dataclass(frozen=True)
class Answer:
    """What we find, and the same as only the second end of the range that it is."""

    result: Result
    second_end: Result | None = None


@dataclass(frozen=True)
class Row:
    """The counts of one language and model; those of the port are None where it has no such model."""

    language: str
    model: str
    right: int
    all: int
    right_supported: int
    supported: int
    port: int | None
    port_ratio: float | None  # their CPU time over ours on these cases


Finder = Callable[[str, str], list[Answer]]


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
    return [_case(entry, model) for entry in entries if not _percent_first(entry, model)]


def _percent_first(entry: dict[str, Any], model: str) -> bool:
    return model == "Percent" and any(_PERCENT_FIRST.match(raw["Text"].strip()) for raw in entry["Results"])


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


def _numbers(text: str, language: str) -> list[Answer]:
    return [Answer((n.start, n.end, n.value, None)) for n in find_numerals(text, language) if _alone(text, n)]


def _alone(text: str, numeral: Numeral) -> bool:
    before, after = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
    glued = before.isascii() and before.isalpha() and numeral.digits
    return not glued and not (after.isascii() and after.isalpha())


def _figures(annotator: Annotator, wanted: Callable[[Figure, str], bool]) -> Finder:
    def find(text: str, language: str) -> list[Answer]:
        found = annotator.annotate_text(text, language, _DAY).figures
        return [_found(figure, text, language) for figure in found if wanted(figure, text)]

    return find


def _found(figure: Figure, text: str, language: str) -> Answer:
    start, end = figure.span.start, figure.span.end
    result = (start, end, figure.high, figure.currency)
    if figure.low == figure.high:
        return Answer(result)
    last = max((n.start for n in find_numerals(text[start:end], language)), default=0)
    return Answer(result, (start + last, end, figure.high, figure.currency))


def _chosen(answers: list[Answer], expected: list[Result]) -> list[Result]:
    """Our results, ranges as their second end where the spec has nothing at the first."""
    starts = {result[0] for result in expected}
    return [
        answer.second_end if answer.second_end and answer.result[0] not in starts else answer.result
        for answer in answers
    ]


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
    return figure.kind in ("money", "price")


def _is_dimension(figure: Figure, _text: str) -> bool:
    return figure.kind == "quantity" and figure.unit not in _DURATIONS


def matches(expected: list[Result], found: list[Result], *, iso: bool) -> bool:
    """Whether the found results are those expected, each with span, value and, for money, currency."""
    return len(expected) == len(found) and all(_same(e, f, iso=iso) for e, f in zip(expected, found, strict=True))


def _same(expected: Result, found: Result, *, iso: bool) -> bool:
    near = abs(expected[2] - found[2]) <= abs(found[2]) * Decimal("1e-12")
    return expected[:2] == found[:2] and near and (not iso or expected[3] is None or expected[3] == found[3])


def measure_figures(archive: tarfile.TarFile, annotator: Annotator, show: tuple[str, str] | None) -> Iterator[Row]:
    """One row for each language and model; prints the misses of the one to show."""
    finders: dict[str, Finder] = {
        "Number": _numbers,
        "Percent": _figures(annotator, _is_percent),
        "Currency": _figures(annotator, _is_money),
        "Dimension": _figures(annotator, _is_dimension),
    }
    for language in LANGUAGES:
        for model, find in finders.items():
            if not show or show == (language, model):
                cases = read_cases(archive, language, model)
                yield _row(cases, find, language, model)
                if show:
                    _print_misses(cases, find, language, model)


def _row(cases: list[Case], find: Finder, language: str, model: str) -> Row:
    hits = [_hit(case, find, language, model) for case in cases]
    supported = [case for case in cases if case.supported]
    port = port_model(language, model)
    return Row(
        language=language,
        model=model,
        right=sum(hits),
        all=len(cases),
        right_supported=sum(hit for case, hit in zip(cases, hits, strict=True) if case.supported),
        supported=len(supported),
        port=sum(_port_hit(port, case, model) for case in supported) if port else None,
        port_ratio=_port_ratio(port, supported, find, language) if port and supported else None,
    )


def _hit(case: Case, find: Finder, language: str, model: str) -> bool:
    return matches(case.results, _chosen(find(case.text, language), case.results), iso=model == "Currency")


def _port_hit(port: Any, case: Case, model: str) -> bool:
    found = ask_port(port, case.text, lambda raw: _result(raw, case.text, model))
    return matches(case.results, found, iso=model == "Currency")


def _port_ratio(port: Any, cases: list[Case], find: Finder, language: str) -> float:
    texts = [case.text for case in cases]
    return seconds(port.parse, texts) / seconds(lambda text: find(text, language), texts)


def _print_misses(cases: list[Case], find: Finder, language: str, model: str) -> None:
    for case in cases:
        if not _hit(case, find, language, model):
            expected = [(case.text[s:e], str(v), c) for s, e, v, c in case.results]
            found = [(case.text[s:e], str(v), c) for s, e, v, c in _chosen(find(case.text, language), case.results)]
            note = "" if case.supported else "   [not supported by the port]"
            print(f"{case.text[:160]!r}\n    expected {expected}\n    found    {found}{note}")


def measure_quantulum(archive: tarfile.TarFile) -> float | None:
    """How many times its CPU time is ours, on the English sentences with units; None where it is not installed."""
    parse = quantulum()
    if parse is None:
        return None
    texts = [case.text for model in ("Currency", "Dimension") for case in read_cases(archive, "en", model)]
    return seconds(parse, texts) / seconds(functools.partial(figures_alone, language="en"), texts)


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
    warnings.simplefilter("ignore")  # the peers' own
    annotator = Annotator(load_entities().values())
    with tarfile.open(archive_path) as archive:
        rows = _print_rows(measure_figures(archive, annotator, tuple(options.show) if options.show else None))
        gates = [gate for row in rows for gate in _gates(row)]
        if not options.show:
            gates += _speed_gates(archive, annotator, options.articles)
    if options.json:
        options.json.write_text(json.dumps(gates, indent=1) + "\n", encoding="utf-8")
    return int(any(g["floor"] is not None and g["value"] < g["floor"] for g in gates))


def _print_rows(rows: Iterator[Row]) -> list[Row]:
    print("| language | model | ours, all | share | ours, supported | the port | its time over ours |")
    print("|---|---|---|---|---|---|---|")
    kept = []
    for row in rows:
        kept.append(row)
        ours = f"{row.right}/{row.all} | {row.right / row.all:.3f} | {row.right_supported}/{row.supported}"
        port = "–" if row.port is None else f"{row.port}/{row.supported}"
        ratio = "–" if row.port_ratio is None else f"{row.port_ratio:.1f}"
        print(f"| {row.language} | {row.model} | {ours} | {port} | {ratio} |", flush=True)
    return kept


def _gates(row: Row) -> list[dict[str, Any]]:
    name = f"figures.{row.language}.{row.model.lower()}"
    floor = _FLOORS.get((row.language, row.model))
    gates: list[dict[str, Any]] = [{"gate": name, "value": row.right / row.all, "floor": floor, "unit": "exact"}]
    if row.port is not None:
        over = row.right_supported - row.port
        gates.append(
            {
                "gate": f"{name}.over_port",
                "value": over,
                "floor": _UNDER_PORT.get((row.language, row.model), 0),
                "unit": "cases",
            }
        )
    return gates


def _speed_gates(archive: tarfile.TarFile, annotator: Annotator, articles: int) -> list[dict[str, Any]]:
    corpus = data_folder() / "stories" / "dtels_zh_even_topics.jsonl.xz"
    speed = measure_speed(corpus, annotator, articles)
    print(
        f"\nannotate: {speed:.0f} documents/s of CPU on {articles} Chinese articles, one process "
        f"(floor {_FLOOR_SPEED:.0f})"
    )
    gates = [{"gate": "annotate.speed", "value": speed, "floor": _FLOOR_SPEED, "unit": "documents/s"}]
    ratio = measure_port_speed(archive, annotator)
    if ratio is not None:
        print(f"recognizers-text-suite: {ratio[0]:.0f} times our time for figures, {ratio[1]:.0f} times for everything")
        gates.append({"gate": "figures.speed.over_port", "value": ratio[0], "floor": _FLOOR_RATIO, "unit": "times"})
    other = measure_quantulum(archive)
    if other is not None:
        print(f"quantulum3, English: {other:.0f} times our time for figures")
        gates.append({"gate": "figures.speed.over_quantulum3", "value": other, "floor": None, "unit": "times"})
    return gates


def measure_port_speed(archive: tarfile.TarFile, annotator: Annotator) -> tuple[float, float] | None:
    """How many times the port's CPU time (its four models, on every sentence with money) is ours.

    First for what we need to find figures alone, then for all annotations.
    """
    theirs = alone = everything = 0.0
    for language in LANGUAGES:
        ports = [port for model in MODELS if (port := port_model(language, model))]
        if len(ports) < len(MODELS):
            continue
        texts = [case.text for case in read_cases(archive, language, "Currency")][:_SPEED_CASES]
        theirs += sum(seconds(port.parse, texts) for port in ports)
        alone += seconds(functools.partial(figures_alone, language=language), texts)
        everything += seconds(functools.partial(annotator.annotate_text, language=language, day=_DAY), texts)
    return (theirs / alone, theirs / everything) if alone else None


def figures_alone(text: str, language: str) -> list[FoundFigure]:
    """The figures of a text and what must be known for them: the codes and dates that are none."""
    passage = Passage(text, language)
    taken = passage.overlap()
    find_codes(passage, taken)
    for found in find_dates(passage, _DAY, taken):
        taken.take(found.start, found.end)
    return find_figures(passage, taken)


if __name__ == "__main__":
    raise SystemExit(main())
