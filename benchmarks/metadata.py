"""Titles, authors and dates of HTML pages beside the libraries' own, and every stored PDF read or refused.

`trafilatura_300`: 300 pages, mostly blogs and magazines, labelled with title, author and day. A title is right when it
is the label's, white space and case aside; authors are right as a set. A day is the day on the source's own clock.
Date F1 is htmldate's: a wrong day counts against precision, no answer against recall. Labels are taken as they are:
some days are swapped or those of an update, and some labels leave out an author whom the page names.

`fundus_evaluation`, `magic_html` and `newspaper4k` have no such labels: they show how often the pass finds anything.
"""

import argparse
import io
import json
import re
import sys
import tarfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import trafilatura
from htmldate import find_date
from trafilatura.metadata import extract_metadata

from benchmarks.extraction_pages import data_folder, decoded, labelled_pages
from groundwire.extract.assemble import extract
from groundwire.extract.guard import guard
from groundwire.extract.metadata import read_metadata
from groundwire.models import Capture, CaptureId, Failure, Moment

OURS = "groundwire"
DATE_FLOOR = 0.91
NOW = datetime(2026, 1, 1, tzinfo=UTC)  # when the pages count as fetched: after the newest of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A labelled page. ``day`` is as the labeller wrote it."""

    url: str
    html: str
    title: str
    authors: frozenset[str]
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a library said of a page; None where it says nothing of a kind."""

    title: str | None = None
    authors: frozenset[str] | None = None
    day: str | None = None


Library = Callable[[Gold], Answer]


def gold_pages() -> Iterator[Gold]:
    """The labelled pages, as text."""
    with tarfile.open(data_folder() / "extraction" / "trafilatura_300.tar.xz") as archive:
        handle = archive.extractfile("evaldata.json")
        labels = json.load(handle) if handle else {}
    for page in labelled_pages("trafilatura_300"):
        label = labels[page.url]
        yield Gold(
            url=page.url.strip(),
            html=decoded(page),
            title=_folded(label["title"]),
            authors=_names(label["author"]),
            day=label["date"],
        )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _names(written: str | list[str] | None) -> frozenset[str]:
    names = written if isinstance(written, list) else re.split(r"\s*;\s*", written or "")
    return frozenset(_folded(name) for name in names if name.strip())


# -- the libraries --------------------------------------------------------------------------------------------------


def _groundwire(page: Gold) -> Answer:
    found = read_metadata(guard(page.html), url=page.url, fetched_at=NOW)
    day = _local_day(found.published, found.zone) if found.published else None
    return Answer(title=_folded(found.title), authors=_names(list(found.authors)), day=day)


def _local_day(moment: Moment, zone: str) -> str:
    local = moment.at if moment.precision == "day" else moment.at.astimezone(ZoneInfo(zone))
    return local.date().isoformat()


def _trafilatura(page: Gold) -> Answer:
    found = extract_metadata(page.html, default_url=page.url)
    return Answer(title=_folded(found.title or ""), authors=_names(found.author), day=found.date)


def _newspaper(page: Gold) -> Answer:
    import newspaper  # only the benchmarks have it

    article = newspaper.Article(page.url, fetch_images=False)  # it would ask the network for each image's size
    article.download(input_html=page.html)
    article.parse()
    day = article.publish_date.date().isoformat() if article.publish_date else None
    return Answer(title=_folded(article.title or ""), authors=_names(list(article.authors)), day=day)


def _htmldate(page: Gold, *, thorough: bool) -> Answer:
    return Answer(day=find_date(page.html, url=page.url, extensive_search=thorough, original_date=True))


LIBRARIES: dict[str, Library] = {
    OURS: _groundwire,
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper,
    "htmldate fast": lambda page: _htmldate(page, thorough=False),
    "htmldate thorough": lambda page: _htmldate(page, thorough=True),
}


# -- scores ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One library's figures; ``milliseconds`` are CPU time a page."""

    library: str
    title: float | None
    authors: float | None
    right: int
    wrong: int
    none: int
    milliseconds: float

    @property
    def f1(self) -> float:
        """Of exact days, as htmldate's own evaluation counts it."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.none)
        return 2 * precision * recall / max(1e-9, precision + recall)


def score(name: str, library: Library, pages: list[Gold]) -> Score:
    """Run a library over all pages. What it raises on counts as no answer."""
    started = time.process_time()
    answers = [_answer(library, page) for page in pages]
    spent = time.process_time() - started
    titles = [(a.title, page.title) for a, page in zip(answers, pages, strict=True) if a.title is not None]
    authors = [(a.authors, page.authors) for a, page in zip(answers, pages, strict=True) if a.authors is not None]
    right = sum(a.day == page.day for a, page in zip(answers, pages, strict=True))
    none = sum(a.day is None for a in answers)
    return Score(
        library=name,
        title=sum(a == b for a, b in titles) / len(pages) if titles else None,
        authors=sum(a == b for a, b in authors) / len(pages) if authors else None,
        right=right,
        wrong=len(pages) - right - none,
        none=none,
        milliseconds=1000 * spent / len(pages),
    )


def _answer(library: Library, page: Gold) -> Answer:
    try:
        return library(page)
    except Exception:  # noqa: BLE001  other people's parsers on other people's pages
        return Answer()


def whole_trafilatura(pages: list[Gold]) -> float:
    """CPU milliseconds a page of trafilatura with body and metadata: what our pass is weighed against."""
    started = time.process_time()
    for page in pages:
        trafilatura.extract(page.html, url=page.url, with_metadata=True)
    return 1000 * (time.process_time() - started) / len(pages)


def coverage(name: str) -> dict[str, float]:
    """How often the pass finds a title, an author, a date on the pages of a set without labels."""
    pages = labelled_pages(name)
    found = [read_metadata(guard(decoded(page)), url=page.url or None, fetched_at=NOW) for page in pages]
    return {
        "title": sum(bool(each.title) for each in found) / len(found),
        "authors": sum(bool(each.authors) for each in found) / len(found),
        "date": sum(each.published is not None for each in found) / len(found),
    }


def pdf_files() -> tuple[int, int, int]:
    """How many stored PDFs gave a document, one Failure, or an exception."""
    documents = failures = errors = 0
    with tarfile.open(data_folder() / "formats" / "pdfminer.tar.xz") as archive:
        for member in archive:
            handle = archive.extractfile(member)
            if handle is None or not member.name.endswith(".pdf"):
                continue
            try:
                failed = isinstance(extract(_pdf(member.name, handle.read())), Failure)
            except Exception:  # noqa: BLE001  what this very row counts
                errors += 1
                continue
            failures, documents = failures + failed, documents + (not failed)
    return documents, failures, errors


def _pdf(name: str, body: bytes) -> Capture:
    return Capture(
        id=CaptureId("urn:uuid:0"),
        url=f"file:///{name}",
        fetched_at=NOW,
        kind="page",
        media_type="application/pdf",
        body=body,
    )


# -- the table ------------------------------------------------------------------------------------------------------


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def table(scores: list[Score]) -> str:
    """The figures as Markdown."""
    rows = io.StringIO()
    heads = ("trafilatura_300", "title", "authors", "date F1", "day exact", "right / wrong / none", "ms a page")
    rows.write(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|\n")
    for each in scores:
        days = f"{each.right} / {each.wrong} / {each.none}"
        exact = each.right / max(1, each.right + each.wrong + each.none)
        cells = (each.library, _cell(each.title), _cell(each.authors), f"{each.f1:.3f}", f"{exact:.3f}", days)
        rows.write(f"| {' | '.join(cells)} | {each.milliseconds:.1f} |\n")
    return rows.getvalue()


def gates(scores: list[Score], relative: float, pdfs: tuple[int, int, int]) -> list[dict[str, object]]:
    """The figures that `make bench` keeps, with their floors."""
    ours = next(each for each in scores if each.library == OURS)
    others = [each for each in scores if each is not ours]
    best_title = max(each.title for each in others if each.title is not None)
    best_authors = max(each.authors for each in others if each.authors is not None)
    return [
        {"gate": "date F1", "value": round(ours.f1, 3), "floor": DATE_FLOOR, "unit": "F1"},
        {
            "gate": "day exact",
            "value": round(ours.right / (ours.right + ours.wrong + ours.none), 3),
            "floor": None,
            "unit": "share",
        },
        {"gate": "title", "value": round(ours.title or 0, 3), "floor": round(best_title, 3), "unit": "share"},
        {"gate": "authors", "value": round(ours.authors or 0, 3), "floor": round(best_authors, 3), "unit": "share"},
        {"gate": "time, of trafilatura's", "value": round(relative, 3), "floor": None, "unit": "ratio"},
        {
            "gate": "PDF files without an exception",
            "value": 1 - pdfs[2] / max(1, sum(pdfs)),
            "floor": 1.0,
            "unit": "share",
        },
    ]


def main() -> None:
    """Runs the benchmark; exits 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--alone", action="store_true", help="run no other library (then no figure has a floor)")
    options = parser.parse_args()
    if not (data_folder() / "extraction").is_dir():
        sys.exit(f"The outside data is missing: there is no {data_folder() / 'extraction'}; set GROUNDWIRE_DATA.")
    warnings.simplefilter("ignore")  # the libraries' own, on broken pages
    pages = list(gold_pages())
    names = [OURS] if options.alone else list(LIBRARIES)
    scores = [score(name, LIBRARIES[name], pages) for name in names]
    print(table(scores))
    for name in ("fundus_evaluation", "magic_html", "newspaper4k"):
        print(f"{name}: " + ", ".join(f"{kind} on {share:.1%}" for kind, share in coverage(name).items()))
    pdfs = pdf_files()
    print(f"PDF files: {pdfs[0]} documents, {pdfs[1]} failures with a reason, {pdfs[2]} exceptions")
    if options.alone:
        return
    relative = scores[0].milliseconds / whole_trafilatura(pages)
    print(f"our pass takes {relative:.0%} of the time of trafilatura with body and metadata")
    rows = gates(scores, relative, pdfs)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    failed = [row for row in rows if isinstance(row["floor"], float) and float(str(row["value"])) < row["floor"]]
    for row in failed:
        print(f"under its floor: {row['gate']} {row['value']} < {row['floor']}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
