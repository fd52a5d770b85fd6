"""Labelled pages in; how fast they go the whole way, against `trafilatura.extract` alone on the same pages.

Both run in this process, page after page, in turns: what slows the machine down slows both.
"""

import logging
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import trafilatura

from benchmarks.extraction_pages import SETS, LabelledPage, labelled_pages
from benchmarks.scale_rows import Row
from groundwire.annotate.names.entity_files import load_entities
from groundwire.extract.worker import extract
from groundwire.models import Capture, CaptureId
from groundwire.pipeline.prepared import work_on
from groundwire.pipeline.recipe import Recipe
from groundwire.topics.load import load_topics

_AT = datetime(2026, 1, 1, tzinfo=UTC)


def html(pages: int, runs: int) -> Iterator[Row]:
    """All rows of this part; ``pages`` of each set, each run over all of them."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    chosen = [page for name in SETS for page in labelled_pages(name)[:pages]]
    ours, theirs = _ours(), _theirs
    for page in chosen[:5]:
        ours(page)
        theirs(page)
    taken: dict[str, list[float]] = {"ours": [], "extraction": [], "theirs": []}
    for _ in range(runs):
        spent = dict.fromkeys(taken, 0.0)
        for page in chosen:
            spent["ours"] += _seconds(ours, page)
            spent["extraction"] += _seconds(lambda one: extract(_capture(one)), page)
            spent["theirs"] += _seconds(theirs, page)
        for name, seconds in spent.items():
            taken[name].append(seconds)
    middle = {name: statistics.median(times) / len(chosen) for name, times in taken.items()}
    yield Row("pages", len(chosen), "")
    yield Row("whole way", middle["ours"] * 1_000, "ms/page")
    yield Row("of it extraction", middle["extraction"] * 1_000, "ms/page")
    yield Row("trafilatura.extract alone", middle["theirs"] * 1_000, "ms/page")
    ratios = [theirs / ours for ours, theirs in zip(taken["ours"], taken["theirs"], strict=True)]
    yield Row("speed of the whole way against it", statistics.median(ratios), "times", 0.8, most=False)


def _seconds(work: Callable[[LabelledPage], object], page: LabelledPage) -> float:
    began = time.process_time()
    work(page)
    return time.process_time() - began


def _capture(page: LabelledPage) -> Capture:
    return Capture(
        id=CaptureId("urn:uuid:00000000-0000-5000-8000-000000000000"),
        url=page.url or f"https://pages.example/{page.name}",
        fetched_at=_AT,
        kind="page",
        media_type="text/html",
        body=page.body,
    )


def _ours() -> Callable[[LabelledPage], object]:
    """From the bytes to the rows that are written."""
    recipe = Recipe(entities=tuple(load_entities().values()), topics=tuple(load_topics().values()))
    stages = recipe.build(extract)
    return lambda page: work_on(stages, _capture(page))


def _theirs(page: LabelledPage) -> object:
    """From the bytes to text with metadata, with its defaults."""
    return trafilatura.extract(page.body, url=page.url or None, with_metadata=True)
