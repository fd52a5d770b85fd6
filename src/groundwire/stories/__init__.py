"""Documents that say the same thing: revisions of one page, and copies under other addresses.

`identify` decides what a document is to a desk that already has others; `text_hash` is equal for texts that read alike.
"""

from groundwire.stories.identity import Identity, Status, identify, text_hash

__all__ = ["Identity", "Status", "identify", "text_hash"]
