"""Finding a topic by what a person calls it, and starting a new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.models import TopicError, TopicId
from groundwire.topics.examples import run_examples
from groundwire.topics.find import find_topic, new_topic
from groundwire.topics.load import load_topics, parse_topic

TOPICS = load_topics()


@pytest.mark.parametrize(
    "name",
    [
        "technology-sovereignty",
        "Technology Sovereignty",
        "技术主权",
        "技術主權",
        "技術主権",
        " technological  sovereignty ",
        "Souveraineté technologique",
        "technologische souveränität",
        "soberanía tecnológica",
        "技术",
        "technologi",
        "tech",
    ],
)
def test_finds_by_id_label_and_prefix(name: str) -> None:
    assert find_topic(TOPICS, name).id == "technology-sovereignty"


def test_an_exact_name_wins_over_a_prefix() -> None:
    assert find_topic(TOPICS, "半导体").id == "semiconductors"
    assert find_topic(TOPICS, "Halbleiter").id == "semiconductors"


def test_an_unknown_name_lists_near_names() -> None:
    with pytest.raises(TopicError, match="near names: semiconductors"):
        find_topic(TOPICS, "semiconducters")
    with pytest.raises(TopicError, match=r"near names: .*technology-sovereignty"):
        find_topic(TOPICS, "qqqqqqqq")
    with pytest.raises(TopicError, match="no topics at all"):
        find_topic({}, "chips")
    with pytest.raises(TopicError, match="there is no topic ''"):
        find_topic(TOPICS, "")


def test_an_ambiguous_prefix_lists_the_topics() -> None:
    with pytest.raises(TopicError, match=r"several topics .*: semiconductors, sovereign-cloud, technology-sovereignty"):
        find_topic(TOPICS, "s")


def test_a_new_topic_is_valid_and_passes_its_example() -> None:
    topic = parse_topic(new_topic("海底电缆", "zh"), TopicId("cables"), "cables.yaml")
    assert topic.label("zh") == "海底电缆"
    assert [result.passed for result in run_examples(topic)] == [True]


@given(st.text(min_size=1, max_size=40))
def test_any_label_makes_a_valid_file_or_a_topic_error(label: str) -> None:
    try:
        text = new_topic(label, "en")
    except TopicError:
        return
    assert parse_topic(text, TopicId("new"), "new.yaml").concepts


def test_a_label_needs_a_word() -> None:
    with pytest.raises(TopicError, match="no name for a topic"):
        new_topic(" — ", "en")
