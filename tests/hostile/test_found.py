"""What fuzzing and reading found once: each stays one sentence."""
# ruff: noqa: E501  tables of cases read better unbroken

from collections.abc import Callable
from pathlib import Path

import pytest

from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.names.entity_import import import_entities
from groundwire.app.settings import read_settings
from groundwire.extract.charset import decode
from groundwire.library.language import parse_query
from groundwire.models import ExtractError, GroundwireError, QueryError, TopicError, TopicId
from groundwire.sources.feeds import parse_json_feed
from groundwire.sources.sitemaps import parse_sitemap
from groundwire.topics.load import parse_topic
from tests.hostile.targets import assert_sentence

YAML = {
    "nested so deep that the C parser ended the process": "[" * 100_000,
    "mappings nested deep": "{a: " * 3000,
    "an alias in an entry, which a message wrote out": "entities: {org/x: {kind: &a [x, x], country: *a, labels: {en: X}}}",
    "aliases that multiply": "a: &a [x, x]\nb: &b [*a, *a]\nentities: {<<: [*b, *b]}",
    "a number of thousands of digits": f"entities: {{org/x: {{kind: {'1' * 5000}}}}}",
    "a day that does not exist": "entities: {org/x: {kind: 2024-13-45}}",
    "a tag of Python": "entities: !!python/object/apply:os.system [ls]",
    "a control character": "\0entities: {}",
    "an endless key": f"entities: {{org/x: {{{'x' * 1000}: 1}}}}",
}


@pytest.mark.parametrize("name", YAML)
@pytest.mark.parametrize("read", [load_entities, lambda path: import_entities(path, path.parent / "made")])
def test_names_in_yaml(tmp_path: Path, read: Callable[[Path], object], name: str) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(YAML[name])
    try:
        found = read(path)
    except GroundwireError as error:
        assert_sentence(str(error))
        return
    problems = getattr(found, "problems", ())  # an import tells of the row and goes on
    assert problems
    for problem in problems:
        assert_sentence(problem.reason)


def test_half_a_character_in_a_list_of_names(tmp_path: Path) -> None:
    (tmp_path / "names.jsonl").write_text('{"id": "org/x", "labels": {"en": "\\ud800X"}}\n')
    report = import_entities(tmp_path / "names.jsonl", tmp_path / "made")
    assert report.imported == 1
    load_entities(report.path)


@pytest.mark.parametrize(
    "text", ["a=" + "[" * 5000, "timeout=" + "1" * 5000, "connections=0x" + "f" * 5000, "x" * 500 + "=1", "max_bytes=-1", "#" * 200_000]
)  # fmt: skip
def test_settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(GroundwireError) as caught:
        read_settings(tmp_path, {})
    assert len(str(caught.value)) < 1500
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("words", ["- " * 990 + "a", "NOT " * 400 + "a", "(" * 900 + "a" + ")" * 900])
def test_queries_of_nothing_but_nesting(words: str) -> None:
    with pytest.raises(QueryError):
        parse_query(words)


def test_a_topic_of_an_endless_key() -> None:
    with pytest.raises(TopicError) as caught:
        parse_topic("x" * 100_000 + ": 1", TopicId("x"), "x.yaml")
    assert_sentence(str(caught.value))


def test_half_characters_in_a_json_feed() -> None:
    body = b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"\\ud800","url":"https://e.org/\xed\xa0\x80"}]}'
    (entry,) = parse_json_feed(body, url="").entries
    assert entry.hints.title == "\ufffd"
    entry.link.encode()


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "unicode_escape", "raw_unicode_escape", "idna"])
def test_charsets_that_no_browser_reads(charset: str) -> None:
    assert decode(b"~{ +ADw-script+AD4- \xff" + b"a-" * 300_000, charset).startswith("~{ +ADw-")


def test_a_sitemap_that_lost_its_addresses_is_not_an_empty_one() -> None:
    assert parse_sitemap(b"<urlset/>", url="x") == ()
    with pytest.raises(ExtractError):
        parse_sitemap(b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>", url="x")
