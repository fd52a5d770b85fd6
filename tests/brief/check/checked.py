"""A checker for tests, built once, and the shortest way to ask it."""

import functools
from collections.abc import Sequence

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.brief.check.checker import Checker
from groundwire.brief.check.ports import Judge, Nearness
from groundwire.brief.check.source import Source
from groundwire.models import Document, Statement, Verdict
from tests.brief.brief_documents import make_document


@functools.cache
def annotator() -> Annotator:
    return Annotator(load_entities().values())


@functools.cache
def checker() -> Checker:
    return Checker(annotate=annotator().annotate, entities=load_entities())


def checker_with(nearness: Nearness | None = None, judges: Sequence[Judge] = ()) -> Checker:
    return Checker(annotate=annotator().annotate, entities=load_entities(), nearness=nearness, judges=judges)


def source(paragraphs: str | Sequence[str], language: str = "zh", title: str = "") -> Source:
    texts = [paragraphs] if isinstance(paragraphs, str) else list(paragraphs)
    return source_of(make_document(title, texts, language))


def source_of(document: Document) -> Source:
    return checker().source(document, annotator().annotate(document))


def unchecked(text: str, *citations: int) -> Statement:
    return Statement(text=text, citations=citations, verdict=Verdict(outcome="unchecked"))


def check(text: str, against: Source, language: str = "en", citations: tuple[int, ...] = (1,)) -> Verdict:
    return checker().check(unchecked(text, *citations), against, language=language).verdict


def reasons(verdict: Verdict) -> set[str]:
    return {check.reason for check in verdict.checks if not check.passed}
