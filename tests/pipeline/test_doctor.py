"""Damage is made on purpose: the doctor names it, repair mends what is safe, and the rest is used."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import lance
import pytest

from groundwire.archive.lock import WriterLock
from groundwire.desk import Desk
from groundwire.models import Query
from groundwire.pipeline import rebuilding
from groundwire.pipeline.doctor import CHECKS, is_clean
from tests.conftest import OPTIONS
from tests.pipeline.kept_desk import copied, held, made_desk

WARC = "archive/groundwire-00000001.warc.gz"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_desk(tmp_path_factory.mktemp("made"))


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    return copied(made, tmp_path)


def wrong(desk: Desk, *, quick: bool = False) -> dict[str, str]:
    """What is not in order: check → what is said of it."""
    findings = list(desk.keeper.doctor(quick=quick))
    assert all(finding.places or finding.says for finding in findings)
    return {finding.check: finding.says for finding in findings if finding.status != "ok"}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(bytes(content))


def sql(desk: Desk, *statements: str) -> None:
    with closing(sqlite3.connect(desk.path / "state.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_desk_is_clean_and_nothing_is_written(desk: Desk) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.path.rglob("*.lance/**/*") if path.is_file()}
    findings = list(desk.keeper.doctor())
    assert is_clean(findings)
    assert {finding.check for finding in findings} == set(CHECKS) - {"settings"}
    assert {path: path.stat().st_mtime_ns for path in desk.path.rglob("*.lance/**/*") if path.is_file()} == before
    assert wrong(desk, quick=True) == {}


def test_an_empty_folder_is_clean(tmp_path: Path) -> None:
    assert is_clean(list(Desk(tmp_path / "none", options=OPTIONS).keeper.doctor()))
    assert not (tmp_path / "none").exists()


def test_a_flipped_bit_is_found_by_its_digest_and_the_rest_is_used(desk: Desk) -> None:
    path = desk.path / WARC
    flip(path, path.stat().st_size // 2)
    found = wrong(desk)
    assert found["records"] == "damaged"
    assert found["noted"] == "not-archived"
    total = desk.rebuild(workers=0)
    assert total.new + total.revisions + total.copies >= 6
    assert set(wrong(desk)) == {"records"}


def test_a_torn_end_is_told_and_cut_off(desk: Desk) -> None:
    path = desk.path / WARC
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    assert wrong(desk) == {"tail": "torn"}
    desk.keeper.repair()
    assert path.read_bytes() == whole
    assert wrong(desk) == {}


def test_an_archive_that_lost_its_end_is_told(desk: Desk) -> None:
    path = desk.path / WARC
    path.write_bytes(path.read_bytes()[:-200])
    found = wrong(desk)
    assert found["tail"] == "torn"
    assert found["noted"] == "not-archived"
    desk.keeper.repair()
    assert "tail" not in wrong(desk)
    assert wrong(desk)["mark"] == "mark-beyond"


def test_files_that_are_missing_or_strange_are_told(desk: Desk) -> None:
    (desk.path / WARC).rename(desk.path / "archive" / "groundwire-00000002.warc.gz")
    assert wrong(desk)["archive"] == "files-missing"
    (desk.path / "archive" / "groundwire-00000002.warc.gz").rename(desk.path / WARC)
    (desk.path / "archive" / "notes.txt").write_text("")
    assert wrong(desk) == {"archive": "files-unknown"}


@pytest.mark.parametrize("lost", ["library", "state.db", "library/passages.lance"])
def test_what_is_lost_is_told_and_rebuilt(desk: Desk, lost: str) -> None:
    before = held(desk)
    desk.close()
    path = desk.path / lost
    if path.is_dir():
        shutil.rmtree(path)
    else:
        for name in rebuilding.STATE_FILES:
            (desk.path / name).unlink(missing_ok=True)
    assert "missing" in wrong(desk).values()
    desk.rebuild(workers=0)
    assert wrong(desk) == {}
    assert held(desk) == before


def test_a_torn_table_is_told_and_rebuilt(desk: Desk) -> None:
    before = held(desk)
    desk.close()
    largest = max((desk.path / "library" / "documents.lance" / "data").iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[: largest.stat().st_size // 2])
    assert set(wrong(desk)) & {"library", "files", "revisions"}
    desk.rebuild(workers=0)
    assert wrong(desk) == {}
    assert held(desk) == before


def test_a_damaged_state_is_told_and_rebuilt(desk: Desk) -> None:
    path = desk.path / "state.db"
    path.write_bytes(path.read_bytes()[:5_000] + b"\xff" * 20_000)
    assert wrong(desk)["state"] in {"state-damaged", "unreadable"}
    desk.rebuild(workers=0)
    assert wrong(desk) == {}


@pytest.mark.parametrize(
    ("statement", "check", "says"),
    [
        ("DELETE FROM captures WHERE document = (SELECT MIN(document) FROM captures)", "noted", "unnoted"),
        ("UPDATE revisions SET copy_of = 'ffff' WHERE copy_of IS NOT NULL", "copies", "no-original"),
        ("UPDATE failures SET capture = 'urn:uuid:none'", "failures", "no-capture"),
        ("UPDATE meta SET value = 'groundwire-00000009.warc.gz:7' WHERE key = 'mark'", "mark", "mark-beyond"),
        ("DELETE FROM revisions WHERE number = 2", "revisions", "unfinished"),
        ("UPDATE revisions SET revision = 'ffff' WHERE number = 2", "revisions", "not-in-library"),
    ],
)
def test_a_state_that_does_not_fit_is_told(desk: Desk, statement: str, check: str, says: str) -> None:
    sql(desk, statement)
    assert wrong(desk)[check] == says


def test_what_a_killed_run_left_is_a_warning_and_repair_finishes_it(desk: Desk) -> None:
    before = held(desk)
    desk.close()
    sql(desk, "DELETE FROM captures", "DELETE FROM revisions", "DELETE FROM meta WHERE key = 'mark'")
    found = list(desk.keeper.doctor())
    assert {finding.status for finding in found if finding.check in {"noted", "revisions"}} == {"warning"}
    desk.keeper.repair()
    assert wrong(desk) == {}
    assert held(desk) == before


def test_what_is_half_written_is_broken_only_where_no_run_was_interrupted(desk: Desk) -> None:
    before = held(desk)
    desk.close()
    for name in ("documents", "passages"):  # as a kill leaves it between new rows and old
        table = str(desk.path / "library" / f"{name}.lance")
        lance.write_dataset(lance.dataset(table).to_table(), table, mode="append")
    assert (wrong(desk)["revisions"], wrong(desk)["passages"]) == ("not-once", "passages-wrong")
    sql(desk, "DELETE FROM captures", "DELETE FROM revisions", "DELETE FROM meta WHERE key = 'mark'")
    found = {finding.check: finding for finding in desk.keeper.doctor()}
    assert {(found[check].status, found[check].says) for check in ("noted", "revisions", "passages")} == {
        ("warning", "unfinished")
    }
    desk.keeper.repair()
    assert wrong(desk) == {}
    assert held(desk) == before


def test_indexes_that_do_not_fit_are_made_anew(desk: Desk) -> None:
    dataset = lance.dataset(str(desk.path / "library" / "passages.lance"))
    dataset.drop_index("words_idx")
    dataset.create_scalar_index("words", "INVERTED", name="words_idx", train=False)
    assert wrong(desk) in ({}, {"indexes": "index-gaps"})
    desk.keeper.repair()
    assert wrong(desk) == {}
    assert desk.search(Query(text="gallium", limit=100), fold=False).total == 7


def test_a_bad_topic_file_is_told(desk: Desk) -> None:
    (desk.path / "topics").mkdir()
    (desk.path / "topics" / "bad.yaml").write_text("labels: [")
    assert wrong(desk)["topics"] == "unreadable"


def test_a_writer_at_work_is_told(desk: Desk) -> None:
    with WriterLock(desk.path / "lock"):
        assert wrong(desk) == {"writer": "writing"}


def test_a_rebuild_that_was_cut_off_leaves_the_old_one(desk: Desk) -> None:
    before = held(desk)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.rebuild(report=stop, workers=0)
    assert held(desk) == before
    assert wrong(desk) == {"leftovers": "rebuild-cut-off"}
    desk.keeper.repair()
    assert wrong(desk) == {}
    assert held(desk) == before


@pytest.mark.parametrize("steps", ["nothing", "state", "library-away", "library"])
def test_a_rebuild_that_was_cut_off_while_changing_places_is_finished(desk: Desk, made: Path, steps: str) -> None:
    before = held(desk)
    desk.close()
    new = rebuilding.begin(desk.path)
    shutil.copytree(made / "library", new / "library")
    shutil.copyfile(made / "state.db", new / "state.db")
    (new / "complete").touch()
    if steps != "nothing":
        (new / "state.db").unlink()
    if steps.startswith("library"):
        (desk.path / "library").rename(new / "library.old")
    if steps == "library":
        (new / "library").rename(desk.path / "library")
    desk.keeper.repair()
    assert not new.exists()
    assert wrong(desk) == {}
    assert held(desk) == before


def test_bulk_inputs_that_were_not_finished_are_told(desk: Desk) -> None:
    sql(desk, "INSERT INTO shards (shard, begun, done) VALUES ('a', '2026-11-23T05:00:00+00:00', 0)")
    sql(desk, "INSERT INTO shards (shard, begun, done) VALUES ('b', '2026-11-23T05:00:00+00:00', 1)")
    (told,) = (each for each in desk.keeper.doctor(quick=True) if each.status != "ok")
    assert (told.check, told.status, told.says, told.number) == ("bulk", "warning", "shards-unfinished", 1)
    sql(desk, "UPDATE shards SET done = 1")
    assert wrong(desk, quick=True) == {}
