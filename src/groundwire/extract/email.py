"""Mail (EML) and saved pages (MHTML): bytes in, the parts worth reading and their headers out."""

import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from urllib.parse import urljoin

from groundwire.extract.charset import decode
from groundwire.extract.dates import parse_stamp, plausible, to_moment
from groundwire.extract.draft import one_line
from groundwire.models.capture import Capture
from groundwire.models.document import Moment
from groundwire.models.errors import ExtractError
from groundwire.text.urls import is_web

_SUBJECT_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr|rv|回复|转发|答复|轉寄|回覆)\s*[:：]\s*)+", re.IGNORECASE)
_MOST_PARTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The readable part of a message. ``address`` is where a saved page came from, None for mail."""

    text: str
    is_html: bool
    subject: str
    authors: tuple[str, ...]
    source_name: str  # the list's name, else the sender's, else the domain that it was sent from
    published: Moment | None
    address: str | None


def read_mail(capture: Capture) -> Mail:
    """The best alternative of a message. Raises ExtractError (malformed, empty, encrypted)."""
    message = _parsed(capture)
    if message.get_content_type() == "multipart/encrypted":
        raise ExtractError(capture.url, "encrypted", "This message is encrypted; save it decrypted to add it.")
    part = _best(message)
    if part is None:
        raise ExtractError(capture.url, "empty", "This message has no text part, only attachments.")
    return Mail(
        text=_content(part),
        is_html=part.get_content_type() in {"text/html", "application/xhtml+xml"},
        subject=_SUBJECT_PREFIX.sub("", one_line(_header(message, "subject"))),
        authors=_senders(message),
        source_name=_source_name(message),
        published=_sent(message, capture),
        address=_address(message, part),
    )


def _parsed(capture: Capture) -> EmailMessage:
    body = capture.body.lstrip(b"\xef\xbb\xbf\r\n")
    if body.startswith(b"From "):  # the separator line of an mbox
        body = body.partition(b"\n")[2]
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(body)
    except Exception as error:
        raise ExtractError(capture.url, "malformed", "This message's structure cannot be read.") from error
    if not isinstance(message, EmailMessage):
        raise ExtractError(capture.url, "malformed", "This message's structure cannot be read.")
    return message


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except Exception:  # noqa: BLE001  header values are parsed on access, and broken ones raise anything
        return ""


def _best(message: EmailMessage) -> EmailMessage | None:
    """The HTML part where there is one (for a saved page the root), else the plain text."""
    parts = [part for part in _leaves(message) if not part.is_attachment()]
    html = [part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    plain = [part for part in parts if part.get_content_type() == "text/plain"]
    start = _header(message, "content-type")
    root = re.search(r'start="?(<[^">]+>)', start)
    named = [part for part in html if root and _header(part, "content-id") == root.group(1)]
    return next(iter([*named, *html, *plain]), None)


def _leaves(message: EmailMessage) -> list[EmailMessage]:
    found: list[EmailMessage] = []
    for part in message.walk():
        if len(found) >= _MOST_PARTS:
            break
        if isinstance(part, EmailMessage) and not part.is_multipart():
            found.append(part)
    return found


def _content(part: EmailMessage) -> str:
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except Exception:  # noqa: BLE001  the standard library's decoders raise on made-up encodings
        payload, charset = part.get_payload(), None
    if isinstance(payload, bytes):
        return decode(payload, charset)
    return str(payload or "")


def _from(message: EmailMessage) -> list[tuple[str, str]]:
    try:
        return getaddresses([_header(message, "from")])
    except (ValueError, IndexError, TypeError):
        return []


def _senders(message: EmailMessage) -> tuple[str, ...]:
    return tuple(one_line(name) for name, _ in _from(message) if name.strip() and "@" not in name)


def _source_name(message: EmailMessage) -> str:
    phrase, bracket, _ = one_line(_header(message, "list-id")).partition("<")
    domains = [address.rpartition("@")[2].strip(" .>").lower() for _, address in _from(message) if "@" in address]
    names = (phrase.strip(" \"'") if bracket else "", *_senders(message), *domains)
    return next((name for name in names if any(map(str.isalnum, name))), "")


def _sent(message: EmailMessage, capture: Capture) -> Moment | None:
    stamp = parse_stamp(_header(message, "date"))
    if stamp is None:
        return None
    moment = to_moment(stamp, "UTC")  # "-0000" and nothing at all both mean that the sender's zone is unknown
    return moment if plausible(moment, capture.fetched_at) else None


def _address(message: EmailMessage, part: EmailMessage) -> str | None:
    base = _header(message, "snapshot-content-location") or _header(message, "content-location")
    found = urljoin(base, _header(part, "content-location"))
    return found if is_web(found) else (base if is_web(base) else None)
