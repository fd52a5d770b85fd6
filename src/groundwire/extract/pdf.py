"""PDF: bytes in, a draft in reading order with page numbers out, or an ExtractError that says why not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as raw

from groundwire.extract.bylines import clean_authors
from groundwire.extract.dates import Stamp, parse_stamp, plausible, to_moment
from groundwire.extract.draft import Draft, Piece, one_line
from groundwire.extract.pdf_layout import Layout, lay_out
from groundwire.extract.pdf_lines import Line, read_lines
from groundwire.extract.zones import zone_for
from groundwire.models.capture import Capture
from groundwire.models.document import Moment
from groundwire.models.errors import ExtractError
from groundwire.text.scripts import fold
from groundwire.text.urls import canonical_url, is_web

_MOST_PAGES = 1500
_MOST_CHARACTERS = 5_000_000
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|powerpoint|slide \d|document\d*|无标题|新建|"
    r".*\.(?:docx?|pdf|indd|qxd|tex|pptx?|xlsx?|wpd|dvi))\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:([+\-])(\d\d)'?(\d\d)?'?|(Z))?")


def read_pdf(capture: Capture) -> Draft:
    """The draft of a PDF. Raises ExtractError (encrypted, malformed, empty)."""
    with _opened(capture) as document:
        pages = _pages(capture, document)
        info = document.get_metadata_dict(skip_empty=True)
    layout = lay_out(pages)
    title = _title(info.get("Title", ""), layout)
    return Draft(
        pieces=_without_title(layout.pieces, title),
        title=title,
        authors=clean_authors([info.get("Author", "")]),
        published=_published(info.get("CreationDate", ""), capture),
        url=canonical_url(capture.url) if is_web(capture.url) else None,
    )


@contextmanager
def _opened(capture: Capture) -> Iterator[pypdfium2.PdfDocument]:
    """The document, with pdfium's errors made ours."""
    start = capture.body.find(b"%PDF-")
    try:
        document = pypdfium2.PdfDocument(capture.body[max(start, 0) :])
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            reason = "This PDF is encrypted with a password; save it without one to add it."
            raise ExtractError(capture.url, "encrypted", reason) from error
        raise ExtractError(capture.url, "malformed", "This PDF is broken and cannot be opened.") from error
    try:
        yield document
    finally:
        document.close()


def _pages(capture: Capture, document: pypdfium2.PdfDocument) -> list[tuple[Line, ...]]:
    """The lines of every page that can be read; at least one must have text."""
    if len(document) > _MOST_PAGES:
        reason = f"This PDF has {len(document)} pages; up to {_MOST_PAGES} are read."
        raise ExtractError(capture.url, "too-large", reason)
    pages: list[tuple[Line, ...]] = []
    characters = unmapped = broken = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            broken += 1
            pages.append(())
            continue
        textpage = page.get_textpage()
        found = read_lines(textpage, number=index + 1)
        textpage.close()
        page.close()
        pages.append(found.lines)
        characters, unmapped = characters + found.characters, unmapped + found.unmapped
        if characters > _MOST_CHARACTERS:
            raise ExtractError(capture.url, "too-large", f"This PDF has more than {_MOST_CHARACTERS:,} characters.")
    _refuse_unreadable(capture, broken == len(pages), characters, unmapped)
    return pages


def _refuse_unreadable(capture: Capture, all_broken: bool, characters: int, unmapped: int) -> None:
    if all_broken:
        raise ExtractError(capture.url, "malformed", "This PDF has no page that can be opened.")
    if not characters:
        reason = "This PDF has no text, only images; run character recognition (OCR) on it first."
        raise ExtractError(capture.url, "empty", reason)
    if unmapped > 0.5 * characters:
        reason = "This PDF's fonts do not say which characters they draw; run character recognition (OCR) on it first."
        raise ExtractError(capture.url, "unsupported", reason)


def _title(written: str, layout: Layout) -> str:
    """The metadata's title where the first page shows it or nothing there is bigger than the rest."""
    named = one_line(written)
    named = "" if len(named) < 3 or _NO_TITLE.match(named) or "\ufffd" in named else named
    opening = _key(" ".join(piece.text for piece in layout.pieces[:12]))
    if named and _key(named) and _key(named) in opening:
        return named
    return layout.largest or named


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _without_title(pieces: tuple[Piece, ...], title: str) -> tuple[Piece, ...]:
    """The pieces without the headings at the start that make up the title."""
    key = _key(title)
    kept = [
        piece
        for index, piece in enumerate(pieces)
        if not (index < 6 and len(_key(piece.text)) > 3 and _key(piece.text) in key and piece.role == "heading")
    ]
    return tuple(kept)


def _published(written: str, capture: Capture) -> Moment | None:
    match = _DATE.match(written.strip())
    stamp = _stamp(match) if match else None
    if stamp is None:
        return None
    moment = to_moment(stamp, zone_for(capture.url if is_web(capture.url) else None, None))
    return moment if plausible(moment, capture.fetched_at) else None


def _stamp(match: re.Match[str]) -> Stamp | None:
    """A PDF date (``D:20250304101500+08'00'``) by way of ISO 8601."""
    year, month, day, hour, minute, second, sign, off_hour, off_minute, zulu = match.groups()
    text = f"{year}-{month}-{day}"
    if hour:
        offset = "Z" if zulu else (f"{sign}{off_hour}:{off_minute or '00'}" if sign else "")
        text += f"T{hour}:{minute}:{second or '00'}{offset}"
    return parse_stamp(text)
