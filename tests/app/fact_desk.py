"""A desk with hand-made facts, so that what is printed depends on no rule that finds them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from groundwire.library.library import Library
from groundwire.library.state import State
from groundwire.models import (
    DateMention,
    Figure,
    FigureRole,
    Record,
    Share,
    TopicId,
    TopicMatch,
)
from tests.facts.event_records import event, record, reference, span

HOSTILE = '=HYPERLINK("https://evil.example","x")'
LICENCE = "The Commerce Department will require a licence for Nvidia exports."
REVENUE = "Nvidia had revenue of $26 billion in 2024."
SHARE = "China has 98% of gallium production."


def fact_desk(path: Path) -> Path:
    """A desk in this folder with those records."""
    library = Library(path / "library", writable=True)
    library.write(fact_records())
    library.close()
    State(f"sqlite:///{path / 'state.db'}").close()
    return path


def fact_records() -> list[Record]:
    """A licence told twice, its suspension, two figures that differ and a share that changes."""
    return [
        _licence("first", date(2025, 4, 14)),
        _licence("second", date(2025, 4, 15)),
        _suspended(date(2025, 7, 14)),
        revenue("a", "26", date(2025, 2, 26)),
        revenue("b", "27", date(2025, 7, 10)),
        _share("old", "98", date(2025, 1, 5)),
        _share("new", "94", date(2025, 7, 12)),
    ]


def _matched(record: Record) -> Record:
    match = TopicMatch(topic=TopicId("technology-sovereignty"), version=1, score=2.0, threshold=1.0, reasons=())
    return replace(record, matches=(match,))


def _licence(name: str, day: date) -> Record:
    found = event(
        LICENCE,
        "licence",
        "licence",
        actors={"The Commerce Department": ("issuer", "org/bis"), "Nvidia": ("target", "org/nvidia")},
    )
    title = HOSTILE if name == "second" else name
    made = record(name, LICENCE, found, day=day)
    return _matched(replace(made, document=replace(made.document, title=title)))


def _suspended(day: date) -> Record:
    text = "The Commerce Department suspended the licence rule for Nvidia."
    found = event(
        text,
        "licence rule",
        "licence",
        actors={"The Commerce Department": ("issuer", "org/bis"), "Nvidia": ("target", "org/nvidia")},
        state="suspended",
    )
    return record("suspended", text, found, day=day)


def _figure(text: str, words: str, value: str, *, role: FigureRole = "actual") -> Figure:
    number = Decimal(value)
    return Figure(span=span(text, words), kind="percent", low=number, high=number, unit="%", role=role)


def revenue(name: str, billions: str, day: date) -> Record:
    """A report of so much revenue in 2024."""
    said = REVENUE.replace("26", billions)
    figure = replace(
        _figure(said, f"${billions} billion", f"{billions}e9"),
        kind="money",
        unit=None,
        currency="USD",
        measure="revenue",
        owner=reference(said, "Nvidia", "org/nvidia"),
        period=DateMention(span=span(said, "2024"), first=date(2024, 1, 1), last=date(2024, 12, 31)),
    )
    made = record(f"revenue {name}", said, day=day, source=f"Source {name}")
    return replace(made, annotations=replace(made.annotations, figures=(figure,)))


def _share(name: str, percent: str, day: date) -> Record:
    said = SHARE.replace("98", percent)
    figure = replace(_figure(said, f"{percent}%", percent), measure="share")
    share = Share(
        figure=figure,
        shared="production",
        of=reference(said, "gallium", "material/gallium"),
        holder=reference(said, "China"),
        stage="refine",
    )
    made = record(f"share {name}", said, day=day)
    return replace(made, annotations=replace(made.annotations, figures=(figure,), shares=(share,)))
