"""Files of others for the long fuzzing, from GROUNDWIRE_DATA; none where that folder is not there."""

import os
import tarfile
from pathlib import Path

_DATA = Path(os.environ.get("GROUNDWIRE_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
_MOST = 400  # files of one kind
_LARGEST = 100_000
_ARCHIVES = {
    "feed": (("feeds/feedparser.tar.xz", ".xml"), ("feeds/miniflux.tar.xz", ".xml")),
    "pdf": (("formats/pdfminer.tar.xz", ".pdf"),),
    "warc": (("formats/warcio.tar.xz", ".warc"), ("formats/warcio.tar.xz", ".warc.gz")),
    "html": (("extraction/newspaper4k.tar.xz", ".html"),),
    "format": (("formats/warcio.tar.xz", ""), ("feeds/miniflux.tar.xz", "")),
}


def outside(name: str) -> list[bytes]:
    """The files that a parser reads, small ones only."""
    found: list[bytes] = []
    for place, ending in _ARCHIVES.get(name, ()):
        path = _DATA / place
        if not path.is_file():
            continue
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() and member.size <= _LARGEST else None
                if file is not None and member.name.endswith(ending) and len(found) < _MOST:
                    found.append(file.read())
    return found
