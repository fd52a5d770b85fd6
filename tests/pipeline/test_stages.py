"""The stages are one pure function of a capture, safe to send to another process and to run twice."""

import json
import pickle
from datetime import UTC, datetime

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.brief.check.checker import Checker
from groundwire.extract.assemble import extract
from groundwire.models import Capture, Failure
from groundwire.pipeline.stages import Derived, Stages
from groundwire.sources.capture import PAGE_HEADER, make_capture
from groundwire.topics.load import load_topics
from tests.test_desk import article

NOW = datetime(2025, 3, 5, tzinfo=UTC)
ENTITIES = load_entities()
ANNOTATOR = Annotator(ENTITIES.values())
STAGES = Stages(
    extract=extract,
    annotator=ANNOTATOR,
    checker=Checker(annotate=ANNOTATOR.annotate, entities=ENTITIES),
    topics=load_topics().values(),
)


def item(body: str) -> Capture:
    return make_capture(
        url="file:///items.jsonl#1", fetched_at=NOW, kind="item", media_type="application/json", body=body.encode()
    )


def test_the_stages_pickle_and_give_the_same_twice() -> None:
    again: Stages = pickle.loads(pickle.dumps(STAGES))  # noqa: S301 (our own bytes)
    first = STAGES(item(article(1)))
    assert isinstance(first, Derived)
    assert first == again(item(article(1))) == STAGES(item(article(1)))


def test_a_bad_capture_becomes_a_failure() -> None:
    assert isinstance(STAGES(item(json.dumps({"title": "no text"}))), Failure)


def test_an_entry_of_a_topics_page_belongs_to_that_topic() -> None:
    body = "Ein Titel\nQuelle· 2025-03-04 06:10\nCore Viewpoint - Something else entirely [2]"
    headers = ((PAGE_HEADER, "技術主權"),)
    capture = make_capture(
        url="file:///page.txt#entry-1", fetched_at=NOW, kind="digest", media_type="text/plain", body=body.encode(),
        headers=headers,
    )  # fmt: skip
    derived = STAGES(capture)
    assert isinstance(derived, Derived)
    assert [match.topic for match in derived.matches] == ["technology-sovereignty"]
    assert derived.annotations.mentions == ()
