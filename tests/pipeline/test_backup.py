"""A backup holds what cannot be made anew, also while another process adds; what is restored gives the same briefs."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from groundwire.desk import Desk, open_desk
from groundwire.models import DeskError, Failure, InputError
from groundwire.pipeline.backup import restore
from groundwire.pipeline.doctor import is_clean
from tests.conftest import NOW, OPTIONS
from tests.pipeline.kept_desk import copied, held, made_desk
from tests.test_desk import article, jsonl


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_desk(tmp_path_factory.mktemp("made"))


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    return copied(made, tmp_path)


def restored(source: Path, folder: Path) -> Desk:
    with_library = restore(source, folder)
    desk = open_desk(folder, options=OPTIONS)
    if not with_library:
        desk.rebuild(workers=0)
    return desk


@pytest.mark.parametrize("name", ["kept", "kept.tar"])
@pytest.mark.parametrize("with_library", [False, True])
def test_what_is_restored_gives_the_same(desk: Desk, tmp_path: Path, name: str, with_library: bool) -> None:
    (desk.path / "topics").mkdir()
    (desk.path / "settings.toml").write_text("delay = 2\n")
    (desk.path / "model.key").write_text("secret")
    desk._parts.state.add_failures([Failure(item="x", stage="fetch", kind="timeout", reason="slow", at=NOW)])
    report = desk.keeper.backup(tmp_path / name, with_library=with_library)
    assert report.bytes == report.written > 0
    with restored(tmp_path / name, tmp_path / "again") as again:
        assert held(again) == held(desk)
        assert again.failures().items == desk.failures().items
        assert (again.path / "settings.toml").read_text() == "delay = 2\n"
        assert is_clean(list(again.keeper.doctor()))
    assert not list((tmp_path / "again").glob("*.key"))


def test_a_second_backup_writes_what_is_new(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundwire.pipeline.backup._PIECE", 1_000)
    first = desk.keeper.backup(tmp_path / "kept")
    desk.add(jsonl(tmp_path, article(77)), workers=0)
    second = desk.keeper.backup(tmp_path / "kept")
    state = (tmp_path / "kept" / "state.db").stat().st_size
    assert second.bytes > first.bytes
    assert second.written - state < second.bytes - first.bytes + 2_000
    with restored(tmp_path / "kept", tmp_path / "again") as again:
        assert held(again) == held(desk)


def test_a_backup_of_an_archive_that_was_repaired_is_right(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundwire.pipeline.backup._PIECE", 1_000)
    desk.keeper.backup(tmp_path / "kept")
    desk.close()
    shutil.rmtree(desk.path)
    with open_desk(desk.path, options=OPTIONS) as other:
        other.add(jsonl(tmp_path, article(5), article(6)), workers=0)
        other.keeper.backup(tmp_path / "kept")
        with restored(tmp_path / "kept", tmp_path / "again") as again:
            assert held(again) == held(other)


_WRITER = """
import sys, pathlib
from groundwire.desk import open_desk
from tests.conftest import OPTIONS
with open_desk(sys.argv[1], options=OPTIONS) as desk:
    print("begun", flush=True)
    desk.add(sys.argv[2], workers=0)
"""


def test_a_backup_while_another_process_adds_is_consistent(desk: Desk, tmp_path: Path) -> None:
    items = jsonl(tmp_path, *(article(number) for number in range(100, 220)))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(desk.path), items], stdout=subprocess.PIPE, env=environment
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        backups = 0
        while writer.poll() is None and backups < 20:
            desk.keeper.backup(tmp_path / "kept", with_library=backups % 2 == 0)
            backups += 1
    assert writer.returncode == 0
    assert backups
    desk.keeper.backup(tmp_path / "last")
    for source in ("kept", "last"):
        with restored(tmp_path / source, tmp_path / f"{source}-again") as again:
            again.keeper.repair()
            assert is_clean(list(again.keeper.doctor()))
            before = {(record.document.id, record.document.revision): record.brief for record in held(desk)}
            for record in held(again):
                assert before[record.document.id, record.document.revision] == record.brief
    assert len(held(again)) == len(held(desk))


def test_a_damaged_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.keeper.backup(tmp_path / "kept")
    path = tmp_path / "kept" / "archive" / "groundwire-00000001.warc.gz"
    content = bytearray(path.read_bytes())
    content[99] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(DeskError, match="damaged"):
        restore(tmp_path / "kept", tmp_path / "again")
    path.unlink()
    with pytest.raises(DeskError, match="No such file"):
        restore(tmp_path / "kept", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_what_cannot_be_used_gets_a_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    (tmp_path / "bad.tar").write_text("no tar")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "bad.tar", arcname="../escaped")
    with pytest.raises(InputError, match="neither empty nor a backup"):
        desk.keeper.backup(tmp_path / "full")
    with pytest.raises(InputError, match="inside"):
        desk.keeper.backup(desk.path / "kept")
    with pytest.raises(InputError, match="already"):
        desk.keeper.backup(tmp_path / "bad.tar")
    for source in ("full", "bad.tar", "other.tar"):
        with pytest.raises(InputError, match="no backup"):
            restore(tmp_path / source, tmp_path / "again")
    with pytest.raises(InputError, match="not empty"):
        restore(tmp_path / "full", desk.path)
    with pytest.raises(InputError, match="no desk"):
        open_desk(tmp_path / "none", options=OPTIONS).keeper.backup(tmp_path / "kept")
