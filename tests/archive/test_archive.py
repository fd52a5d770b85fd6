"""What is appended comes back equal, in order, and survives torn tails, flipped bits, full disks and kills."""

import errno
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from groundwire.archive.archive import Archive
from groundwire.archive.place import Damage, Place
from groundwire.models import ArchiveError, Capture, DeskLockedError
from tests.archive.archive_captures import CAPTURES, make_capture


def fail(damage: Damage) -> None:
    pytest.fail(str(damage))


@settings(max_examples=60, deadline=None)
@given(st.lists(CAPTURES, min_size=1, max_size=3))
def test_captures_come_back_equal_and_in_order(tmp_path_factory: pytest.TempPathFactory, batch: list[Capture]) -> None:
    path = tmp_path_factory.mktemp("archive")
    with Archive(path) as archive:
        places = archive.append_many(batch)
        assert [archive.read(place) for place in places] == batch
    assert list(Archive(path, writable=False).captures()) == list(zip(places, batch, strict=True))
    assert places == sorted(places)


@settings(max_examples=40, deadline=None)
@given(CAPTURES)
def test_other_tools_read_every_capture(tmp_path_factory: pytest.TempPathFactory, capture: Capture) -> None:
    path = tmp_path_factory.mktemp("archive")
    with Archive(path) as archive:
        place = archive.append(capture)
    data = (path / place.file).read_bytes()
    records = list(FastIterator(io.BytesIO(data), parse_http=False))
    assert next(r.headers["WARC-Type"] for r in records) == "warcinfo"
    assert len(records) == 2
    for number, record in enumerate(WarcioIterator(io.BytesIO(data), check_digests="raise")):
        body = record.content_stream().read()
        if number and len(record.rec_headers.get_header("WARC-Groundwire-Capture", "")):
            assert body == capture.body


