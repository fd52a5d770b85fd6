"""Lists of names become entity files; each bad row is told, and the same list gives the same file."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.names.entity_import import import_entities
from groundwire.models import EntityId, InputError

CSV = """id,kind,label.en,label.zh-Hans,aliases,tickers,country
,organisation,Farhill Micro,远山微电子,远山微|Farhill,688999.SH,cn
org/own,company,Own Mine,,,"ASX: OWN",AU
,,,,,,
,organisation,,没有拉丁,,,
,planet,Mars,,,,
,organisation,Twice,,,688999.SH,
,organisation,Farhill Micro,,,,
,organisation,Bad Country,,,,China
"""


def test_a_csv_list_is_read_row_by_row(tmp_path: Path) -> None:
    source = tmp_path / "names.csv"
    source.write_text(CSV, encoding="utf-8")
    report = import_entities(source, tmp_path / "entities")
    assert report.imported == 3
    assert [problem.line for problem in report.problems] == [4, 6, 7, 8, 9]
    reasons = [problem.reason for problem in report.problems]
    assert "no label" in reasons[0]
    assert "must be one of" in reasons[1]
    assert "688999.SH" in reasons[2]
    assert "earlier row" in reasons[3]
    assert "two capital letters" in reasons[4]
    entities = load_entities(tmp_path / "entities")
    farhill = entities[EntityId("org/farhill-micro")]
    assert farhill.labels == (("en", "Farhill Micro"), ("zh-Hans", "远山微电子"))
    assert farhill.aliases == ("远山微", "Farhill")
    assert farhill.country == "CN"
    assert entities[EntityId("org/own")].tickers == ("OWN.AX",)


def test_the_same_list_again_gives_the_same_file(tmp_path: Path) -> None:
    source = tmp_path / "names.csv"
    source.write_text(CSV, encoding="utf-8")
    first = import_entities(source, tmp_path / "entities").path.read_bytes()
    assert import_entities(source, tmp_path / "entities").path.read_bytes() == first
    assert sorted(file.name for file in (tmp_path / "entities").iterdir()) == ["names.yaml"]


def test_jsonl_rows_may_be_nested_or_flat(tmp_path: Path) -> None:
    source = tmp_path / "names.jsonl"
    rows = [
        json.dumps({"label.en": "Flat", "aliases": "A|B"}),
        json.dumps({"labels": {"en": "Nested"}, "aliases": ["C"], "needs": {"C": ["chip*"]}}),
        "{broken",
        "[]",
        json.dumps({"label.en": "X", "colour": "red"}),
        "",
    ]
    source.write_text("\n".join(rows), encoding="utf-8")
    report = import_entities(source, tmp_path / "out")
    assert (report.imported, [problem.line for problem in report.problems]) == (2, [3, 4, 5])
    assert load_entities(tmp_path / "out")[EntityId("org/nested")].needs == (("C", ("chip*",)),)


def test_yaml_lists_and_entity_files_are_read(tmp_path: Path) -> None:
    one = tmp_path / "one.yaml"
    one.write_text("- {label.en: One}\n- 7\n- {label.en: Two}\n", encoding="utf-8")
    report = import_entities(one, tmp_path / "out")
    assert (report.imported, [problem.line for problem in report.problems]) == (2, [2])
    two = tmp_path / "two.yaml"
    two.write_text(
        "kind: person\nentities:\n  person/doe:\n    labels: {en: Jane Doe}\n  person/x: {}\n", encoding="utf-8"
    )
    report = import_entities(two, tmp_path / "out")
    assert (report.imported, [problem.line for problem in report.problems]) == (1, [5])
    assert load_entities(tmp_path / "out")[EntityId("person/doe")].kind == "person"


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.csv", "label.en,colour\nA,red\n"), ("x.csv", ""), ("x.txt", "A"), ("x.yaml", "a: ["), ("x.yaml", "7")],
)
def test_a_list_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        import_entities(tmp_path / name, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_somebodys_own_file_is_not_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "entities" / "names.yaml"
    own.parent.mkdir()
    own.write_text("entities: {}\n", encoding="utf-8")
    (tmp_path / "names.csv").write_text("label.en\nA\n", encoding="utf-8")
    with pytest.raises(InputError, match="not written by an import"):
        import_entities(tmp_path / "names.csv", tmp_path / "entities")
    assert own.read_text(encoding="utf-8") == "entities: {}\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_is_imported_or_told_of(tmp_path: Path, text: str) -> None:
    source = tmp_path / "any.jsonl"
    source.write_text(text + '\n{"label.en": "Sure"}', encoding="utf-8", errors="replace", newline="\n")
    report = import_entities(source, tmp_path / "any")
    assert report.imported + len(report.problems) == sum(bool(line.strip()) for line in (text + "\nx").split("\n"))
    assert "org/sure" in json.loads(report.path.read_text(encoding="utf-8"))["entities"]


def test_a_shipped_entity_is_replaced_only_by_its_id(tmp_path: Path) -> None:
    rows = tmp_path / "names.csv"
    rows.write_text("id,kind,label.en\n,organisation,Apple\norg/arm,organisation,Arm Limited\n", "utf-8")
    report = import_entities(rows, tmp_path / "entities")
    assert report.imported == 1
    assert [(problem.line, "org/apple" in problem.reason) for problem in report.problems] == [(2, True)]
