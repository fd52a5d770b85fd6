"""Answers of language models: kept before they are used, found again by any process, cut and damaged files mended."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from groundwire.archive.answers import AnswerArchive
from groundwire.archive.archive import Archive
from groundwire.archive.place import Damage
from groundwire.models import ArchiveError, Completion, Message, Request
from tests.archive.archive_captures import make_capture

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
REQUEST = Request(task="brief", messages=(Message(role="user", text="镓价格?"),), schema={"type": "object"})
ANSWER = Completion(
    text="镓价上涨 34 %。\r\n\r\nWARC/1.1", model="m", input_tokens=7, output_tokens=9, usd=Decimal("0.0012")
)
FIRST, SECOND = "a" * 64, "b" * 64


def open_answers(path: Path, damages: list[Damage] | None = None, max_bytes: int = 10**9) -> AnswerArchive:
    report = damages.append if damages is not None else (lambda damage: pytest.fail(str(damage)))
    return AnswerArchive(path, now=lambda: NOW, report=report, max_bytes=max_bytes)


def test_what_was_put_is_given_back_equal_also_to_others(tmp_path: Path) -> None:
    answers, other = open_answers(tmp_path), open_answers(tmp_path)
    assert answers.get(FIRST) is None
    answers.put(FIRST, REQUEST, ANSWER)
    assert answers.get(FIRST) == other.get(FIRST) == open_answers(tmp_path).get(FIRST) == ANSWER
    other.put(SECOND, REQUEST, replace(ANSWER, usd=None, whole=False))
    assert answers.get(SECOND) == replace(ANSWER, usd=None, whole=False)
    assert (len(answers), len(other)) == (2, 2)


def test_the_newest_answer_about_the_same_is_found_whatever_the_wording(tmp_path: Path) -> None:
    answers = open_answers(tmp_path)
    answers.put(FIRST, replace(REQUEST, subject="s1"), ANSWER)
    answers.put(SECOND, replace(REQUEST, subject="s1"), replace(ANSWER, text="newer"))
    for each in (answers, open_answers(tmp_path)):
        found = each.about("m", "s1")
        assert found
        assert found.text == "newer"
        assert each.about("m", "s2") is each.about("n", "s1") is None


def test_it_is_on_the_disk_before_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(file))
    answers = open_answers(tmp_path)
    answers.put(FIRST, REQUEST, ANSWER)
    count = len(synced)
    answers.put(SECOND, REQUEST, ANSWER)
    assert count >= 2  # the file and its folder
    assert len(synced) > count


def test_the_files_are_warc_and_leave_captures_alone(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.append(make_capture(1))
        open_answers(tmp_path).put(FIRST, REQUEST, ANSWER)
        archive.append(make_capture(2))
        assert [capture for _, capture in archive.captures()] == [make_capture(1), make_capture(2)]
    with (tmp_path / "answers-00000001.warc.gz").open("rb") as file:
        records = [(each.rec_type, each.rec_headers.get_header("WARC-Target-URI")) for each in ArchiveIterator(file)]
    assert records == [("warcinfo", None), ("metadata", f"urn:groundwire:answer:{FIRST}")]


def test_a_new_file_begins_where_one_is_full(tmp_path: Path) -> None:
    answers = open_answers(tmp_path, max_bytes=300)
    answers.put(FIRST, REQUEST, ANSWER)
    answers.put(SECOND, REQUEST, ANSWER)
    assert len(answers.files()) == 2
    assert len(open_answers(tmp_path)) == 2


def test_an_unfinished_end_is_cut_off_by_the_next_writer(tmp_path: Path) -> None:
    answers = open_answers(tmp_path)
    answers.put(FIRST, REQUEST, ANSWER)
    path = tmp_path / answers.files()[0]
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(whole[:200])
    assert open_answers(tmp_path).get(FIRST) == ANSWER
    damages: list[Damage] = []
    again = open_answers(tmp_path, damages)
    again.put(SECOND, REQUEST, ANSWER)
    assert [damage.place.offset for damage in damages] == [len(whole)]
    assert path.read_bytes()[: len(whole)] == whole
    assert (open_answers(tmp_path).get(FIRST), open_answers(tmp_path).get(SECOND)) == (ANSWER, ANSWER)


def test_a_damaged_answer_is_reported_and_asked_again(tmp_path: Path) -> None:
    answers = open_answers(tmp_path)
    answers.put(FIRST, REQUEST, ANSWER)
    start = (tmp_path / answers.files()[0]).stat().st_size
    answers.put(SECOND, REQUEST, ANSWER)
    answers.put("c" * 64, REQUEST, ANSWER)
    path = tmp_path / answers.files()[0]
    data = bytearray(path.read_bytes())
    data[start + 60] ^= 255
    path.write_bytes(bytes(data))
    damages: list[Damage] = []
    again = open_answers(tmp_path, damages)
    assert (again.get(FIRST), again.get(SECOND), again.get("c" * 64)) == (ANSWER, None, ANSWER)
    assert damages
    again.put(SECOND, REQUEST, ANSWER)
    assert again.get(SECOND) == ANSWER


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be"):
        AnswerArchive(tmp_path / "file" / "archive").put(FIRST, REQUEST, ANSWER)
    with pytest.raises(ArchiveError, match="not the hash"):
        open_answers(tmp_path).put("x", REQUEST, ANSWER)


_WRITER = """
import sys, pathlib
from groundwire.archive.answers import AnswerArchive
from groundwire.models import Completion, Message, Request
answers = AnswerArchive(pathlib.Path(sys.argv[1]), max_bytes=100_000)
for number in range(10**6):
    name = f"{int(sys.argv[2]):032x}{number:032x}"
    answers.put(name, Request(task="t", messages=()), Completion(text=str(number) * (number % 700), model="m"))
    print(name, flush=True)
"""


def test_what_was_acknowledged_outlives_a_kill_among_several_writers(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), str(n)], stdout=subprocess.PIPE) for n in (1, 2)
    ]
    acknowledged: list[str] = []
    for process in processes:
        assert process.stdout
        acknowledged += [process.stdout.readline().decode().strip() for _ in range(5)]
    for process in processes:
        process.send_signal(signal.SIGKILL)
        assert process.stdout
        acknowledged += process.stdout.read().decode().split()
        process.wait()
        process.stdout.close()
    answers = AnswerArchive(tmp_path, report=lambda damage: None)
    answers.put(FIRST, REQUEST, ANSWER)
    again = open_answers(tmp_path)
    assert all(again.get(name) for name in acknowledged if len(name) == 64)
    assert len(acknowledged) >= 10
