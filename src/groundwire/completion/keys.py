"""The name of a variable or file in, the key out; and texts that may hold a key in, the same without it out."""

import re
from collections.abc import Mapping
from pathlib import Path

from groundwire.completion.options import EndpointOptions
from groundwire.models import CompletionError

_SHOWN = "(key)"
_KEY_LIKE = re.compile(
    r"\b(?:sk|key|pk|gsk|xai|hf|Bearer)[-_ ][A-Za-z0-9_\-.]{12,}"
)  # servers echo keys, whole or in part


class Key:
    """A key that does not print itself."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The key, for the header of a request and nothing else."""
        return self._text

    def hide(self, text: str) -> str:
        """``text`` without the key, and without what looks like one."""
        if self._text:
            text = text.replace(self._text, _SHOWN)
        return _KEY_LIKE.sub(_SHOWN, text)

    def __repr__(self) -> str:
        return "Key(…)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a key is not pickled")


def read_key(endpoint: EndpointOptions, environment: Mapping[str, str]) -> Key:
    """The endpoint's key; an empty one where it needs none. Raises CompletionError where the named place has none."""
    if endpoint.key_env:
        text = environment.get(endpoint.key_env, "").strip()
        if not text:
            raise CompletionError(
                f"The variable {endpoint.key_env} for the key of {endpoint.title} is not set; set it."
            )
    elif endpoint.key_file:
        text = _read(endpoint)
    else:
        return Key("")
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise CompletionError(f"The key of {endpoint.title} is not one line of ASCII; mend it where it is kept.")
    return Key(text)


def _read(endpoint: EndpointOptions) -> str:
    try:
        text = Path(endpoint.key_file).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text:
        raise CompletionError(
            f"The key file {endpoint.key_file!r} of {endpoint.title} cannot be read or is empty; mend it."
        )
    return text
