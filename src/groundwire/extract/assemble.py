"""Capture → Document or Failure: the format decides who reads it, and every draft gets its identity here."""

import re
from dataclasses import replace
from itertools import accumulate
from urllib.parse import unquote

from groundwire.extract.charset import decode
from groundwire.extract.clean import is_end_matter
from groundwire.extract.dates import instant, parse_stamp, plausible, to_moment
from groundwire.extract.digest import read_digest
from groundwire.extract.draft import Draft, Piece, one_line
from groundwire.extract.email import read_mail
from groundwire.extract.guard import guard
from groundwire.extract.html import extract_body
from groundwire.extract.items import read_item
from groundwire.extract.kinds import sniff
from groundwire.extract.letters import own_text, without_courtesies
from groundwire.extract.metadata import read_metadata
from groundwire.extract.page import view_page
from groundwire.extract.pdf import read_pdf
from groundwire.extract.plain import plain_pieces, read_markdown, read_text
from groundwire.extract.walls import check_walls
from groundwire.extract.zones import zone_for
from groundwire.models.capture import Capture
from groundwire.models.document import Document, Moment, Paragraph
from groundwire.models.errors import ExtractError
from groundwire.models.failure import Failure
from groundwire.models.ids import RevisionId
from groundwire.text.hashing import short_hash
from groundwire.text.language import detect_language
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.urls import canonical_url, document_id_for, is_web, site_of

_LEAST = 30  # letters of a sentence, where a character of Chinese or Japanese counts for three
_LARGEST = 64_000_000  # bytes: no article; a dump that would hold a worker for its whole time limit
_RUN = re.compile(r"[!-~\u00a1-\u024f]{100,}")  # signs of a script with spaces, and none: data and no sentence
_PERMALINK = re.compile(r"\s+[#¶]+$")
_TITLE = 80  # characters of the first paragraph that name a document without a title


def extract(capture: Capture) -> Document | Failure:
    """The document in a capture. Pure: the same capture always gives the same value."""
    try:
        if capture.kind == "digest":
            return _digest(capture)
        return _document(capture, _draft(capture))
    except ExtractError as error:
        return Failure(
            item=capture.url,
            stage="extract",
            kind=error.kind,
            reason=error.reason,
            at=capture.fetched_at,
            capture=capture.id,
        )


def _draft(capture: Capture) -> Draft:
    _refuse(capture)
    if capture.kind == "item":
        return read_item(capture)
    if capture.kind == "entry":
        return _entry(capture)
    match sniff(capture):
        case "pdf":
            return read_pdf(capture)
        case "markdown":
            return read_markdown(capture)
        case "text":
            return read_text(capture)
        case "mail":
            return _mail(capture)
        case "html":
            return _page(capture, decode(capture.body, capture.charset), _web(capture))


def _refuse(capture: Capture) -> None:
    """Raise ExtractError for what is no document whatever its format."""
    if capture.status >= 400:
        reason = f"The server answered with status {capture.status}, so this is an error page and no document."
        raise ExtractError(capture.url, "http-error", reason)
    if not capture.body.strip():
        raise ExtractError(capture.url, "empty", "There is nothing in this file or page.")
    if len(capture.body) > _LARGEST:
        raise ExtractError(
            capture.url, "too-large", f"This is larger than the {_LARGEST // 1_000_000} MB that are read."
        )


def _web(capture: Capture) -> str | None:
    return capture.url if is_web(capture.url) else None


def _page(capture: Capture, text: str, url: str | None) -> Draft:
    html = guard(text)
    view = view_page(html, url)
    metadata = read_metadata(html, url=url, fetched_at=capture.fetched_at, view=view)
    body = extract_body(html, url=metadata.url, title=metadata.title or None, language=metadata.language)
    texts = [block.text for block in body.blocks]
    check_walls(capture.url, html, view, title=metadata.title, blocks=texts)
    return Draft(
        pieces=tuple(Piece(role=block.role, text=block.text) for block in body.blocks),
        title=metadata.title,
        source_name=metadata.source_name,
        authors=metadata.authors,
        published=metadata.published,
        zone=metadata.zone,
        url=metadata.url,
        language=metadata.language,
        image=metadata.image,
        confidence=body.confidence,
    )


def _entry(capture: Capture) -> Draft:
    """A feed entry's own content: a fragment of HTML or plain text; all else comes from the feed."""
    text = decode(capture.body, capture.charset)
    url = canonical_url(capture.url) if is_web(capture.url) else None
    hints = capture.hints
    if "<" not in text:
        return Draft(pieces=plain_pieces(text), url=url, language=hints.language)
    title = one_line(hints.title or "")
    body = extract_body(
        guard(f"<html><body><article>{text}</article></body></html>"),
        url=url,
        title=title or None,
        language=hints.language,
    )
    pieces = tuple(Piece(role=block.role, text=block.text) for block in body.blocks)
    return Draft(pieces=pieces, url=url, language=hints.language, confidence=body.confidence)


def _mail(capture: Capture) -> Draft:
    mail = read_mail(capture)
    if mail.address and mail.is_html:
        return _page(capture, mail.text, mail.address)
    if mail.is_html:
        draft = _page(capture, mail.text, None)
        draft = replace(draft, url=None, title=mail.subject or draft.title)
    else:
        draft = Draft(pieces=plain_pieces(own_text(mail.text)), title=mail.subject)
    return replace(
        draft,
        pieces=without_courtesies(draft.pieces),
        authors=mail.authors or draft.authors,
        source_name=mail.source_name or draft.source_name,
        published=mail.published or draft.published,
    )


# -- identity -------------------------------------------------------------------------------------------------------


