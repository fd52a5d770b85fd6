"""A word of the vocabulary in (``measure.revenue``, ``type.tariff``), its name in the reader's language out."""

import functools
import json
from collections.abc import Mapping
from importlib import resources

_FALL_BACK = "en"


def label(key: str, language: str) -> str:
    """The name of a vocabulary word, in English where this language has none.

    Raises:
        KeyError: no such word.
    """
    names = labels(language.split("-")[0].lower())
    return names[key] if key in names else labels(_FALL_BACK)[key]


@functools.cache
def labels(base: str) -> Mapping[str, str]:
    """Every name of one language; none for a language without a file."""
    file = resources.files("groundwire.text") / "data" / "labels" / f"{base}.json"
    if not (base.isascii() and base.isalpha() and file.is_file()):
        return {}
    names: dict[str, str] = json.loads(file.read_text("utf-8"))
    return names
