"""A desk in, a copy of what cannot be made anew out: a folder, or one tar file; and back into a new desk.

It may be taken while a writer writes. The state is copied first and the archive last, so that nothing the state knows
is missing in the archive; what the archive has more is worked on when the copy is next written to. The library is
derived and left out unless asked for. Only what is named here is copied, so no file with a key is.
"""

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from groundwire.archive.audit import ArchiveAudit
from groundwire.archive.audited import Kind
from groundwire.archive.object_answers import gather
from groundwire.archive.output import sync_folder
from groundwire.library.audit import StateAudit
from groundwire.library.library import Library
from groundwire.library.vectors import copy_vectors
from groundwire.models import DeskError, InputError
from groundwire.pipeline.home import Home, ObjectHome, home_of

MANIFEST = "manifest.json"
_FORMAT = 1
_PIECE = 16_000_000  # bytes of one digest: what an incremental backup reads again of a file that grew
ANSWERS = "answers"  # those that stood in objects of their own
_KINDS: tuple[Kind, ...] = ("groundwire", "answers")
_COPIED = ("topics/*.yaml", "topics/*.yml", "entities/*.yaml", "entities/*.yml", "settings.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What a backup holds, and how many bytes of it were written this time."""

    path: Path
    files: int
    bytes: int
    written: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copied:
    bytes: int
    digests: tuple[str, ...]  # of each piece


def back_up(desk: Path, home: Home, target: Path, *, with_library: bool = False) -> BackupReport:
    """Copies the desk into a folder (only what is new, where one is there) or into one new file that ends in .tar.

    Archive and library may stand in an object store.

    Raises:
        InputError: the target cannot be used.
        DeskError: the desk cannot be read, the disk is full, or the copy is not what was copied.
    """
    if not ((desk / "state.db").exists() or home.audit().sizes()):
        raise InputError(f"There is no desk at {home.name} to back up.")
    if target.absolute().is_relative_to(desk.absolute()):
        raise InputError(f"A backup of {desk} cannot stand inside it: name another place.")
    with _told(f"The backup at {target} cannot be written"):
        if target.suffix == ".tar":
            return _into_tar(desk, home, target, with_library=with_library)
        return _into_folder(desk, home, target, with_library=with_library)


def restore(source: Path, desk: Path) -> bool:
    """Puts a backup where no desk is yet; every byte is compared with its digest first. Whether a library came along.

    Raises:
        InputError: it is no backup, or there is something already.
        DeskError: the backup is damaged, or the disk is full.
    """
    home = home_of(desk, desk)
    if isinstance(home, ObjectHome):
        raise InputError(
            f"A backup is restored into a folder: do that, copy its archive/ to {home.name}/archive with any tool, and"
            f" run `groundwire --desk {home.name} rebuild`."
        )
    if desk.exists() and (not desk.is_dir() or any(desk.iterdir())):
        raise InputError(f"{desk} is not empty: restore into a folder that is new.")
    beside = desk.with_name(f"{desk.name}.restoring")
    with _told(f"The backup {source} cannot be restored"):
        shutil.rmtree(beside, ignore_errors=True)
        if source.is_file():
            _unpack(source, beside)
        else:
            manifest = _manifest(source)
            for name in manifest:
                _place(beside, name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(_place(source, name), _place(beside, name))
            _write_manifest(beside, manifest)
        _verify(beside)
        (beside / MANIFEST).unlink()
        gather(beside / ANSWERS, beside / "archive")
        if desk.exists():
            desk.rmdir()
        beside.rename(desk)
        sync_folder(desk.absolute().parent)
    return Library.is_whole(desk / "library")


def _into_folder(desk: Path, home: Home, target: Path, *, with_library: bool) -> BackupReport:
    if target.exists() and any(target.iterdir()) and not (target / MANIFEST).exists():
        raise InputError(f"{target} is neither empty nor a backup: name another folder.")
    target.mkdir(parents=True, exist_ok=True)
    before = _manifest(target) if (target / MANIFEST).exists() else {}
    with tempfile.TemporaryDirectory(dir=target, prefix=".making-") as making:
        held = _Held(target, before)
        _copy_all(desk, home, held, Path(making), with_library=with_library)
    for name in before.keys() - held.files.keys():
        _place(target, name).unlink(missing_ok=True)
    _write_manifest(target, held.files)
    held.verify()
    return held.report(target)


def _into_tar(desk: Path, home: Home, target: Path, *, with_library: bool) -> BackupReport:
    if target.exists():
        raise InputError(f"{target} is there already: name a new file.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".making-") as making:
        folder, packed = Path(making) / "backup", Path(making) / "backup.tar"
        report = _into_folder(desk, home, folder, with_library=with_library)
        with tarfile.open(packed, "w") as tar:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    tar.add(path, arcname=str(path.relative_to(folder)))
        _compare_tar(packed, _manifest(folder))
        _sync(packed)
        packed.rename(target)
    sync_folder(target.absolute().parent)
    return BackupReport(path=target, files=report.files, bytes=report.bytes, written=report.written)


def _copy_all(desk: Path, home: Home, held: "_Held", making: Path, *, with_library: bool) -> None:
    if (desk / "state.db").exists():
        StateAudit(desk / "state.db").copy_to(making / "state.db")
        held.copy(making / "state.db", "state.db")
    place = home.whole_tables() if with_library else None
    if place is not None:
        library = Library(place)
        library.copy_to(making / "library")
        library.close()
        if isinstance(place, Path):
            copy_vectors(place, making / "library")
        for path in sorted((making / "library").rglob("*")):
            if path.is_file():
                held.copy(path, str(PurePosixPath(path.relative_to(making))))
    for pattern in _COPIED:
        for path in sorted(desk.glob(pattern)):
            held.copy(path, str(PurePosixPath(path.relative_to(desk))))
    _copy_archive(home.audit(), held, ANSWERS if isinstance(home, ObjectHome) else "archive")


def _copy_archive(audit: ArchiveAudit, held: "_Held", answers: str) -> None:
    """Files that only grow, up to their last whole record; objects never change."""
    for kind in _KINDS:
        torn = audit.torn(kind)
        for name, size in audit.sizes(kind).items():
            end = torn[1] if torn and torn[0] == name else size
            place = f"{answers if kind == 'answers' else 'archive'}/{name}"
            if audit.grows or not held.has(place, size):
                with audit.open(name, kind) as file:
                    held.take(file, place, grows=audit.grows, size=end)


class _Held:
    """The files of a backup as they are copied."""

    def __init__(self, folder: Path, before: dict[str, _Copied]) -> None:
        self._folder = folder
        self._before = before
        self._written: dict[str, int] = {}  # name → where the part begins that was written now
        self.files: dict[str, _Copied] = {}

    def has(self, name: str, size: int) -> bool:
        """Whether a file that never changes was copied before; if so it is held."""
        before, target = self._before.get(name), _place(self._folder, name)
        if before is None or before.bytes != size or not target.is_file() or target.stat().st_size != size:
            return False
        self.files[name] = before
        return True

    def copy(self, source: Path, name: str) -> None:
        """Copies a file."""
        with source.open("rb") as file:
            self.take(file, name)

    def take(self, source: BinaryIO, name: str, *, grows: bool = False, size: int | None = None) -> None:
        """Copies a file up to ``size``; of one that only grows, what is new."""
        target = _place(self._folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = self._kept(source, target, self._before[name]) if grows and name in self._before else ()
        start = len(kept) * _PIECE
        digests, end = list(kept), start
        with target.open("r+b" if target.exists() else "w+b") as new:
            source.seek(start)
            new.seek(start)
            while piece := source.read(_PIECE if size is None else min(_PIECE, size - end)):
                new.write(piece)
                digests.append(sha256(piece).hexdigest())
                end += len(piece)
            new.truncate()
            new.flush()
            os.fsync(new.fileno())
        self._written[name] = start
        self.files[name] = _Copied(bytes=end, digests=tuple(digests))

    def _kept(self, source: BinaryIO, target: Path, before: _Copied) -> tuple[str, ...]:
        """Digests of the whole pieces that are there already, if the last of them is still what the source has."""
        whole = before.bytes // _PIECE
        if not whole or not target.exists() or target.stat().st_size < whole * _PIECE:
            return ()
        with target.open("rb") as copied:
            for file in (source, copied):
                file.seek((whole - 1) * _PIECE)
                if sha256(file.read(_PIECE)).hexdigest() != before.digests[whole - 1]:
                    return ()
        return before.digests[:whole]

    def verify(self) -> None:
        """Reads what was written and compares. Raises DeskError."""
        for name, start in self._written.items():
            _compare(_place(self._folder, name), name, self.files[name], first=start // _PIECE)

    def report(self, target: Path) -> BackupReport:
        """What was done."""
        return BackupReport(
            path=target,
            files=len(self.files),
            bytes=sum(each.bytes for each in self.files.values()),
            written=sum(self.files[name].bytes - start for name, start in self._written.items()),
        )


def _compare(path: Path, name: str, copied: _Copied, *, first: int = 0) -> None:
    with path.open("rb") as file:
        file.seek(first * _PIECE)
        for digest in copied.digests[first:]:
            if sha256(file.read(_PIECE)).hexdigest() != digest:
                raise DeskError(f"The backup is damaged: {name} is not what was copied. Make a new one.")
        if file.read(1):
            raise DeskError(f"The backup is damaged: {name} is longer than what was copied. Make a new one.")


def _verify(folder: Path) -> None:
    for name, copied in _manifest(folder).items():
        if not _place(folder, name).is_file():
            raise DeskError(f"The backup is damaged: {name} is missing. Make a new one.")
        _compare(_place(folder, name), name, copied)


def _compare_tar(packed: Path, manifest: dict[str, _Copied]) -> None:
    """Reads the tar file and compares every file of it with what was copied."""
    with tempfile.TemporaryDirectory(dir=packed.parent) as folder, tarfile.open(packed) as tar:
        for name, copied in manifest.items():
            with (Path(folder) / "one").open("wb") as one:
                found = tar.extractfile(name)
                if found is None:
                    raise DeskError(f"The backup is damaged: {name} is missing. Make a new one.")
                shutil.copyfileobj(found, one)
            _compare(Path(folder) / "one", name, copied)


def _unpack(source: Path, folder: Path) -> None:
    """Nothing but what the manifest names."""
    folder.mkdir(parents=True)
    try:
        with tarfile.open(source) as tar:
            held = {member.name: member for member in tar.getmembers() if member.isfile()}
            tar.extractall(folder, members=[held[MANIFEST]] if MANIFEST in held else [], filter="data")
            wanted = [held[name] for name in _manifest(folder) if name in held]
            tar.extractall(folder, members=wanted, filter="data")
    except tarfile.TarError as error:
        raise InputError(f"{source} is no backup: {error}.") from error


def _manifest(folder: Path) -> dict[str, _Copied]:
    """What a backup says that it holds. Raises InputError."""
    try:
        table = json.loads((folder / MANIFEST).read_text("utf-8"))
        if table["format"] != _FORMAT:
            raise InputError(f"The backup {folder} was made by another version of Groundwire.")
        files = {
            str(name): _Copied(bytes=int(each["bytes"]), digests=tuple(map(str, each["digests"])))
            for name, each in table["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder} is no backup: its {MANIFEST} cannot be read.") from error
    for name in files:
        _place(folder, name)
    return files


def _place(folder: Path, name: str) -> Path:
    """Where a file of a backup stands; inside, whatever a manifest says."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise InputError(f"{folder} is no backup: {name!r} is no place inside one.")
    return folder.joinpath(*parts)


def _write_manifest(folder: Path, files: dict[str, _Copied]) -> None:
    """As the last thing, and all or nothing."""
    table = {
        "format": _FORMAT,
        "piece": _PIECE,
        "files": {name: {"bytes": each.bytes, "digests": each.digests} for name, each in sorted(files.items())},
    }
    beside = folder / f"{MANIFEST}.new"
    beside.write_text(json.dumps(table, indent=1), "utf-8")
    _sync(beside)
    beside.rename(folder / MANIFEST)
    sync_folder(folder)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeskError(f"{what}: {error.strerror or error}.") from error