def _document(capture: Capture, draft: Draft) -> Document:
    if not _has_text(draft.pieces):
        raise ExtractError(capture.url, "empty", "No text of an article was found here: less than a sentence is left.")
    names = (draft.title, one_line(capture.hints.title or ""))
    title = next((name for name in names if name and not _RUN.search(name)), "")
    pieces = _without_title(_without_ends(draft.pieces), title)
    title = title or _opening(pieces)
    address = draft.url
    language = detect_language("\n".join(piece.text for piece in pieces), draft.language or capture.hints.language)
    content = "\n".join([title, *(piece.text for piece in pieces)])
    return Document(
        id=document_id_for(address, content),
        revision=RevisionId(short_hash(title, *(part for piece in pieces for part in (piece.role, piece.text)))),
        capture=capture.id,
        url=address,
        title=title,
        source_name=draft.source_name or one_line(capture.hints.source_name or "") or _place(capture, address),
        authors=draft.authors or capture.hints.authors,
        published=_published(capture, draft, language),
        fetched_at=capture.fetched_at,
        language=language,
        image=draft.image,
        paragraphs=tuple(
            Paragraph(number=number, role=piece.role, text=piece.text, page=piece.page)
            for number, piece in enumerate(pieces, start=1)
        ),
        confidence=draft.confidence,
        excerpt=capture.kind == "entry",
    )


def _has_text(pieces: tuple[Piece, ...]) -> bool:
    """Whether there is a sentence outside the headings; reads no further than to its end."""
    words = (_RUN.sub("", piece.text) for piece in pieces if piece.role != "heading")
    weights = accumulate(3 if is_cjk(c) else c.isalnum() for text in words for c in text)
    return any(weight >= _LEAST for weight in weights)


def _without_ends(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without credits at the start and the end, and headings without the sign that links to them."""
    first, last = 0, len(pieces)
    while first < last and is_end_matter(pieces[first].text):
        first += 1
    while first < last and is_end_matter(pieces[last - 1].text):
        last -= 1
    while first < last < len(pieces) and pieces[last - 1].role == "heading":  # of credits
        last -= 1
    kept = pieces[first:last] if _has_text(pieces[first:last]) else pieces
    return tuple(
        replace(piece, text=_PERMALINK.sub("", piece.text)) if piece.role == "heading" else piece for piece in kept
    )


def _without_title(pieces: tuple[Piece, ...], title: str) -> tuple[Piece, ...]:
    repeats = len(pieces) > 1 and bool(title) and fold(pieces[0].text) == fold(title)
    return pieces[1:] if repeats else pieces


def _opening(pieces: tuple[Piece, ...]) -> str:
    """The start of the text, for a document that nobody gave a title."""
    words = [piece for piece in pieces if not _RUN.search(piece.text)]
    named = [piece.text for piece in words if piece.role == "heading"] + [piece.text for piece in words]
    text = named[0] if named else one_line(_RUN.sub(" ", pieces[0].text))
    if len(text) <= _TITLE:
        return text
    cut = text[:_TITLE].rpartition(" ")[0]
    return (cut if len(cut) > _TITLE // 2 else text[: _TITLE - 1]) + "…"


def _place(capture: Capture, address: str | None) -> str:
    """The site, or the name of the file, for a document that names no source."""
    url = address or capture.url
    return site_of(url) if is_web(url) else unquote(url.partition("#")[0].rstrip("/").rpartition("/")[2])


def _published(capture: Capture, draft: Draft, language: str) -> Moment | None:
    """The page's own time; a feed's exact one beats a page's that had to be guessed in part."""
    own, hint = draft.published, _hinted(capture, draft, language)
    if own is None or hint is None:
        return own or hint
    vague = own.precision == "day" or own.assumed_zone is not None
    exact = hint.precision != "day" and hint.assumed_zone is None
    apart = abs((hint.at - own.at).total_seconds())
    same = apart < 60 and own.precision != "day"  # the feed only confirms what the page says
    return _fitting(hint, own) if vague and exact and not same and apart <= 36 * 3600 else own


def _fitting(hint: Moment, own: Moment) -> Moment:
    """The hint, in UTC where the page writes UTC's day and not that of the zone it was thought to be in."""
    contradicted = own.precision == "day" and hint.day != own.day and hint.at.date() == own.day
    return replace(hint, offset=0) if contradicted else hint


def _hinted(capture: Capture, draft: Draft, language: str) -> Moment | None:
    zone = draft.zone or zone_for(draft.url or capture.url, language)
    published = capture.hints.published
    if published:
        believable = plausible(Moment(at=published), capture.fetched_at)  # first: the year 9999 has no local clock
        return instant(published, zone) if believable else None
    stamp = parse_stamp(capture.hints.published_as_written or "")
    moment = to_moment(stamp, zone) if stamp else None
    return moment if moment and plausible(moment, capture.fetched_at) else None


def _digest(capture: Capture) -> Document:
    entry = read_digest(capture)
    brief = entry.text.split("\n", 2)[2] if entry.text.count("\n") > 1 else ""
    return Document(
        id=document_id_for(None, "\n".join([entry.title, entry.source_name, entry.published.at.isoformat()])),
        revision=RevisionId(short_hash(entry.text)),
        capture=capture.id,
        url=None,
        title=entry.title,
        source_name=entry.source_name,
        authors=(),
        published=entry.published,
        fetched_at=capture.fetched_at,
        language=detect_language(
            entry.title if len(entry.title) > len(brief) else f"{entry.title}\n{brief}", capture.hints.language
        ),
        image=None,
        paragraphs=(),
    )
