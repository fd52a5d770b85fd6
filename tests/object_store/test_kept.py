"""A desk in an object store is looked at, mended and backed up as one in a folder is."""

from dataclasses import replace
from pathlib import Path

import pytest

import groundwire
from groundwire.archive.archive import Archive
from groundwire.archive.lease import Holder, Lease
from groundwire.archive.object_answers import ObjectAnswers
from groundwire.archive.objects import Objects
from groundwire.archive.segments import Segments
from groundwire.desk import Desk
from groundwire.models import Completion, InputError, Request, SettingsError
from groundwire.models.completion import Message
from groundwire.pipeline.backup import restore
from groundwire.pipeline.doctor import CHECKS
from groundwire.pipeline.options import VectorOptions
from tests.archive.archive_captures import make_capture
from tests.conftest import OPTIONS
from tests.pipeline.test_three_drivers import everything
from tests.test_desk import article, jsonl

pytestmark = pytest.mark.s3
HASH, OTHER = "ab" * 32, "0b" * 32


def wrong(desk: Desk) -> dict[str, str]:
    """What is not in order: check → what is said of it."""
    return {each.check: each.says for each in desk.keeper.doctor() if each.status != "ok"}


@pytest.fixture
def desk(store: str, tmp_path: Path) -> Desk:
    """Two batches, with a revision and an item that failed."""
    made = groundwire.open(store, options=OPTIONS)
    made.add(jsonl(tmp_path, *(article(number) for number in range(3)), "{broken"), workers=0)
    made.add(jsonl(tmp_path, article(1, figure="77.7"), article(5), name="more.jsonl"), workers=0)
    return made


def answered(store: str, name: str, text: str) -> None:
    request = Request(task="brief", messages=(Message(role="user", text="?"),), subject="document")
    ObjectAnswers(Objects(store)).put(name, request, Completion(text=text, model="m"))


def test_a_sound_desk_is_clean_and_nothing_is_written(store: str, desk: Desk) -> None:
    before = Objects(store).sizes("library"), {each.name: each.tag for each in Objects(store).listed("")}
    findings = list(desk.keeper.doctor())
    assert wrong(desk) == {}
    assert {each.check for each in findings} == set(CHECKS) - {"settings"}
    assert before == (Objects(store).sizes("library"), {each.name: each.tag for each in Objects(store).listed("")})


def test_a_machine_that_only_reads_is_told_so(
    store: str, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
        with groundwire.open(store, options=OPTIONS) as reader:
            said = {each.check: (each.status, each.says) for each in reader.keeper.doctor()}
            assert said["state"] == ("ok", "elsewhere")
            assert {status for status, _ in said.values()} == {"ok"}
            reader.keeper.repair()
            reader.rebuild(workers=0)
            assert wrong(reader) == {}
    assert wrong(desk) == {"state": "other-making"}


def test_what_is_damaged_or_missing_is_named(store: str, desk: Desk) -> None:
    objects = Objects(store)
    answered(store, HASH, "!")
    first = objects.get("archive/groundwire-00000001.warc.gz")
    answer = objects.get(f"answers/{HASH}.warc.gz")
    assert first
    assert answer
    flipped = bytearray(first.data)
    flipped[len(flipped) // 2] ^= 0xFF
    objects.put("archive/groundwire-00000001.warc.gz", bytes(flipped))
    objects.put(f"answers/{HASH}.warc.gz", answer.data[:-40])
    objects.put("archive/notes.txt", b"x")
    found = wrong(desk)
    assert found == {
        "archive": "files-unknown", "records": "damaged", "noted": "not-archived", "answers": "damaged"
    }  # fmt: skip
    objects.remove(["archive/groundwire-00000001.warc.gz"])
    assert wrong(desk)["archive"] == "files-missing"
    objects.remove(["library.json"])
    assert wrong(desk)["library"] == "missing"


def test_a_writer_and_what_a_killed_one_left_are_told(store: str, desk: Desk) -> None:
    objects = Objects(store)
    with Lease(objects, holder=Holder(host="far.example", process=4711, machine="")):
        assert wrong(desk) == {"writer": "writing"}
    with Archive(Segments(objects, check=lambda: None)) as archive:
        archive.append(make_capture(1))
    assert wrong(desk) == {"noted": "unfinished"}
    desk.keeper.repair()
    assert wrong(desk) == {}
    objects.put("library/00000002/documents.lance/x", b"x")
    assert wrong(desk) == {"leftovers": "rebuild-cut-off"}


@pytest.mark.parametrize("with_library", [False, True])
@pytest.mark.parametrize("target", ["backup", "backup.tar"])
def test_a_backup_is_restored_into_a_folder(
    store: str, desk: Desk, tmp_path: Path, target: str, with_library: bool
) -> None:
    answered(store, HASH, "first")
    answered(store, OTHER, "second")  # about the same document, with a hash that sorts before
    report = desk.keeper.backup(tmp_path / target, with_library=with_library)
    assert report.written == report.bytes > 0
    restore(tmp_path / target, tmp_path / "desk")
    with groundwire.open(tmp_path / "desk", options=OPTIONS) as restored:
        if not with_library:
            restored.rebuild(workers=0)
        assert everything(restored) == everything(desk)
        assert wrong(restored) == {}
        answers = restored._parts.home.answers(max_bytes=10**9)
        found = [answers.get(HASH), answers.get(OTHER), answers.about("m", "document")]
        assert [each.text for each in found if each] == ["first", "second", "second"]
        assert restored.add(jsonl(tmp_path, article(9), name="nine.jsonl"), workers=0).new == 1


def test_a_second_backup_gets_only_what_is_new(desk: Desk, tmp_path: Path) -> None:
    desk.keeper.backup(tmp_path / "backup")
    desk.add(jsonl(tmp_path, article(7), name="seven.jsonl"), workers=0)
    again = desk.keeper.backup(tmp_path / "backup")
    state = (tmp_path / "backup" / "state.db").stat().st_size
    newest = max((tmp_path / "backup" / "archive").iterdir()).stat().st_size
    assert again.written == state + newest


def test_a_backup_is_not_restored_into_the_store(desk: Desk, tmp_path: Path) -> None:
    desk.keeper.backup(tmp_path / "backup")
    with pytest.raises(InputError, match="is restored into a folder: do that, copy its archive/ to s3://"):
        restore(tmp_path / "backup", desk.path)


def test_vectors_are_for_folders_and_a_search_goes_by_words(store: str, desk: Desk) -> None:
    with groundwire.open(store, options=replace(OPTIONS, meaning=VectorOptions())) as asking:
        assert asking.vector_backlog() is None
        with pytest.raises(SettingsError, match="Vectors are made for desks in a folder only"):
            asking.embed()
        assert asking.search("gallium").total == desk.search("gallium").total
        asking.keeper.optimize()
        assert len(asking.keeper.stats().tables) == 2


def test_a_search_after_optimize_finds_the_same(desk: Desk) -> None:
    before = desk.search("gallium").total
    desk.keeper.optimize()
    assert desk.search("gallium").total == before


def test_an_empty_prefix_is_clean_and_holds_nothing_to_back_up(store: str, tmp_path: Path) -> None:
    with groundwire.open(store, options=OPTIONS) as empty:
        assert wrong(empty) == {}
        with pytest.raises(InputError, match="There is no desk at s3://"):
            empty.keeper.backup(tmp_path / "backup")
