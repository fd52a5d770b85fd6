"""Statements about documents, mostly across languages, half wrong in one way each: what is caught, what is withheld.

Run: ``python -m benchmarks.checking_own [--set NAME] [--json PATH] [--show]``. The README of each set tells how it was
written, without looking at the checker. A wrong statement is caught where it does not come out as supported; one that
cites the wrong paragraph also where its citation is repaired to the paragraph that says it. A right statement is
withheld where it does not come out as supported. Only what is for development may be printed with ``--show``: the odd
ids of the first set, and the whole of the set ``development``; of the others only sums are told.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.brief.check.checker import Checker
from groundwire.brief.check.source import Source
from groundwire.models import (
    CaptureId,
    Document,
    DocumentId,
    Moment,
    Paragraph,
    RevisionId,
    Statement,
    Verdict,
)

FOLDER = Path(__file__).with_name("checking")
SETS = {"first": FOLDER, "development": FOLDER / "development", "held-out": FOLDER / "held_out"}
PARTS = ("development", "held-out")
FLOORS = {
    ("development", "caught"): 0.52,
    ("development", "kept"): 0.89,
    ("held-out", "caught"): 0.58,
    ("held-out", "kept"): 0.79,
}
RIGHT = "right"  # the kind of the right ones, in tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One value, with the floor it must not go under."""

    gate: str
    value: float
    floor: float | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One statement of the set with what the checker made of it."""

    part: str  # of PARTS
    kind: str
    truth: dict[str, Any]
    checked: Statement

    @property
    def repaired(self) -> bool:
        """Whether another paragraph was found to say it."""
        return bool(self.checked.verdict.repaired)

    @property
    def passed(self) -> bool:
        """Whether a reader would be shown it as supported by what it should cite."""
        if self.checked.verdict.outcome != "supported":
            return False
        return not (self.kind == "wrong-paragraph" and set(self.truth["says"]) <= set(self.checked.citations))

    @property
    def well(self) -> bool:
        """Whether the checker judged as the set does."""
        return self.passed == (self.kind == RIGHT)

    @property
    def outcome(self) -> str:
        """The verdict as a column of the table."""
        outcome = self.checked.verdict.outcome
        return "repaired" if outcome == "supported" and self.repaired else outcome


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one file of a set."""
    for line in path.read_text("utf-8").split("\n"):
        if line:
            yield json.loads(line)


def make_document(item: dict[str, Any]) -> Document:
    """A document of the set as the desk would keep it."""
    at = datetime.fromisoformat(item["day"]).replace(tzinfo=UTC)
    blocks = zip(item["roles"], item["paragraphs"], strict=True)
    return Document(
        id=DocumentId(item["id"]),
        revision=RevisionId("1"),
        capture=CaptureId(item["id"]),
        url=None,
        title=item["title"],
        source_name="",
        authors=(),
        published=Moment(at=at, precision="day"),
        fetched_at=at,
        language=item["lang"],
        image=None,
        paragraphs=tuple(Paragraph(number=n, role=role, text=text) for n, (role, text) in enumerate(blocks, 1)),
    )


def check_all(names: Iterable[str] = SETS) -> list[Row]:
    """Every statement of these sets, checked."""
    entities = load_entities()
    annotator = Annotator(entities.values())
    checker = Checker(annotate=annotator.annotate, entities=entities)
    return [row for name in names for row in _check_set(name, checker, annotator)]


def _check_set(name: str, checker: Checker, annotator: Annotator) -> Iterator[Row]:
    sources: dict[str, Source] = {}
    for item in read_lines(SETS[name] / "documents.jsonl"):
        document = make_document(item)
        sources[item["id"]] = checker.source(document, annotator.annotate(document))
    for truth in read_lines(SETS[name] / "statements.jsonl"):
        unread = Statement(
            text=truth["text"], citations=tuple(truth["citations"]), verdict=Verdict(outcome="unchecked")
        )
        checked = checker.check(unread, sources[truth["document"]], language=truth.get("language", "en"))
        yield Row(part=_part(name, truth["id"]), kind=truth["kind"] or RIGHT, truth=truth, checked=checked)


