"""Shipped topics and annotation agree: every name a topic uses is one that annotation can find."""

import pytest

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.events.find import event_types
from groundwire.annotate.names.entity_files import load_entities
from groundwire.models import Topic
from groundwire.topics.examples import run_examples
from groundwire.topics.load import load_topics

ENTITIES = load_entities()
EVENTS = frozenset[str]().union(*(event_types(language) for language in ("zh", "en", "fr", "de", "ja", "es", "und")))
TOPICS = load_topics()


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_entities_exist(topic: Topic) -> None:
    assert topic.entities
    assert [name for name, _ in topic.entities if name not in ENTITIES] == []


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_event_types_exist(topic: Topic) -> None:
    assert [name for name, _ in topic.event_types if name not in EVENTS] == []


def test_examples_pass_with_names_and_events_too() -> None:
    annotator = Annotator(ENTITIES.values())
    results = [result for topic in TOPICS.values() for result in run_examples(topic, annotator.annotate)]
    assert [result.example.text for result in results if not result.passed] == []
