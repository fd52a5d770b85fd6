"""A desk in an object store: one writer, many readers, and whatever may happen to the writer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import groundwire
from groundwire.models import DeskError, DeskLockedError

pytestmark = pytest.mark.s3


def write(folder: Path, name: str, text: str) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def article(number: int, about: str = "rare earths") -> str:
    return (
        f"<html lang=en><head><title>Report {number} on {about}</title></head><body><article>"
        f"<h1>Report {number} on {about}</h1><p>China put export controls on {about} in case number {number}, and the"
        f" ministry said that licences for {number + 3} firms will be looked at in order.</p><p>Prices of oxide rose by"
        f" {number + 10} percent after the announcement, according to traders in city {number}.</p></article></body></html>"
    )


def titles(url: str, query: str) -> set[str]:
    with groundwire.open(url) as desk:
        return {found.record.document.title for found in desk.search(query).items}


def test_what_one_process_adds_others_find(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tmp_path / "pages"
    with groundwire.open(store) as desk:
        assert not desk.exists
        added = desk.add(write(pages, "a.html", article(1)), write(pages, "b.html", article(2)))
        assert (added.new, added.failed) == (2, 0)
        assert titles(store, "licences") == {"Report 1 on rare earths", "Report 2 on rare earths"}
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
    with groundwire.open(store) as reader:
        assert len(reader.search("oxide").items) == 2
        found = reader.topic("rare-earths").found if "rare-earths" in reader.definitions else reader.search("rare earths")
        assert len(found.items) == 2
        document = found.items[0].record.document.id
        assert reader.record(document).document.paragraphs
        assert reader.failures().items == ()
        with pytest.raises(DeskError, match="no state"):
            reader.add(write(pages, "c.html", article(3)))
