"""The labelled pages of the extraction sets: archives of outside data in, pages with their gold bodies out."""

import gzip
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groundwire.extract.charset import decode

SETS = ("magic_html", "fundus_evaluation", "newspaper4k", "trafilatura_300")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """A page with what its labellers said of it; a set fills ``gold`` or the segments, never both."""

    set: str
    name: str
    url: str
    body: bytes
    gold: tuple[str, ...] = ()  # paragraphs
    optional: tuple[str, ...] = ()  # paragraphs of gold that may be left out
    wanted: tuple[str, ...] = ()  # segments that must be found
    unwanted: tuple[str, ...] = ()  # segments that must not be found


def data_folder() -> Path:
    """Where the outside data is: GROUNDWIRE_DATA, or ../shared/data beside the repository."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("GROUNDWIRE_DATA", default))


def _files(name: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with tarfile.open(data_folder() / "extraction" / f"{name}.tar.xz") as archive:
        for member in archive:
            handle = archive.extractfile(member)
            if handle is not None:
                found[member.name.removeprefix("./")] = handle.read()
    return found


def _file(files: dict[str, bytes], ending: str) -> bytes:
    return next(content for path, content in files.items() if path.endswith(ending))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _magic_html(files: dict[str, bytes]) -> Iterator[LabelledPage]:
    for sha, entry in json.loads(_file(files, "article/base.json")).items():
        body = next((files[path] for path in files if path.endswith(f"article/htmls/{sha}.html")), None)
        if body is not None:
            yield LabelledPage(set="magic_html", name=sha, url=entry["url"], body=body, gold=_lines(entry["content"]))


def _fundus(files: dict[str, bytes]) -> Iterator[LabelledPage]:
    for name, entry in json.loads(_file(files, "ground_truth.json")).items():
        marked = [(p[1:-1], True) if p.startswith("[") and p.endswith("]") else (p, False) for p in entry["body"]]
        yield LabelledPage(
            set="fundus_evaluation",
            name=name,
            url=entry["url"],
            body=gzip.decompress(_file(files, f"/{name}")),
            gold=tuple(text for text, _ in marked),
            optional=tuple(text for text, optional in marked if optional),
        )


def _newspaper4k(files: dict[str, bytes]) -> Iterator[LabelledPage]:
    for path in sorted(files):
        stem = Path(path).stem
        page = next((p for p in files if p.endswith(f"html/{stem}.html")), None)
        if "txt/" in path and path.endswith(".txt") and page is not None:
            described = next((p for p in files if p.endswith(f"metadata/{stem}.json")), None)
            url = json.loads(files[described]).get("url", "") if described else ""
            gold = _lines(files[path].decode("utf-8"))
            yield LabelledPage(set="newspaper4k", name=stem, url=url, body=files[page], gold=gold)


def _trafilatura(files: dict[str, bytes]) -> Iterator[LabelledPage]:
    for url, entry in json.loads(_file(files, "evaldata.json")).items():
        body = next((files[path] for path in files if path.endswith(f"/{entry['file']}")), None)
        if body is not None:
            yield LabelledPage(
                set="trafilatura_300",
                name=entry["file"],
                url=url,
                body=body,
                wanted=tuple(entry["with"]),
                unwanted=tuple(entry["without"]),
            )


_READERS = {
    "magic_html": _magic_html,
    "fundus_evaluation": _fundus,
    "newspaper4k": _newspaper4k,
    "trafilatura_300": _trafilatura,
}


def labelled_pages(name: str) -> list[LabelledPage]:
    """All pages of one set. Raises FileNotFoundError where the data is missing."""
    return list(_READERS[name](_files(name)))


def decoded(page: LabelledPage) -> str:
    """The page's text, decoded as extraction decodes it, without a header."""
    return decode(page.body, None)
