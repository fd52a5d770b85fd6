"""Documents that say the same thing: revisions of one page, and copies under other addresses.

`identify` decides what a document is to a desk that already has others; `text_hash` is equal for texts that read alike;
`signature_of` and `near_copy` find what nearly repeats an earlier text; `origins` tells which documents go back to one
origin.
"""

from groundwire.stories.identity import Identity, Status, identify, text_hash
from groundwire.stories.near import FirstReport, near_copy, still_near
from groundwire.stories.origins import origins
from groundwire.stories.signature import bands, signature_of

__all__ = [
    "FirstReport",
    "Identity",
    "Status",
    "bands",
    "identify",
    "near_copy",
    "origins",
    "signature_of",
    "still_near",
    "text_hash",
]
