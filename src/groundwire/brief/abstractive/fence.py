"""Text of a document in, the same as data between marks that it cannot close out.

The marks are tags, and no text of a document keeps an angle bracket, so none can look like a mark, like a turn of a
chat or like a thought. The marks also carry a number made from the text, so that they are not to be guessed.
"""

import re
from dataclasses import dataclass

from groundwire.text.hashing import short_hash

_ANGLES = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›"})
_TURNS = re.compile(r"\[(/?(?:INST|SYS|TOOL_CALLS|AVAILABLE_TOOLS|SYSTEM_PROMPT))\]", re.IGNORECASE)
# What is not seen but read by a model, or turns the text around it about.
INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Fence:
    """The marks around one piece of data."""

    open: str
    close: str

    def around(self, text: str) -> str:
        """``text``, which `as_data` has gone over, between the marks."""
        return f"{self.open}\n{text}\n{self.close}"


def fence_for(text: str) -> Fence:
    """Marks that do not stand in ``text``; the same text has the same."""
    salt = 0
    while (name := f"document-{short_hash(str(salt), text)[:8]}") in text:
        salt += 1
    return Fence(f"<{name}>", f"</{name}>")


def as_data(text: str) -> str:
    """One line, without tags, marks of turns, and characters that are not seen but are read by a model."""
    flat = " ".join(INVISIBLE.sub("", text).translate(_ANGLES).split())
    return _TURNS.sub(r"(\1)", flat)
