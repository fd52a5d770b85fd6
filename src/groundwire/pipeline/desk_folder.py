"""A folder in, whether it holds a desk out; the folder made where a desk is begun, and its state opened."""

from pathlib import Path

from groundwire.library import State
from groundwire.models import DeskError, LibraryError


def holds_desk(path: Path) -> bool:
    """Whether anything was ever added there. Raises DeskError where what was added cannot be asked for."""
    if path.exists() and not path.is_dir():
        raise DeskError(f"{path} is a file, and a desk is a folder: name another with --desk.")
    parts = [(path / name).exists() for name in ("library", "state.db")]
    if not all(parts) and any((path / "archive").glob("groundwire-*.warc*")):
        raise DeskError(
            f"The archive of {path} is there, but its library or state is missing: run `groundwire rebuild`."
        )
    return all(parts)


def make_folder(path: Path) -> None:
    """Makes the folder. Raises DeskError where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"The folder {path} cannot be made ({error.strerror}).") from error


def open_state(path: Path) -> State:
    """The desk's state. Raises LibraryError, saying what to do."""
    file = path / "state.db"
    try:
        return State(f"sqlite:///{file}")
    except LibraryError as error:
        raise LibraryError(f"{error} ({file}). If it is damaged, run `groundwire rebuild`.") from error
