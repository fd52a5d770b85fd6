"""Documents that say the same thing: revisions of one page, and copies under other addresses.

`identify` decides what a document is to a desk that already has others; `text_hash` is equal for texts that read alike;
`origins` tells which documents go back to one origin.
"""

from groundwire.stories.identity import Identity, Status, identify, text_hash
from groundwire.stories.origins import origins

__all__ = ["Identity", "Status", "identify", "origins", "text_hash"]