def _part(name: str, number: str) -> str:
    if name == "first":
        return PARTS[0] if int(number[1:]) % 2 else PARTS[1]
    return name


def print_kinds(rows: list[Row]) -> None:
    """The confusion by kind: what came of the statements, and how many were judged well in each part."""
    outcomes = ("supported", "repaired", "unsupported", "contradicted", "unchecked")
    print(f"| kind | {' | '.join(outcomes)} | judged well, development | held out |")
    print("|---|" + "---|" * (len(outcomes) + 2))
    for kind in sorted({row.kind for row in rows}, key=lambda kind: (kind != RIGHT, kind)):
        of_kind = [row for row in rows if row.kind == kind]
        counts = Counter(row.outcome for row in of_kind)
        parts = []
        for part in PARTS:
            mine = [row.well for row in of_kind if row.part == part]
            parts.append(f"{sum(mine)}/{len(mine)}")
        print(f"| {kind} | {' | '.join(str(counts[name]) for name in outcomes)} | {' | '.join(parts)} |")


def measure(rows: list[Row], *, pinned: bool = True) -> Iterator[Gate]:
    """Shares of the wrong ones caught and the right ones withheld, by part; the floors are those of all sets."""
    yield Gate(gate="checking.own.statements", value=len(rows), floor=None, unit="statements")
    print("\n| part | wrong | caught | share | right | withheld | share |\n|---|---|---|---|---|---|---|")
    for part in PARTS:
        mine = [row for row in rows if row.part == part]
        wrong = [row.well for row in mine if row.kind != RIGHT]
        right = [not row.well for row in mine if row.kind == RIGHT]
        if not (wrong and right):
            continue
        caught, withheld = sum(wrong) / len(wrong), sum(right) / len(right)
        print(f"| {part} | {len(wrong)} | {sum(wrong)} | {caught:.2f} | {len(right)} | {sum(right)} | {withheld:.2f} |")
        for name, value, of in (("caught", caught, "wrong"), ("kept", 1 - withheld, "right")):
            floor = FLOORS[part, name] if pinned else None
            yield Gate(gate=f"checking.own.{part}.{name}", value=value, floor=floor, unit=f"share of the {of} ones")


def show(rows: list[Row]) -> None:
    """Print what went wrong in the development part."""
    for row in rows:
        if row.part == PARTS[0] and not row.well:
            print(f"{row.truth['id']} {row.kind} {row.truth['document']} {row.truth['citations']}: {row.outcome}")
            print(f"    {row.truth['text']}\n    why: {row.truth['why']}")
            for check in row.checked.verdict.checks:
                if not check.passed:
                    print(f"    → {check.name} {check.reason}: {check.wanted!r} / {check.found!r}")


def main() -> int:
    """Prints the tables; 1 if a value is under its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--set", choices=SETS, action="append", help="one set; may be given again")
    parser.add_argument("--json", type=Path, help="write the gates there")
    parser.add_argument("--show", action="store_true", help="print the development statements that came out wrong")
    options = parser.parse_args()
    rows = check_all(options.set or SETS)
    if options.show:
        show(rows)
    print_kinds(rows)
    gates = list(measure(rows, pinned=options.set is None))
    print("\n| gate | value | floor | unit |\n|---|---|---|---|")
    for gate in gates:
        floor = "" if gate.floor is None else f"{gate.floor:g}"
        print(f"| {gate.gate} | {gate.value:.3f} | {floor} | {gate.unit} |")
    if options.json:
        options.json.write_text(json.dumps([asdict(gate) for gate in gates], indent=1) + "\n", encoding="utf-8")
    return int(any(gate.floor is not None and gate.value < gate.floor for gate in gates))


if __name__ == "__main__":
    raise SystemExit(main())
