"""The bundled samples, read by the whole pipeline, against what a perfect reader would take from them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.brief.check.checker import Checker
from groundwire.extract.assemble import extract
from groundwire.models import Capture, Document, Failure
from groundwire.pipeline.stages import Derived, Stages
from groundwire.samples import samples_path
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs
from groundwire.stories.identity import text_hash
from groundwire.text.scripts import fold
from groundwire.topics.find import find_topic
from groundwire.topics.load import load_topics
from tests.samples.expected import DISAGREEMENTS, DOCUMENTS, FAILURES, ExpectedDocument, ExpectedFailure

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
TOPIC = "technology-sovereignty"


@dataclass(frozen=True)
class Readings:
    """What the pipeline made of every sample: by file (with ``#n`` for an item), and by title."""

    by_file: dict[str, Derived | Failure]
    by_title: dict[str, Derived]

    def of(self, expected: ExpectedDocument) -> Derived:
        """The reading of one golden document; feed entries without a page are known by their title."""
        derived = self.by_file.get(expected.file) or self.by_title.get(expected.title)
        assert isinstance(derived, Derived), f"{expected.file}: {derived}"
        return derived


@pytest.fixture(scope="module")
def readings() -> Readings:
    topic = find_topic(load_topics(), TOPIC)
    entities = load_entities()
    annotator = Annotator(entities.values())
    checker = Checker(annotate=annotator.annotate, entities=entities)
    stages = Stages(extract=extract, annotator=annotator, checker=checker, topics=[topic])
    by_file: dict[str, Derived | Failure] = {}
    by_title: dict[str, Derived] = {}
    with Fetcher() as fetcher:
        for item in read_inputs([str(samples_path())], fetcher=fetcher, now=lambda: NOW):
            assert isinstance(item, Capture), item
            result = stages(item)
            by_file.setdefault(_name(item), result)
            if isinstance(result, Derived):
                by_title.setdefault(result.document.title, result)
    return Readings(by_file=by_file, by_title=by_title)


def _name(capture: Capture) -> str:
    root = samples_path().resolve().as_uri() + "/"
    return capture.url.removeprefix(root)


documents = pytest.mark.parametrize("expected", DOCUMENTS, ids=[each.file for each in DOCUMENTS])


@documents
def test_title_source_authors_language_and_time(readings: Readings, expected: ExpectedDocument) -> None:
    document = readings.of(expected).document
    assert document.title == expected.title
    assert document.language == expected.language
    assert document.published is not None
    assert (document.published.at, document.published.precision) == (expected.published, expected.precision)
    assert document.published.assumed_zone == expected.assumed_zone
    assert document.authors == expected.authors
    if expected.source_name is not None:
        assert document.source_name == expected.source_name
    if expected.url is not None:
        assert document.url == expected.url


@documents
def test_the_body_is_whole_and_nothing_else(readings: Readings, expected: ExpectedDocument) -> None:
    paragraphs = readings.of(expected).document.paragraphs
    assert (paragraphs[0].text, paragraphs[-1].text) == (expected.first, expected.last)
    for clutter in expected.absent:
        assert not [each.text for each in paragraphs if clutter in each.text]
    assert len(paragraphs) == expected.paragraphs


@documents
def test_the_roles_of_paragraphs(readings: Readings, expected: ExpectedDocument) -> None:
    roles = [each.role for each in readings.of(expected).document.paragraphs]
    assert {role: roles.count(role) for role, _ in expected.roles} == dict(expected.roles)


@documents
def test_figures_and_names_are_found(readings: Readings, expected: ExpectedDocument) -> None:
    derived = readings.of(expected)
    document = derived.document
    figures = [(f.low, f.high, f.kind, f.unit, f.currency) for f in derived.annotations.figures]
    for figure in expected.figures:
        assert (figure.low, figure.high, figure.kind, figure.unit, figure.currency) in figures, figure.text
    named = {
        fold(document.paragraph(m.span.paragraph).text[m.span.start : m.span.end]) for m in derived.annotations.mentions
    }
    for name in expected.entities:
        assert fold(name) in named


@documents
def test_the_topic_takes_what_belongs_and_leaves_the_rest(readings: Readings, expected: ExpectedDocument) -> None:
    assert any(match.topic == TOPIC for match in readings.of(expected).matches) is expected.in_topic


@documents
def test_the_brief_argues_where_the_document_does(readings: Readings, expected: ExpectedDocument) -> None:
    brief = readings.of(expected).brief
    assert brief is not None
    assert brief.kind == ("viewpoint" if expected.argues else "insights")
    assert 2 <= len(brief.groups) <= 5
    assert all(statement.verdict.outcome == "supported" for statement in brief.statements())


@pytest.mark.parametrize("expected", FAILURES, ids=[each.file for each in FAILURES])
def test_what_is_no_document_fails_with_its_reason(readings: Readings, expected: ExpectedFailure) -> None:
    failure = readings.by_file[expected.file]
    assert isinstance(failure, Failure)
    assert failure.kind == expected.kind


def test_copies_revisions_and_rewrites(readings: Readings) -> None:
    found = {each.file: readings.of(each).document for each in DOCUMENTS}
    for each in DOCUMENTS:
        document = found[each.file]
        if each.copy_of:
            original: Document = found[each.copy_of]
            assert (text_hash(document), document.id != original.id) == (text_hash(original), True)
        if each.revision_of:
            assert document.id == found[each.revision_of].id
            assert document.revision != found[each.revision_of].revision
        if each.rewrite_of:
            assert text_hash(document) != text_hash(found[each.rewrite_of])


def test_two_sources_disagree_on_a_figure(readings: Readings) -> None:
    for each in DISAGREEMENTS:
        for file, figure in (each.first, each.second):
            derived = readings.by_file[file]
            assert isinstance(derived, Derived)
            assert any(f.low == figure.low and f.kind == figure.kind for f in derived.annotations.figures)


def test_every_file_is_expected() -> None:
    known = {each.file.split("#")[0] for each in DOCUMENTS} | {each.file for each in FAILURES} | {"feed/feed.xml"}
    files = {path.relative_to(samples_path()).as_posix() for path in samples_path().rglob("*") if path.is_file()}
    assert {Path(name).as_posix() for name in known} == files
