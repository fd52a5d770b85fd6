"""Stable short hashes of strings and bytes: the same on every machine, in every run."""

import hashlib
import uuid
from collections.abc import Iterable


def short_hash(*parts: str) -> str:
    """16 hex digits (64 bits) of BLAKE2b over the parts; ("ab", "c") and ("a", "bc") differ."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def bytes_uuid(parts: Iterable[bytes]) -> str:
    """``urn:uuid:…`` derived from bytes alone, for records whose id must not depend on when they are written."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return uuid.UUID(bytes=digest.digest(), version=5).urn
