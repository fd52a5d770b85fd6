"""The folder that a desk has on this machine."""

from pathlib import Path

import pytest

from groundwire.models import DeskError, LibraryError
from groundwire.pipeline.home import FolderHome, ObjectHome, folder_of, home_of, open_state


def test_a_path_is_its_own_folder() -> None:
    assert folder_of("some/desk", {}) == Path("some/desk")


def test_an_address_has_one_folder_for_each_store(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path)}
    folder = folder_of("s3://bucket/team/desk/", environment)
    assert folder == folder_of("s3://bucket/team/desk", environment)
    assert folder.parent == tmp_path / "groundwire"
    others = [
        folder_of("s3://bucket/team-desk", environment),
        folder_of("s3://bucket/team/desk", environment | {"AWS_ENDPOINT_URL": "http://minio.example:9000"}),
    ]
    assert len({folder, *others}) == 3
    home = home_of(folder, folder)
    assert isinstance(home, ObjectHome)
    assert home.name == "s3://bucket/team/desk"
    assert isinstance(home_of(tmp_path, tmp_path), FolderHome)


@pytest.mark.parametrize("address", ["s3://id:secret@bucket/x", "gs://bucket/x", "s3://", "https://example.org/x"])
def test_an_address_that_is_none_leaves_nothing(address: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError) as refused:
        folder_of(address, {"XDG_STATE_HOME": str(tmp_path)})
    assert "secret" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "groundwire").write_text("a file")
    with pytest.raises(DeskError, match="cannot be made"):
        folder_of("s3://bucket/x", {"XDG_STATE_HOME": str(tmp_path)})


@pytest.mark.parametrize(("room", "told"), [(0, "If it is damaged, run"), (10**18, "Its disk is full: make room")])
def test_a_state_that_does_not_open_is_no_damage_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, told: str
) -> None:
    (tmp_path / "state.db").mkdir()
    monkeypatch.setattr("groundwire.pipeline.home._ROOM", room)
    with pytest.raises(LibraryError, match=told):
        open_state(home_of(tmp_path, tmp_path))


def test_a_damaged_state_is_told_so_however_full_the_disk_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "state.db").write_bytes(b"no database" * 1_000)
    monkeypatch.setattr("groundwire.pipeline.home._ROOM", 10**18)
    with pytest.raises(LibraryError, match="It is damaged: run `groundwire rebuild`"):
        open_state(home_of(tmp_path, tmp_path))
