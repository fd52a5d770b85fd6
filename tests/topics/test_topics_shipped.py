"""The shipped topics keep their promises: languages, sizes, examples, names that exist."""

import pytest

from groundwire.models import Topic
from groundwire.topics.examples import ExampleResult, run_examples
from groundwire.topics.load import load_topics

TOPICS = load_topics()
LANGUAGES = ("zh", "en", "fr", "de", "ja", "es")


def failures(results: tuple[ExampleResult, ...]) -> list[str]:
    return [f"{r.example.language}: {r.example.text} ({r.match.score:.2f})" for r in results if not r.passed]


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_examples_pass(topic: Topic) -> None:
    assert failures(run_examples(topic)) == []


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_topic_is_told_in_every_language(topic: Topic) -> None:
    assert {tag.split("-")[0] for tag, _ in topic.labels} >= set(LANGUAGES)
    large = topic.id == "technology-sovereignty"
    assert len(topic.concepts) >= (150 if large else 25)
    matching = sum(example.matches for example in topic.examples)
    assert matching >= (40 if large else 12)
    assert len(topic.examples) - matching >= (25 if large else 8)
    for wanted in (True, False):
        languages = {e.language.split("-")[0] for e in topic.examples if e.matches is wanted}
        assert languages >= set(LANGUAGES)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_concepts_are_said_in_chinese_and_english(topic: Topic) -> None:
    for concept in topic.concepts:
        languages = {term.language.split("-")[0] for term in concept.terms}
        assert "und" in languages or {"zh", "en"} <= languages, concept.id


def test_a_failing_example_is_reported() -> None:
    topic = TOPICS[next(iter(TOPICS))]
    swapped = type(topic.examples[0])(text="晴。", language="zh", matches=True)
    changed = Topic(
        id=topic.id,
        version=1,
        labels=topic.labels,
        description=(),
        concepts=topic.concepts,
        required=(),
        excluded=(),
        entities=(),
        event_types=(),
        threshold=3,
        examples=(swapped,),
    )
    (result,) = run_examples(changed)
    assert not result.passed
    assert result.match.score == 0
