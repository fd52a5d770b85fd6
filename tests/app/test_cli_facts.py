"""What documents say together, from the command line: for reading, for programs, in both languages."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from rich.console import Console

from groundwire.annotate.names.entity_files import load_entities
from groundwire.app.cli import fact_blocks, facts, main
from groundwire.app.tables import FactTable, csv_text, fact_table, parquet_bytes
from groundwire.desk import open_desk
from groundwire.models import Query
from tests.app.fact_desk import HOSTILE, LICENCE, fact_desk
from tests.conftest import OPTIONS

ENTITIES = load_entities()
VIEWS = ["timeline", "figures", "disagreements", "map"]


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    stdout: bytes
    stderr: str
    returncode: int

    @property
    def rows(self) -> list[dict[str, str]]:
        """The lines of tab-separated text or CSV under their heads."""
        text = self.stdout.decode("utf-8")
        delimiter = "\t" if "\t" in text.splitlines()[0] else ","
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


Run = Callable[..., Done]


@pytest.fixture(scope="module")
def desk_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fact_desk(tmp_path_factory.mktemp("facts") / "desk")


@pytest.fixture(autouse=True)
def entities_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run of a command opens a desk anew; reading its entities would be most of the time."""
    monkeypatch.setattr("groundwire.annotate.names.entity_files.load_entities", lambda *_: ENTITIES)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], desk_path: Path) -> Run:
    def run(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as ended:
            main(["--desk", str(desk_path), *arguments])
        printed = capfdbinary.readouterr()
        return Done(printed.out, printed.err.decode("utf-8"), int(ended.value.code or 0))

    return run


def test_the_timeline_leads_to_its_places(run: Run) -> None:
    done = run("timeline", "--lang", "en")
    rows = done.rows
    assert done.returncode == 0
    assert [row["source"] for row in rows] == ["Ledger"] * 3
    assert rows[0]["event"] == "licence"
    assert rows[0]["state"] == "announced (reported on 2025-04-14) → suspended (reported on 2025-07-14)"
    assert "Nvidia (target)" in rows[0]["who"]
    assert rows[0]["quote"] == LICENCE
    name, paragraph = rows[0]["place"].split()
    assert (paragraph, done.stderr.strip()) == ("¶1", "Read from 7 of 7 documents.")
    assert LICENCE in run("show", name).stdout.decode("utf-8")


def test_a_reader_of_chinese_reads_chinese(run: Run) -> None:
    row = run("timeline", "--lang", "zh").rows[0]
    assert (row["事件"], row["状态"]) == ("许可", "已宣布 (2025-04-14 报道) → 已暂停 (2025-07-14 报道)")
    assert "英伟达" in row["主体"]
    assert run("figures", "--lang", "zh").rows[0]["指标"] == "营收"
    assert run("map", "--lang", "zh").rows[0]["对象"] == "镓"


def test_figures_of_one_measure_stand_together(run: Run) -> None:
    rows = run("figures", "--lang", "en").rows
    revenue = [row for row in rows if row["measure"] == "revenue"]
    assert [row["value"] for row in revenue] == ["26 billion USD", "27 billion USD"]
    assert {row["period"] for row in revenue} == {"2024"}
    assert {row["of"] for row in revenue} == {"Nvidia"}


def test_sources_that_contradict_one_another_are_named(run: Run) -> None:
    rows = run("disagreements", "--lang", "en").rows
    assert {row["source"] for row in rows if row["measure"] == "revenue"} == {"Source a", "Source b"}
    assert {row["verdict"] for row in rows} <= {"conflict", "explained"}


def test_the_map_has_holder_thing_and_share(run: Run) -> None:
    rows = run("map", "--lang", "en").rows
    assert {(row["holder"], row["of"]) for row in rows} == {("China", "gallium")}
    assert {row["share"] for row in rows} == {"94–98%"}  # both are of 2025
    assert all("production" in row["what"] for row in rows)


def test_what_is_new_since_a_day(run: Run) -> None:
    done = run("new", "--since", "2025-07-01", "--lang", "en")
    found = {(row["new"], row["value"]) for row in done.rows}
    assert ("figure", "27 billion USD") in found
    assert ("event", "announced (reported on 2025-04-14) → suspended (reported on 2025-07-14)") in found
    assert not any(value == "26 billion USD" for new, value in found if new == "figure")
    assert "Compared with 4 earlier documents." in done.stderr
    assert "Nothing" in run("new", "--since", "2025-08-01", "--lang", "en").stderr


@pytest.mark.parametrize("view", [*VIEWS, "new"])
def test_every_view_in_every_format(run: Run, tmp_path: Path, view: str) -> None:
    since = ["--since", "2025-01-01"]
    found = json.loads(run(view, *since, "--json").stdout)
    assert found["documents"] == 7
    lines = run(view, *since, "--format", "csv").rows
    assert lines
    assert all(len(row["document"]) == 16 and row["paragraph"] == "1" and row["quote"] for row in lines)
    file = tmp_path / "facts.parquet"
    done = run(view, *since, "--format", "parquet", "--output", str(file))
    assert (done.stdout, done.returncode) == (b"", 0)
    table = parquet.read_table(file)
    assert table.num_rows == len(lines)
    assert str(table.schema.field("time").type) == "timestamp[us, tz=UTC]"
    assert run(view, *since, "--format", "parquet").stdout.startswith(b"PAR1")


def test_parquet_has_exact_amounts_and_days(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "figures.parquet"
    run("figures", "--format", "parquet", "-o", str(file))
    row = next(row for row in parquet.read_table(file).to_pylist() if row["measure"] == "revenue")
    assert row["low"] == Decimal(26_000_000_000)
    assert (row["period_first"], row["owner_id"]) == (date(2024, 1, 1), "org/nvidia")


def test_filters_narrow_the_documents_that_are_read(run: Run) -> None:
    assert run("timeline", "technology-sovereignty", "--json").stdout != run("timeline", "--json").stdout
    assert json.loads(run("figures", "--source", "Source a", "--json").stdout)["documents"] == 1
    assert json.loads(run("timeline", "--query", "suspended", "--json").stdout)["documents"] == 1
    assert json.loads(run("timeline", "--lang-filter", "zh", "--json").stdout)["total"] == 0
    assert json.loads(run("map", "--kind", "share", "--json").stdout)["documents"] == 2


def test_filters_choose_the_rows_too(run: Run) -> None:
    done = run("figures", "--kind", "money", "--lang", "en")
    assert {row["measure"] for row in done.rows} == {"revenue"}
    assert "Only money" in done.stderr
    found = json.loads(run("timeline", "--kind", "licence", "--json").stdout)
    assert {event["type"] for event in found["events"]} == {"licence"}
    assert found["only"] == {"kind": "licence", "entity": None}
    none = run("timeline", "--kind", "share", "--lang", "zh")
    assert (none.rows, "没有符合该筛选的内容" in none.stderr) == ([], True)


def test_a_day_of_a_report_is_no_period(run: Run) -> None:
    periods = {row["measure"]: row["period"] for row in run("figures", "--lang", "en").rows}
    assert periods["revenue"] == "2024"
    (points,) = (each["points"] for each in _series(run) if each["measured"]["measure"] == "revenue")
    assert {point["day_of"] for point in points} == {"period"}
    assert {edge["day_of"] for edge in json.loads(run("map", "--json").stdout)["edges"]} == {"document"}
    assert all(row["period"].startswith("reported ") for row in run("map", "--lang", "en").rows)


def _series(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("figures", "--json").stdout)["series"]
    return found


def test_a_part_of_the_documents_is_never_read_in_silence(run: Run) -> None:
    done = run("timeline", "--documents", "1", "--json", "--lang", "en")
    assert (json.loads(done.stdout)["documents"], json.loads(done.stdout)["total"]) == (1, 7)
    assert "Read from 1 of 7 documents. The newest were read" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("timeline", "astrology"), 1, "astrology"),
        (("figures", "--since", "someday"), 1, "someday"),
        (("map", "--kind", "gossip"), 1, "gossip"),
        (("timeline", "--entity", "nobody at all"), 1, "nobody at all"),
        (("new", "--query", "("), 1, ""),
        (("timeline", "--lang", "klingon"), 1, "does not speak 'klingon'"),
        (("timeline", "--lang-filter", "klingon"), 1, "'klingon' is no language"),
        (("search", "x", "--lang", "klingon"), 1, "'klingon' is no language"),
        (("topics", "new", "Ships", "--lang", "klingon"), 1, "klingon"),
        (("timeline", "--format", "xml"), 2, "xml"),
        (("timeline", "--documents", "0"), 2, "documents"),
        (("timeline", "--output", "/no/such/folder/x.txt"), 1, "/no/such/folder/x.txt"),
    ],
)
def test_bad_input_gets_a_sentence_and_a_status(run: Run, arguments: tuple[str, ...], status: int, told: str) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_desk_answers(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    for view in [*VIEWS, "new"]:
        with pytest.raises(SystemExit) as ended:
            main(["--desk", str(tmp_path / "none"), view, "--json"])
        assert not ended.value.code
        assert json.loads(capfdbinary.readouterr().out)["documents"] == 0


def test_a_title_cannot_become_a_formula(run: Run) -> None:
    titles = {row["title"] for row in run("timeline", "--format", "csv").rows}
    assert f"'{HOSTILE}" in titles
    assert HOSTILE not in titles


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n\0\"',;＝＠ aé汉\ud800|!"), max_size=12))
def test_no_text_makes_a_csv_cell_that_computes_or_breaks_the_table(text: str) -> None:
    table = FactTable(columns={"title": None, "low": None}, rows=[{"title": text, "low": Decimal("-5")}] * 2)
    rows = list(csv.reader(io.StringIO(csv_text(table), newline="")))
    assert len(rows) == 3
    assert all(len(row) == 2 and not row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows)
    assert rows[1][1] == "-5"