def test_a_page_of_the_web_is_a_response_and_a_file_is_a_resource(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.append_many([make_capture(1), make_capture(2, url="file:///a b.html")])
    data = next(tmp_path.glob("*.gz")).read_bytes()
    records = [(r.rec_type, r.rec_headers["WARC-Target-URI"]) for r in WarcioIterator(io.BytesIO(data))][1:]
    assert records == [("response", "https://example.org/1"), ("resource", "file:///a%20b.html")]


@pytest.mark.parametrize("length", [7_000, 100_000])
def test_long_hints_and_headers_are_kept(tmp_path: Path, length: int) -> None:
    capture = make_capture(1)
    for changed in (
        {"source": "字" * length},
        {"headers": (("X-Long", "v" * length),)},
        {"url": f"https://example.org/{'é' * length}"},
    ):
        long = Capture(**{name: getattr(capture, name) for name in Capture.__slots__} | changed)
        with Archive(tmp_path) as archive:
            place = archive.append(long)
            assert archive.read(place) == long
        with (tmp_path / place.file).open("rb") as file:
            assert list(FastIterator(file))


def test_line_breaks_in_values_make_no_headers(tmp_path: Path) -> None:
    evil = "x\r\nWARC-Evil: 1\r\n\r\nbody"
    capture = Capture(
        id=make_capture().id,
        url=f"https://example.org/{evil}",
        fetched_at=make_capture().fetched_at,
        kind="page",
        media_type=evil,
        body=b"body",
        headers=((evil, evil),),
        source=evil,
    )
    with Archive(tmp_path) as archive:
        assert archive.read(archive.append(capture)) == capture
    with next(tmp_path.glob("*.gz")).open("rb") as file:
        for record in FastIterator(file):
            assert "WARC-Evil" not in record.headers
            assert record.http_headers is None or "WARC-Evil" not in record.http_headers


def test_files_rotate_by_size_and_captures_go_on_after_a_place(tmp_path: Path, captures: list[Capture]) -> None:
    with Archive(tmp_path, max_bytes=900) as archive:
        places = [archive.append(capture) for capture in captures]
    assert len({place.file for place in places}) > 1
    archive = Archive(tmp_path, writable=False)
    for number, place in enumerate(places):
        assert [capture for _, capture in archive.captures(after=place)] == captures[number + 1 :]


def test_a_torn_last_record_is_cut_wherever_it_was_torn(tmp_path: Path, captures: list[Capture]) -> None:
    with Archive(tmp_path) as archive:
        places = archive.append_many(captures[:2])
        path = tmp_path / places[0].file
        whole = path.stat().st_size
        torn = archive.append(captures[2])
    data = path.read_bytes()
    for end in range(whole + 1, len(data)):
        path.write_bytes(data[:end])
        reports: list[Damage] = []
        assert [c for _, c in Archive(tmp_path, writable=False, report=reports.append).captures()] == captures[:2]
        assert reports == []
        with Archive(tmp_path, report=reports.append) as archive:
            assert [damage.place for damage in reports] == [torn]
            assert path.stat().st_size == whole
    with Archive(tmp_path) as archive:
        assert archive.append(captures[3]) == torn
    assert [c for _, c in Archive(tmp_path, writable=False).captures()] == [*captures[:2], captures[3]]


@pytest.mark.parametrize("tail", [b"\0" * 5000, b"\x1f\x8b\x08" * 100, os.urandom(3000)])
def test_rubbish_at_the_end_is_cut(tmp_path: Path, captures: list[Capture], tail: bytes) -> None:
    with Archive(tmp_path) as archive:
        path = tmp_path / archive.append_many(captures)[0].file
    with path.open("ab") as file:
        file.write(tail)
    with Archive(tmp_path, report=lambda damage: None) as archive:
        assert [capture for _, capture in archive.captures()] == captures


def test_a_file_torn_in_its_first_record_is_begun_again(tmp_path: Path, captures: list[Capture]) -> None:
    (tmp_path / "groundwire-00000001.warc.gz").write_bytes(b"\x1f\x8b\x08\0\0")
    with Archive(tmp_path, report=lambda damage: None) as archive:
        archive.append_many(captures)
        assert [capture for _, capture in archive.captures()] == captures


def test_the_tail_is_found_without_reading_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundwire.archive.members._TAIL", 3_000)
    noise = [make_capture(number, body=os.urandom(1_000)) for number in range(20)]
    with Archive(tmp_path) as archive:
        place = archive.append_many(noise)[-1]
    whole = (tmp_path / place.file).read_bytes()
    (tmp_path / place.file).write_bytes(whole[:-7])
    with Archive(tmp_path, report=lambda damage: None) as archive:
        assert [capture for _, capture in archive.captures()] == noise[:-1]


def test_an_archived_archive_is_not_taken_for_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundwire.archive.members._TAIL", 3_000)
    with Archive(tmp_path / "inner") as inner:
        place = inner.append_many([make_capture(number, body=os.urandom(900)) for number in range(9)])[0]
    nested = make_capture(1, body=(tmp_path / "inner" / place.file).read_bytes())
    with Archive(tmp_path / "outer") as outer:
        outer.append(nested)
    with Archive(tmp_path / "outer", report=fail) as outer:
        assert [capture for _, capture in outer.captures()] == [nested]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_flipped_bit_costs_one_record(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("archive")
    batch = [make_capture(number, body=b"body %d " % number * 50) for number in range(1, 6)]
    with Archive(path) as archive:
        places = archive.append_many(batch)
    file = path / places[0].file
    content = bytearray(file.read_bytes())
    where = data.draw(st.integers(places[1].offset, places[3].offset - 1))
    content[where] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(content)
    reports: list[Damage] = []
    with Archive(path, report=reports.append) as archive:
        found = [capture for _, capture in archive.captures()]
    hit = 1 if where < places[2].offset else 2
    harmless = found == batch  # bytes of the gzip header that nothing depends on
    assert harmless or found == batch[:hit] + batch[hit + 1 :]
    assert [damage.place for damage in reports] == ([] if harmless else [places[hit]])
    if not harmless:
        with pytest.raises(ArchiveError):
            Archive(path, writable=False).read(places[hit])


def test_places_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        place = archive.append(make_capture())
    for wrong in (
        Place(place.file, place.offset + 1),
        Place(place.file, 0),  # the warcinfo
        Place("../groundwire-00000001.warc.gz", 0),
        Place("groundwire-00000009.warc.gz", 0),
        Place(place.file, 10**9),
    ):
        with pytest.raises(ArchiveError, match=str(wrong.offset)):
            Archive(tmp_path, writable=False).read(wrong)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with Archive(tmp_path), pytest.raises(DeskLockedError, match=str(os.getpid())):
        Archive(tmp_path)
    with Archive(tmp_path) as archive:
        archive.append(make_capture())
    with pytest.raises(ArchiveError, match="for reading"):
        Archive(tmp_path, writable=False).append(make_capture())


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write

    def half(file: int, data: bytes) -> int:
        if len(data) < 200:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(file, data[:100])

    with Archive(tmp_path) as archive:
        first = archive.append(make_capture(1))
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", half)
            with pytest.raises(ArchiveError, match="No space left"):
                archive.append(make_capture(2))
        second = archive.append(make_capture(3))
        assert [place for place, _ in archive.captures()] == [first, second]


def test_a_failed_sync_is_an_error_and_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with Archive(tmp_path) as archive:
        archive.append(make_capture(1))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(ArchiveError, match="Input/output error"):
                archive.append_many([make_capture(2), make_capture(3)])
        assert [capture for _, capture in archive.captures()] == [make_capture(1)]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be made"):
        Archive(tmp_path / "file" / "archive")


_WRITER = """
import sys, pathlib
from tests.archive.archive_captures import make_capture
from groundwire.archive.archive import Archive
archive = Archive(pathlib.Path(sys.argv[1]), max_bytes=200_000)
for number in range(10**6):
    archive.append(make_capture(number, body=bytes(number % 251 for number in range(number % 5000))))
    print(number, flush=True)
"""


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.15])
def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path, seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines = process.stdout.read().splitlines()
    acknowledged = int(lines[-1]) if lines else 0  # the first line, which was read above, says 0
    process.wait()
    process.stdout.close()
    with Archive(tmp_path, report=lambda damage: None) as archive:
        archive.append(make_capture(999_999_999))
    urls = [capture.url for _, capture in Archive(tmp_path, writable=False, report=fail).captures()]
    assert len(urls) - 1 in (acknowledged + 1, acknowledged + 2)
    assert urls[:-1] == [f"https://example.org/{number}" for number in range(len(urls) - 1)]
