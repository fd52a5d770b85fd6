"""A statement and its paragraphs in, whether it leads somewhere that they do not out: an address, a link, a tag."""

import re
from collections.abc import Iterable

# Addresses are what a page that gives orders to models most often wants to have repeated.
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]{1,15}://\S+|\bwww\.\S+|\b[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}|\]\(|</?[a-z!][^>]*>?"
    r"|\b[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63})*\.(?:com|net|org|cn|io|info|biz|xyz|top|app|dev|ru|co|me|ly)\b(?:/\S*)?",
    re.IGNORECASE,
)


def leads_elsewhere(text: str, paragraphs: Iterable[str]) -> str:
    """The first address that the paragraphs do not have; "" where there is none."""
    found = [match[0] for match in _LINK.finditer(text)]
    if not found:
        return ""
    known = " ".join(paragraphs).casefold()
    return next((each for each in found if each.casefold().rstrip(".,;)") not in known), "")