@pytest.mark.parametrize(
    ("value", "stored"),
    [("1E+40", None), ("NaN", None), ("Infinity", None), ("0.33333333333333333", "0.3333333333"), ("-5", "-5")],
)
def test_any_amount_can_be_written(desk_path: Path, tmp_path: Path, value: str, stored: str | None) -> None:
    with open_desk(desk_path, options=OPTIONS) as desk:
        table = fact_table(desk.ledger(Query()), desk.entities, "en")
    rows = [{**table.rows[0], "low": Decimal(value), "title": "\ud800"}]
    (tmp_path / "x.parquet").write_bytes(parquet_bytes(FactTable(columns=table.columns, rows=rows)))
    (row,) = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert row["low"] == (None if stored is None else Decimal(stored))


@pytest.mark.parametrize("view", [*VIEWS, "new"])
def test_in_a_terminal_each_fact_is_a_block(monkeypatch: pytest.MonkeyPatch, desk_path: Path, view: str) -> None:
    printed = io.StringIO()
    console = Console(file=printed, force_terminal=True, width=100, highlight=False)
    for module in (facts, fact_blocks):
        monkeypatch.setattr(module, "out", console)
    since = ["--since", "2025-01-01"] if view == "new" else []
    with pytest.raises(SystemExit):
        main(["--desk", str(desk_path), view, *since, "--lang", "zh"])
    assert "¶1" in printed.getvalue()
    assert "\x1b[1" in printed.getvalue()
