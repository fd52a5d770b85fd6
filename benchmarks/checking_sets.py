"""What the checker's benchmarks share: the data's place, a checker, a document made of a text, a statement of it."""

import functools
import json
import os
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

Gate = dict[str, Any]
_DAY = datetime(2020, 7, 26, tzinfo=UTC)  # a Sunday: the day stands in no set, and what is relative is so on both sides


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    language: str = ""
    show: str = ""


def data_folder() -> Path:
    """Where the outside data lies."""
    root = Path(os.environ.get("GROUNDWIRE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    return root / "checking"


@functools.cache
def annotator() -> Annotator:
    """The annotator with all entities."""
    return Annotator(load_entities().values())


@functools.cache
def checker() -> Checker:
    """The checker without vectors and judges."""
    return Checker(annotate=annotator().annotate, entities=load_entities())


def members(archive: str, ending: str) -> Iterator[tuple[str, bytes]]:
    """The files of an archive whose names end so."""
    with tarfile.open(data_folder() / archive) as opened:
        for member in opened.getmembers():
            file = opened.extractfile(member) if member.isfile() and member.name.endswith(ending) else None
            if file is not None:
                yield member.name, file.read()


def json_lines(data: bytes) -> list[dict[str, Any]]:
    """Rows parted by line feeds alone: other breaks occur inside news text."""
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]


def source_of(texts: Sequence[str], language: str, *, title: str = "", day: datetime = _DAY) -> Source:
    """A document of these paragraphs, annotated."""
    document = Document(
        id=DocumentId("d"),
        revision=RevisionId("r"),
        capture=CaptureId("c"),
        url=None,
        title=title,
        source_name="",
        authors=(),
        published=Moment(at=day, precision="day"),
        fetched_at=day,
        language=language,
        image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(texts, 1)),
    )
    return checker().source(document, annotator().annotate(document))


def verdict_of(text: str, source: Source, language: str, citations: tuple[int, ...] = (1,)) -> Verdict:
    """What the checker holds of a text that cites these paragraphs."""
    return checked(text, source, language, citations).verdict


def checked(text: str, source: Source, language: str, citations: tuple[int, ...] = (1,)) -> Statement:
    """The statement with its verdict."""
    unread = Statement(text=text, citations=citations, verdict=Verdict(outcome="unchecked"))
    return checker().check(unread, source, language=language)


def told(verdict: Verdict) -> str:
    """The failed checks of a verdict in one line."""
    return "; ".join(f"{c.name}/{c.reason} {c.wanted!r}→{c.found!r}" for c in verdict.checks if not c.passed)
