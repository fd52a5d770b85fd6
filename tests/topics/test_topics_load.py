"""Topic files: what is read, what is refused, and what the message says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.models import Term, Topic, TopicError, TopicId
from groundwire.topics.examples import run_examples
from groundwire.topics.load import load_topic, load_topics, parse_topic, shipped_topics

SMALL = """
version: 3
labels: {zh: 稀土, en: rare earths}
description: {en: Magnets and more}
threshold: 2.5
concepts:
  rare-earth:
    labels: {en: Rare earths}
    weight: 1.5
    terms:
      zh: [稀土, {term: 镝, weight: 0.5}]
      en: ["rare earth*", {term: REE, exact: true}]
  mine:
    terms: {no: [gruve], und: [no]}
required:
  - [rare-earth, mine]
excluded:
  en: [school of rare earth, {term: rare earthenware, weight: 0}]
entities: {org/lynas: 1.2}
event_types: {export-control: 0.8}
examples:
  must_match: {en: [Rare earth magnets from the new mine.]}
  must_not_match: {zh: ["天气：晴"]}
"""


def read(text: str) -> Topic:
    return parse_topic(text, TopicId("test"), "test.yaml")


def test_reads_every_key() -> None:
    topic = read(SMALL)
    assert (topic.id, topic.version, topic.threshold) == ("test", 3, 2.5)
    assert topic.label("zh-Hant") == "稀土"
    assert topic.description == (("en", "Magnets and more"),)
    rare, mine = topic.concepts
    assert rare.labels == (("en", "Rare earths"),)
    assert rare.terms[1] == Term(text="镝", language="zh", weight=0.5)
    assert rare.terms[3] == Term(text="REE", language="en", weight=1.5, exact=True)
    assert mine.labels == (("no", "gruve"), ("und", "no"))
    assert mine.terms[0] == Term(text="gruve", language="no", weight=1.0)
    assert topic.required == (("rare-earth", "mine"),)
    assert [term.weight for term in topic.excluded] == [2.0, 0.0]
    assert topic.entities == (("org/lynas", 1.2),)
    assert topic.event_types == (("export-control", 0.8),)
    assert [(example.language, example.matches) for example in topic.examples] == [("en", True), ("zh", False)]


def test_defaults_need_only_labels_and_concepts() -> None:
    topic = read("labels: {en: chips}\nconcepts: {chip: {terms: {en: [chip]}}}")
    assert (topic.version, topic.threshold, topic.required, topic.examples) == (1, 3.0, (), ())


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("version: 3", "version: three", 2, "whole number"),
        ("threshold: 2.5", "threshold: .nan", 5, "not a number"),
        ("threshold: 2.5", "threshold: 0", 5, "not a number"),
        ("threshold: 2.5", "thresold: 2.5", 5, "no key 'thresold'"),
        ("threshold: 2.5", "version: 2", 5, "stands here and in line 2"),
        ("labels: {zh", "labels: {chinese simplified", 3, "not a language tag"),
        ("labels: {zh: 稀土, en: rare earths}", "labels: {}", 3, "is empty"),
        ("labels: {zh: 稀土, en: rare earths}", "labels: chips", 3, "must have keys"),
        ("weight: 1.5", "weight: 99", 9, "up to 10"),
        ("weight: 1.5", "wieght: 1.5", 9, "no key 'wieght'"),
        ('"rare earth*"', '"rare * earth"', 12, "at its end"),
        ('"rare earth*"', '"*"', 12, "must be words"),
        ("{term: REE, exact: true}", "{term: REE, exact: yes}", 12, "neither true nor false"),
        ("{term: REE, exact: true}", "{exact: true}", 12, "'term' is missing"),
        ("zh: [稀土,", "zh: [[稀土],", 11, "must be a text"),
        ("[gruve]", "gruve", 14, "must be a list"),
        ("[gruve]", "[~]", 14, "must be a text"),
        ("{no: [gruve], und: [no]}", "{}", 13, "has no terms"),
        ("{no: [gruve], und: [no]}", "{zh: [稀土]}", 13, "also in 'rare-earth'"),
        ("  mine:", "  a mine:", 13, "letters, digits and hyphens"),
        ("- [rare-earth, mine]", "- [ore]", 16, "no concept 'ore'"),
        ("- [rare-earth, mine]", "- []", 16, "no concept ''"),
        ("org/lynas: 1.2", "Lynas: 1.2", 19, "not an id"),
        ("must_match:", "must-match:", 22, "no key 'must-match'"),
        ("version: 3", "version: &v 3", 2, "anchors"),
        ("version: 3", "version: *v", 2, "anchors"),
        ("version: 3", "version: !!python/object:os.system 3", 2, "tags"),
        ("version: 3", "[version]: 3", 2, "a key must be a word"),
        ("version: 3", "version: [3", None, "not valid YAML"),
        ("version: 3", "version: 3\n---", None, "one topic"),
    ],
)
def test_refuses_with_line_and_advice(old: str, new: str, line: int | None, words: str) -> None:
    assert old in SMALL
    broken = SMALL.replace(old, new, 1)
    with pytest.raises(TopicError, match=r"test\.yaml") as caught:
        read(broken)
    assert words in str(caught.value)
    if line is not None:
        assert f"line {line}:" in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing", "~", "- a\n- b", "labels: {en: x}", "concepts: {}\nlabels: {en: x}"])
def test_refuses_what_is_no_topic(text: str) -> None:
    with pytest.raises(TopicError):
        read(text)


def test_refuses_deep_nesting_and_too_much() -> None:
    with pytest.raises(TopicError, match="nested"):
        read("labels: " + "[" * 10_000 + "]" * 10_000)
    with pytest.raises(TopicError, match="too large"):
        read("labels: {en: x}\n" + "# filler\n" * 200_000)
    with pytest.raises(TopicError, match="values"):
        read("labels: [" + "a," * 100_001 + "]")


def test_refuses_aliases_that_would_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{k}: &{k} [*{p}, *{p}]\n" for p, k in zip("abcdefg", "bcdefgh", strict=True))
    with pytest.raises(TopicError, match="anchors"):
        read(bomb)


@given(st.text(max_size=200))
def test_any_text_is_a_topic_or_a_topic_error(text: str) -> None:
    try:
        topic = read(text)
    except TopicError:
        return
    assert topic.concepts


@given(st.binary(max_size=200))
def test_any_file_is_a_topic_or_a_topic_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("topics") / "any.yaml"
    path.write_bytes(data)
    with pytest.raises(TopicError, match=r"any\.yaml"):
        load_topic(path)


def test_user_files_replace_and_add(tmp_path: Path) -> None:
    (tmp_path / "semiconductors.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "稀土.yml").write_text(SMALL, encoding="utf-8-sig")
    (tmp_path / ".hidden.yaml").write_text("broken: [", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("broken: [", encoding="utf-8")
    topics = load_topics(tmp_path, tmp_path / "missing")
    assert topics[TopicId("semiconductors")].label("en") == "rare earths"
    assert topics[TopicId("稀土")].version == 3
    assert TopicId("technology-sovereignty") in topics
    assert len(topics) == len(load_topics()) + 1


def test_refuses_two_files_for_one_topic(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "a.yml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(TopicError, match=r"a\.yaml defines the same topic"):
        load_topics(tmp_path)


def test_refuses_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="cannot be read"):
        load_topic(tmp_path / "missing.yaml")
    (tmp_path / "latin.yaml").write_bytes("labels: {fr: souveraineté}".encode("latin-1"))
    with pytest.raises(TopicError, match="UTF-8"):
        load_topic(tmp_path / "latin.yaml")
    (tmp_path / "huge.yaml").write_bytes(b"#" * 4_000_001)
    with pytest.raises(TopicError, match="too large"):
        load_topic(tmp_path / "huge.yaml")
    with pytest.raises(TopicError, match="name may have"):
        load_topic(tmp_path / "a topic.yaml")


def test_shipped_folder_holds_the_topics() -> None:
    assert (shipped_topics() / "technology-sovereignty.yaml").is_file()


def test_the_documented_example_is_valid_and_passes() -> None:
    page = Path(__file__).parents[2] / "docs" / "topics.md"
    example = page.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    results = run_examples(parse_topic(example, TopicId("undersea-cables"), "docs/topics.md"))
    assert [result.example.text for result in results if not result.passed] == []
    assert len(results) == 4
