"""What a model wrote in, what of it is the answer out: thinking aloud is taken away."""

import re

_TAG = re.compile(r"<(/?)(?:think(?:ing)?|thought|reasoning|reflection|scratchpad|analysis)>", re.IGNORECASE)
_LONGEST = 400_000  # characters of an answer that are looked at; the longest real ones have a tenth


def without_thoughts(text: str) -> str:
    """The answer. A thought that was opened in the prompt starts the text; one that was never closed ends it."""
    kept: list[str] = []
    begin: int | None = 0  # where the answer goes on; None inside a thought
    for tag in _TAG.finditer(text := text[:_LONGEST]):
        if not tag[1]:
            if begin is not None:
                kept.append(text[begin : tag.start()])
            begin = None
            continue
        if begin is not None:
            kept.clear()
        begin = tag.end()
    if begin is not None:
        kept.append(text[begin:])
    return "".join(kept).strip()
