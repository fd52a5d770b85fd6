"""Documents that say the same thing: revisions of one page, and copies under other addresses.

`identify` decides what a document is to a desk that already has others; `text_hash` is equal for texts that read alike;
`signature_of` and `near_copy` find what nearly repeats an earlier text; `origins` tells which documents go back to one
origin.
"""
