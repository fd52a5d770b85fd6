"""What goes wrong with an object store is said in one sentence, and no key is in it."""

import sys

import pytest

from groundwire.archive.objects import ChangedError, Objects
from groundwire.models import DeskError

pytestmark = pytest.mark.s3


def refusal(store: str) -> str:
    with pytest.raises(DeskError) as refused:
        Objects(store).get("x")
    said = str(refused.value)
    assert "\n" not in said
    assert "secret" not in said
    assert "key-id" not in said
    assert refused.value.__cause__ is None
    return said


def test_a_bucket_that_is_not_there(store: str) -> None:
    assert "There is no bucket 'nowhere' at 127.0.0.1:" in refusal("s3://nowhere/desk")
    with pytest.raises(DeskError, match="There is no bucket"):
        Objects("s3://nowhere/desk").holds("archive")
    with pytest.raises(DeskError, match="There is no bucket"):
        Objects("s3://nowhere/desk").create("x", b"")


def test_a_store_that_cannot_be_reached(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://someone:secret@127.0.0.1:1")
    monkeypatch.setattr("groundwire.archive.objects._RETRIES", {"max_retries": 0})
    assert "127.0.0.1:1 cannot be reached" in refusal(store)


def test_no_credentials(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setattr("groundwire.archive.objects._RETRIES", {"max_retries": 0})
    assert "There are no credentials for s3://news/" in refusal(store)


def test_the_extra_is_named(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    with pytest.raises(DeskError, match=r"groundwire\[s3\]"):
        Objects(store)


@pytest.mark.parametrize(
    "address", ["s3://", "s3://b u", "s3://id:secret@bucket/x", "s3://bucket/../x y", "gs://bucket/x", "s3://bucket//x"]
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(DeskError) as refused:
        Objects(address)
    assert "secret" not in str(refused.value)


def test_what_is_there_is_not_written_twice(store: str) -> None:
    objects = Objects(store)
    tag = objects.create("a/1", b"one")
    with pytest.raises(ChangedError):
        objects.create("a/1", b"other")
    newer = objects.replace("a/1", b"two", tag)
    with pytest.raises(ChangedError):
        objects.replace("a/1", b"three", tag)
    held = objects.get("a/1")
    assert held
    assert (held.data, held.tag) == (b"two", newer)


def test_objects_are_listed_from_a_name_on(store: str) -> None:
    objects = Objects(store)
    for name in ("a/1", "a/2", "a/3", "ab/1"):
        objects.put(name, b"x")
    assert list(objects.sizes("a")) == ["1", "2", "3"]
    assert list(objects.sizes("a", "2")) == ["2", "3"]
    assert objects.holds("ab")
    assert not objects.holds("b")
    objects.remove(["a/1", "a/2", "a/3", "a/4"])
    assert objects.sizes("a") == {}
    assert objects.get("a/1") is None
