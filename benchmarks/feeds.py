"""Feeds and archives of others → how many are read, by Groundwire and by the two feed parsers it could stand on.

`python -m benchmarks.feeds [--json PATH]`
"""

import argparse
import ast
import io
import json
import os
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser

from groundwire.models import Capture, ExtractError, Failure
from groundwire.sources.containers import warc_captures
from groundwire.sources.feeds import parse_feed, parse_json_feed
from groundwire.sources.formats import identify

DATA = Path(os.environ.get("GROUNDWIRE_DATA") or Path(__file__).resolve().parent.parent.parent / "shared" / "data")
_READ_FLOORS = {"feedparser": 0.99, "miniflux": 0.88}  # what is left are channels without entries, and no feeds
_METHODS = frozenset({"get", "startswith", "endswith", "has_key", "keys", "count", "find"})
_FUNCTIONS = {"len": len, "isinstance": isinstance, "str": str, "type": type, "list": list}
_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Compare, ast.Eq, ast.NotEq, ast.Lt,
    ast.Gt, ast.LtE, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.Name, ast.Load, ast.Attribute, ast.Subscript,
    ast.Slice, ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Call, ast.BinOp, ast.Add,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file: its bytes, the headers it came with, and what is expected of it (empty where nothing is written)."""

    name: str
    body: bytes
    headers: dict[str, str]
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a parser did on the cases."""

    read: int
    refused: int  # with the error it documents
    crashed: int
    met: int
    seconds: float


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an archive."""
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and not member.name.endswith("SOURCE.txt"):
                yield member.name, file.read()


def cases(path: Path) -> list[Case]:
    """The feeds among the files of an archive."""
    wanted = (".xml", ".json")
    return [_case(name, body) for name, body in members(path) if name.endswith(wanted)]


def _case(name: str, body: bytes) -> Case:
    text = body.decode(_encoding(body), "replace").replace("\r\n", "\n")
    comment = text[: text.find("-->")] if "-->" in text else ""
    lines = [line.strip() for line in comment.splitlines()]
    headers = (line.removeprefix("Header:").split(":", 1) for line in lines if line.startswith("Header:"))
    expected = comment.partition("Expect:")[2].strip().replace("\n", " ")
    return Case(
        name=name,
        body=body,
        headers={pair[0].strip().lower(): pair[1].strip() for pair in headers if len(pair) == 2},
        expected=expected,
    )


def _encoding(body: bytes) -> str:
    marks = {b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe\x00\x00": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    found = next((codec for mark, codec in marks.items() if body.startswith(mark)), None)
    shapes = {b"\0\0\0<": "utf-32-be", b"<\0\0\0": "utf-32-le", b"\0<": "utf-16-be", b"<\0": "utf-16-le"}
    return found or next((codec for shape, codec in shapes.items() if body.startswith(shape)), "utf-8")


def holds(expected: str, result: Mapping[str, Any]) -> bool | None:
    """Whether the expectation holds; None where it is not an expression that may be run."""
    try:
        tree = ast.parse(expected, mode="eval")
    except (SyntaxError, ValueError):
        return None
    if not all(_harmless(node) for node in ast.walk(tree)):
        return None
    names = {"bozo": False, "encoding": "", "version": "", "namespaces": {}, **dict(result), **_FUNCTIONS}
    try:
        return bool(eval(compile(tree, "case", "eval"), {"__builtins__": {}}, names))  # noqa: S307 - checked above
    except Exception:  # noqa: BLE001 - what a parser does not have is an expectation it does not meet
        return False


def _harmless(node: ast.AST) -> bool:
    """Only reading of names, items and attributes, comparisons, and calls of a few known functions."""
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith("_")
    if isinstance(node, ast.Call):
        called = node.func
        known = isinstance(called, ast.Name) and called.id in _FUNCTIONS
        return known or (isinstance(called, ast.Attribute) and called.attr in _METHODS)
    return isinstance(node, _ALLOWED)


def score(
    cases: list[Case], parse: Callable[[Case], Mapping[str, Any]], refusals: tuple[type[Exception], ...]
) -> Score:
    """Run a parser over the cases."""
    read = refused = crashed = met = 0
    began = time.process_time()
    results: list[tuple[Case, Mapping[str, Any]]] = []
    for case in cases:
        try:
            results.append((case, parse(case)))
            read += 1
        except refusals:
            refused += 1
        except Exception as error:  # noqa: BLE001 - counting them is the point
            print(f"  crash: {case.name}: {error!r}")
            crashed += 1
    seconds = time.process_time() - began
    met = sum(holds(case.expected, result) is True for case, result in results if case.expected)
    return Score(read=read, refused=refused, crashed=crashed, met=met, seconds=seconds)


def by_feedparser(case: Case) -> Mapping[str, Any]:
    """feedparser, as it would be used."""
    headers = {"content-type": "application/xml", "content-location": "http://127.0.0.1:8097/", **case.headers}
    result: Mapping[str, Any] = feedparser.parse(io.BytesIO(case.body), response_headers=headers)
    return result


def by_fastfeedparser(case: Case) -> Mapping[str, Any]:
    """fastfeedparser, as it would be used."""
    result: Mapping[str, Any] = fastfeedparser.parse(case.body)
    return result


def by_groundwire(case: Case) -> Mapping[str, Any]:
    """Groundwire's reading, in feedparser's words as far as it keeps them."""
    charset = case.headers.get("content-type", "").partition("charset=")[2] or None
    url = "http://127.0.0.1:8097/"
    if identify(case.body) == "jsonfeed":
        return {"entries": parse_json_feed(case.body, url=url).entries}
    feed = parse_feed(case.body, url=url, charset=charset)
    return {"entries": feed.entries}


def archives(path: Path) -> tuple[int, int, int, int]:
    """(files, pages, failures, crashes) of WARC files; ARC files are no WARC and are left out."""
    files = pages = failures = crashes = 0
    for name, body in members(path):
        if ".warc" not in name:
            continue
        files += 1
        try:
            results = list(warc_captures(io.BytesIO(body), name=name, at=datetime.now(UTC), max_bytes=10_000_000))
        except Exception as error:  # noqa: BLE001 - counting them is the point
            print(f"  crash: {name}: {error!r}")
            crashes += 1
            continue
        pages += sum(isinstance(result, Capture) for result in results)
        failures += sum(isinstance(result, Failure) for result in results)
    return files, pages, failures, crashes


def _gate(name: str, value: float, floor: float) -> dict[str, object]:
    return {"gate": name, "value": value, "floor": floor, "unit": "share"}


def report(gates: list[dict[str, object]]) -> None:
    """The tables."""
    print("| cases | parser | read | refused | crashed | expectations met | cases a second |")
    print("|---|---|---|---|---|---|---|")
    parsers: list[tuple[str, Callable[[Case], Mapping[str, Any]], tuple[type[Exception], ...]]] = [
        ("feedparser", by_feedparser, ()),
        ("fastfeedparser", by_fastfeedparser, (ValueError,)),
        ("Groundwire", by_groundwire, (ExtractError,)),
    ]
    for archive in ("feedparser", "miniflux"):
        found = cases(DATA / "feeds" / f"{archive}.tar.xz")
        expected = sum(bool(case.expected) for case in found)
        for name, parse, refusals in parsers:
            done = score(found, parse, refusals)
            met = "" if name == "Groundwire" else f"{done.met} of {expected}"
            speed = len(found) / done.seconds if done.seconds else 0
            counts = f"{done.read} | {done.refused} | {done.crashed}"
            print(f"| {archive} ({len(found)}) | {name} | {counts} | {met} | {speed:.0f} |")
            if name == "Groundwire":
                gates += [
                    _gate(f"feeds/{archive}: read or refused", 1 - done.crashed / len(found), 1.0),
                    _gate(f"feeds/{archive}: read", done.read / len(found), _READ_FLOORS[archive]),
                ]
    files, pages, failures, crashes = archives(DATA / "formats" / "warcio.tar.xz")
    print("\n| WARC files | pages | failures | crashed |\n|---|---|---|---|")
    print(f"| {files} | {pages} | {failures} | {crashes} |")
    gates.append(_gate("WARC files: read or refused", 1 - crashes / files, 1.0))


def main() -> int:
    """Measure, print, and fail where a value is under its floor."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    if not (DATA / "feeds").is_dir():
        print(f"The outside data is not at {DATA}; set GROUNDWIRE_DATA to where it is.")
        return 1
    gates: list[dict[str, object]] = []
    report(gates)
    if options.json:
        options.json.write_text(json.dumps(gates, indent=1))
    return int(any(isinstance(g["floor"], float) and float(str(g["value"])) < g["floor"] for g in gates))


if __name__ == "__main__":
    sys.exit(main())
