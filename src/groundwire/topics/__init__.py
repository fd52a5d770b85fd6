"""Topics: what belongs together, read from YAML files and found in documents.

Central names: ``load_topics`` reads the files, ``TopicMatcher`` finds which topics a document belongs to and why,
``run_examples`` tests a topic against its own examples, ``find_topic`` knows a topic by any of its names.
"""

from groundwire.topics.examples import ExampleResult, run_examples
from groundwire.topics.find import find_topic, new_topic
from groundwire.topics.load import load_topic, load_topics, parse_topic, shipped_topics
from groundwire.topics.match import TopicMatcher

__all__ = [
    "ExampleResult",
    "TopicMatcher",
    "find_topic",
    "load_topic",
    "load_topics",
    "new_topic",
    "parse_topic",
    "run_examples",
    "shipped_topics",
]
