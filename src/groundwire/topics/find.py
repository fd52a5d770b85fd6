"""What a person calls a topic in, the topic out; and the text of a file to start a new one from."""

import difflib
from collections.abc import Mapping

from groundwire.models import Topic, TopicError, TopicId
from groundwire.text.scripts import fold

_NEAR = 0.4  # of difflib's likeness; lower names things that have nothing in common


def find_topic(topics: Mapping[TopicId, Topic], name: str) -> Topic:
    """The topic with this id or label in any language, or the only one whose id or label begins so."""
    if TopicId(name) in topics:
        return topics[TopicId(name)]
    wanted = _key(name)
    names = [(_key(text), topic) for topic in topics.values() for text in _names(topic)]
    for matches in (
        {topic.id for text, topic in names if text == wanted},
        {topic.id for text, topic in names if wanted and text.startswith(wanted)},
    ):
        if len(matches) == 1:
            return topics[matches.pop()]
        if matches:
            raise TopicError(f"several topics are called {name!r}: {', '.join(sorted(matches))}; name one of them")
    raise TopicError(f"there is no topic {name!r}; {_suggestion(topics, wanted)}")


def _names(topic: Topic) -> list[str]:
    return [topic.id, *(label for _, label in topic.labels)]


def _key(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace("_", " ").split())


def _suggestion(topics: Mapping[TopicId, Topic], wanted: str) -> str:
    owners = {_key(text): topic for topic in topics.values() for text in _names(topic)}
    near = difflib.get_close_matches(wanted, owners, n=6, cutoff=_NEAR)
    ids = list(dict.fromkeys(owners[text].id for text in near)) or sorted(topics)
    return f"near names: {', '.join(ids)}" if ids else "there are no topics at all"


_NEW_TOPIC = """\
# A topic of Groundwire; docs/topics.md tells the whole format. Save it as <name>.yaml in the desk's folder `topics`,
# then run `groundwire topics test <name>`.
version: 1 # raise it when you change what belongs

labels: # what the topic is called, by language
  {language}: {label}

threshold: 3 # a document belongs from this score on

concepts:
  # One idea each, said in as many languages as you read. A weight of 1 tells, below 1 only supports other concepts,
  # and one that reaches the threshold can decide alone.
  main:
    weight: 3
    terms:
      {language}: [{label}]
      # en: [self-reliance, "lithograph*", {{term: EUV, exact: true}}] # * matches any ending
      # und: [RISC-V] # the same word in every language

# required: # of each list at least one concept must be there
#   - [main]

# excluded: # words that speak against; they also hide the shorter terms inside them
#   en: [potato chips]

# entities: # from `groundwire show`, with weights
#   org/smic: 1

examples: # run by `groundwire topics test`
  must_match:
    {language}: [{label}]
  # must_not_match:
  #   {language}: ["…"]
"""


def new_topic(label: str, language: str) -> str:
    """Commented YAML for a topic of this name, valid as it stands. Raises TopicError for an empty label."""
    words = " ".join(label.replace("*", " ").split())  # * would end a term
    if not any(character.isalnum() for character in words):
        raise TopicError(f"{label!r} is no name for a topic; give it a word or two")
    return _NEW_TOPIC.format(label=_quoted(words), language=language)


def _quoted(text: str) -> str:
    printable = "".join(character if character.isprintable() else " " for character in text)
    return '"' + printable.replace("\\", "\\\\").replace('"', '\\"') + '"'
