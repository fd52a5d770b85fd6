"""Entity files: the shipped data, the user's, and what is said of bad ones."""

from pathlib import Path

import pytest

from groundwire.annotate.names.entity_files import EntityFileError, load_entities
from groundwire.annotate.names.places import world_places
from groundwire.annotate.names.tickers import canonical_ticker
from groundwire.models import EntityId

GOOD = """
kind: organisation
entities:
  org/acme:
    labels: {en: Acme, zh-Hans: 艾克米}
    aliases: [Acme Corp]
    tickers: ["US:ACME"]
    country: "US"
    needs: {Acme: [chip*]}
  org/smic:
    labels: {en: My SMIC}
"""


def test_the_shipped_data_is_large_and_valid() -> None:
    entities = load_entities()
    assert len(entities) >= 350
    assert {entity.kind for entity in entities.values()} >= {
        "organisation",
        "place",
        "material",
        "technology",
        "law",
        "product",
    }
    assert all("en" in dict(entity.labels) for entity in entities.values())
    places = world_places()
    own = [entity for key, entity in entities.items() if key not in places]
    assert all("zh-Hans" in dict(entity.labels) for entity in own)
    assert all(canonical_ticker(ticker) == ticker for entity in entities.values() for ticker in entity.tickers)


def test_no_ticker_belongs_to_two_entities() -> None:
    tickers = [ticker for entity in load_entities().values() for ticker in entity.tickers]
    assert len(tickers) == len(set(tickers))


def test_smic_is_known_by_all_its_names() -> None:
    smic = load_entities()[EntityId("org/smic")]
    assert smic.tickers == ("688981.SH", "00981.HK")
    assert smic.label("zh-Hans") == "中芯国际"
    assert smic.label("en") == "SMIC"


def test_a_users_file_adds_and_replaces(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD, encoding="utf-8")
    entities = load_entities(tmp_path)
    assert entities[EntityId("org/acme")].needs == (("Acme", ("chip*",)),)
    assert entities[EntityId("org/smic")].label("en") == "My SMIC"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("entities: [", "line"),
        ("- a", "top level"),
        ("entities: {}\nextra: 1", "'extra'"),
        ("entities: {org/a: 5}", "org/a"),
        ("entities: {org/a: {labels: {en: A}}}", "org/a.kind"),
        ("kind: organisation\nentities: {org/a: {labels: []}}", "org/a.labels"),
        ("kind: organisation\nentities: {org/a: {labels: {en: A}, aliases: [1]}}", "org/a.aliases"),
        ("kind: organisation\nentities: {org/a: {labels: {en: A}, tickers: ['981.HK']}}", "org/a.tickers"),
        ("kind: organisation\nentities: {org/a: {labels: {en: A}, country: usa}}", "org/a.country"),
        ("kind: organisation\nentities: {org/a: {labels: {en: A}, colour: red}}", "org/a.colour"),
        ("kind: organisation\nentities: {org/a: {labels: {en: A}, needs: [x]}}", "org/a.needs"),
    ],
)
def test_a_bad_file_is_named_with_the_place_that_is_wrong(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EntityFileError, match=named) as error:
        load_entities(path)
    assert error.value.path == str(path)
    assert "bad.yaml" in str(error.value)


def test_bytes_that_are_no_text_and_missing_files_are_errors_too(tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EntityFileError, match="cannot be read"):
        load_entities(tmp_path / "bytes.yaml")
    with pytest.raises(EntityFileError, match="no such file"):
        load_entities(tmp_path / "nothing.yaml")


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("", encoding="utf-8")
    assert load_entities(tmp_path) == load_entities()
