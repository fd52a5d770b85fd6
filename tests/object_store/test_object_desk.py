"""A desk in an object store: one writer, many readers, and whatever may happen to the writer."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import groundwire
from groundwire.archive.archive import Archive
from groundwire.archive.lease import Lease
from groundwire.archive.objects import Objects
from groundwire.archive.segments import Segments
from groundwire.models import DeskError, DeskLockedError

pytestmark = pytest.mark.s3
READ = """
import sys, groundwire
with groundwire.open(sys.argv[1]) as desk:
    for _ in sys.stdin:
        print(len(desk.search("oxide").items), flush=True)
"""
KILLED = """
import os, signal, sys, groundwire
from groundwire.library.library import Library
Library.write_rows = lambda self, rows: os.kill(os.getpid(), signal.SIGKILL)
with groundwire.open(sys.argv[1]) as desk:
    desk.add(sys.argv[2], workers=0)
"""

CUT_OFF = """
import os, signal, sys, groundwire
from groundwire.pipeline import rebuilding
rebuilding.swap = lambda desk: os.kill(os.getpid(), signal.SIGKILL)
with groundwire.open(sys.argv[1]) as desk:
    desk.rebuild(workers=0)
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with one page."""
    folder = tmp_path / "pages"
    folder.mkdir()
    put(folder / "1.html", 1)
    return folder


def put(path: Path, number: int, price: int = 10) -> str:
    title = f"Report {number} on rare earths"
    path.write_text(
        f"<html lang=en><head><title>{title}</title><link rel=canonical href='https://example.org/{path.name}'></head>"
        f"<body><article><h1>{title}</h1><p>China put export controls on rare earths in case number {number}, and the"
        f" ministry said that licences for {number + 3} firms will be looked at in order.</p><p>Prices of oxide rose by"
        f" {number + price} percent after the announcement, according to traders in city {number}.</p></article>",
        "utf-8",
    )
    return str(path)


def titles(store: str) -> list[str]:
    with groundwire.open(store) as desk:
        return sorted(found.record.document.title for found in desk.search("oxide").items)


def test_what_one_process_adds_others_find(
    store: str, tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with groundwire.open(store) as desk:
        assert not desk.exists
        assert desk.add(str(pages)).new == 1
    command = [sys.executable, "-c", READ, store]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin
        assert reader.stdout
        counts: list[int] = []
        for number in (0, 2):
            if number:
                with groundwire.open(store) as desk:
                    desk.add(put(pages / "2.html", number))
            reader.stdin.write("\n")
            reader.stdin.flush()
            counts.append(int(reader.stdout.readline()))
        reader.stdin.close()
    assert counts == [1, 2]
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
    with groundwire.open(store) as elsewhere:
        assert len(elsewhere.topic("critical-minerals").found.items) == 2
        document = elsewhere.search("oxide").items[0].record
        assert elsewhere.record(document.document.id).document.paragraphs
        assert elsewhere.copies(document) == ()
        assert elsewhere.failures().items == ()
        with pytest.raises(DeskError, match="no state of s3://"):
            elsewhere.add(str(pages))


def test_revisions_and_copies(store: str, pages: Path) -> None:
    with groundwire.open(store) as desk:
        desk.add(str(pages))
        assert desk.add(put(pages / "1.html", 1, price=20)).revisions == 1
        copy = (pages / "1.html").read_text("utf-8").replace("example.org/1.html", "example.net/copy")
        (pages / "copy.html").write_text(copy, "utf-8")
        assert desk.add(str(pages / "copy.html")).copies == 1
        (found,) = desk.search("oxide").items
        assert len(desk.revisions(found.record.document.id)) == 2
        assert len(found.copies) == 1
        desk.keeper.optimize()
        stats = desk.keeper.stats()
        assert (stats.archive_files, stats.unfinished, len(stats.tables)) == (3, 0, 2)
        assert all(index.unindexed == 0 for table in stats.tables for index in table.indexes)
        assert len(desk.search("oxide").items) == 1


def test_a_second_writer_is_refused(store: str, pages: Path) -> None:
    with groundwire.open(store) as desk, Lease(Objects(store)):
        with pytest.raises(DeskLockedError, match="is writing to s3://news/"):
            desk.add(str(pages))
        assert not desk.exists
    with groundwire.open(store) as desk:
        assert desk.add(str(pages)).new == 1


def test_what_a_killed_writer_archived_is_finished_by_the_next(store: str, pages: Path) -> None:
    with groundwire.open(store) as desk:
        desk.add(str(pages))
    killed = subprocess.run([sys.executable, "-c", KILLED, store, put(pages / "2.html", 2)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert titles(store) == ["Report 1 on rare earths"]
    with groundwire.open(store) as desk:
        assert desk.add(put(pages / "3.html", 3)).new == 1
    assert titles(store) == [f"Report {number} on rare earths" for number in (1, 2, 3)]
    archived = [place.file for place, _ in Archive(Segments(Objects(store)), writable=False).captures()]
    assert archived == [f"groundwire-0000000{number}.warc.gz" for number in (1, 2, 3)]


def test_all_is_made_anew_from_the_archive(
    store: str, tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(pages / "2.html", 2)
    with groundwire.open(store) as desk:
        desk.add(str(pages))
        before = [found.record for found in desk.search("oxide").items]
        objects = Objects(store)
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
            with groundwire.open(store) as other:
                assert other.rebuild().new == 2
                assert [found.record for found in other.search("oxide").items] == before
                assert other.add(put(pages / "3.html", 3)).new == 1
        with pytest.raises(DeskError, match="made anew elsewhere"):
            desk.add(str(pages))
        objects.remove([f"library/{name}" for name in objects.sizes("library")])
        objects.remove(["library.json"])
    with groundwire.open(store) as desk:
        with pytest.raises(DeskError, match="its library is not: run `groundwire rebuild`"):
            desk.search("oxide")
        assert desk.rebuild().new == 3
        assert len(desk.search("oxide").items) == 3
        assert desk.add(str(pages / "1.html")).same == 1


def test_a_rebuild_that_is_cut_off_while_it_changes_places_is_finished(store: str, pages: Path) -> None:
    with groundwire.open(store) as desk:
        desk.add(str(pages))
    killed = subprocess.run([sys.executable, "-c", CUT_OFF, store], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert titles(store) == ["Report 1 on rare earths"]
    with groundwire.open(store) as desk:
        assert desk.add(str(pages)).same == 1
    assert titles(store) == ["Report 1 on rare earths"]
