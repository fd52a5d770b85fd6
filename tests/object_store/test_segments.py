"""An archive of objects: each batch is one, none is written twice, and any tool for web archives reads it."""

import io
import os

import pytest
from warcio.archiveiterator import ArchiveIterator

from groundwire.archive.archive import Archive
from groundwire.archive.object_answers import ObjectAnswers
from groundwire.archive.objects import Objects
from groundwire.archive.place import Damage, Place
from groundwire.archive.segments import Segments
from groundwire.models import ArchiveError, Completion, DeskLockedError, Request
from groundwire.models.completion import Message
from tests.archive.archive_captures import make_capture

pytestmark = pytest.mark.s3
HASH = "ab" * 32


def free() -> None:
    """Nobody else writes."""


def archive_of(objects: Objects) -> Archive:
    return Archive(Segments(objects, check=free))


def test_captures_come_back_equal_and_in_order(store: str) -> None:
    objects = Objects(store)
    one, two, three = (make_capture(number) for number in (1, 2, 3))
    with archive_of(objects) as archive:
        places = [*archive.append_many([one, two]), archive.append(three)]
        assert [place.file for place in places] == ["groundwire-00000001.warc.gz"] * 2 + ["groundwire-00000002.warc.gz"]
        assert archive.append_many([]) == []
    reader = Archive(Segments(objects), writable=False)
    assert list(reader.captures()) == list(zip(places, [one, two, three], strict=True))
    assert list(reader.captures(places[0])) == [(places[1], two), (places[2], three)]
    assert list(reader.captures(places[2])) == []
    assert reader.read(places[1]) == two
    with pytest.raises(ArchiveError):
        reader.read(Place("groundwire-00000009.warc.gz", 0))
    with pytest.raises(ArchiveError):
        reader.append(one)
    held = objects.get("archive/groundwire-00000001.warc.gz")
    assert held
    assert [record.rec_type for record in ArchiveIterator(io.BytesIO(held.data))] == [
        "warcinfo",
        "response",
        "response",
    ]


def test_the_next_writer_goes_on_behind_the_last(store: str) -> None:
    with archive_of(Objects(store)) as archive:
        archive.append(make_capture(1))
    with archive_of(Objects(store)) as archive:
        assert archive.append(make_capture(2)).file == "groundwire-00000002.warc.gz"


def test_an_object_of_another_writer_is_not_overwritten(store: str) -> None:
    objects = Objects(store)
    with archive_of(objects) as archive, archive_of(objects) as other:
        other.append(make_capture(1))
        with pytest.raises(ArchiveError, match="another writer"):
            archive.append(make_capture(2))
    assert [capture for _, capture in Archive(Segments(objects), writable=False).captures()] == [make_capture(1)]


def test_an_answer_that_got_lost_is_no_error(store: str) -> None:
    objects = Objects(store)
    with archive_of(objects) as archive, archive_of(objects) as again:
        archive.append(make_capture(1))
        again.append(make_capture(1))  # what a client sends again whose first request did arrive
    assert len(list(Archive(Segments(objects), writable=False).captures())) == 1


def test_nothing_is_acknowledged_without_the_right_to_write(store: str) -> None:
    asked = 0

    def lost() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:  # of begin, before and after the request
            raise DeskLockedError("lost")

    with Archive(Segments(Objects(store), check=lost)) as archive, pytest.raises(DeskLockedError):
        archive.append(make_capture(1))
    assert asked == 3


def test_a_large_object_is_read_in_parts(store: str) -> None:
    objects = Objects(store)
    large, small = make_capture(1, body=os.urandom(20_000_000)), make_capture(2)
    with archive_of(objects) as archive:
        places = archive.append_many([large, small])
    assert Archive(Segments(objects), writable=False).read(places[1]) == small
    assert [capture for _, capture in Archive(Segments(objects), writable=False).captures()] == [large, small]


def test_damage_is_reported_and_the_rest_is_used(store: str) -> None:
    objects = Objects(store)
    with archive_of(objects) as archive:
        places = archive.append_many([make_capture(1), make_capture(2), make_capture(3)])
    path = f"archive/{places[0].file}"
    held = objects.get(path)
    assert held
    data = bytearray(held.data)
    data[places[1].offset + 40] ^= 1
    objects.put(path, bytes(data))
    damages: list[Damage] = []
    reader = Archive(Segments(objects), writable=False, report=damages.append)
    assert [capture for _, capture in reader.captures()] == [make_capture(1), make_capture(3)]
    assert [damage.place for damage in damages] == [places[1]]


def test_answers_of_models_are_found_by_any_process(store: str) -> None:
    request = Request(task="brief", messages=(Message(role="user", text="?"),), subject="document")
    answer = Completion(text="!", model="m")
    answers = ObjectAnswers(Objects(store))
    assert answers.get(HASH) is None
    answers.put(HASH, request, answer)
    other = ObjectAnswers(Objects(store))
    assert other.get(HASH) == answer
    assert other.about("m", "document") == answer
    assert other.about("m", "another") is None
    assert len(other) == 1
    Objects(store).put(f"answers/{HASH}.warc.gz", b"not a record")
    assert other.get(HASH) is None
